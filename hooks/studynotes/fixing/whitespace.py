"""White space: trailing spaces, tabs, runs of blank lines, and blank lines around headings and code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studynotes.fixing.edits import Edit
from studynotes.lines import Kind

_LIST_ITEM = re.compile(r"[ ]*(?:[-*+]|\d+[.)])[ ]")  # "  - item"


def trailing(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Edit]:
    """Yield lines without spaces at their end, and with spaces for tabs. Spaces that break a line become `<br>`."""
    for number, line in enumerate(lines):
        if kinds[number] in ("raw", "fence-open", "fence-close"):
            continue
        spaced = line.expandtabs(4) if "\t" in line.rstrip() else line
        text = spaced.rstrip(" \t")
        if _breaks(spaced, number, lines, kinds):
            text += "<br>"
        if text != line:
            yield Edit(number, number + 1, (text,))


def trailing_still(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Edit]:
    """Yield what still ends with spaces: where they looked like a line break and made none."""
    for number, line in enumerate(lines):
        if kinds[number] == "text" and line != line.rstrip(" \t"):
            yield Edit(number, number + 1, (line.rstrip(" \t"),))


def _breaks(line: str, number: int, lines: Sequence[str], kinds: Sequence[Kind]) -> bool:
    """Whether spaces at the end of a line make a line break: where the paragraph goes on."""
    if (
        not line.expandtabs(4).endswith("  ")
        or line.rstrip().endswith("|")
        or kinds[number] != "text"
        or number + 1 == len(lines)
    ):
        return False
    return kinds[number + 1] == "text" and not _LIST_ITEM.match(lines[number + 1])


def blank_runs(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Edit]:
    """Yield one blank line for several, between the first line of text and the last."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and kinds[end] == "blank":
            end += 1
        if start and end < len(lines) and end - start > 1:
            yield Edit(start, end, ("",))
        start = end + 1


def around_blocks(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Edit]:
    """Yield a blank line above and below each heading and each code block that stands against other text.

    Nothing is put above a list or a table: without the blank line they are part of the paragraph, and a page would
    show something else with it.
    """
    for number in range(1, len(lines)):
        above, below = kinds[number - 1], kinds[number]
        if "blank" in (above, below):
            continue
        if above in ("heading", "fence-close") or below in ("heading", "fence-open"):
            yield Edit(number, number, ("",))
