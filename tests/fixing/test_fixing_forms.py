"""Byte-order marks, line ends, tabs and spaces: what a golden file would not show."""

from __future__ import annotations

import pytest

from studynotes.fixing import mend_page, mend_yaml
from studynotes.fixing.rendering import Renderer, visible
from studynotes.fixing.tables import align, split_row, width

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (f"{BOM}# Title\n", "# Title\n", "byte-order mark"),
        (f"{BOM}{BOM}---\ntitle: x\n---\n\n# Title\n", "---\ntitle: x\n---\n\n# Title\n", "byte-order mark"),
        ("# Title\r\n\r\nText\r\n", "# Title\n\nText\n", "line ends"),
        ("# Title\r\rText\r", "# Title\n\nText\n", "line ends"),
        ("# Title\n\nText", "# Title\n\nText\n", "blank lines"),
        ("# Title\n\nText\n\n\n", "# Title\n\nText\n", "blank lines"),
        ("\n\n# Title\n", "# Title\n", "blank lines"),
        ("---\ntitle: x\n---\n# Title\n", "---\ntitle: x\n---\n\n# Title\n", "blank lines"),
        ("---\ntitle: x\n---", "---\ntitle: x\n---\n", "blank lines"),
        ("---  \ntitle: x   \n---\t\n\n# Title\n", "---\ntitle: x\n---\n\n# Title\n", "white space"),
        ("Text\t\n\nText\n", "Text\n\nText\n", "white space"),
        ("A break     \nof the line\n", "A break<br>\nof the line\n", "white space"),
        ("Term  \n:   meaning\n", "Term\n:   meaning\n", "white space"),
        ("- item  \n- item  \n", "- item\n- item\n", "white space"),
        ("a\tb\n", "a   b\n", "white space"),
    ],
)
def test_page(before: str, after: str, what: str, renderer: Renderer) -> None:
    mended = mend_page("index.md", before, renderer)
    assert mended.text == after
    assert mended.what == (what,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\ntitle: [x\n---\n\n# Title   \n",
        "---\ntitle: x\ntitle: y\n---\n\n# Title   \n",
        "---\ntitle: *x\n---\n\n# Title   \n",
        "---\ntitle: x\n\n# Title   \n",
        "---\ntext: |+\n  kept   \n\n---\n\n# Title\n",
        "```make\nall:\n\tx  \n```\n",
        "* " + "[" * 5_000 + "\n",
        "* star\n" * 30_000,
    ],
)
def test_page_left_as_it_is(text: str, renderer: Renderer) -> None:
    assert mend_page("index.md", text, renderer).text == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1   \r\nb: 2", "a: 1\nb: 2\n"),
        (f"{BOM}a: 1\n\n\n", "a: 1\n"),
        ("a: |\n  kept   \nb: 1   \n", "a: |\n  kept   \nb: 1\n"),
        ('a: "x   \n  y"   \n', 'a: "x\n  y"\n'),
        ("a: |+\n  kept\n\n", "a: |+\n  kept\n\n"),
        ("a: [1   \n", "a: [1   \n"),
        ("# only a comment  \n", "# only a comment\n"),
    ],
)
def test_yaml(before: str, after: str) -> None:
    assert mend_yaml(before).text == after


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("|  | b |", ["", "b"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        (r"| a \\| b |", ["a " + r"\\", "b"]),
        ("| `a | b` | c |", ["`a | b`", "c"]),
        ("| ``a ` | b`` | c |", ["``a ` | b``", "c"]),
        ("| `a | b |", ["`a", "b"]),
        (r"| \`a | b` |", [r"\`a", "b`"]),
        ("|", []),
        ("text", ["text"]),
    ],
)
def test_cells_of_a_row(row: str, cells: list[str]) -> None:
    assert split_row(row) == cells


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("日本", 4), ("e\N{COMBINING ACUTE ACCENT}", 1), ("", 0)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_table_with_a_very_long_cell_is_not_padded() -> None:
    cell = "x" * 600
    assert align(["|a|b|", "|-|:-:|", f"|1|{cell}|"]) == ["| a | b |", "| --- | :-: |", f"| 1 | {cell} |"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a\n b</p>\n<ul> <li>c</li></ul>", "<p>a b</p><ul><li>c</li></ul>"),
        ("<p>a </p>", "<p>a</p>"),
        ("<p>a<br />\nb</p>", "<p>a<br>b</p>"),
        ("<td>\n</td>", "<td></td>"),
        ("<p>a\n<div><pre>b</pre></div>\nc</p>", "<p>a</p><div><pre>b</pre></div><p>c</p>"),
        ("<p><div><pre>b</pre></div></p>", "<div><pre>b</pre></div>"),
        ("<p>a<div>b</div> <em>c</em></p><p>d</p>", "<p>a</p><div>b</div><p><em>c</em></p><p>d</p>"),
    ],
)
def test_the_same_to_a_reader(one: str, other: str) -> None:
    assert visible(one) == visible(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a <em>b</em></p>", "<p>a<em>b</em></p>"),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ("<p>a<br>b</p>", "<p>a b</p>"),
        ("<p class='x'>a</p>", "<p>a</p>"),
        ("<!-- a -->", "<!-- b -->"),
        ("<li><p>a</p></li>", "<li>a</li>"),
        ("<p>a</p>b", "<p>a</p><p>b</p>"),
    ],
)
def test_not_the_same_to_a_reader(one: str, other: str) -> None:
    assert visible(one) != visible(other)
