"""Decide the place of every block: the draft it goes to, its section there, and what it repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studynotes.rawnotes.blocks import Block, Fate, Note
from studynotes.rawnotes.evidence import MOST_READ, Evidence
from studynotes.rawnotes.repeats import repeated
from studynotes.rawnotes.sections import FEATURES, LIMITS, limit_in, sections_of
from studynotes.rawnotes.sorting import Sorted
from studynotes.rawnotes.subjects import Subjects
from studynotes.rules.sections import FIRST
from studynotes.site import Site

Key = tuple[int, int]
"""A note and a block in it, by their indexes."""

_COMPARES = re.compile(
    r"\bvs?\b\.?|\bversus\b|\bcompar(?:ed|ison|ing)\b|\bdifferences?\b|\bor\b.*\?$", re.I
)  # "SQS vs SNS"
MOST_COMPARED = 5


@dataclass(frozen=True)
class Placement:
    """Where a block goes."""

    key: Key
    block: Block
    fate: Fate
    subject: str
    """The id of its service or concept; empty where it is unsorted or furniture."""
    target: str
    """The file, relative to the folder of the drafts."""
    section: str
    """A section of the page template, or Limits."""
    also: tuple[str, ...] = ()
    """Other services that it names."""
    first: Key | None = None
    """Of a repeated block, the one that says it first."""


def place_blocks(
    notes: Sequence[Note], sorted_notes: Sequence[Sequence[Sorted]], subjects: Subjects, evidence: Evidence, site: Site
) -> list[Placement]:
    """Return the place of every block, in the order of the notes."""
    candidates = [
        (number, index, block, place.subject)
        for number, (note, places) in enumerate(zip(notes, sorted_notes, strict=True))
        for index, (block, place) in enumerate(zip(note.blocks, places, strict=True))
        if place.subject
    ]
    again = repeated(candidates, evidence.matcher)
    pages = _comparisons(site)
    placements: list[Placement] = []
    for number, (note, places) in enumerate(zip(notes, sorted_notes, strict=True)):
        sections = sections_of(note.blocks)
        compared = _compared(note.blocks, evidence, subjects)
        for index, (block, place) in enumerate(zip(note.blocks, places, strict=True)):
            key = (number, index)
            if block.kind == "furniture":
                placements.append(Placement(key, block, "furniture", "", "furniture.md", ""))
                continue
            if not place.subject:
                placements.append(Placement(key, block, "unsorted", "", "unsorted.md", ""))
                continue
            also = _others(block, place.subject, evidence, subjects)
            target = subjects.by_id[place.subject].page
            services = compared[index]
            if services and place.subject in services:
                target = f"compare/{pages.get(frozenset(services)) or '-vs-'.join(services)}.md"
            section = sections[index]
            if section == FEATURES and _opens_a_page(block, note.blocks, place.subject, evidence):
                section = FIRST
            if not target.startswith("compare/") and _is_limit(block, target):
                section = LIMITS
            first = again.get(key)
            fate: Fate = "repeated" if first else "placed"
            placements.append(Placement(key, block, fate, place.subject, target, section, also, first))
    return placements


def _opens_a_page(block: Block, blocks: Sequence[Block], subject: str, evidence: Evidence) -> bool:
    """Whether a statement stands right under a heading that is the name of its subject: it says what that is."""
    if block.kind != "statement" or block.depth or block.parent is None:
        return False
    heading = blocks[block.parent]
    named = evidence.named(heading.text) if heading.kind == "heading" else []
    return any(name == subject and match.end - match.start >= 0.6 * len(heading.text) for name, match in named)


def _is_limit(block: Block, target: str) -> bool:
    return target.startswith("services/") and len(block.text) <= 240 and limit_in(block) is not None


def _others(block: Block, subject: str, evidence: Evidence, subjects: Subjects) -> tuple[str, ...]:
    if block.kind == "furniture":
        return ()
    named = dict.fromkeys(name for name, match in evidence.named(block.text[:MOST_READ]) if match.entry.id == name)
    return tuple(name for name in named if name != subject and subjects.by_id[name].is_service)


def _comparisons(site: Site) -> dict[frozenset[str], str]:
    """Return the comparison pages that exist, by the services that they compare."""
    found: dict[frozenset[str], str] = {}
    for page in site.comparisons:
        compare = page.meta.get("compare")
        services = compare.get("services") if isinstance(compare, dict) else None
        if isinstance(services, list) and all(isinstance(service, str) for service in services):
            found.setdefault(frozenset(services), page.path.removeprefix("compare/").removesuffix(".md"))
    return found


def _compared(blocks: Sequence[Block], evidence: Evidence, subjects: Subjects) -> list[tuple[str, ...]]:
    """Return for each block the services that it compares: those that its heading or its table's first row names."""
    result: list[tuple[str, ...]] = []
    for block in blocks:
        services: tuple[str, ...] = ()
        if block.kind == "heading" and _COMPARES.search(block.text):
            services = _services_in(block.text, evidence, subjects)
        elif block.kind == "table" and "|" in block.lines[0]:
            cells = [_services_in(cell, evidence, subjects) for cell in block.lines[0].split("|") if cell.strip()]
            services = tuple(dict.fromkeys(cell[0] for cell in cells if len(cell) == 1))
            services = services if len(services) >= 2 and len(services) >= len(cells) - 1 else ()
        if not services and block.parent is not None and block.kind != "heading":
            services = result[block.parent]
        result.append(services if 2 <= len(services) <= MOST_COMPARED else ())
    return result


def _services_in(text: str, evidence: Evidence, subjects: Subjects) -> tuple[str, ...]:
    named = (subject for subject, match in evidence.named(text) if match.entry.id == subject)
    return tuple(dict.fromkeys(subject for subject in named if subjects.by_id[subject].is_service))
