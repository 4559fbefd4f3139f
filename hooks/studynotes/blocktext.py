"""The text of each block of a Python-Markdown tree, as a reader sees it, and where each piece of it stands in the tree.

Python-Markdown's tree holds stand-ins for raw HTML and escaped characters, and a sentence is spread over elements.
Whoever looks for words needs one run of text, and must then find the way back.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree  # noqa: N813 (as Python-Markdown names it)
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.util import AtomicString

_INLINE = frozenset(
    (
        "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd mark math q ruby s samp small span "
        "strike strong sub sup svg time u var wbr"
    ).split()
)
_OPAQUE = frozenset(
    (
        "a abbr audio button canvas code dfn h1 h2 h3 h4 h5 h6 iframe img input kbd label math object pre "
        "samp script select style summary svg template textarea var video"
    ).split()
)
_VOID = frozenset(("area base br col embed hr img input link meta source track wbr").split())
_OPAQUE_CLASSES = frozenset(
    {"admonition-title", "arithmatex", "footnote-ref", "footnote-backref", "headerlink", "highlight"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What stands for something else in the tree's text: "\x02wzxhzdk:3\x03" (raw HTML number 3), "\x0295\x03" (the
# escaped character with that code), "\x02amp\x03" (an ampersand)
_STAND_IN = re.compile("\x02(?:wzxhzdk:(?P<raw>[0-9]+)|(?P<escaped>[0-9]+)|[a-z]+(?::[^\x03]*)?)\x03")
# "</kbd>", "<br/>", '<a href="x">'
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)[^>]*?(?P<empty>/?)>")


@dataclass
class Piece:
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
class Block:
    """The text of one block (a paragraph, a list item, a table cell), as a reader sees it."""

    section: str
    """The text of the heading above it."""
    anchor: str
    pieces: list[Piece] = field(default_factory=list)
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
        """Add what a reader sees next."""
        self.parts.append(text)
        self.length += len(text)


def read_blocks(root: etree.Element, md: Markdown) -> list[Block]:
    """Return the blocks of a tree that hold text, in the order of the page; headings and what is opaque left out.

    Args:
        root: the tree, after the inline patterns.
        md: the converter that made it, which keeps the raw HTML that the tree has stand-ins for.
    """
    reader = _Reader(md)
    reader.read_block(root)
    return reader.blocks


class _Reader:
    def __init__(self, md: Markdown) -> None:
        self.md = md
        self.blocks: list[Block] = []
        self.section, self.anchor = "", ""

    def read_block(self, element: etree.Element) -> None:
        """Read what stands directly in a block-level element, then what stands in the blocks inside it, in order."""
        block = self.begin(element, None, element.text)
        for child in element:
            if child.tag in _INLINE or not isinstance(child.tag, str):
                block = block or Block(self.section, self.anchor)
                self.read_inline(block, child, element)
                continue
            self.finish(block)
            if child.tag in _HEADINGS:
                self.section, self.anchor = self.heading_text(child), child.get("id", "")
            elif not _is_opaque(child):
                self.read_block(child)
            block = self.begin(child, element, child.tail)
        self.finish(block)

    def begin(self, element: etree.Element, parent: etree.Element | None, text: str | None) -> Block | None:
        """Begin a block with a run of text; most runs between blocks are a line break only, and begin none."""
        if not text or text.isspace():
            return None
        block = Block(self.section, self.anchor)
        self.read_text(block, element, parent, text)
        return block

    def finish(self, block: Block | None) -> None:
        """Keep a block whose text is complete."""
        if block is None:
            return
        if block.open_tags:
            block.shut.append((block.open_at, block.length))
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

    def read_inline(self, block: Block, element: etree.Element, parent: etree.Element) -> None:
        start = block.length
        if element.tag == "br":
            block.add("\n")
        elif element.tag == "img" or not isinstance(element.tag, str) or element.get("class") == "footnote-ref":
            block.add("\N{OBJECT REPLACEMENT CHARACTER}")
        else:
            self.read_text(block, element, None, element.text)
            for child in element:
                self.read_inline(block, child, element)
            if element.tag == "a":
                block.made_by_hand.append((start, block.length, element.get("href", "")))
            if _is_opaque(element):
                block.shut.append((start, block.length))
        self.read_text(block, element, parent, element.tail)

    def read_text(self, block: Block, element: etree.Element, parent: etree.Element | None, text: str | None) -> None:
        """Add a run of text to the block, with each stand-in as what a reader sees of it."""
        if not text:
            return
        start = block.length
        if "\x02" not in text:
            block.add(text)
            block.pieces.append(Piece(element, parent, start, text, []))
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
            block.pieces.append(Piece(element, parent, start, "".join(block.parts)[start:], raw_at))
        if isinstance(text, AtomicString):
            block.shut.append((start, block.length))

    def read_tag(self, block: Block, raw: str) -> None:
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


def _is_opaque(element: etree.Element) -> bool:
    classes = element.get("class")
    return element.tag in _OPAQUE or bool(classes and not _OPAQUE_CLASSES.isdisjoint(classes.split()))


def _texts(element: etree.Element) -> Iterator[str]:
    """Yield the texts of a heading, without its permanent link."""
    if element.text:
        yield element.text
    for child in element:
        if "headerlink" not in (child.get("class") or "").split():
            yield from _texts(child)
        if child.tail:
            yield child.tail
