"""A page: front matter, sections and prose, each with its place in the file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify, unique

from studynotes.plaintext import plain_text
from studynotes.problems import Problem
from studynotes.prose import Heading, Prose
from studynotes.schema import Misfit, misfits
from studynotes.textfile import read_text
from studynotes.yamlsource import Path as YamlPath
from studynotes.yamlsource import Place, Source, parse_yaml

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)(?:^(?:---|\.\.\.)[ \t]*\r?$)", re.S | re.M)
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?P<list>[^{}\n]*)\}[ ]*$")  # "{ #custom-id .class }" after a heading
MAX_FRONT_MATTER = 100_000
MAX_FRONT_MATTER_LINES = 1_000
"""More characters or lines are not read as front matter."""
MAX_HEADING = 500
"""What stands behind so many characters of a heading is not read."""

_ID = re.compile(r"#(?P<id>[^\s#.=]+)")  # "#custom-id"


@dataclass(frozen=True)
class Section:
    """A heading and where it leads."""

    level: int
    title: str
    """The heading as plain text."""
    anchor: str
    line: int
    """The heading's line in the file, counted from 1."""


@dataclass(frozen=True)
class Page:
    """A Markdown page under docs/."""

    path: str
    """Relative to docs/, with forward slashes."""
    text: str = ""
    """The whole file, with line ends as LF."""
    front: Source = field(default_factory=lambda: Source({}))
    """The front matter; places count lines in the file."""
    body_line: int = 1
    """The line of the file on which the Markdown begins, counted from 1."""
    problems: tuple[Problem, ...] = ()
    """Why the file, or its front matter, cannot be read."""
    shown: str = ""
    """The path as problems show it, relative to the project."""

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter as a mapping; empty where it is none."""
        return self.front.value if isinstance(self.front.value, dict) else {}

    def text_of(self, key: str) -> str:
        """Return a front matter field that is text; empty where it is missing or something else."""
        value = self.meta.get(key)
        return value if isinstance(value, str) else ""

    @property
    def title(self) -> str:
        """The title; of a page without one, its path."""
        return self.text_of("title") or self.path

    @property
    def kind(self) -> str:
        """`service`, `compare`, `concepts`, `exams` or `page`, by the folder that the page stands in."""
        folder = self.path.partition("/")[0] if "/" in self.path else ""
        return {"services": "service", "compare": "compare", "concepts": "concept", "exams": "exam"}.get(folder, "page")

    @cached_property
    def prose(self) -> Prose:
        """The Markdown below the front matter, the lines above as empty ones: lines count as in the file."""
        return Prose("\n" * (self.body_line - 1) + self.body)

    @cached_property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return "\n".join(self.text.split("\n")[self.body_line - 1 :])

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings of the page, in order, with the anchors that Python-Markdown gives them."""
        return tuple(_sections(self.prose.outline))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The anchors of the page's headings."""
        return frozenset(section.anchor for section in self.sections)

    @cached_property
    def facts(self) -> dict[str, str]:
        """The facts that are text, by name."""
        value = self.meta.get("facts")
        items = value.items() if isinstance(value, dict) else ()
        return {key: " ".join(fact.split()) for key, fact in items if isinstance(fact, str) and fact.strip()}

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """The limits that have a name and a value."""
        value = self.meta.get("limits")
        return tuple(_limits(value if isinstance(value, list) else [], self.front))

    @property
    def last_checked(self) -> datetime.date | None:
        """The day on which the oldest of the page's limits was checked; None without a dated limit."""
        days = []
        for limit in self.limits:
            try:
                days.append(datetime.date.fromisoformat(limit.checked))
            except ValueError:
                continue  # the rules report it
        return min(days, default=None)

    @cached_property
    def misfits(self) -> tuple[Misfit, ...]:
        """What in the front matter does not fit its schema."""
        return tuple(misfits(self.front, "page")) if self.front.value is not None else ()

    def problem(self, rule: str, place: Place | tuple[int, int], message: str, hint: str = "") -> Problem:
        """Return a problem with this page."""
        line, column = (place.line, place.column) if isinstance(place, Place) else place
        return Problem(self.shown, line, column, rule, message, hint)

    def place(self, *path: str | int) -> Place:
        """Return where a part of the front matter stands."""
        return self.front.place(path)


@dataclass(frozen=True)
class Limit:
    """A number that people must remember."""

    name: str
    value: str
    was: str
    checked: str
    """An ISO date, or empty."""
    source: str
    path: YamlPath
    """Where it stands in the front matter."""
    line: int


def load_page(docs: Path, path: str) -> Page:
    """Load one page.

    Args:
        docs: the folder of all pages.
        path: the page, relative to it.

    Returns:
        The page; what is wrong with the file or with the YAML is in its `problems`. Never raises for what it holds.
    """
    shown = f"{docs.name}/{path}"
    text, problems = read_text(docs / path, shown)
    page = parse_page(path, text or "", shown)
    return replace(page, problems=(*problems, *page.problems))


def parse_page(path: str, text: str, shown: str = "") -> Page:
    """Take a page's text apart. `path` and `shown` are as in `Page`. Never raises for what the text holds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = shown or path
    found = _FRONT_MATTER.match(text)
    if found is None:
        problems: tuple[Problem, ...] = ()
        if re.match(r"---[ \t]*\n", text):  # "---\n"
            message = 'The front matter that begins with "---" never ends.'
            hint = "Put a line of three dashes below it."
            problems = (Problem(shown, 1, 1, "yaml-form", message, hint),)
        return Page(path, text, problems=problems, shown=shown)
    body_line = text.count("\n", 0, found.end()) + 2
    length, lines = len(found["yaml"]), body_line - 3
    if length > MAX_FRONT_MATTER or lines > MAX_FRONT_MATTER_LINES:
        message = f'The front matter has "{lines:,}" lines with "{length:,}" characters.'
        hint = f"{MAX_FRONT_MATTER_LINES:,} lines and {MAX_FRONT_MATTER:,} characters are the most."
        problem = Problem(shown, 1, 1, "front-matter-size", message, hint)
        return Page(path, text, body_line=body_line, problems=(problem,), shown=shown)
    source = parse_yaml(found["yaml"], first_line=2)
    problems = tuple(
        Problem(shown, flaw.place.line, flaw.place.column, "yaml-form", flaw.message, flaw.hint)
        for flaw in source.flaws
    )
    return Page(path, text, source, body_line, problems, shown)


def load_pages(docs: Path) -> dict[str, Page]:
    """Load every Markdown page under `docs`, by its path relative to it, sorted."""
    paths = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    return {path: load_page(docs, path) for path in paths}


def _sections(headings: list[Heading]) -> Iterator[Section]:
    read = [_title_and_anchor(heading.text[:MAX_HEADING]) for heading in headings]
    used = {anchor for _, anchor in read if anchor}  # an anchor written by hand wins, wherever it stands
    counters: dict[str, int] = {}  # without them, a thousand equal headings take a million steps
    for heading, (title, anchor) in zip(headings, read, strict=True):
        anchor = anchor or unique(slugify(title, "-"), used, counters)  # type: ignore[call-arg]
        yield Section(heading.level, title, anchor, heading.line)


def _title_and_anchor(text: str) -> tuple[str, str]:
    """Return a heading's plain text, and the anchor that is written behind it, or an empty one."""
    attributes = _ATTRIBUTES.search(text)
    if attributes is None:
        return plain_text(text), ""
    named = _ID.search(attributes["list"])
    return plain_text(text[: attributes.start()].rstrip()), named["id"] if named else ""


def _limits(items: list[Any], front: Source) -> Iterator[Limit]:
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        name, value, was, checked, source = (
            _text(item.get(key)) for key in ("name", "value", "was", "checked", "source")
        )
        if name and value:
            path: YamlPath = ("limits", index)
            yield Limit(name, value, was, checked, source, path, front.place(path).line)


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else " ".join(str(value).split())
