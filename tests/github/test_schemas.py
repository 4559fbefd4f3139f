"""Every file that GitHub reads fits its public schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(__file__).parent / "schemas"

CASES = [
    *(("github-workflows", f".github/workflows/{name}.yml") for name in ("check", "publish", "limits-due")),
    *(
        ("github-issue-forms", f".github/ISSUE_TEMPLATE/{name}.yml")
        for name in ("wrong-fact", "missing-service", "bug")
    ),
    ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
    ("dependabot", ".github/dependabot.yml"),
]

Load = Callable[[str], Any]


def misfits(schema: str, value: object) -> list[str]:
    document = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(document).iter_errors(value)]


def test_no_file_is_forgotten() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github").rglob("*.yml")}
    assert there == {path for _, path in CASES}


@pytest.mark.parametrize(("schema", "path"), CASES)
def test_file_fits_its_schema(schema: str, path: str, load: Load) -> None:
    assert misfits(schema, load(path)) == []


@pytest.mark.parametrize(("schema", "path"), CASES)
def test_schema_finds_what_is_wrong(schema: str, path: str, load: Load) -> None:
    assert misfits(schema, load(path) | {"surprise": 1}) != []


@pytest.mark.parametrize("path", [path for schema, path in CASES if schema == "github-issue-forms"])
def test_form_asks_by_unique_names(path: str, load: Load) -> None:
    # GitHub refuses a form in which two fields have one id or one label; the schema cannot say so.
    fields = [field for field in load(path)["body"] if field["type"] != "markdown"]
    for key in ([field["id"] for field in fields], [field["attributes"]["label"] for field in fields]):
        assert sorted(key) == sorted(set(key))
