"""Words as they are compared: case, plurals, hyphens and the form of numbers make no difference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_WORD = re.compile(r"[^\W_]+")  # "visibility" and "timeout" in "visibility-timeout"
_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[,\u202f ]\d{3})+|\d+)(\.\d+)?(?:(?=\W|$)|(?=[a-zA-Z%]))"
)  # "1,000", "4.5"

_LISTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))

STOP_WORDS = frozenset(_LISTS["stop_words"].split())
"""Words that say nothing about a subject."""
NEGATIONS = frozenset(_LISTS["negations"].split())
SAME: dict[str, str] = {word: form for form, words in _LISTS["same"].items() for word in words.split()}
"""Words with the one form that they are compared in."""
UNITS: dict[str, str] = {word: form for form, words in _LISTS["units"].items() for word in words.split()}

_stems: dict[str, str] = {}


def stem(word: str) -> str:
    """Return a lower-case word without its plural ending: queues, queue; policies, policy; classes, class."""
    found = _stems.get(word)
    if found is None:
        found = _without_plural(word)
        if len(_stems) < 200_000:
            _stems[word] = found
    return found


def _without_plural(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "aws")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def stems(text: str) -> list[str]:
    """Return the stems of all words of a text, in order."""
    return [stem(word) for word in _WORD.findall(text.casefold())]


def telling(tokens: list[str]) -> Iterator[str]:
    """Yield the words and the pairs of neighbours that can tell subjects apart: no stop words, no bare numbers."""
    before = ""
    for token in tokens:
        if token in STOP_WORDS or token.isdigit() or len(token) < 2:
            before = ""
            continue
        yield token
        if before:
            yield f"{before} {token}"
        before = token


def plain_numbers(text: str) -> str:
    """Return the text with numbers in one form: "1,000" and "1 000" as "1000", "4.50" as "4.5"."""

    def plain(found: re.Match[str]) -> str:
        whole = re.sub(r"\D", "", found[1])
        part = (found[2] or "").rstrip("0").rstrip(".")
        return whole + part

    return _NUMBER.sub(plain, text)
