"""The generated parts of a service page."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import PAGES, SQS, small_site
from studynotes.rules import check_site
from studynotes.servicepages import category_title, with_generated_parts

PATH = "services/application-integration/sqs.md"

GENERATED = """
# Amazon SQS

A managed queue.
{ .page-summary }

**Also called** SQS, Simple Queue Service · **Formerly** Amazon Queue Service · \
**Exams** DVA-C03, SAA-C03 · **Category** Application integration · **Numbers checked** 3 October 2026
{ .page-facts }

Consumers poll. For fan-out, put Amazon SNS before it.

## How it works

A queue.

## Delay queues

They wait.

## Choose it when

Always.

## Exam traps

None.

## Limits

| Limit | Value | Older material says | Checked |
| --- | --- | --- | --- |
| Message size | **1 MiB** | 256 KiB | [2026-11-02](https://docs.aws.amazon.com/sqs.html) |
| Delay | **15 minutes** |  | [2026-10-03](https://docs.aws.amazon.com/delay.html) |

## Compared with { data-search-exclude }

- [SQS vs SNS](../../compare/sqs-vs-sns.md): A queue or a topic.

## Sources { data-search-exclude }

Numbers last checked on 3 October 2026, against:

- <https://docs.aws.amazon.com/sqs.html>
"""


def generated(root: Path, text: str) -> str:
    site = small_site(root, {**PAGES, PATH: text})
    return with_generated_parts(site.pages[PATH], site)


def test_all_generated_parts(tmp_path: Path) -> None:
    assert generated(tmp_path, SQS) == GENERATED


def test_without_older_values_there_is_no_column_for_them(tmp_path: Path) -> None:
    text = generated(tmp_path, SQS.replace("    was: 256 KiB\n", ""))
    assert "| Limit | Value | Checked |\n| --- | --- | --- |\n| Message size | **1 MiB** | [2026-11-02](" in text


def test_what_the_front_matter_does_not_say_is_left_out(tmp_path: Path) -> None:
    pages = {PATH: "---\ntitle: Amazon SQS\n---\n\n# Amazon SQS\n\nProse.\n"}
    site = small_site(tmp_path, pages)
    assert with_generated_parts(site.pages[PATH], site) == (
        "\n# Amazon SQS\n\n"
        "**Also called** SQS, Simple Queue Service · **Formerly** Amazon Queue Service · "
        "**Exams** in scope of neither, but may be mentioned · **Category** Application integration\n"
        "{ .page-facts }\n\nProse.\n\n"
    )


@pytest.mark.parametrize(
    "field",
    [
        "exams: 5",
        "exams: dva-c03",
        "exams: [[a], {}]",
        "sources: 5",
        "sources: https://aws.amazon.com",
        "sources: ['https://[x', 5]",
        "limits: 5",
        "limits: [5]",
        "limits: [{name: [a], value: {}}]",
        "limits: [{name: a, value: b, checked: soon, source: 5}]",
        "summary: [a]",
        "facts: 5",
        "title: 5",
    ],
)
def test_fields_of_a_wrong_kind_are_problems_and_raise_nothing(field: str, tmp_path: Path) -> None:
    key = field.partition(":")[0]
    lines = [
        "title: Amazon SQS",
        "service: sqs",
        "exams: []",
        "summary: A queue.",
        "sources: [https://docs.aws.amazon.com/]",
    ]
    front = "\n".join([*(line for line in lines if not line.startswith(key)), field])
    text = f"---\n{front}\n---\n\n# Amazon SQS\n"
    assert "# Amazon SQS" in generated(tmp_path, text)
    problems = check_site(small_site(tmp_path, {**PAGES, PATH: text}))
    line = front.split("\n").index(field) + 2
    assert line in [problem.line for problem in problems if problem.path == f"docs/{PATH}"]


@pytest.mark.parametrize(
    ("category", "title"),
    [
        ("storage", "Storage"),
        ("application-integration", "Application integration"),
        ("security-identity-and-compliance", "Security, identity and compliance"),
        ("machine-learning-and-ai", "Machine learning and AI"),
    ],
)
def test_category_title(category: str, title: str) -> None:
    assert category_title(category) == title
