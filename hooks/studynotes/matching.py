"""Find the names of glossary entries in text: longest match first, plurals included, case as each name wants it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studynotes.glossary import Glossary, Service, Term, is_all_capitals

_WORD = re.compile(r"\w+")  # "SQS" and "FIFO" in "SQS-FIFO", "SQS_URL" as a whole
_SPACE = re.compile(r"\s+")  # the line break in "VPC\nendpoint"
_APOSTROPHES = str.maketrans("\N{RIGHT SINGLE QUOTATION MARK}\N{NON-BREAKING HYPHEN}", "'-")


class Match(NamedTuple):
    """An occurrence of a name: `text[start:end]`."""

    start: int
    end: int
    entry: Service | Term


@dataclass(frozen=True)
class _Pattern:
    entry: Service | Term
    words: tuple[str, ...]
    """The words of the name, folded."""
    gaps: tuple[str, ...]
    """What stands before, between and after the words; white space as one space."""
    exact: tuple[str, ...] | None
    """The words as they are written, where case counts."""


class Matcher:
    """Finds names; made once for a glossary, then used for any number of texts.

    The cost of a text hardly grows with the number of names: each word of the text is looked up in a dictionary of
    the first words of all names, and only where it is found are the names that begin so compared.
    """

    def __init__(self, entries: Iterable[Service | Term]) -> None:
        """Index every name of every entry, longest names first; of two equal names the first one stays."""
        self._by_first: dict[str, list[_Pattern]] = {}
        self.leading_to: dict[str, list[str]] = {}
        """The ids of the entries behind each link target."""
        for entry in entries:
            self.leading_to.setdefault(entry.link_target, []).append(entry.id)
            for name in entry.names:
                for pattern in _patterns(name, entry):
                    self._by_first.setdefault(pattern.words[0], []).append(pattern)
        for patterns in self._by_first.values():
            patterns.sort(key=lambda pattern: -sum(map(len, pattern.words + pattern.gaps)))
        self._firsts = self._by_first.keys()

    def find(self, text: str) -> Iterator[Match]:
        """Yield the names in `text` from left to right, the longest at each place, none overlapping another."""
        if self._firsts.isdisjoint(_WORD.findall(text.casefold())):
            return
        text = text.translate(_APOSTROPHES)
        words = list(_WORD.finditer(text))
        end = 0
        for index, word in enumerate(words):
            start = word.start()
            if start < end:
                continue
            for pattern in self._by_first.get(word.group().casefold(), ()):
                found = _compare(pattern, text, words, index)
                if found is not None and found[0] >= end:
                    yield Match(*found, pattern.entry)
                    end = found[1]
                    break


def matcher_for(glossary: Glossary) -> Matcher:
    """Return a matcher for every name in the glossary."""
    return Matcher(glossary.entries)


def _patterns(name: str, entry: Service | Term) -> Iterator[_Pattern]:
    name = " ".join(name.split()).translate(_APOSTROPHES)
    found = list(_WORD.finditer(name))
    if not found:
        return
    words = [word.group() for word in found]
    edges = [0, *(edge for word in found for edge in word.span()), len(name)]
    gaps = tuple(name[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2))
    exact = entry.case == "exact" or (entry.case is None and is_all_capitals(name))
    for last in [words[-1]] if gaps[-1] else [words[-1], *_plurals(words[-1])]:
        form = (*words[:-1], last)
        yield _Pattern(entry, tuple(word.casefold() for word in form), gaps, form if exact else None)


def _plurals(word: str) -> Iterator[str]:
    """Yield the regular English plurals of a word: queue, queues; policy, policies; class, classes; SQS, SQSs."""
    yield word + "s"
    lower = word.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    if len(word) > 2 and lower.endswith("y") and lower[-2] not in "aeiou":
        yield word[:-1] + "ies"


def _compare(pattern: _Pattern, text: str, words: list[re.Match[str]], index: int) -> tuple[int, int] | None:
    """Return the span of `pattern` in `text` with its first word at `words[index]`, or None."""
    here = words[index : index + len(pattern.words)]
    if pattern.exact is not None and pattern.exact != tuple(word.group() for word in here):
        return None
    if tuple(word.group().casefold() for word in here) != pattern.words:
        return None
    for left, right, gap in zip(here, here[1:], pattern.gaps[1:], strict=False):
        if _SPACE.sub(" ", text[left.end() : right.start()]) != gap:
            return None
    before, after = pattern.gaps[0], pattern.gaps[-1]
    start, end = here[0].start() - len(before), here[-1].end()
    if start < 0 or not text.startswith(before, start) or not text.startswith(after, end):
        return None
    end += len(after)
    return (start, end) if _stands_alone(text, start, end) else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a match is a word of its own, and no part of `my.sqs.name`, `a@sqs`, `AWS::SQS` or a longer word."""
    if start > 0:
        before = text[start - 1]
        if before.isalnum() or before in "_@$\\" or (before in ".:" and start > 1 and text[start - 2].isalnum()):
            return False
        if before == ":" and start > 1 and text[start - 2] == ":":
            return False
    if end < len(text):
        after = text[end]
        if after.isalnum() or after in "_@" or unicodedata.combining(after):
            return False
        if after in ".:" and end + 1 < len(text) and (text[end + 1].isalnum() or text[end + 1] == ":"):
            return False
    return True
