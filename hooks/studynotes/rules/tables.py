"""Tables: every row has as many cells as the head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studynotes.pages import Page
from studynotes.problems import Problem

_RULE = re.compile(r"[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")  # "| --- | :-: |"
_BEFORE = re.compile(r"[ >]*")  # "    > "
_PIPE = re.compile(r"\\.|\|")  # "\|" (a character of a cell), "|"


def check_tables(page: Page) -> Iterator[Problem]:
    """Yield the rows of a page's tables that have too few or too many cells."""
    text = page.prose.without_code
    if "|" not in text:
        return
    lines = text.split("\n")
    source = page.prose.source.split("\n")
    columns = 0
    for number, line in enumerate(lines):
        if columns:
            if not line.strip(" >") and not source[number].strip(" >"):
                columns = 0
                continue
            yield from _row(page, number, line, source[number], columns)
        elif "|" in line and number and "|" in lines[number - 1] and _RULE.fullmatch(_BEFORE.sub("", line, count=1)):
            columns = _cells(line)
            yield from _row(page, number - 1, lines[number - 1], source[number - 1], columns)


def _row(page: Page, number: int, line: str, source: str, columns: int) -> Iterator[Problem]:
    cells = _cells(line)
    if cells != columns:
        text = " ".join(source.split())
        shown = text if len(text) <= 60 else text[:57] + "..."
        message = f'The row "{shown}" has {cells} cell{"s" * (cells != 1)} for {columns} columns.'
        column = len(source) - len(source.lstrip()) + 1
        yield page.problem("table-columns", (number + 1, column), message, r"Mend it; a pipe in a cell is `\|`.")


def _cells(line: str) -> int:
    """Return how many cells a row has; code spans in it are blanked out already."""
    line = _BEFORE.sub("", line, count=1).strip()
    pipes = [found.start() for found in _PIPE.finditer(line) if found.group() == "|"]
    edges = sum(1 for pipe in pipes if pipe in (0, len(line) - 1))
    return len(pipes) + 1 - edges
