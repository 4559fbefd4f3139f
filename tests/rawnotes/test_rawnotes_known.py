"""What the site says already is found in other words, and what only looks like it is not."""

from __future__ import annotations

import pytest

from sites import PAGES, small_site
from studynotes.rawnotes.evidence import folded_matcher
from studynotes.rawnotes.known import SiteSentences
from studynotes.rawnotes.subjects import load_subjects

PAGE = """\
---
title: Amazon SQS
service: sqs
limits:
  - name: Message size
    value: 1 MiB
    was: 256 KiB until August 2025
    checked: 2026-11-21
    source: https://docs.aws.amazon.com/a
---

# Amazon SQS

## Delay queues

- A delay queue hides every new message for up to 15 minutes. The colour of the console is orange.
- SNS topics cannot be read by polling.

## Throughput

| Queue | Messages per second |
| --- | --- |
| FIFO with batching | 3,000 messages per second |
"""


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> SiteSentences:
    pages = {**PAGES, "services/application-integration/sqs.md": PAGE}
    site = small_site(tmp_path_factory.mktemp("site"), pages)
    return SiteSentences(site, load_subjects(site), folded_matcher(site))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A delay queue hides every new message for up to 15 minutes.", "#delay-queues"),  # as it stands
        ("For up to 15 minutes, a delay queue hides each new message", "#delay-queues"),  # word order
        ("Delay queues hide new messages for up to 15 min", "#delay-queues"),  # plurals and units
        ("a delai queue hides new mesages up to fifteen minutes", None),  # the number is written out beyond twelve
        ("a Delay Queue hides new mesages for up to 15 minutes", "#delay-queues"),  # spelling
        ("The color of the console is orange", "#delay-queues"),  # British and American
        ("FIFO with batching: 3000 messages/second", "#throughput"),  # form of numbers
        ("Message size 256KB until August 2025", ""),  # limits of the front matter
        ("Simple Notification topics cannot be read by polling", None),
        ("Topics of SNS can't be read by polling", "#delay-queues"),
        ("Topics of SNS can be read by polling", None),  # says the opposite
        ("A delay queue hides every new message for up to 30 minutes.", None),  # another number
        ("Dead-letter queues keep messages that fail too often", None),
        ("Queue", None),
    ],
)
def test_known(sentences: SiteSentences, text: str, place: str | None) -> None:
    known = sentences.find(text, "sqs")
    assert (known.page if known else None) == (
        None if place is None else f"services/application-integration/sqs.md{place}"
    )


def test_the_sentence_is_given(sentences: SiteSentences) -> None:
    known = sentences.find("Delay queues hide new messages for up to 15 min", "sqs")
    assert known is not None
    assert known.section == "Delay queues"
    assert known.sentence == "A delay queue hides every new message for up to 15 minutes."
