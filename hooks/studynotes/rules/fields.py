"""Front matter: the fields of each kind of page, and the place of service pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from studynotes.problems import Problem
from studynotes.schema import Misfit
from studynotes.site import Site

REQUIRED = {
    "service": ("title", "service", "exams", "summary", "sources"),
    "compare": ("title", "summary", "compare"),
    "concept": ("title", "summary"),
    "exam": ("title", "summary"),
    "page": ("title",),
}
"""The fields that a page needs, by its kind."""


def check_fields(site: Site) -> Iterator[Problem]:
    """Yield unknown, missing and wrong fields of every page's front matter."""
    for page in site.pages.values():
        for misfit in page.misfits:
            if not _is_another_rules(misfit):
                yield page.problem(misfit.kind, misfit.place, misfit.message, misfit.hint)
        if page.problems:
            continue
        for field in REQUIRED[page.kind]:
            if page.meta.get(field) is None:
                message = f'The field "{field}" is missing in the front matter.'
                yield page.problem(
                    "missing-field", (1, 1), message, f"Add `{field}:` between the lines of three dashes."
                )


def _is_another_rules(misfit: Misfit) -> bool:
    """Whether another rule says the same: `missing-field` below, `limit-date`, `comparison-exam` or -`cells`."""
    match misfit.path:
        case ("title",) | ("limits", int(), "checked") | ("compare", "rows", int(), "exam"):
            return misfit.kind == "missing-field" or misfit.message.endswith("is empty.")
        case ("compare", "rows", int(), "cells", int()):
            return misfit.message.endswith("is empty.")
    return False


def check_places(site: Site) -> Iterator[Problem]:
    """Yield service pages whose file, folder and `service` do not agree with glossary.yml."""
    for page in site.pages.values():
        if page.kind != "service":
            continue
        path = PurePosixPath(page.path)
        stated = page.text_of("service")
        if stated and stated != path.stem:
            message = f'The service "{stated}" is not the name of the file, "{path.stem}".'
            yield page.problem("service-id", page.place("service"), message, "Make them the same.")
        service = site.glossary.services.get(path.stem)
        if service is None:
            message = f'The service "{path.stem}" is not in glossary.yml.'
            yield page.problem("service-id", (1, 1), message, "Add it under services.")
        elif service.page != page.path:
            message = (
                f'The category of "{service.id}" in glossary.yml is "{service.category}", '
                f'but the page stands in "{path.parent}".'
            )
            yield page.problem("service-id", (1, 1), message, f"Move the page to docs/{service.page}.")
