"""Text put into glossary.yml and mkdocs.yml: the right line, and every other byte kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.templates.insertion import scalar, with_page, with_service
from studynotes.yamlsource import parse_yaml

PROJECT = Path(__file__).parent / "project"
GLOSSARY = (PROJECT / "glossary.yml").read_text("utf-8")
SETTINGS = (PROJECT / "mkdocs.yml").read_text("utf-8")


def is_put_in(new: list[str], above: str, below: str, before: str, after: str) -> bool:
    """Whether `after` is `before` with the new lines between two neighbours, and nothing else."""
    lines = "".join(f"{line}\n" for line in new)
    return f"{above}\n{lines}{below}" in after and after.replace(lines, "", 1) == before


@pytest.mark.parametrize(
    ("service_id", "category", "above", "below"),
    [
        ("aaa", "application-integration", "  # Application integration", "  sns:"),
        ("sob", "application-integration", "    category: application-integration", "  # A comment above an entry."),
        ("swf", "application-integration", "    aliases: [SQS]   # a comment behind", ""),
        ("fsx", "storage", "  backup: { name: AWS Backup, category: storage }", "  s3:"),
        ("s4", "storage", "      - Amazon Simple Storage", ""),
    ],
)
def test_a_service_stands_in_its_group(service_id: str, category: str, above: str, below: str) -> None:
    after = with_service(GLOSSARY, service_id, "Amazon Foo", category)
    entry = [f"  {service_id}:", "    name: Amazon Foo", f"    category: {category}"]
    assert is_put_in(entry, above, below, GLOSSARY, after)


@pytest.mark.parametrize(
    ("category", "lines", "below"),
    [
        (
            "analytics",
            ["  # Analytics", "  foo:", "    name: Foo", "    category: analytics", ""],
            "  # Application integration",
        ),
        ("media", ["  # Media", "  foo:", "    name: Foo", "    category: media", ""], "  # Storage"),
    ],
)
def test_a_service_begins_a_group(category: str, lines: list[str], below: str) -> None:
    after = with_service(GLOSSARY, "foo", "Foo", category)
    assert "\n".join(["", *lines, below]) in after
    assert after.replace("\n".join([*lines, ""]), "", 1) == GLOSSARY


def test_a_group_at_the_end() -> None:
    text = "services:\n  s3:\n    name: Amazon S3\n    category: database"
    assert with_service(text, "foo", "Foo", "storage") == (
        text + "\n\n  # Storage\n  foo:\n    name: Foo\n    category: storage\n"
    )


@pytest.mark.parametrize(
    ("page", "trail", "above", "below"),
    [
        (
            "services/application-integration/mq.md",
            ("Services", "Application integration"),
            "      - Application integration:",
            "          - services/application-integration/sns.md",
        ),
        (
            "services/application-integration/sob.md",
            ("Services", "Application integration"),
            "          - services/application-integration/sns.md",
            "          # A comment above a page.",
        ),
        ("services/storage/s4.md", ("Services", "Storage"), "          - services/storage/s3.md", "  - Comparisons:"),
        ("compare/sns-vs-s3-vs-sqs.md", ("Comparisons",), "      - compare/sns-vs-s3.md", ""),
        ("compare/a-vs-b.md", ("Comparisons",), "  - Comparisons:", "      - compare/sns-vs-s3.md"),
    ],
)
def test_a_page_stands_in_its_section(page: str, trail: tuple[str, ...], above: str, below: str) -> None:
    after = with_page(SETTINGS, page, trail)
    indent = " " * (10 if trail[0] == "Services" else 6)
    assert is_put_in([f"{indent}- {page}"], above, below, SETTINGS, after)


def test_a_page_begins_a_section() -> None:
    after = with_page(SETTINGS, "services/media/foo.md", ("Services", "Media"))
    new = ["      - Media:", "          - services/media/foo.md"]
    assert is_put_in(
        new, "          - Queues: services/application-integration/sqs.md", "      - Storage:", SETTINGS, after
    )


def test_a_page_that_is_there_already() -> None:
    assert with_page(SETTINGS, "services/storage/s3.md", ("Services", "Storage")) == SETTINGS
    assert with_page("site_name: x\n", "services/storage/s3.md", ("Services", "Storage")) == "site_name: x\n"


def test_line_ends_are_kept() -> None:
    windows = GLOSSARY.replace("\n", "\r\n")
    assert with_service(windows, "foo", "Foo", "media") == with_service(GLOSSARY, "foo", "Foo", "media").replace(
        "\n", "\r\n"
    )
    windows = SETTINGS.replace("\n", "\r\n")
    args = ("services/media/foo.md", ("Services", "Media"))
    assert with_page(windows, *args) == with_page(SETTINGS, *args).replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text", ["yes", "1", "2026-11-21", "a: b", "a #b", "'a'", '"', "\\", "[a]", "*a", "- a", "a\nb", ""]
)
def test_scalar(text: str) -> None:
    assert parse_yaml(f"key: {scalar(text)}\n").value == {"key": text}


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"])))
def test_every_printable_text_is_a_scalar(text: str) -> None:
    if not parse_yaml(f'key: "{text}"'.replace("\\", "")).flaws:
        assert parse_yaml(f"key: {scalar(text)}\n").value == {"key": text}


@given(
    service_id=st.from_regex(r"\A[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4}){0,2}\Z"),
    category=st.sampled_from(["analytics", "application-integration", "compute", "media", "storage"]),
)
def test_any_service_finds_a_place(service_id: str, category: str) -> None:
    if service_id not in ("sns", "sqs", "backup", "s3", "true", "yes", "no", "on", "off", "null"):
        after = with_service(GLOSSARY, service_id, "Foo", category)
        assert parse_yaml(after).value["services"][service_id] == {"name": "Foo", "category": category}
        new = iter(after.split("\n"))
        assert all(line in new for line in GLOSSARY.split("\n"))  # the old lines, in their order
