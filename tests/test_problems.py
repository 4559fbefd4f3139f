"""One form for every problem: on a terminal, for programs, and as annotations of a pull request."""

from __future__ import annotations

import json

from studynotes.problems import Problem, as_github, as_json, as_text

FIRST = Problem("docs/a.md", 2, 5, "unknown-field", 'The field "x" is unknown.', "Delete it.")
SECOND = Problem("docs/a.md", 10, 1, "yaml-form", "100% wrong:\nand\r more,\n", "", "warning")
NOTE = Problem("docs/b,c:d.md", 1, 1, "wrong-value", "It is.", "Mend it.", "note")


def test_text() -> None:
    assert as_text([NOTE, SECOND, FIRST]) == (
        'docs/a.md:2:5: error: The field "x" is unknown. Delete it. [unknown-field]\n'
        "docs/a.md:10:1: warning: 100% wrong: and more, [yaml-form]\n"
        "docs/b,c:d.md:1:1: note: It is. Mend it. [wrong-value]"
    )
    assert as_text([]) == ""


def test_json() -> None:
    assert json.loads(as_json([SECOND, FIRST]))[0] == {
        "path": "docs/a.md",
        "line": 2,
        "column": 5,
        "rule": "unknown-field",
        "message": 'The field "x" is unknown.',
        "hint": "Delete it.",
        "level": "error",
    }
    assert json.loads(as_json([])) == []


def test_github() -> None:
    assert as_github([NOTE, SECOND, FIRST]).split("\n") == [
        '::error file=docs/a.md,line=2,col=5,title=unknown-field::The field "x" is unknown. Delete it.',
        "::warning file=docs/a.md,line=10,col=1,title=yaml-form::100%25 wrong: and more,",
        "::notice file=docs/b%2Cc%3Ad.md,line=1,col=1,title=wrong-value::It is. Mend it.",
    ]


def test_problems_sort_by_place_and_then_by_rule() -> None:
    later = Problem("docs/a.md", 2, 5, "wrong-value", "A.")
    assert sorted([SECOND, later, FIRST]) == [FIRST, later, SECOND]
