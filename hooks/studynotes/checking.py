"""The command behind `make check`: every rule, over the whole site, in one run."""

from __future__ import annotations

import argparse
import io
import os
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


class NoSuchRevision(Exception):
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
        except NoSuchRevision as error:
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
    return ", ".join(f"{counts[level]} {level}{'s' * (counts[level] != 1)}" for level in ("error", "warning", "note")) + "."


def since(problems: Sequence[Problem], before: Sequence[Problem]) -> list[Problem]:
    """Return the problems, with those that were there before as notes.

    A problem was there before where as many of the same rule, with the same message, stood in the same file: the line
    does not count, since lines move.
    """
    known = Counter((problem.path, problem.rule, problem.message) for problem in before)
    found = []
    for problem in problems:
        key = (problem.path, problem.rule, problem.message)
        if known[key]:
            known[key] -= 1
            problem = replace(problem, level="note")
        found.append(problem)
    return found


def problems_at(root: Path, revision: str) -> list[Problem]:
    """Return the problems of the project as it is committed at a revision.

    Raises:
        NoSuchRevision: git does not know the revision, or the folder is not in a checkout.
    """
    command = ["git", "-C", str(root), "archive", "--format=tar", revision, "--", "docs", "glossary.yml", "mkdocs.yml"]
    result = subprocess.run(command, capture_output=True, check=False)
    if result.returncode != 0:
        reason = result.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoSuchRevision(
            f'git has no revision "{revision}" to compare with ({reason[-1] if reason else "no reason given"}). '
            "Fetch it first, for example with `git fetch origin main`."
        )
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
        archive.extractall(folder, filter="data")
        return check_site(load_site(folder))


if __name__ == "__main__":
    sys.exit(main())
