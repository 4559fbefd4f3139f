"""What is wrong with a page or the glossary, where, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong at one place. Problems sort by place, then by rule."""

    path: str
    """The file, relative to the project's root, with forward slashes."""
    line: int
    """The line in that file, counted from 1."""
    column: int
    """The column in that line, counted from 1 in characters."""
    rule: str
    """The stable name of the rule, for example `service-without-page`."""
    message: str
    """What is wrong, with the offending text in quotation marks; a full sentence."""
    hint: str = ""
    """What to do; a full sentence."""
    level: Level = "error"
    """`error` fails a check, `warning` and `note` do not."""

    def __str__(self) -> str:
        """Return the one form in which problems are shown everywhere."""
        return f"{self.path}:{self.line}:{self.column}: {self.level}: {self.sentence} [{self.rule}]"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, on one line."""
        return " ".join(f"{self.message} {self.hint}".split())


def as_text(problems: Iterable[Problem]) -> str:
    """Return the problems sorted, one a line."""
    return "\n".join(str(problem) for problem in sorted(problems))


def as_json(problems: Iterable[Problem]) -> str:
    """Return the problems sorted, as a JSON array of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in sorted(problems)], indent=2, ensure_ascii=False)


_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(problems: Iterable[Problem]) -> str:
    """Return the problems sorted, as GitHub Actions workflow commands that annotate the lines of a pull request.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(
        f"::{_COMMANDS[problem.level]} file={_property(problem.path)},line={problem.line},col={problem.column},"
        f"title={_property(problem.rule)}::{_data(problem.sentence)}"
        for problem in sorted(problems)
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
