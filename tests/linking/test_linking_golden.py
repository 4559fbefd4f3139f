"""Every rule of the linker as a file that can be read on its own: tests/linking/golden/<rule>.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml

from studynotes.glossary import Glossary, load_glossary
from studynotes.linking import GlossaryLinks
from unwrapping import surroundings, unwrapped

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.yml"))
FIELDS = {"why", "glossary", "pages", "extensions", "page", "enabled", "markdown", "html"}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    assert case.keys() <= FIELDS, "an unknown field would be a rule that nothing tests"
    glossary = glossary_of(case, tmp_path)
    links = GlossaryLinks(glossary, case.get("page", ""), enabled=case.get("enabled", True))
    html = convert(case, links)
    assert html + "\n" == case["html"], case["why"]
    assert unwrapped(html)[0] == convert(case)
    assert surroundings(html).forbidden == []


def glossary_of(case: dict[str, Any], folder: Path) -> Glossary:
    """Write the glossary of a case, and the pages that it names, and load it like any other."""
    for page in case.get("pages", ()):
        (folder / "docs" / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / page).write_text("# A page\n", "utf-8")
    (folder / "glossary.yml").write_text(yaml.safe_dump(case["glossary"], allow_unicode=True), "utf-8")
    glossary = load_glossary(folder / "glossary.yml")
    assert glossary.problems == ()
    return glossary


def convert(case: dict[str, Any], *links: GlossaryLinks) -> str:
    """Convert the Markdown of a case. An extension is a name, or a name with its settings."""
    named = [item if isinstance(item, dict) else {item: {}} for item in case.get("extensions", ())]
    settings = {name: values for item in named for name, values in item.items()}
    return markdown.markdown(case["markdown"], extensions=[*settings, *links], extension_configs=settings)
