"""The catalog: names, levels and paragraphs; docs/contributing.md shows all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rules.sites import problems_of
from studynotes.problems import Problem
from studynotes.rules import CHECKS, RULES, check_site
from studynotes.rules.page import BEGIN, END, main, with_rules
from studynotes.site import Site, load_site


def test_names_are_lower_case_words_and_levels_are_known() -> None:
    for name, rule in RULES.items():
        assert rule.name == name
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert rule.level in ("error", "warning")
        assert rule.asks.endswith(".")


def test_contributing_shows_every_rule_and_is_current(project: Path) -> None:
    text = (project / "docs" / "contributing.md").read_text("utf-8")
    assert with_rules(text) == text, "Run `python -m studynotes.rules.page`."
    for rule in RULES.values():
        assert f"### {rule.name}\n\n*{rule.level.capitalize()}.* {rule.asks}\n" in text


def test_writing_the_list_changes_nothing_around_it_and_nothing_the_second_time(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "contributing.md"
    page.write_text(f"Before.\n\n{BEGIN}\nStale list.\n{END}\n\nAfter.\n", "utf-8")
    assert main(str(tmp_path)) == 0
    once = page.read_text("utf-8")
    assert main(str(tmp_path)) == 0
    assert page.read_text("utf-8") == once
    assert once.startswith(f"Before.\n\n{BEGIN}\n")
    assert once.endswith(f"\n{END}\n\nAfter.\n")
    assert "Stale list" not in once


def test_a_page_without_the_comments_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "contributing.md").write_text("Nothing.\n", "utf-8")
    assert main(str(tmp_path)) == 1
    assert "<!-- rules -->" in capsys.readouterr().err
    assert (tmp_path / "docs" / "contributing.md").read_text("utf-8") == "Nothing.\n"


LEVELS = [
    ("tab: warning", ["warning"]),
    ('tab: "off"', []),
    ("tab: off", []),
    ("tab: error", ["error"]),
    ("line-ends: warning", ["error"]),
]


@pytest.mark.parametrize(("setting", "levels"), LEVELS)
def test_mkdocs_yml_sets_levels(setting: str, levels: list[str], tmp_path: Path) -> None:
    site = {"docs/a.md": "---\ntitle: A\n---\n\n# A\n\n-\tOne\n", "mkdocs.yml": f"extra:\n  rules:\n    {setting}\n"}
    found = [problem for problem in problems_of(tmp_path, site) if problem.rule == "tab"]
    assert [problem.level for problem in found] == levels


def test_problems_are_sorted_and_none_stands_twice(tmp_path: Path) -> None:
    page = "---\ntitle: A\nunknown: 1\n---\n\n# B\n\n[x](b.md)\n\n[x](b.md) \n\n-\tOne\n"
    problems = problems_of(tmp_path, {"docs/b/a.md": page, "docs/a.md": page, "docs/a-b.md": page})
    assert len(problems) > 10
    assert problems == sorted(problems)
    assert len(set(problems)) == len(problems)


def test_a_check_can_run_alone(tmp_path: Path) -> None:
    problems_of(tmp_path, {"docs/a.md": "---\ntitle: A\n---\n\n# B\n"})

    def grumble(site: Site) -> list[Problem]:
        return [Problem(path, 1, 1, "tab", f'"{path}" is there.', "Accept it.") for path in site.pages]

    assert [problem.message for problem in check_site(load_site(tmp_path), [grumble])] == ['"a.md" is there.']
    assert grumble not in CHECKS
