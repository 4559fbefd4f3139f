"""From notes to drafts in one go: sort, place, compare with the site, write."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from studynotes.rawnotes.blocks import FATES, Fate, Note
from studynotes.rawnotes.drafts import write_drafts
from studynotes.rawnotes.evidence import Evidence
from studynotes.rawnotes.fates import Trace, lines_read, report, trace_text
from studynotes.rawnotes.known import Known, SiteSentences, shares
from studynotes.rawnotes.placing import Key, Placement, place_blocks
from studynotes.rawnotes.sorting import sort_notes
from studynotes.rawnotes.subjects import load_subjects
from studynotes.site import Site

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Result:
    """Everything that a run makes."""

    files: dict[str, str]
    """The text of each file, by its path in the folder of the drafts."""
    traces: tuple[Trace, ...]
    lines: int
    notes: int
    fates: dict[Fate, int]
    shares: dict[str, dict[str, float | int]] = field(default_factory=dict)
    """By subject, how many statements the site says already; empty where it was not compared."""


def draft_notes(
    notes: Sequence[Note],
    site: Site,
    *,
    against: str | None = None,
    progress: Progress = lambda _what, _done, _total: None,
) -> Result:
    """Turn notes into drafts.

    Args:
        notes: what was read; names differ.
        site: its glossary and pages say what belongs where.
        against: the folder of the pages to compare with, as it is to be shown; None: nothing is compared.
        progress: called now and then.

    Returns:
        The files and the fate of every line. The same notes and site always give the same result.
    """
    subjects = load_subjects(site)
    evidence = Evidence(site, subjects)
    total = 2 * sum(len(note.lines) for note in notes)
    sorted_notes = sort_notes(notes, evidence, lambda done: progress("sorting", done, total))
    placements = place_blocks(notes, sorted_notes, subjects, evidence, site)
    known: dict[Key, Known | None] = {}
    if against is not None:
        known = _compare(placements, SiteSentences(site, subjects, evidence.matcher), progress)
    progress("writing", 0, 1)
    drafts = write_drafts(notes, placements, subjects, site, known)
    marks: dict[str, list[bool]] = {}
    for placement in placements:
        if placement.key in known:
            marks.setdefault(placement.subject, []).append(known[placement.key] is not None)
    parts = shares(marks)
    reasons: dict[str, int] = {}
    for placement in placements:
        if placement.fate == "furniture":
            reasons[placement.block.label] = reasons.get(placement.block.label, 0) + len(placement.block.numbers)
    extra: dict[str, Any] = {"furniture": dict(sorted(reasons.items()))}
    if against is not None:
        extra["against"] = {"folder": against, "services": parts}
    converted = {
        f"converted/{re.sub(r'[^A-Za-z0-9._-]+', '-', note.name)}.txt": "\n".join(note.lines)
        for note in notes
        if note.converted
    }
    files = {
        **{path: text.encode("utf-8", "replace").decode("utf-8") for path, text in converted.items()},
        **drafts.files,
        "trace.tsv": trace_text(drafts.traces),
        "report.json": report(notes, drafts.traces, extra),
    }
    fates = {fate: sum(trace.fate == fate for trace in drafts.traces) for fate in FATES}
    return Result(files, tuple(drafts.traces), lines_read(notes), len(notes), fates, parts)


def _compare(placements: Sequence[Placement], sentences: SiteSentences, progress: Progress) -> dict[Key, Known | None]:
    known: dict[Key, Known | None] = {}
    for number, placement in enumerate(placements):
        if number % 500 == 0:
            progress("comparing", number, len(placements))
        if placement.block.kind == "statement" and placement.fate == "placed":
            known[placement.key] = sentences.find(placement.block.text[:2_000], placement.subject)
    return known
