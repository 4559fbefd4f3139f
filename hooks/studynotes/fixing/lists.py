"""List markers: a hyphen for every bullet, and nesting by four columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studynotes.fixing.edits import Edit
from studynotes.lines import Kind

_BULLET = re.compile(r"(?P<indent>[ ]*)(?P<marker>[-*+])(?P<rest>[ ]+\S.*)$")  # "  * item"
_RULE = re.compile(r"[ ]*([-*_])(?:[ ]*\1){2,}[ ]*$")  # "* * *"


def markers(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Edit]:
    """Yield items with a hyphen for `*` and `+`, and with an indent of four columns a level where it is near that.

    An indent of two or three columns stays: other Markdown nests such an item and the site does not, so what the writer
    meant is not for a program to say.
    """
    for number, line in enumerate(lines):
        found = _BULLET.match(line)
        if found is None or kinds[number] != "text" or _RULE.match(line):
            continue
        columns = len(found["indent"])
        odd = columns % 4
        if columns == 1 or (columns > 4 and odd):
            columns -= odd
        item = " " * columns + "-" + found["rest"]
        if item != line:
            yield Edit(number, number + 1, (item,))
