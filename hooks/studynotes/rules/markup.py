"""What a Markdown text refers to: links, pictures, reference definitions and addresses, each at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["link", "picture", "definition", "autolink"]

# "\]" (escaped, skipped), "![", "[", "]", and an empty line, which ends every bracket
_BRACKET = re.compile(r"\\[\\\[\]!]|!?\[|\]|\n[ \t]*\n")
# '(sqs.md "Title")', "(<a b.md>)", "(page_(old).md)"
_TARGET = re.compile(
    r"""\(\s*(?P<target><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"""
    r"""(?P<title>\s+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?\s*\)"""
)
_LABEL = re.compile(r"[ ]?\[(?P<label>[^\[\]\n]*)\]")  # the "[queue]" of "[text][queue]"
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]*)\]:[ ]*\n?[ ]*(?P<target>\S+)", re.M
)  # "[a]: b.md"
_AUTOLINK = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.&#;\t-]{0,30}:[^<>\n]*)>")  # "<https://aws.amazon.com>"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")  # '<img src="a.svg">'
_URL = re.compile(r"(?:https?|ftp)://[^\s<>]+|\bwww\.[a-z0-9-]+\.[a-z]{2,}", re.I)  # "https://aws.amazon.com"
_EXTRA = ".,;:!?)]}*_'\""


@dataclass(frozen=True)
class Reference:
    """A link, a picture, a definition or an address in angle brackets."""

    kind: Kind
    target: str
    """The address as it is written; of a link by label, that of the label's definition."""
    text: str
    """The link's text, or the picture's alternative text."""
    offset: int
    """Where it begins in the text."""
    label: str | None = None
    """The label of a link or picture by label; its definition stands for itself."""
    defined: bool = True
    """Whether the label has a definition."""


@dataclass(frozen=True)
class Markup:
    """What a text refers to."""

    references: tuple[Reference, ...]
    bare: tuple[tuple[int, str], ...]
    """Addresses that are no links: where each begins, and what it says."""


def read_markup(text: str) -> Markup:
    """Return what a text refers to. Code in it must be blanked out already.

    Takes linear time, whatever the text holds.
    """
    definitions: dict[str, str] = {}
    references: list[Reference] = []
    taken: list[tuple[int, int]] = []
    if "]:" in text:
        for found in _DEFINITION.finditer(text):
            target = found["target"].strip("<>")
            definitions.setdefault(_key(found["label"]), target)
            references.append(Reference("definition", target, found["label"], found.start("target")))
            taken.append(found.span())
    references += _bracketed(text, definitions, taken)
    if "<" in text:
        for found in _AUTOLINK.finditer(text):
            references.append(Reference("autolink", found["target"], found["target"], found.start()))
            taken.append(found.span())
        taken += [found.span() for found in _TAG.finditer(text)]
    return Markup(tuple(references), tuple(_bare(text, taken)))


def _bracketed(text: str, definitions: dict[str, str], taken: list[tuple[int, int]]) -> Iterator[Reference]:
    """Yield the links and pictures, with the spans that they take up added to `taken`."""
    opened: list[tuple[int, bool]] = []
    for found in _BRACKET.finditer(text):
        mark = found.group()
        if mark.endswith("["):
            if len(mark) == 1 or mark[0] == "!":
                opened.append((found.start(), mark[0] == "!"))
            continue
        if mark != "]":
            if mark[0] == "\n":
                opened.clear()
            continue
        if not opened:
            continue
        start, picture = opened.pop()
        inner = text[start + 1 + picture : found.start()] if found.start() - start < 2000 else ""
        kind: Kind = "picture" if picture else "link"
        target = _TARGET.match(text, found.end())
        if target:
            taken.append((start, target.end()))
            yield Reference(kind, target["target"].strip("<>"), inner, start)
            continue
        label = _LABEL.match(text, found.end())
        key = _key((label["label"] if label else "") or inner)
        if key in definitions:
            taken.append((start, label.end() if label else found.end()))
            yield Reference(kind, definitions[key], inner, start, key)
        elif label and label["label"] and label.group()[0] == "[" and not key.startswith("^"):
            yield Reference(kind, "", inner, start, label["label"], defined=False)


def _key(label: str) -> str:
    return " ".join(label.split()).lower()


def _bare(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    if "://" not in text and "www." not in text.lower():
        return
    spans = iter(sorted(taken))
    end, span = 0, next(spans, None)
    for found in _URL.finditer(text):
        while span is not None and span[0] <= found.start():
            end = max(end, span[1])
            span = next(spans, None)
        if found.start() >= end:
            yield found.start(), found.group().rstrip(_EXTRA)
