"""MkDocs hook: the generated parts of service pages, their overviews, and the rules that a build must keep."""

from __future__ import annotations

import logging

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from building import site_of
from studynotes.overviews import overview
from studynotes.rules import BUILD_CHECKS, check_site
from studynotes.servicepages import with_generated_parts

log = logging.getLogger("mkdocs.hooks.studynotes")


def on_config(config: MkDocsConfig) -> None:
    """Check what a build builds on. An error fails a strict build, as a broken link does; warnings are counted only."""
    problems = check_site(site_of(config), BUILD_CHECKS)
    for problem in problems:
        if problem.level == "error":
            log.error("%s", problem)
    warnings = sum(problem.level == "warning" for problem in problems)
    if warnings:
        log.info("%d warnings; `make check` lists them.", warnings)


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the generated parts into a service page, and what all of them say into the overviews."""
    site = site_of(config)
    source = site.pages.get(page.file.src_uri)
    if source is None or source.kind != "service":
        gathered = overview(page.file.src_uri, site)
        return f"{markdown}\n{gathered}" if gathered else markdown
    return with_generated_parts(source, site)
