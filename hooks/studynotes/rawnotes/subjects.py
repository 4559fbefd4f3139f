"""What a statement can be about: the services of the glossary, the concepts, and talk about a course."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from studynotes.site import Site

CUES = Path(__file__).with_name("cues.yml")
COURSE = "course"
"""The subject of talk about a course, an exam or its author: it stays unsorted."""


@dataclass(frozen=True)
class Subject:
    """Something that lines can be filed under."""

    id: str
    title: str
    folder: str
    """`services/<category>`, `concepts`, or nothing for talk about a course."""
    cues: tuple[str, ...] = ()
    """Words that speak of it without naming it; a tilde before a weak one."""

    @property
    def page(self) -> str:
        """Its page, relative to docs/, and its draft, relative to the folder of the drafts."""
        return f"{self.folder}/{self.id}.md"

    @property
    def is_service(self) -> bool:
        """Whether it is a service."""
        return self.folder.startswith("services")


@dataclass(frozen=True)
class Subjects:
    """Every subject, and what is known of names beyond the glossary."""

    by_id: dict[str, Subject]
    everywhere: frozenset[str]
    """Services that work with all others: to mention one of them says little."""
    namespaces: dict[str, str]
    """Names of services in commands, ARNs and resource types (`logs`, `elbv2`), with the service."""

    @cached_property
    def by_page(self) -> dict[str, str]:
        """The ids by page."""
        return {subject.page: subject.id for subject in self.by_id.values() if subject.folder}


def load_subjects(site: Site) -> Subjects:
    """Return the subjects of a site: each service of its glossary, each concept that has cues or a page.

    Raises nothing for what the site holds; cues.yml is part of the program.
    """
    data: dict[str, Any] = yaml.load(CUES.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, Subject] = {}
    for service in site.glossary.services.values():
        cues = tuple(data["services"].get(service.id, ()))
        found[service.id] = Subject(service.id, service.name, f"services/{service.category or 'other'}", cues)
    for key, concept in data["concepts"].items():
        if key not in found:
            found[key] = Subject(key, concept["title"], "concepts", tuple(concept["words"]))
    for path, page in site.pages.items():
        key = path.removeprefix("concepts/").removesuffix(".md")
        if page.kind == "concept" and "/" not in key and (key not in found or found[key].folder == "concepts"):
            cues = found[key].cues if key in found else ()
            found[key] = Subject(key, page.title, "concepts", cues)
    found[COURSE] = Subject(COURSE, "The course", "", tuple(data["course"]))
    everywhere = frozenset(key for key in data["everywhere"] if key in found)
    namespaces = {name: key for name, key in data["namespaces"].items() if key in found}
    for key in found:
        namespaces.setdefault(key.replace("-", ""), key)
    return Subjects(found, everywhere, namespaces)
