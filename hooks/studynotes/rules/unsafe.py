"""Raw HTML that runs or embeds something, and includes: in pages, front matter and the glossary.

A page with nothing suspect in it (nearly every page) is done with one look at its text. Any other page is rendered,
and what counts is the HTML that comes out: Markdown itself decides what is code and what is HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import markdown

from studynotes.pages import Page
from studynotes.problems import Problem
from studynotes.prose import Prose
from studynotes.rules.active import SUSPECT, Active, active_in_html, is_suspect
from studynotes.rules.addresses import ALLOWED_SCHEMES, scheme_of
from studynotes.rules.markup import Markup, read_markup
from studynotes.rules.values import texts_of
from studynotes.site import Site

LONGEST = 200_000
LONGEST_LINE = 5_000
"""In a longer page or line, whatever is suspect counts: to render it could take for ever."""

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
"""What pages are rendered with: the extensions of mkdocs.yml that change what is code and what is HTML."""

HINT = "Leave it out: pages hold text, tables, pictures and links."
_ATTRIBUTE_LIST = re.compile(r"\{:?(?P<list>[^{}]*)\}")  # "{ .wide onclick=x }"
_REMOVED = str.maketrans("", "", "\x02\x03")  # Python-Markdown drops them, and so joins what they part
# '-8<-- "file"', "{% include 'file' %}", "{!file!}"
_INCLUDE = re.compile(r"-8<-[^\n]*|\{%-?[ \t]*(?:include|import|extends)\b[^%\n]*|\{![^!{}\n]+!\}")
_IN_CODE_TOO = re.compile(r"8<")  # "--8<--" works in code as well


def check_page(page: Page, markup: Markup) -> Iterator[Problem]:
    """Yield what is unsafe in a page and in its front matter."""
    yield from _in_body(page, markup)
    for path, text in texts_of(page.front.value):
        for active in active_in_text(text):
            message = f'"{active.what}" in the front matter runs or embeds something.'
            yield page.problem(active.rule, page.place(*path), message, HINT)
        for include in _INCLUDE.finditer(text):
            yield _included(page, page.place(*path).line, page.place(*path).column, include.group())


def check_glossary(site: Site) -> Iterator[Problem]:
    """Yield what is unsafe in glossary.yml."""
    glossary = site.glossary
    for path, text in texts_of(glossary.source.value):
        place = glossary.source.place(path)
        for active in active_in_text(text):
            message = f'"{active.what}" in the glossary runs or embeds something.'
            yield Problem(glossary.path, place.line, place.column, active.rule, message, HINT)
        for include in _INCLUDE.finditer(text):
            message = f'"{include.group().strip()}" includes another file.'
            yield Problem(glossary.path, place.line, place.column, "no-includes", message, "Write the text itself.")


def active_in_text(text: str) -> list[Active]:
    """Return what might run or embed in a short text, whether it stands in code or not."""
    if not (is_suspect(text) and SUSPECT.search(text)):
        if "](" not in text and "<" not in text:
            return []
        return list(_schemes(read_markup(text)))
    found = [*active_in_html(text), *_in_attribute_lists(text), *_schemes(read_markup(text))]
    found += [_as_address(hit) for hit in SUSPECT.finditer(text) if hit.lastgroup == "address"]
    return sorted({(active.rule, active.what): active for active in reversed(found)}.values(), key=lambda a: a.offset)


def _as_address(hit: re.Match[str]) -> Active:
    return Active("unsafe-html", f"{scheme_of(hit.group()) or 'javascript'}:", hit.start())


def _in_attribute_lists(text: str) -> Iterator[Active]:
    for found in _ATTRIBUTE_LIST.finditer(text):
        for active in active_in_html(f"<x {found['list']}>"):
            yield active._replace(offset=found.start())


def _schemes(markup: Markup) -> Iterator[Active]:
    for reference in markup.references:
        scheme = scheme_of(reference.target)
        if reference.label is None and scheme not in ALLOWED_SCHEMES:
            yield Active("unsafe-html", f"{scheme}:", reference.offset)


def _in_body(page: Page, markup: Markup) -> Iterator[Problem]:
    source = page.prose.source
    prose = page.prose
    told: Counter[str] = Counter()
    for active in _schemes(markup):
        told[active.what] += 1
        yield _runs(page, page.prose.place(active.offset), active.what)
    if "\x02" in source or "\x03" in source:
        source = source.translate(_REMOVED)
        prose = Prose(source)
    hits = list(SUSPECT.finditer(source)) if is_suspect(source) else []
    if hits:
        for offset, what in _placed(_active_in_page(page, hits), hits, prose):
            if told[what]:
                told[what] -= 1
            else:
                yield _runs(page, prose.place(offset), what)
    if "8<" in source or "{%" in source or "{!" in source:
        for found in _INCLUDE.finditer(source):
            if _IN_CODE_TOO.search(found.group()) or prose.without_code[found.start()] != " ":
                yield _included(page, *prose.place(found.start()), found.group())


def _runs(page: Page, place: tuple[int, int], what: str) -> Problem:
    return page.problem("unsafe-html", place, f'"{what}" runs or embeds something.', HINT)


def _included(page: Page, line: int, column: int, what: str) -> Problem:
    message = f'"{what.strip()[:80]}" includes another file.'
    return page.problem(
        "no-includes", (line, column), message, "Write the text itself, or link to the page that has it."
    )


def _active_in_page(page: Page, hits: list[re.Match[str]]) -> list[str]:
    """Return what is active in the page's HTML; of a page that cannot be rendered, all that is suspect."""
    if len(page.body) <= LONGEST and max(map(len, page.body.split("\n"))) <= LONGEST_LINE:
        try:
            return [active.what for active in active_in_html(render(page.body)) if active.rule == "unsafe-html"]
        except Exception:  # whatever Markdown and its extensions raise for a text that they cannot read
            pass
    return [_what(hit) for hit in hits]


def render(text: str) -> str:
    """Return the HTML of a text, with the extensions that decide what is code. Raises what they raise."""
    configs: dict[str, Any] = {
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.highlight": {"use_pygments": False},
    }
    return markdown.markdown(text, extensions=EXTENSIONS, extension_configs=configs)


def _what(hit: re.Match[str]) -> str:
    text = "".join(hit.group().split()).lower()
    if hit.lastgroup == "element":
        return text if text == "<![" else f"<{text.strip('</').rpartition(':')[2]}>"
    return f"{scheme_of(text)}:" if hit.lastgroup == "address" else text.partition("=")[0] + "="


def _placed(found: list[str], hits: list[re.Match[str]], prose: Prose) -> Iterator[tuple[int, str]]:
    """Yield each active thing with the offset of a suspect that says it: those outside code first, each once."""
    left: dict[str, list[int]] = {}
    for hit in sorted(hits, key=lambda hit: (prose.without_code[hit.start()] == " ", hit.start())):
        left.setdefault(_key(_what(hit)), []).append(hit.start())
    anywhere = hits[0].start()
    for what in found:
        offsets = left.get(_key(what), [])
        yield (offsets.pop(0) if offsets else anywhere), what


def _key(what: str) -> str:
    """Return what suspects and found things have in common: `script` of `<script>`, `style` of `style="..."`."""
    return re.split(r"[=\s>]", what.strip("<"), maxsplit=1)[0]
