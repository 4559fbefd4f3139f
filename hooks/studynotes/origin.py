"""Where a page is edited: the address of the repository that a checkout was cloned from."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

_GITHUB = re.compile(  # "git@github.com:owner/name.git", "https://github.com/owner/name"
    r"(?:https://(?:[^@/\s]+@)?|ssh://git@|git@)github\.com[:/](?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
)


def origin(root: Path) -> str:
    """Return the address of the remote `origin` of a checkout; empty outside a checkout, without one or without git."""
    command = ["git", "-C", str(root), "remote", "get-url", "origin"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""


def edit_template(remote: str, branch: str = "main") -> str:
    """Return the address at which GitHub edits a page, with `{path}` for the page; empty where it is not on GitHub.

    Args:
        remote: the address of a repository, as git knows it.
        branch: the branch that pull requests go to.

    Source: https://www.mkdocs.org/user-guide/configuration/#edit_uri_template
    """
    found = _GITHUB.fullmatch(remote)
    return f"https://github.com/{found['owner']}/{found['name']}/edit/{branch}/docs/{{path}}" if found else ""
