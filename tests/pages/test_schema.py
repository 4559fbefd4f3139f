"""The front matter and the glossary against their JSON Schemas: what fits, and words for what does not."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

from changes import changes
from studynotes.schema import FOLDER, misfits
from studynotes.yamlsource import parse_yaml

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = {path.name: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}


def validator(schema: str) -> Any:
    """Return the schema as it stands in its file, in the hands of jsonschema alone."""
    registry: Any = Registry().with_resources((name, Resource.from_contents(it)) for name, it in DOCUMENTS.items())
    checker = jsonschema.FormatChecker()
    checker.checks("date", raises=ValueError)(
        lambda value: not isinstance(value, str) or bool(datetime.date.fromisoformat(value))
    )
    return jsonschema.Draft202012Validator(DOCUMENTS[f"{schema}.json"], registry=registry, format_checker=checker)


VALIDATORS = {schema: validator(schema) for schema in ("page", "glossary")}
SERVICE = """\
title: Amazon SQS
service: sqs
exams: [dva-c03, saa-c03]
summary: A managed queue.
facts: {model: Queue}
limits:
  - {name: Message size, value: 1 MiB, was: 256 KiB, checked: 2026-11-02, source: "https://docs.aws.amazon.com/"}
sources: ["https://docs.aws.amazon.com/"]
"""
COMPARISON = """\
title: SQS vs SNS
summary: Pull or push.
compare:
  services: [sqs, sns]
  rows: [{fact: model, label: Model, exam: Which one?}]
"""
COLUMNS = """\
title: Standard vs FIFO
summary: Order or not.
compare:
  columns: [Standard, FIFO]
  rows: [{label: Order, cells: ["No", "Yes"], exam: Which one?}]
"""
GLOSSARY = """\
services:
  sqs: {name: Amazon SQS, aliases: [SQS], former: [Queue Service], category: application-integration}
terms:
  fan-out: {name: Fan-out, definition: One to many., page: services/application-integration/sns.md#fan-out}
not_services: [Amazon Linux]
"""
VALID = [("page", SERVICE), ("page", COMPARISON), ("page", COLUMNS), ("glossary", GLOSSARY)]


@pytest.mark.parametrize(("schema", "text"), VALID)
def test_what_fits(schema: str, text: str) -> None:
    assert misfits(parse_yaml(text), schema) == []


@pytest.mark.parametrize(("schema", "text"), VALID)
def test_a_change_anywhere_is_judged_as_the_schema_says(schema: str, text: str) -> None:
    for value in changes(parse_yaml(text).value):
        source = parse_yaml(yaml.safe_dump(value))
        assert bool(misfits(source, schema)) == (not VALIDATORS[schema].is_valid(source.value)), value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", '"checked" in `limits.0` is empty.'),
        ("5", '"checked" in `limits.0` must be text, not "5".'),
        ("[2026-11-02]", '"checked" in `limits.0` must be text, not a list.'),
        ("2026-13-01", '"checked" in `limits.0` is "2026-13-01", which is no date.'),
    ],
)
def test_a_day_that_is_none(value: str, message: str) -> None:
    text = f"title: A\nlimits:\n- name: a\n  value: b\n  source: https://docs.aws.amazon.com/\n  checked: {value}\n"
    assert [(misfit.place.line, misfit.message) for misfit in misfits(parse_yaml(text), "page")] == [(6, message)]
