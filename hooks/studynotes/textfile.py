"""Read a file that a stranger wrote: UTF-8 text of a sane size, or a problem that says what it is instead."""

from __future__ import annotations

import os
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

    def wrong(message: str, hint: str, line: int = 1, column: int = 1) -> Problem:
        return Problem(shown, line, column, "unreadable-file", message, hint)

    try:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            message = f'"{shown}" is a symbolic link out of its folder.'
            return None, [wrong(message, "Put the file itself there.")]
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f'"{shown}" has {size:,} bytes; {MAX_BYTES:,} are the most.'
            return None, [wrong(message, "Split it, or shorten it.")]
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        return None, [wrong(f'"{shown}" cannot be read: {reason}.', "Put a readable file there.")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f'The byte "0x{raw[error.start]:02X}" is not UTF-8.'
        return None, [wrong(message, "Save the file as UTF-8.", line, column)]
