"""What a template or `make fix` left for a person to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studynotes.problems import Problem
from studynotes.rules.values import list_of, texts_of
from studynotes.site import Site

_TODO = re.compile(r"\bTODO\b")  # "TODO: say when to choose it"


def check_todo(site: Site) -> Iterator[Problem]:
    """Yield each line of front matter or prose that still says TODO; code may say it."""
    for page in site.pages.values():
        if "TODO" not in page.text:
            continue
        places = [page.place(*path) for path, text in texts_of(page.front.value) if _TODO.search(text)]
        # the schema already says what may stand under `exams`
        exams = {page.place("exams", index) for index in range(len(list_of(page.meta.get("exams"))))}
        found = [(place.line, place.column) for place in places if place not in exams]
        found += [page.prose.place(match.start()) for match in _TODO.finditer(page.prose.with_headings)]
        for line, column in {line: (line, column) for line, column in reversed(found)}.values():
            what = " ".join(page.text.split("\n")[line - 1].split())[:60]
            yield page.problem("todo", (line, column), f'"{what}" is left to write.', "Write it, or delete the line.")
