"""What contributors are told to do can be done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOLD = [
    "CONTRIBUTING.md",
    ".github/pull_request_template.md",
    *(f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("wrong-fact", "missing-service", "bug")),
]
COMMAND = re.compile(r"(?:^|`)make (?P<target>[a-z]+)", re.M)  # "`make check`"
LINK = re.compile(r"\]\((?P<path>[^):#]+)\)")  # "](docs/contributing.md)", not "](https://...)"


@pytest.mark.parametrize("path", TOLD)
def test_every_command_exists(path: str, project: Path) -> None:
    known = set(re.findall(r"^([a-z]+):", (project / "Makefile").read_text("utf-8"), re.M))
    assert set(COMMAND.findall((project / path).read_text("utf-8"))) <= known


def test_main_commands_are_told(project: Path) -> None:
    told = set(COMMAND.findall((project / "CONTRIBUTING.md").read_text("utf-8")))
    assert {"serve", "check", "fix", "page"} <= told


@pytest.mark.parametrize("path", TOLD)
def test_every_link_leads_somewhere(path: str, project: Path) -> None:
    links = LINK.findall((project / path).read_text("utf-8"))
    assert [link for link in links if not (project / path).parent.joinpath(link).exists()] == []
