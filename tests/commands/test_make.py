"""The Makefile: sets up once, from a lock with hashes, in a folder with any name.

The packages here are one small wheel of our own in place of the site's, so that nothing is downloaded; its `mkdocs`
writes down how it is called.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


Result = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A project in which `make site` has run for the first time, and what it said."""
    project = fresh_project(tmp_path_factory.mktemp("set up"))
    return project, make(project, "site")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A project in which nothing has run."""
    return fresh_project(tmp_path)


def fresh_project(folder: Path) -> Path:
    """Make a folder with what `make site` needs, and beside it a package index of one wheel."""
    project = folder / "a folder's name & spaces"
    project.mkdir()
    (project / "Makefile").write_text((ROOT / "Makefile").read_text())
    write_wheel(folder / "index", project, "1.0")
    return project


def write_wheel(index: Path, project: Path, version: str) -> None:
    index.mkdir(exist_ok=True)
    wheel = index / f"mkdocs-{version}-py3-none-any.whl"
    info = f"mkdocs-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("mkdocs.py", f"import sys\nprint('mkdocs {version}', *sys.argv[1:])\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: mkdocs\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (project / "requirements.lock").write_text(f"mkdocs=={version} --hash=sha256:{digest}\n")


def make(project: Path, *arguments: str) -> Result:
    index = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": (project.parent / "index").as_uri(), "PIP_CONFIG_FILE": os.devnull}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTHON"))}
    command = ["make", f"PYTHON={sys.executable}", *arguments]
    return subprocess.run(command, cwd=project, env=kept | index, capture_output=True, text=True, check=False)


def test_make_site_sets_up_once(set_up: tuple[Path, Result]) -> None:
    project, first = set_up
    assert first.returncode == 0, first.stderr
    assert "pip install" in first.stdout
    assert "mkdocs 1.0 build --strict" in first.stdout

    second = make(project, "site")
    assert second.returncode == 0, second.stderr
    assert "pip" not in second.stdout
    assert "mkdocs 1.0 build --strict" in second.stdout

    write_wheel(project.parent / "index", project, "2.0")
    later = (project / ".venv" / ".site").stat().st_mtime + 10
    os.utime(project / "requirements.lock", (later, later))
    changed = make(project, "site")
    assert "mkdocs 2.0 build --strict" in changed.stdout


def test_a_package_with_another_hash_is_not_installed(fresh: Path, set_up: tuple[Path, Result]) -> None:
    copy_environment(set_up[0], fresh)
    lock = fresh / "requirements.lock"
    lock.write_text(re.sub(r"[0-9a-f]{64}", "0" * 64, lock.read_text()).replace("1.0", "3.0"))
    write_wheel(fresh.parent / "index", fresh.parent, "3.0")
    for _ in range(2):
        result = make(fresh, "site")
        assert result.returncode != 0
        assert "HASH" in result.stderr.upper()
        assert "build --strict" not in result.stdout


def test_half_an_environment_is_made_anew(fresh: Path, set_up: tuple[Path, Result], tmp_path: Path) -> None:
    (fresh / ".venv" / "bin").mkdir(parents=True)
    (fresh / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    quick = tmp_path / "quick-python"  # makes an environment by copying one
    quick.write_text(f'#!/bin/sh\n[ "$2" != venv ] || {{ rm -r .venv; cp -R "{set_up[0]}/.venv" .venv; }}\n')
    quick.chmod(0o755)
    result = make(fresh, f"PYTHON={quick}", "site")
    assert result.returncode == 0, result.stderr
    assert "-m venv .venv" in result.stdout


def copy_environment(source: Path, project: Path) -> None:
    shutil.copytree(source / ".venv", project / ".venv", symlinks=True)
    (project / ".venv" / ".site").unlink()


def test_an_old_python_is_named(fresh: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3.10"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    result = make(fresh, f"PYTHON={old}", "site")
    assert result.returncode != 0
    assert "needs Python 3.11 or newer" in result.stderr
    assert not (fresh / ".venv").exists()


def test_help_has_a_line_for_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    # "site serve check" in ".PHONY: site serve check"
    targets = {name for line in re.findall(r"^\.PHONY: *(.*)$", makefile, re.M) for name in line.split()}
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    # "  make site       Set up and build the site"
    lines = {found[1]: found[2] for line in shown if (found := re.fullmatch(r" *make ([a-z-]+) +(\S.*)", line))}
    assert {"site", "serve", "test", "check", "bench", "offline", "clean", "help"} <= set(lines)
    assert targets - {"chromium"} == set(lines)


def test_clean_removes_what_was_made_and_nothing_else(fresh: Path) -> None:
    made = ("site/index.html", "dist/a.zip", ".venv/bin/python", "hooks/__pycache__/a.pyc")
    for name in (*made, "tests/a.py", "docs/a.md"):
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_text("")
    result = make(fresh, "clean")
    assert result.returncode == 0, result.stderr
    left = {path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()}
    assert left == {"Makefile", "requirements.lock", "tests/a.py", "docs/a.md"}
