"""Comparison tables: from the facts of services' pages, or from a page's own cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from sites import COMPARISON, PAGES, small_site
from studynotes.comparing import comparison_table, markdown_table, with_table
from studynotes.rules import check_site
from studynotes.site import Site

COMPARED = "compare/sqs-vs-sns.md"


def table_of(site: Site, path: str = COMPARED) -> str:
    return comparison_table(site.pages[path], site)


def changed(root: Path, old: str, new: str) -> Site:
    assert old in COMPARISON
    return small_site(root, {**PAGES, COMPARED: COMPARISON.replace(old, new)})


def test_the_table_holds_the_facts_of_the_services(tmp_path: Path) -> None:
    assert table_of(small_site(tmp_path)) == (
        "|  | [Amazon SQS](../services/application-integration/sqs.md) "
        "| [Amazon SNS](../services/application-integration/sns.md) | What the exam asks |\n"
        "| --- | --- | --- | --- |\n"
        "| **Model** | Queue \\| pull | Topic | Pull \\| push? |\n"
        "| **Delay** | `0 | 15` minutes | — | Only one waits. |\n"
        "\nNumbers on the compared pages checked 3 October 2026.\n{ .page-facts }\n"
    )


def test_a_missing_fact_is_an_error_that_names_the_page_to_mend(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (problem,) = [problem for problem in check_site(site) if problem.rule == "comparison-fact"]
    assert (problem.path, problem.line, problem.level) == (f"docs/{COMPARED}", 9, "error")
    assert '"delay"' in problem.message
    assert "docs/services/application-integration/sns.md" in problem.hint


def test_columns_have_cells_of_their_own(tmp_path: Path) -> None:
    columns = """\
  columns: [Global secondary index, Local secondary index]
  rows:
    - label: Key
      cells: [Any, "The same | partition"]
      exam: Strongly consistent reads.
    - label: Made
      cells: [Any time]
      exam: Later means global.
    - cells: [1, 2, 3]
"""
    site = changed(tmp_path, COMPARISON[COMPARISON.index("  services:") : COMPARISON.index("---\n\n#")], columns)
    assert table_of(site) == (
        "|  | Global secondary index | Local secondary index | What the exam asks |\n"
        "| --- | --- | --- | --- |\n"
        "| **Key** | Any | The same \\| partition | Strongly consistent reads. |\n"
        "| **Made** | Any time | — | Later means global. |\n"
        "|  | 1 | 2 | — |\n"
    )


@pytest.mark.parametrize(
    ("service", "title"),
    [("athena", "Amazon Athena"), ("nothing", "nothing")],
    ids=["a service without a page", "no service"],
)
def test_what_has_no_page_has_dashes(service: str, title: str, tmp_path: Path) -> None:
    site = changed(tmp_path, "[sqs, sns]", f"[sqs, {service}]")
    head, _, *rows = table_of(site).partition("\n\n")[0].splitlines()
    assert f"| {title} |" in head
    assert [row.split(" | ")[-2] for row in rows] == ["—", "—"]
    assert "comparison-service" in [problem.rule for problem in check_site(site)]


@pytest.mark.parametrize(
    "compare",
    [
        "5",
        "[]",
        "{}",
        "{rows: 5}",
        "{services: 5, rows: [5]}",
        "{columns: {}, rows: [{exam: 1}]}",
        "{services: [[a]], rows: [{}]}",
    ],
)
def test_what_is_no_comparison_raises_nothing(compare: str, tmp_path: Path) -> None:
    text = f"---\ntitle: X\nsummary: Y\ncompare: {compare}\n---\n\n# X\n"
    site = small_site(tmp_path, {**PAGES, COMPARED: text})
    table_of(site)
    assert check_site(site)


def test_the_table_stands_above_the_first_section() -> None:
    body = "\n# X\n\nAsk.\n\n## Traps\n\nNone.\n"
    assert with_table(body, 5, "| t |\n") == "\n# X\n\nAsk.\n\n| t |\n\n## Traps\n\nNone.\n"
    assert with_table("# X\n", None, "| t |\n") == "# X\n\n| t |\n\n"
    assert with_table(body, 5, "") == body


cells = st.lists(
    st.sampled_from(["a", "|", "\\|", "\\", "`", "``", "`x | y`", "\n", "**b**", "[t](u)", " "]), max_size=6
).map("".join)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=3))
@settings(max_examples=50)
def test_no_cell_breaks_its_row(rows: list[tuple[str, str]]) -> None:
    html = Markdown(extensions=["tables"]).convert(markdown_table(["x", "y", "z"], [(*row, "last") for row in rows]))
    assert html.count("<tr>") == len(rows) + 1
    assert html.count("<td>") == 3 * len(rows)
    assert html.count("<td>last</td>") == len(rows)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("a | b", "a | b"),
        (r"a \| b", "a | b"),
        ("`a | b`", "<code>a | b</code>"),
        ("``a`|b``", "<code>a`|b</code>"),
        ("it's ` alone", "it's ` alone"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_cell_shows_what_was_written(cell: str, shown: str) -> None:
    html = Markdown(extensions=["tables"]).convert(markdown_table(["x", "y"], [[cell, "`z`"]]))
    assert f"<td>{shown}</td>\n<td><code>z</code></td>" in html
