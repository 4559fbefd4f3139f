"""Small sites for the tests of the rules: written from a mapping of paths to texts into a folder."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studynotes.problems import Problem
from studynotes.rules import check_site
from studynotes.site import load_site

TODAY = datetime.date(2026, 11, 21)
"""The day that every golden case is checked on."""

EMPTY = {"glossary.yml": "services: {}\nterms: {}\n", "mkdocs.yml": "site_name: Notes\n"}
"""What stands in a site that says nothing else."""


def write_site(root: Path, site: Mapping[str, Any]) -> None:
    """Write a site into a folder.

    Args:
        root: the folder.
        site: paths with their text. A mapping instead of a text gives a file in another way: `latin1`, its bytes
            written as characters; `bytes`, so many zero bytes; `before`, `lines`, `of` and `after`, one line that
            often between two texts; `link`, a symbolic link to that path.
    """
    (root / "docs").mkdir(parents=True, exist_ok=True)
    for path, content in {**EMPTY, **site}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case str():
                file.write_bytes(content.encode("utf-8"))
            case {"latin1": str(text)}:
                file.write_bytes(text.encode("latin-1"))
            case {"bytes": int(count)}:
                file.write_bytes(bytes(count))
            case {"before": str(before), "lines": int(count), "of": str(line), "after": str(after)}:
                file.write_text(before + f"{line}\n" * count + after, "utf-8")
            case {"link": str(target)}:
                file.symlink_to(target)
            case _:
                raise TypeError(f"{path}: {content!r}")


def problems_of(root: Path, site: Mapping[str, Any], today: datetime.date = TODAY) -> list[Problem]:
    """Write a site into a folder and return what is wrong with it."""
    write_site(root, site)
    return check_site(load_site(root, today))
