"""Files under docs/: their names, sizes and links, and the white space of those that are text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studynotes.lines import kinds
from studynotes.problems import Problem
from studynotes.prose import Prose
from studynotes.rules.active import Active, active_in_html
from studynotes.site import Site
from studynotes.textfile import MAX_BYTES, decode, read_raw

TEXTS = frozenset({".md", ".yml", ".svg", ".css", ".js"})
EXTENSIONS = TEXTS | {".png", ".jpg", ".webp", ".ico", ".woff2", ".txt", ".json"}
"""What a file under docs/ may end with: nothing that a browser would open as a page of its own."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*")  # "dead-letter-queue.md"
_TRAILING = re.compile(r"[ \t\f\v\u00a0]+$")  # the end of "word  "
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]")  # "\x02"
_ELSEWHERE = re.compile(r"@import[^;\n]*|url\(\s*[\"']?\s*(?:[a-z]+:)?//[^)\n]*", re.I)  # "url(https://host/a.woff2)"
# "<!DOCTYPE svg", "<!ENTITY x", "<?xml-stylesheet", and an encoding that hides what the file says
_DECLARATION = re.compile(r"<!(?:doctype|entity)\b|<\?(?!xml\s)[a-z-]+|encoding\s*=\s*[\"'](?!utf-8[\"'])[^\"']*", re.I)
_SVG_STYLE = re.compile(r"<style\b[^>]*>(?P<css>.*?)(?:</style|\Z)", re.I | re.S)  # "<style>a { fill: red }</style>"
_CSS_FETCHES = re.compile(r"@import|url\(\s*[\"']?(?!\s*#)[^)]{0,60}|\\|expression\(", re.I)  # "url(a.png)"


@dataclass(frozen=True)
class File:
    """A file or folder under docs/."""

    path: str
    """Relative to docs/, with forward slashes."""
    place: Path
    is_folder: bool
    is_link: bool


def files_of(site: Site) -> list[File]:
    """Return every file and folder under docs/, sorted; symbolic links are not followed."""
    found: list[File] = []
    waiting = [("", site.docs)]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:  # not a folder, or not ours to read
            continue
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            file = File(prefix + entry.name, Path(entry.path), is_folder, entry.is_symlink())
            found.append(file)
            if is_folder:
                waiting.append((file.path + "/", file.place))
    return sorted(found, key=lambda file: file.path)


def check_files(site: Site) -> Iterator[Problem]:
    """Yield what is wrong with the files under docs/ and with glossary.yml, apart from what stands in them."""
    for file in files_of(site):
        shown = _printable(f"{site.docs.name}/{file.path}")
        yield from _name(file, shown)
        if file.is_link:
            yield from _link(file, shown)
        elif not file.is_folder:
            yield from _content(file, shown)
    yield from _content(File("glossary.yml", site.root / "glossary.yml", False, False), site.glossary.path)


def _printable(path: str) -> str:
    return path.encode("utf-8", "replace").decode().replace("\n", "?").replace("\r", "?")


def _name(file: File, shown: str) -> Iterator[Problem]:
    name = shown.rpartition("/")[2]
    if not _NAME.fullmatch(name):
        message = f'The name "{name}" is not lower-case words joined by hyphens.'
        better = re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")
        yield Problem(shown, 1, 1, "file-name", message, f'Call it "{better or "another-name"}".')
    elif not (file.is_folder or file.is_link) and file.place.suffix not in EXTENSIONS:
        message = f'The name "{name}" ends in none of {", ".join(sorted(EXTENSIONS))}.'
        yield Problem(shown, 1, 1, "file-name", message, "Use one of these kinds of file, or put it elsewhere.")


def _link(file: File, shown: str) -> Iterator[Problem]:
    if file.place.suffix == ".md" and not file.place.is_dir():
        return  # the page's own loading says so
    message = f'"{shown}" is a symbolic link.'
    yield Problem(shown, 1, 1, "unreadable-file", message, "Put the file or folder itself there.")


def _content(file: File, shown: str) -> Iterator[Problem]:
    suffix = file.place.suffix
    is_page = suffix in (".md", ".yml")
    if suffix not in TEXTS:
        size = _size(file.place)
        if size > MAX_BYTES:
            message = f'"{shown}" has {size:,} bytes; {MAX_BYTES:,} are the most.'
            yield Problem(shown, 1, 1, "file-size", message, "Make it smaller, or leave it out.")
        return
    raw, problems = read_raw(file.place, shown)
    text = None
    if raw is not None:
        text, problems = decode(raw, shown)
    if not is_page:  # what is wrong with pages and the glossary, their loading says
        yield from problems
    if raw is None or text is None:
        return
    code = _code_lines(text) if suffix == ".md" else frozenset()
    yield from _white_space(raw, text, shown, code)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unsafe = _in_svg(text) if suffix == ".svg" else _in_css(text) if suffix == ".css" else ()
    prose = Prose(text)
    for active in unsafe:
        message = f'"{active.what}" runs, hides or loads something.'
        hint = "Draw and style with what is in this file only."
        yield Problem(shown, *prose.place(active.offset), active.rule, message, hint)


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except OSError:
        return 0


def _code_lines(text: str) -> frozenset[int]:
    """Return the numbers of the lines that are code: their white space is what it is, and `make fix` leaves it."""
    return frozenset(number for number, kind in enumerate(kinds(text.splitlines()), 1) if kind == "raw")


def _white_space(raw: bytes, text: str, shown: str, code: frozenset[int]) -> Iterator[Problem]:
    if raw.startswith(b"\xef\xbb\xbf"):
        message = 'The file begins with a byte-order mark ("U+FEFF").'
        yield Problem(shown, 1, 1, "byte-order-mark", message, "Save it as UTF-8 without one.")
    if "\r" in text:
        end = '"CRLF"' if "\r\n" in text else '"CR"'
        line = text[: text.index("\r")].count("\n") + 1
        message = f"{text.count(chr(13))} lines end in {end}."
        yield Problem(shown, line, 1, "line-ends", message, 'End lines in "LF": `make fix`, or your editor\'s setting.')
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        lines = text.split("\n")
        message = f'The last line, "{lines[-1][-30:]}", has no line end.'
        yield Problem(shown, len(lines), len(lines[-1]) + 1, "final-newline", message, "Add one.")
    elif text.endswith("\n\n"):
        line = text.rstrip("\n").count("\n") + 2
        yield Problem(shown, line, 1, "final-newline", 'The file ends in an empty line, "".', "Delete it.")
    for number, line_text in enumerate(text.split("\n"), 1):
        if not line_text or (line_text.isprintable() and line_text[-1] != " "):
            continue
        found = None if number in code else _TRAILING.search(line_text[-500:])
        if found:
            column = max(len(line_text) - 500, 0) + found.start() + 1
            word = " ".join(line_text[:column].split()[-2:])[-40:]
            message = f'White space stands at the end of the line, after "{word}".'
            yield Problem(shown, number, column, "trailing-whitespace", message, "Delete it; a line break is `<br>`.")
        tab = line_text.find("\t")
        if tab >= 0 and number not in code and (found is None or tab < column - 1):
            message = f'A tab stands before "{" ".join(line_text[tab:].split())[:30]}".'
            yield Problem(shown, number, tab + 1, "tab", message, "Use spaces: four for each level.")
        control = _CONTROL.search(line_text)
        if control:
            message = f'The character "U+{ord(control.group()):04X}" is invisible.'
            yield Problem(shown, number, control.start() + 1, "control-character", message, "Delete it.")


def _in_svg(text: str) -> Iterator[Active]:
    for found in _DECLARATION.finditer(text):
        yield Active("unsafe-html", found.group(), found.start())
    yield from active_in_html(text, svg=True)
    for found in _SVG_STYLE.finditer(text):
        fetches = _CSS_FETCHES.search(found["css"])
        if fetches:
            yield Active("unsafe-html", fetches.group().strip(), found.start("css") + fetches.start())


def _in_css(text: str) -> Iterator[Active]:
    for found in _ELSEWHERE.finditer(text):
        yield Active("unsafe-html", found.group().strip(), found.start())
