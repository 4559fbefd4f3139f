"""Write files into a folder without ever losing what a person changed there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from studynotes.problems import Problem

RECORD = ".written.json"
"""Which files were written, and their SHA-256: what differs from that was changed by a person."""


def write_files(folder: Path, files: Mapping[str, str], *, force: bool = False) -> list[Problem]:
    """Write the files, by path relative to the folder, and delete those that only an earlier run wrote.

    Where a file that would be overwritten was changed since, or is none that was written here, nothing at all is
    written and each such file is a problem; with `force` they are overwritten. Files that stay the same are not
    touched. Changed files that would only be deleted stay. What the file system refuses is a problem too.
    """
    record = _record(folder)
    problems = [
        problem
        for path, text in sorted(files.items())
        if not force and (problem := _changed(folder, path, text, record))
    ]
    if problems:
        return problems
    written: dict[str, str] = {}
    try:
        for path, text in sorted(files.items()):
            _write(folder / path, text)
            written[path] = _digest(text.encode("utf-8"))
        for path in sorted(record.keys() - files.keys()):
            target = folder / path
            if target.is_file() and not target.is_symlink() and _digest(target.read_bytes()) == record[path]:
                target.unlink()
                _remove_empty(target.parent, folder)
        _write(folder / RECORD, json.dumps(written, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        where = str(error.filename or folder)
        problems.append(
            _problem(folder, "", f'"{where}" cannot be written: {reason}.', "Choose another folder with --out.")
        )
    return problems


def _record(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        path: digest
        for path, digest in data.items()
        if isinstance(digest, str) and not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts
    }


def _changed(folder: Path, path: str, text: str, record: Mapping[str, str]) -> Problem | None:
    target = folder / path
    try:
        if not target.is_symlink() and not target.exists():
            return None
        raw = target.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        return _problem(folder, path, f'"{target}" cannot be read: {reason}.', "Move it away.")
    if raw == text.encode("utf-8") or _digest(raw) == record.get(path):
        return None
    return _problem(
        folder, path, f'"{target}" was changed since it was written.', "Move it away, or overwrite it with --force."
    )


def _write(target: Path, text: str) -> None:
    """Write a file as a whole: a run that is interrupted leaves the old one or the new one."""
    raw = text.encode("utf-8")
    with contextlib.suppress(OSError):
        if target.read_bytes() == raw and not target.is_symlink():
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.part")
    partial.write_bytes(raw)
    partial.replace(target)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _problem(folder: Path, path: str, message: str, hint: str) -> Problem:
    shown = (folder / path).as_posix() if path else folder.as_posix()
    return Problem(shown, 1, 1, "draft-not-written", message, hint)
