"""Write files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file by one with other content and the same mode; a reader sees the old file or the new one.

    Raises:
        OSError: the file cannot be written; it is then as it was.
    """
    staged = _staged(path, content, path.stat().st_mode & 0o7777)
    try:
        staged.replace(path)
    except OSError:
        staged.unlink(missing_ok=True)
        raise


def write_all(new: Mapping[Path, bytes], changed: Mapping[Path, bytes]) -> None:
    """Write new files and replace others: all of them, or none.

    Args:
        new: files that must not exist yet; missing folders are made.
        changed: files that exist, with their new content.

    Raises:
        FileExistsError: a new file exists.
        OSError: a file cannot be written. Either way every file is as it was.
    """
    before = {path: path.read_bytes() for path in changed}
    folders: list[Path] = []
    made: list[Path] = []
    done: list[Path] = []
    staged: dict[Path, Path] = {}
    try:
        for path in new:
            folders += _make_folders(path.parent)
        for path, content in changed.items():
            staged[path] = _staged(path, content, path.stat().st_mode & 0o7777)
        for path, content in new.items():
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
        for path, temporary in staged.items():
            temporary.replace(path)
            done.append(path)
    except OSError:
        for path in done:
            replace_file(path, before[path])
        for path in [*made, *staged.values()]:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            with contextlib.suppress(OSError):  # somebody else has put a file there meanwhile
                folder.rmdir()
        raise


def _staged(path: Path, content: bytes, mode: int) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(mode)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _make_folders(folder: Path) -> list[Path]:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
