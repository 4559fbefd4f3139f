"""YAML that knows where each value stands, and that a stranger cannot use to hang the build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""The way to a value: mapping keys and sequence indexes, from the root."""

MAX_DEPTH = 20
"""Deeper nesting than any file of the project has; YAML beyond it is refused."""

_LINE_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""Characters that YAML 1.1 takes for line ends and no editor does: lines must count the same in both."""

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Place:
    """A line and a column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Flaw:
    """Why a YAML text cannot be used as it stands, and where."""

    place: Place
    message: str
    hint: str


@dataclass(frozen=True)
class Source:
    """A parsed YAML text: its value, and the place of every part of it."""

    value: Any
    places: dict[Path, Place] = field(default_factory=dict)
    """Where each key (for a mapping) or item (for a sequence) begins."""
    flaws: tuple[Flaw, ...] = ()

    def place(self, path: Path) -> Place:
        """Return where `path` begins; of a path that does not exist, where its nearest parent begins."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))


def parse_yaml(text: str, first_line: int = 1) -> Source:
    """Parse one YAML document without ever raising for what stands in it.

    Args:
        text: the document.
        first_line: the line number of its first line in the file, counted from 1.

    Returns:
        The value, the places and the flaws: bad syntax, a key that stands twice, a key that is not text, an alias
        (they allow a small file to grow without bounds), a tag, or too deep nesting. With bad syntax the value is None.
    """
    text = text.translate(_LINE_BREAKS)
    try:
        _refuse_depth(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            reader = _Reader(loader, first_line)
            value = reader.read(node, ()) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # YAML sees the end of a text on a line of its own; no editor has that line.
        last = text.count("\n")
        place = Place(min(mark.line, last) + first_line, mark.column + 1) if mark else Place(first_line, 1)
        what = " ".join(part for part in (error.context, error.problem) if part)
        return Source(None, flaws=(Flaw(place, f"This is not YAML: {what}.", "Mend the line, or the one above it."),))
    except yaml.reader.ReaderError:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        offset = found.start() if found else 0
        line = text.count("\n", 0, offset) + first_line
        column = offset - text.rfind("\n", 0, offset)
        message = f'The character "U+{ord(text[offset]):04X}" may not stand in YAML.'
        return Source(None, flaws=(Flaw(Place(line, column), message, "Delete it."),))
    except (yaml.YAMLError, ValueError) as error:
        message = f"This is not YAML: {error}."
        return Source(None, flaws=(Flaw(Place(first_line, 1), message, "Write it more simply."),))
    return Source(value, reader.places, tuple(reader.flaws))


def _refuse_depth(text: str) -> None:
    """Raise ValueError for deep nesting: the composer recurses, on the stack of C, and would end the process."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > 5 * MAX_DEPTH:
                raise ValueError("too deeply nested")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Reader:
    def __init__(self, loader: Any, first_line: int) -> None:
        self.loader = loader
        self.first_line = first_line
        self.places: dict[Path, Place] = {}
        self.flaws: list[Flaw] = []
        self.seen: set[int] = set()

    def flaw(self, node: yaml.Node, message: str, hint: str) -> None:
        self.flaws.append(Flaw(self.place_of(node), message, hint))

    def place_of(self, node: yaml.Node) -> Place:
        return Place(node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def read(self, node: yaml.Node, path: Path) -> Any:
        self.places.setdefault(path, self.place_of(node))
        if len(path) > MAX_DEPTH:
            self.flaw(node, f"This is nested more than {MAX_DEPTH} levels deep.", "Write it flat.")
            return None
        if isinstance(node, yaml.MappingNode | yaml.SequenceNode):
            if id(node) in self.seen:
                self.flaw(node, "This part is used again by a YAML alias (`*name`).", "Write it out where it is used.")
                return None
            self.seen.add(id(node))
            if isinstance(node, yaml.MappingNode):
                return dict(self.pairs(node, path))
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:timestamp":
            return str(node.value)  # a date stays the text that it is written as, a name for example
        try:
            value = self.loader.construct_object(node)
            str(value)  # of a number with thousands of digits, Python makes no text
            return value
        except (yaml.YAMLError, ValueError, LookupError, OverflowError) as error:
            # LookupError: `!!bool maybe`, `!!int ""`
            reason = getattr(error, "problem", None) or error
            self.flaw(node, f'"{_short(node.value)}" cannot be read: {reason}.', "Put quotes around it.")
            return None

    def pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        keys: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.flaw(key_node, "A key must be text.", "Write the key as one word.")
                continue
            key = str(key_node.value)
            if key in keys:
                self.flaw(key_node, f'The key "{_short(key)}" stands here twice.', "Keep one of them.")
                continue
            keys.add(key)
            self.places[(*path, key)] = self.place_of(key_node)
            yield key, self.read(value_node, (*path, key))


def _short(text: str, most: int = 60) -> str:
    text = " ".join(str(text).split())
    return text if len(text) <= most else text[: most - 3] + "..."
