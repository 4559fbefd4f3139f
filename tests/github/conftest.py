"""Reads GitHub's files as GitHub does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


class _GitHubLoader(yaml.SafeLoader):
    """YAML 1.2, in which `on` is a word and no boolean."""


_GitHubLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_GitHubLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))  # "true"


@pytest.fixture(scope="session")
def load() -> Callable[[str], Any]:
    """Load a YAML file, named by its path in the project."""
    return lambda path: yaml.load((ROOT / path).read_text("utf-8"), _GitHubLoader)
