"""Read a file that a stranger wrote: UTF-8 text of a sane size, or a problem that says what it is instead."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from studynotes.problems import Problem

MAX_BYTES = 1_000_000
"""Larger files are not read."""


def read_text(path: Path, shown: str) -> tuple[str | None, list[Problem]]:
    """Read a text file.

    Args:
        path: the file.
        shown: its path as problems show it.

    Returns:
        The text with line ends as they are and without a byte-order mark, or None where it cannot be read; and the
        problems with that: missing, not a file, a symbolic link out of its folder, too large, or not UTF-8.
    """
    raw, problems = read_raw(path, shown)
    return (None, problems) if raw is None else decode(raw, shown)


def read_raw(path: Path, shown: str) -> tuple[bytes | None, list[Problem]]:
    """Read a file's bytes. Takes and returns the same as `read_text`, before anything is decoded."""

    def wrong(message: str, hint: str) -> Problem:
        return Problem(shown, 1, 1, "unreadable-file", message, hint)

    try:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            message = f'"{shown}" is a symbolic link out of its folder.'
            return None, [wrong(message, "Put the file itself there.")]
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [wrong(f'"{shown}" is not a file.', "Put a text file there, or give the folder another name.")]
        if status.st_size > MAX_BYTES:
            message = f'"{shown}" has {status.st_size:,} bytes; {MAX_BYTES:,} are the most.'
            return None, [wrong(message, "Split it, or shorten it.")]
        return path.read_bytes(), []
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        return None, [wrong(f'"{shown}" cannot be read: {reason}.', "Put a readable file there.")]


def decode(raw: bytes, shown: str) -> tuple[str | None, list[Problem]]:
    """Decode a file's bytes. Takes `shown` and returns the same as `read_text`."""
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        lines = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        column = len(lines[-1].decode("utf-8", "replace")) + 1
        message = f'The byte "0x{raw[error.start]:02X}" is not UTF-8.'
        return None, [Problem(shown, len(lines), column, "unreadable-file", message, "Save the file as UTF-8.")]
