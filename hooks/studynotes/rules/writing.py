"""What every page's Markdown is read for at once: links, pictures, tables, and raw HTML."""

from __future__ import annotations

from collections.abc import Iterator

from studynotes.problems import Problem
from studynotes.rules import references, tables, unsafe
from studynotes.rules.files import files_of
from studynotes.rules.markup import read_markup
from studynotes.rules.references import Targets
from studynotes.site import Site


def check_writing(site: Site) -> Iterator[Problem]:
    """Yield what is wrong with the links, pictures, tables and raw HTML of every page and of the glossary."""
    targets = Targets(site, {file.path: file.is_folder for file in files_of(site)})
    for page in site.pages.values():
        markup = read_markup(page.prose.without_code)
        yield from references.check_references(page, markup, targets)
        yield from unsafe.check_page(page, markup)
        yield from tables.check_tables(page)
    yield from references.check_glossary_references(site, targets)
    yield from unsafe.check_glossary(site)
    yield from references.check_navigation(site)
