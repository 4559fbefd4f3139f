"""Not a line is lost: whatever comes in, every line that is not blank has one fate, and stands where the trace says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites import small_site
from studynotes.rawnotes.blocks import FATES, Note
from studynotes.rawnotes.layout import blocks_of
from studynotes.rawnotes.pipeline import Result, draft_notes
from studynotes.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return small_site(tmp_path_factory.mktemp("site"))


PIECES = st.sampled_from(Path(__file__).with_name("pieces.txt").read_text("utf-8").split("\n"))
LINES = st.one_of(PIECES, st.just(""), st.text(st.characters(exclude_characters="\r\n"), max_size=60))


def drafted(site: Site, *texts: list[str], against: str | None = None) -> tuple[list[Note], Result]:
    notes = [Note(f"{number}.txt", tuple(lines), blocks_of(tuple(lines))) for number, lines in enumerate(texts)]
    return notes, draft_notes(notes, site, against=against)


def words_of(text: str) -> str:
    return re.sub(r"[\W_]+", "", text, flags=re.ASCII)


@given(st.lists(LINES, max_size=40), st.lists(LINES, max_size=10))
def test_every_line_has_one_fate(site: Site, first: list[str], second: list[str]) -> None:
    notes, result = drafted(site, first, second)
    expected = [(note.name, number) for note in notes for number, line in enumerate(note.lines, 1) if line.strip()]
    assert [(trace.source, trace.line) for trace in result.traces] == expected
    assert {trace.fate for trace in result.traces} <= set(FATES)
    report = json.loads(result.files["report.json"])
    assert report["lines"] == len(expected) == sum(report["fates"].values()) == result.lines
    for note in notes:
        counts = report["files"][note.name]
        assert counts["lines"] == sum(counts[fate] for fate in FATES)
    assert sum(sum(counts.values()) for counts in report["services"].values()) == sum(
        bool(trace.service) for trace in result.traces
    )


@given(st.lists(LINES, max_size=40))
def test_every_line_stands_where_the_trace_says(site: Site, lines: list[str]) -> None:
    notes, result = drafted(site, lines)
    files = {path: text.split("\n") for path, text in result.files.items()}
    for trace in result.traces:
        there = files[trace.target][trace.target_line - 1]
        said = words_of(notes[0].lines[trace.line - 1])
        if trace.fate == "repeated":
            continue  # the same words, cased or numbered in another way
        text = re.sub(
            r"^[0-9.]+[.)]?|^[a-zA-Z0-9]{1,3}[.)]\s|^o\s", "", notes[0].lines[trace.line - 1].strip(" \t-*•>#|(=")
        )
        assert words_of(text) in words_of(there) or said in words_of(there), (trace, there)


@given(st.lists(LINES, max_size=30))
def test_twice_gives_the_same(site: Site, lines: list[str]) -> None:
    assert drafted(site, lines, against="docs")[1].files == drafted(site, lines, against="docs")[1].files


@given(st.lists(st.text(st.characters(exclude_characters="\r\n"), max_size=200), max_size=12))
def test_blocks_hold_the_lines_in_order(lines: list[str]) -> None:
    blocks = blocks_of(tuple(lines))
    numbers = [number for block in blocks for number in block.numbers]
    assert numbers == [number for number, line in enumerate(lines, 1) if line.strip()]
    assert all(block.parent is None or block.parent < index for index, block in enumerate(blocks))


def test_a_note_about_something_else_stays_unsorted(site: Site) -> None:
    _, result = drafted(site, ["Peel the onions.", "", "Fry them slowly in butter.", "- add salt"])
    assert result.fates == {"placed": 0, "repeated": 0, "furniture": 0, "unsorted": 3}
    assert "Peel the onions." in result.files["unsorted.md"]


def test_what_is_said_twice_is_placed_once(site: Site) -> None:
    lines = ["# SQS", "- A queue keeps messages for 14 days", "- Other", "- A queue keeps message for 14 days."]
    _, result = drafted(site, lines)
    first, again = (trace for trace in result.traces if trace.line in (2, 4))
    assert (first.fate, again.fate) == ("placed", "repeated")
    assert (first.target, first.target_line) == (again.target, again.target_line)


def test_code_stays_whole_fenced_and_labelled(site: Site) -> None:
    code = ["{", '  "QueueName": "orders",', "", '  "Attributes": {}', "}"]
    _, result = drafted(site, ["# SQS", "", "Create it:", "", *code])
    draft = result.files["services/application-integration/sqs.md"]
    assert "**JSON:**\n\n```json\n" + "\n".join(code) + "\n```\n\n<!-- 0.txt:5-9 -->" in draft


def test_a_comparison_gets_a_page_of_its_own(site: Site) -> None:
    table = ["| SQS | SNS |", "|---|---|", "| pull | push |"]
    _, result = drafted(site, ["# SQS vs SNS", "", *table])
    assert "\n".join(table) in result.files["compare/sqs-vs-sns.md"]
    assert result.files["compare/sqs-vs-sns.md"].startswith("---\ntitle: SQS vs SNS\n")


def test_other_services_named_are_cross_references(site: Site) -> None:
    _, result = drafted(site, ["# SQS", "A queue can be subscribed to SNS topics.", "# SNS", "SNS pushes."])
    assert "topics. <!-- 0.txt:2; see also: sns -->" in result.files["services/application-integration/sqs.md"]
    assert "services/application-integration/sqs.md: line" in result.files["services/application-integration/sns.md"]
