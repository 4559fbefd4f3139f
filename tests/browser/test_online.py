"""The published site asks no other host for anything, sets no cookie and complains about nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from browser.browsing import DESKTOP, ServedSite, search, watch

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "service": "services/compute/lambda/",
    "comparison": "compare/ebs-vs-efs/",
    "glossary": "glossary/",
    "nothing there": "404.html",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_only_its_own_host(browser: Browser, site: ServedSite, kind: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    seen = watch(context)
    page = context.new_page()
    page.goto(site.address + KINDS[kind], wait_until="networkidle")
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    results = search(page, "queue")
    page.keyboard.press("Escape")
    # From the system's scheme to the light one to the dark one.
    for _ in range(2):
        page.locator("form.md-header__option label:visible").first.click()
    page.wait_for_load_state("networkidle")

    assert scheme == "default"
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert results
    assert seen.requests
    assert seen.outside(site.address) == []
    assert seen.complaints == []
    assert context.cookies() == []
    context.close()


def test_every_page_opens_without_a_complaint(browser: Browser, site: ServedSite) -> None:
    context = browser.new_context(viewport=DESKTOP)
    seen = watch(context)
    page = context.new_page()
    for address in site.pages:
        page.goto(address, wait_until="load")
    assert len(site.pages) > 20
    assert seen.complaints == []
    assert seen.outside(site.address) == []
    context.close()


def test_the_search_leads_to_the_place(browser: Browser, site: ServedSite) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(site.address)
    found = dict(search(page, "hyperplane"))
    page.goto(found["AWS Lambda"])
    assert page.locator("h1").inner_text().startswith("AWS Lambda")
    context.close()
