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

MAX_SENTENCE = 240
"""A longer sentence is cut, around the name."""


@lru_cache(maxsize=50_000)
def plain_text(text: str) -> str:
    """Return inline Markdown (links, code, emphasis, HTML, entities) as the text a reader sees, on one line."""
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
    """Return the sentence of `text` that holds `text[start:end]`, on one line, cut around it where it is very long."""
    text = text.replace("\n", " ")
    first = start
    while True:  # to the left, to the nearest end of a sentence
        first = max(text.rfind(mark, 0, first) for mark in _MARKS)
        if first < 0 or _ends_a_sentence(text, first):
            break
    first += 1
    last = end - 1
    while True:  # and to the right
        last = min((at for at in (text.find(mark, last) for mark in _MARKS) if at >= 0), default=-1)
        if last < 0 or _ends_a_sentence(text, last):
            break
        last += 1
    last = len(text) if last < 0 else last + 1
    before = after = ""
    if last - first > MAX_SENTENCE:
        if start - first > MAX_SENTENCE // 2:
            first, before = text.rfind(" ", 0, start - MAX_SENTENCE // 2) + 1, "\N{HORIZONTAL ELLIPSIS} "
        if last - end > MAX_SENTENCE // 2:
            cut = text.find(" ", end + MAX_SENTENCE // 2)
            if 0 <= cut < last:
                last, after = cut, " \N{HORIZONTAL ELLIPSIS}"
    return before + " ".join(_visible(text[first:last]).split()) + after


_MARKS = (". ", "? ", "! ")
_ABBREVIATIONS = ("e.g", "i.e", "vs", "etc", "Inc", "approx", "no")


def _visible(text: str) -> str:
    """Return the text without the marks that stand for pictures and for opted-out words."""
    return text.replace("\N{OBJECT REPLACEMENT CHARACTER}", "").replace("\N{ZERO WIDTH NON-JOINER}", "")


def _ends_a_sentence(text: str, dot: int) -> bool:
    """Whether the mark at `dot` ends a sentence: "… deleted. The", not "e.g. a", "vs. the" or "1. a"."""
    following = text[dot + 1 : dot + 4].lstrip(" \"'([")
    if not following[:1].isupper() and not following[:1].isdigit():
        return False
    word = text[max(0, dot - 8) : dot].rpartition(" ")[2]
    return not (text[dot] == "." and (word in _ABBREVIATIONS or (len(word) == 1 and word.isalnum())))
