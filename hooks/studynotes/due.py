"""The command behind the monthly list: which limits were not checked for long, as Markdown for an issue on GitHub."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from studynotes.pages import Limit, Page
from studynotes.site import load_site

DAYS = 150
"""A limit is listed when its check is longer ago: a month before the rules begin to warn."""
ROOM = 60_000
"""How many characters the list may have. GitHub takes 65,536 in an issue."""


@dataclass(frozen=True, order=True)
class Due:
    """A limit that is due for a check."""

    checked: datetime.date
    path: str
    """Its page, relative to the project, with forward slashes."""
    line: int
    page: Page
    limit: Limit


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the limits that are due, or nothing where none is.

    Args:
        arguments: those of the command line; left out, the process's own.

    Returns:
        The exit status: 0, also where limits are due; 2 for a wrong call.
    """
    parser = argparse.ArgumentParser(prog="python -m studynotes.due", description="List the limits due for a check.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(), help="the folder that holds mkdocs.yml (here)")
    parser.add_argument("--days", type=int, default=DAYS, help=f"how long ago a check is too long ago ({DAYS})")
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=None, help="the day to count from (today)")
    parser.add_argument("--files", metavar="ADDRESS", default="", help="where the files can be read, to link to them")
    options = parser.parse_args(arguments)
    if not (options.root / "docs").is_dir():
        print(f'"{options.root}" has no folder docs/. Name the folder that holds mkdocs.yml.', file=sys.stderr)
        return 2
    today = options.today or datetime.datetime.now(datetime.UTC).date()
    found = due(load_site(options.root).pages.values(), today, options.days)
    if found:
        print(as_markdown(found, options.days, options.files))
    return 0


def due(pages: Iterable[Page], today: datetime.date, days: int = DAYS) -> list[Due]:
    """Return the limits that were checked more than `days` days before `today`, oldest first.

    A limit whose date is missing or no date is not among them: the rules report it as an error.
    """
    return sorted(
        (
            Due(checked, page.shown, limit.line, page, limit)
            for page in pages
            for limit in page.limits
            if (checked := _date(limit.checked)) and (today - checked).days > days
        ),
        key=lambda item: (item.checked, item.path, item.line),
    )


def as_markdown(found: Sequence[Due], days: int = DAYS, files: str = "", room: int = ROOM) -> str:
    """Return the limits as the body of an issue.

    Args:
        found: what is due, at least one.
        days: how long ago was too long ago.
        files: the address under which the project's files can be read, or nothing for no links to them.
        room: how many characters there may be. What does not fit is counted in the last line.

    Returns:
        The limits by page, the page with the oldest first, within a page the oldest first, each a box to tick.
    """
    pages = len({item.path for item in found})
    head = (
        f"{_count(len(found), 'limit')} on {_count(pages, 'page')} {'was' if len(found) == 1 else 'were'} checked more "
        f"than {days} days ago. Open each source, compare the value, mend it where it has changed (and say under `was` "
        "what it was), then set `checked` to the day on which you looked."
    )
    lines: list[str] = [head]
    left = room - len(head) - 100  # for the last line
    listed = 0
    for page in _pages(found):
        title = f"\n### {_cell(page[0].page.title)} ({page[0].path})\n\n"
        rows = [_row(item, files) for item in page]
        for row in [title + rows[0], *rows[1:]]:
            left -= len(row) + 1
            if left < 0:
                return "\n".join([*lines, "", f"And {len(found) - listed} more, which this list has no room for."])
            lines.append(row)
            listed += 1
    return "\n".join(lines)


def _pages(found: Sequence[Due]) -> Iterator[list[Due]]:
    oldest: dict[str, datetime.date] = {}
    for item in found:
        oldest[item.path] = min(item.checked, oldest.get(item.path, item.checked))
    order = sorted(found, key=lambda item: (oldest[item.path], item.path, item.checked, item.line))
    for _, items in groupby(order, key=lambda item: item.path):
        yield list(items)


def _row(item: Due, files: str) -> str:
    place = f"line {item.line}"
    if files:
        place = f"[{place}]({files.rstrip('/')}/{item.path}?plain=1#L{item.line})"
    source = f"[source]({item.limit.source})" if item.limit.source else "no source"
    return f"- [ ] {item.checked} **{_cell(item.limit.name)}**: {_cell(item.limit.value)} ({source}, {place})"


def _cell(text: str) -> str:
    # An invisible word joiner behind "@" and "#": a name in a limit must notify nobody and link to no other issue.
    return text.replace("@", "@\N{WORD JOINER}").replace("#", "#\N{WORD JOINER}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
