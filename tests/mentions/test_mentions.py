"""The glossary page and the lists of mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import small_site
from studynotes.glossary import Glossary, Service, Term
from studynotes.linking import Mention
from studynotes.mentions import Mentions, backlinks_html, glossary_anchors, glossary_html, glossary_letters

SQS = "services/application-integration/sqs.md"
MENTION = Mention("delay-queue", "concepts/decoupling.md", "More & more", "more-more", 'A "delay queue" is <5 & safe.')


def url(target: str) -> str:
    return f"../{target}"


def test_glossary_page(tmp_path: Path) -> None:
    glossary = small_site(tmp_path).glossary
    mentions = Mentions({SQS: "Amazon SQS", "concepts/decoupling.md": "Decoupling"})
    mentions.add([MENTION])
    page = glossary_html(glossary, mentions, url)
    assert page.startswith('<p class="letters"><a href="#letter-a">A</a> <a href="#letter-d">D</a> ')
    assert page.count('<section class="letter">') == page.count("</section>") == page.count("<h2")
    begin = page.index('<h3 id="delay-queue">')
    entry = page[begin : page.index("</section>", begin)]
    assert entry == (
        '<h3 id="delay-queue">Delay queue</h3>\n'
        '<p>A "queue" that waits first &amp; last.</p>\n'
        '<p class="entry-notes">Taught on '
        f'<a href="../{SQS}#delay-queues">Amazon SQS</a>.</p>\n'
        '<details class="mentions"><summary>Mentioned on 1 page</summary>\n<ul>\n'
        '<li><a href="../concepts/decoupling.md#more-more">Decoupling, More &amp; more</a>: '
        'A "delay queue" is &lt;5 &amp; safe.</li>\n'
        "</ul>\n</details>\n"
    )
    assert "Also: SQS, Simple Queue Service. Formerly: Amazon Queue Service. Taught on" in page
    assert "its page is not written yet" in page[page.index('id="athena"') : page.index('id="letter-d"')]
    assert "Mentioned on" not in glossary_html(glossary, mentions, url, with_mentions=False)


def test_every_entry_and_every_letter_has_its_anchor(project: Path) -> None:
    from studynotes.site import load_site

    glossary = load_site(project).glossary
    page = glossary_html(glossary, Mentions({}), url)
    for anchor in glossary_anchors(glossary):
        assert page.count(f'id="{anchor}"') == 1
    assert {entry.id for entry in glossary.entries} < glossary_anchors(glossary)


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Amazon SQS", "S"),
        ("AWS Glue", "G"),
        ("queue", "Q"),
        ("Übergabe", "U"),
        (".NET", "N"),
        ("5xx error", "0-9"),
        ("ß", "S"),
        ("队列", "队"),
        ("&amp", "A"),
    ],
)
def test_letter_of_a_name(name: str, letter: str) -> None:
    assert list(glossary_letters(Glossary(terms={"x": Term("x", name, (), 1)}))) == [letter]


def test_order_of_entries() -> None:
    services = {"sqs": Service("sqs", "Amazon SQS", (), 1), "s3": Service("s3", "Amazon S3", (), 2)}
    terms = {"shard": Term("shard", "shard", (), 3), "acl": Term("acl", "ACL", (), 4)}
    letters = glossary_letters(Glossary(services, terms))
    assert [(letter, [entry.id for entry in entries]) for letter, entries in letters.items()] == [
        ("A", ["acl"]),
        ("S", ["s3", "shard", "sqs"]),
    ]


def test_mentions_are_sorted_by_title_and_name_each_page() -> None:
    mentions = Mentions({"b.md": "Alpha", "a.md": "Beta"})
    mentions.add([Mention("sqs", "a.md", "", "", "In A."), Mention("sns", "a.md", "", "", "Else.")])
    mentions.add([Mention("sqs", "b.md", "Alpha", "alpha", "In B."), Mention("sqs", "c.md", "S", "s", "In C.")])
    assert [mention.page for mention in mentions.of("sqs")] == ["b.md", "a.md", "c.md"]
    assert mentions.of("nothing") == []
    assert backlinks_html(mentions.of("sqs"), mentions.title, url) == (
        '\n<h2 id="mentioned-on">Mentioned on</h2>\n'
        '<details class="mentions"><summary>Mentioned on 3 pages</summary>\n<ul>\n'
        '<li><a href="../b.md#alpha">Alpha</a>: In B.</li>\n'
        '<li><a href="../a.md">Beta</a>: In A.</li>\n'
        '<li><a href="../c.md#s">c.md, S</a>: In C.</li>\n'
        "</ul>\n</details>\n"
    )
