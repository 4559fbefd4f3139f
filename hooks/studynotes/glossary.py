"""Load glossary.yml: services, terms and all their names, each knowing its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import normpath
from typing import Any, Literal

from studynotes.problems import Problem
from studynotes.schema import misfits
from studynotes.textfile import read_text
from studynotes.yamlsource import Source, parse_yaml

Case = Literal["exact", "fold"]

GLOSSARY_PAGE = "glossary.md"
"""The page, relative to docs/, where every entry stands."""


@dataclass(frozen=True)
class Entry:
    """What services and terms have in common."""

    id: str
    name: str
    aliases: tuple[str, ...]
    line: int
    """The line of the id in glossary.yml, counted from 1."""
    case: Case | None = None
    """How the names match; None: names all in capitals exactly, others folded."""
    link: bool = True
    """Whether the linker may link the names."""
    definition: str = ""
    """What it is, in one or two sentences of Markdown; of a service, the summary on its page."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that leads here, the official one first."""
        return (self.name, *self.aliases)

    @property
    def entry_link(self) -> str:
        """The entry on the glossary page, relative to docs/."""
        return f"{GLOSSARY_PAGE}#{self.id}"

    @property
    def link_target(self) -> str:
        """Where a link to this leads, relative to docs/: where it is taught, otherwise its entry in the glossary."""
        return self.entry_link


@dataclass(frozen=True)
class Service(Entry):
    """An AWS service."""

    category: str = ""
    former: tuple[str, ...] = ()
    """Names that it had before."""
    has_page: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that leads here, the official one first, former ones last."""
        return (self.name, *self.aliases, *self.former)

    @property
    def page(self) -> str:
        """Its page, relative to docs/, whether it is written or not."""
        return f"services/{self.category}/{self.id}.md"

    @property
    def link_target(self) -> str:
        """Its page, or as long as there is none, its entry in the glossary."""
        return self.page if self.has_page else self.entry_link


@dataclass(frozen=True)
class Term(Entry):
    """A feature or a concept."""

    page: str | None = None
    """The page and section that teach it, relative to docs/: `services/storage/s3.md#versioning`."""

    @property
    def link_target(self) -> str:
        """Where it is taught, otherwise its entry in the glossary."""
        return self.page or self.entry_link


@dataclass(frozen=True)
class Glossary:
    """All that glossary.yml says."""

    services: Mapping[str, Service] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    not_services: Mapping[str, int] = field(default_factory=dict)
    """Names that look like a service's and are none, with their line."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in the file; what could not be used is left out of the other fields."""
    path: str = "glossary.yml"
    source: Source = field(default_factory=lambda: Source(None), repr=False, compare=False)
    """The parsed file, for the places of its parts."""

    @property
    def entries(self) -> Iterator[Service | Term]:
        """Services first, then terms, in the order of the file."""
        yield from self.services.values()
        yield from self.terms.values()

    def with_summaries(self, summaries: Mapping[str, str]) -> Glossary:
        """Return the glossary with the summary of each service's page (by service id) as its definition."""
        services = {
            key: replace(service, definition=summaries.get(key, service.definition))
            for key, service in self.services.items()
        }
        return replace(self, services=services)


def load_glossary(path: str | Path, docs: str | Path | None = None) -> Glossary:
    """Load and check a glossary.

    Args:
        path: the YAML file; its form is `schemas/glossary.json`.
        docs: the folder that holds the pages, to see which exist; left out, `docs` beside the file.

    Returns:
        The glossary with everything that could be used. Each duplicate name, unknown field, empty definition, unknown
        page or wrong type is a Problem in `problems`, all of them in one run.
    """
    path = Path(path)
    folder = Path(docs) if docs is not None else path.parent / "docs"
    text, unreadable = read_text(path, path.name)
    text = text.replace("\r\n", "\n").replace("\r", "\n") if text is not None else None
    source = parse_yaml(text) if text is not None else Source(None)
    problems = list(unreadable)
    problems += [
        Problem(path.name, flaw.place.line, flaw.place.column, "yaml-form", flaw.message, flaw.hint)
        for flaw in source.flaws
    ]
    if text is None or (source.value is None and source.flaws):
        return Glossary(problems=tuple(problems), path=path.name)
    problems += [
        Problem(path.name, misfit.place.line, misfit.place.column, misfit.kind, misfit.message, misfit.hint)
        for misfit in misfits(source, "glossary")
    ]
    data = source.value if isinstance(source.value, dict) else {}
    reader = _Reader(source, folder)
    glossary = Glossary(
        services={entry.id: entry for entry in map(reader.service, *_items(data, "services"))},
        terms={entry.id: entry for entry in map(reader.term, *_items(data, "terms"))},
        not_services={
            name: source.place(("not_services", index)).line
            for index, name in enumerate(_list(data, "not_services"))
            if isinstance(name, str)
        },
        path=path.name,
        source=source,
    )
    problems += _duplicate_names(glossary, source)
    problems += _unknown_pages(glossary, source, folder)
    return replace(glossary, problems=tuple(sorted(problems)))


def normal(name: str) -> str:
    """Return a name as the linker compares it: case folded, white space as one space, straight apostrophes."""
    return re.sub(r"\s+", " ", name).strip().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()


def is_all_capitals(name: str) -> bool:
    """Whether a name must match exactly by default: SQS, EC2 and CI/CD, but not Amazon SQS."""
    return name.upper() == name and name.lower() != name


class _Reader:
    """Makes entries of the parts of a file that have the right types, leaving out the others."""

    def __init__(self, source: Source, folder: Path) -> None:
        self.source = source
        self.folder = folder

    def common(self, kind: str, key: str, data: dict[str, Any]) -> dict[str, Any]:
        name = data.get("name")
        case = data.get("case")
        return {
            "id": key,
            "name": name if isinstance(name, str) and name.strip() else key,
            "aliases": tuple(_strings(data.get("aliases"))),
            "line": self.source.place((kind, key)).line,
            "case": case if case in ("exact", "fold") else None,
            "link": data.get("link") is not False,
        }

    def service(self, key: str, data: dict[str, Any]) -> Service:
        category = data.get("category")
        service = Service(
            **self.common("services", key, data),
            category=category if isinstance(category, str) else "",
            former=tuple(_strings(data.get("former"))),
        )
        return replace(service, has_page=_is_page(self.folder, service.page))

    def term(self, key: str, data: dict[str, Any]) -> Term:
        definition, page = data.get("definition"), data.get("page")
        return Term(
            **self.common("terms", key, data),
            definition=" ".join(definition.split()) if isinstance(definition, str) else "",
            page=page if isinstance(page, str) and _is_page(self.folder, page.partition("#")[0]) else None,
        )


def _items(data: dict[str, Any], key: str) -> tuple[list[str], list[dict[str, Any]]]:
    value = data.get(key)
    items = value.items() if isinstance(value, dict) else ()
    pairs = [(name, item) for name, item in items if isinstance(item, dict) and name.strip()]
    return [name for name, _ in pairs], [item for _, item in pairs]


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _strings(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str) and item.strip()] if isinstance(value, list) else []


def _is_page(folder: Path, page: str) -> bool:
    try:
        direct = normpath(page) == page and not page.startswith(("/", "../"))
        return direct and (folder / page).is_file()
    except (OSError, ValueError):  # a name that no file system takes
        return False


def _duplicate_names(glossary: Glossary, source: Source) -> Iterable[Problem]:
    first: dict[str, tuple[str, int]] = {}
    for entry in glossary.entries:
        kind = "services" if isinstance(entry, Service) else "terms"
        for name, place in _name_places(entry, kind, source):
            key = normal(name)
            if key in first:
                other, line = first[key]
                whose = f'"{other}" in line {line}' if other != entry.id else "this entry itself"
                yield Problem(
                    glossary.path,
                    place.line,
                    place.column,
                    "duplicate-name",
                    f'The name "{name}" of "{entry.id}" is already a name of {whose}.',
                    "Keep it in one place.",
                )
            else:
                first[key] = (entry.id, place.line)
    for name, line in glossary.not_services.items():
        if normal(name) in first:
            other, _ = first[normal(name)]
            message = f'The name "{name}" under not_services is a name of "{other}".'
            yield Problem(glossary.path, line, 1, "duplicate-name", message, "Keep it in one place.")
    for key in glossary.services.keys() & glossary.terms.keys():
        message = f'The id "{key}" of this term is also the id of the service in line {glossary.services[key].line}.'
        yield Problem(
            glossary.path, glossary.terms[key].line, 3, "duplicate-name", message, "Give the term another id."
        )


def _name_places(entry: Service | Term, kind: str, source: Source) -> Iterator[tuple[str, Any]]:
    yield entry.name, source.place((kind, entry.id, "name"))
    for index, alias in enumerate(entry.aliases):
        yield alias, source.place((kind, entry.id, "aliases", index))
    for index, name in enumerate(entry.former if isinstance(entry, Service) else ()):
        yield name, source.place((kind, entry.id, "former", index))


def _unknown_pages(glossary: Glossary, source: Source, folder: Path) -> Iterable[Problem]:
    terms = source.value.get("terms") if isinstance(source.value, dict) else None
    for key in glossary.terms:
        page = terms[key].get("page") if isinstance(terms, dict) else None
        if isinstance(page, str) and glossary.terms[key].page is None:
            place = source.place(("terms", key, "page"))
            message = f'The page "{page}" of "{key}" does not exist.'
            hint = f"Name a file under {folder.name}/, or delete the line."
            yield Problem(glossary.path, place.line, place.column, "unknown-page", message, hint)
