"""What each line of a page is: text, heading, blank, or code and raw text, whose white space must stay as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

Kind = Literal["text", "blank", "heading", "fence-open", "fence-close", "raw"]
"""`raw` is code, fenced or indented, raw HTML that shows its text as it stands, or a comment."""

_MARKER = re.compile(r"[-*+][ ]+|\d+[.)][ ]+")  # "- ", "1. "
_CONTAINER = re.compile(
    r"!!!|\?\?\?\+?|===[!+]?|\[\^[^\]]+\]:|:[ ]{2,}|///"
)  # "!!! note", '=== "Tab"', "[^1]:", ":   "
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<rest>.*)$")  # "```python"
_HEADING = re.compile(r"#{1,6}[^#]")  # "## How it works"
_QUOTED_CODE = re.compile(r"[ ]{0,3}>[ ]?(?:[ ]{4}|[ ]*\t)")  # ">     code"
_RAW_HTML = re.compile(r"<(?P<name>pre|script|style|textarea)\b", re.I)  # "<pre class='log'>"


def indent_of(line: str) -> int:
    """Return the columns of white space before the text of a line, with a tab stop every four columns."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def kinds(lines: Sequence[str]) -> list[Kind]:
    """Return the kind of each line. In doubt a line is `raw`, since that keeps it as it is."""
    found = list(_kinds(lines))
    before: Kind = "text"
    for start in range(len(found)):  # blank lines within indented code are part of it
        if found[start] != "blank":
            before = found[start]
        elif before == "raw" and (start == 0 or found[start - 1] != "blank"):
            end = next((at for at in range(start, len(found)) if found[at] != "blank"), len(found))
            if end < len(found) and found[end] == "raw":
                found[start:end] = ["raw"] * (end - start)
    return found


def _kinds(lines: Sequence[str]) -> Iterator[Kind]:
    fence = until = ""
    depth = 0  # how many lists, admonitions and the like are open
    after_blank = True
    in_code = False
    for line in lines:
        if fence:
            closes = line.strip(" \t>")
            if closes and set(closes) == {fence[0]} and len(closes) >= len(fence):
                fence = ""
                after_blank = True
                yield "fence-close"
            else:
                yield "raw"
            continue
        if until:
            until = "" if until in line.lower() else until
            yield "raw"
            after_blank = False
            continue
        if not line.strip():
            after_blank = True
            yield "blank"
            continue
        indent = indent_of(line)
        text = line.strip()
        level = indent // 4
        if after_blank:
            in_code = level > depth
            depth = min(depth, level)
        elif in_code and level <= depth:
            in_code = False
        after_blank = False
        if in_code or _QUOTED_CODE.match(line):
            yield "raw"
            continue
        opened = _opens_fence(text)
        if opened:
            fence = opened
            yield "fence-open"
            continue
        until = _opens_raw(text)
        if until:
            yield "raw"
            continue
        if _MARKER.match(text + " ") or _CONTAINER.match(text):
            depth = min(depth, level) + 1
        after_blank = indent == 0 and bool(_HEADING.match(line))
        yield "heading" if after_blank else "text"


def _opens_fence(text: str) -> str:
    """Return the fence that a line opens, also behind a list marker or in a quotation; empty where it opens none."""
    while text.startswith(">"):
        text = text[1:].lstrip()
    marker = _MARKER.match(text)
    found = _FENCE.match(text[marker.end() :] if marker else text)
    return found["fence"] if found and not (found["fence"][0] == "`" and "`" in found["rest"]) else ""


def _opens_raw(text: str) -> str:
    """Return what ends the comment or raw HTML that a line opens and does not end; empty where it opens none."""
    at = text.rfind("<!--")
    if at >= 0 and "-->" not in text[at:]:
        return "-->"
    found = _RAW_HTML.search(text)
    if found and f"</{found['name'].lower()}" not in text.lower()[found.end() :]:
        return f"</{found['name'].lower()}"
    return ""
