"""Find the files that are named, and read each as lines of text, or say why not."""

from __future__ import annotations

import codecs
import glob
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studynotes.problems import Problem
from studynotes.rawnotes.converting import CONVERTERS, ConversionError, looks_like_html, text_of_html

MAX_BYTES = 20_000_000
"""Larger files are not read."""
MAX_LINE = 100_000
"""A file with a longer line is no note; measured in characters."""
ENDINGS = (".txt", ".md", ".markdown", ".text", ".rst", ".html", ".htm", *CONVERTERS)
"""What is read in a folder; a file that is named itself may end as it likes."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_ENCODINGS = (
    *("cp1252", "utf_16", "utf_32", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859_15", "mac_roman", "koi8_r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)


@dataclass(frozen=True)
class RawFile:
    """A file of notes as lines."""

    name: str
    lines: tuple[str, ...]
    encoding: str
    """How it was decoded; empty for PDF and Word."""
    converted: bool
    """Whether the lines are those of a text made from HTML, PDF or Word."""


def find_files(named: Iterable[str], leave_out: Path | None = None) -> tuple[list[Path], list[Problem]]:
    """Return the files that paths, folders and glob patterns name, each once, in the order given, folders sorted.

    `leave_out` is a folder whose files are no notes: that of the drafts. What names no file is a problem.
    """
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for name in named:
        path = Path(name)
        found = _expand(name, path)
        if leave_out is not None:
            found = (
                [each for each in found if not _real(each).is_relative_to(leave_out)] if not path.is_file() else found
            )
        if not found:
            message = f'The folder "{name}" holds no notes.' if path.is_dir() else f'No file is named "{name}".'
            hint = f"Notes in a folder end in {', '.join(ENDINGS)}." if path.is_dir() else "Check the path."
            problems.append(_problem(name, message, hint))
        for each in found:
            files.setdefault(_real(each), each)
    return list(files.values()), problems


def _expand(name: str, path: Path) -> list[Path]:
    try:
        if path.is_dir():
            inside = (Path(folder) / file for folder, _, names in os.walk(path) for file in names)
            return sorted(file for file in inside if file.suffix.lower() in ENDINGS and not _hidden(file, path))
        if path.exists() or path.is_symlink():
            return [path]
        matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 (absolute patterns, too)
    except (OSError, ValueError):  # a name that no file system takes
        return []
    return [file for match in matches for file in (_expand(str(match), match) if match.is_dir() else [match])]


def _real(path: Path) -> Path:
    """Return where a path leads; of symbolic links that go round in a circle, the path itself."""
    return Path(os.path.realpath(path))


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def shown_name(path: Path) -> str:
    """Return a path as references show it: relative to the current folder where it is inside, with forward slashes."""
    try:
        name = _real(path).relative_to(_real(Path.cwd())).as_posix()
    except ValueError:
        name = path.as_posix()
    return re.sub(r"[\x00-\x1f\x7f\s]+", " ", name.encode("utf-8", "replace").decode("utf-8")).replace("--", "- -")


def read_file(path: Path) -> RawFile | Problem:
    """Read one file. What cannot be read, or is no text, comes back as a problem that says what to do."""
    name = shown_name(path)
    try:
        size = path.stat().st_size
        if not path.is_file():
            return _problem(name, f'"{name}" is no file.', "Name a file, a folder or a pattern.")
        if size > MAX_BYTES:
            return _problem(name, f'"{name}" has {size:,} bytes; {MAX_BYTES:,} are the most.', "Split it.")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        return _problem(name, f'"{name}" cannot be read: {reason}.', "Check its path and permissions.")
    if not raw.strip():
        return _problem(name, f'"{name}" is empty.', "Leave it out.")
    converter = CONVERTERS.get(path.suffix.lower())
    if converter is not None:
        try:
            text, encoding, converted = converter(raw), "", True
        except ConversionError as error:
            return _problem(name, f'"{name}" cannot be converted: {error.reason}', error.hint)
    else:
        decoded = decode(raw)
        if decoded is None:
            message = f'"{name}" is no text: it is binary, or in an encoding that cannot be told.'
            return _problem(name, message, "Save it as UTF-8 text, HTML, PDF or .docx.")
        text, encoding = decoded
        converted = looks_like_html(path.suffix.lower(), text)
        text = text_of_html(text) if converted else text
    lines = tuple(_LINE_END.split(text))
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            message = f'Line {number} of "{name}" has {len(line):,} characters; {MAX_LINE:,} are the most.'
            return _problem(name, message, "Break it into lines.", number)
    if not any(line.strip() for line in lines):
        return _problem(name, f'"{name}" holds no text.', "A scanned page needs text recognition first.")
    return RawFile(name, lines, encoding, converted)


def decode(raw: bytes) -> tuple[str, str] | None:
    """Return bytes as text, with the name of the encoding: UTF-8, what a byte-order mark says, or the likeliest one.

    None where they are binary. Other encodings are detected by charset-normalizer
    (https://charset-normalizer.readthedocs.io/), among those that notes come in.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                return None
            return None if _is_binary(text) else (text, encoding)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(raw)
    return None if _is_binary(text) else (text, "utf-8")


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _detected(raw: bytes) -> tuple[str, str] | None:
    if raw.count(b"\0") > 0.02 * len(raw) and len(raw) % 2 and len(raw) % 4:
        return None
    from charset_normalizer import from_bytes  # takes a moment to load, and most notes are UTF-8

    best = from_bytes(raw, cp_isolation=list(_ENCODINGS)).best()
    if best is None:
        return None
    text = str(best)
    # Several encodings can give the same text; the commonest is named.
    encoding = "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding
    return None if _is_binary(text) else (text, encoding)


def _is_binary(text: str) -> bool:
    """Whether a text holds what no text holds: NUL, or one control character in a hundred."""
    head = text[:200_000]
    controls = sum(1 for char in head if char < " " and char not in "\t\n\r\f\v")
    return "\0" in text or controls > max(1, len(head)) / 100


def _problem(name: str, message: str, hint: str, line: int = 1) -> Problem:
    return Problem(name, line, 1, "unreadable-note", message, hint)
