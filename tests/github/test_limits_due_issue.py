"""The monthly run: one issue, opened once, brought up to date, closed when nothing is due. `gh` is a stand-in."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GH = """#!/bin/sh
printf '%s\\n' "$*" >> calls
case "$1 $2" in "issue list") printf '%s' "$OPEN" ;; esac
"""
LIST = "issue list --state open --label limits due --limit 1 --json number --jq .[0].number // empty"
LABEL = "label create limits due --force --color FBCA04 --description Numbers that were not checked for long"


@pytest.mark.parametrize(
    ("due", "open_issue", "expected"),
    [
        ("", "", []),
        (
            "a list",
            "",
            [LABEL, "issue create --title Limits due for a check --label limits due --body-file due.md"],
        ),
        ("a list", "7", ["issue edit 7 --body-file due.md"]),
        ("", "7", ["issue close 7 --comment Every limit is checked."]),
    ],
    ids=["nothing due", "first time", "still open", "all checked"],
)
def test_one_issue(due: str, open_issue: str, expected: list[str], tmp_path: Path, load: Callable[[str], Any]) -> None:
    step = load(".github/workflows/limits-due.yml")["jobs"]["list"]["steps"][-1]
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(GH)
    program.chmod(0o755)
    (tmp_path / "due.md").write_text(due)
    environment = {"PATH": f"{program.parent}:{os.environ['PATH']}", "OPEN": open_issue, "LABEL": step["env"]["LABEL"]}
    # The options are GitHub's: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
    command = ["bash", "--noprofile", "--norc", "-e", "-c", step["run"]]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "calls").read_text().splitlines() == [LIST, *expected]
