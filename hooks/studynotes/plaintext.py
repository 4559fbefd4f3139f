"""Plain text of inline Markdown, and the sentence around a place in it."""

from __future__ import annotations

import html
import re
from functools import lru_cache

_LINK = re.compile(r"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")  # "[text](target)", "![alt][ref]"
_CODE = re.compile(r"(`+)(.+?)\1")  # "`code`"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.S)  # "<kbd>", "<!-- note -->"
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")  # "<https://aws.amazon.com>"
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")  # "**bold**", "_it_"
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|])")  # "\*"
_ATTRIBUTES = re.compile(r"\{:?[ ]?[#.][^{}\n]*\}")  # "{ .class #id }"

# The end of a sentence: "…deleted. The", "…first? A"; not "e.g. a", "1. a", "AWS Inc. is"
_SENTENCE_END = re.compile(r"(?<!\b[A-Za-z])(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|\n{2,}")

MAX_SENTENCE = 240
"""A longer sentence is cut, around the name."""


@lru_cache(maxsize=50_000)
def plain_text(text: str) -> str:
    """Return inline Markdown (links, code, emphasis, HTML, entities, escapes) as the text a reader sees, on one line."""
    kept: list[str] = []

    def keep(content: str) -> str:
        kept.append(content)
        return f"\x02{len(kept) - 1}\x03"

    text = text.replace("\x02", "").replace("\x03", "")
    text = _CODE.sub(lambda found: keep(found[2].strip()), text)
    text = _ESCAPE.sub(lambda found: keep(found[1]), text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _ATTRIBUTES.sub("", text)
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    text = html.unescape(text)
    text = re.sub("\x02([0-9]+)\x03", lambda found: kept[int(found[1])], text)
    return " ".join(text.split())


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` that holds `text[start:end]`, on one line, cut where it is very long."""
    first = 0
    last = len(text)
    for found in _SENTENCE_END.finditer(text):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end - 1:
            last = found.end()
            break
    sentence = text[first:last]
    if len(sentence) > MAX_SENTENCE:
        middle = start - first
        left = max(0, min(middle - MAX_SENTENCE // 2, len(sentence) - MAX_SENTENCE))
        right = left + MAX_SENTENCE
        left = sentence.rfind(" ", 0, left) + 1 if left else 0
        right = sentence.find(" ", right) if sentence.find(" ", right) > 0 else len(sentence)
        sentence = ("\N{HORIZONTAL ELLIPSIS} " if left else "") + sentence[left:right].rstrip() + (
            " \N{HORIZONTAL ELLIPSIS}" if right < len(sentence) else ""
        )
    return " ".join(sentence.replace("\N{OBJECT REPLACEMENT CHARACTER}", "").replace("\N{ZERO WIDTH NON-JOINER}", "").split())
