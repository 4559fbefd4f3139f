"""The overviews gather limits and changes of all service pages, and nothing of other pages."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from studynotes.overviews import newest, overview
from studynotes.site import load_site

PAGE = """\
---
title: Amazon SQS
service: sqs
exams: []
summary: A queue.
limits:
  - name: Message size
    value: 1 MiB
    was: 256 KiB until August 2025
    checked: 2026-11-21
    source: https://docs.aws.amazon.com/sqs.html
  - name: Batch
    value: 10 | 20
    checked: 2026-11-21
    source: https://docs.aws.amazon.com/sqs.html
sources: []
---

# Amazon SQS

## How it works

- Since March 2020 this is no trap.

## Exam traps

- Older questions say 5; since January 2026 it is 6, see [SNS](sns.md#topics).
- Nothing about time here.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    page = tmp_path / "docs/services/application-integration/sqs.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    (tmp_path / "docs/limits.md").write_text(PAGE, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Notes\n", "utf-8")
    (tmp_path / "glossary.yml").write_text("services: {}\nterms: {}\n", "utf-8")
    return tmp_path


def test_numbers_has_a_row_for_every_limit(root: Path) -> None:
    link = "[Amazon SQS](services/application-integration/sqs.md#limits)"
    checked = "[2026-11-21](https://docs.aws.amazon.com/sqs.html)"
    assert overview("numbers.md", load_site(root)) == (
        "\n## Application integration\n\n"
        "| Service | Limit | Value | Older material says | Checked |\n"
        "| --- | --- | --- | --- | --- |\n"
        f"| {link} | Message size | **1 MiB** | 256 KiB until August 2025 | {checked} |\n"
        f"| {link} | Batch | **10 \\| 20** |  | {checked} |\n"
    )


def test_changes_stand_newest_first_with_links_from_the_root(root: Path) -> None:
    link = "[Amazon SQS](services/application-integration/sqs.md)"
    assert overview("changes.md", load_site(root)) == (
        "\n## 2026\n\n"
        f"- {link}, January: Older questions say 5; since January 2026 it is 6, "
        "see [SNS](services/application-integration/sns.md#topics).\n"
        "\n## 2025\n\n"
        f"- {link}, August: Message size: **1 MiB**, before: 256 KiB until August 2025."
    )


def test_any_other_page_is_no_overview(root: Path) -> None:
    assert overview("index.md", load_site(root)) == ""


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("until August 2025", (2025, 8)),
        ("since May 2024, and from August 2025 on", (2025, 8)),
        ("in 2023", (2023, 0)),
        ("ends on 5 May 2027; announced in 2026", (2026, 0)),  # what lies ahead is no change yet
        ("20 000 requests", (0, 0)),
    ],
)
def test_the_newest_date_that_is_past_counts(text: str, date: tuple[int, int]) -> None:
    assert newest(text, datetime.date(2026, 11, 21)) == date
