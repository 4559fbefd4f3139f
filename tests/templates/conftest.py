"""A small project to which pages are added."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the project in `project/`: two services with pages, one without, and no problem."""
    shutil.copytree(Path(__file__).parent / "project", tmp_path / "project")
    return tmp_path / "project"
