"""Find the names of glossary entries in text: longest match first, plurals included, case as each name wants it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from studynotes.glossary import Glossary, Service, Term, is_all_capitals

_WORD = re.compile(r"\w+")  # "SQS" and "FIFO" in "SQS-FIFO", "SQS_URL" as a whole
_WORDS_APART = re.compile(r"(\w+)")  # the same, kept by `split`, with what stands between the words
_SPACES = re.compile(r" {2,}")  # the line break and the indent in "VPC\n  endpoint"
# Characters that names and texts may differ in: all white space is a space, and apostrophes and hyphens are plain ones.
_PLAIN = dict.fromkeys("\t\n\v\f\r\N{NO-BREAK SPACE}", " ") | {
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{NON-BREAKING HYPHEN}": "-",
}


class Match(NamedTuple):
    """An occurrence of a name: `text[start:end]`."""

    start: int
    end: int
    entry: Service | Term


@dataclass(frozen=True)
class _Pattern:
    entry: Service | Term
    folded: str
    """The name, or its plural, with plain characters and case folded."""
    exact: str | None
    """The same as it is written, where case counts."""
    before: int
    """How many characters stand before the first word (the dot of .NET)."""


@dataclass
class _Bucket:
    """The patterns that begin with one word."""

    alone: list[_Pattern] = field(default_factory=list)
    """Those of one word."""
    by_second: dict[str, list[_Pattern]] = field(default_factory=dict)
    """Those of several words, by the second one, longest first; then those of one word."""


class Matcher:
    """Finds names; made once for a glossary, then used for any number of texts.

    The cost of a text hardly grows with the number of names: the words of the text are intersected with the first words
    of all names, and only where one of them stands are the few names compared that begin with it and the word after it.
    """

    def __init__(self, entries: Iterable[Service | Term]) -> None:
        """Index every name of every entry, longest names first; of two equal names the first one stays."""
        self._buckets: dict[str, _Bucket] = {}
        self.leading_to: dict[str, list[str]] = {}
        """The ids of the entries behind each link target."""
        for entry in entries:
            self.leading_to.setdefault(entry.link_target, []).append(entry.id)
            for name in entry.names:
                for pattern in _patterns(name, entry):
                    words = _WORD.findall(pattern.folded)
                    bucket = self._buckets.setdefault(words[0], _Bucket())
                    patterns = bucket.by_second.setdefault(words[1], []) if len(words) > 1 else bucket.alone
                    patterns.append(pattern)
        for bucket in self._buckets.values():
            for patterns in bucket.by_second.values():
                patterns += bucket.alone
            for patterns in (bucket.alone, *bucket.by_second.values()):
                patterns.sort(key=lambda pattern: -len(pattern.folded))

    def find(self, text: str) -> Iterator[Match]:
        """Yield the names in `text` from left to right, the longest at each place, none overlapping another."""
        if not self._buckets:
            return
        plain = _plain(text)
        if "  " not in plain:
            yield from self._find(plain)
            return
        # Names are compared with single spaces: take the others out, and remember where.
        runs = [run.span() for run in _SPACES.finditer(plain)]
        ends = list(accumulate(end - start - 1 for start, end in runs))
        cuts = [start + 1 - before for (start, _), before in zip(runs, [0, *ends], strict=False)]

        def place(offset: int) -> int:
            """Return where a character of the shorter text stands in the whole one."""
            passed = bisect_right(cuts, offset)
            return offset + (ends[passed - 1] if passed else 0)

        for match in self._find(_SPACES.sub(" ", plain)):
            yield Match(place(match.start), place(match.end - 1) + 1, match.entry)

    def _find(self, text: str) -> Iterator[Match]:
        folded = _folded(text)
        buckets = self._buckets
        parts = _WORDS_APART.split(folded)  # a gap, a word, a gap, ... a gap
        words = parts[1::2]
        hits = [index for index, word in enumerate(words) if word in buckets]
        if not hits:
            return
        starts = list(accumulate(map(len, parts)))[::2]
        words.append("")
        end = 0
        for index in hits:
            bucket = buckets[words[index]]
            patterns = bucket.by_second.get(words[index + 1], bucket.alone)
            if not patterns or starts[index] < end:
                continue
            for pattern in patterns:
                match = _compare(pattern, starts[index], folded, text)
                if match is not None and match.start >= end:
                    yield match
                    end = match.end
                    break


def matcher_for(glossary: Glossary) -> Matcher:
    """Return a matcher for every name in the glossary."""
    return Matcher(glossary.entries)


def _patterns(name: str, entry: Service | Term) -> Iterator[_Pattern]:
    name = _plain(" ".join(name.split()))
    words = list(_WORD.finditer(name))
    if not words:
        return
    exact = entry.case == "exact" or (entry.case is None and is_all_capitals(name))
    last = words[-1]
    plurals = _plurals(last.group()) if last.end() == len(name) else ()
    for form in (name, *(name[: last.start()] + plural for plural in plurals)):
        yield _Pattern(entry, _folded(form), form if exact else None, words[0].start())


def _plain(text: str) -> str:
    """Return the text, of the same length, with plain characters (`_PLAIN`)."""
    for char, plain in _PLAIN.items():  # several times faster than `translate`: hardly a text has more than two of them
        text = text.replace(char, plain)
    return text


def _folded(text: str) -> str:
    """Fold case, keeping every letter at its place: one that folds to two, such as "ß", stays as it is."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(char.casefold() if len(char.casefold()) == 1 else char for char in text)


def _plurals(word: str) -> Iterator[str]:
    """Yield the regular English plurals of a word: queue, queues; policy, policies; class, classes; SQS, SQSs."""
    yield word + "s"
    lower = word.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    if len(word) > 2 and lower.endswith("y") and lower[-2] not in "aeiou":
        yield word[:-1] + "ies"


def _compare(pattern: _Pattern, first_word: int, folded: str, text: str) -> Match | None:
    start = first_word - pattern.before
    if start < 0 or not folded.startswith(pattern.folded, start):
        return None
    end = start + len(pattern.folded)
    if pattern.exact is not None and text[start:end] != pattern.exact:
        return None
    return Match(start, end, pattern.entry) if _stands_alone(text, start, end) else None


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
