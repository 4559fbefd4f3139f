"""install-chromium: leaves a browser alone, installs one where it may, otherwise says a line; never fails."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("install-chromium")
SYSTEM = ("sh", "env", "mktemp", "rm", "tail", "cat")


def command(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that is the whole PATH: a machine with nothing but the plainest commands."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in SYSTEM:
        found = subprocess.run(["sh", "-c", f"command -v {name}"], capture_output=True, text=True, check=True)
        (folder / name).symlink_to(found.stdout.strip())
    return folder


def install(machine: Path) -> list[str]:
    result = subprocess.run(
        ["sh", str(SCRIPT)],
        env={"PATH": str(machine), "CALLS": str(machine.parent / "calls")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0
    assert result.stderr == ""
    return result.stdout.splitlines()


def calls(machine: Path) -> str:
    path = machine.parent / "calls"
    return path.read_text() if path.exists() else ""


def with_apt_get(machine: Path, status: int = 0) -> None:
    command(machine, "apt-get", f'echo "apt-get $*" >> "$CALLS"; echo "E: no such thing" >&2; exit {status}')


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_where_there_is_one(machine: Path, name: str) -> None:
    command(machine, name, "exit 1")
    with_apt_get(machine)
    assert install(machine) == []
    assert calls(machine) == ""


def test_as_root(machine: Path) -> None:
    with_apt_get(machine)
    command(machine, "id", "echo 0")
    assert len(install(machine)) == 1
    assert calls(machine) == "apt-get update\napt-get install --yes --no-install-recommends chromium\n"


def test_with_sudo_that_asks_nothing(machine: Path) -> None:
    with_apt_get(machine)
    command(machine, "id", "echo 1000")
    command(machine, "sudo", 'echo "sudo $1" >> "$CALLS"; shift; "$@"')
    install(machine)
    assert "sudo -n\napt-get update\n" in calls(machine)
    assert "sudo -n\napt-get install --yes --no-install-recommends chromium\n" in calls(machine)


def test_with_sudo_that_asks(machine: Path) -> None:
    with_apt_get(machine)
    command(machine, "id", "echo 1000")
    command(machine, "sudo", "exit 1")
    assert len(install(machine)) == 1
    assert calls(machine) == ""


def test_without_apt_get(machine: Path) -> None:
    assert len(install(machine)) == 1


def test_where_installing_fails(machine: Path) -> None:
    with_apt_get(machine, status=100)
    command(machine, "id", "echo 0")
    assert "E: no such thing" in install(machine)[-1]
