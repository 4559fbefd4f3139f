"""Tell what the site says already from what it does not: each statement is compared with every sentence of the pages.

Two sentences are compared as sets of words, each weighed by how rare it is in the site. Names count by what they lead
to, words by their stem, numbers with their unit in one form; a word that the site does not use is taken for its nearest
neighbour in spelling. A statement is known where one sentence holds most of its weight, all of its numbers, and denies
what it denies.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from studynotes.matching import Matcher
from studynotes.pages import Page
from studynotes.plaintext import plain_text
from studynotes.rawnotes.subjects import Subjects
from studynotes.rawnotes.words import NEGATIONS, SAME, STOP_WORDS, UNITS, plain_numbers, stem
from studynotes.site import Site

ENOUGH = 0.66
"""The share of a statement's weight that a sentence must hold."""
ELSEWHERE = 0.12
"""What a sentence that neither stands on the page of the statement's subject nor names it holds less."""
SHORT = 3
"""A statement of so few telling words must be in the sentence as a whole, and the sentence must not say much else."""
FEWEST = 2
"""Statements with fewer telling words say too little to be compared."""
MOST_PLACES = 150
"""A word that stands in more sentences does not help to find the right one."""
MOST_COMPARED = 12
RAREST = 8
"""So many words of a statement, the rarest, are looked up; all are compared."""

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")  # "256" and "kb" in "256kb"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9`*\"'])")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+|^\s*(?:>\s*)+|^\s*#+\s+")  # "- item", "> quote"
_NEGATION = re.compile(r"\b(?:not|no|never|cannot|without|nor|none|unable|\w+n['’]t)\b", re.I)  # "does not", "can't"
_NUMBER_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_NUMBERS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS)}
_BRITISH = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("tre", "ter"),
)
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ed", "ers", "er", "ly", "ment", "e")


@dataclass(frozen=True)
class Known:
    """The sentence of the site that says a statement best."""

    page: str
    """Relative to docs/, with the anchor of the section."""
    section: str
    sentence: str


@dataclass(frozen=True)
class _Sentence:
    page: str
    anchor: str
    section: str
    text: str
    words: frozenset[str]
    numbers: frozenset[str]
    denies: bool


class SiteSentences:
    """Every sentence of a site's pages, ready to be compared with."""

    def __init__(self, site: Site, subjects: Subjects, matcher: Matcher) -> None:
        """Index the sentences of all pages, the facts and the limits in their front matter, too."""
        self.matcher = matcher
        self.sentences: list[_Sentence] = []
        self.places: dict[str, list[int]] = {}
        self.titles: dict[str, set[str]] = {}
        for path, page in site.pages.items():
            own = _name_of(subjects.by_page.get(path, ""))
            for anchor, section, text in _sentences(page):
                self._add(path, anchor, section, text, own)
        self.spread = Counter({word: len(places) for word, places in self.places.items()})
        self.usual = math.log(1 + len(self.sentences))
        self.neighbours: dict[str, str] = {}
        for word in sorted(self.places):
            if len(word) >= 5 and word.isalpha():
                for form in _shorter(word):
                    self.neighbours.setdefault(form, word)

    def _add(self, path: str, anchor: str, section: str, text: str, own: str) -> None:
        words, numbers = words_and_numbers(text, self.matcher)
        if not words:
            return
        number = len(self.sentences)
        # What a section is about goes without saying in its sentences.
        held = frozenset(words | self._words_of(section) | ({own} if own else set()))
        self.sentences.append(_Sentence(path, anchor, section, text, held, frozenset(numbers), _denies(text)))
        for word in words:
            self.places.setdefault(word, []).append(number)

    def _words_of(self, title: str) -> set[str]:
        if title not in self.titles:
            self.titles[title] = words_and_numbers(title, self.matcher)[0]
        return self.titles[title]

    def weight(self, word: str) -> float:
        """Return how much a word counts: the rarer in the site, the more."""
        return self.usual - math.log(1 + self.spread.get(word, 0)) + 0.3

    def find(self, text: str, subject: str) -> Known | None:
        """Return the sentence that says the same as `text`, a statement about a subject; None where none does."""
        said, numbers = words_and_numbers(text, self.matcher)
        words = sorted({self._spelled(word) for word in said} - {_name_of(subject)})
        if len(words) < FEWEST:
            return None
        own = _name_of(subject)
        found: dict[int, float] = {}
        for word in sorted(words, key=lambda word: (self.spread.get(word, 0), word))[:RAREST]:
            places = self.places.get(word, ())
            if len(places) > MOST_PLACES and found:
                break
            weight = self.weight(word)
            for place in places[: 4 * MOST_PLACES]:
                found[place] = found.get(place, 0.0) + weight
        best: tuple[float, int] | None = None
        denies = _denies(text)
        total = sum(self.weight(word) for word in words)
        near = nsmallest(MOST_COMPARED, [(-weight, place) for place, weight in found.items()])
        for _, place in near:
            sentence = self.sentences[place]
            if sentence.denies != denies or not numbers <= sentence.numbers:
                continue
            held = sum(self.weight(word) for word in words if word in sentence.words)
            share = held / total
            if len(words) <= SHORT and (share < 0.99 or len(sentence.words) > 3 * len(words) + 1):
                continue
            if own and own not in sentence.words:
                share -= ELSEWHERE  # it is about something else
            # of two sentences that say it, the shorter one says it better
            rank = (round(share - 0.002 * len(sentence.words), 6), -place)
            if share >= ENOUGH and (best is None or rank > best):
                best = rank
        if best is None:
            return None
        sentence = self.sentences[-best[1]]
        page = f"{sentence.page}#{sentence.anchor}" if sentence.anchor else sentence.page
        return Known(page, sentence.section, sentence.text)

    def _spelled(self, word: str) -> str:
        """Return a word as the site spells it, where it uses none like it but one that differs by a letter."""
        if word in self.places or len(word) < 5 or not word.isalpha():
            return word
        for form in _shorter(word):
            if form in self.neighbours:
                return self.neighbours[form]
        return word


def words_and_numbers(text: str, matcher: Matcher) -> tuple[set[str], set[str]]:
    """Return the telling words of a text in their common form, and its numbers with their units."""
    parts, end = [], 0
    names: set[str] = set()
    for match in matcher.find(text):
        parts += [text[end : match.start], " | "]
        names.add(_name_of(match.entry.id))
        end = match.end
    plain = plain_numbers("".join([*parts, text[end:]]))
    words, numbers = set(names), set()
    tokens = [_common(token) for token in _TOKEN.findall(plain.casefold())]
    for at, token in enumerate(tokens):
        if token[0].isdigit():
            unit = tokens[at + 1] if at + 1 < len(tokens) else ""
            numbers.add(token)
            if unit in _UNIT_FORMS:
                words.add(token + unit)
        elif token not in STOP_WORDS and token not in NEGATIONS and len(token) > 1 and token not in _UNIT_FORMS:
            words.add(token)
    return words, numbers


_UNIT_FORMS = frozenset([*UNITS.values(), "day", "month", "year", "week", "ms", "kb", "mb", "gb", "tb", "pb"])
_commons: dict[str, str] = {}


def _common(token: str) -> str:
    """Return the one form of a word: "colours" and "coloring" as "color", "seconds" as "s", "three" as "3"."""
    found = _commons.get(token)
    if found is None:
        found = stem(token)
        found = _NUMBERS.get(found) or UNITS.get(found) or SAME.get(found) or _root(found)
        if len(_commons) < 200_000:
            _commons[token] = found
    return found


def _root(word: str) -> str:
    for british, american in _BRITISH:
        if len(word) > len(british) + 2 and word.endswith(british):
            word = word.removesuffix(british) + american
            break
    for ending in _ENDINGS:
        if len(word) - len(ending) >= 4 and word.endswith(ending):
            word = word.removesuffix(ending)
            if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return SAME.get(word, word)


def _shorter(word: str) -> Iterator[str]:
    """Yield the word and its forms with one letter left out: two words that differ by a letter share one of them."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _denies(text: str) -> bool:
    return bool(_NEGATION.search(text))


def _name_of(subject: str) -> str:
    return f"@{subject}" if subject else ""


def _sentences(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield anchor, section title and text of each sentence of a page: prose, tables, then facts and limits."""
    sections = iter(page.sections)
    following = next(sections, None)
    anchor, title = "", page.title
    for number, line in enumerate(page.prose.without_code.split("\n"), 1):
        while following is not None and number >= following.line:
            anchor, title = ("", page.title) if following.level == 1 else (following.anchor, following.title)
            following = next(sections, None)
        if not line.strip() or number < page.body_line or line.lstrip().startswith(("<!--", "|--", "| --", "```")):
            continue
        text = plain_text(_ITEM.sub("", line).replace("|", " "))
        for sentence in _SENTENCE_END.split(text):
            if sentence.strip():
                yield anchor, title, sentence.strip()
    for fact, value in page.facts.items():
        yield "", "Facts", plain_text(f"{fact.replace('-', ' ')}: {value}")
    for limit in page.limits:
        yield "", "Limits", plain_text(f"{limit.name}: {limit.value}")
        if limit.was:
            yield "", "Limits", plain_text(f"{limit.name}: {limit.was}")
    if page.text_of("summary"):
        yield "", page.title, plain_text(page.text_of("summary"))


def shares(marks: Mapping[str, list[bool]]) -> dict[str, dict[str, float | int]]:
    """Return for each subject how many of its statements are known and new, and the share of new ones in percent."""
    result: dict[str, dict[str, float | int]] = {}
    for subject in sorted(marks):
        known = sum(marks[subject])
        new = len(marks[subject]) - known
        result[subject] = {"known": known, "new": new, "new_percent": round(100 * new / max(1, known + new), 1)}
    return result
