"""What a new page needs: the page itself, its entry in the glossary, and its place in the navigation."""

from __future__ import annotations

import datetime
import difflib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, relpath
from string import Template

from studynotes.glossary import Glossary, Service, normal
from studynotes.schema import FOLDER, misfits
from studynotes.servicepages import category_title
from studynotes.site import CONFIG, Site
from studynotes.templates.insertion import RefusedError, scalar, with_page, with_service
from studynotes.yamlsource import parse_yaml

_MARKS = re.compile(r"[\\`*_{}\[\]<>]")  # "*"


@dataclass(frozen=True)
class Plan:
    """What is to be written, by path relative to the project."""

    page: str
    """The path of the new page."""
    text: str
    """The new page."""
    changed: dict[str, str]
    """The files that change, with their new text."""


def plan_service(
    site: Site,
    service_id: str,
    name: str | None = None,
    category: str | None = None,
    today: datetime.date | None = None,
) -> Plan:
    """Plan the page of a service.

    Args:
        site: the site as it is.
        service_id: the service; one that is not in glossary.yml needs `name` and `category` too.
        name: its official name.
        category: its category, one of those in `schemas/glossary.json`.
        today: the day that the template's limit is checked on; left out, today.

    Raises:
        RefusedError: the page exists, the service is unknown, or glossary.yml or mkdocs.yml has no place for it.
    """
    _refuse_broken(site)
    _refuse_odd_id(service_id)
    changed: dict[str, str] = {}
    service = site.glossary.services.get(service_id)
    if service is None:
        if service_id in site.glossary.terms:
            raise RefusedError(
                f'"{service_id}" is the id of a term in glossary.yml; choose another id for the service.'
            )
        if not name or not category:
            raise RefusedError(
                f'The service "{service_id}" is not in glossary.yml. {_close(service_id, site.glossary)}'
                f'For a new one: make page SERVICE={service_id} NAME="its official name" CATEGORY=its-category'
            )
        _refuse_known_name(name, site.glossary)
        service = Service(service_id, name, (), 0, category=category)
        changed["glossary.yml"] = _glossary_with(site, service)
    elif (name and name != service.name) or (category and category != service.category):
        raise RefusedError(
            f'The service "{service_id}" is in glossary.yml already, as {service.name} in {service.category}. '
            "Leave out NAME and CATEGORY, or choose another id."
        )
    _refuse_existing(site, service.page)
    facts = "\n".join(f"  {fact}: TODO" for fact in usual_facts(site, service.category))
    text = _filled(
        "service.md",
        title=scalar(service.name),
        heading=_escaped(service.name),
        service=service_id,
        facts=facts,
        today=str(today or datetime.date.today()),
    )
    _add_to_navigation(site, changed, service.page, ("Services", category_title(service.category)))
    return Plan(f"docs/{service.page}", text, changed)


def plan_comparison(site: Site, ids: Sequence[str]) -> Plan:
    """Plan the page of a comparison, with a row for each fact that all compared services have.

    Args:
        site: the site as it is.
        ids: the services, in the order of the columns.

    Raises:
        RefusedError: fewer than two services, an unknown one, one without a page, no fact in common, or the comparison
            exists, in whatever order.
    """
    _refuse_broken(site)
    if len(set(ids)) < 2 or len(set(ids)) < len(ids):
        raise RefusedError('A comparison needs two services or more, each once: make page COMPARE="sqs sns"')
    services = []
    for service_id in ids:
        service = site.glossary.services.get(service_id)
        if service is None:
            raise RefusedError(
                f'The service "{service_id}" is not in glossary.yml. {_close(service_id, site.glossary)}'.strip()
            )
        services.append(service)
    pages = []
    for service in services:
        page = site.page_of(service)
        if page is None:
            message = (
                f'The service "{service.id}" has no page to take facts from. Run `make page SERVICE={service.id}`.'
            )
            raise RefusedError(message)
        pages.append(page)
    for other in site.comparisons:
        compare = other.meta.get("compare")
        named = compare.get("services") if isinstance(compare, dict) else None
        if isinstance(named, list) and sorted(map(str, named)) == sorted(ids):
            raise RefusedError(f"{other.shown} compares these services already.")
    path = f"compare/{'-vs-'.join(ids)}.md"
    _refuse_existing(site, path)
    common = [fact for fact in pages[0].facts if all(fact in page.facts for page in pages)]
    if not common:
        listed = "; ".join(f"{page.shown}: {', '.join(page.facts) or 'none'}" for page in pages)
        raise RefusedError(
            f"These services have no fact in common to compare. Give them some under `facts:` ({listed})."
        )
    title = " vs ".join(short_name(service) for service in services)
    rows = "\n".join(f'    - fact: {fact}\n      exam: "TODO: say what the exam asks here."' for fact in common)
    picks = "\n".join(
        f"- **[{_escaped(service.name)}]({relpath(service.page, dirname(path))})** when TODO: what points here."
        for service in services
    )
    text = _filled(
        "comparison.md",
        title=scalar(title),
        heading=_escaped(title),
        services=", ".join(ids),
        rows=rows,
        picks=picks,
    )
    changed: dict[str, str] = {}
    _add_to_navigation(site, changed, path, ("Comparisons",))
    return Plan(f"docs/{path}", text, changed)


def short_name(service: Service) -> str:
    """Return the name of a service without Amazon or AWS in front."""
    return service.name.removeprefix("Amazon ").removeprefix("AWS ")


def usual_facts(site: Site, category: str) -> list[str]:
    """Return the facts that at least half of the category's pages have, or where it has no page, half of all pages."""
    folder = f"services/{category}/"
    written = [page for page in site.pages.values() if page.kind == "service" and page.facts]
    pages = [page for page in written if page.path.startswith(folder)] or written
    counts = Counter(fact for page in pages for fact in page.facts)
    return [fact for fact, count in counts.items() if 2 * count >= len(pages)] or ["use-for"]


def _filled(template: str, **values: str) -> str:
    return Template((Path(__file__).parent / template).read_text("utf-8")).substitute(values)


def _escaped(text: str) -> str:
    """Return plain text as Markdown that shows it."""
    return _MARKS.sub(r"\\\g<0>", text)


def _refuse_broken(site: Site) -> None:
    for problem in (*site.problems, *site.glossary.problems):
        if problem.rule in ("yaml-form", "unreadable-file"):
            raise RefusedError(str(problem))


def _refuse_odd_id(service_id: str) -> None:
    schema = json.loads((FOLDER / "glossary.json").read_text("utf-8"))
    if not re.fullmatch(schema["$defs"]["id"]["pattern"], service_id):
        raise RefusedError(
            f'"{service_id}" is no id. Use lower-case letters, digits and single hyphens: step-functions'
        )


def _refuse_existing(site: Site, page: str) -> None:
    path = site.docs / page
    if path.exists() or path.is_symlink():
        raise RefusedError(f"docs/{page} exists already; nothing is written.")
    if not path.resolve().is_relative_to(site.docs.resolve()):
        raise RefusedError(f"docs/{page} would stand outside docs/; nothing is written.")


def _refuse_known_name(name: str, glossary: Glossary) -> None:
    for entry in glossary.entries:
        if normal(name) in map(normal, entry.names):
            raise RefusedError(f'"{name}" is a name of "{entry.id}" in line {entry.line} of glossary.yml already.')
    for other, line in glossary.not_services.items():
        if normal(name) == normal(other):
            raise RefusedError(
                f'"{name}" stands under not_services in line {line} of glossary.yml. Delete it there first.'
            )


def _glossary_with(site: Site, service: Service) -> str:
    text = _text(site.root / "glossary.yml")
    known = {misfit.message for misfit in misfits(parse_yaml(text), "glossary")}
    better = with_service(text, service.id, service.name, service.category)
    for misfit in misfits(parse_yaml(better), "glossary"):
        if misfit.message not in known:
            raise RefusedError(f"{misfit.message} {misfit.hint}")
    return better


def _add_to_navigation(site: Site, changed: dict[str, str], page: str, trail: Sequence[str]) -> None:
    path = site.root / CONFIG
    if path.is_file():
        text = _text(path)
        better = with_page(text, page, trail)
        if better != text:
            changed[CONFIG] = better


def _text(path: Path) -> str:
    """Return a file with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def _close(word: str, glossary: Glossary) -> str:
    """Return a question that names the service meant, or the empty string."""
    names = {
        normal(name): service.id for service in glossary.services.values() for name in (service.id, *service.names)
    }
    close = difflib.get_close_matches(normal(word), names, n=1, cutoff=0.6)
    return f'Did you mean "{names[close[0]]}"? ' if close else ""
