"""Read finished HTML without the linker's help: take its links out again, and see what each of them stands in."""

from __future__ import annotations

import html
from dataclasses import dataclass
from html.parser import HTMLParser

OPENING = '<a class="glossary-link" href="'
"""How each link of the linker begins; no Markdown in the tests writes this by hand."""
CLOSING = "</a>"

NO_LINKS_IN = frozenset(
    {
        "a",
        "abbr",
        "button",
        "code",
        "kbd",
        "label",
        "math",
        "option",
        "pre",
        "samp",
        "script",
        "style",
        "summary",
        "svg",
    }
    | {"textarea", "title", "h1", "h2", "h3", "h4", "h5", "h6"}
)
BLOCKS = frozenset(
    {"blockquote", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre"}
    | {"section", "table", "td", "th", "ul"}
)


@dataclass(frozen=True)
class Link:
    """One link that the linker made."""

    href: str
    title: str
    text: str


def unwrapped(page: str) -> tuple[str, list[Link]]:
    """Return the HTML without the linker's links, each replaced by its own text, and the links in order.

    An exact scan: a link is its two attributes in their order, with text and nothing else inside. Anything else that
    begins like a link fails the test.
    """
    kept: list[str] = []
    links: list[Link] = []
    at = 0
    while (start := page.find(OPENING, at)) >= 0:
        kept.append(page[at:start])
        href_end = page.index('"', start + len(OPENING))
        between = '" title="'
        assert page.startswith(between, href_end), page[start : start + 200]
        title_end = page.index('"', href_end + len(between))
        assert page.startswith('">', title_end), page[start : start + 200]
        end = page.index(CLOSING, title_end)
        href, title = page[start + len(OPENING) : href_end], page[href_end + len(between) : title_end]
        text = page[title_end + 2 : end]
        assert not set("<>\n") & set(title), title
        assert not set("<>") & set(text), text
        kept.append(text)
        links.append(Link(html.unescape(href), html.unescape(title), html.unescape(text)))
        at = end + len(CLOSING)
    return "".join([*kept, page[at:]]), links


@dataclass(frozen=True)
class Surroundings:
    """What the links of a page stand in."""

    forbidden: list[str]
    """For each link where none may stand: the elements around it."""
    in_blocks: list[int]
    """How many links stand in a row without the beginning or the end of a block between them."""


def surroundings(page: str) -> Surroundings:
    """Read what the linker's links of well-formed HTML stand in."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_block()
    return Surroundings(reader.forbidden, reader.in_blocks)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.forbidden: list[str] = []
        self.in_blocks: list[int] = []
        self.links = 0

    def end_block(self) -> None:
        self.in_blocks.append(self.links)
        self.links = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
        if tag == "a" and ("class", "glossary-link") in attrs:
            self.links += 1
            if NO_LINKS_IN.intersection(self.open):
                self.forbidden.append(" > ".join([*self.open, self.get_starttag_text() or ""]))
        if tag in NO_LINKS_IN:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        if tag in self.open:
            while self.open.pop() != tag:
                pass
