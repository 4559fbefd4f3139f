"""A copy of the project to run its commands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.copying import copy_of_the_project


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """A copy of the project, in a folder with a space in its name."""
    return copy_of_the_project(tmp_path / "study notes")
