"""Comparison tables: built from the facts on the compared services' pages, or from the page's own cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import dirname, relpath
from typing import Any

from studynotes.pages import Page
from studynotes.site import Site

EXAM = "What the exam asks"
"""The title of the last column."""
NO_FACT = "\N{EM DASH}"
"""A cell whose fact is missing; the rule `comparison-fact` names the page to mend."""

# "`a | b`", an escaped character, and what would end a cell or reach into the next: a pipe, a backtick without another
_CELL_PART = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|\\.|(?P<ends>[|`])")


def comparison_table(page: Page, site: Site) -> str:
    """Return the Markdown table of a comparison page: a column for each service or column, a row for each row.

    Cells that cannot be filled hold a dash; nothing is raised for them, because the rules report them. A page without a
    usable `compare` has no table: the empty string.
    """
    compare = page.meta.get("compare")
    if not isinstance(compare, dict):
        return ""
    rows = [row for row in _list(compare.get("rows")) if isinstance(row, dict)]
    if "columns" in compare:
        titles = [str(column) for column in _list(compare["columns"])]
        lines = [[_label(row), *_cells(row, len(titles)), str(row.get("exam") or NO_FACT)] for row in rows]
    else:
        ids = [str(service_id) for service_id in _list(compare.get("services"))]
        titles = [_service_title(service_id, page, site) for service_id in ids]
        lines = [
            [_label(row), *(_fact(service_id, row, site) for service_id in ids), str(row.get("exam") or NO_FACT)]
            for row in rows
        ]
    return markdown_table(["", *titles, EXAM], lines) + _checked(page, site) if lines else ""


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table of cells with inline Markdown; pipes and line breaks in them are made harmless."""
    lines = [_row(head), "|" + " --- |" * len(head), *(_row(cells) for cells in rows)]
    return "\n".join(lines) + "\n"


def with_comparison(page: Page, site: Site) -> str:
    """Return the Markdown of a comparison page with its table."""
    first = next((section.line - page.body_line for section in page.sections if section.level == 2), None)
    return with_table(page.body, first, comparison_table(page, site))


def with_table(body: str, first_section: int | None, table: str) -> str:
    """Return the Markdown of a comparison page with its table above the first section.

    Args:
        body: the page's Markdown, without front matter.
        first_section: the index of the line in `body` that holds the first `##` heading, or None where there is none.
        table: the Markdown table.
    """
    if not table:
        return body
    lines = body.split("\n")
    at = len(lines) if first_section is None else first_section
    before, after = "\n".join(lines[:at]).rstrip("\n"), "\n".join(lines[at:])
    return f"{before}\n\n{table}\n{after}"


def _checked(page: Page, site: Site) -> str:
    """Return the line that says when the pages behind a table were last checked; empty where none says it."""
    compared = page.meta.get("compare")
    ids = _list(compared.get("services")) if isinstance(compared, dict) else []
    services = [site.glossary.services[key] for key in map(str, ids) if key in site.glossary.services]
    pages = [other for service in services if (other := site.page_of(service))]
    day = min((checked for other in pages if (checked := other.last_checked)), default=None)
    return f"\nNumbers on the compared pages checked {day.day} {day:%B %Y}.\n{{ .page-facts }}\n" if day else ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_CELL_PART.sub(_harmless, " ".join(cell.split())) for cell in cells) + " |"


def _harmless(part: re.Match[str]) -> str:
    """Escape what would end a cell or join it to another; code and what is escaped already stay as they are."""
    return "".join(f"\\{char}" for char in part.group()) if part["ends"] else part.group()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _label(row: dict[str, Any]) -> str:
    label = row.get("label") or str(row.get("fact", "")).replace("-", " ").capitalize()
    return f"**{label}**" if label else ""


def _cells(row: dict[str, Any], count: int) -> list[str]:
    cells = [str(cell) for cell in _list(row.get("cells"))][:count]
    return cells + [NO_FACT] * (count - len(cells))


def _fact(service_id: str, row: dict[str, Any], site: Site) -> str:
    service = site.glossary.services.get(service_id)
    page = site.page_of(service) if service else None
    return page.facts.get(str(row.get("fact")), NO_FACT) if page else NO_FACT


def _service_title(service_id: str, page: Page, site: Site) -> str:
    service = site.glossary.services.get(service_id)
    if service is None:
        return service_id
    if site.page_of(service) is None:
        return service.name
    return f"[{service.name}]({relpath(service.page, dirname(page.path))})"
