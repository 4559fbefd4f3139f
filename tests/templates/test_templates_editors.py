"""What editors read: schemas with hover text, settings that name them, and how files are written."""

from __future__ import annotations

import configparser
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCHEMAS = ("page", "glossary")


def schema(project: Path, name: str) -> Any:
    return json.loads((project / f"hooks/studynotes/schemas/{name}.json").read_text("utf-8"))


def properties(value: Any, way: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every property of a schema with its way from the root."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "properties" and isinstance(item, dict):
                yield from ((f"{way}/{name}", described) for name, described in item.items())
            yield from properties(item, f"{way}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from properties(item, f"{way}/{index}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_has_a_description(name: str, project: Path) -> None:
    found = list(properties(schema(project, name)))
    assert len(found) > 10
    silent = [way for way, described in found if len(described.get("description", "").split()) < 3]
    assert silent == []


def test_the_glossary_names_its_schema(project: Path) -> None:
    first = (project / "glossary.yml").read_text("utf-8").split("\n", 1)[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)  # "# yaml-language-server: $schema=x.json"
    assert named
    assert (project / named[1]).is_file()


def without_comments(text: str) -> str:
    return re.sub(r"^\s*//.*$", "", text, flags=re.M)  # "  // a comment"


def test_the_settings_name_schemas_and_files_that_exist(project: Path) -> None:
    settings = json.loads(without_comments((project / ".vscode/settings.json").read_text("utf-8")))
    assert settings["yaml.schemas"]
    for path, files in settings["yaml.schemas"].items():
        assert (project / path).is_file()
        assert (project / files).is_file()
    recommended = json.loads((project / ".vscode/extensions.json").read_text("utf-8"))
    assert "redhat.vscode-yaml" in recommended["recommendations"]


def test_the_settings_say_what_holds_for_front_matter(project: Path) -> None:
    text = (project / ".vscode/settings.json").read_text("utf-8")
    assert "hooks/studynotes/schemas/page.json" in text
    assert "make check" in text


def test_editorconfig(project: Path) -> None:
    parser = configparser.ConfigParser()
    parser.read_string("[top]\n" + (project / ".editorconfig").read_text("utf-8"))
    assert parser["top"]["root"] == "true"
    assert dict(parser["*"]) == {
        "charset": "utf-8",
        "end_of_line": "lf",
        "indent_style": "space",
        "indent_size": "4",
        "insert_final_newline": "true",
        "trim_trailing_whitespace": "true",
    }
    assert parser["*.md"]["indent_size"] == "4"  # lists nest by four columns
    assert parser["Makefile"]["indent_style"] == "tab"
