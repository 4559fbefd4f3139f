"""The offline copy, opened from the disk with no network: pages, tooltips and the search work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.browsing import DESKTOP, Watch, search, watch

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(viewport=DESKTOP)
    context.set_offline(True)
    seen = watch(context)
    yield context.new_page(), seen
    assert seen.outside("file://") == []
    assert context.cookies() == []
    context.close()


def test_every_page_opens_without_a_complaint(opened: tuple[Page, Watch], offline_folder: Path) -> None:
    page, seen = opened
    pages = sorted(offline_folder.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page.goto(path.as_uri(), wait_until="load")
        assert page.locator("h1").count() == 1, path
    assert seen.complaints == []


def test_a_click_leads_to_the_next_page_and_to_the_glossary(opened: tuple[Page, Watch], offline_folder: Path) -> None:
    page, _ = opened
    page.goto((offline_folder / "index.html").as_uri())
    page.locator(".md-tabs__link", has_text="Glossary").click()
    assert page.url == (offline_folder / "glossary.html").as_uri()
    page.locator(".letters a", has_text="S").click()
    assert page.url.endswith("glossary.html#letter-s")
    page.locator(".entry-notes a", has_text="Amazon SQS").first.click()
    assert page.locator("h1").inner_text().startswith("Amazon SQS")


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_glossary_link_shows_its_definition(opened: tuple[Page, Watch], offline_folder: Path, how: str) -> None:
    page, _ = opened
    page.goto((offline_folder / "services/application-integration/sqs.html").as_uri())
    link = page.locator("a.glossary-link[title]").first
    definition = link.get_attribute("title") or ""
    assert len(definition.split()) > 3
    link = page.locator(f'a.glossary-link[href="{link.get_attribute("href")}"]')
    if how == "hover":
        link.hover()
    else:
        link.scroll_into_view_if_needed()
        link.focus()
    tooltip = page.locator(".md-tooltip2--active")
    expect(tooltip).to_be_visible()
    expect(tooltip).to_have_text(definition)


@pytest.mark.parametrize(
    ("words", "file"),
    [
        pytest.param("hyperplane", "services/compute/lambda.html", id="a word in the text"),
        pytest.param("visibility timeout", "services/application-integration/sqs.html", id="a term"),
        pytest.param("availability zone", "glossary.html", id="a term of the glossary"),
    ],
)
def test_the_search_finds(opened: tuple[Page, Watch], offline_folder: Path, words: str, file: str) -> None:
    page, seen = opened
    page.goto((offline_folder / "compare/ebs-vs-efs.html").as_uri())
    found = [href for _, href in search(page, words) if f"{file}?h={words.split()[0]}" in href]
    assert found
    page.locator(f'a.md-search-result__link[href="{found[0]}"]').click()
    page.wait_for_url(lambda url: file in url)
    assert page.url.startswith((offline_folder / file).as_uri())
    expect(page.locator("article mark:visible").first).to_be_visible()
    assert seen.complaints == []


def test_a_page_in_the_dark_scheme(opened: tuple[Page, Watch], offline_folder: Path) -> None:
    page, seen = opened
    page.emulate_media(color_scheme="dark")
    page.goto((offline_folder / "index.html").as_uri())
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert seen.complaints == []
