"""MkDocs hook: hands the linker to Markdown, fills the glossary page and adds the backlinks."""

from __future__ import annotations

import sys

# Under `mkdocs serve`, MkDocs loads the hooks again for each build, but not what they import.
for _name in [name for name in sys.modules if name.partition(".")[0] in ("studynotes", "building")]:
    del sys.modules[_name]

from building import site_of  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.structure.toc import AnchorLink  # noqa: E402

from studynotes import mentions as backlinks  # noqa: E402
from studynotes.glossary import GLOSSARY_PAGE  # noqa: E402
from studynotes.linking import GlossaryLinks  # noqa: E402
from studynotes.mentions import Mentions  # noqa: E402

_found: Mentions


def on_config(config: MkDocsConfig) -> None:
    """Begin a build: nothing is mentioned yet."""
    global _found
    site = site_of(config)
    _found = Mentions({path: page.title for path, page in site.pages.items()})
    config.markdown_extensions.append(GlossaryLinks(site.glossary, matcher=site.matcher))  # type: ignore[arg-type]


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the page a linker of its own. The glossary page has to wait until every other page is read."""
    site = site_of(config)
    path = page.file.src_uri
    if path == GLOSSARY_PAGE:
        page.meta["introduction"] = markdown
        return "# " + site.pages[path].title
    enabled = page.meta.get("glossary") is not False
    config.markdown_extensions[-1] = GlossaryLinks(site.glossary, path, matcher=site.matcher, enabled=enabled)  # type: ignore[call-overload]
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Collect what the page mentions."""
    links = config.markdown_extensions[-1]
    if isinstance(links, GlossaryLinks) and links.page == page.file.src_uri:
        _found.add(links.mentions)


def on_env(env: object, *, config: MkDocsConfig, files: Files) -> None:
    """Fill the glossary page and the backlinks, now that every mention is known."""
    site = site_of(config)
    config.markdown_extensions.pop()
    glossary = files.get_file_from_path(GLOSSARY_PAGE)
    if glossary and glossary.page:
        introduction = str(glossary.page.meta.pop("introduction", ""))
        glossary.page.markdown = backlinks.glossary_page(site.glossary, _found, introduction)
        glossary.page.render(config, files)
    for service in site.glossary.services.values():
        file = files.get_file_from_path(service.page)
        mentions = _found.of(service.id)
        if file and file.page and mentions:
            _add_backlinks(file.page, mentions, files)


def _add_backlinks(page: Page, mentions: list[backlinks.Mention], files: Files) -> None:
    def url(path: str) -> str:
        other = files.get_file_from_path(path)
        return other.url_relative_to(page.file) if other else path

    page.content = (page.content or "") + backlinks.backlinks_html(mentions, _found.title, url)
    entry = AnchorLink(backlinks.BACKLINKS_TITLE, backlinks.BACKLINKS_ANCHOR, 2)
    outline = page.toc.items[0].children if page.toc.items else page.toc.items
    outline.append(entry)
