"""Check a parsed YAML text against a JSON Schema, and say in plain words what does not fit."""

from __future__ import annotations

import datetime
import difflib
import functools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import fastjsonschema

from studynotes.yamlsource import Path, Place, Source

FOLDER = FilePath(__file__).parent / "schemas"


@dataclass(frozen=True)
class Misfit:
    """One value that does not fit its schema."""

    place: Place
    path: Path
    kind: str
    """`unknown-field`, `missing-field` or `wrong-value`."""
    message: str
    hint: str


def misfits(source: Source, schema: str) -> list[Misfit]:
    """Return what in `source` does not fit the schema of that name ("glossary", "page"), in order of place."""
    value = jsonable(source.value)
    if _fits(value, schema):
        return []
    found: list[Misfit] = []
    for error in _validator(schema).iter_errors(value):
        found.extend(_explain(error, source))
    return sorted(set(found), key=lambda misfit: (misfit.place.line, misfit.place.column, misfit.message))


def jsonable(value: Any) -> Any:
    """Return `value` with YAML's dates as ISO text and its other odd types as text, as JSON would have them."""
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [jsonable(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)


def _fits(value: Any, schema: str) -> bool:
    """Whether a value fits: fastjsonschema tells in a tenth of the time, but not in words, nor all that is wrong."""
    try:
        _fast_validator(schema)(value)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


@functools.cache
def _fast_validator(schema: str) -> Callable[[Any], Any]:
    return fastjsonschema.compile(_schema(schema), formats={"date": _is_date}, use_default=False)


@functools.cache
def _validator(schema: str) -> Any:
    import jsonschema  # takes longer to load than all pages to check

    checker = jsonschema.FormatChecker()
    checker.checks("date")(_is_date)
    whole = _schema(schema)
    return jsonschema.validators.validator_for(whole)(whole, format_checker=checker)


def _is_date(value: Any) -> bool:
    """Whether a value is no text, which `type` tells, or a date."""
    try:
        return not isinstance(value, str) or bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


@functools.cache
def _schema(schema: str) -> Any:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
    return _written_out(files[f"{schema}.json"], f"{schema}.json", files)


def _written_out(part: Any, file: str, files: dict[str, Any]) -> Any:
    """Return a part of a schema with every `$ref` replaced by what it names: following them is half of the time."""
    if isinstance(part, list):
        return [_written_out(item, file, files) for item in part]
    if not isinstance(part, dict):
        return part
    target: dict[str, Any] = {}
    if "$ref" in part:
        name, _, pointer = part["$ref"].partition("#/")
        named = files[name or file]
        for key in pointer.split("/"):
            named = named[key]
        target = _written_out(named, name or file, files)
    own = {key: _written_out(item, file, files) for key, item in part.items() if key not in ("$ref", "$defs")}
    return target | own


def _explain(error: Any, source: Source) -> Iterator[Misfit]:
    path: Path = tuple(error.absolute_path)
    where = _name(path)
    rule, value = error.validator, error.instance
    if "propertyNames" in error.absolute_schema_path:  # what is wrong is a key, and its path that of the mapping
        key = (*path, value)
        yield Misfit(source.place(key), key, "wrong-value", f"The key {_shown(value)}{where} is no id.", _ID_FORM)
        return
    if rule == "additionalProperties" and isinstance(error.validator_value, bool):
        known = list(error.schema.get("properties", ()))
        for key in value:
            if key not in known:
                message = f'The field "{key}"{where} is unknown.'
                hint = _did_you_mean(key, known) or f"Fields here: {', '.join(known)}."
                yield Misfit(source.place((*path, key)), (*path, key), "unknown-field", message, hint)
    elif rule == "required":
        for key in error.validator_value:
            if key not in value:
                what = _described(error.schema, key)
                message = f'The field "{key}"{where} is missing.'
                yield Misfit(source.place(path), (*path, key), "missing-field", message, what or f"Add `{key}:`.")
    else:
        message, hint = _wrong(error, rule, value)
        name = f'"{path[-1]}"{_name(path[:-1])}' if path else "This file"
        yield Misfit(source.place(path), path, "wrong-value", f"{name} {message}.", hint)


_ID_FORM = "Use lower-case letters, digits and single hyphens: dead-letter-queue."
_TYPES = {
    "object": "fields (`name: value` lines)",
    "array": "a list (`- item` lines, or `[a, b]`)",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def _wrong(error: Any, rule: str, value: Any) -> tuple[str, str]:
    shown = _shown(value)
    expected = error.validator_value
    empty = isinstance(value, str) and not value.strip() and rule in ("minLength", "pattern")
    if empty or (value is None and (rule, expected) == ("type", "string")):
        return "is empty", error.schema.get("description", "Fill it in, or delete the line.")
    if rule == "type":
        kinds = [expected] if isinstance(expected, str) else expected
        wanted = " or ".join(dict.fromkeys(_TYPES[kind] for kind in kinds if kind != "integer" or len(kinds) == 1))
        return f"must be {wanted}, not {shown}", error.schema.get("description", "Write it in that form.")
    if rule == "enum":
        options = [str(option) for option in expected]
        return f"is {shown}, which is none of {', '.join(options)}", _did_you_mean(
            str(value), options
        ) or "Use one of these."
    if rule == "maxLength":
        return f"has {len(value)} characters; {expected} are the most", "Shorten it."
    if rule == "pattern" and expected.startswith("^[a-z0-9]+"):
        return f"is {shown}, which is no id", _ID_FORM
    if rule == "format" and expected == "date":
        return f"is {shown}, which is no date", "Write it as year-month-day: 2026-11-21."
    if rule == "uniqueItems":
        return "names the same thing twice", "Keep one of them."
    if rule == "minItems":
        return f"has {len(value)} item{'s' * (len(value) != 1)}; {expected} are the fewest", "Add what is missing."
    if rule == "oneOf":
        return (
            "needs either `services` or `columns`, not both",
            "Keep `services` where each column is a service's page.",
        )
    return f"is {shown}, which does not fit", error.schema.get("description", "See docs/contributing.md for the form.")


def _name(path: Path) -> str:
    return f" in `{'.'.join(str(part) for part in path)}`" if path else ""


def _shown(value: Any) -> str:
    if isinstance(value, str):
        text = " ".join(value.split())
        return f'"{text[:57] + "..." if len(text) > 60 else text}"'
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f'"{str(value).lower()}"'
    if isinstance(value, dict):
        return "fields"
    return "a list" if isinstance(value, list) else f'"{value}"'


def _described(schema: Any, key: str) -> str:
    description = schema.get("properties", {}).get(key, {}).get("description", "")
    return f"Add `{key}:`. {description}".strip() if description else f"Add `{key}:`."


def _did_you_mean(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f'Did you mean "{close[0]}"?' if close else ""
