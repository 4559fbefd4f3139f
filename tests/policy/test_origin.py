"""Where a page is edited."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from studynotes.origin import edit_template, origin

HERE = "https://github.com/owner/a.name/edit/main/docs/{path}"


@pytest.mark.parametrize(
    ("remote", "template"),
    [
        ("https://github.com/owner/a.name", HERE),
        ("https://github.com/owner/a.name.git", HERE),
        ("https://github.com/owner/a.name/", HERE),
        ("https://token@github.com/owner/a.name.git", HERE),
        ("git@github.com:owner/a.name.git", HERE),
        ("ssh://git@github.com/owner/a.name.git", HERE),
        ("https://gitlab.com/owner/a.name.git", ""),
        ("https://github.com.attacker.example/owner/a.name", ""),
        ("https://attacker.example/github.com/owner/a.name", ""),
        ("https://github.com/owner", ""),
        ("https://github.com/owner/{name}", ""),
        ("/srv/git/notes.git", ""),
        ("", ""),
    ],
)
def test_address(remote: str, template: str) -> None:
    assert edit_template(remote) == template


def test_origin_of_a_checkout(tmp_path: Path) -> None:
    assert origin(tmp_path) == ""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert origin(tmp_path) == ""
    remote = "git@github.com:owner/name.git"
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", remote], check=True)
    assert origin(tmp_path) == remote


def test_no_git_no_origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert origin(tmp_path) == ""
