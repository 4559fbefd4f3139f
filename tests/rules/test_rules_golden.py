"""Every rule has a case that breaks it, with what is said then, and one that almost does: golden/<rule>.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.sites import problems_of
from studynotes.rules import RULES

GOLDEN = Path(__file__).parent / "golden"


def case(rule: str) -> dict[str, Any]:
    """Return a rule's case: `files`, the `problems` of that site, and the files of the one that `almost` breaks it."""
    loaded: dict[str, Any] = yaml.safe_load((GOLDEN / f"{rule}.yml").read_text("utf-8"))
    return loaded


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {path.stem for path in GOLDEN.glob("*.yml")} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_reported_in_these_words(rule: str, tmp_path: Path) -> None:
    expected = case(rule)["problems"]
    assert any(line.endswith(f"[{rule}]") for line in expected)
    assert [str(problem) for problem in problems_of(tmp_path, case(rule)["files"])] == expected


@pytest.mark.parametrize("rule", RULES)
def test_what_almost_breaks_a_rule_is_no_problem(rule: str, tmp_path: Path) -> None:
    assert [str(problem) for problem in problems_of(tmp_path, case(rule)["almost"]) if problem.rule == rule] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_problem_quotes_what_is_wrong_and_says_what_to_do(rule: str, tmp_path: Path) -> None:
    for problem in problems_of(tmp_path, case(rule)["files"]):
        assert (
            '"' in problem.message
            or "row" in problem.message.lower()
            or "nested" in problem.message
            or "YAML" in problem.message
        )
        assert problem.message.endswith((".", "?", "!"))
        assert problem.hint.endswith((".", "?"))
        assert problem.level == RULES[problem.rule].level
