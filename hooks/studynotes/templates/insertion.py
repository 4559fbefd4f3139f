"""Put a line or two into a YAML file that people write by hand, and keep every other byte of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from studynotes.servicepages import category_title
from studynotes.yamlsource import parse_yaml


class RefusedError(Exception):
    """Why nothing is written; a full sentence for the person who asked."""


def scalar(text: str) -> str:
    """Return a text as YAML writes it behind a key: plain where it can be, otherwise in double quotes."""
    if parse_yaml(f"key: {text}\n").value == {"key": text}:
        return text
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'


_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def with_service(text: str, service_id: str, name: str, category: str) -> str:
    """Return glossary.yml with one more service, in its category's group and there in the order of the ids.

    Args:
        text: the file, which is YAML without flaws.
        service_id: an id that it does not have.
        name: the official name.
        category: the category; a group of its own is begun where it is the first of it.

    Raises:
        RefusedError: the services are not written one a line, so that there is no line for another one.
    """
    source = parse_yaml(text)
    services = source.value.get("services") if isinstance(source.value, dict) else None
    if not isinstance(services, dict) or not services:
        raise RefusedError("glossary.yml has no services yet, one below the other; add this one by hand.")
    places = {key: source.place(("services", key)) for key in services}
    if len({place.column for place in places.values()}) > 1 or len({place.line for place in places.values()}) < len(
        places
    ):
        raise RefusedError("The services in glossary.yml do not stand one below the other; add this one by hand.")
    lines, end_of_line = _lines(text)
    spaces = " " * (next(iter(places.values())).column - 1)
    entry = [f"{spaces}{service_id}:", f"{spaces}  name: {scalar(name)}", f"{spaces}  category: {category}"]
    groups: dict[str, list[str]] = {}
    for key, service in services.items():
        groups.setdefault(str(service.get("category")) if isinstance(service, dict) else "", []).append(key)
    starts = {key: place.line - 1 for key, place in places.items()}
    if category in groups:
        group = groups[category]
        later = next((key for key in group if key > service_id), None)
        if later is None:
            at = _end_of_block(lines, starts[group[-1]], len(spaces))
        else:
            at = starts[later] if later == group[0] else _above_comments(lines, starts[later])
    else:
        title = f"{spaces}# {category_title(category)}"
        following = next((keys[0] for other, keys in groups.items() if other > category), None)
        if following is None:
            at = _end_of_block(lines, max(starts.values()), len(spaces))
            entry = ["", title, *entry]
        else:
            at = _above_comments(lines, starts[following])
            entry = [title, *entry, ""]
    better = _put_in(lines, at, entry, end_of_line)
    expected = {**source.value, "services": {**services, service_id: {"name": name, "category": category}}}
    if parse_yaml(better).value != expected:
        raise RefusedError(f'No line was found in glossary.yml for "{service_id}"; add it by hand.')
    return better


def with_page(text: str, page: str, trail: Sequence[str]) -> str:
    """Return mkdocs.yml with one more page in the navigation, in the order of the file names.

    Args:
        text: the file, with or without `nav`; without, MkDocs finds the pages itself and nothing is to do.
        page: the page, relative to docs/.
        trail: the titles of the sections that it stands in, the outer one first. The last one is begun where it is
            missing and not the only one.

    Raises:
        RefusedError: the navigation has no such section, or is not written one entry a line.
    """
    root = _composed(text)
    nav = _value(root, "nav")
    if nav is None or page in set(_leaves(nav)):
        return text
    lines, end_of_line = _lines(text)
    here = _items(nav, "nav")
    for depth, title in enumerate(trail):
        below = next((value for item in here.value if (value := _value(item, title)) is not None), None)
        if below is not None:
            here = _items(below, title)
        elif depth and depth == len(trail) - 1:
            break
        else:
            raise RefusedError(f'The navigation in mkdocs.yml has no section "{title}"; add `- {title}:` under nav.')
    else:
        title = ""
    dash = here.start_mark.column
    if title:
        later = next((item for item in here.value if _title(item) > title), None)
        child = next((value.start_mark.column for item in here.value for _, value in _pairs(item)), dash + 4)
        new = [f"{' ' * dash}- {title}:", f"{' ' * child}- {page}"]
    else:
        later = next((item for item in here.value if _stem(item) > _key(page)), None)
        new = [f"{' ' * dash}- {page}"]
    if later is None:
        at = _last_line(here.value[-1]) + 1
    else:
        first = later is here.value[0]
        at = later.start_mark.line if first else _above_comments(lines, later.start_mark.line)
    better = _put_in(lines, at, new, end_of_line)
    if sorted(_leaves(_value(_composed(better), "nav"))) != sorted([*_leaves(nav), page]):
        raise RefusedError(f'No line was found in mkdocs.yml for "{page}"; add it under nav by hand.')
    return better


def _lines(text: str) -> tuple[list[str], str]:
    lines = text.split("\n")
    return lines, "\r" if lines[0].endswith("\r") else ""


def _put_in(lines: Sequence[str], at: int, new: Sequence[str], end_of_line: str) -> str:
    if at >= len(lines):  # the last line of the file has no end
        return "\n".join([*lines[:-1], lines[-1] + end_of_line, *(line + end_of_line for line in new)]) + "\n"
    return "\n".join([*lines[:at], *(line + end_of_line for line in new), *lines[at:]])


def _above_comments(lines: Sequence[str], at: int) -> int:
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _end_of_block(lines: Sequence[str], start: int, column: int) -> int:
    """Return the line below an entry: below the last line that is indented deeper than its key."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        if lines[number].strip():
            if len(lines[number]) - len(lines[number].lstrip(" ")) <= column:
                break
            end = number + 1
    return end


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise RefusedError(f"mkdocs.yml is not YAML ({' '.join(str(error).split())}); mend it first.") from error


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in _pairs(node) if name.value == key), None)


def _items(node: yaml.Node, title: str) -> yaml.SequenceNode:
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise RefusedError(f'"{title}" in mkdocs.yml is not written as one entry a line; add the page there by hand.')
    return node


def _title(item: yaml.Node) -> str:
    return next((str(key.value) for key, _ in _pairs(item)), "")


def _stem(item: yaml.Node) -> str:
    """Return the key by which an entry of pages is sorted; of anything else, and of an index page, the empty string."""
    leaves = [item.value] if isinstance(item, yaml.ScalarNode) else [value.value for _, value in _pairs(item)]
    return _key(leaves[0]) if leaves and isinstance(leaves[0], str) and not leaves[0].endswith("index.md") else ""


def _key(page: str) -> str:
    return page.removesuffix(".md")


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _leaves(item)
    else:
        for _, value in _pairs(node):
            yield from _leaves(value)


def _last_line(node: yaml.Node) -> int:
    """Return the line on which the last scalar in a node ends."""
    while not isinstance(node, yaml.ScalarNode):
        if not node.value:
            break
        node = node.value[-1] if isinstance(node, yaml.SequenceNode) else node.value[-1][1]
    return int(node.end_mark.line)
