"""The page of all numbers: what is typed into its box is what stays in its tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.browsing import DESKTOP, ServedSite

pytestmark = pytest.mark.browser

ROWS = "article tbody tr"


@pytest.fixture
def numbers(browser: Browser, site: ServedSite) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(site.address + "numbers/")
    yield page
    context.close()


def shown(page: Page) -> list[str]:
    """Return the text of the rows that a reader sees, in lower case."""
    return [text.lower() for text in page.locator(f"{ROWS}:visible").all_inner_texts()]


def test_without_words_every_number_stands_there(numbers: Page) -> None:
    count = len(shown(numbers))
    assert count == numbers.locator(ROWS).count() > 100
    expect(numbers.locator(".filter-count")).to_have_text(f"{count} numbers")


@pytest.mark.parametrize("words", ["visibility timeout", "TIMEOUT  Visibility", "sqs retention"])
def test_the_rows_that_hold_every_word_stay(numbers: Page, words: str) -> None:
    everything = shown(numbers)
    numbers.get_by_role("searchbox", name="Keep only the rows").fill(words)
    expected = [text for text in everything if all(word in text for word in words.lower().split())]
    assert 0 < len(expected) < 10
    assert shown(numbers) == expected
    expect(numbers.locator(".filter-count")).to_have_text(f"{len(expected)} of {len(everything)} numbers")


def test_a_category_without_a_row_is_gone_and_comes_back(numbers: Page) -> None:
    box = numbers.get_by_role("searchbox", name="Keep only the rows")
    headings = numbers.locator("article h2:visible")
    categories = headings.count()
    box.fill("visibility timeout")
    expect(headings).to_have_count(1)
    assert numbers.locator("article table:visible").count() == 1
    box.fill("no number holds these words")
    expect(headings).to_have_count(0)
    box.fill("")
    expect(headings).to_have_count(categories)


def test_no_other_page_has_the_box(numbers: Page, site: ServedSite) -> None:
    numbers.goto(site.address + "changes/")
    assert numbers.locator("input.filter").count() == 0
