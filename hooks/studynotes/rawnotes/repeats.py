"""What a note says twice, and the form in which two statements are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studynotes.matching import Matcher
from studynotes.rawnotes.blocks import Block
from studynotes.rawnotes.words import plain_numbers, stems

_MARKUP = re.compile(r"[*_`]+")  # "**bold**"
FEWEST_WORDS = 3
"""A shorter statement ("Pricing") says something else under another heading."""


def key_of(text: str, matcher: Matcher) -> str:
    """Return a text as statements are compared: names by what they lead to, plurals and numbers plain."""
    text = _MARKUP.sub("", text)
    parts, end = [], 0
    for match in matcher.find(text):
        parts += [text[end : match.start], f" entry{match.entry.id.replace('-', '')} "]
        end = match.end
    return " ".join(stems(plain_numbers("".join([*parts, text[end:]]))))


def repeated(blocks: Sequence[tuple[int, int, Block, str]], matcher: Matcher) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the blocks that say what another has said before.

    Args:
        blocks: the number of the note, the number of the block, the block, and its subject; in the order of the notes.
        matcher: finds the names of the glossary.

    Returns:
        Each repeated block (note and block) with the block that says it first. Short statements, headings, code and
        tables only count as repeated when they stand under the same subject; code must be the same to the letter.
    """
    first: dict[tuple[str, str, str], tuple[int, int]] = {}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for note, index, block, subject in blocks:
        if block.kind in ("furniture", "heading"):
            continue
        if block.kind == "statement":
            key = key_of(block.text, matcher)
            if len(key.split()) < FEWEST_WORDS or block.text.endswith(":"):
                continue
        else:
            key = "\n".join(line.rstrip() for line in block.lines)
        place = first.setdefault((subject, block.kind, key), (note, index))
        if place != (note, index):
            found[note, index] = place
    return found
