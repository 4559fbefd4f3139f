"""What all tests share: one profile for properties, and the folder of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline: the machines that run the tests are shared. Derandomised: a run in CI can be repeated.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project: its pages, its glossary and its settings."""
    return Path(__file__).parent.parent
