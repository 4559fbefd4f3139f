"""Quality, measured on the labelled sample with the project's own glossary and pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from rawnotes.labelled import STYLES, Figures, Labelled, as_note, figures, labelled_lines
from studynotes.rawnotes.pipeline import Result, draft_notes
from studynotes.site import load_site


@pytest.fixture(scope="module")
def sample() -> dict[str, list[Labelled]]:
    return {style: labelled_lines(style) for style in STYLES}


@pytest.fixture(scope="module")
def result(project: Path, sample: dict[str, list[Labelled]]) -> Result:
    return draft_notes([as_note(style, lines) for style, lines in sample.items()], load_site(project))


def test_the_sample_is_large_enough(sample: dict[str, list[Labelled]]) -> None:
    lines = [line for style in STYLES for line in sample[style] if line.text.strip()]
    assert len(lines) >= 400
    assert {line.style for line in lines} == set(STYLES)


def test_the_labels_are_subjects(sample: dict[str, list[Labelled]], project: Path) -> None:
    from studynotes.rawnotes.subjects import load_subjects

    known = load_subjects(load_site(project)).by_id
    labels = {label for lines in sample.values() for line in lines for label in (line.label, *line.also) if label}
    assert labels - {"other", "furniture"} <= known.keys()


def test_lines_reach_their_subject(sample: dict[str, list[Labelled]], result: Result) -> None:
    found = figures([line for lines in sample.values() for line in lines], result.traces)
    assert found.technical >= 350
    assert found.right >= 88, found
    assert found.about >= 92, found
    assert found.unsorted <= 5, found
    assert found.furniture <= 0.5, found


@pytest.mark.parametrize("style", STYLES)
def test_no_style_is_left_behind(style: str, sample: dict[str, list[Labelled]], result: Result) -> None:
    found: Figures = figures(sample[style], result.traces)
    assert found.right >= 70, found
    assert found.furniture <= 0.5, found


def test_furniture_is_told_from_content(sample: dict[str, list[Labelled]], result: Result) -> None:
    fates = {(trace.source, trace.line): trace.fate for trace in result.traces}
    furniture = [line for lines in sample.values() for line in lines if line.label == "furniture"]
    assert furniture
    assert {fates[f"{line.style}.txt", line.number] for line in furniture} == {"furniture"}
