"""Write drafts in the form of the site's pages, and remember the line on which each line of the notes stands now."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from studynotes.rawnotes.blocks import Block, Note
from studynotes.rawnotes.fates import Trace
from studynotes.rawnotes.known import Known
from studynotes.rawnotes.markup import INVISIBLE, heading_text, inline, yaml_scalar
from studynotes.rawnotes.placing import Key, Placement
from studynotes.rawnotes.sections import LIMITS, ORDER, limit_in
from studynotes.rawnotes.subjects import Subjects
from studynotes.site import Site

WARNING = (
    '!!! warning "Raw material"',
    "",
    "    Sorted by `make notes` from raw notes. Write every statement anew in your own words, check it against "
    "the official",
    "    documentation of today, add its source, and delete the comments and this box.",
    "",
)
DEEPEST = 4
"""List items are not indented further than this."""

_Grouping = Callable[[Sequence[Note], Placement], str]
"""Names the group of a placement."""


@dataclass
class _Draft:
    """A file in the making: its lines, and where each block begins in it."""

    path: str
    lines: list[str] = field(default_factory=list)
    at: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    """For each block, the line of each of its lines that is not blank."""

    def add(self, *lines: str) -> int:
        """Add lines and return the number of the first, counted from 1."""
        number = len(self.lines) + 1
        self.lines += lines
        return number

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def put(self, key: Key, block: Block, number: int) -> None:
        self.at[key] = (number,) * len(block.numbers)

    def text(self) -> str:
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True)
class Drafts:
    """All files of drafts, by path, and what became of every line."""

    files: dict[str, str]
    traces: list[Trace]


def write_drafts(
    notes: Sequence[Note],
    placements: Sequence[Placement],
    subjects: Subjects,
    site: Site,
    known: Mapping[Key, Known | None],
) -> Drafts:
    """Return the drafts with everything that was placed, unsorted.md, furniture.md, and the trace of every line.

    `known` has an entry for each statement that was compared with the site: the sentence that says it, or None.
    """
    by_target: dict[str, list[Placement]] = {"unsorted.md": [], "furniture.md": []}
    for placement in placements:
        if placement.fate != "repeated":
            by_target.setdefault(placement.target, []).append(placement)
    writer = _Writer(notes, subjects, site, known)
    drafts = {target: writer.draft(target, by_target[target]) for target in sorted(by_target)}
    where = {key: (target, lines) for target, draft in drafts.items() for key, lines in draft.at.items()}
    traces = [trace for placement in placements for trace in _traces(placement, notes, where)]
    for target, draft in drafts.items():
        writer.mentions(draft, target, placements, where)
    return Drafts({target: draft.text() for target, draft in drafts.items()}, traces)


def _traces(
    placement: Placement, notes: Sequence[Note], where: Mapping[Key, tuple[str, tuple[int, ...]]]
) -> Iterable[Trace]:
    block, note = placement.block, notes[placement.key[0]]
    if placement.first is not None:
        target, lines = where[placement.first]
        lines = (lines[0],) * len(block.numbers)
    else:
        target, lines = where[placement.key]
    for number, line in zip(block.numbers, lines, strict=True):
        yield Trace(note.name, number, placement.fate, target, line, placement.subject)


class _Writer:
    def __init__(
        self, notes: Sequence[Note], subjects: Subjects, site: Site, known: Mapping[Key, Known | None]
    ) -> None:
        self.notes = notes
        self.subjects = subjects
        self.site = site
        self.known = known
        self.named_in: dict[str, list[Placement]] | None = None

    def draft(self, target: str, placements: list[Placement]) -> _Draft:
        if target == "unsorted.md":
            return self.plain(target, "Unsorted", "What no service or concept was found for.", placements, _by_file)
        if target == "furniture.md":
            intro = (
                "What the pages and slides carried around their content, by the reason why it is not taken for content."
            )
            return self.plain(target, "Furniture", intro, placements, _by_reason)
        return self.page(target, placements)

    def plain(self, target: str, title: str, intro: str, placements: list[Placement], group: _Grouping) -> _Draft:
        draft = _Draft(target)
        draft.add("---", f"title: {title}", "---", "", f"# {title}", "", intro, "")
        groups: dict[str, list[Placement]] = {}
        for placement in placements:
            groups.setdefault(group(self.notes, placement), []).append(placement)
        for name in groups:
            draft.add(f"## {heading_text(name)}", "")
            for placement in groups[name]:
                self.statement(draft, placement, 0)
            draft.blank()
        return draft

    def page(self, target: str, placements: list[Placement]) -> _Draft:
        draft = _Draft(target)
        title = self.front_matter(draft, target, placements)
        draft.add("", f"# {title}", "", *WARNING)
        own_headings = self.headings_without_group(placements)
        for placement in placements:
            if placement.key in own_headings and self.says_only_the_name(placement):
                draft.put(
                    placement.key,
                    placement.block,
                    draft.add(self.comment(placement, f'heading "{placement.block.text}"')),
                )
        draft.blank()
        for section in ORDER:
            self.section(draft, section, [each for each in placements if each.section == section], own_headings)
        return draft

    def front_matter(self, draft: _Draft, target: str, placements: list[Placement]) -> str:
        page = self.site.pages.get(target)
        subject = self.subjects.by_page.get(target, "")
        known = self.subjects.by_id.get(subject)
        title = known.title if known else page.title if page else self.compared_title(target)
        draft.add("---", f"title: {yaml_scalar(title)}")
        if known and known.is_service:
            draft.add(f"service: {subject}")
        if page and isinstance(page.meta.get("exams"), list):
            draft.add(f"exams: [{', '.join(str(exam) for exam in page.meta['exams'])}]")
        if page and page.text_of("summary"):
            draft.add(f"summary: {yaml_scalar(page.text_of('summary'))}")
        if target.startswith("compare/"):
            services = self.services_of(target)
            draft.add("compare:", f"  services: [{', '.join(services)}]")
        entries = [each for each in placements if each.section == LIMITS]
        longer = [
            each
            for each in placements
            if target.startswith("services/") and each.section != LIMITS and limit_in(each.block)
        ]
        if entries or longer:
            draft.add("limits:")
        for placement in entries:
            amount = limit_in(placement.block)
            name = f"  - name: {yaml_scalar(self.with_context(placement))}  # {self.source(placement)}"
            draft.put(placement.key, placement.block, draft.add(name))
            draft.add(f"    value: {yaml_scalar(amount.value if amount else '')}")
        for placement in longer:
            amount = limit_in(placement.block)
            if amount:
                draft.add(
                    f"  - name: {yaml_scalar(amount.name)}  # {self.source(placement, mark=False)}",
                    f"    value: {yaml_scalar(amount.value)}",
                )
        draft.add("---")
        return title

    def services_of(self, target: str) -> list[str]:
        page = self.site.pages.get(target)
        compare = page.meta.get("compare") if page else None
        services = compare.get("services") if isinstance(compare, dict) else None
        if isinstance(services, list):
            return [str(service) for service in services]
        return [
            part for part in posixpath.basename(target).removesuffix(".md").split("-vs-") if part in self.subjects.by_id
        ]

    def compared_title(self, target: str) -> str:
        return " vs ".join(self.subjects.by_id[service].title for service in self.services_of(target)) or target

    def with_context(self, placement: Placement) -> str:
        """Return a limit's text, with the heading or the short line above it where that says what is limited."""
        block = placement.block
        text = block.text
        if block.parent is None:
            return text
        above = self.notes[placement.key[0]].blocks[block.parent]
        if (
            above.kind in ("heading", "statement")
            and len(above.text) <= 60
            and above.text.rstrip(":").casefold() not in text.casefold()
        ):
            return f"{above.text.rstrip(':')}: {text}"
        return text

    def headings_without_group(self, placements: list[Placement]) -> set[Key]:
        """Return the headings under which nothing stands in this draft, and those that only say the subject's name."""
        used = {self.group_of(placement) for placement in placements if placement.block.kind != "heading"}
        headings = [placement for placement in placements if placement.block.kind == "heading"]
        return {each.key for each in headings if each.key not in used or self.says_only_the_name(each)}

    def says_only_the_name(self, placement: Placement) -> bool:
        if placement.block.kind != "heading":
            return False
        title = self.subjects.by_id[placement.subject].title.casefold() if placement.subject else ""
        text = re.sub(r"[^\w\s]", " ", placement.block.text.casefold())
        names = set(re.findall(r"\w+", title)) | {"amazon", "aws", "section", "overview", "the", "service"}
        entry = self.site.glossary.services.get(placement.subject)
        for name in entry.names if entry else ():
            names |= set(re.findall(r"\w+", name.casefold()))
        return set(text.split()) <= names

    def group_of(self, placement: Placement) -> Key | None:
        """Return the nearest heading that a block stands under."""
        blocks = self.notes[placement.key[0]].blocks
        parent = placement.block.parent
        while parent is not None and blocks[parent].kind != "heading":
            parent = blocks[parent].parent
        return None if parent is None else (placement.key[0], parent)

    def section(
        self,
        draft: _Draft,
        section: str,
        placements: list[Placement],
        alone: set[Key],
    ) -> None:
        """Write one section: first what stands under no heading of its own, then group by group."""
        headings = {each.key: each for each in placements if each.block.kind == "heading"}
        groups: dict[str, list[Placement]] = {"": []}
        titles: dict[str, str] = {}
        for placement in placements:
            if placement.block.kind == "heading":
                if placement.key in alone:
                    if placement.key not in draft.at:
                        groups[""].append(placement)
                    continue
                key: Key | None = placement.key
            else:
                key = self.group_of(placement)
            name = ""
            if key is not None and key not in alone:
                block = self.notes[key[0]].blocks[key[1]]
                name = " ".join(heading_text(block.text).casefold().split())
                titles.setdefault(name, block.text)
            groups.setdefault(name, []).append(placement)
        if not any(groups.values()):
            return
        draft.blank()
        draft.add(f"## {section}", "")
        for name, members in groups.items():
            self.group(draft, titles.get(name, ""), members, headings)

    def group(
        self,
        draft: _Draft,
        title: str,
        members: list[Placement],
        headings: Mapping[Key, Placement],
    ) -> None:
        if not members:
            return
        sources = [each for each in members if each.key in headings and title]
        if title:
            draft.blank()
            comment = f" {self.comment(sources[0])}" if sources else ""
            number = draft.add(f"### {heading_text(title)}{comment}", "")
            for each in sources:
                draft.put(each.key, each.block, number)
            for each in sources[1:]:
                draft.put(each.key, each.block, draft.add(self.comment(each, f'heading "{each.block.text}"')))
            if len(sources) > 1:
                draft.add("")
        depths: dict[Key, int] = {}
        for placement in members:
            if title and placement.key in headings:
                continue
            parent = placement.block.parent
            above = depths.get((placement.key[0], parent), -1) if parent is not None else -1
            depth = min(DEEPEST, above + 1) if placement.block.depth else 0
            if placement.block.kind == "statement":
                depths[placement.key] = depth
            self.statement(draft, placement, depth)
        draft.blank()

    def statement(self, draft: _Draft, placement: Placement, depth: int) -> None:
        block = placement.block
        if block.kind in ("code", "table"):
            self.whole(draft, placement)
            return
        text = inline(block.text) or "(no text)"
        draft.put(placement.key, block, draft.add(f"{'    ' * depth}- {text} {self.comment(placement)}"))

    def whole(self, draft: _Draft, placement: Placement) -> None:
        """Write code or a table as it stands, in a fence longer than any in it, with what it is and where it stood."""
        block = placement.block
        lines = [line.translate(INVISIBLE).rstrip().expandtabs(4) for line in block.lines]
        fenced = block.kind == "code" and lines[0].lstrip()[:3] in ("```", "~~~") and len(lines) >= 2
        body = lines[1:-1] if fenced else lines
        longest = max((len(run) for line in body for run in re.findall(r"`{3,}", line)), default=0)
        fence = "`" * max(3, longest + 1)
        name = "Table" if block.kind == "table" else "Code" if block.label == "text" else block.label.upper()
        draft.blank()
        draft.add(f"**{name}:**", "")
        number = draft.add(f"{fence}{block.label}", *body, fence)
        draft.add("", self.comment(placement), "")
        offset = number if fenced else number + 1
        draft.at[placement.key] = tuple(offset + at for at, line in enumerate(block.lines) if line.strip())

    def source(self, placement: Placement, *, mark: bool = True) -> str:
        """Return where a block stood, and whether the site says it already."""
        block = placement.block
        name = self.notes[placement.key[0]].name
        last = f"-{block.last}" if block.last != block.first else ""
        parts = [f"{name}:{block.first}{last}"]
        if placement.also and mark:
            parts.append(f"see also: {', '.join(placement.also)}")
        if mark and placement.key in self.known:
            known = self.known[placement.key]
            parts.append(f'known: {known.page} ({known.section}): "{known.sentence}"' if known else "new")
        return "; ".join(parts).replace("--", "- -").replace("\n", " ").translate(INVISIBLE)

    def comment(self, placement: Placement, text: str = "") -> str:
        before = f"{text.replace('--', '- -').translate(INVISIBLE)}, " if text else ""
        return f"<!-- {before}{self.source(placement)} -->".replace("--->", "-- >")

    def mentions(
        self,
        draft: _Draft,
        target: str,
        placements: Sequence[Placement],
        where: Mapping[Key, tuple[str, tuple[int, ...]]],
    ) -> None:
        """Add at the end where other drafts name this one's service."""
        subject = self.subjects.by_page.get(target, "")
        if not subject:
            return
        found: dict[str, list[int]] = {}
        for placement in self.naming(placements).get(subject, ()):
            other, lines = where[placement.key]
            if other != target:
                found.setdefault(other, []).append(lines[0])
        if found:
            draft.blank()
            draft.add("<!-- Named in other drafts:")
            for other in sorted(found):
                draft.add(f"{other}: line {', '.join(map(str, sorted(set(found[other]))))}")
            draft.add("-->")

    def naming(self, placements: Sequence[Placement]) -> dict[str, list[Placement]]:
        """Return what names each service without being about it; worked out once."""
        if self.named_in is None:
            self.named_in = {}
            for placement in placements:
                for service in placement.also if placement.first is None else ():
                    self.named_in.setdefault(service, []).append(placement)
        return self.named_in


def _by_file(notes: Sequence[Note], placement: Placement) -> str:
    return notes[placement.key[0]].name


def _by_reason(notes: Sequence[Note], placement: Placement) -> str:
    del notes
    return placement.block.label.capitalize()
