"""The command: what it writes, what it refuses to overwrite, what it says about bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sites import write_site
from studynotes.rawnotes.__main__ import main
from studynotes.rules import check_site
from studynotes.site import load_site

NOTES = """\
# Amazon SQS

Amazon SQS is a managed queue.
Maximum message size is 256 KB.
- Encrypt it with <b>KMS</b>.

## Good for

- Use it when a peak would drown the database.

© Somebody
"""
DRAFT = "services/application-integration/sqs.md"


@pytest.fixture(autouse=True)
def project_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_site(tmp_path)
    (tmp_path / "my-notes.txt").write_text(NOTES, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_draft(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["my-notes.txt", "--out", "drafts"]) == 0
    assert Path("drafts", DRAFT).read_text("utf-8") == Path(__file__).with_name("golden").joinpath("sqs.md").read_text(
        "utf-8"
    )
    assert capsys.readouterr().out == (
        "7 lines from 1 files: 6 placed, 0 repeated, 1 furniture, 0 unsorted.\nDrafts: drafts\n"
    )
    report = json.loads(Path("drafts/report.json").read_text("utf-8"))
    assert report["files"] == {"my-notes.txt": {"lines": 7, "placed": 6, "repeated": 0, "furniture": 1, "unsorted": 0}}
    rows = [row.split("\t") for row in Path("drafts/trace.tsv").read_text("utf-8").splitlines()]
    assert rows[0] == ["source", "line", "fate", "target", "target_line", "service"]
    assert [row[1] for row in rows[1:]] == ["1", "3", "4", "5", "7", "9", "11"]


def test_twice_gives_the_same_bytes() -> None:
    main(["my-notes.txt", "--out", "drafts"])
    before = contents(Path("drafts"))
    assert main(["my-notes.txt", "--out", "drafts"]) == 0
    assert main(["my-notes.txt", "--out", "others"]) == 0
    assert contents(Path("drafts")) == contents(Path("others")) == before


def test_a_changed_draft_is_never_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    main(["my-notes.txt", "--out", "drafts"])
    Path("drafts", DRAFT).write_text("mine", "utf-8")
    Path("my-notes.txt").write_text(NOTES + "\n- SQS queues are cheap.\n", "utf-8")
    before = contents(Path("drafts"))
    assert main(["my-notes.txt", "--out", "drafts"]) == 1
    assert contents(Path("drafts")) == before
    assert f'"drafts/{DRAFT}" was changed since it was written.' in capsys.readouterr().err
    assert main(["my-notes.txt", "--out", "drafts", "--force"]) == 0
    assert "SQS queues are cheap" in Path("drafts", DRAFT).read_text("utf-8")


def test_a_file_that_stood_there_before_is_never_overwritten() -> None:
    Path("drafts").mkdir()
    Path("drafts/trace.tsv").write_text("mine", "utf-8")
    assert main(["my-notes.txt", "--out", "drafts"]) == 1
    assert contents(Path("drafts")) == {"trace.tsv": b"mine"}


def test_drafts_of_notes_that_are_gone_go_too() -> None:
    Path("sns.txt").write_text("SNS pushes messages to subscribers.", "utf-8")
    main(["my-notes.txt", "sns.txt", "--out", "drafts"])
    own = Path("drafts/services/application-integration/own.md")
    own.write_text("mine", "utf-8")
    assert main(["my-notes.txt", "--out", "drafts"]) == 0
    assert not Path("drafts/services/application-integration/sns.md").exists()
    assert own.read_text("utf-8") == "mine"


def test_check_names_what_a_draft_still_needs(project_folder: Path) -> None:
    main(["my-notes.txt", "--out", "drafts"])
    page = project_folder / "docs" / DRAFT
    page.write_text(Path("drafts", DRAFT).read_text("utf-8"), "utf-8")
    problems = [problem for problem in check_site(load_site(project_folder)) if problem.path.endswith("/sqs.md")]
    assert [problem.rule for problem in problems] == ["missing-field", "limit-date", "missing-field", "section-missing"]
    for problem, names in zip(problems, ("sources", "checked", "source", "Exam traps"), strict=True):
        assert names in problem.sentence


def test_against_the_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["my-notes.txt", "--out", "drafts", "--against", "docs"]) == 0
    text = Path("drafts", DRAFT).read_text("utf-8")
    assert f'known: {DRAFT} (Amazon SQS): "A managed queue."' in text
    assert "<!-- my-notes.txt:5; new -->" in text
    assert "sqs      2      2   50.0 %" in capsys.readouterr().out


def test_bad_input_does_not_stop_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    Path("picture.txt").write_bytes(b"\x89PNG\0\0")
    Path("empty.txt").write_bytes(b"")
    Path("folder").mkdir()
    assert main(["picture.txt", "empty.txt", "folder", "gone.txt", "my-notes.txt", "--out", "drafts"]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in errors] == ["empty.txt", "folder", "gone.txt", "picture.txt"]
    assert Path("drafts", DRAFT).is_file()


def test_nothing_to_read_writes_nothing() -> None:
    assert main(["gone.txt", "--out", "drafts"]) == 1
    assert not Path("drafts").exists()


def test_html_is_traced_by_the_text_made_of_it() -> None:
    Path("page.html").write_text("<h1>Amazon SQS</h1><p>A managed <i>queue</i> for work.", "utf-8")
    assert main(["page.html", "--out", "drafts"]) == 0
    assert Path("drafts/converted/page.html.txt").read_text("utf-8") == "# Amazon SQS\n\nA managed queue for work.\n"
    assert "A managed queue for work. <!-- page.html:3 -->" in Path("drafts", DRAFT).read_text("utf-8")


def test_help_tells_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    for word in ("--out", "--against", "--force", "unsorted.md", "trace.tsv", "report.json", "Exit status"):
        assert word in text
