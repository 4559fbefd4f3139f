"""The pages that gather what stands on many: all services, comparisons and numbers, and everything that changed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from posixpath import dirname, relpath

from studynotes.comparing import markdown_table
from studynotes.pages import Page
from studynotes.servicepages import EXAMS, category_title
from studynotes.site import Site

SERVICES = "services.md"
COMPARISONS = "comparisons.md"
NUMBERS = "numbers.md"
CHANGES = "changes.md"

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_AND_YEAR = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)}) )?(?P<year>20[0-9]{{2}})\b"
)  # "August 2025", "2024"
# A bullet that tells what older material says: "- Older questions say 256 KB", "- ... no longer ..."
_ABOUT_OLDER = re.compile(r"\b(?:older|old (?:exam )?questions?|no longer|formerly|until|since)\b", re.IGNORECASE)
_BULLET = re.compile(r"^[-*] (?P<text>.*)$")  # "- **Trap** ..."
_LINK = re.compile(r"(?P<open>\]\()(?P<target>[^)#\s:]+\.md)")  # "](../storage/ebs.md"


@dataclass(frozen=True)
class Change:
    """Something that older material has differently."""

    page: Page
    what: str
    """What it is about; empty where the text says it itself."""
    now: str
    """What holds now, or the whole remark, as inline Markdown."""
    was: str
    """What older material says; empty where `now` says it too."""
    when: tuple[int, int]
    """Year and month (0 where unknown) of the newest date that is named; (0, 0) without one."""


def overview(page: str, site: Site) -> str:
    """Return the Markdown that is generated for an overview page; the empty string for any other page."""
    makers: dict[str, Callable[[Site], Iterator[str]]] = {
        SERVICES: _services,
        COMPARISONS: _comparisons,
        NUMBERS: _numbers,
        CHANGES: _changes,
    }
    return "\n".join(makers[page](site)) if page in makers else ""


def _services(site: Site) -> Iterator[str]:
    for category, pages in groupby(_service_pages(site), key=_category):
        rows = [
            [f"[{page.title}]({page.path})", page.text_of("summary"), *_in_scope(page)]
            for page in sorted(
                pages, key=lambda page: page.title.removeprefix("Amazon ").removeprefix("AWS ").casefold()
            )
        ]
        yield f"\n## {category_title(category)}\n"
        yield markdown_table(["Service", "What it is", *EXAMS.values()], rows)


def _in_scope(page: Page) -> list[str]:
    exams = page.meta.get("exams")
    return ["Yes" if isinstance(exams, list) and exam in exams else "" for exam in EXAMS]


def _comparisons(site: Site) -> Iterator[str]:
    yield ""
    for page in sorted(site.comparisons, key=lambda page: page.title.casefold()):
        summary = page.text_of("summary")
        yield f"- [{page.title}]({page.path}){': ' if summary else ''}{summary}"


def _numbers(site: Site) -> Iterator[str]:
    for category, pages in groupby(_service_pages(site), key=_category):
        rows = [
            [
                f"[{page.title}]({page.path}#limits)",
                limit.name,
                f"**{limit.value}**",
                limit.was,
                f"[{limit.checked}]({limit.source})",
            ]
            for page in pages
            for limit in page.limits
        ]
        if rows:
            yield f"\n## {category_title(category)}\n"
            yield markdown_table(["Service", "Limit", "Value", "Older material says", "Checked"], rows)


def _changes(site: Site) -> Iterator[str]:
    found = sorted(all_changes(site), key=lambda change: (-change.when[0], -change.when[1], change.page.title))
    for year, changes in groupby(found, key=lambda change: change.when[0]):
        yield f"\n## {year or 'Without a date'}\n"
        for change in changes:
            month = _MONTHS[change.when[1] - 1] if change.when[1] else ""
            link = f"[{change.page.title}]({change.page.path})"
            text = f"{change.what}: **{change.now}**, before: {change.was}." if change.was else change.now
            yield f"- {link}{', ' + month if month else ''}: {' '.join(text.split())}"


def all_changes(site: Site) -> Iterator[Change]:
    """Yield what older material has differently: limits with `was`, and the exam traps that tell of older material."""
    for page in _service_pages(site):
        for limit in page.limits:
            if limit.was:
                yield Change(page, limit.name, limit.value, limit.was.rstrip("."), newest(limit.was))
        for text in _traps(page):
            if _ABOUT_OLDER.search(text) and _MONTH_AND_YEAR.search(text):
                yield Change(page, "", _from_root(text, page), "", newest(text))


def newest(text: str, today: datetime.date | None = None) -> tuple[int, int]:
    """Return the year and the month (0 where there is none) of the newest date in a text that is not in the future."""
    today = today or datetime.date.today()
    dates = [
        (int(found["year"]), _MONTHS.index(found["month"]) + 1 if found["month"] else 0)
        for found in _MONTH_AND_YEAR.finditer(text)
    ]
    return max((date for date in dates if date <= (today.year, today.month)), default=(0, 0))


def _traps(page: Page) -> Iterator[str]:
    """Yield the bullets under `Exam traps`."""
    lines = page.text.split("\n")
    start = next((section.line for section in page.sections if section.title == "Exam traps"), len(lines))
    for line in lines[start:]:
        if line.startswith("## "):
            return
        found = _BULLET.match(line)
        if found:
            yield found["text"]


def _from_root(text: str, page: Page) -> str:
    """Return inline Markdown with its relative links as they are from docs/."""
    return _LINK.sub(lambda link: link["open"] + relpath(f"{dirname(page.path)}/{link['target']}"), text)


def _service_pages(site: Site) -> list[Page]:
    pages = [page for page in site.pages.values() if page.kind == "service"]
    return sorted(pages, key=lambda page: (_category(page), page.title.casefold()))


def _category(page: Page) -> str:
    return page.path.split("/")[1]
