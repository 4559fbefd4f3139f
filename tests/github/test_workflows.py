"""The workflows give a stranger's pull request nothing to abuse, and run what a person would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATHS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/workflows").iterdir())
TEXTS = {path: (ROOT / path).read_text("utf-8") for path in PATHS}

PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")  # "actions/checkout@3d3c...90b1 # v7.0.1"
USES = re.compile(r"^\s*(?:- )?uses: *(?P<action>.+?) *$", re.M)  # "      - uses: actions/checkout@v7"
EXPRESSION = re.compile(r"\$\{\{(?P<inside>.*?)\}\}", re.S)  # "${{ github.base_ref }}"
SECRET = re.compile(r"\bsecrets\b[^A-Za-z]*(?P<name>\w+)?")  # "secrets.GITHUB_TOKEN", "secrets['KEY']"
TARGET = re.compile(r"^\t?@?(?:\w+ )?make (?P<targets>[^\n|;&]+)", re.M)  # "make check SINCE=..."

Load = Callable[[str], Any]


def jobs(workflow: Any) -> Iterator[tuple[str, Any]]:
    yield from workflow["jobs"].items()


def steps(workflow: Any) -> Iterator[Any]:
    for _, job in jobs(workflow):
        yield from job["steps"]


@pytest.mark.parametrize("path", PATHS)
def test_runs_on_no_event_that_gives_a_stranger_rights(path: str, load: Load) -> None:
    assert set(load(path)["on"]) <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert "pull_request_target" not in load(path)["on"]


@pytest.mark.parametrize("path", PATHS)
def test_may_only_read_unless_a_job_says_more(path: str, load: Load) -> None:
    assert load(path)["permissions"] == {"contents": "read"}


@pytest.mark.parametrize(
    ("path", "job", "permissions"),
    [
        (".github/workflows/check.yml", "rules", None),
        (".github/workflows/check.yml", "site", None),
        (".github/workflows/publish.yml", "build", None),
        (".github/workflows/publish.yml", "deploy", {"pages": "write", "id-token": "write"}),
        (".github/workflows/limits-due.yml", "list", {"contents": "read", "issues": "write"}),
    ],
)
def test_rights_of_a_job(path: str, job: str, permissions: object, load: Load) -> None:
    assert load(path)["jobs"][job].get("permissions") == permissions


def test_no_job_is_forgotten(load: Load) -> None:
    assert sorted(name for path in PATHS for name, _ in jobs(load(path))) == [
        "build",
        "deploy",
        "list",
        "rules",
        "site",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_knows_no_secret(path: str) -> None:
    found = {match["name"] for match in EXPRESSION.finditer(TEXTS[path]) for match in SECRET.finditer(match["inside"])}
    assert found <= {"GITHUB_TOKEN"}


@pytest.mark.parametrize("path", PATHS)
def test_scripts_take_values_from_the_environment_alone(path: str, load: Load) -> None:
    assert [step["run"] for step in steps(load(path)) if EXPRESSION.search(step.get("run", ""))] == []


@pytest.mark.parametrize("path", PATHS)
def test_actions_are_pinned_to_a_commit_and_say_their_version(path: str, load: Load) -> None:
    actions = [match["action"] for match in USES.finditer(TEXTS[path])]
    assert len(actions) == sum("uses" in step for step in steps(load(path)))
    assert [action for action in actions if not PINNED.fullmatch(action)] == []


def test_an_action_has_one_version_everywhere() -> None:
    pins = {match["action"] for text in TEXTS.values() for match in USES.finditer(text)}
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


@pytest.mark.parametrize("path", PATHS)
def test_checkout_leaves_no_credentials_behind(path: str, load: Load) -> None:
    for step in steps(load(path)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", PATHS)
def test_ends_and_does_not_pile_up(path: str, load: Load) -> None:
    workflow = load(path)
    assert workflow["concurrency"]["group"]
    assert all(job["timeout-minutes"] <= 20 for _, job in jobs(workflow))


def test_pull_request_is_checked_as_a_person_would(load: Load) -> None:
    workflow = load(".github/workflows/check.yml")
    assert list(workflow["on"]) == ["pull_request"]
    rules, site = workflow["jobs"]["rules"], workflow["jobs"]["site"]
    assert rules["steps"][0]["with"]["fetch-depth"] == 0
    assert rules["steps"][-1]["run"] == 'make check SINCE="origin/$BASE"'
    assert rules["steps"][-1]["env"] == {"BASE": "${{ github.base_ref }}"}
    assert [step["run"] for step in site["steps"] if "run" in step] == [
        "make site",
        "make offline",
        "make lint",
        "make test",
    ]
    preview = next(step for step in site["steps"] if step.get("uses", "").startswith("actions/upload-artifact@"))
    assert preview["with"]["path"] == "dist/aws-study-notes.zip"


def test_main_is_published_with_its_addresses(load: Load) -> None:
    workflow = load(".github/workflows/publish.yml")
    assert workflow["on"]["push"] == {"branches": ["main"]}
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert set(build["env"]) == {"SITE_URL", "EDIT_URI_TEMPLATE"}
    assert build["env"]["EDIT_URI_TEMPLATE"].endswith("/edit/main/docs/{path}")
    assert deploy["needs"] == "build"
    assert deploy["environment"]["name"] == "github-pages"


@pytest.mark.parametrize("path", PATHS)
def test_makes_only_what_the_makefile_makes(path: str, load: Load) -> None:
    known = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M)) | {".venv/.site"}
    for step in steps(load(path)):
        for match in TARGET.finditer(step.get("run", "")):
            assert {word for word in match["targets"].split() if "=" not in word} <= known
