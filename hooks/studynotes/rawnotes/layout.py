"""Take a note apart: headings, bullets, wrapped lines, code, tables and furniture, found from the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from studynotes.rawnotes.blocks import Block
from studynotes.rawnotes.code import Whole, whole_pieces
from studynotes.rawnotes.furniture import REPEATED_TITLE, furniture_lines

_HASHES = re.compile(r"^\s{0,3}(?P<marks>#{1,6})\s+(?P<text>.*?)\s*#*\s*$")  # "## Queues ##"
_OUTLINE = re.compile(r"^\s{0,3}(?P<number>\d{1,3}(?:\.\d{1,3})+)\.?\s+(?P<text>\S.*)$")  # "14.1.5. SQS with ASG"
_CHAPTER = re.compile(r"^\s{0,3}(?P<number>\d{1,3})\.\s+(?P<text>\S.*)$")  # "14. Decoupling"
_BULLET = re.compile(
    r"^(?P<indent>\s*)(?P<mark>[-*+•◦▪▫‣■●○–—·]|\d{1,3}(?:\.\d{1,3})*[.)]|[a-zA-Z][.)]|\(\d{1,2}\)"
    r"|o(?=\s{2,}))\s+(?P<text>\S.*)$"
)  # "  • item", "3) item", "- 3.1. item" leaves its number in the text
_UNDERLINE = re.compile(r"^\s{0,3}(?:=+|-{3,})\s*$")  # "====="
_BOLD = re.compile(r"^\s*(?:\*\*|__)(?P<text>[^*_]+)(?:\*\*|__)\s*:?\s*$")  # "**Security**"
_QUOTE = re.compile(r"^\s*>\s?")  # "> quoted"
_SENTENCE_END = (".", "!", "?", ";", ":", ".)", '."', "…")
_TITLE, _LEAD = 7, 8
"""Ranks of titles without marks, and of those that end in a colon."""

MOST_WRAPPED = 12
"""A statement that was wrapped over more lines than this is several."""


@dataclass
class _Outline:
    """The headings and the bullets that are open at a place."""

    headings: list[tuple[int, int]] = field(default_factory=list)
    """Rank and index of block."""
    bullets: list[tuple[int, int]] = field(default_factory=list)
    """Indent and index of block."""
    lead: int | None = None
    """The line just before that introduces a list."""

    def heading(self, rank: int, index: int) -> int | None:
        while self.headings and self.headings[-1][0] >= rank:
            self.headings.pop()
        above = self.headings[-1][1] if self.headings else None
        self.headings.append((rank, index))
        self.bullets.clear()
        self.lead = None
        return above

    def bullet(self, indent: int, index: int) -> tuple[int | None, int]:
        while self.bullets and self.bullets[-1][0] >= indent:
            self.bullets.pop()
        above = self.bullets[-1][1] if self.bullets else self.lead
        depth = len(self.bullets) + 1
        self.bullets.append((indent, index))
        return (self.top if above is None else above), depth

    @property
    def top(self) -> int | None:
        return self.headings[-1][1] if self.headings else None


def blocks_of(lines: tuple[str, ...]) -> tuple[Block, ...]:
    """Take the lines of a note apart.

    Every line that is not blank is in exactly one of the blocks, which stand in the order of the lines.
    """
    wholes = whole_pieces(lines)
    inside = frozenset(index for piece in wholes if piece.kind == "code" for index in range(piece.start, piece.end))
    furniture = furniture_lines(lines, inside)
    return tuple(_Layout(lines, {piece.start: piece for piece in wholes}, furniture).read())


class _Layout:
    def __init__(self, lines: tuple[str, ...], wholes: dict[int, Whole], furniture: dict[int, str]) -> None:
        self.lines = lines
        self.wholes = wholes
        self.furniture = furniture
        self.blocks: list[Block] = []
        self.outline = _Outline()
        self.chapters = _chapters(lines)
        self.wrap = _wrap_width(lines)
        self.gap = True

    def read(self) -> list[Block]:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if index in self.wholes:
                index = self.whole(self.wholes[index])
            elif not line.strip():
                self.gap = True
                self.outline.lead = None if not self.outline.bullets else self.outline.lead
                index += 1
            elif index in self.furniture:
                self.add("furniture", index, index + 1, line.strip(), label=self.furniture[index])
                index += 1
                self.gap = True
            else:
                index = self.heading(index) or self.statement(index)
        return self.blocks

    def add(
        self,
        kind: str,
        start: int,
        end: int,
        text: str,
        depth: int = 0,
        parent: int | None = None,
        label: str = "",
        rank: int = 0,
    ) -> int:
        self.blocks.append(
            Block(kind, start + 1, self.lines[start:end], text, depth, parent, self.gap, label, rank)  # type: ignore[arg-type]
        )
        self.gap = False
        return end

    def whole(self, piece: Whole) -> int:
        body = self.lines[piece.start : piece.end]
        above = self.outline.bullets[-1][1] if self.outline.bullets and not self.gap else self.outline.lead
        parent = self.outline.top if above is None else above
        return self.add(piece.kind, piece.start, piece.end, " ".join(" ".join(body).split()), 0, parent, piece.language)

    def heading(self, index: int) -> int | None:
        """Read the heading that stands at `index` and return where to go on; None where there is none."""
        line = self.lines[index]
        rank, text, end = self.rank(index, line)
        if not rank:
            return None
        before = self.outline.headings[-1] if self.outline.headings else None
        if (
            rank >= _TITLE
            and before
            and before[0] == rank
            and self.blocks[before[1]].text.casefold() == text.casefold()
        ):
            self.gap = True
            self.add("furniture", index, end, text, parent=before[1], label=REPEATED_TITLE)
            self.outline.bullets.clear()
            self.outline.lead = None
            self.gap = True
            return end
        parent = self.outline.heading(rank, len(self.blocks))
        self.add("heading", index, end, text, 0, parent, rank=rank)
        self.gap = True
        return end

    def rank(self, index: int, line: str) -> tuple[int, str, int]:
        """Return the rank of the heading at `index` (0: it is none), its text, and the index of the line after it."""
        found = _HASHES.match(line)
        if found and found["text"]:
            return len(found["marks"]), found["text"], index + 1
        found = _OUTLINE.match(line)
        if found and (self.chapters or len(found["text"]) <= 80) and not _is_sentence(found["text"]):
            return min(6, found["number"].count(".") + 1), found["text"], index + 1
        if index in self.chapters:
            found = _CHAPTER.match(line)
            return 1, found["text"] if found else line.strip(), index + 1
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        if (
            _UNDERLINE.match(following)
            and not _BULLET.match(line)
            and self.gap
            and len(line) <= 100
            and index + 1 not in self.wholes
        ):
            return (1 if "=" in following else 2), line.strip(), index + 2
        found = _BOLD.match(line)
        if found and self.gap and len(found["text"].split()) <= 10:
            return _TITLE, found["text"].strip(), index + 1
        text = line.strip()
        if self.gap and _is_title(text) and not _BULLET.match(line) and not line[:1].isspace():
            open_below = not following.strip() or _BULLET.match(following) or index + 1 in self.furniture
            open_below = open_below or self.is_second_title(index + 1)
            if open_below or index + 1 in self.wholes:
                return (_LEAD if text.endswith(":") else _TITLE), text, index + 1
        return 0, "", index

    def is_second_title(self, index: int) -> bool:
        """Whether a title stands right below a title, and nothing right below that: "AWS – Storage", "Amazon S3"."""
        line = self.lines[index] if index < len(self.lines) else ""
        below = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        return _is_title(line.strip()) and not below.strip() and not line.rstrip().endswith(":")

    def statement(self, index: int) -> int:
        line = self.lines[index]
        found = _BULLET.match(line)
        if found and not (found["mark"][0].isalpha() and len(found["text"].split()) > 40):
            indent = len(found["indent"].expandtabs(4))
            parent, depth = self.outline.bullet(indent, len(self.blocks))
            text, end = self.joined(index, found["text"], indent)
            return self.add("statement", index, end, text, depth, parent)
        self.outline.bullets.clear()
        self.outline.lead = None
        text, end = self.joined(index, _QUOTE.sub("", line).strip(), None)
        parent = self.outline.top
        if text.endswith(":"):
            self.outline.lead = len(self.blocks)
        return self.add("statement", index, end, text, 0, parent)

    def joined(self, index: int, text: str, indent: int | None) -> tuple[str, int]:
        """Return a statement with the lines that it was wrapped onto, and the index of the line after them."""
        end = index + 1
        while end < len(self.lines) and end - index < MOST_WRAPPED and len(text) < 1_500:
            line = self.lines[end]
            if not line.strip() or end in self.furniture or end in self.wholes or _BULLET.match(line):
                break
            if self.is_heading(end, line) or not _goes_on(self.lines[end - 1], line, indent, self.wrap):
                break
            text = f"{text} {_QUOTE.sub('', line).strip()}"
            end += 1
        return text, end

    def is_heading(self, index: int, line: str) -> bool:
        gap, self.gap = self.gap, False
        try:
            return bool(self.rank(index, line)[0])
        finally:
            self.gap = gap


def _goes_on(before: str, line: str, indent: int | None, wrap: int) -> bool:
    """Whether a line is the rest of the one before: it hangs under a bullet, or goes on where that one broke off."""
    start, said = line.lstrip(), before.strip()
    if start[0] in ",;)]%" or start[:2] in (".", ". ", ".\t"):
        return True
    if indent is not None and len(line) - len(start) > indent:
        return True
    if said.endswith(_SENTENCE_END) or len(said) < wrap:
        return False
    return start[0].islower() or said.endswith(_OPEN_END)


_OPEN_END = (",", "(", "-", " and", " or", " the", " a", " to", " of", " with", " for", " in")


def _wrap_width(lines: tuple[str, ...]) -> int:
    """Return how long a line must be to go on in the next one, where that begins with a small letter.

    Where sentences mostly end in a full stop, a line without one was broken off, however short. Otherwise it must reach
    the width at which the file was wrapped; a file of long lines was not wrapped at all.
    """
    prose = [line.strip() for line in lines if len(line.split()) >= 5]
    if not prose:
        return 25
    ended = sum(line.endswith(_SENTENCE_END) for line in prose)
    if ended >= 0.6 * len(prose):
        return 15
    small = sum(line.strip()[0].islower() for line in lines if line.strip())
    lengths = sorted(map(len, prose))
    usual = lengths[int(0.85 * (len(lengths) - 1))]
    wrapped = usual <= 110 and usual >= 0.85 * lengths[-1] and 2 * small < sum(bool(line.strip()) for line in lines)
    return int(0.8 * usual) if wrapped else 200


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 12 or text.endswith((".", ";", ","))


def _is_title(text: str) -> bool:
    """Whether a line that stands alone reads like a title: a few words, no sentence."""
    words = text.split()
    if not words or len(words) > 9 or len(text) > 75 or text.endswith((".", ",", ";", "!")) or "://" in text:
        return False
    return text[0].isupper() or text[0].isdigit() or sum(word[0].isupper() for word in words) >= 0.5 * len(words)


def _chapters(lines: tuple[str, ...]) -> frozenset[int]:
    """Return the indexes of lines such as "14. Decoupling": headings where "14.1." follows, otherwise items."""
    numbered = [(index, _OUTLINE.match(line)) for index, line in enumerate(lines) if line[:1].isdigit()]
    starts = {found["number"].split(".")[0] for _, found in numbered if found}
    if not starts:
        return frozenset()
    chapters = set()
    last = 0
    for index, line in enumerate(lines):
        found = _CHAPTER.match(line) if line[:1].isdigit() else None
        if not found or _is_sentence(found["text"]):
            continue
        following = next(
            (later for later in lines[index + 1 : index + 40] if _OUTLINE.match(later) or _CHAPTER.match(later)), ""
        )
        number = int(found["number"])
        if following.startswith(f"{number}.1") or (
            number == last + 1 and len(starts) > 1 and len(found["text"].split()) <= 8
        ):
            chapters.add(index)
            last = number
    return frozenset(chapters)
