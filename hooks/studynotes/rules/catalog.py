"""Every rule: its stable name, its level, and the paragraph that docs/contributing.md shows for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RuleLevel = Literal["error", "warning", "off"]


@dataclass(frozen=True)
class Rule:
    """A rule that pages and glossary keep."""

    name: str
    level: RuleLevel
    """How a broken rule counts, unless `extra.rules` in mkdocs.yml says otherwise."""
    asks: str
    """What the rule asks, and how to mend what breaks it: a paragraph of Markdown."""


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        # files and their form
        Rule(
            "unreadable-file",
            "error",
            "A page or the glossary is a UTF-8 text file of at most 1 MB that stands in the project itself; "
            "no symbolic link leads out of its folder.",
        ),
        Rule(
            "yaml-form",
            "error",
            "Front matter and glossary.yml are YAML: no key twice, no aliases (`*name`), no deep nesting. "
            'Put text with a colon, a number sign or a leading quote into quotation marks: `value: "1:5"`.',
        ),
        Rule(
            "unknown-field",
            "error",
            "Front matter and glossary.yml have the fields that their schemas in hooks/studynotes/schemas/ describe. "
            "Where yours looks like one of them, the message names it.",
        ),
        Rule(
            "missing-field",
            "error",
            "A service page has `title`, `service`, `exams`, `summary` and `sources`; a comparison `title`, `summary` and "
            "`compare`; concept and exam pages `title` and `summary`. A limit has `name`, `value`, `checked` and `source`.",
        ),
        Rule(
            "wrong-value",
            "error",
            "A field holds what its schema asks for: text, a list, a date as `2026-11-21`, an id of lower-case words joined "
            "by hyphens.",
        ),
        # the glossary
        Rule(
            "duplicate-name",
            "error",
            "A name leads to one place: no name or alias stands twice in glossary.yml, however its letters are cased.",
        ),
        Rule("unknown-page", "error", "The `page` of a term names a file under docs/."),
        # names in prose
        Rule(
            "service-without-page",
            "error",
            "Every AWS service that a page mentions has a page. Write it (`make page SERVICE=id`), or leave the service out "
            "of the text.",
        ),
        Rule(
            "unknown-service-name",
            "error",
            "What looks like a service's name (Amazon or AWS and capitalised words) stands in glossary.yml: as a service, "
            "an alias, a term, or under not_services. Mostly it is a slip of the pen; the message names what is close.",
        ),
        # sections
        Rule(
            "section-missing",
            "error",
            "A service page has the sections `How it works`, `Choose it when` and `Exam traps`.",
        ),
        Rule(
            "section-twice",
            "error",
            "A heading stands once under the same parent: readers and links would not know which is meant.",
        ),
        Rule(
            "section-order",
            "error",
            "The fixed sections of a service page stand in this order: `How it works`, the page's own sections, `Security`, "
            "`Monitoring and troubleshooting`, `Pricing`, `Choose it when`, `Exam traps`.",
        ),
        Rule(
            "section-generated",
            "error",
            "`Limits`, `Compared with`, `Sources` and `Mentioned on` are generated on service pages; write the fields of "
            "the front matter instead.",
        ),
        Rule("title-differs", "error", "A page has one H1, its first heading, and it says what `title` says."),
        Rule("heading-skipped", "error", "Headings go down one level at a time: under `##` comes `###`, not `####`."),
        # a page's place
        Rule(
            "service-id",
            "error",
            "A service page stands at docs/services/<category>/<id>.md, with the category that glossary.yml gives the service "
            "and with its id in the field `service`.",
        ),
        # comparisons
        Rule(
            "comparison-fact",
            "error",
            "Each row of a comparison of services names a fact, and every compared service's page has that fact.",
        ),
        Rule(
            "comparison-cells",
            "error",
            "Each row of a comparison with `columns` has a cell for each column.",
        ),
        Rule("comparison-service", "error", "A comparison compares services that are in glossary.yml and have a page."),
    )
}
