"""Headings: one H1, no level skipped, and the sections that a service page must have, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studynotes.pages import Page
from studynotes.problems import Problem
from studynotes.site import Site

_UNDERLINE = re.compile(r"=+[ ]*|-+[ ]*")  # "-----"
_TEXT = re.compile(r"[^\s|#>]")  # "Visibility timeout", and no row of a table
_NO_SPACE = re.compile(r"#{1,6}[^#\s]")  # "##Security"

FIRST = "How it works"
LAST = ("Security", "Monitoring and troubleshooting", "Pricing", "Choose it when", "Exam traps")
REQUIRED = (FIRST, "Choose it when", "Exam traps")
GENERATED = ("Limits", "Compared with", "Sources", "Mentioned on")
"""The sections that service pages get from their front matter and from other pages."""


def check_sections(site: Site) -> Iterator[Problem]:
    """Yield what is wrong with the headings of every page."""
    for page in site.pages.values():
        if page.problems:
            continue
        yield from _forms(page)
        yield from _titles(page)
        yield from _levels(page)
        yield from _twice(page)
        if page.kind == "service":
            yield from _service_sections(page)


def _forms(page: Page) -> Iterator[Problem]:
    """Yield headings that Markdown sees and nobody else: underlined text, and number signs without a space."""
    before = ""
    for number, line in enumerate(page.prose.without_code.split("\n"), 1):
        if line[:1] in "=-" and line and _UNDERLINE.fullmatch(line) and _TEXT.match(before):
            shown = " ".join(before.split())[:60]
            message = f'The line below "{shown}" makes a heading of it.'
            yield page.problem(
                "heading-form", (number, 1), message, "Write `## ` before it, or leave a line empty between."
            )
        elif line[:1] == "#" and _NO_SPACE.match(line):
            message = f'"{line.split()[0][:60]}" makes a heading of this line.'
            yield page.problem(
                "heading-form", (number, 1), message, r"Put a space after the number signs, or `\` before them."
            )
        before = line


def _titles(page: Page) -> Iterator[Problem]:
    tops = [section for section in page.sections if section.level == 1]
    if not tops:
        if page.text_of("title"):
            message = f'The page has no H1 "{page.title}".'
            line = min(page.body_line, page.text.count("\n") + 1)
            yield page.problem("title-differs", (line, 1), message, f"Add `# {page.title}` below the front matter.")
        return
    title = page.text_of("title")
    if title and tops[0].title != title:
        message = f'The H1 "{tops[0].title}" differs from the title "{title}".'
        yield page.problem("title-differs", (tops[0].line, 1), message, "Make them the same.")
    for section in tops[1:]:
        message = f'"{section.title}" is a second H1.'
        yield page.problem("title-differs", (section.line, 1), message, "Make it `##`.")


def _levels(page: Page) -> Iterator[Problem]:
    above = 0
    for section in page.sections:
        if section.level > above + 1:
            message = f'The heading "{section.title}" skips from level {above} to level {section.level}.'
            yield page.problem("heading-skipped", (section.line, 1), message, f"Give it {above + 1} number signs.")
        above = section.level


def _twice(page: Page) -> Iterator[Problem]:
    way: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    for section in page.sections:
        way = [*way[: section.level - 1], section.title.casefold()]
        if tuple(way) in seen and section.level > 1:
            message = f'The heading "{section.title}" stands already in line {seen[tuple(way)]}.'
            yield page.problem("section-twice", (section.line, 1), message, "Join the two, or rename one.")
        seen.setdefault(tuple(way), section.line)


def _service_sections(page: Page) -> Iterator[Problem]:
    own = [section for section in page.sections if section.level == 2]
    titles = [section.title for section in own]
    for title in REQUIRED:
        if title not in titles:
            line = page.text.count("\n") + (not page.text.endswith("\n"))
            message = f'The section "{title}" is missing.'
            yield page.problem(
                "section-missing", (max(line, 1), 1), message, f"Add `## {title}` and say what belongs there."
            )
    for section in own:
        if section.title in GENERATED:
            message = f'The section "{section.title}" is generated.'
            yield page.problem(
                "section-generated", (section.line, 1), message, "Write it in the front matter, or rename it."
            )
    order = {title: rank for rank, title in enumerate((FIRST, "", *LAST))}
    highest, before = -1, ""
    for section in own:
        rank = order.get(section.title, 1)
        if rank < highest:
            message = f'The section "{section.title}" stands below "{before}".'
            yield page.problem("section-order", (section.line, 1), message, f'Move it above "{before}".')
        else:
            highest, before = rank, section.title
