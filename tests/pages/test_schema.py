"""The front matter and the glossary against their JSON Schemas: what fits, and words for what does not."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry, Resource

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
ODD = st.sampled_from(
    [None, True, 0, 5, 1.0, "", " ", "a", "A b", "2026-13-45", "2026-11-02\n", "sqs", [], [1], ["a", "a"], {}, {"a": 1}]
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of a value."""
    yield path
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(item, (*path, key))


@pytest.mark.parametrize(("schema", "text"), VALID)
def test_what_fits(schema: str, text: str) -> None:
    assert misfits(parse_yaml(text), schema) == []


@given(st.data())
@settings(max_examples=300)
def test_a_change_anywhere_is_judged_as_the_schema_says(data: st.DataObject) -> None:
    schema, text = data.draw(st.sampled_from(VALID))
    value = copy.deepcopy(parse_yaml(text).value)
    *way, last = data.draw(st.sampled_from([path for path in paths(value) if path]))
    inside = value
    for key in way:
        inside = inside[key]
    change = data.draw(st.sampled_from(["replace", "delete", "add"]))
    if change == "replace":
        inside[last] = data.draw(ODD)
    elif change == "delete":
        del inside[last]
    elif isinstance(inside, dict):
        inside[data.draw(st.sampled_from(["unknown", "was", "link", "Not an id"]))] = data.draw(ODD)
    else:
        inside.append(data.draw(ODD))
    source = parse_yaml(yaml.safe_dump(value))
    assert bool(misfits(source, schema)) == (not VALIDATORS[schema].is_valid(source.value))


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
