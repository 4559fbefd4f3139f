"""A copy of the project, committed, to run its commands in."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("mkdocs.yml", "glossary.yml", "Makefile", "pyproject.toml", "docs", "hooks")
WHO_AND_WHEN = {
    "GIT_AUTHOR_NAME": "Tests",
    "GIT_AUTHOR_EMAIL": "tests@example.org",
    "GIT_COMMITTER_NAME": "Tests",
    "GIT_COMMITTER_EMAIL": "tests@example.org",
    "GIT_AUTHOR_DATE": "2026-02-03T04:05:06Z",
    "GIT_COMMITTER_DATE": "2026-02-03T04:05:06Z",
}


def copy_of_the_project(folder: Path) -> Path:
    """Copy what the site is made of, and commit it there."""
    folder.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "As it is"]):
        subprocess.run(["git", "-C", str(folder), *command], env=os.environ | WHO_AND_WHEN, check=True)
    return folder
