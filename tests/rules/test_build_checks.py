"""What a build checks finds the same missing pages and unknown names as the whole check, reading fewer pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.sites import write_site
from studynotes.rules.names import check_names, check_suspects
from studynotes.site import load_site

GLOSSARY = """\
services:
  sqs: {name: Amazon SQS, aliases: [SQS], category: application-integration}
  foo: {name: Amazon Foo Bar, aliases: [Foo Bar], category: storage}
terms: {}
not_services: [AWS Cloud]
"""
TEXTS = [
    ("Plain words about queues.", 0),
    ("Amazon Foo Bar holds files.", 1),
    ("Several Foo Bars hold files.", 1),
    ("Amazon Foo Bars and AWS Cloud.", 1),
    ("AWS Clouds and Amazon SQS Queues.", 1),  # neither has a page here
    ("Amazon Quux is a slip.", 1),
    ("Amazon Fooo Bar is a slip.", 1),
    ("In code only: `Amazon Quux`.", 0),
    ("AWS Cloud Quux\n\nAmazon\n\nNothing.", 0),
    ("[Amazon Quux](https://docs.aws.amazon.com/)", 1),
]


@pytest.mark.parametrize(("text", "count"), TEXTS)
def test_suspects_are_what_the_whole_check_finds(text: str, count: int, tmp_path: Path) -> None:
    write_site(tmp_path, {"glossary.yml": GLOSSARY, "docs/page.md": f"---\ntitle: Page\n---\n\n# Page\n\n{text}\n"})
    site = load_site(tmp_path)
    rules = ("service-without-page", "unknown-service-name")
    whole = {problem for problem in check_names(site) if problem.rule in rules and problem.path == "docs/page.md"}
    assert len(whole) == count
    assert set(check_suspects(site)) == whole
