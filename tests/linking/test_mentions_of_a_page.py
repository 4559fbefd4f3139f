"""What a page mentions: once for each entry, under which heading, in which sentence."""

from __future__ import annotations

import pytest
from markdown import Markdown

from studynotes.glossary import Glossary, Term
from studynotes.linking import GlossaryLinks, relative_link

GLOSSARY = Glossary(
    terms={
        "sqs": Term("sqs", "SQS", (), 1, definition="A queue."),
        "region": Term("region", "Region", (), 2, link=False),
        "delay": Term("delay", "Delay queue", (), 3, page="services/sqs.md#delay"),
    }
)


def mentions(text: str, page: str = "x.md") -> list[tuple[str, str, str, str]]:
    links = GlossaryLinks(GLOSSARY, page)
    Markdown(extensions=["toc", "tables", "admonition", "footnotes", links]).convert(text)
    assert {mention.page for mention in links.mentions} <= {page}
    return [(mention.entry_id, mention.section, mention.anchor, mention.sentence) for mention in links.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("SQS first.", [("sqs", "", "", "SQS first.")]),
        ("# X\n\nOne. It is SQS! Two.", [("sqs", "X", "x", "It is SQS!")]),
        ("## A `b` &amp; *c*\n\nSQS and SQS.\n\nSQS.", [("sqs", "A b & c", "a-b-c", "SQS and SQS.")]),
        ("## Unlinked\n\nA Region.", [("region", "Unlinked", "unlinked", "A Region.")]),
        ("See [SQS](x.md) there.", [("sqs", "", "", "See SQS there.")]),
        ("&zwnj;SQS stays out.", [("sqs", "", "", "SQS stays out.")]),
        ("`SQS` in code.", []),
        ("| A | B |\n| - | - |\n| x. | For SQS |", [("sqs", "", "", "For SQS")]),
        ('!!! note "SQS"\n    It is *SQS* &lt;5 `KB`.', [("sqs", "", "", "It is SQS <5 KB.")]),
        ("One\\. Two e.g. SQS vs. SNS 1.5 times. Three.", [("sqs", "", "", "Two e.g. SQS vs. SNS 1.5 times.")]),
        ("Text[^1] of <b>bold</b> SQS.\n\n[^1]: x", [("sqs", "", "", "Text of bold SQS.")]),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert mentions(text) == expected


def test_a_long_sentence_is_cut_around_the_name() -> None:
    ((_, _, _, sentence),) = mentions("word " * 200 + "SQS" + " word" * 200)
    assert sentence.startswith("… word") and sentence.endswith("word …") and "SQS" in sentence
    assert len(sentence) < 300


def test_a_page_does_not_mention_what_it_teaches() -> None:
    assert mentions("A delay queue in SQS.", "services/sqs.md") == [("sqs", "", "", "A delay queue in SQS.")]


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("index.md", "glossary.md#sqs", "glossary.md#sqs"),
        ("services/storage/s3.md", "services/storage/ebs.md", "ebs.md"),
        ("services/storage/s3.md", "services/compute/ec2.md#fleet", "../compute/ec2.md#fleet"),
        ("services/storage/s3.md", "glossary.md#a", "../../glossary.md#a"),
        ("compare/a-vs-b.md", "services/storage/s3.md", "../services/storage/s3.md"),
        ("", "services/storage/s3.md#a/b", "services/storage/s3.md#a/b"),
    ],
)
def test_relative_link(page: str, target: str, link: str) -> None:
    assert relative_link(page, target) == link
