"""Names in what people read: every service mentioned has a page, every name is known, none is out of date or unused."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from studynotes.glossary import Glossary, Service, Term, normal
from studynotes.matching import Match, Matcher
from studynotes.pages import Page
from studynotes.problems import Problem
from studynotes.rules.values import texts_of
from studynotes.site import Site
from studynotes.yamlsource import Path

# "AWS Foo Bar", "Amazon Managed Service for Apache Flink"; not "AWS account", "AWS. The"
_LOOKS_LIKE_A_SERVICE = re.compile(
    r"\b(?:Amazon|AWS)[ \n]+[A-Z0-9][\w@-]*(?:[ \n]+(?:(?:for|of|to|and|on)[ \n]+)?[A-Z0-9][\w@-]*){0,4}"
)
_NAMES_A_SERVICE = re.compile(r"\b(?:Amazon|AWS)\b")

# What tells a reader that a name is a former one: "(formerly QuickSight)", "until 2024", "the older name"
_TOLD = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|renam\w+|older?|earlier|legacy|until|now|today|became|successor|replac\w+|"
    r"(?:was|were)\s+(?:called|named|known)|used\s+to\s+be)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.!?;][\"')\]*_]*\s+(?=[\"'(\[*_`]*[A-Z0-9])|\n[ \t]*\n|\n[ \t>]*(?:[-*+]|\d+[.)])[ \t]"
)  # ". The"
_ABBREVIATION = re.compile(r"\b\w*[A-Z]\w*[A-Z]\w*\b")  # "IMDSv2", "DLQ"
_WINDOW = 300
_NOT_READ = frozenset({"service", "exams", "source", "sources", "checked", "hide", "search", "was", "services", "fact"})
"""The fields whose text names nothing in words, and `was`, where former names belong."""

MOST_GUESSES = 40
"""After so many unknown names, the rest get no "did you mean": guessing takes time."""


@dataclass
class _Seen:
    """What the reading of the site has come upon so far."""

    entries: set[str] = field(default_factory=set)
    """Ids of the entries whose names occur."""
    names: set[str] = field(default_factory=set)
    """The names that occur, normal and without case."""
    guesses: dict[str, str | None] = field(default_factory=dict)


def check_names(site: Site) -> Iterator[Problem]:
    """Yield unknown and former names, services without a page, and terms and aliases that nobody uses."""
    reader = _Reader(site)
    for page in site.pages.values():
        yield from reader.page(page)
    yield from reader.definitions()
    yield from reader.unused()


def check_suspects(site: Site) -> Iterator[Problem]:
    """Yield services without a page and unknown names, like `check_names`, in a fraction of its time.

    It reads only the pages whose raw text holds a name of a service without a page, or what looks like a service's name
    and begins with none that is known. On a site without such problems that is hardly any page: fit for every build.
    """
    absent = Matcher(service for service in site.glossary.services.values() if site.page_of(service) is None)
    reader: _Reader | None = None
    known = {normal(name) for entry in site.glossary.entries for name in entry.names}
    known |= {normal(name) for name in site.glossary.not_services}
    for page in site.pages.values():
        if any(absent.find(page.text)) or not all(
            _begins_with_known(found.group(), known) for found in _LOOKS_LIKE_A_SERVICE.finditer(page.text)
        ):
            reader = reader or _Reader(site)
            for problem in reader.page(page):
                if problem.rule in ("service-without-page", "unknown-service-name"):
                    yield problem


def _begins_with_known(name: str, known: set[str]) -> bool:
    words = name.split()
    return any(
        start in known or start.removesuffix("s") in known
        for start in (normal(" ".join(words[:count])) for count in range(2, len(words) + 1))
    )


class _Reader:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.matcher = Matcher([*site.glossary.entries, *_no_services(site.glossary)])
        self.known = [name for entry in site.glossary.entries for name in entry.names] + list(
            site.glossary.not_services
        )
        self.former = {normal(name): service for service in site.glossary.services.values() for name in service.former}
        self.seen = _Seen()
        self.headings: list[int] = []
        """The lines of the headings of the page that is being read."""

    def page(self, page: Page) -> Iterator[Problem]:
        """Yield what is wrong with a page's names: unknown ones and missing pages once, former names each time."""
        told: set[tuple[str, str]] = set()
        self.headings = [section.line for section in page.sections]
        for path, text in texts_of(page.front.value):
            if _NOT_READ.isdisjoint(part for part in path if isinstance(part, str)) and not _is_key(path, text):
                place = page.place(*path)
                for rule, key, _, message, hint in self.text(text):
                    if (rule, key) not in told:
                        told.add((rule, key))
                        yield page.problem(rule, place, message, hint)
        for rule, key, offset, message, hint in self.text(page.prose.with_headings, page):
            if (rule, key) not in told:
                told.add((rule, key))
                yield page.problem(rule, page.prose.place(offset), message, hint)

    def definitions(self) -> Iterator[Problem]:
        """Yield what is wrong with the names in the glossary's definitions."""
        glossary = self.site.glossary
        occurring = set(self.seen.entries)
        for term in glossary.terms.values():
            told: set[tuple[str, str]] = set()
            place = glossary.source.place(("terms", term.id, "definition"))
            for rule, key, _, message, hint in self.text(term.definition):
                if (rule, key) not in told:
                    told.add((rule, key))
                    yield Problem(glossary.path, place.line, place.column, rule, message, hint)
        self.seen.entries = occurring  # a definition is no page

    def text(self, text: str, page: Page | None = None) -> Iterator[tuple[str, str, int, str, str]]:
        """Yield rule, key, offset, message and hint of what is wrong with the names in a text."""
        covered: set[int] = set()
        for match in self.matcher.find(text):
            covered.add(match.start)
            entry, written = match.entry, _words(text[match.start : match.end])
            self.seen.entries.add(entry.id)
            self.seen.names.add(normal(written))
            if not isinstance(entry, Service):
                continue
            if self.site.page_of(entry) is None:
                hint = f"Run `make page SERVICE={entry.id}`, or leave it out of the text."
                yield "service-without-page", entry.id, match.start, f'"{written}" has no page.', hint
            if self.is_former(written) and not (_is_told(text, match) or self.heading_tells(match, page)):
                message = f'"{written}" is a former name of {entry.name}.'
                hint = f'Write "{entry.name}", or say in the same sentence that it is the former name.'
                yield "former-name", f"{written} at {match.start}", match.start, message, hint
        if not _NAMES_A_SERVICE.search(text):
            return
        for found in _LOOKS_LIKE_A_SERVICE.finditer(text):
            if found.start() not in covered:
                name = _words(found.group())
                close = self.closest(name)
                hint = (
                    f'Did you mean "{close}"?' if close else "Add it to glossary.yml: a service, or under not_services."
                )
                message = f'"{name}" is no name that glossary.yml knows.'
                yield "unknown-service-name", name, found.start(), message, hint

    def heading_tells(self, match: Match, page: Page | None) -> bool:
        """Whether the heading above a former name says that older names stand below it."""
        if page is None or not self.headings:
            return False
        index = bisect_right(self.headings, page.prose.place(match.start)[0]) - 1
        return index >= 0 and bool(_TOLD.search(page.sections[index].title))

    def is_former(self, written: str) -> bool:
        name = normal(written)
        return name in self.former or (name.endswith("s") and name[:-1] in self.former)

    def closest(self, name: str) -> str | None:
        """Return the known name that is most like the beginning of `name`."""
        guesses = self.seen.guesses
        if name not in guesses:
            if len(guesses) >= MOST_GUESSES:
                return None
            words = name[:100].split()
            tries = (" ".join(words[:length]) for length in range(len(words), 1, -1))
            close = (difflib.get_close_matches(part, self.known, n=1, cutoff=0.85) for part in tries)
            guesses[name] = next((names[0] for names in close if names), None)
        return guesses[name]

    @cached_property
    def everything(self) -> str:
        """The text of all pages, code and addresses too."""
        return "\n".join(" ".join(page.text.split()) for page in self.site.pages.values()).casefold()

    def is_written(self, name: str) -> bool:
        """Whether a name stands anywhere on a page, be it in code."""
        written = normal(name)
        if written not in self.everything:  # a hundred times faster than the expression
            return False
        return re.search(rf"(?<!\w){re.escape(written)}(?!\w)", self.everything) is not None

    def unused(self) -> Iterator[Problem]:
        """Yield the terms, and the aliases of terms, that occur nowhere."""
        glossary = self.site.glossary
        for term in glossary.terms.values():
            if not term.page and term.id not in self.seen.entries and not any(map(self.is_written, term.names)):
                message = f'The term "{term.name}" occurs on no page.'
                hint = "Use it where it is taught, name that page in `page`, or delete it."
                yield Problem(glossary.path, term.line, 3, "unused-term", message, hint)
                continue
            for index, alias in enumerate(term.aliases):
                problem = self.alias(term, alias)
                if problem:
                    place = glossary.source.place(("terms", term.id, "aliases", index))
                    yield Problem(glossary.path, place.line, place.column, "orphan-alias", *problem)

    def alias(self, term: Term, alias: str) -> tuple[str, str] | None:
        """Return what is wrong with an alias, and what to do: nothing uses it, or another name covers it."""
        others = [name for name in term.names if name is not alias]
        if any(normal(alias) in _plurals(normal(other)) for other in others):
            return f'The alias "{alias}" of "{term.id}" is a plural.', "Delete it: plurals match by themselves."
        if any(_ABBREVIATION.search(name) for name in (alias, *others)) or not _stems(alias).isdisjoint(
            stem for name in others for stem in _stems(name)
        ):
            return None  # an abbreviation, what one stands for, or another way to write one of the names
        name = normal(alias)
        if not self.seen.names.isdisjoint((name, *_plurals(name))) or self.is_written(alias):
            return None
        return f'The alias "{alias}" of "{term.id}" occurs on no page and in no definition.', "Delete it, or use it."


def _stems(name: str) -> set[str]:
    words = re.findall(r"\w+", normal(name))
    return {word[:4] for word in (*words, "".join(words)) if len(word) > 2}


def _plurals(name: str) -> tuple[str, ...]:
    return (name + "s", name + "es", name[:-1] + "ies") if name.endswith("y") else (name + "s", name + "es")


def _is_key(path: Path, text: str) -> bool:
    return bool(path) and path[-1] == text


def _no_services(glossary: Glossary) -> Iterator[Term]:
    for name, line in glossary.not_services.items():
        yield Term(id=f"not:{name}", name=name, aliases=(), line=line, case="fold")


def _words(text: str) -> str:
    return " ".join(text.split())


def _is_told(text: str, match: Match) -> bool:
    """Whether the sentence around a former name says that it is one."""
    first = max(0, match.start - _WINDOW)
    last = match.end + _WINDOW
    for found in _SENTENCE_END.finditer(text, first, last):
        if found.end() <= match.start:
            first = found.end()
        elif found.start() >= match.end:
            last = found.start()
            break
    sentence = text[first : match.start] + text[match.end : last]
    return bool(_TOLD.search(sentence))
