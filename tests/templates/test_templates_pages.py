"""New pages: what is written, what stays, and what the rules then ask for."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from studynotes.fixing import mend_page
from studynotes.fixing.rendering import Renderer
from studynotes.problems import Problem
from studynotes.rules import RULES, check_site
from studynotes.site import load_site
from studynotes.templates import plan_comparison, plan_service
from studynotes.templates.__main__ import main
from studynotes.templates.planning import usual_facts

GOLDEN = Path(__file__).parent / "golden"
TODAY = datetime.date(2026, 11, 21)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def check(root: Path) -> list[Problem]:
    return check_site(load_site(root))


def filled(text: str) -> str:
    """Fill a page as a contributor would: every TODO replaced, every comment left where it is."""
    text = text.replace("exams: [TODO]", "exams: [dva-c03]").replace("amazon.com/TODO", "amazon.com/foo.html")
    text = re.sub(r'"TODO: [^"]*"', '"Something true"', text)  # '"TODO: say it"'
    text = re.sub(r"TODO: [^\n]*", "Something true.", text)  # "TODO: say it"
    return text.replace("TODO", "Something true")


def test_the_project_has_no_problem(root: Path) -> None:
    assert check(root) == []


@pytest.mark.parametrize(
    ("golden", "arguments", "page"),
    [
        (
            "service.md",
            ["--service", "foo", "--name", "Amazon Foo", "--category", "storage"],
            "services/storage/foo.md",
        ),
        ("comparison.md", ["--compare", "sqs sns"], "compare/sqs-vs-sns.md"),
    ],
)
def test_golden_pages(golden: str, arguments: list[str], page: str, root: Path) -> None:
    assert main([str(root), *arguments]) == 0
    text = (root / "docs" / page).read_text("utf-8").replace(str(datetime.date.today()), str(TODAY))
    assert text == (GOLDEN / golden).read_text("utf-8")


NEW = [
    ["--service", "backup"],
    ["--service", "foo", "--name", "Amazon Foo", "--category", "storage"],
    ["--service", "foo", "--name", "Amazon *Foo*: #1 [x]", "--category", "compute"],
    ["--service", "foo", "--name", "Yes", "--category", "application-integration"],
    ["--compare", "sqs sns"],
    ["--compare", "sqs,s3, sns"],
]


@pytest.mark.parametrize("arguments", NEW, ids=" ".join)
def test_the_rules_name_what_is_to_fill_in_and_nothing_else(arguments: list[str], root: Path) -> None:
    before = files(root)
    assert main([str(root), *arguments]) == 0
    (page,) = [path for path in files(root) if path not in before]
    lines = (root / page).read_text("utf-8").split("\n")
    open_lines = {number for number, line in enumerate(lines, 1) if "TODO" in line}
    problems = check(root)
    assert {problem.path for problem in problems} <= {page}
    assert {problem.line for problem in problems} <= open_lines
    assert all(problem.rule == "todo" or '"TODO"' in problem.message for problem in problems)
    if "todo" in RULES:
        assert {problem.line for problem in problems} == open_lines
        assert len(problems) == len(open_lines)
    (root / page).write_text(filled("\n".join(lines)), "utf-8")
    assert check(root) == []


@pytest.mark.parametrize("arguments", NEW, ids=" ".join)
def test_a_new_page_needs_no_mending(arguments: list[str], root: Path, project: Path) -> None:
    before = files(root)
    assert main([str(root), *arguments]) == 0
    (page,) = [path for path in files(root) if path not in before]
    text = (root / page).read_text("utf-8")
    assert mend_page(page.removeprefix("docs/"), text, Renderer(load_site(project).config)).text == text


@pytest.mark.parametrize("arguments", NEW, ids=" ".join)
def test_only_lines_are_added(arguments: list[str], root: Path) -> None:
    before = files(root)
    assert main([str(root), *arguments]) == 0
    after = files(root)
    for path, content in before.items():
        old, new = content.decode().split("\n"), iter(after[path].decode().split("\n"))
        assert all(line in new for line in old), path  # the old lines, in their order, among the new


def test_what_is_printed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(root), "--service", "foo", "--name", "Amazon Foo", "--category", "storage"])
    assert capsys.readouterr().out == (
        "docs/services/storage/foo.md: written\nglossary.yml: entry added\nmkdocs.yml: entry added\n"
        "Fill in what says TODO; `make check` lists it.\n"
    )


def test_a_service_of_the_glossary_needs_no_name(root: Path) -> None:
    before = files(root)
    assert main([str(root), "--service", "backup"]) == 0
    after = files(root)
    assert after["glossary.yml"] == before["glossary.yml"]
    assert b"\ntitle: AWS Backup\n" in after["docs/services/storage/backup.md"]


REFUSED = [
    (["--service", "sqs"], "docs/services/application-integration/sqs.md exists already; nothing is written."),
    (["--service", "sqss"], 'The service "sqss" is not in glossary.yml. Did you mean "sqs"?'),
    (["--service", "zzz"], 'For a new one: make page SERVICE=zzz NAME="its official name" CATEGORY=its-category'),
    (["--service", "zzz", "--name", "Amazon Z"], 'The service "zzz" is not in glossary.yml.'),
    (["--service", "../x", "--name", "Amazon X", "--category", "storage"], '"../x" is no id.'),
    (["--service", "Foo", "--name", "Amazon Foo", "--category", "storage"], '"Foo" is no id.'),
    (["--service", "", "--name", "Amazon Foo", "--category", "storage"], '"" is no id.'),
    (["--service", "foo", "--name", "Amazon Foo", "--category", "stroage"], 'Did you mean "storage"?'),
    (["--service", "foo", "--name", "Amazon Foo", "--category", "../x"], '"../x", which is none of'),
    (["--service", "foo", "--name", "amazon sqs", "--category", "storage"], '"amazon sqs" is a name of "sqs"'),
    (["--service", "foo", "--name", "AWS account", "--category", "storage"], '"AWS account" stands under not_services'),
    (["--service", "foo", "--name", "x" * 81, "--category", "storage"], "has 81 characters; 80 are the most."),
    (["--service", "foo", "--name", "a\nb", "--category", "storage"], '"a b"'),
    (["--service", "topic", "--name", "Amazon Topic", "--category", "storage"], '"topic" is the id of a term'),
    (["--service", "backup", "--name", "Other"], "is in glossary.yml already, as AWS Backup in storage."),
    (["--compare", "sqs"], "A comparison needs two services or more"),
    (["--compare", "sqs sqs"], "A comparison needs two services or more"),
    (["--compare", "sqs SNS topics"], 'The service "SNS" is not in glossary.yml. Did you mean "sns"?'),
    (["--compare", "sqs backup"], 'The service "backup" has no page to take facts from.'),
    (["--compare", "sns s3"], "docs/compare/sns-vs-s3.md compares these services already."),
    (["--compare", "s3 sns"], "docs/compare/sns-vs-s3.md compares these services already."),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=[" ".join(arguments) for arguments, _ in REFUSED])
def test_refused_and_nothing_changed(
    arguments: list[str], message: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)
    assert main([str(root), *arguments]) == 1
    out, err = capsys.readouterr()
    assert message in err
    assert err.count("\n") == 1
    assert out == ""
    assert files(root) == before


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("glossary.yml", "services: [\n", "This is not YAML"),
        ("glossary.yml", "services: {sqs: {name: Amazon SQS, category: storage}}\nterms: {}\n", "by hand"),
        ("glossary.yml", "services: {}\nterms: {}\n", "add this one by hand"),
        (
            "glossary.yml",
            "services: {a: {name: A, category: storage}, b: {name: B, category: storage}}\nterms: {}\n",
            "add this one by hand",
        ),
        ("mkdocs.yml", "nav: [\n", "This is not YAML"),
        ("mkdocs.yml", "nav:\n  - Home: index.md\n", 'has no section "Services"'),
        ("mkdocs.yml", "nav:\n  - Services: []\n", "not written as one entry a line"),
        (
            "mkdocs.yml",
            "nav:\n  - Services:\n    - Storage: [services/storage/s3.md]\n",
            "not written as one entry a line",
        ),
    ],
)
def test_a_file_without_a_place_for_it(
    path: str, content: str, message: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / path).write_text(content)
    before = files(root)
    assert main([str(root), "--service", "foo", "--name", "Amazon Foo", "--category", "storage"]) == 1
    assert message in capsys.readouterr().err
    assert files(root) == before


def test_nothing_is_written_where_a_file_cannot_be(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page and the glossary are already in their places when the last file fails: all is put back."""
    before = files(root)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "mkdocs.yml":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert main([str(root), "--service", "foo", "--name", "Amazon Foo", "--category", "compute"]) == 1
    assert files(root) == before
    assert not (root / "docs/services/compute").exists()


def test_a_folder_that_leads_out_of_docs(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "outside").mkdir()
    (root / "docs/services/compute").symlink_to(tmp_path / "outside")
    assert main([str(root), "--service", "foo", "--name", "Amazon Foo", "--category", "compute"]) == 1
    assert "would stand outside docs/" in capsys.readouterr().err
    assert list((tmp_path / "outside").iterdir()) == []


def test_no_fact_in_common(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = root / "docs/services/storage/s3.md"
    page.write_text(page.read_text().replace("  model: A few words\n", ""))
    assert main([str(root), "--compare", "sqs s3"]) == 1
    assert "no fact in common" in capsys.readouterr().err


def test_rows_are_the_facts_that_all_have(root: Path) -> None:
    text = plan_comparison(load_site(root), ["sqs", "s3"]).text
    assert re.findall(r"fact: (\S+)\n", text) == ["model"]  # "fact: model"
    assert plan_comparison(load_site(root), ["sqs", "sns"]).text.count("- fact:") == 2


@pytest.mark.parametrize(
    ("category", "facts"),
    [
        ("storage", ["model", "size"]),
        ("application-integration", ["model", "ordering"]),
        ("media", ["model", "ordering"]),
    ],
)
def test_facts_of_the_neighbours(category: str, facts: list[str], root: Path) -> None:
    assert sorted(usual_facts(load_site(root), category)) == facts


def test_every_field_is_explained(root: Path) -> None:
    for plan in (plan_service(load_site(root), "backup"), plan_comparison(load_site(root), ["sqs", "sns"])):
        lines = plan.text.split("---\n")[1].split("\n")
        for number, line in enumerate(lines):
            if re.match(r"[a-z]+:", line) and line != "compare:":  # "title: x"
                assert lines[number - 1].startswith("#"), line
    text = plan_service(load_site(root), "backup").text
    assert all(f"  # {field}: " in text for field in ("name", "value", "was", "checked", "source"))
