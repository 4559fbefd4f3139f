"""Comparison pages: every cell has a home, and every row says what the exam asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studynotes.pages import Page
from studynotes.problems import Problem
from studynotes.rules.values import list_of
from studynotes.site import Site


def check_comparisons(site: Site) -> Iterator[Problem]:
    """Yield comparisons of services without a page or a fact, and rows with too few or too many cells."""
    for page in site.comparisons:
        compare = page.meta.get("compare")
        if not isinstance(compare, dict):
            continue
        rows = [row if isinstance(row, dict) else {} for row in list_of(compare.get("rows"))]
        if "columns" in compare:
            yield from _columns(page, len(list_of(compare["columns"])), rows)
        else:
            yield from _services(site, page, list_of(compare.get("services")), rows)
        yield from _exam(page, rows)


def _exam(page: Page, rows: list[dict[str, Any]]) -> Iterator[Problem]:
    for index, row in enumerate(rows):
        exam = row.get("exam")
        if exam is None or (isinstance(exam, str) and not exam.strip()):
            name = row.get("fact") or row.get("label") or index + 1
            message = f'The row "{name}" does not say what the exam asks.'
            yield page.problem(
                "comparison-exam", page.place("compare", "rows", index), message, "Add `exam:` with one line."
            )


def _columns(page: Page, columns: int, rows: list[dict[str, Any]]) -> Iterator[Problem]:
    for index, row in enumerate(rows):
        place = page.place("compare", "rows", index)
        texts = list_of(row.get("cells"))
        cells = len(texts)
        label = row.get("label")
        if cells != columns:
            message = f'The row "{label}" has {cells} cell{"s" * (cells != 1)} for {columns} columns.'
            yield page.problem("comparison-cells", place, message, "Give each column one cell.")
        for number, text in enumerate(texts, 1):
            if text is None or (isinstance(text, str) and not text.strip()):
                message = f'Cell {number} of the row "{label}" is empty, "".'
                yield page.problem(
                    "comparison-cells", place, message, "Say what holds there, also where that is `None`."
                )
        if not label:
            message = f"Row {index + 1} has no label."
            yield page.problem("comparison-cells", place, message, "Add `label:` with the row's title.")


def _services(site: Site, page: Page, services: list[Any], rows: list[dict[str, Any]]) -> Iterator[Problem]:
    for index, service_id in enumerate(services):
        service = site.glossary.services.get(str(service_id))
        place = page.place("compare", "services", index)
        if service is None:
            message = f'The service "{service_id}" is not in glossary.yml.'
            yield page.problem("comparison-service", place, message, "Use the id of a service there.")
            continue
        other = site.page_of(service)
        if other is None:
            message = f'The service "{service_id}" has no page to take facts from.'
            yield page.problem("comparison-service", place, message, f"Run `make page SERVICE={service_id}`.")
            continue
        if not other.facts:
            message = f'The service "{service_id}" has no facts on {other.shown}.'
            yield page.problem("comparison-service", place, message, f"Add `facts:` in {other.shown}.")
            continue
        for number, row in enumerate(rows):
            fact = row.get("fact")
            if isinstance(fact, str) and fact not in other.facts:
                message = f'The fact "{fact}" is missing on {other.shown}.'
                place = page.place("compare", "rows", number)
                yield page.problem("comparison-fact", place, message, f"Add `{fact}:` under `facts:` in {other.shown}.")
    for number, row in enumerate(rows):
        if "fact" not in row:
            message = f"Row {number + 1} names no fact."
            place = page.place("compare", "rows", number)
            yield page.problem("comparison-fact", place, message, "Add `fact:` with the name of a fact.")
