"""The labelled sample: lines in the five styles of raw notes, each with the subject that a person files it under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studynotes.rawnotes.blocks import Note
from studynotes.rawnotes.fates import Trace
from studynotes.rawnotes.layout import blocks_of

SAMPLE = Path(__file__).with_name("sample")
STYLES = ("loose", "tables", "slides", "bullets", "outline")
NOT_TECHNICAL = ("other", "furniture")


@dataclass(frozen=True)
class Labelled:
    """A line with its label."""

    style: str
    number: int
    text: str
    label: str
    also: tuple[str, ...]
    """Other subjects that the line is about."""


def labelled_lines(style: str) -> list[Labelled]:
    """Return the lines of one file of the sample: label, a tab, the line; an empty line stands for itself."""
    rows = (SAMPLE / f"{style}.tsv").read_text("utf-8").removesuffix("\n").split("\n")
    found = []
    for number, row in enumerate(rows, 1):
        labels, _, text = row.partition("\t")
        label, *also = labels.split(",")
        found.append(Labelled(style, number, text, label, tuple(also)))
    return found


def as_note(style: str, lines: Sequence[Labelled]) -> Note:
    """Return the lines as a note, without their labels."""
    texts = tuple(line.text for line in lines)
    return Note(f"{style}.txt", texts, blocks_of(texts))


@dataclass(frozen=True)
class Figures:
    """How well lines were sorted, in percent of those that state something technical."""

    technical: int
    right: float
    """Under the subject that a person would file them under."""
    about: float
    """Under any subject that they are about."""
    unsorted: float
    furniture: float
    """Content that was called furniture."""


def figures(lines: Iterable[Labelled], traces: Iterable[Trace]) -> Figures:
    """Compare what became of lines with their labels."""
    fate = {(trace.source, trace.line): trace for trace in traces}
    counts: Counter[str] = Counter()
    for line in lines:
        if not line.text.strip() or line.label in NOT_TECHNICAL:
            continue
        trace = fate[f"{line.style}.txt", line.number]
        counts["technical"] += 1
        counts["right"] += trace.service == line.label
        counts["about"] += trace.service in (line.label, *line.also)
        counts["unsorted"] += trace.fate == "unsorted"
        counts["furniture"] += trace.fate == "furniture"
    all_lines = counts["technical"]
    return Figures(
        all_lines,
        *(round(100 * counts[key] / max(1, all_lines), 1) for key in ("right", "about", "unsorted", "furniture")),
    )
