"""`make check`: its formats, its exit status, and what a change is to blame for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rules.sites import write_site
from studynotes.checking import main

CLEAN = "---\ntitle: Queues\n---\n\n# Queues\n"
BROKEN = CLEAN + "\nSee [topics](topics.md).\n"
UNUSED = "services: {}\nterms:\n  dlq:\n    name: Dead-letter queue\n    definition: Where failed messages go.\n"


@pytest.fixture(autouse=True)
def _no_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def check(root: Path, *arguments: str) -> int:
    return main([str(root), *arguments])


def test_a_clean_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"docs/queues.md": CLEAN})
    assert check(tmp_path) == 0
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", "No problems.\n")


def test_an_error_gives_status_1_and_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"docs/queues.md": BROKEN, "glossary.yml": UNUSED})
    assert check(tmp_path) == 1
    output = capsys.readouterr()
    assert output.out.splitlines()[0].startswith('docs/queues.md:7:5: error: The link "topics.md" leads to no file.')
    assert output.err == "1 error, 1 warning, 0 notes.\n"


def test_a_warning_alone_gives_status_0(tmp_path: Path) -> None:
    write_site(tmp_path, {"docs/queues.md": CLEAN, "glossary.yml": UNUSED})
    assert check(tmp_path) == 0


def test_github_annotates_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"docs/queues.md": BROKEN, "glossary.yml": UNUSED})
    assert check(tmp_path, "--format", "github") == 1
    error, warning = capsys.readouterr().out.splitlines()
    assert error.startswith("::error file=docs/queues.md,line=7,col=5,title=broken-link::The link")
    assert warning.startswith("::warning file=glossary.yml,line=3,col=3,title=unused-term::")


def test_github_actions_get_annotations_besides_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write_site(tmp_path, {"docs/queues.md": BROKEN})
    assert check(tmp_path) == 1
    text, annotation = capsys.readouterr().out.splitlines()
    assert text.startswith("docs/queues.md:7:5: error:")
    assert annotation.startswith("::error file=docs/queues.md,line=7,col=5,")


def test_a_name_cannot_write_annotations_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"docs/a\n::error::b.md": CLEAN, "docs/c%0A::error::d.md": CLEAN})
    check(tmp_path, "--format", "github")
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith("::error file=docs/") for line in lines)


def test_json_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"docs/queues.md": BROKEN})
    assert check(tmp_path, "--format", "json") == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem == {
        "path": "docs/queues.md",
        "line": 7,
        "column": 5,
        "rule": "broken-link",
        "message": 'The link "topics.md" leads to no file.',
        "hint": problem["hint"],
        "level": "error",
    }


def test_json_of_a_clean_site_is_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"docs/queues.md": CLEAN})
    assert check(tmp_path, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_folder_without_docs_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path) == 2
    assert "has no folder docs/" in capsys.readouterr().err


def test_the_command_itself(tmp_path: Path, project: Path) -> None:
    write_site(tmp_path, {"docs/queues.md": BROKEN})
    command = [sys.executable, "-m", "studynotes.checking", str(tmp_path)]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(project / "hooks"), "PATH": ""}
    )
    assert result.returncode == 1
    assert result.stdout.startswith("docs/queues.md:7:5: error:")


def git(root: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *settings, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A checkout whose only commit has one broken link."""
    write_site(tmp_path, {"docs/queues.md": BROKEN})
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message=Begin")
    return tmp_path


def found(root: Path, capsys: pytest.CaptureFixture[str], since: str = "main") -> tuple[int, list[str]]:
    status = check(root, "--since", since)
    lines = capsys.readouterr().out.splitlines()
    return status, [" ".join(line.split()[:2]) for line in lines]


def test_since_what_was_there_before_is_a_note(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(committed, capsys) == (0, ["docs/queues.md:7:5: note:"])


def test_since_a_line_that_moved_is_still_a_note(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = committed / "docs" / "queues.md"
    page.write_text(BROKEN.replace("\nSee", "\nAn introduction.\n\nSee"), "utf-8")
    assert found(committed, capsys) == (0, ["docs/queues.md:9:5: note:"])


def test_since_the_same_mistake_once_more_is_new(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = committed / "docs" / "queues.md"
    page.write_text(BROKEN + "\nSee [them](topics.md) again.\n", "utf-8")
    assert found(committed, capsys) == (1, ["docs/queues.md:7:5: note:", "docs/queues.md:9:5: error:"])


def test_since_a_problem_that_names_a_line_stays_a_note_when_lines_move(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = committed / "docs" / "queues.md"
    twice = CLEAN + "\n## A\n\n## A\n"
    page.write_text(twice, "utf-8")
    git(committed, "commit", "--quiet", "--all", "--message=Twice")
    page.write_text(twice.replace("# Queues\n", "# Queues\n\nText.\n"), "utf-8")
    assert found(committed, capsys) == (0, ["docs/queues.md:11:1: note:"])


def test_since_what_a_change_breaks_elsewhere_is_new(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (committed / "docs" / "topics.md").write_text(CLEAN, "utf-8")
    git(committed, "add", ".")
    git(committed, "commit", "--quiet", "--message=Topics")
    (committed / "docs" / "topics.md").unlink()
    assert found(committed, capsys) == (1, ["docs/queues.md:7:5: error:"])


def test_since_a_commit_without_a_glossary_or_settings(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(committed, "rm", "--quiet", "glossary.yml", "mkdocs.yml")
    git(committed, "commit", "--quiet", "--message=Less")
    write_site(committed, {"docs/queues.md": BROKEN})
    assert found(committed, capsys) == (0, ["docs/queues.md:7:5: note:"])


def test_since_a_commit_with_links_out_of_the_folder(committed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (committed / "docs" / "out.md").symlink_to("/etc/hostname")
    git(committed, "add", ".")
    git(committed, "commit", "--quiet", "--message=Out")
    (committed / "docs" / "out.md").unlink()
    assert found(committed, capsys) == (0, ["docs/queues.md:7:5: note:"])


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "main:docs", "a\0b"])
def test_since_a_revision_that_does_not_exist(
    revision: str, committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(committed, f"--since={revision or 'main^'}") == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert len(output.err.splitlines()) == 1
    assert (revision or "main^") in output.err
    assert not (committed / "x").exists()


def test_since_outside_a_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"docs/queues.md": CLEAN})
    assert check(tmp_path, "--since", "main") == 2
    assert 'git has no revision "main"' in capsys.readouterr().err
