"""One fate for every line: what became of it, and where it stands now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from studynotes.rawnotes.blocks import FATES, Fate, Note

HEADER = ("source", "line", "fate", "target", "target_line", "service")


@dataclass(frozen=True)
class Trace:
    """What became of one line."""

    source: str
    line: int
    fate: Fate
    target: str
    """The file, relative to the folder of the drafts."""
    target_line: int
    service: str
    """The id of the service or the concept; empty for what is unsorted, and for furniture."""

    def row(self) -> str:
        """Return it as a row of trace.tsv."""
        return "\t".join(map(str, (self.source, self.line, self.fate, self.target, self.target_line, self.service)))


def trace_text(traces: Iterable[Trace]) -> str:
    """Return trace.tsv: a header and a row for each line, in the order of files and lines."""
    return "\n".join(["\t".join(HEADER), *(trace.row() for trace in traces)]) + "\n"


def lines_read(notes: Sequence[Note]) -> int:
    """Return how many lines of the notes are not blank."""
    return sum(1 for note in notes for line in note.lines if line.strip())


def report(notes: Sequence[Note], traces: Sequence[Trace], extra: dict[str, Any]) -> str:
    """Return report.json: the lines read and their fates, in all, by file and by service; and what `extra` adds."""
    files: dict[str, Any] = {note.name: {"lines": lines_read([note]), **dict.fromkeys(FATES, 0)} for note in notes}
    services: dict[str, Counter[str]] = {}
    fates: Counter[str] = Counter()
    for trace in traces:
        fates[trace.fate] += 1
        files[trace.source][trace.fate] += 1
        if trace.service:
            services.setdefault(trace.service, Counter())[trace.fate] += 1
    result = {
        "lines": lines_read(notes),
        "fates": {fate: fates[fate] for fate in FATES},
        "files": files,
        "services": {
            key: {fate: services[key][fate] for fate in FATES if services[key][fate]} for key in sorted(services)
        },
        **extra,
    }
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"
