"""The command behind `make check`: every rule, over the whole site, in one run."""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studynotes.problems import Problem, as_github, as_json, as_text
from studynotes.rules import check_site
from studynotes.site import load_site

FORMATS = {"text": as_text, "github": as_github, "json": as_json}


class NoSuchRevisionError(Exception):
    """Git does not know the revision that a check is to be compared with."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a project and print what is wrong.

    Args:
        arguments: those of the command line; left out, the process's own.

    Returns:
        The exit status: 0 without an error, 1 with one, 2 for a wrong call.
    """
    parser = argparse.ArgumentParser(prog="make check", description="Check every rule on pages and glossary.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(), help="the folder that holds mkdocs.yml (here)")
    parser.add_argument("--since", metavar="REVISION", help="fail only on what changed since this revision of git")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text, github (annotations) or json (text)")
    options = parser.parse_args(arguments)
    if not (options.root / "docs").is_dir():
        print(f'"{options.root}" has no folder docs/. Name the folder that holds mkdocs.yml.', file=sys.stderr)
        return 2
    problems = check_site(load_site(options.root))
    if options.since:
        try:
            problems = since(problems, problems_at(options.root, options.since))
        except NoSuchRevisionError as error:
            print(error, file=sys.stderr)
            return 2
    if problems or options.format == "json":
        print(FORMATS[options.format](problems))
    if options.format == "text":
        if problems and os.environ.get("GITHUB_ACTIONS") == "true":
            print(as_github(problems))
        print(summary(problems), file=sys.stderr)
    return int(any(problem.level == "error" for problem in problems))


def summary(problems: Sequence[Problem]) -> str:
    """Return one line that counts the problems by level."""
    counts = Counter(problem.level for problem in problems)
    if not problems:
        return "No problems."
    return (
        ", ".join(f"{counts[level]} {level}{'s' * (counts[level] != 1)}" for level in ("error", "warning", "note"))
        + "."
    )


def since(problems: Sequence[Problem], before: Sequence[Problem]) -> list[Problem]:
    """Return the problems, with those that were there before as notes.

    A problem was there before where as many of the same rule, with the same message, stood in the same file: lines do
    not count, since they move.
    """
    known = Counter(map(_without_lines, before))
    found = []
    for problem in problems:
        key = _without_lines(problem)
        if known[key]:
            known[key] -= 1
            problem = replace(problem, level="note")
        found.append(problem)
    return found


def _without_lines(problem: Problem) -> tuple[str, str, str]:
    # "line 12" in 'stands already in line 12'
    return (
        problem.path,
        problem.rule,
        re.sub(r"\bline [0-9]+|[0-9,]+ (?=days|lines|bytes|characters)", "", problem.message),
    )


def problems_at(root: Path, revision: str) -> list[Problem]:
    """Return the problems of the project as it is committed at a revision.

    Raises:
        NoSuchRevisionError: git does not know the revision, or the folder is not in a checkout.
    """
    # After --end-of-options, and as a commit's number, no revision can be taken for an option.
    commit = _git(root, revision, "rev-parse", "--verify", "--end-of-options", revision + "^{commit}").decode().strip()
    listed = _git(root, revision, "ls-tree", "--name-only", "-z", commit, "docs", "glossary.yml", "mkdocs.yml")
    paths = [path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path]
    with tempfile.TemporaryDirectory() as folder:
        if paths:
            packed = _git(root, revision, "archive", "--format=tar", commit, "--", *paths)
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                archive.extractall(folder, filter=_harmless)
        return check_site(load_site(folder))


def _git(root: Path, revision: str, *arguments: str) -> bytes:
    try:
        result = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
        status, reason = result.returncode, result.stderr.decode("utf-8", "replace").strip()
    except (OSError, ValueError) as error:  # no git here, or no name that a command can have
        raise NoSuchRevisionError(f'git cannot look for "{revision}": {error}.') from error
    if status != 0:
        last = reason.splitlines()[-1] if reason else "it gives no reason"
        raise NoSuchRevisionError(
            f'git has no revision "{revision}" to compare with ({last}). '
            "Fetch it first, for example with `git fetch origin main`."
        )
    return result.stdout


def _harmless(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Leave out of an old revision what leads out of its folder: the rules speak of what is there now."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


if __name__ == "__main__":
    sys.exit(main())
