"""A Python-Markdown extension: names from the glossary, where they stand in prose, become links with a tooltip.

The links are put into the element tree, between the table of contents (which reads headings) and the resolution of
relative links (which MkDocs does), so that each link is resolved and checked like one written by hand.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import TypeAlias

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from studynotes.glossary import Glossary, Service, Term
from studynotes.matching import Match, Matcher, matcher_for
from studynotes.plaintext import plain_text, sentence_around

LINK_CLASS = "glossary-link"
"""The class of every link that the linker makes."""

MOST_IN_A_PARAGRAPH = 5
"""More links than that make a paragraph hard to read."""

OPT_OUT = "\N{ZERO WIDTH NON-JOINER}"
"""Written before a word, as the entity `&zwnj;`, it keeps the word out of the links."""

PRIORITY = 2
"""After attribute lists (8), abbreviations (7), headings' anchors (5) and tab labels (4); before MkDocs takes the
page's title (1) and resolves relative links (0), and before escaped characters are put back (0)."""

_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd mark math q ruby s samp small span strike "
    "strong sub sup svg time u var wbr".split()
)
_OPAQUE = frozenset(
    "a abbr audio button canvas code dfn h1 h2 h3 h4 h5 h6 iframe img input kbd label math object pre samp script "
    "select style summary svg template textarea var video".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_OPAQUE_CLASSES = frozenset(
    {"admonition-title", "arithmatex", "footnote-ref", "footnote-backref", "headerlink", "highlight"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BETWEEN = "\n\0\n"
"""Stands between the blocks of a page while it is searched: no name holds it."""
# What stands for something else in the tree's text: "\x02wzxhzdk:3\x03" (raw HTML number 3), "\x0295\x03" (the
# escaped character with that code), "\x02amp\x03" (an ampersand)
_STAND_IN = re.compile("\x02(?:wzxhzdk:(?P<raw>[0-9]+)|(?P<escaped>[0-9]+)|[a-z]+(?::[^\x03]*)?)\x03")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)[^>]*?(?P<empty>/?)>")  # "</kbd>", "<br/>", '<a href="x">'

Href: TypeAlias = Callable[[str], str]
"""Turns a link target, relative to docs/, into the `href` of a link on the page."""


@dataclass(frozen=True)
class Mention:
    """Where a page first mentions something."""

    entry_id: str
    page: str
    """The page, relative to docs/."""
    section: str
    """The text of the heading above."""
    anchor: str
    """The anchor of that heading; empty above the first."""
    sentence: str
    """The sentence around the name, as plain text."""


class GlossaryLinks(Extension):
    """Links the names of a glossary in one page's prose.

    After a conversion, `mentions` holds what the page mentions, whether it was linked or not.
    """

    def __init__(
        self,
        glossary: Glossary,
        page: str = "",
        *,
        matcher: Matcher | None = None,
        href: Href | None = None,
        enabled: bool = True,
    ) -> None:
        """Make the extension for one page.

        Args:
            glossary: the names and where they lead.
            page: the page, relative to docs/. It is never linked to, and links are relative to it.
            matcher: the matcher of the glossary, where several pages share one.
            href: how to write a link to a target; left out, the relative path to the target's Markdown file.
            enabled: whether to link; False finds mentions only.
        """
        super().__init__()
        self.glossary = glossary
        self.page = page
        self.matcher = matcher or matcher_for(glossary)
        self.href = href or (lambda target: relative_link(page, target))
        self.enabled = enabled
        self.mentions: list[Mention] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register the tree processor."""
        md.registerExtension(self)
        md.treeprocessors.register(_Linker(md, self), "glossary-links", PRIORITY)

    def reset(self) -> None:
        """Forget the last conversion: Python-Markdown runs no processor on an empty text."""
        self.mentions = []


def relative_link(page: str, target: str) -> str:
    """Return `target` (a page with an anchor, relative to docs/) as a relative link from `page`."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


@dataclass
class _Piece:
    """A run of text in the tree that may hold links: an element's text, or its tail."""

    element: etree.Element
    parent: etree.Element | None
    """None: the text inside `element`; otherwise `element` is a child of `parent`, and this is the text after it."""
    start: int
    """Where it begins in the block's text."""
    text: str
    raw_at: list[tuple[int, int]]
    """For each stand-in: its offset in `text`, and how many characters longer it is in the tree."""

    def in_tree(self, offset: int) -> int:
        """Return where the character at `offset` of `text` begins in the tree's text."""
        return offset + sum(longer for at, longer in self.raw_at if at < offset)


@dataclass
class _Block:
    """The text of one block (a paragraph, a list item, a table cell), as a reader sees it."""

    section: str
    """The text of the heading above it."""
    anchor: str
    pieces: list[_Piece] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    made_by_hand: list[tuple[int, int, str]] = field(default_factory=list)
    """The links in it: start, end, href."""
    shut: list[tuple[int, int]] = field(default_factory=list)
    """The spans in which no link may stand."""
    open_tags: list[str] = field(default_factory=list)
    """The raw HTML elements that are open where the block has been read to."""
    open_at: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


class _Linker(Treeprocessor):
    def __init__(self, md: Markdown, links: GlossaryLinks) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: etree.Element) -> None:
        self.blocks: list[_Block] = []
        self.section, self.anchor = "", ""
        self.read_block(root)
        self.mentioned: set[str] = set()
        self.linked: set[str] = set()
        self.links.mentions = []
        texts = ["".join(block.parts) for block in self.blocks]
        # One search for the whole page is much faster than one for each block.
        matches = self.links.matcher.find(_BETWEEN.join(texts))
        match = next(matches, None)
        start = 0
        for block, text in zip(self.blocks, texts, strict=True):
            end = start + len(text)
            own = []
            while match is not None and match.start < end:
                own.append(Match(match.start - start, match.end - start, match.entry))
                match = next(matches, None)
            if own or block.made_by_hand:
                self.link(block, text, own)
            start = end + len(_BETWEEN)

    def read_block(self, element: etree.Element) -> None:
        """Read what stands directly in a block-level element, then what stands in the blocks inside it, in order."""
        block = _Block(self.section, self.anchor)
        self.read_text(block, element, None, element.text)
        for child in list(element):
            if child.tag in _INLINE or not isinstance(child.tag, str):
                self.read_inline(block, child, element)
                continue
            self.finish(block)
            if child.tag in _HEADINGS:
                self.section, self.anchor = self.heading_text(child), child.get("id", "")
            elif not _is_opaque(child):
                self.read_block(child)
            block = _Block(self.section, self.anchor)
            self.read_text(block, child, element, child.tail)
        self.finish(block)

    def finish(self, block: _Block) -> None:
        """Keep a block whose text is complete, unless it is empty."""
        if block.open_tags:
            block.shut.append((block.open_at, block.length))
        if not all(part.isspace() for part in block.parts):
            self.blocks.append(block)

    def heading_text(self, heading: etree.Element) -> str:
        parts = []
        for piece in _texts(heading):
            parts.append(_STAND_IN.sub(self.stands_for, piece))
        return " ".join(html.unescape("".join(parts)).replace("\N{PILCROW SIGN}", "").split())

    def stands_for(self, found: re.Match[str]) -> str:
        """Return what a reader sees of a stand-in: a character, an entity's character, of a tag nothing."""
        if found["escaped"]:
            return chr(int(found["escaped"]))
        if found["raw"]:
            raw = self.raw(int(found["raw"]))
            return "" if raw.startswith("<") else html.unescape(raw)
        return "&"

    def raw(self, number: int) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        item = stash[number] if number < len(stash) else ""
        return item if isinstance(item, str) else "<element>"

    def read_inline(self, block: _Block, element: etree.Element, parent: etree.Element) -> None:
        start = block.length
        if element.tag == "br":
            block.add("\n")
        elif element.tag == "img" or not isinstance(element.tag, str) or element.get("class") == "footnote-ref":
            block.add("\N{OBJECT REPLACEMENT CHARACTER}")
        else:
            self.read_text(block, element, None, element.text)
            for child in list(element):
                self.read_inline(block, child, element)
            if element.tag == "a":
                block.made_by_hand.append((start, block.length, element.get("href", "")))
            if _is_opaque(element):
                block.shut.append((start, block.length))
        self.read_text(block, element, parent, element.tail)

    def read_text(self, block: _Block, element: etree.Element, parent: etree.Element | None, text: str | None) -> None:
        """Add a run of text to the block, with each stand-in as what a reader sees of it."""
        if not text:
            return
        start = block.length
        if "\x02" not in text:
            block.add(text)
            block.pieces.append(_Piece(element, parent, start, text, []))
        else:
            raw_at, position = [], 0
            for found in _STAND_IN.finditer(text):
                block.add(text[position : found.start()])
                position = found.end()
                if found["raw"]:
                    self.read_tag(block, self.raw(int(found["raw"])))
                seen = self.stands_for(found) or "\N{OBJECT REPLACEMENT CHARACTER}"
                raw_at.append((block.length - start, len(found.group()) - len(seen)))
                block.add(seen)
            block.add(text[position:])
            block.pieces.append(_Piece(element, parent, start, "".join(block.parts)[start:], raw_at))
        if isinstance(text, AtomicString):
            block.shut.append((start, block.length))

    def read_tag(self, block: _Block, raw: str) -> None:
        """Keep track of the raw HTML elements that are open: what stands in them is not linked."""
        tag = _TAG.match(raw)
        if not tag or tag["empty"] or tag["name"].lower() in _VOID:
            return
        name = tag["name"].lower()
        if not tag["close"]:
            if raw.rstrip().lower().endswith(f"</{name}>"):
                return  # a whole element, for example highlighted code
            if not block.open_tags:
                block.open_at = block.length
            block.open_tags.append(name)
        elif name in block.open_tags:
            while block.open_tags.pop() != name:
                pass
            if not block.open_tags:
                block.shut.append((block.open_at, block.length))

    def link(self, block: _Block, text: str, matches: list[Match]) -> None:
        """Link the names in a block."""
        chosen: list[tuple[Match, _Piece]] = []
        by_hand = sorted(block.made_by_hand)
        for match in matches:
            while by_hand and by_hand[0][0] <= match.start:
                self.note_link(by_hand.pop(0)[2])
            piece = self.consider(match, text, block)
            if piece is not None and len(chosen) < MOST_IN_A_PARAGRAPH:
                self.linked.add(match.entry.id)
                chosen.append((match, piece))
        for _, _, href in by_hand:
            self.note_link(href)
        for match, piece in reversed(chosen):
            self.insert(match, piece)

    def consider(self, match: Match, text: str, block: _Block) -> _Piece | None:
        """Record a match as a mention; return the piece of text to link it in, or None where it is not to be linked."""
        entry = match.entry
        shut = any(start < match.end and match.start < end for start, end in block.shut)
        by_hand = any(start <= match.start and match.end <= end for start, end, _ in block.made_by_hand)
        if shut and not by_hand:
            return None
        if by_hand:
            self.linked.add(entry.id)
        own_page = entry.link_target.partition("#")[0] == self.links.page
        if not own_page:
            self.record(entry, text, match, block)
        if by_hand or own_page or entry.id in self.linked or not entry.link or not self.links.enabled:
            return None
        if match.start > 0 and text[match.start - 1] == OPT_OUT:
            return None
        for piece in block.pieces:
            if piece.start <= match.start and match.end <= piece.start + len(piece.text):
                return piece
        return None  # the name is partly emphasised: there is no one run of text to link

    def record(self, entry: Service | Term, text: str, match: Match, block: _Block) -> None:
        if entry.id not in self.mentioned:
            self.mentioned.add(entry.id)
            sentence = sentence_around(text, match.start, match.end)
            self.links.mentions.append(Mention(entry.id, self.links.page, block.section, block.anchor, sentence))

    def note_link(self, href: str) -> None:
        """A link made by hand counts as the first of what it leads to."""
        path, mark, anchor = href.partition("#")
        if not path or ":" in path:
            return
        target = normpath(join(dirname(self.links.page), path)) + mark + anchor
        self.linked.update(self.links.matcher.leading_to.get(target, ()))

    def insert(self, match: Match, piece: _Piece) -> None:
        start = piece.in_tree(match.start - piece.start)
        end = piece.in_tree(match.end - piece.start)
        link = etree.Element("a", {"class": LINK_CLASS, "href": self.links.href(match.entry.link_target)})
        tooltip = plain_text(match.entry.definition) or match.entry.name
        link.set("title", tooltip.replace("&", "&amp;"))  # or "&lt;" in a tooltip would show as "<"
        if piece.parent is None:
            text = piece.element.text or ""
            piece.element.text, link.text, link.tail = text[:start], text[start:end], text[end:]
            piece.element.insert(0, link)
        else:
            text = piece.element.tail or ""
            piece.element.tail, link.text, link.tail = text[:start], text[start:end], text[end:]
            piece.parent.insert(list(piece.parent).index(piece.element) + 1, link)


def _is_opaque(element: etree.Element) -> bool:
    return element.tag in _OPAQUE or not _OPAQUE_CLASSES.isdisjoint((element.get("class") or "").split())


def _texts(element: etree.Element) -> Iterator[str]:
    """Yield the texts of a heading, without its permanent link."""
    if element.text:
        yield element.text
    for child in element:
        if "headerlink" not in (child.get("class") or "").split():
            yield from _texts(child)
        if child.tail:
            yield child.tail
