"""What the tests of mending share."""

from __future__ import annotations

from pathlib import Path

import pytest

from studynotes.fixing.rendering import Renderer
from studynotes.site import load_config


@pytest.fixture(scope="session")
def renderer(project: Path) -> Renderer:
    """Renders as the site does, with the extensions of mkdocs.yml."""
    return Renderer(load_config(project)[0])
