"""Edits of a text by whole lines, and the choice of those that leave alone what must stay the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

MAX_TRIES = 40
"""So many sets of edits are tried before the rest is given up: each may cost a rendering of the page."""

MAX_READ = 2_000_000
"""So many characters are read in all tries together, so that a long text gets fewer of them."""


@dataclass(frozen=True, order=True)
class Edit:
    """The lines from `start` up to `end`, counted from 0, become `lines`; with both equal, `lines` are put in."""

    start: int
    end: int
    lines: tuple[str, ...]


def applied(lines: Sequence[str], edits: Iterable[Edit]) -> list[str]:
    """Return the lines with the edits done; the edits do not overlap."""
    done = list(lines)
    for edit in sorted(edits, reverse=True):
        done[edit.start : edit.end] = edit.lines
    return done


def harmless(lines: Sequence[str], edits: Sequence[Edit], same: Callable[[str], bool]) -> list[Edit]:
    """Return the edits that can be done together without a change that `same` sees.

    Args:
        lines: the lines of the text.
        edits: what could be done; mostly all of it is harmless.
        same: whether a changed text still means what the text means. It is asked at most `MAX_TRIES` times, and less
            often about a long text; edits about which it could not be asked any more are left out.
    """
    kept: list[Edit] = []
    waiting = [list(edits)] if edits else []
    tries = 0
    most = min(MAX_TRIES, max(4, MAX_READ // (1 + sum(map(len, lines)))))
    while waiting and tries < most:
        some = waiting.pop()
        tries += 1
        if same("\n".join(applied(lines, [*kept, *some]))):
            kept += some
        elif len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]  # the first half is tried first
    return sorted(kept)
