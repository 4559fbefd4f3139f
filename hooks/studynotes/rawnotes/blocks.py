"""What a note is made of: blocks of lines, each with its place, and the fate that every line gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "statement", "code", "table", "furniture"]
Fate = Literal["placed", "repeated", "furniture", "unsorted"]
FATES: tuple[Fate, ...] = ("placed", "repeated", "furniture", "unsorted")


@dataclass(frozen=True)
class Block:
    """Lines of a note that belong together: a heading, a statement, a piece of code, a table, or furniture."""

    kind: Kind
    first: int
    """The number of the first line, counted from 1."""
    lines: tuple[str, ...]
    """The lines as they stand, from `first` on; blank ones among them only in code."""
    text: str
    """What it says on one line, without bullet, number signs or outline number."""
    depth: int = 0
    """How deep it stands in a list; 0 outside."""
    parent: int | None = None
    """The index of the heading, the bullet or the introducing line that it stands under."""
    gap: bool = False
    """Whether a blank line, or furniture, stands before it."""
    label: str = ""
    """Of code, its language; of furniture, why it is that."""
    rank: int = 0
    """Of a heading, its level: 1 is the highest; 7 and 8 are titles without marks."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the lines that are not blank."""
        return tuple(self.first + offset for offset, line in enumerate(self.lines) if line.strip())

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1


@dataclass(frozen=True)
class Note:
    """A file of raw notes, read and taken apart."""

    name: str
    """The file's name as references show it."""
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    converted: bool = False
    """Whether the lines are those of a text made from HTML, PDF or Word."""
