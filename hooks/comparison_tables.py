"""MkDocs hook: the tables of comparison pages."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from building import site_of
from studynotes.comparing import with_comparison


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the table into a comparison page, above its first section."""
    site = site_of(config)
    source = site.pages.get(page.file.src_uri)
    if source is None or source.kind != "compare":
        return markdown
    page.meta.setdefault("hide", ["toc"])  # the table needs the room
    return with_comparison(source, site)
