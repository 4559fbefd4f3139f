"""The list of limits that were not checked for long."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from studynotes.due import ROOM, as_markdown, due, main
from studynotes.pages import Page, parse_page

TODAY = datetime.date(2026, 11, 21)


def page(name: str, *limits: tuple[str, str]) -> Page:
    """Return a service page with limits, each given by its name and the day of its check."""
    front = [f"title: Amazon {name.upper()}", "limits:"]
    for limit, checked in limits:
        front += [f"  - name: '{limit}'", "    value: 1 MiB", f"    checked: {checked}"]
        front += [f"    source: https://docs.aws.amazon.com/{name}.html"]
    text = "\n".join(["---", *front, "---", "", f"# {name}", ""])
    return parse_page(f"services/storage/{name}.md", text, f"docs/services/storage/{name}.md")


@pytest.mark.parametrize(
    ("checked", "listed"),
    [
        ("2026-06-23", True),  # 151 days
        ("2026-06-24", False),  # 150
        ("2026-11-21", False),
        ("2027-01-01", False),  # a date to come is the rules' business, as is none
        ("soon", False),
        ("", False),
    ],
)
def test_what_is_due(checked: str, listed: bool) -> None:
    assert bool(due([page("s3", ("Size", checked))], TODAY, 150)) is listed


def test_list() -> None:
    pages = [
        page("ebs", ("Size", "2026-02-01"), ("Snapshots", "2026-11-01")),
        page("s3", ("Tags", "2026-03-01"), ("Parts #1 @home", "2026-01-01")),
    ]
    joiner = "\N{WORD JOINER}"
    files = "https://github.com/owner/name/blob/main"
    assert as_markdown(due(pages, TODAY), files=files) == (
        "3 limits on 2 pages were checked more than 150 days ago. Open each source, compare the value, mend it where "
        "it has changed (and say under `was` what it was), then set `checked` to the day on which you looked.\n"
        "\n"
        "### Amazon S3 (docs/services/storage/s3.md)\n"
        "\n"
        f"- [ ] 2026-01-01 **Parts #{joiner}1 @{joiner}home**: 1 MiB ([source](https://docs.aws.amazon.com/s3.html), "
        f"[line 8]({files}/docs/services/storage/s3.md?plain=1#L8))\n"
        "- [ ] 2026-03-01 **Tags**: 1 MiB ([source](https://docs.aws.amazon.com/s3.html), "
        f"[line 4]({files}/docs/services/storage/s3.md?plain=1#L4))\n"
        "\n"
        "### Amazon EBS (docs/services/storage/ebs.md)\n"
        "\n"
        "- [ ] 2026-02-01 **Size**: 1 MiB ([source](https://docs.aws.amazon.com/ebs.html), "
        f"[line 4]({files}/docs/services/storage/ebs.md?plain=1#L4))"
    )


def test_one_is_not_some() -> None:
    assert as_markdown(due([page("s3", ("Size", "2026-01-01"))], TODAY)).startswith("1 limit on 1 page was checked")


def test_list_fits_an_issue_and_counts_the_rest() -> None:
    limits = [(f"Limit {number}", "2026-01-01") for number in range(50)]
    found = due([page(f"service-{number}", *limits) for number in range(20)], TODAY)
    text = as_markdown(found)
    assert len(text) <= ROOM
    listed = text.count("- [ ] ")
    assert 0 < listed < 1000
    assert text.endswith(f"\n\nAnd {1000 - listed} more, which this list has no room for.")


@pytest.mark.parametrize(("today", "lines"), [("2026-06-30", 0), ("2026-07-01", 5)])
def test_command(today: str, lines: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "docs/services/storage/s3.md"
    place.parent.mkdir(parents=True)
    place.write_text(page("s3", ("Size", "2026-01-31")).text)
    assert main([str(tmp_path), "--today", today]) == 0
    assert len(capsys.readouterr().out.splitlines()) == lines


def test_command_says_where_it_should_be_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "has no folder docs/" in capsys.readouterr().err
