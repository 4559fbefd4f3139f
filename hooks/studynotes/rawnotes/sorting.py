"""Sort the blocks of a note to subjects: by what they say, by what they stand under, and by their neighbours.

A note stays on its subject for many lines, so the best sequence of subjects is looked for, not the best subject of each
line: every block adds what speaks for a subject, every change of subject costs, and it costs least where a note changes
its subject (at a heading, after a gap) and most within a list. The best sequence is found with the Viterbi algorithm
(https://en.wikipedia.org/wiki/Viterbi_algorithm), in linear time: a subject that lags behind the best by more than the
price of a change need not be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studynotes.rawnotes.blocks import Block, Note
from studynotes.rawnotes.evidence import MOST_READ, Evidence, Reading, Weights, strongest
from studynotes.rawnotes.subjects import COURSE
from studynotes.rawnotes.words import stems

FADE = 0.55
"""How much of what a heading says still holds one level further down."""
MOST_FROM_ABOVE = 7.0
HEADING_PRICE = 1.7
_HEADING_PRICES = {1: 0.4, 2: 1.3, 8: 2.5}
"""What a change costs at a heading, where its rank makes that differ: next to nothing at a chapter."""
LEADING_PRICE = 2.0
"""The price of a change to a line that says what a service is, and from it to the next in a list of such lines."""
DEAREST = 4.2
"""The highest price of a change of subject."""
FAR = 60
"""A block further than this from the next one with a hint of its subject stays unsorted."""


@dataclass(frozen=True)
class Sorted:
    """Where a block belongs."""

    subject: str
    """The id of a subject; empty: unsorted."""
    own: float
    """How much the block itself says for it."""


def sort_notes(
    notes: Sequence[Note], evidence: Evidence, progress: Callable[[int], None] = lambda _: None
) -> list[list[Sorted]]:
    """Return for each note, in order, where each of its blocks belongs.

    What was sorted in a first round tells which words belong to which subject in these notes; a second round uses that.
    `progress` is called with the number of lines done so far, each line counted once a round.
    """
    done = 0
    rounds: list[list[Sorted]] = []
    readings: list[list[Reading]] = [[] for _ in notes]
    for turn in range(2):
        rounds = []
        for note, read in zip(notes, readings, strict=True):
            if turn == 0:
                read += _read(note.blocks, evidence)
            rounds.append(_sort_note(note.blocks, read, evidence))
            done += len(note.lines)
            progress(done)
        if turn == 0:
            _learn(notes, rounds, evidence)
    return rounds


def _learn(notes: Sequence[Note], rounds: list[list[Sorted]], evidence: Evidence) -> None:
    for note, places in zip(notes, rounds, strict=True):
        for block, place in zip(note.blocks, places, strict=True):
            if place.subject and place.subject != COURSE and block.kind in ("heading", "statement"):
                evidence.vocabulary.add(place.subject, stems(block.text[:MOST_READ]))
    evidence.vocabulary.weigh()


def _sort_note(blocks: Sequence[Block], readings: Sequence[Reading], evidence: Evidence) -> list[Sorted]:
    own = [_own(block, reading, evidence) for block, reading in zip(blocks, readings, strict=True)]
    from_above = _from_above(blocks, own)
    leads = [reading.leads and block.kind == "statement" for block, reading in zip(blocks, readings, strict=True)]
    chosen = _best_sequence(blocks, own, from_above, leads)
    return _without_guesses(blocks, own, from_above, chosen)


def _read(blocks: Sequence[Block], evidence: Evidence) -> list[Reading]:
    above = {block.parent for block in blocks}
    return [
        evidence.read(
            "" if block.kind == "furniture" else block.text,
            code=block.kind == "code",
            listed=block.depth > 0 and index not in above,
        )
        for index, block in enumerate(blocks)
    ]


def _own(block: Block, reading: Reading, evidence: Evidence) -> Weights:
    weights = evidence.weigh(reading)
    if block.kind == "heading":
        factor = (1.7 if block.rank <= 6 else 1.5) + (0.4 if reading.leads else 0.0)
        return {subject: weight * factor for subject, weight in weights.items()}
    return weights


def _from_above(blocks: Sequence[Block], own: list[Weights]) -> list[Weights]:
    """Return what the headings and bullets above each block say about it: the nearest most."""
    held: list[Weights] = []
    result: list[Weights] = []
    for block in blocks:
        above: Weights = {}
        if block.parent is not None:
            parent = blocks[block.parent]
            strength = 0.85 if parent.kind == "heading" else 0.8 if len(parent.text) < 60 else 0.5
            for subject, weight in own[block.parent].items():
                above[subject] = weight * strength
            for subject, weight in held[block.parent].items():
                above[subject] = above.get(subject, 0) + weight * FADE
            above = {subject: min(MOST_FROM_ABOVE, weight) for subject, weight in above.items() if weight > 0.15}
        held.append(above)
        result.append(above)
    return result


def _price(block: Block, before: Block | None, index: int) -> float:
    """Return what a change of subject costs between a block and the one before."""
    if before is None:
        return 0.0
    if block.kind == "heading":
        return _HEADING_PRICES.get(block.rank, HEADING_PRICE)
    if block.kind in ("code", "table"):
        return DEAREST
    if block.parent == index - 1:
        return DEAREST if before.kind != "heading" else 3.4
    if block.depth > 1:
        return 3.8
    if block.depth == 1 and block.gap:
        return 1.6
    if block.depth == 1:
        return 3.0 if block.parent == before.parent or before.depth > 1 else 2.6
    return 2.0 if block.gap or before.depth else 2.4


def _best_sequence(
    blocks: Sequence[Block], own: list[Weights], from_above: list[Weights], leads: Sequence[bool]
) -> list[str]:
    """Return the subjects of the best sequence. Subjects with nothing for them, and far behind, are not kept."""
    scores: dict[str, float] = {"": 0.0}
    back: list[tuple[dict[str, str], str]] = []
    before: Block | None = None
    before_index = -1
    for index, block in enumerate(blocks):
        if block.kind == "furniture":
            back.append(({}, ""))
            continue
        price = _price(block, before, before_index + 1 if before_index == index - 1 else index)
        if leads[index] or (before is not None and leads[before_index] and block.parent == before.parent):
            price = min(price, LEADING_PRICE)
        best_before, best = strongest(scores)
        said: Weights = dict(own[index])
        for subject, weight in from_above[index].items():
            said[subject] = said.get(subject, 0) + weight
        new: dict[str, float] = {}
        came_from: dict[str, str] = {}
        for subject in scores.keys() | said.keys():
            stay = scores.get(subject)
            change = best - price
            if stay is not None and stay >= change:
                score, source = stay, subject
            else:
                score, source = change, best_before
            new[subject] = score + said.get(subject, 0.0)
            came_from[subject] = source
        lowest = max(new.values()) - DEAREST
        scores = {subject: score for subject, score in new.items() if score >= lowest}
        back.append((came_from, ""))
        before, before_index = block, index
    chosen = [""] * len(blocks)
    subject, _ = strongest(scores)
    for index in range(len(blocks) - 1, -1, -1):
        came_from = back[index][0]
        if blocks[index].kind == "furniture":
            continue
        chosen[index] = subject
        subject = came_from.get(subject, subject)
    return chosen


def _without_guesses(
    blocks: Sequence[Block], own: list[Weights], from_above: list[Weights], chosen: list[str]
) -> list[Sorted]:
    """Leave blocks unsorted that are about a course, or far from anything that speaks for their subject."""
    count = len(blocks)
    since = [FAR + 1] * count
    for order in (range(count), range(count - 1, -1, -1)):
        distance, subject = FAR + 1, ""
        for index in order:
            if blocks[index].kind == "furniture":
                continue
            if chosen[index] != subject:
                distance, subject = FAR + 1, chosen[index]
            said = own[index].get(subject, 0.0) + from_above[index].get(subject, 0.0)
            distance = 0 if said >= 1.0 else distance + 1
            since[index] = min(since[index], distance)
    return [
        Sorted(
            "" if chosen[index] == COURSE or since[index] > FAR else chosen[index], own[index].get(chosen[index], 0.0)
        )
        for index in range(count)
    ]
