"""Page furniture: lines that a page or a slide carries around its content, each with the reason why it is that."""

from __future__ import annotations

import itertools
import re
from collections import Counter

COPYRIGHT = "copyright or distribution notice"
PAGE_NUMBER = "page number"
RUNNING_LINE = "repeated on page after page"
NO_WORDS = "line without a word"
NAVIGATION = "navigation of a web page or an index"
PICTURE = "picture without text"
REPEATED_TITLE = "title repeated on the next page"

_COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)\s+(?:copyright|\d{4})|copyright\s+(?:©|\(c\)|\d{4}|by\b)|all rights reserved\b"
    r"|not for (?:re)?distr\w*[!.]*"
    r"|(?:strictly )?confidential\b.{0,40}$|.{0,80}\ball rights reserved\W*$)",
    re.I,
)  # "© Jane Doe", "NOT FOR DISTRIBUTION", "Copyright 2021, Example Ltd. All rights reserved."
_SIGN = re.compile(r"©.{0,60}$")  # "Cloud course © Jane Doe www.example.com"
_PAGE = re.compile(r"^\W*(?:page|slide|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?\W*$", re.I)  # "Page 3 of 20"
_FRACTION = re.compile(r"^\W*\d{1,4}\s*/\s*\d{1,4}\W*$|^-\s*\d{1,4}\s*-$")  # "3 / 20", "- 3 -"
_DIGITS = re.compile(r"^\s*(\d{1,4})\s*$")  # "17"
_NAVIGATION = re.compile(
    r"^\W*(?:back to (?:the )?top|table of contents|skip to (?:main )?content|(?:next|previous) (?:page|slide|lesson)"
    r"|click here to (?:expand|collapse)|print this page|share this(?: page)?|edit this page)\W*$",
    re.I,
)  # "[Back to top]"
_DOTS = re.compile(r"(?:\.\s?){5,}\s*\d+\s*$")  # "Introduction ........ 3"
_PICTURE = re.compile(r"^\s*(?:[-*]\s+)?!\[[^\]]*\]\([^)]*\)\s*$|^\s*<img\b[^>]*>\s*$", re.I)  # "![](slide-3.png)"
_WORD = re.compile(r"[^\W_]")
_SITE = re.compile(r"\b(?:https?://|www\.)|\b[\w-]+\.(?:com|org|net|io|dev)\b", re.I)  # "www.example.com"
_BULLET = re.compile(r"^\s*(?:[-*+•◦▪‣–]|\d+[.)])\s")  # "- item"
_DIGIT_RUN = re.compile(r"\d+")

_REST = frozenset((".", ",", ";", ":", ")", ").", "%"))
"""The end of a sentence that was broken over lines."""
MOST_WORDS = 14
"""A longer line is content, however often it stands there."""


def furniture_lines(lines: tuple[str, ...], shut: frozenset[int] = frozenset()) -> dict[int, str]:
    """Return the lines that are furniture, by index from 0, each with its reason.

    Args:
        lines: the lines of one file.
        shut: indexes of lines inside code, which are never furniture.
    """
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        if index in shut or not line.strip() or len(line) > 300:
            continue
        if line.strip() in _REST and index and lines[index - 1].strip():
            continue
        reason = _by_itself(line)
        if reason:
            found[index] = reason
    found.update(_counted_pages(lines, shut))
    for index in _running_lines(lines, shut, found):
        found.setdefault(index, RUNNING_LINE)
    return found


def _by_itself(line: str) -> str:
    few_words = len(line.split()) <= MOST_WORDS
    if few_words and (_COPYRIGHT.match(line) or _SIGN.search(line)):
        return COPYRIGHT
    if _PAGE.match(line) or _FRACTION.match(line):
        return PAGE_NUMBER
    if _NAVIGATION.match(line) or _DOTS.search(line):
        return NAVIGATION
    if _PICTURE.match(line):
        return PICTURE
    if not _WORD.search(line) and not set(line.strip()) & set("{}[]()|=<>"):
        return NO_WORDS
    return ""


def _counted_pages(lines: tuple[str, ...], shut: frozenset[int]) -> dict[int, str]:
    """Bare numbers that stand alone and count upwards through the file are page numbers; others are content."""
    alone: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        digits = _DIGITS.match(line)
        if digits and index not in shut and _stands_alone(lines, index):
            alone.append((index, int(digits[1])))
    steps = [b[1] - a[1] for a, b in itertools.pairwise(alone)]
    if len(alone) >= 3 and sum(0 < step <= 3 for step in steps) >= 0.8 * len(steps):
        return {index: PAGE_NUMBER for index, _ in alone}
    return {}


def _running_lines(lines: tuple[str, ...], shut: frozenset[int], known: dict[int, str]) -> list[int]:
    """Footers: lines that stand alone, again and again, and name a site, or mostly stand beside other furniture."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.strip()
        if not text or index in shut or index in known or "|" in text or _BULLET.match(line) or len(text) > 120:
            continue
        if len(text.split()) <= MOST_WORDS and _stands_alone(lines, index):
            places.setdefault(_DIGIT_RUN.sub("#", text.casefold()), []).append(index)
    running: list[int] = []
    for text, indexes in places.items():
        if len(indexes) < 4:
            continue
        beside = sum(_beside(lines, index, known) for index in indexes)
        same_gap = Counter(b - a for a, b in itertools.pairwise(indexes)).most_common(1)[0][1]
        if _SITE.search(text) or (
            len(indexes) >= 6 and beside >= 0.9 * len(indexes) and same_gap >= 0.5 * len(indexes)
        ):
            running += indexes
    return running


def _stands_alone(lines: tuple[str, ...], index: int) -> bool:
    before = index == 0 or not lines[index - 1].strip() or "\f" in lines[index]
    after = index + 1 == len(lines) or not lines[index + 1].strip()
    return before and after


def _beside(lines: tuple[str, ...], index: int, known: dict[int, str]) -> bool:
    """Whether the next line that is not blank, in either direction, is furniture."""
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(lines) and abs(at - index) <= 4 and not lines[at].strip():
            at += step
        if at in known:
            return True
    return False
