"""The prose of a Markdown text, at its place: all else is blanked out, so that offsets still name lines and columns.

Rules look for names in what a reader reads. Python-Markdown's tree knows no line numbers, so they look here instead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_FENCE = re.compile(r"^(?P<indent>[ ]*(?:>[ ]?)*)(?P<fence>`{3,}|~{3,})(?P<rest>.*)$")  # "```python", "    ~~~"
_HEADING = re.compile(r"^(?P<marks>#{1,6})(?P<text>.*)$")  # "## How it works"
_INDENTED = re.compile(r"^(?: {4}|\t)")  # "    code"
_LIST_ITEM = re.compile(r"^[ ]*(?:[-*+]|\d+[.)])[ ]")  # "- item", "1. item"
_BLOCK_OPENER = re.compile(
    r"^[ ]*(?:!!!|\?\?\?\+?|===[!+]?|\[\^[^\]]+\]:|:[ ]{2,})"
)  # "!!! note", '=== "Tab"', "[^1]:"

_NOT_PROSE = re.compile(
    r"""
    (?P<comment><!--.*?(?:-->|\Z))                              # <!-- note -->
  | (?P<code>(?<![`\\])(?P<ticks>`{1,8})(?!`)(?:[^\n]|\n(?!\n))+?(?<!`)(?P=ticks)(?!`))  # `SQS_URL`
  | (?P<autolink><(?:https?|mailto|ftp):[^<>\s]*>)              # <https://aws.amazon.com>
  | (?P<tag></?[A-Za-z][^<>]*>)                                 # <kbd>, </kbd>, <img alt="SQS">
  | (?P<image>!\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?:\([^)\n]*\)|\[[^\]\n]*\])?)       # ![a queue](sqs.svg)
  | (?<=\])(?P<target>\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])   # the (target) of [text](target)
  | (?P<definition>^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[^\n]*$)         # [1]: https://aws.amazon.com
  | (?P<url>\b(?:https?|ftp)://[^\s<>()]+)                      # https://aws.amazon.com
  | (?P<attributes>\{:?[ ]*[#.:A-Za-z][^{}\n]*\})               # { .wide }
  | (?P<entity>&(?:\#[0-9]+|\#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);)   # &nbsp;
  | (?P<math>\$\$.+?\$\$|\\\((?:[^\\]|\\(?![()]))+\\\)|\\\[(?:[^\\]|\\(?![\[\]]))+\\\])   # $$ x $$
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
# Each part of it ends where the next of its kind may begin, so that no text takes more than linear time.


@dataclass(frozen=True)
class Heading:
    """A heading written with number signs."""

    level: int
    text: str
    """The Markdown of its text."""
    line: int
    """Counted from 1 in the text that was read."""


@dataclass(frozen=True)
class Prose:
    """A Markdown text, and the same text with all that is not prose blanked out."""

    source: str

    @cached_property
    def _lines_read(self) -> tuple[str, list[Heading]]:
        return _blank_blocks(self.source)

    @cached_property
    def outline(self) -> list[Heading]:
        """The headings, in order; none from inside a code block or a comment. A heading ends a code span."""
        text, headings = self._lines_read
        if "<!--" not in text:  # the reading below is most of the time that a page takes
            return headings
        lines = _NOT_PROSE.sub(_without_comment, text).split("\n")
        return [heading for heading in headings if lines[heading.line - 1].startswith("#")]

    @cached_property
    def _views(self) -> tuple[str, str]:
        """The text without code, and the text with headings: both from one reading."""
        text = self._lines_read[0]
        without_code: list[str] = []
        with_headings: list[str] = []
        end = 0
        for found in _NOT_PROSE.finditer(text):
            before, blank = text[end : found.start()], _spaces(found.group())
            # the name of the outermost group that matched
            without_code += before, blank if found.lastgroup in ("comment", "code", "ticks") else found.group()
            with_headings += before, blank
            end = found.end()
        return "".join([*without_code, text[end:]]), "".join([*with_headings, text[end:]])

    @cached_property
    def without_code(self) -> str:
        """The source with comments, code blocks and code spans blanked out; same length, same line ends."""
        return self._views[0]

    @cached_property
    def with_headings(self) -> str:
        """The prose and the headings' text."""
        return self._views[1]

    @cached_property
    def text(self) -> str:
        """The prose: headings, code, links' targets, images, raw HTML, attributes and math blanked out."""
        lines = self.with_headings.split("\n")
        for heading in self.outline:
            lines[heading.line - 1] = " " * len(lines[heading.line - 1])
        return "\n".join(lines)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for found in re.finditer("\n", self.source):
            starts.append(found.end())
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _without_comment(found: re.Match[str]) -> str:
    return _spaces(found.group()) if found.lastgroup == "comment" else found.group()


def _spaces(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _blank_blocks(source: str) -> tuple[str, list[Heading]]:
    """Blank out code blocks, and collect the headings outside them."""
    lines = source.split("\n")
    headings: list[Heading] = []
    fence = ""
    in_container = in_code = False
    blank_before = True
    for number, line in enumerate(lines):
        if fence:
            closes = line.strip(" >")
            if closes and set(closes) == {fence[0]} and len(closes) >= len(fence):
                fence = ""
            lines[number] = " " * len(line)
            continue
        found = _FENCE.match(line)
        if found and not (found["fence"][0] == "`" and "`" in found["rest"]):
            fence = found["fence"]
            lines[number] = " " * len(line)
            continue
        if not line.strip():
            blank_before = True
            continue
        indented = bool(_INDENTED.match(line))
        if not indented:
            in_container = bool(_LIST_ITEM.match(line) or _BLOCK_OPENER.match(line)) or (
                in_container and not blank_before
            )
            in_code = False
            heading = _HEADING.match(line)
            if heading:
                text = heading["text"].strip(" \t").rstrip("#").rstrip(" \t")
                headings.append(Heading(len(heading["marks"]), text, number + 1))
                in_container = False
        elif not in_container and (blank_before or in_code):
            in_code = True
            lines[number] = " " * len(line)
        blank_before = False
    return "\n".join(lines), headings
