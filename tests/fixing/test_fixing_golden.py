"""Golden cases: each folder holds a page before mending and after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from studynotes.fixing import mend_page
from studynotes.fixing.rendering import Renderer

CASES = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())


def path_of(case: Path) -> str:
    return "services/storage/foo.md" if case.name.startswith("service") else "concepts/foo.md"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mended(case: Path, renderer: Renderer) -> None:
    mended = mend_page(path_of(case), (case / "before.md").read_text("utf-8"), renderer)
    assert mended.text == (case / "after.md").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_twice_changes_nothing_more(case: Path, renderer: Renderer) -> None:
    after = (case / "after.md").read_text("utf-8")
    mended = mend_page(path_of(case), after, renderer)
    assert mended.text == after
    assert mended.what == ()


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name.endswith("left-alone")], ids=lambda case: case.name
)
def test_what_cannot_be_mended_safely_stays(case: Path) -> None:
    assert (case / "after.md").read_bytes() == (case / "before.md").read_bytes()
