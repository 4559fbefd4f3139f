"""The list of rules in docs/contributing.md: `python -m studynotes.rules.page` writes it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from studynotes.rules.catalog import RULES

PAGE = "docs/contributing.md"
BEGIN = "<!-- rules -->"
END = "<!-- /rules -->"
_BETWEEN = re.compile(
    rf"(?<={re.escape(BEGIN)}\n).*?(?=^{re.escape(END)}$)", re.S | re.M
)  # what stands between the two


def rules_markdown() -> str:
    """Return a heading, the level and the paragraph of every rule, by name."""
    parts = []
    for rule in sorted(RULES.values(), key=lambda rule: rule.name):
        parts.append(f"### {rule.name}\n\n*{rule.level.capitalize()}.* {rule.asks}\n")
    return "\n" + "\n".join(parts) + "\n"


def with_rules(text: str) -> str:
    """Return a page's text with the list of rules between its two comments.

    Raises:
        ValueError: the comments are not there.
    """
    if not _BETWEEN.search(text):
        raise ValueError(f'"{BEGIN}" and "{END}" do not both stand there, each on a line of its own.')
    return _BETWEEN.sub(lambda _: rules_markdown(), text, count=1)


def main(root: str = ".") -> int:
    """Write the list into the page of the project in `root`; return the exit status."""
    page = Path(root) / PAGE
    try:
        page.write_text(with_rules(page.read_text("utf-8")), "utf-8")
    except (OSError, ValueError) as error:
        print(f"{PAGE}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
