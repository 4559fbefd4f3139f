"""Every one change in a value: for tests of what becomes of a file with one slip in it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

ODD: list[Any] = [
    None,
    True,
    5,
    1.0,
    "",
    " ",
    "A b",
    "2026-13-45",
    "2026-11-02\n",
    "sqs",
    [],
    [1],
    ["a", "a"],
    {"a": 1},
]


def changes(value: Any) -> Iterator[Any]:
    """Yield copies of a value, each with one part replaced by something odd, deleted, or given a neighbour."""
    for *way, last in paths(value):
        for odd in ODD:
            changed, part = _part(value, way)
            part[last] = odd
            yield changed
        changed, part = _part(value, way)
        del part[last]
        yield changed
        changed, part = _part(value, way)
        if isinstance(part, dict):
            part["unknown"] = "a"
        else:
            part.append(part[last])
        yield changed


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of a value but the whole."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from paths(item, (*path, key))


def _part(value: Any, way: list[Any]) -> tuple[Any, Any]:
    """Return a copy of a value, and the part of it that the way leads to."""
    changed = part = copy.deepcopy(value)
    for key in way:
        part = part[key]
    return changed, part
