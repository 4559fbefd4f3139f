"""The order of front matter fields: lines are moved, so that every comment and every value stays as it was written."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from studynotes.schema import FOLDER
from studynotes.yamlsource import parse_yaml

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def field_order(part: str = "") -> tuple[str, ...]:
    """Return the fields of a page, or of a `limit`, `compare` or `row` in it, in the order of `schemas/page.json`."""
    schema = json.loads((FOLDER / "page.json").read_text("utf-8"))
    return tuple((schema["$defs"][part] if part else schema)["properties"])


def ordered(text: str) -> str:
    """Return front matter with its fields in order, those of limits, comparisons and their rows too.

    Args:
        text: the YAML between the dashes, with line ends as LF. It is YAML without flaws (`parse_yaml` found none).

    Returns:
        The same lines in another order; the text itself where it is in order, or where its form does not let lines be
        moved (flow style, a field that begins in the line of another).
    """
    root = yaml.compose(text, LOADER)
    parts = [(node, field_order(part)) for path, part in _parts(parse_yaml(text).value) if (node := _at(root, path))]
    for some in (parts, parts[-1:]):  # all of them, or where that fails, the fields of the page only
        lines = text.split("\n")
        for node, order in some:
            _put_in_order(lines, node, order)
        moved = "\n".join(lines)
        if moved == text or _same(text, moved):
            return moved
    return text


def _parts(value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the ways to the mappings that have an order, and what they are; the inner ones first."""
    if not isinstance(value, dict):
        return
    compare = value.get("compare")
    for way, items, part in (
        (("limits",), value.get("limits"), "limit"),
        (("compare", "rows"), compare.get("rows") if isinstance(compare, dict) else None, "row"),
    ):
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield (*way, index), part
    if isinstance(compare, dict):
        yield ("compare",), "compare"
    yield (), ""


def _put_in_order(lines: list[str], node: yaml.MappingNode, order: Sequence[str]) -> None:
    """Move the lines of a mapping. Each mapping keeps its lines, so the places of the others still hold."""
    if node.flow_style or not node.value:
        return
    keys = [str(key.value) for key, _ in node.value]
    ranks = [order.index(key) if key in order else len(order) for key in keys]
    begins = [key.start_mark.line for key, _ in node.value]
    column = node.value[0][0].start_mark.column
    prefix = lines[begins[0]][:column]  # spaces, or "  - " of an item
    if (
        ranks == sorted(ranks)
        or len(set(begins)) != len(begins)
        or any(key.start_mark.column != column for key, _ in node.value)
        or any(lines[begin][:column].strip() for begin in begins[1:])
    ):
        return
    starts = [_with_comments(lines, begin, column) for begin in begins]
    starts[0] = begins[0] if prefix.strip() else starts[0]
    end = _end(lines, node, column)
    chunks = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    heads = [begin - start for begin, start in zip(begins, starts, strict=True)]
    spaces = " " * column
    chunks[0][heads[0]] = spaces + chunks[0][heads[0]][column:]
    chosen = sorted(range(len(chunks)), key=lambda index: ranks[index])
    first = chosen[0]
    if prefix.strip():  # comments of the new first field stand above the item
        comments = chunks[first][: heads[first]]
        chunks[first][: heads[first]] = [" " * prefix.index("-") + line.lstrip(" ") for line in comments]
    chunks[first][heads[first]] = prefix + chunks[first][heads[first]][column:]
    lines[starts[0] : end] = [line for index in chosen for line in chunks[index]]


def _at(node: yaml.Node | None, path: tuple[str | int, ...]) -> yaml.MappingNode | None:
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        else:
            return None
    return node if isinstance(node, yaml.MappingNode) else None


def _with_comments(lines: Sequence[str], begin: int, column: int) -> int:
    """Return the line in which the comment above a field begins. What is indented deeper belongs to the field above."""
    while begin and lines[begin - 1].lstrip(" ").startswith("#"):
        above = lines[begin - 1]
        if len(above) - len(above.lstrip(" ")) > column:
            break
        begin -= 1
    return begin


def _end(lines: Sequence[str], node: yaml.Node, column: int) -> int:
    """Return the line below a mapping, without the blank lines and the comments that stand under its last field."""
    end = min(node.end_mark.line + (node.end_mark.column > 0), len(lines))
    if node.end_mark.column <= column and node.end_mark.line < len(lines):
        end = node.end_mark.line  # the mark stands at the next token
    while end > node.value[-1][0].start_mark.line + 1:
        above = lines[end - 1].strip(" ")
        if above and not (above.startswith("#") and len(lines[end - 1]) - len(lines[end - 1].lstrip(" ")) <= column):
            break
        end -= 1
    return end


def _same(before: str, after: str) -> bool:
    """Whether two texts hold the same values, and the same lines but for the dash of an item."""
    old, new = parse_yaml(before), parse_yaml(after)
    return not new.flaws and old.value == new.value and _lines(before) == _lines(after)


def _lines(text: str) -> Counter[str]:
    return Counter(line.lstrip(" -") for line in text.split("\n"))
