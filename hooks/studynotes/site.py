"""The whole site as data: settings, glossary and pages, loaded once and handed to everything that needs all of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from studynotes.glossary import Glossary, Service, load_glossary
from studynotes.matching import Matcher, matcher_for
from studynotes.pages import Page, load_pages
from studynotes.problems import Problem
from studynotes.textfile import read_text

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class Site:
    """Everything that the rules and the generated parts know."""

    root: Path
    """The folder that holds mkdocs.yml, glossary.yml and docs/."""
    glossary: Glossary
    """The glossary, with the summaries of the services' pages as definitions."""
    pages: Mapping[str, Page]
    """Every page, by its path relative to docs/."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """What mkdocs.yml says."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with mkdocs.yml itself."""
    today: datetime.date = field(default_factory=datetime.date.today)
    """The day that the dates of checks are compared with."""

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"

    @cached_property
    def matcher(self) -> Matcher:
        """Finds every name in the glossary."""
        return matcher_for(self.glossary)

    @cached_property
    def comparisons(self) -> tuple[Page, ...]:
        """The comparison pages."""
        return tuple(page for page in self.pages.values() if page.kind == "compare")

    def page_of(self, service: Service) -> Page | None:
        """Return a service's page, or None where it is not written yet."""
        return self.pages.get(service.page)

    def comparisons_of(self, service_id: str) -> Iterator[Page]:
        """Yield the comparison pages that a service stands on."""
        for page in self.comparisons:
            compare = page.meta.get("compare")
            services = compare.get("services") if isinstance(compare, dict) else None
            if isinstance(services, list) and service_id in services:
                yield page


def load_site(root: str | Path, today: datetime.date | None = None) -> Site:
    """Load the settings, the glossary and every page of the project in `root`. Never raises for what they hold.

    `today` is the day that dates are compared with; left out, the clock's.
    """
    root = Path(root)
    config, problems = load_config(root)
    pages = load_pages(root / "docs")
    glossary = load_glossary(root / "glossary.yml", root / "docs")
    summaries = {
        service.id: pages[service.page].text_of("summary")
        for service in glossary.services.values()
        if service.page in pages and pages[service.page].text_of("summary")
    }
    return Site(
        root, glossary.with_summaries(summaries), pages, config, tuple(problems), today or datetime.date.today()
    )


def load_config(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return what mkdocs.yml says, without MkDocs: its own tags (`!ENV`, `!!python/name:...`) are read as None."""
    text, problems = read_text(root / CONFIG, CONFIG)
    try:
        value = yaml.load(text or "{}", _ConfigLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        reason = error.problem if isinstance(error, yaml.MarkedYAMLError) else type(error).__name__
        message = f"This is not YAML: {reason}."
        problems = [Problem(CONFIG, mark.line + 1 if mark else 1, 1, "yaml-form", message, "Mend the line.")]
        value = {}
    return (value if isinstance(value, dict) else {}), problems


class _ConfigLoader(yaml.SafeLoader):
    pass


_ConfigLoader.add_multi_constructor("", lambda *_: None)
