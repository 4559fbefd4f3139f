"""The linker changes nothing but its links: on Markdown of every kind, on any text, and on every page of the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config

from studynotes.glossary import Glossary, Service, Term
from studynotes.linking import MOST_IN_A_PARAGRAPH, GlossaryLinks
from studynotes.matching import matcher_for
from studynotes.plaintext import plain_text
from studynotes.site import load_site
from unwrapping import surroundings, unwrapped

NAMES = {
    "sqs": "SQS",
    "sns": "SNS",
    "vpc": "VPC",
    "vpc-endpoint": "VPC endpoint",
    "queue": "queue",
    "policy": "policy",
    "dlq": "dead-letter queue",
    "cpp": "C++",
    "net": ".NET",
    "item": "a[0]",
    "att": "AT&T",
    "uebergabe": "Übergabe",
    "strasse": "Straße",
}
DEFINITION = 'It is "a" [link](x.md), `<b>` & *more*; \\_ | {.x} &lt;'
GLOSSARY = Glossary(
    services={"glue": Service("glue", "AWS Glue", ("Glue",), 1, category="analytics", has_page=True)},
    terms={key: Term(key, name, (), 1, definition=DEFINITION) for key, name in NAMES.items()},
)
MATCHER = matcher_for(GLOSSARY)
SETTINGS = load_config(str(Path(__file__).parents[2] / "mkdocs.yml"), hooks=[])
EXTENSIONS: list[Any] = [*SETTINGS["markdown_extensions"], "abbr", "pymdownx.arithmatex", "smarty"]
"""Those of the site, and some that a contributor to another site may have."""

# Pieces of well-formed Markdown: whatever is made of them has HTML with tags that match.
words = st.sampled_from(
    [*NAMES.values(), "Glue", "queues", "policies", "SQSs", "the", "a", "in", "of", "SQS_URL", "mysqs"]
)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
inline: st.SearchStrategy[str] = st.recursive(
    st.one_of(
        phrases,
        phrases,
        st.sampled_from(
            ["&amp;", "&lt;", "&nbsp;", "&#8212;", "&zwnj;SQS", "\u200cSNS", "\\*", "\\_", "\\[", "“", "’s", "…"]
        ),
        st.sampled_from(["SQS/SNS", "(SQS)", "[^1]", "$SQS$", "  \n", "\n", "<br>", "![SQS](a.png)", "x@sqs.com"]),
        phrases.map("`{}`".format),
        phrases.map("**`` {} ``**".format),
        phrases.map("<{}>".format("https://example.com/SQS").format),
    ),
    lambda part: st.one_of(
        part.map("**{}**".format),
        part.map("*{}*".format),
        part.map("[{}](x.md)".format),
        part.map('[{}](https://example.com "SQS")'.format),
        part.map("<b>{}</b>".format),
        part.map('<kbd title="SQS">{}</kbd>'.format),
        part.map("<!-- {} -->".format),
        part.map("{}{{ .SQS }}".format),
        st.lists(part, min_size=1, max_size=4).map(" ".join),
    ),
    max_leaves=6,
)
lines = inline.map(lambda text: re.sub(r"\s*\n\s*", " ", text).strip() or "SQS")
BLOCKS: list[Callable[[str], str]] = [
    "{}".format,
    "# {}".format,
    "## {} {{ #SQS }}".format,
    "{}\n===".format,
    "- {0}\n- {0}\n    1. {0}".format,
    "* SQS\n\n    {}".format,
    "> {}".format,
    "!!! note\n    {}".format,
    '??? tip "SQS"\n\n    {}\n'.format,
    '=== "SQS"\n\n    {0}\n\n=== "SNS"\n\n    {0}'.format,
    "| SQS | {0} |\n| --- | --- |\n| SNS | {0} |".format,
    "SQS\n:   {}".format,
    "[^1]: {}".format,
    "```python\n{}\n```".format,
    "~~~\n{}\n~~~".format,
    "    {}".format,
    '<div title="SQS">{}</div>'.format,
    "<div markdown>\n{}\n</div>".format,
    '<details markdown="1"><summary>SQS</summary>\n{}\n</details>'.format,
    "<p>{}</p>".format,
    "*[SNS]: {}".format,
    "$$\n{}\n$$".format,
    "\\(SQS {}\\)".format,
    "---\n{}".format,
    "{}\n{{ .SQS title='SQS' }}".format,
    "[TOC]\n\n{}".format,
]
blocks = st.builds(lambda block, text: block(text), st.sampled_from(BLOCKS), lines)
documents = st.lists(blocks, min_size=1, max_size=6).map("\n\n".join)

# Pieces that need not fit together.
FRAGMENTS = [
    *NAMES.values(),
    *(
        "\n",
        "\n\n",
        " ",
        "    ",
        "\t",
        "`",
        "``",
        "```",
        "~~~",
        "*",
        "**",
        "_",
        "#",
        "## ",
        "- ",
        "1. ",
        "> ",
        "|",
        "---",
    ),
    *(
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<div markdown>",
        '<a href="SQS">',
        "</a>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
    ),
    *("&amp;", "&", "&zwnj;", "&#115;", "\\", "[", "](x)", "![", "]", "[^1]", "[^1]:", "!!! note", '=== "SQS"', "???"),
    *(
        "$",
        "$$",
        "\\(",
        "\\)",
        "{",
        "}",
        "{ .x }",
        ":   ",
        "*[SQS]: x",
        "<",
        ">",
        '"',
        "'",
        "\x02",
        "\x03",
        "\0",
        "\u2028",
    ),
    *(
        "\x02wzxhzdk:0\x03",
        "\x0295\x03",
        "\x02amp\x03",
        "klzzwxh:0001",
        "[TOC]",
        "\r",
        "\N{OBJECT REPLACEMENT CHARACTER}",
    ),
]
scraps = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)


class Converted:
    """What Python-Markdown makes of a text."""

    def __init__(self, text: str, *links: GlossaryLinks) -> None:
        converter = Markdown(extensions=[*EXTENSIONS, *links], extension_configs=SETTINGS["mdx_configs"])
        self.html = converter.convert(text)
        self.toc_tokens = converter.toc_tokens  # type: ignore[attr-defined]
        self.toc = converter.toc  # type: ignore[attr-defined]


def with_links(text: str, page: str = "") -> Converted:
    return Converted(text, GlossaryLinks(GLOSSARY, page, matcher=MATCHER))


def assert_nothing_but_links(text: str) -> str:
    """Compare a text with and without the linker, and return its HTML with the links."""
    plain, linked = Converted(text), with_links(text)
    bare, links = unwrapped(linked.html)
    assert bare == plain.html
    assert linked.toc_tokens == plain.toc_tokens
    assert linked.toc == plain.toc
    assert with_links(text).html == linked.html, "the same text twice"
    assert all(link.title in (EXPECTED_TOOLTIP, "AWS Glue") for link in links)
    return linked.html


EXPECTED_TOOLTIP = 'It is "a" link, <b> & more; _ | <'


@given(documents)
@settings(max_examples=150)
@example("SQS <a href='x'>SQS</a> **SQS")
@example("# SQS\n\nSQS, SNS, VPC, queue, policy, C++, .NET, Glue")
def test_well_formed_markdown(text: str) -> None:
    page = assert_nothing_but_links(text)
    found = surroundings(page)
    assert found.forbidden == []
    assert max(found.in_blocks) <= MOST_IN_A_PARAGRAPH
    assert len({link.href for link in unwrapped(page)[1]}) == len(unwrapped(page)[1]), "each entry once"


@given(scraps)
@settings(max_examples=150)
@example("")
@example("\x02")
@example("&#2;wzxhzdk:0&#3; SQS")
def test_scraps_of_markdown(text: str) -> None:
    assert_nothing_but_links(text)


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_any_text(text: str) -> None:
    page = assert_nothing_but_links(text)
    assert "\x02" not in page and "\x03" not in page


@given(documents)
@settings(max_examples=50)
def test_no_placeholder_leaks(text: str) -> None:
    page = with_links(text).html
    assert not re.search(r"[\x00-\x08\x0e-\x1f]|wzxhzdk|klzzwxh|\ufffc", page)


@given(documents)
@settings(max_examples=50)
def test_turned_off_it_changes_nothing_and_still_finds_mentions(text: str) -> None:
    off = GlossaryLinks(GLOSSARY, matcher=MATCHER, enabled=False)
    on = GlossaryLinks(GLOSSARY, matcher=MATCHER)
    assert Converted(text, off).html == Converted(text).html
    Converted(text, on)
    assert off.mentions == on.mentions


@given(st.lists(documents, min_size=2, max_size=3))
@settings(max_examples=30)
@example(["SQS", ""])
def test_one_converter_for_several_texts_keeps_no_state(texts: list[str]) -> None:
    links = GlossaryLinks(GLOSSARY, matcher=MATCHER)
    converter = Markdown(extensions=[*EXTENSIONS, links], extension_configs=SETTINGS["mdx_configs"])
    for text in texts:
        alone = GlossaryLinks(GLOSSARY, matcher=MATCHER)
        assert unlabelled(converter.reset().convert(text)) == unlabelled(Converted(text, alone).html)
        assert links.mentions == alone.mentions


def unlabelled(page: str) -> str:
    """Return the HTML without the numbers of tabs and code, which one converter counts on from text to text."""
    return re.sub(r"__(?:tabbed|codelineno|span)[_\w-]*", "", page)


@given(st.text(max_size=80))
@example("`&lt;` is how HTML writes <")
def test_tooltips_are_plain_text_of_one_line(definition: str) -> None:
    glossary = Glossary(terms={"sqs": Term("sqs", "SQS", (), 1, definition=definition)})
    page = Markdown(extensions=[GlossaryLinks(glossary)]).convert("SQS *x*")
    bare, links = unwrapped(page)
    assert bare == "<p>SQS <em>x</em></p>"
    assert [link.title for link in links] == [plain_text(definition) or "SQS"]
    assert links[0].title == " ".join(links[0].title.split())


ROOT = Path(__file__).parents[2]
SITE = load_site(ROOT)


@pytest.mark.parametrize("path", sorted(SITE.pages))
def test_every_page_of_the_site(path: str) -> None:
    body = SITE.pages[path].body
    plain = Converted(body)
    linked = Converted(body, GlossaryLinks(SITE.glossary, path, matcher=SITE.matcher))
    bare, links = unwrapped(linked.html)
    assert bare == plain.html
    assert linked.toc_tokens == plain.toc_tokens
    found = surroundings(linked.html)
    assert found.forbidden == []
    assert max(found.in_blocks) <= MOST_IN_A_PARAGRAPH
    # Two entries may be taught in one section, but not with one definition.
    assert len({(link.href, link.title) for link in links}) == len(links), "each entry once"
    for link in links:
        assert link.title == link.title.strip() != ""
