"""Whatever strangers write: never an exception, never a place that is not there, never a hang."""

from __future__ import annotations

import datetime
import functools
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from changes import changes
from rules.sites import EMPTY, TODAY, write_site
from studynotes.problems import Problem
from studynotes.rules import RULES, check_site
from studynotes.schema import FOLDER
from studynotes.site import load_site

FRAGMENTS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "fragments.yml").read_text("utf-8"))
GLOSSARY = """services:
  sqs:
    name: Amazon SQS
    aliases: [SQS, "S+(Q"]
    category: application-integration
  data-firehose:
    name: Amazon Data Firehose
    former: [Kinesis Data Firehose]
    category: analytics
terms:
  dlq:
    name: Dead-letter queue
    aliases: [DLQ, "[a-z]+", "(((", "\\\\", "*"]
    definition: Where failed messages go.
"""


def _fields(schema: Any) -> list[str]:
    """Return the name of every field that a schema describes."""
    if not isinstance(schema, dict):
        return []
    return [*schema.get("properties", ()), *(name for part in schema.values() for name in _fields(part))]


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=5)
    | st.text(max_size=20)
    | st.sampled_from(FRAGMENTS["markdown"])
)
WORDS = st.sampled_from(
    [
        field
        for schema in ("page", "glossary")
        for field in _fields(json.loads((FOLDER / f"{schema}.json").read_text("utf-8")))
    ]
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=5),
    max_leaves=25,
)
MARKDOWN = st.lists(st.sampled_from(FRAGMENTS["markdown"]) | st.text(max_size=5), max_size=30).map("".join)
LINES = st.lists(st.sampled_from(FRAGMENTS["markdown"]) | st.text(max_size=5), max_size=30).map("\n".join)
PAGES = ["a.md", "compare/a-vs-b.md", "services/application-integration/sqs.md", "glossary.md"]


LIMIT = {
    "name": "Size",
    "value": "1 MiB",
    "was": "256 KiB",
    "checked": "2026-11-02",
    "source": "https://docs.aws.amazon.com/",
}
ROW = {"fact": "model", "label": "Model", "exam": "Which one?"}
FILES: dict[str, Any] = {
    "docs/services/application-integration/sqs.md": {
        "title": "Amazon SQS",
        "service": "sqs",
        "exams": ["dva-c03"],
        "summary": "A queue.",
        "facts": {"model": "Queue"},
        "limits": [LIMIT],
        "sources": ["https://docs.aws.amazon.com/"],
    },
    "docs/compare/sqs-vs-data-firehose.md": {
        "title": "SQS vs Data Firehose",
        "summary": "Pull or push.",
        "compare": {"services": ["sqs", "data-firehose"], "rows": [ROW]},
    },
    "docs/compare/standard-vs-fifo.md": {
        "title": "Standard vs FIFO",
        "summary": "Order or not.",
        "compare": {"columns": ["Standard", "FIFO"], "rows": [{"label": "Order", "cells": ["No", "Yes"], "exam": "?"}]},
    },
    "glossary.yml": yaml.safe_load(GLOSSARY),
    "mkdocs.yml": {"site_name": "Notes", "nav": [{"A": ["a.md"]}, "b.md"], "extra": {"rules": {"limit-due": "off"}}},
}


def checked(files: dict[str, Any], today: datetime.date = TODAY) -> list[Problem]:
    """Check a site, and see that every problem has a rule of the catalog, words, and a place that exists."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), files)
        problems = check_site(load_site(Path(folder), today))
        assert problems == sorted(problems)
        for problem in problems:
            assert problem.rule in RULES
            assert problem.message
            assert problem.hint
            assert "\n" not in str(problem)
            lines = lines_of(Path(folder) / problem.path)
            assert 1 <= problem.line <= len(lines), problem
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    lines_of.cache_clear()
    return problems


@functools.cache
def lines_of(file: Path) -> list[str]:
    """Return the lines of a file as an editor counts them; of what is no text, one empty line."""
    if not file.is_file() or file.suffix not in (".md", ".yml", ".svg"):
        return [""]
    return re.split("\r\n|\r|\n", file.read_bytes().decode("utf-8-sig", "replace"))


def dumped(tree: Any) -> str:
    return yaml.safe_dump(tree, allow_unicode=True)


@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes(page: bytes, glossary: bytes, settings: bytes) -> None:
    texts = {"docs/a.md": page, "glossary.yml": glossary, "mkdocs.yml": settings, "docs/a.svg": page}
    checked({path: {"latin1": content.decode("latin-1")} for path, content in texts.items()})


@given(st.text(max_size=300) | MARKDOWN, st.sampled_from(PAGES))
def test_any_text_as_a_page(text: str, path: str) -> None:
    checked({f"docs/{path}": {"latin1": text.encode("utf-8", "replace").decode("latin-1")}, "glossary.yml": GLOSSARY})


@given(MARKDOWN | LINES, st.sampled_from(PAGES))
def test_any_markdown(text: str, path: str) -> None:
    front = "---\ntitle: A\n---\n\n# A\n\n"
    checked({f"docs/{path}": front + text.encode("utf-8", "replace").decode(), "glossary.yml": GLOSSARY})


@given(st.text(max_size=200) | MARKDOWN)
def test_any_text_as_front_matter(text: str) -> None:
    checked({"docs/a.md": f"---\n{text.encode('utf-8', 'replace').decode()}\n---\n\n# A\n"})


@given(TREES, st.sampled_from(PAGES))
def test_any_tree_as_front_matter(tree: Any, path: str) -> None:
    checked({f"docs/{path}": f"---\n{dumped(tree)}---\n\n# A\n", "glossary.yml": GLOSSARY})


@given(st.dictionaries(WORDS, TREES, max_size=8), st.sampled_from(PAGES))
def test_any_fields(fields: dict[str, Any], path: str) -> None:
    checked({f"docs/{path}": f"---\n{dumped(fields)}---\n\n# A\n", "glossary.yml": GLOSSARY})


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_change_anywhere(path: str) -> None:
    for value in changes(FILES[path]):
        written = {**FILES, path: value}
        texts = {name: f"---\n{dumped(it)}---\n\n# A\n" for name, it in written.items() if name.endswith(".md")}
        checked(texts | {name: dumped(it) for name, it in written.items() if name.endswith(".yml")})


@given(TREES)
def test_any_tree_as_glossary_and_settings(tree: Any) -> None:
    checked({"glossary.yml": dumped(tree), "mkdocs.yml": dumped(tree), "docs/a.md": "---\ntitle: A\n---\n\n# A\n"})


@given(st.dictionaries(WORDS, TREES, max_size=5), st.dictionaries(WORDS, TREES, max_size=5), TREES)
def test_any_entries(service: dict[str, Any], term: dict[str, Any], rest: Any) -> None:
    glossary = {"services": {"sqs": service}, "terms": {"dlq": term}, "not_services": rest}
    settings = {"nav": rest, "extra": {"rules": rest}}
    checked({"glossary.yml": dumped(glossary), "mkdocs.yml": dumped(settings), "docs/a.md": "# A\n\nSQS and dlq.\n"})


@given(MARKDOWN)
def test_any_drawing(text: str) -> None:
    checked({"docs/a.svg": f"<svg>{text.encode('utf-8', 'replace').decode()}</svg>\n"})


@given(st.dates(), st.dates())
def test_any_day(checked_on: datetime.date, today: datetime.date) -> None:
    limit = f"limits:\n  - name: a\n    value: 1\n    checked: {checked_on}\n    source: https://docs.aws.amazon.com/\n"
    rules = [problem.rule for problem in checked({"docs/a.md": f"---\ntitle: A\n{limit}---\n\n# A\n"}, today)]
    age = (today - checked_on).days
    assert ("limit-date" in rules) == (age < 0 or age > 365)
    assert ("limit-due" in rules) == (186 < age <= 365)


@pytest.mark.parametrize("piece", FRAGMENTS["in_one_line"])
def test_a_long_line_takes_no_long_time(piece: str) -> None:
    """A hundred thousand characters of anything; a search that takes the square of that would not end in minutes."""
    line = (piece * 100_000)[:100_000]
    head = "---\ntitle: A\n---\n\n# A\n\n"
    checked({"docs/a.md": f"{head}{line}\n", "docs/b.md": f"{head}# {line}\n", "glossary.yml": GLOSSARY})


@pytest.mark.parametrize("piece", FRAGMENTS["as_lines"])
def test_many_lines_take_no_long_time(piece: str) -> None:
    lines = f"{piece}\n" * 20_000
    checked({"docs/a.md": f"---\ntitle: A\n---\n\n# A\n\n{lines}", "glossary.yml": GLOSSARY})


@pytest.mark.parametrize("piece", FRAGMENTS["as_yaml"])
def test_a_long_front_matter_or_glossary_takes_no_long_time(piece: str) -> None:
    text = (piece * 99_000)[:99_000]
    checked({"docs/a.md": f"---\n{text}\n---\n\n# A\n", "glossary.yml": f"{text}\n", "mkdocs.yml": EMPTY["mkdocs.yml"]})


def test_a_page_of_five_megabytes_is_one_problem() -> None:
    page: dict[str, Any] = {"before": "# A\n", "lines": 500_000, "of": "123456789", "after": ""}
    assert [problem.rule for problem in checked({"docs/a.md": page})] == ["unreadable-file"]


def test_a_front_matter_of_ten_thousand_lines_is_one_problem() -> None:
    page: dict[str, Any] = {"before": "---\n", "lines": 10_000, "of": "a: b", "after": "---\n\n# A\n"}
    assert [problem.rule for problem in checked({"docs/a.md": page})] == ["front-matter-size"]


def test_a_bomb_of_aliases_is_a_problem() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    problems = checked({"docs/a.md": f"---\n{bomb}---\n\n# A\n", "glossary.yml": bomb})
    assert {problem.path for problem in problems if problem.rule == "yaml-form"} == {"docs/a.md", "glossary.yml"}
