"""MkDocs hook: the tables of comparison pages."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from building import site_of
from studynotes.comparing import comparison_table, with_table


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the table into a comparison page, above its first section."""
    site = site_of(config)
    source = site.pages.get(page.file.src_uri)
    if source is None or source.kind != "compare":
        return markdown
    page.meta.setdefault("hide", ["toc"])  # the table needs the room
    first = next((section.line - source.body_line for section in source.sections if section.level == 2), None)
    return with_table(source.body, first, comparison_table(source, site))
