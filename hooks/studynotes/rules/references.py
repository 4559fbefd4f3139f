"""Links, anchors and pictures: each leads to something that is there, on this site."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from markdown.extensions.toc import slugify

from studynotes.glossary import GLOSSARY_PAGE, Glossary
from studynotes.mentions import BACKLINKS_ANCHOR
from studynotes.overviews import NUMBERS, SERVICES
from studynotes.pages import Page
from studynotes.problems import Problem
from studynotes.rules.addresses import is_readable, leaves_the_site, scheme_of
from studynotes.rules.markup import Markup, Reference, read_markup
from studynotes.rules.values import texts_of
from studynotes.servicepages import category_title
from studynotes.site import CONFIG, Site
from studynotes.textfile import read_text

# 'id="part"' in raw HTML, "{ #part }" in an attribute list
_NAMED = re.compile(
    r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']?(?P<id>[^\s"'<>]+)|\{:?[^{}\n]*?#(?P<attribute>[^\s{}#.=]+)""", re.I
)
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")  # "[^1]"
# '<img src="a.svg" alt="A queue">'
_PICTURE = re.compile(r"<img\b(?P<attributes>[^<>]*)>", re.I)
_SOURCE = re.compile(
    r"""\ssrc\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>[^\s"'<>]+))""", re.I
)  # ' src="a"'
_ALTERNATIVE = re.compile(r"""\salt\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s]|[^\s"'])""", re.I)  # ' alt="A'
_PICTURES = (".svg", ".png", ".jpg", ".webp", ".ico")
MOST_GUESSES = 100
"""After so many broken links, the rest get no "did you mean": guessing takes time."""
SERVICE_ANCHORS = frozenset({"limits", "compared-with", "sources", BACKLINKS_ANCHOR})
"""The anchors of the sections that service pages get when the site is built."""


class Targets:
    """What links can lead to."""

    def __init__(self, site: Site, files: Mapping[str, bool]) -> None:
        """Take the site, and for each path under docs/ whether it is a folder."""
        self.site = site
        self.files = files
        self._anchors: dict[str, frozenset[str]] = {}
        self._guesses: dict[str, str | None] = {}

    def is_file(self, path: str) -> bool:
        """Whether `path`, relative to docs/, is a page or another file."""
        return path in self.site.pages or self.files.get(path) is False

    def is_folder(self, path: str) -> bool:
        """Whether `path`, relative to docs/, is a folder."""
        return self.files.get(path) is True or path == "."

    def anchors(self, path: str) -> frozenset[str]:
        """Return the anchors of a page: its headings', those written by hand, and those made when the site is built."""
        if path not in self._anchors:
            self._anchors[path] = _anchors(self.site.pages[path], self.site.glossary, self.site.pages.values())
        return self._anchors[path]

    def closest(self, path: str) -> str | None:
        """Return the page or file whose name is most like that of a path that does not exist."""
        if path not in self._guesses:
            if len(self._guesses) >= MOST_GUESSES:
                return None
            name = path.rpartition("/")[2]
            named = [other for other in (*self.site.pages, *self.files) if other.rpartition("/")[2] == name]
            close = named or difflib.get_close_matches(path[-200:], list(self.site.pages), n=1, cutoff=0.8)
            self._guesses[path] = close[0] if close else None
        return self._guesses[path]

    def closest_anchor(self, path: str, anchor: str) -> str | None:
        """Return the anchor of a page that is most like one that it does not have."""
        key = f"{path}#{anchor}"
        if key not in self._guesses:
            if len(self._guesses) >= MOST_GUESSES:
                return None
            close = difflib.get_close_matches(anchor[:100], sorted(self.anchors(path))[:5000], n=1, cutoff=0.6)
            self._guesses[key] = close[0] if close else None
        return self._guesses[key]


def _anchors(page: Page, glossary: Glossary, pages: Iterable[Page]) -> frozenset[str]:
    found = set(page.anchors)
    text = page.prose.without_code
    if "{" in text or "<" in text:
        found.update(match["id"] or match["attribute"] for match in _NAMED.finditer(text))
    if "[^" in text:
        for match in _FOOTNOTE.finditer(text):
            found |= {f"fn:{match['label']}", f"fnref:{match['label']}"}
    if page.kind == "service":
        found |= SERVICE_ANCHORS
    if page.path in (SERVICES, NUMBERS):
        found.update(
            slugify(category_title(other.path.split("/")[1]), "-") for other in pages if other.kind == "service"
        )
    if page.path == GLOSSARY_PAGE:
        found.update(entry.id for entry in glossary.entries)
        found.update(f"letter-{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
        found.add("letter-0-9")
    return frozenset(found)


def check_references(page: Page, markup: Markup, targets: Targets) -> Iterator[Problem]:
    """Yield a page's broken links and pictures, pictures without a text, and addresses that are no links."""
    for reference in markup.references:
        place = page.prose.place(reference.offset)
        if not reference.defined:
            message = f'The label "[{reference.label}]" is defined nowhere on this page.'
            yield page.problem("broken-link", place, message, f"Add a line `[{reference.label}]: address`.")
            continue
        if reference.label is None and not is_readable(reference.target):
            message = f'"{reference.target[:80]}" is no address.'
            yield page.problem("broken-link", place, message, "Write it as the address bar of a browser shows it.")
            continue
        if reference.kind == "picture":
            yield from _picture(page, place, reference.target, bool(reference.text.strip()))
        if reference.label is None and reference.kind != "autolink":
            for rule, message, hint in _broken(page.path, reference, targets):
                yield page.problem(rule, place, message, hint)
    text = page.prose.without_code
    for found in _PICTURE.finditer(text) if "<" in text else ():
        place = page.prose.place(found.start())
        attributes = found["attributes"]
        source = _SOURCE.search(attributes)
        target = next((part for part in source.groups() if part is not None), "") if source else ""
        yield from _picture(page, place, target, bool(_ALTERNATIVE.search(attributes)))
        for rule, message, hint in _broken(page.path, Reference("picture", target, "", 0), targets):
            yield page.problem(rule, place, message, hint)
    for offset, address in markup.bare:
        message = f'The address "{_short(address)}" is no link.'
        hint = "Write `[words](address)`, or `<address>`; an example goes between backquotes."
        yield page.problem("bare-url", page.prose.place(offset), message, hint)


def check_glossary_references(site: Site, targets: Targets) -> Iterator[Problem]:
    """Yield the terms whose `page` names an anchor that is not there, and the broken links in definitions."""
    glossary = site.glossary
    for term in glossary.terms.values():
        path, mark, anchor = (term.page or "").partition("#")
        if mark and path in site.pages and anchor not in targets.anchors(path):
            place = glossary.source.place(("terms", term.id, "page"))
            message = f'The page "{path}" has no anchor "{anchor}" for "{term.id}".'
            hint = _anchor_hint(path, anchor, targets)
            yield Problem(glossary.path, place.line, place.column, "broken-anchor", message, hint)
    for way, text in texts_of(glossary.source.value):
        if "](" in text:
            place = glossary.source.place(way)
            for reference in read_markup(text).references:
                for rule, message, hint in _broken(GLOSSARY_PAGE, reference, targets):
                    yield Problem(glossary.path, place.line, place.column, rule, message, hint)


def _picture(page: Page, place: tuple[int, int], target: str, described: bool) -> Iterator[Problem]:
    shown = _short(target)
    if not described:
        message = f'The picture "{shown}" has no alternative text.'
        yield page.problem("picture-alt", place, message, "Say between the square brackets what it shows.")
    if leaves_the_site(target):
        message = f'The picture "{shown}" comes from another host.'
        yield page.problem("picture-host", place, message, "Put a picture of your own under docs/assets/.")


def _broken(page: str, reference: Reference, targets: Targets) -> Iterator[tuple[str, str, str]]:
    """Yield rule, message and hint where a reference on a page (its path) leads nowhere."""
    target = reference.target.strip()
    if scheme_of(target) or leaves_the_site(target):
        return
    shown = _short(target)
    path, _, anchor = target.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    rule = "broken-picture" if reference.kind == "picture" else "broken-link"
    if not target:
        yield rule, f'The link "{_short(reference.text)}" leads nowhere, "".', "Put an address between the brackets."
        return
    if path.startswith("/"):
        yield rule, f'The link "{shown}" begins with a slash.', "Write it relative to this page: `../storage/s3.md`."
        return
    there = normpath(join(dirname(page), path)) if path else page
    if rule == "broken-link" and targets.is_folder(there):
        yield rule, f'The link "{shown}" leads to a folder.', "Link to a page in it, with its ending `.md`."
    elif there.startswith("..") or not targets.is_file(there):
        what = "picture" if rule == "broken-picture" else "link"
        close = targets.closest(there)
        hint = f'Did you mean "docs/{close}"?' if close else "Name a file under docs/, relative to this page."
        yield rule, f'The {what} "{shown}" leads to no file.', hint
    elif rule == "broken-picture":
        if not there.endswith(_PICTURES):
            yield rule, f'The picture "{shown}" is no picture.', f"Use one of {', '.join(_PICTURES)}."
    elif anchor and there in targets.site.pages and anchor not in targets.anchors(there):
        where = "This page" if there == page else f'"docs/{there}"'
        message = f'{where} has no anchor "{_short(anchor)}".'
        yield "broken-anchor", message, _anchor_hint(there, anchor, targets)


def _anchor_hint(path: str, anchor: str, targets: Targets) -> str:
    close = targets.closest_anchor(path, anchor)
    return f'Did you mean "#{close}"?' if close else "Use the heading in lower case, words joined by hyphens."


def check_navigation(site: Site) -> Iterator[Problem]:
    """Yield the pages that the navigation leaves out, and its entries that are no pages."""
    nav = site.config.get("nav")
    if not isinstance(nav, list):
        return
    entries = {text for path, text in texts_of(nav) if not (path and path[-1] == text) and scheme_of(text) == ""}
    config = None
    for entry in sorted(entries):
        if entry.endswith(".md") and entry not in site.pages:
            if config is None:
                config = (read_text(site.root / CONFIG, CONFIG)[0] or "").splitlines()
            line = next((number for number, text in enumerate(config, 1) if entry in text), 1)
            message = f'The page "{entry}" in the navigation does not exist.'
            yield Problem(CONFIG, line, 1, "broken-link", message, "Write it, or delete the line.")
    for page in site.pages.values():
        if page.path not in entries:
            message = f'The page "{page.path}" is not in the navigation.'
            yield page.problem("not-in-navigation", (1, 1), message, f"Add `{page.path}` under `nav` in {CONFIG}.")


def _short(text: str, most: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 3] + "..."
