"""Mend one text: each kind of mending in turn, until nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from studynotes.fixing import lists, stubs, tables, whitespace
from studynotes.fixing.edits import Edit, applied, harmless
from studynotes.fixing.frontmatter import ordered
from studynotes.fixing.rendering import Renderer
from studynotes.lines import Kind, kinds
from studynotes.pages import parse_page
from studynotes.yamlsource import parse_yaml

ROUNDS = 10
"""So often a text is gone through; one that still changes then is left as it was."""

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

Step = Callable[[Sequence[str], Sequence[Kind]], Iterable[Edit]]

STEPS: tuple[tuple[str, Step], ...] = (
    ("white space", whitespace.trailing),
    ("white space", whitespace.trailing_still),
    ("list markers", lists.markers),
    ("tables", tables.aligned),
    ("blank lines", whitespace.around_blocks),
    ("blank lines", whitespace.blank_runs),
)
"""What is done to the Markdown of a page, in order, each with its name in the report."""


@dataclass(frozen=True)
class Mended:
    """A text after mending."""

    text: str
    what: tuple[str, ...] = ()
    """What was mended, each kind once, in the order in which it was done."""


def mend_page(path: str, text: str, renderer: Renderer) -> Mended:
    """Mend a page.

    Args:
        path: the page, relative to docs/; service pages get the sections that they miss.
        text: what the file holds, line ends and byte-order mark included.
        renderer: tells whether the page still shows the same; an edit that changes that is not made.

    Returns:
        The page; as it is where its front matter is not YAML, or where no end is found.
    """
    if parse_page(path, _plain(text)).problems:
        return Mended(text)

    def mend(text: str) -> Iterator[tuple[str, str]]:
        yield from _file_form(text)
        text = _plain(text)
        front, body = _split(path, text)
        for what, better in _front_matter(front):
            front = better
            yield what, front + body
        for what, better in _body(body, renderer):
            body = better
            yield what, front + body
        front, body = _ends(front, body, renderer)
        yield "blank lines", front + body
        if path.startswith("services/"):
            yield "missing sections", stubs.with_sections(path, front + body)

    return _until_done(text, mend)


def mend_yaml(text: str) -> Mended:
    """Mend the white space of a YAML file; as it is where it is no YAML, or where white space is part of a value."""
    if parse_yaml(_plain(text)).flaws:
        return Mended(text)

    def mend(text: str) -> Iterator[tuple[str, str]]:
        yield from _file_form(text)
        text = _plain(text)
        better = _spaced(text)
        yield "white space", better
        if better.strip("\n") and _equal(better, better.rstrip("\n") + "\n"):
            yield "final newline", better.rstrip("\n") + "\n"

    return _until_done(text, mend)


def _until_done(text: str, mend: Callable[[str], Iterable[tuple[str, str]]]) -> Mended:
    done: dict[str, None] = {}
    now = text
    for _ in range(ROUNDS):
        before = now
        for what, better in mend(before):
            if better != now:
                done[what] = None
                now = better
        if now == before:
            return Mended(now, tuple(done))
    return Mended(text)


def _plain(text: str) -> str:
    return text.lstrip(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _file_form(text: str) -> Iterator[tuple[str, str]]:
    yield "byte-order mark", text.lstrip(BYTE_ORDER_MARK)
    yield "line ends", _plain(text)


def _split(path: str, text: str) -> tuple[str, str]:
    """Return the front matter with both lines of dashes, and what stands below."""
    lines = text.split("\n")
    at = parse_page(path, text).body_line - 1
    front = "\n".join(lines[:at])
    return (front + "\n" if at and at < len(lines) else front), "\n".join(lines[at:])


def _front_matter(front: str) -> Iterator[tuple[str, str]]:
    lines = front.rstrip("\n").split("\n")
    if len(lines) < 2:
        return
    begin, end, after = lines[0].rstrip(), lines[-1].rstrip(), front[len(front.rstrip("\n")) :]
    inner = _spaced("\n".join(lines[1:-1]))
    yield "white space", "\n".join([begin, *([inner] if len(lines) > 2 else []), end]) + after
    if len(lines) > 2:
        yield "order of fields", "\n".join([begin, ordered(inner), end]) + after


def _spaced(text: str) -> str:
    """Return YAML without trailing spaces and tabs, where they are not part of a value."""
    lines = text.split("\n")
    edits = []
    for number, line in enumerate(lines):
        better = line.expandtabs(4).rstrip(" ")
        if better != line:
            edits.append(Edit(number, number + 1, (better,)))
    return "\n".join(applied(lines, harmless(lines, edits, lambda after: _equal(text, after))))


def _equal(before: str, after: str) -> bool:
    old, new = parse_yaml(before), parse_yaml(after)
    return not old.flaws and not new.flaws and old.value == new.value


def _body(body: str, renderer: Renderer) -> Iterator[tuple[str, str]]:
    original = body
    for what, step in STEPS:
        lines = body.split("\n")
        edits = list(step(lines, kinds(lines)))
        if edits:
            kept = harmless(lines, edits, lambda after: renderer.same(original, after))
            body = "\n".join(applied(lines, kept))
            yield what, body


def _ends(front: str, body: str, renderer: Renderer) -> tuple[str, str]:
    """Return both parts with one blank line between them, and one line end at the end of the page."""
    if not body.strip("\n"):
        return (front.rstrip("\n") + "\n" if front else ""), ""
    better = ("\n" if front else "") + body.strip("\n") + "\n"
    return front, better if better == body or renderer.same(body, better) else body
