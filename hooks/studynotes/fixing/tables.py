"""Tables: cells padded, so that the columns stand below each other in the source too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from studynotes.fixing.edits import Edit
from studynotes.lines import Kind

MAX_WIDTH = 500
"""A table that padding would make wider has its cells without padding."""

_DELIMITER = re.compile(r"[ ]*:?-+:?[ ]*$")  # " :---: "
_PARTS = re.compile(r"\\.|`+|\|")  # "\\|", "``", "|"
_INDENT = re.compile(r"[ ]*")  # "    "


def aligned(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Edit]:
    """Yield each table with padded cells. A table whose rows differ in their number of cells is left alone."""
    number = 0
    while number < len(lines):
        if kinds[number] == "text" and (number == 0 or kinds[number - 1] != "text"):
            end = number
            while end < len(lines) and kinds[end] == "text":
                end += 1
            block = lines[number:end]
            table = align(block)
            if table is not None and table != list(block):
                yield Edit(number, end, tuple(table))
            number = end
        number += 1


def align(block: Sequence[str]) -> list[str] | None:
    """Return the lines of a table with their cells padded, or None where they are no table, or a broken one."""
    if len(block) < 2 or "|" not in block[0] or "|" not in block[1]:
        return None
    indent = _indent(block[0])
    if any(_indent(line) != indent or "\t" in line for line in block):
        return None
    rows = [split_row(line) for line in block]
    if len({len(row) for row in rows}) != 1 or not all(_DELIMITER.match(cell) for cell in rows[1]):
        return None
    sides = [(cell.startswith(":"), cell.endswith(":")) for cell in rows[1]]
    widths = [max(3, *(width(row[column]) for row in rows[:1] + rows[2:])) for column in range(len(sides))]
    if sum(widths) + 3 * len(widths) + 1 > MAX_WIDTH:
        widths = [0] * len(widths)
    delimiter = [_delimiter(max(3, wide), *side) for wide, side in zip(widths, sides, strict=True)]
    return [
        indent + _row(delimiter if index == 1 else [_padded(*cell) for cell in zip(row, widths, sides, strict=True)])
        for index, row in enumerate(rows)
    ]


def split_row(line: str) -> list[str]:
    """Return the cells of a row, without the spaces around them. A pipe after a backslash or in code is no border.

    Source: `TableProcessor._split` in `markdown/extensions/tables.py` of Python-Markdown, whose rules these are.
    """
    line = line.strip(" ")
    borders = _borders(line)
    cells = [line[start + 1 : end] for start, end in zip([-1, *borders], [*borders, len(line)], strict=True)]
    if borders and borders[0] == 0:
        cells = cells[1:]
    if borders and borders[-1] == len(line) - 1 and cells:
        cells = cells[:-1]
    return [cell.strip(" ") for cell in cells]


def width(text: str) -> int:
    """Return how many columns a text takes in an editor, roughly: wide characters two, combining ones none."""
    columns = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
            continue
        columns += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return columns


def _borders(line: str) -> list[int]:
    """Return where the pipes stand that separate cells."""
    parts = [found for found in _PARTS.finditer(line) if not found.group().startswith("\\")]
    later: dict[int, list[int]] = {}  # the indexes of the runs of backticks of a length, the last one first
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].group() != "|":
            later.setdefault(len(parts[index].group()), []).append(index)
    borders = []
    index = 0
    while index < len(parts):
        text = parts[index].group()
        if text == "|":
            borders.append(parts[index].start())
        else:
            runs = later[len(text)]
            while runs and runs[-1] <= index:
                runs.pop()
            index = runs[-1] if runs else index  # code up to the next run of the same length; without one, plain text
        index += 1
    return borders


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    return found.group() if found else ""


def _delimiter(columns: int, left: bool, right: bool) -> str:
    return (":" if left else "-") + "-" * (columns - 2) + (":" if right else "-")


def _padded(cell: str, columns: int, side: tuple[bool, bool]) -> str:
    room = max(0, columns - width(cell))
    if side == (False, True):
        return " " * room + cell
    before = room // 2 if side == (True, True) else 0
    return " " * before + cell + " " * (room - before)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
