"""A page: its front matter with places, its body, and headings with the anchors that Python-Markdown gives them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from studynotes.pages import Page, load_page, load_pages, parse_page
from studynotes.rules.catalog import RULES

ROOT = Path(__file__).parents[2]
PAGES = load_pages(ROOT / "docs")
EXTENSIONS = ["admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]


def anchors(body: str) -> list[tuple[int, str]]:
    """Return level and anchor of every heading, as Python-Markdown's table of contents has them."""
    converter = Markdown(extensions=[*EXTENSIONS, "footnotes", "pymdownx.details", "pymdownx.tabbed"])
    converter.convert(body)

    def walk(tokens: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
        for token in tokens:
            yield token["level"], token["id"]
            yield from walk(token["children"])

    return list(walk(converter.toc_tokens))  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", sorted(PAGES))
def test_anchors_of_the_site(path: str) -> None:
    page = PAGES[path]
    assert [(section.level, section.anchor) for section in page.sections] == anchors(page.body)


title_parts = st.sampled_from(
    [
        "How it works",
        "Limits",
        "SQS & SNS",
        "`code`",
        "`a_b`",
        "**bold**",
        "*it*",
        "a_b_c",
        "[text](x.md)",
        "1.5",
        "C++",
        "é",
        "&amp;",
        "&lt;b&gt;",
        "\\*",
        "<kbd>K</kbd>",
        "队列",
        "a/b",
        "(x)",
        "“q”",
        "x - y",
        "–",
        "#",
        "don't",
    ]
)
titles = st.lists(title_parts, min_size=1, max_size=4).map(" ".join)
headings = st.builds(
    "{} {}{}".format,
    st.sampled_from(["#", "##", "###", "####"]),
    titles,
    st.sampled_from(["", "", "", " { #limits }", " { .wide }", " {: #own .wide }", " ##"]),
)
others = st.sampled_from(
    [
        "Prose with a # in it.",
        "```\n# no heading\n```",
        "    # no heading",
        "- item\n\nProse.",
        "> quote\n\nProse.",
        "~~~ python\n## no\n~~~",
        "| a |\n| - |",
    ]
)


@given(st.lists(headings | others, max_size=8).map("\n\n".join))
@settings(max_examples=100)
@example("# Limits\n\n# Limits\n\n# Limits_1\n\n# Limits")
@example("## Limits\n\n## Other { #limits }")
@example("#Limits\n\n##No space")
@example("# C\\#\n\n<!--\n# no heading\n-->\n\n`<!--`\n\n# Heading")
@example("A `b\n# C\nd` e")
@example("<!-- note -->\n\nA `b\n# C\nd` e")
def test_anchors_are_those_of_python_markdown(body: str) -> None:
    page = parse_page("x.md", f"---\ntitle: X\n---\n{body}\n")
    assert [(section.level, section.anchor) for section in page.sections] == anchors(body)


def test_sections_know_their_line() -> None:
    page = parse_page("x.md", "---\ntitle: X\n---\n\n# X\n\n## How it *works* { #how }\n")
    assert [(section.line, section.title, section.anchor) for section in page.sections] == [
        (5, "X", "x"),
        (7, "How it works", "how"),
    ]


FRONT = "---\ntitle: X\nlimits:\n  - name: Size\n    value: 1 MiB\n---\n# X\n"

# the text, its title, the line on which the body begins, and each problem: line, rule, words
FRONT_MATTER: dict[str, tuple[str, str, int, list[tuple[int, str, str]]]] = {
    "none": ("# X\n", "x.md", 1, []),
    "empty file": ("", "x.md", 1, []),
    "usual": (FRONT, "X", 7, []),
    "empty": ("---\n---\n# X\n", "x.md", 3, []),
    "ended by dots": ("---\ntitle: X\n...\n# X\n", "X", 4, []),
    "at the end of the file": ("---\ntitle: X\n---", "X", 4, []),
    "spaces behind the dashes": ("--- \ntitle: X\n---  \n# X\n", "X", 4, []),
    "CRLF": (FRONT.replace("\n", "\r\n"), "X", 7, []),
    "CR": (FRONT.replace("\n", "\r"), "X", 7, []),
    "other line separators in a value": ("---\ntitle: X\nsummary: a\u2028b\x85c\n---\n# X\n", "X", 5, []),
    "a rule further down": ("# X\n\n---\n\ntitle: Y\n\n---\n", "x.md", 1, []),
    "dashes inside a value": ("---\ntitle: X\nsummary: a --- b\n---\n# X\n", "X", 5, []),
    "never ends": ("---\ntitle: X\n\n# X\n", "x.md", 1, [(1, "yaml-form", "never ends")]),
    "never ends, with spaces": ("---  \ntitle: X\n\n# X\n", "x.md", 1, [(1, "yaml-form", "never ends")]),
    "key twice": ("---\ntitle: X\ntitle: Y\n---\n", "X", 5, [(3, "yaml-form", '"title" stands here twice')]),
    "alias": ("---\ntitle: &t X\nsummary: *t\n---\n", "X", 5, []),
    "alias of a list": ("---\ntitle: X\nexams: &e []\nsources: *e\n---\n", "X", 6, [(3, "yaml-form", "YAML alias")]),
    "colon in a value": ("---\ntitle: X\nsummary: a: b\n---\n", "x.md", 5, [(3, "yaml-form", "not YAML")]),
    "open bracket": ("---\ntitle: [X\n---\n# X\n", "x.md", 4, [(3, "yaml-form", "not YAML")]),
    "tab": ("---\ntitle: X\nfacts:\n\ta: b\n---\n", "x.md", 6, [(4, "yaml-form", "not YAML")]),
    "unknown tag": ("---\ntitle: !secret X\n---\n", "x.md", 4, [(2, "yaml-form", '"X" cannot be read')]),
    "control character": ("---\ntitle: X\n# \x1b\n---\n", "x.md", 5, [(3, "yaml-form", "U+001B")]),
    "a list": ("---\n- X\n---\n", "x.md", 4, []),
}


@pytest.mark.parametrize("case", FRONT_MATTER)
def test_front_matter(case: str) -> None:
    text, title, body_line, expected = FRONT_MATTER[case]
    page = parse_page("x.md", text, "docs/x.md")
    assert (page.title, page.body_line) == (title, body_line)
    assert [(problem.line, problem.rule) for problem in page.problems] == [row[:2] for row in expected]
    for problem, (_, _, words) in zip(page.problems, expected, strict=True):
        assert problem.path == "docs/x.md"
        assert words in problem.message


def test_front_matter_that_is_a_list_is_a_misfit() -> None:
    (misfit,) = parse_page("x.md", "---\n- X\n---\n").misfits
    assert (misfit.kind, misfit.place.line) == ("wrong-value", 2)


def test_places_count_lines_of_the_file() -> None:
    page = parse_page("x.md", FRONT)
    assert page.place("limits", 0, "value").line == 5
    assert page.limits[0].line == 4
    assert page.prose.place(page.prose.source.index("# X")) == (7, 1)


def test_front_matter_of_ten_thousand_lines_is_refused() -> None:
    text = "---\n" + "".join(f"key{number}: [\n" for number in range(10_000)) + "---\n# X\n"
    page = parse_page("x.md", text)
    assert [problem.rule for problem in page.problems] == ["front-matter-size"]
    assert page.body == "# X\n"


@pytest.mark.parametrize(
    ("raw", "rules"),
    [
        (b"\xef\xbb\xbf---\ntitle: X\n---\n# X\n", []),
        (b"---\r\ntitle: X\r\n---\r\n# X\r\n", []),
        (b"---\ntitle: X\n---\n\xe9\n", ["unreadable-file"]),
        (b"\xff\xfe-\x00-\x00", ["unreadable-file"]),
    ],
    ids=["byte-order mark", "CRLF", "latin 1", "UTF-16"],
)
def test_files(raw: bytes, rules: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(raw)
    page = load_page(tmp_path, "x.md")
    assert [problem.rule for problem in page.problems] == rules
    if not rules:
        assert (page.title, page.sections[0].line) == ("X", 4)


def test_a_folder_that_is_named_like_a_page(tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()
    assert [problem.rule for problem in load_pages(tmp_path)["x.md"].problems] == ["unreadable-file"]


yaml_lines = st.sampled_from(
    [
        "title: X",
        "title: [",
        "limits:",
        "  - name: x",
        "    value: 0x" + "f" * 5000,
        "facts: {a: b}",
        "compare: 5",
        "exams: 5",
        "sources: 5",
        "limits: {}",
        "facts: [1]",
        "!!int ''",
        "? [a]",
        "&a [*a]",
        "---",
        "...",
        "\t",
        "checked: 2026-13-45",
        "'",
    ]
)
texts = st.one_of(
    st.text(),
    st.builds("---\n{}\n---\n{}".format, st.lists(yaml_lines, max_size=6).map("\n".join), st.text(max_size=40)),
    st.builds("---\n{}\n---\n".format, st.text(max_size=60)),
)


@given(texts)
@settings(max_examples=300)
def test_any_text_is_a_page(text: str) -> None:
    page = parse_page("services/storage/x.md", text)
    lines = page.text.count("\n") + 1
    for problem in page.problems:
        assert 1 <= problem.line <= lines and problem.column >= 1
        assert problem.rule in RULES
    for misfit in page.misfits:
        assert 1 <= misfit.place.line <= lines
    assert all(1 <= section.line <= lines for section in page.sections)
    assert page.body == "" or page.text.endswith(page.body)
    assert page.prose.source.count("\n") == max(page.text.count("\n"), page.body_line - 1)
    read_all(page)


def read_all(page: Page) -> None:
    assert isinstance(page.title, str) and isinstance(page.facts, dict) and isinstance(page.limits, tuple)
