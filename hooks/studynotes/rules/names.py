"""Names of services in prose: every service mentioned has a page, and every name that looks like one is known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from studynotes.glossary import Service, Term
from studynotes.matching import Matcher
from studynotes.pages import Page
from studynotes.problems import Problem
from studynotes.site import Site

_GAP = r"(?:[ ]+|[ ]*\n(?!\n)[ ]*)"  # a space, or the end of a line within a paragraph
# "AWS Foo Bar", "Amazon Managed Service for Apache Flink"; not "AWS account", "AWS. The"
_LOOKS_LIKE_A_SERVICE = re.compile(
    rf"\b(?:Amazon|AWS){_GAP}[A-Z0-9][\w@-]*(?:{_GAP}(?:(?:for|of|to|and|on){_GAP})?[A-Z0-9][\w@-]*){{0,4}}"
)
_NAMES_A_SERVICE = re.compile(r"\b(?:Amazon|AWS)\b")


def check_names(site: Site) -> Iterator[Problem]:
    """Yield, once a page, each service mentioned without having a page, and each unknown name that looks like a service."""
    known = Matcher([*site.glossary.entries, *_no_services(site)])
    names = [name for entry in site.glossary.entries for name in entry.names] + list(site.glossary.not_services)
    for page in site.pages.values():
        text = page.prose.with_headings
        front = page.text[: len(page.text) - len(page.body)]
        missing: set[str] = set()
        strange: set[str] = set()
        for part in (front, text):
            yield from _in_text(site, page, part, known, names, missing, strange)


def _no_services(site: Site) -> Iterator[Term]:
    for name, line in site.glossary.not_services.items():
        yield Term(id=f"not:{name}", name=name, aliases=(), line=line, case="fold")


def _in_text(
    site: Site, page: Page, text: str, known: Matcher, names: list[str], missing: set[str], strange: set[str]
) -> Iterator[Problem]:
    covered: set[int] = set()
    for match in known.find(text):
        covered.add(match.start)
        entry = match.entry
        if isinstance(entry, Service) and site.page_of(entry) is None and entry.id not in missing:
            missing.add(entry.id)
            message = f'"{_words(text[match.start : match.end])}" has no page.'
            hint = f"Run `make page SERVICE={entry.id}`, or leave it out of the text."
            yield page.problem("service-without-page", page.prose.place(match.start), message, hint)
    if not _NAMES_A_SERVICE.search(text):
        return
    for found in _LOOKS_LIKE_A_SERVICE.finditer(text):
        name = _words(found.group())
        if found.start() in covered or name in strange:
            continue
        strange.add(name)
        close = _closest(name, names)
        hint = f'Did you mean "{close}"?' if close else "Add it to glossary.yml: a service, or a name under not_services."
        message = f'"{name}" is no name that glossary.yml knows.'
        yield page.problem("unknown-service-name", page.prose.place(found.start()), message, hint)


def _words(text: str) -> str:
    return " ".join(text.split())


def _closest(name: str, names: list[str]) -> str | None:
    """Return the known name that is most like the beginning of `name`."""
    words = name.split()
    for length in range(len(words), 1, -1):
        close = difflib.get_close_matches(" ".join(words[:length]), names, n=1, cutoff=0.85)
        if close:
            return close[0]
    return None
