"""Sections that a service page must have and has not: put in as stubs with a TODO, in their place."""

from __future__ import annotations

from collections.abc import Iterator

from studynotes.fixing.edits import Edit, applied
from studynotes.pages import Page, parse_page
from studynotes.rules.sections import FIRST, LAST, REQUIRED

STUBS = {
    "How it works": "TODO: say what it does and how, so that a reader could draw it.",
    "Choose it when": "TODO: say which words in a question point here, and when a neighbour is the better answer.",
    "Exam traps": "TODO: name the wrong answers that look right, and say why they are wrong.",
}
"""What stands in a section that is still to write."""


def with_sections(path: str, text: str) -> str:
    """Return a service page with the sections that it misses, each above the first section that belongs below it.

    Args:
        path: the page, relative to docs/.
        text: the whole page, with line ends as LF.

    Returns:
        The page; as it is where nothing is missing, or where a heading would not be one, as below an open code block.
    """
    page = parse_page(path, text)
    if not _missing(page):
        return text
    better = "\n".join(applied(text.split("\n"), _stubs(page)))
    return text if _missing(parse_page(path, better)) else better


def _missing(page: Page) -> list[str]:
    there = {section.title for section in page.sections if section.level == 2}
    return [title for title in REQUIRED if title not in there]


def _stubs(page: Page) -> Iterator[Edit]:
    lines = page.text.split("\n")
    rank = {title: number for number, title in enumerate((FIRST, "", *LAST))}
    own = [section for section in page.sections if section.level == 2]
    end = len(lines) - (lines[-1] == "")
    stubs: dict[int, list[str]] = {}
    for title in _missing(page):
        below = (section.line - 1 for section in own if rank.get(section.title, 1) > rank[title])
        at = next(below, end)
        stubs.setdefault(at, []).extend([f"## {title}", "", f"- {STUBS[title]}", ""])
    for at, stub in stubs.items():
        gap = [""] if at and lines[at - 1].strip() else []
        yield Edit(at, at, tuple(gap + (stub if at < end else stub[:-1])))
