"""Run every rule over a site, with the levels that the site's settings give them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from studynotes.problems import Problem
from studynotes.rules import comparisons, fields, files, limits, names, sections, todo, writing
from studynotes.rules.catalog import RULES, RuleLevel
from studynotes.site import CONFIG, Site

Check = Callable[[Site], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    fields.check_fields,
    fields.check_places,
    sections.check_sections,
    comparisons.check_comparisons,
    limits.check_limits,
    names.check_names,
    todo.check_todo,
    writing.check_writing,
    files.check_files,
)
"""What looks for broken rules; each yields problems of one or several rules."""

BUILD_CHECKS: tuple[Check, ...] = (
    fields.check_fields,
    fields.check_places,
    comparisons.check_comparisons,
    names.check_suspects,
)
"""What every build asks too, because it builds on it: fields, places, facts, a page for every service mentioned."""


def check_site(site: Site, checks: Iterable[Check] = CHECKS) -> list[Problem]:
    """Return every problem of a site, sorted, each once, at its rule's level there; rules that are off left out."""
    levels, found = _levels(site)
    found += site.problems
    found += site.glossary.problems
    for page in site.pages.values():
        found += page.problems
    for check in checks:
        found += check(site)
    problems = set()
    for problem in found:
        level = levels[problem.rule]
        if level != "off":
            problems.add(replace(problem, level=level))
    return sorted(problems)


def _levels(site: Site) -> tuple[dict[str, RuleLevel], list[Problem]]:
    levels: dict[str, RuleLevel] = {rule.name: rule.level for rule in RULES.values()}
    problems = []
    extra = site.config.get("extra")
    settings = extra.get("rules") if isinstance(extra, dict) else None
    for name, level in (settings or {}).items() if isinstance(settings, dict) else ():
        level = "off" if level is False else level  # YAML reads a bare `off` as false
        if name not in RULES or level not in ("error", "warning", "off"):
            message = f'"{name}: {level}" under extra.rules sets no rule to a level.'
            hint = "Use the name of a rule, and error, warning or off."
            problems.append(Problem(CONFIG, 1, 1, "wrong-value", message, hint))
        else:
            levels[name] = cast(RuleLevel, level)
    return levels, problems
