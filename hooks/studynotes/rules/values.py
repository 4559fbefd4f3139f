"""The texts in parsed YAML, each with the way to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studynotes.yamlsource import Path


def texts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text in a parsed YAML value, keys too, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, str):
                yield (*path, key), key
            yield from texts_of(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_of(item, (*path, index))


def list_of(value: Any) -> list[Any]:
    """Return a value that is a list; an empty list for anything else."""
    return value if isinstance(value, list) else []
