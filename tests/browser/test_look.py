"""How pages look: nothing cut off, wide tables scroll by themselves, contrast, headings, focus, print."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.browsing import DESKTOP, PHONE, ServedSite, contrast

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "glossary/",
    "services/compute/lambda/",
    "services/storage/s3/",
    "services/storage/instance-store/",
    "compare/cloudtrail-vs-cloudwatch/",
    "compare/cloudtrail-vs-cloudwatch-vs-config/",
    "compare/ebs-vs-efs/",
    "compare/ebs-vs-efs-vs-instance-store-vs-s3/",
    "compare/kinesis-data-streams-vs-data-firehose/",
    "compare/sqs-vs-sns-vs-kinesis-data-streams/",
]
WIDE = "compare/ebs-vs-efs-vs-instance-store-vs-s3/"
SCHEMES = ["light", "dark"]
LEAST_CONTRAST = 4.5
"""WCAG 2.2, level AA, for text of normal size (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce", has_touch=True)
    yield context.new_page()
    context.close()


def left(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["x"]


def ask(place: Locator, property_name: str) -> Any:
    return place.evaluate(f"element => element.{property_name}")


def style(place: Locator, property_name: str) -> str:
    return str(place.evaluate(f"element => getComputedStyle(element).{property_name}"))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(phone: Page, site: ServedSite, path: str) -> None:
    phone.goto(site.address + path)
    root = phone.locator("html")
    assert ask(root, "scrollWidth") <= PHONE["width"]
    assert ask(phone.locator("body"), "scrollWidth") <= PHONE["width"]


def test_a_wide_table_scrolls_by_itself_and_its_first_column_stays(phone: Page, site: ServedSite) -> None:
    phone.goto(site.address + WIDE)
    wrapper = phone.locator(".md-typeset__scrollwrap").first
    name, value = wrapper.locator("tbody td").nth(0), wrapper.locator("tbody td").nth(1)
    before, moving = left(name), left(value)
    assert ask(wrapper, "scrollWidth") > ask(wrapper, "clientWidth")

    wrapper.evaluate("element => element.scrollTo(150, 0)")

    assert left(name) == pytest.approx(before, abs=1)  # the border of the table scrolls along
    assert left(value) == moving - 150
    assert style(name, "backgroundColor") not in ("transparent", "rgba(0, 0, 0, 0)")


def test_the_first_column_leaves_room_for_the_others(phone: Page, site: ServedSite) -> None:
    for path in PAGES:
        phone.goto(site.address + path)
        for cell in phone.locator(".md-typeset__scrollwrap tbody tr:first-child td:first-child").all():
            box = cell.bounding_box()
            assert box
            assert box["width"] < PHONE["width"] / 2, path


EMPTY_AT_THE_RIGHT = """tables => tables.map(table =>
  table.getBoundingClientRect().right - table.rows[0].lastElementChild.getBoundingClientRect().right)"""


def test_the_columns_fill_their_table(desktop: Page, phone: Page, site: ServedSite) -> None:
    for page in (desktop, phone):
        for path in PAGES:
            page.goto(site.address + path)
            expect(page.locator("article table:not(.md-typeset__table > table):not([class])")).to_have_count(0)
            for empty in page.locator("article .md-typeset__table > table").evaluate_all(EMPTY_AT_THE_RIGHT):
                assert empty <= 2, path


@pytest.mark.parametrize("path", ["services/compute/lambda/", "services/storage/s3/"])
def test_a_diagram_is_centred_and_fits(desktop: Page, phone: Page, site: ServedSite, path: str) -> None:
    for page in (desktop, phone):
        page.goto(site.address + path)
        article = page.locator("article").bounding_box()
        assert article
        images = page.locator('article img[src$=".svg"]').all()
        assert images
        for image in images:
            box = image.bounding_box()
            assert box
            before, after = box["x"] - article["x"], article["x"] + article["width"] - box["x"] - box["width"]
            assert abs(before - after) <= 1
            assert before >= 0
            assert box["width"] >= 300


COLOURED = {
    "summary line": ("services/compute/lambda/", ".page-facts"),
    "glossary link": ("services/compute/lambda/", "a.glossary-link"),
    "heading": ("services/compute/lambda/", "h1"),
    "mentioned on": ("services/compute/lambda/", "details.mentions > summary"),
    "notes of an entry": ("glossary/", ".entry-notes"),
    "letter": ("glossary/", ".letters a"),
    "first column": (WIDE, "tbody td:first-child"),
}
BACKGROUNDS = """element => {
  const found = [];
  for (let at = element; at; at = at.parentElement) found.push(getComputedStyle(at).backgroundColor);
  return found;
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("what", COLOURED)
def test_contrast(desktop: Page, site: ServedSite, what: str, scheme: str) -> None:
    path, selector = COLOURED[what]
    desktop.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    desktop.goto(site.address + path)
    place = desktop.locator(f"article {selector}").first
    assert contrast(style(place, "color"), place.evaluate(BACKGROUNDS)) >= LEAST_CONTRAST
    if selector.startswith("a."):
        place.hover()
        assert contrast(style(place, "color"), place.evaluate(BACKGROUNDS)) >= LEAST_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_tooltip_is_readable(desktop: Page, site: ServedSite, scheme: str) -> None:
    desktop.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    desktop.goto(site.address + "services/compute/lambda/")
    desktop.locator("article a.glossary-link").first.hover()
    tooltip = desktop.locator(".md-tooltip2--active .md-tooltip2__inner")
    expect(tooltip).to_be_visible()
    assert float(style(tooltip, "fontSize").removesuffix("px")) >= 12
    assert contrast(style(tooltip, "color"), tooltip.evaluate(BACKGROUNDS)) >= LEAST_CONTRAST
    assert ask(tooltip, "scrollWidth") <= ask(tooltip, "clientWidth")


def test_the_contrast_of_black_on_white_and_of_grey() -> None:
    assert contrast("rgb(0, 0, 0)", ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"]) == pytest.approx(21)
    assert contrast("rgb(118, 118, 118)", ["rgb(255, 255, 255)"]) == pytest.approx(4.54, abs=0.01)
    assert contrast("rgba(0, 0, 0, 0.5)", ["rgb(255, 255, 255)"]) == pytest.approx(3.98, abs=0.04)


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_by_one_and_pictures_have_words(desktop: Page, site: ServedSite, path: str) -> None:
    desktop.goto(site.address + path)
    headings = desktop.locator("article :is(h1, h2, h3, h4)")
    levels = headings.evaluate_all("headings => headings.map(heading => Number(heading.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for words in desktop.locator("article img").evaluate_all("images => images.map(image => image.alt)"):
        assert len(words.split()) >= 3


def test_the_keyboard_sees_where_it_is(desktop: Page, site: ServedSite) -> None:
    desktop.goto(site.address + "services/compute/lambda/")
    link = desktop.locator("article a.glossary-link").first
    colour_before = style(link, "color")
    desktop.keyboard.press("Tab")  # the theme marks focus only once the keyboard is in use
    link.focus()
    desktop.keyboard.press("Shift+Tab")
    desktop.keyboard.press("Tab")
    assert link.evaluate("element => element === document.activeElement")
    assert style(link, "outlineStyle") != "none"
    assert style(link, "color") != colour_before


def test_a_letter_leads_to_a_heading_that_is_in_sight(phone: Page, site: ServedSite) -> None:
    phone.goto(site.address + "glossary/")
    phone.locator(".letters a", has_text="M").click()
    heading, letters = phone.locator("#letter-m"), phone.locator(".letters")
    expect(letters).to_be_in_viewport()
    heading_box, letters_box = heading.bounding_box(), letters.bounding_box()
    assert heading_box
    assert letters_box
    assert letters_box["y"] + letters_box["height"] <= heading_box["y"] < PHONE["height"]


def test_code_can_be_copied(desktop: Page, site: ServedSite) -> None:
    desktop.goto(site.address + "services/compute/lambda/")
    expect(desktop.locator('article .highlight button[title="Copy to clipboard"]').first).to_be_attached()


def test_paper_shows_the_whole_table_and_no_folds(desktop: Page, site: ServedSite) -> None:
    desktop.set_viewport_size({"width": 720, "height": 1000})  # about what is left of A4
    desktop.goto(site.address + WIDE)
    desktop.emulate_media(media="print")
    wrapper = desktop.locator(".md-typeset__scrollwrap").first
    assert ask(wrapper, "scrollWidth") <= ask(wrapper, "clientWidth") + 1
    desktop.goto(site.address + "services/compute/lambda/")
    expect(desktop.locator("#mentioned-on")).to_be_hidden()
    expect(desktop.locator("details.mentions").first).to_be_hidden()
