"""What a text says about its subject: the names in it, the cues, and words that belong to one subject."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from studynotes.glossary import Service, Term
from studynotes.matching import Match, Matcher
from studynotes.rawnotes.subjects import Subjects
from studynotes.rawnotes.words import stems, telling
from studynotes.site import Site

Weights = dict[str, float]
"""Subjects with how much speaks for them; about 1 for a faint hint, 4 for a name that leads a sentence."""

ALONE, LEADING, DEFINED, NAMED, AIDING = 6.0, 4.0, 5.0, 2.2, 1.0
"""A service named alone; at the start; to be defined ("SQS: a queue"); elsewhere; as a partner ("with SQS")."""
TERM, CUE, WEAK_CUE = 2.6, 2.4, 0.8
MOST_FROM_CUES, MOST_FROM_WORDS, MOST_OF_ALL = 6.0, 4.0, 12.0
FAINTEST = 0.6
"""Fewer hints from words than this are none."""
CONCEPT = 0.75
"""Services come before concepts: encryption of a queue is a matter of the queue."""
MOST_READ = 4_000
"""Characters of a block that are looked at."""


@dataclass(frozen=True)
class Reading:
    """What can be known of a text before it is known which words belong to which subject."""

    names: Weights
    words: tuple[str, ...]
    leads: bool = False
    """Whether it begins with a service's name to say what that is: "SQS: a queue", "Macie finds"."""


_PARTNER = re.compile(
    r"\b(?:with|to|from|in|into|by|using|via|through|like|as|on|onto|and|or|for|of|behind|e\.g\.?|than|invoke"
    r"|trigger|call|use)"
    r"\s+(?:an?\s+|the\s+|your\s+)?(?:AWS\s+|Amazon\s+)?$",
    re.I,
)  # "integrated with Amazon "
_DEFINES = re.compile(r"^[*_`\s]*(?:\([^)]*\))?[*_`\s]*(?::|=|-{1,2}\s|–|—|is\b|are\b|stands for\b)")  # " (SQS) is"
_NAMESPACE = re.compile(
    r"\barn:aws:(?P<arn>[a-z0-9-]+):|\bAWS::(?P<type>\w+)::\w+|(?<![\w-])aws (?P<command>[a-z0-9-]+) [a-z]"
    r"|(?<![\w:./-])(?P<action>[a-z][a-z0-9-]{1,20}):[A-Z*][A-Za-z*]+",
)  # "arn:aws:sns:", "AWS::Lambda::Function", "aws s3 ls", "iam:PassRole"
_FIRST_WORDS = re.compile(r"^[*_`\s]*(?P<name>[A-Z][a-z]+)(?![\w-])")
# "Transcribe" in "Transcribe: speech to text"
_MEMORY = re.compile(r"\b(?:CPU|memory|GB|GiB|disk)\b", re.I)
_LITERAL = re.compile(r"[@$!:/._=]|^-|-$|^~")  # cues that are found as they stand: "!getatt", "sam.yaml"


def folded_matcher(site: Site) -> Matcher:
    """Return a matcher for notes, where names in capitals stand in lower case as well ("s3", "Aws cli")."""
    return Matcher(_folded(entry) for entry in site.glossary.entries)


def _folded(entry: Service | Term) -> Service | Term:
    risky = any(name.isupper() and name.casefold() in _ENGLISH for name in entry.names)
    return entry if entry.case is not None or risky else replace(entry, case="fold")


_ENGLISH = frozenset("ram sam sct cur ses dig lag sid ssm cli ace waf bus".split())


@dataclass
class Vocabulary:
    """Which words belong to which subject, by how often they stand in pages and in notes sorted already."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    """Subject, then word."""
    weights: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    """Word, then the subjects that it speaks for."""

    def add(self, subject: str, tokens: Iterable[str], times: int = 1) -> None:
        """Count the words of a text about a subject."""
        counter = self.counts.setdefault(subject, Counter())
        for word in telling(list(tokens)):
            counter[word] += times

    def weigh(self) -> None:
        """Work out the weights from the counts: how much more often a word stands with a subject than with all of them.

        The logarithm of that ratio, with the share of all subjects as prior (Dirichlet smoothing), as in
        https://nlp.stanford.edu/IR-book/html/htmledition/language-models-for-information-retrieval-1.html
        """
        total: Counter[str] = Counter()
        for counter in self.counts.values():
            total.update(counter)
        everything = sum(total.values()) or 1
        spread = Counter(word for counter in self.counts.values() for word in counter)
        found: dict[str, list[tuple[str, float]]] = {}
        for subject in sorted(self.counts):
            counter = self.counts[subject]
            size = sum(counter.values())
            for word, count in counter.items():
                if count < 2:
                    continue
                usual = total[word] / everything
                ratio = (count + 150 * usual) / (size + 150) / usual
                weight = (
                    0.38
                    * (math.log(ratio) if ratio > 1 else 0)
                    * min(1.0, 0.5 + count / 10)
                    / (1 + 0.05 * spread[word])
                )
                if weight > 0.25:
                    found.setdefault(word, []).append((subject, min(1.6, weight)))
        self.weights = {word: tuple(pairs) for word, pairs in found.items()}


class Evidence:
    """Weighs texts; made once for a site."""

    def __init__(self, site: Site, subjects: Subjects) -> None:
        """Index the cues, and count the words of the site's pages and glossary."""
        self.site = site
        self.subjects = subjects
        self.matcher = folded_matcher(site)
        self.phrases: dict[str, list[tuple[str, float]]] = {}
        literal: dict[str, list[tuple[str, float]]] = {}
        for subject in subjects.by_id.values():
            for cue in subject.cues:
                weight = WEAK_CUE if cue.startswith("~") else CUE
                plain = cue.removeprefix("~").casefold()
                if _LITERAL.search(plain):
                    literal.setdefault(plain, []).append((subject.id, weight))
                    continue
                self.phrases.setdefault(" ".join(stems(plain)), []).append((subject.id, weight))
        self.starts: dict[str, tuple[int, ...]] = {}
        for phrase in self.phrases:
            words = phrase.split()
            self.starts[words[0]] = tuple(sorted({len(words), *self.starts.get(words[0], ())}, reverse=True))
        self.literal = literal
        ordered = sorted(literal, key=lambda cue: (-len(cue), cue))
        self.literals = (
            re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, ordered))})(?![a-z0-9])") if ordered else None
        )
        names = {name for entry in site.glossary.entries for name in entry.names}
        self.short_names = {
            short: service.id
            for service in site.glossary.services.values()
            if (short := re.sub(r"^(?:Amazon|AWS) ", "", service.name)) not in names and short.isalpha()
        }
        """Names that are everyday words without Amazon or AWS: "Config". They count where a text begins."""
        self.concepts = frozenset(key for key, subject in subjects.by_id.items() if not subject.is_service)
        self.vocabulary = Vocabulary()
        self._named_in: dict[str, list[tuple[str, Match]]] = {}
        self._read_site()

    def _read_site(self) -> None:
        for path, page in self.site.pages.items():
            subject = self.subjects.by_page.get(path)
            if subject:
                self.vocabulary.add(subject, stems(page.body))
                for section in page.sections:
                    self.vocabulary.add(subject, stems(section.title), 3)
        for term in self.site.glossary.terms.values():
            subject = self.taught_by(term)
            if subject:
                self.vocabulary.add(subject, stems(" ".join(term.names)), 3)
                self.vocabulary.add(subject, stems(term.definition), 2)
        for service in self.site.glossary.services.values():
            self.vocabulary.add(service.id, stems(service.definition), 2)
        self.vocabulary.weigh()

    def taught_by(self, entry: Service | Term) -> str | None:
        """Return the subject that a name of the glossary belongs to."""
        if isinstance(entry, Service):
            return entry.id
        return self.subjects.by_page.get((entry.page or "").partition("#")[0])

    def named(self, text: str) -> list[tuple[str, Match]]:
        """Return the subjects named in a text, with the places, from left to right."""
        known = self._named_in.get(text)
        if known is None:
            pairs = ((self.taught_by(match.entry), match) for match in self.matcher.find(text))
            known = [(subject, match) for subject, match in pairs if subject]
            self._named_in[text] = known
        return known

    def read(self, text: str, *, code: bool = False, listed: bool = False) -> Reading:
        """Return what a text says by names and cues, and its telling words, for `weigh` to go on with.

        `listed` tells that it is a list item without items below it: a name alone says little there.
        """
        text = text[:MOST_READ]
        tokens = stems(text)
        names: Weights = {}
        hints: dict[tuple[str, str], float] = {}
        self._names(text, names, hints, code, listed)
        self._cues(text, tokens, hints)
        sums: Weights = {}
        for (subject, _), weight in hints.items():
            sums[subject] = sums.get(subject, 0.0) + weight
        named = dict(names)
        for subject, weight in sums.items():
            named[subject] = named.get(subject, 0.0) + _damped(weight, MOST_FROM_CUES)
        leads = any(weight >= LEADING for weight in names.values())
        return Reading(named, tuple(sorted(set(telling(tokens)))), leads)

    def weigh(self, reading: Reading) -> Weights:
        """Return what a text, without its surroundings, says about its subject."""
        sums: Weights = {}
        known = self.vocabulary.weights
        for word in reading.words:
            for subject, weight in known.get(word, ()):
                sums[subject] = sums.get(subject, 0.0) + weight
        weights = dict(reading.names)
        for subject, weight in sums.items():
            if weight > FAINTEST:
                weights[subject] = weights.get(subject, 0.0) + _damped(weight, MOST_FROM_WORDS)
        concepts = self.concepts
        return {
            subject: _damped(weight, MOST_OF_ALL) * (CONCEPT if subject in concepts else 1.0)
            for subject, weight in weights.items()
        }

    def _names(
        self, text: str, weights: Weights, hints: dict[tuple[str, str], float], code: bool, listed: bool
    ) -> None:
        best: Weights = {}
        for subject, match in self.named(text):
            name = text[match.start : match.end]
            if name == "RAM" and _MEMORY.search(text):
                continue
            if isinstance(match.entry, Term):
                phrase = " ".join(stems(name))
                # A term of a concept may be taught on a service's page as long as the concept has none.
                if not any(other in self.concepts for other, _ in self.phrases.get(phrase, ())):
                    hints[subject, phrase] = TERM
                continue
            weight = self._named(match, text, code)
            if weight == ALONE and listed:
                weight = NAMED
            if subject in self.subjects.everywhere:
                weight *= 0.85 if weight == DEFINED else 0.75
            best[subject] = max(best.get(subject, 0.0) + 0.4, weight)
        start = _FIRST_WORDS.match(text)
        short = self.short_names.get(start["name"]) if start else None
        if start and short and short not in best:
            alone = len(text) - start.end("name") < 3
            best[short] = ALONE if alone else DEFINED if _DEFINES.match(text[start.end("name") :]) else 1.5
        for found in _NAMESPACE.finditer(text):
            space = next(group for group in found.groups() if group)
            own = self.subjects.namespaces.get(space.casefold())
            if own:
                weight = 1.4 if found["arn"] or found["action"] else 2.2
                best[own] = max(best.get(own, 0.0) + 0.4, weight)
        shared = 1.0 if len(best) <= 2 else (2 / len(best)) ** 0.5
        for subject, weight in best.items():
            leading = weight >= LEADING * 0.75
            weights[subject] = min(7.0, weight * (1.0 if leading else shared))

    def _named(self, match: Match, text: str, code: bool) -> float:
        if code:
            return 1.2
        before = text[: match.start].strip(" *_`([\"'")
        if len(before.split()) <= 2 and not _PARTNER.search(text[: match.start]):
            if len(text) - match.end < 3 and not before:
                return ALONE
            return DEFINED if _DEFINES.match(text[match.end :]) else LEADING
        return AIDING if _PARTNER.search(text[max(0, match.start - 30) : match.start]) else NAMED

    def _cues(self, text: str, tokens: list[str], hints: dict[tuple[str, str], float]) -> None:
        end = 0
        starts = self.starts
        for start, token in enumerate(tokens):
            for length in starts.get(token, ()):
                phrase = " ".join(tokens[start : start + length])
                if start + length > end and phrase in self.phrases:
                    for subject, weight in self.phrases[phrase]:
                        hints.setdefault((subject, phrase), weight * (1.0 if length > 1 else 0.8))
                    end = start + length
                    break
        if self.literals is not None:
            for match in self.literals.finditer(text.casefold()):
                for subject, weight in self.literal[match.group()]:
                    hints[subject, match.group()] = weight


def _damped(weight: float, most: float) -> float:
    """Return a sum of hints so that it never exceeds `most`: the fifth hint says less than the first."""
    return most * (1.0 - math.exp(-weight / most))


def strongest(weights: Mapping[str, float]) -> tuple[str, float]:
    """Return the subject with the most weight, the first by name among equals; nothing and 0 where there is none."""
    if not weights:
        return "", 0.0
    subject = min(weights, key=lambda key: (-weights[key], key))
    return subject, weights[subject]
