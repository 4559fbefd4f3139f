"""A Python-Markdown extension: names from the glossary, where they stand in prose, become links with a tooltip.

The links are put into the element tree, between the table of contents (which reads headings) and the resolution of
relative links (which MkDocs does), so that each link is resolved and checked like one written by hand.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree  # noqa: N813 (as Python-Markdown names it)
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TypeAlias

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from studynotes.blocktext import Block, Piece, read_blocks
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

_BETWEEN = "\n\0\n"
"""Stands between the blocks of a page while it is searched: no name holds it."""
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


class _Linker(Treeprocessor):
    def __init__(self, md: Markdown, links: GlossaryLinks) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: etree.Element) -> None:
        blocks = read_blocks(root, self.md)
        self.mentioned: set[str] = set()
        self.linked: set[str] = set()
        self.links.mentions = []
        texts = ["".join(block.parts) for block in blocks]
        # One search for the whole page is much faster than one for each block.
        matches = self.links.matcher.find(_BETWEEN.join(texts))
        match = next(matches, None)
        start = 0
        for block, text in zip(blocks, texts, strict=True):
            end = start + len(text)
            own = []
            while match is not None and match.start < end:
                own.append(Match(match.start - start, match.end - start, match.entry))
                match = next(matches, None)
            if own or block.made_by_hand:
                self.link(block, text, own)
            start = end + len(_BETWEEN)

    def link(self, block: Block, text: str, matches: list[Match]) -> None:
        """Link the names in a block."""
        chosen: list[tuple[Match, Piece]] = []
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

    def consider(self, match: Match, text: str, block: Block) -> Piece | None:
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

    def record(self, entry: Service | Term, text: str, match: Match, block: Block) -> None:
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

    def insert(self, match: Match, piece: Piece) -> None:
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
