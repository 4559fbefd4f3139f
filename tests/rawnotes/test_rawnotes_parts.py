"""The parts of the normaliser, a table of rows for each: layout, furniture, code, sections, limits, repeats."""

from __future__ import annotations

import pytest

from studynotes.rawnotes.blocks import Block
from studynotes.rawnotes.code import whole_pieces
from studynotes.rawnotes.furniture import furniture_lines
from studynotes.rawnotes.layout import blocks_of
from studynotes.rawnotes.sections import limit_in, sections_of


def outline(text: str) -> list[str]:
    """Return the blocks of a text, a line each: kind, depth, what it stands under, and what it says."""
    blocks = blocks_of(tuple(text.split("\n")))
    return [
        f"{block.kind} {block.depth} {'-' if block.parent is None else block.parent}: {block.text}" for block in blocks
    ]


def test_numbered_headings() -> None:
    text = "14. Decoupling\n14.1. SQS\n14.1.5. SQS with ASG\nScale the consumers.\n1. first\n2. second\n"
    text += "15. Next\n15.1. One"
    assert outline(text) == [
        "heading 0 -: Decoupling",
        "heading 0 0: SQS",
        "heading 0 1: SQS with ASG",
        "statement 0 2: Scale the consumers.",
        "statement 1 2: first",
        "statement 1 2: second",
        "heading 0 -: Next",
        "heading 0 6: One",
    ]


def test_deep_bullets_with_hard_wraps() -> None:
    text = "  • SQS\n    • A queue keeps messages until\n      somebody takes them\n      - deeper\n    • Next"
    assert outline(text) == [
        "statement 1 -: SQS",
        "statement 2 0: A queue keeps messages until somebody takes them",
        "statement 3 1: deeper",
        "statement 2 0: Next",
    ]


def test_titles_of_slides_are_headings_and_repeated_ones_furniture() -> None:
    text = "Amazon SQS\n\n- one\n\nAmazon SQS\n\n- two\n\nAmazon SNS\n\n- three"
    assert outline(text) == [
        "heading 0 -: Amazon SQS",
        "statement 1 0: one",
        "furniture 0 0: Amazon SQS",
        "statement 1 0: two",
        "heading 0 -: Amazon SNS",
        "statement 1 4: three",
    ]


def test_loose_lines_are_statements_of_their_own() -> None:
    text = "a queue keeps messages\nit is polled\nfor example:\n- orders\n- mails\nanother thing"
    assert outline(text) == [
        "statement 0 -: a queue keeps messages",
        "statement 0 -: it is polled",
        "statement 0 -: for example:",
        "statement 1 2: orders",
        "statement 1 2: mails",
        "statement 0 -: another thing",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("© Jane Doe", "copyright"),
        ("NOT FOR DISTRIBUTION © Jane Doe www.example.com", "copyright"),
        ("Copyright 2021, Example Ltd. All rights reserved.", "copyright"),
        ("Page 3 of 20", "page number"),
        ("12 / 80", "page number"),
        ("-----", "without a word"),
        ("Back to top", "navigation"),
        ("![](slide-3.png)", "picture"),
        ("Rekognition can find copyrighted pictures.", ""),
        ("Copyright laws differ by country, so restrict viewers by location.", ""),
        ("17", ""),
        ("All rights are denied until a policy grants them", ""),
        ("Confidential data goes into a private bucket that is encrypted with a key", ""),
        ("}", ""),
    ],
)
def test_furniture(line: str, reason: str) -> None:
    found = furniture_lines(("Text", "", line, "", "Text"))
    assert reason in found.get(2, "") if reason else 2 not in found


def test_numbers_that_count_the_pages() -> None:
    pages = ("a", "", "1", "", "b", "", "2", "", "c", "", "3", "")
    assert set(furniture_lines(pages)) == {2, 6, 10}
    assert not furniture_lines(("Keep", "", "30", "", "days or", "", "7", "", "or", "", "365", ""))


def test_a_site_at_the_foot_of_every_page() -> None:
    pages = ("Text", "", "www.example.com – part 1", "", "More", "") * 5
    assert sum("repeated" in reason for reason in furniture_lines(pages).values()) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```python\nx = 1\n```", ("code", "python")),
        ("~~~\n{}\n~~~", ("code", "json")),
        ('{\n  "a": 1,\n  "b": [\n  ]\n}', ("code", "json")),
        ("Resources:\n  Queue:\n    Type: AWS::SQS::Queue", ("code", "yaml")),
        ("aws sqs create-queue \\\n  --queue-name orders", ("code", "bash")),
        ("#!/bin/bash\nyum update -y", ("code", "bash")),
        ("def handler(event, context):\n    return event", ("code", "python")),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ("table", "markdown")),
        ("| a | b\n| 1 | 2 |", ("table", "markdown")),
        ("Name\tValue\nwww\t192.0.2.1", ("table", "text")),
    ],
)
def test_code_and_tables_stay_whole(text: str, expected: tuple[str, str]) -> None:
    lines = ("Before it.", *text.split("\n"), "After it comes a sentence.")
    (piece,) = whole_pieces(lines)
    assert (piece.kind, piece.language) == expected
    assert lines[piece.start : piece.end] == tuple(text.split("\n"))


@pytest.mark.parametrize(
    "line",
    [
        "aws s3 ls to list the buckets that you can see",
        "import data from S3 into the table",
        "class of storage is chosen for each object",
        "Type: the kind of a resource",
        "A | B",
        "```",
    ],
)
def test_prose_is_no_code(line: str) -> None:
    assert not whole_pieces((line, "More of it."))


def statement(text: str, parent: int | None = None) -> Block:
    return Block("statement", 1, (text,), text, parent=parent)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Amazon SQS is a managed queue", "How it works"),
        ("Encrypted at rest with a KMS key", "Security"),
        ("Publishes metrics every minute", "Monitoring and troubleshooting"),
        ("You pay for each request, the first million is free of charge", "Pricing"),
        ("Use cases: session store, leaderboards", "Choose it when"),
        ("Remember for the exam: order only inside a group", "Exam traps"),
    ],
)
def test_sections(text: str, section: str) -> None:
    assert sections_of([statement(text)]) == [section]


def test_a_heading_says_the_section_of_what_stands_under_it() -> None:
    heading = Block("heading", 1, ("Pricing",), "Pricing", rank=2)
    assert sections_of([heading, statement("By the hour", 0), statement("Rounded up", 0)]) == ["Pricing"] * 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Maximum message size is 256 KB", "256 KB"),
        ("Retention: 4 days by default, up to 14 days", "4 days, up to 14 days"),
        ("Between 1 and 10 messages per call", "1 and 10 messages"),
        ("up to 3,000 messages per second with batching", "up to 3,000 messages per second"),
        ("It costs $0.40 per million requests", None),
        ("Version 2 came in 2019", None),
        ("A queue decouples", None),
    ],
)
def test_numbers_with_units_are_limits(text: str, value: str | None) -> None:
    amount = limit_in(statement(text))
    assert (amount.value if amount else None) == value
