"""What holds for every text: mending shows the same, ends, keeps code and values, and never raises."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from studynotes.fixing import mend_page, mend_yaml
from studynotes.fixing.frontmatter import field_order, ordered
from studynotes.fixing.rendering import BUILT_IN, Renderer
from studynotes.yamlsource import parse_yaml

PAGE = "concepts/foo.md"

WORDS = st.text(alphabet="ab c*_`|\\-+:#>[]<&1.\t é界", max_size=24)

LINES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "",
            "",
            "   ",
            "# Title",
            "## Section ##",
            "### Sub  ",
            "text that goes on  ",
            "text with a\ttab",
            "* star",
            "+ plus",
            "- hyphen   ",
            "  * two columns",
            "    * four columns",
            "      + six columns",
            "\t- behind a tab",
            "1. one",
            "    continued",
            "        deep",
            "```python",
            "```",
            "~~~",
            "    ```",
            "| a | b |",
            "|---|:-:|",
            "| `x|y` | \\| |",
            "| 1 | 2 | 3 |",
            "a | b",
            "--- | ---",
            "!!! note",
            '=== "Tab"',
            "??? tip",
            "> quoted *text*\t",
            ">     quoted code",
            "<div markdown>",
            "</div>",
            "<pre>",
            "  * in pre  ",
            "</pre>",
            "<!-- a comment",
            "-->",
            "* * *",
            "***",
            "[^1]: a note",
            "word[^1]",
            "Term",
            ":   definition",
            "{ .wide }",
            "[link]: https://docs.aws.amazon.com/  ",
        ]
    ),
)

MARKDOWN = st.lists(LINES, max_size=14).map("\n".join)
"""The Markdown of a page, with all that mending must not misread."""


@pytest.fixture(scope="module")
def site_markdown(project: Path) -> markdown.Markdown:
    """Python-Markdown with the site's extensions, set up without the code under test."""
    config = yaml.load((project / "mkdocs.yml").read_text("utf-8"), _Loader)
    extensions, settings = list(BUILT_IN), {}
    for item in config["markdown_extensions"]:
        name, options = next(iter(item.items())) if isinstance(item, dict) else (item, {})
        extensions.append(name)
        settings[name] = options
    return markdown.Markdown(extensions=extensions, extension_configs=settings)


class _Loader(yaml.SafeLoader):
    pass


_Loader.add_multi_constructor("!", lambda *_: None)


def shown(html: str) -> tuple[list[str], list[str]]:
    """Return HTML without white space outside `pre` and without the tags of paragraphs, and its words.

    A code block against text stands inside the paragraph and ends it; with a blank line it stands below.
    """
    html = html.replace("<br />", "<br>")
    html = re.sub(r"<!--.*?-->|</?p>", " ", html, flags=re.S)  # "<!-- a -->", "</p>"
    parts = re.split(r"(<pre.*?</pre>)", html, flags=re.S)  # "<pre><code>a  b</code></pre>"
    squeezed = [part if index % 2 else "".join(part.split()) for index, part in enumerate(parts)]
    return squeezed, re.sub(r"<[^>]*>", " ", html).split()  # "<p>"


@given(text=MARKDOWN)
def test_shows_the_same(text: str, renderer: Renderer, site_markdown: markdown.Markdown) -> None:
    mended = mend_page(PAGE, text, renderer).text
    if mended != text:
        assert shown(site_markdown.reset().convert(mended)) == shown(site_markdown.reset().convert(text))


@given(text=MARKDOWN | st.text(), path=st.sampled_from([PAGE, "services/storage/foo.md", "index.md"]))
def test_twice_changes_nothing_more(text: str, path: str, renderer: Renderer) -> None:
    once = mend_page(path, text, renderer)
    twice = mend_page(path, once.text, renderer)
    assert twice.text == once.text
    assert twice.what == ()
    assert bool(once.what) == (once.text != text)


@given(code=st.lists(LINES.filter(lambda line: "~~~" not in line), max_size=8), around=MARKDOWN)
def test_code_is_kept(code: list[str], around: str, renderer: Renderer) -> None:
    block = "\n".join(["~~~text", *code, "~~~"])
    assert block in mend_page(PAGE, f"# Title  \n{block}\n* star\n\n{around}", renderer).text


@given(text=st.text() | MARKDOWN)
def test_yaml_keeps_its_value_and_ends(text: str) -> None:
    once = mend_yaml(text).text
    assert parse_yaml(once).value == parse_yaml(text.replace("\r\n", "\n").replace("\r", "\n")).value
    assert mend_yaml(once).text == once


VALUES = {
    "title": ["title: Foo  # a comment behind"],
    "service": ["service: foo"],
    "exams": ["exams:", "- dva-c03", "# between", "- saa-c03"],
    "summary": ["summary: >-", "  Folded", "", "  # no comment"],
    "facts": ["facts:", "  model: 'a: b'", "  use-for: x"],
    "sources": ['sources: ["https://docs.aws.amazon.com/#x"]'],
    "glossary": ["glossary: false"],
    "other": ["other: 1", "  # deeper"],
}


@given(fields=st.permutations(sorted(VALUES)), comments=st.sets(st.sampled_from(sorted(VALUES))))
def test_fields_move_with_their_comments(fields: list[str], comments: set[str]) -> None:
    blocks = {key: [f"# about {key}", *VALUES[key]] if key in comments else VALUES[key] for key in fields}
    text = "\n".join(line for key in fields for line in blocks[key])
    in_order = [key for key in (*field_order(), "other") if key in blocks]
    # a comment below the last field stays at the end
    expected = [line for key in in_order for line in blocks[key] if line != "  # deeper"]
    found = [line for line in ordered(text).split("\n") if line != "  # deeper"]
    assert found == expected
    assert parse_yaml(ordered(text)).value == parse_yaml(text).value
