"""MkDocs hook: hands the linker to Markdown, fills the glossary page and adds the backlinks."""

from __future__ import annotations

import sys

# When a hook is loaded again (see `on_config`), so is what it imports.
for _name in [name for name in sys.modules if name.partition(".")[0] in ("studynotes", "building")]:
    del sys.modules[_name]

from functools import cache  # noqa: E402
from typing import Any  # noqa: E402

from mkdocs.config.config_options import Hooks  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.plugins import CombinedEvent, event_priority  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.structure.toc import AnchorLink  # noqa: E402

from building import site_of  # noqa: E402
from studynotes import mentions as backlinks  # noqa: E402
from studynotes.glossary import GLOSSARY_PAGE, Service  # noqa: E402
from studynotes.linking import GlossaryLinks  # noqa: E402
from studynotes.mentions import Mentions, Url  # noqa: E402
from studynotes.searching import searchable  # noqa: E402

_found: Mentions
_files: Files
_services: dict[str, Service]


def on_config(config: MkDocsConfig) -> None:
    """Begin a build: nothing is mentioned yet."""
    Hooks._load_hook.cache_clear()  # or `mkdocs serve` goes on with the hooks as they were when it was started
    global _found, _services
    site = site_of(config)
    _found = Mentions({path: page.title for path, page in site.pages.items()})
    _services = {service.page: service for service in site.glossary.services.values()}
    config.markdown_extensions.append(GlossaryLinks(site.glossary, matcher=site.matcher))  # type: ignore[arg-type]


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the page a linker of its own."""
    site = site_of(config)
    enabled = page.meta.get("glossary") is not False
    links = GlossaryLinks(site.glossary, page.file.src_uri, matcher=site.matcher, enabled=enabled)
    config.markdown_extensions[-1] = links  # type: ignore[call-overload]
    return markdown


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Collect what the page mentions."""
    links = config.markdown_extensions[-1]
    if isinstance(links, GlossaryLinks) and page.file.src_uri != GLOSSARY_PAGE:
        _found.add(links.mentions)


def on_env(env: object, *, config: MkDocsConfig, files: Files) -> None:
    """Fill the glossary page, as the search and the check of anchors are to see it: without mentions."""
    global _files
    _files = files
    config.markdown_extensions.pop()
    file = files.get_file_from_path(GLOSSARY_PAGE)
    if file and file.page:
        glossary = site_of(config).glossary
        file.page.meta["introduction"] = file.page.content
        file.page.content = f"{file.page.content}\n{backlinks.glossary_html(glossary, _found, _url_from(file), False)}"
        file.page.present_anchor_ids = (file.page.present_anchor_ids or set()) | backlinks.glossary_anchors(glossary)


@event_priority(50)  # before the search plugin, which at 0 reads the page's content for its index
def _before_search(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: object) -> None:
    """Show the search plugin only what it keeps: it takes each tag in turn."""
    page.meta["whole"] = page.content
    page.content = searchable(page.content or "")


@event_priority(-50)  # after the search plugin
def _after_search(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: object) -> None:
    """Add where things are mentioned: it says again what stands elsewhere, and has no place in the search index."""
    page.content = page.meta.pop("whole")
    url = _url_from(page.file)
    if page.file.src_uri == GLOSSARY_PAGE:
        entries = backlinks.glossary_html(site_of(config).glossary, _found, url)
        page.content = f"{page.meta.pop('introduction')}\n{entries}"
        return
    service = _services.get(page.file.src_uri)
    mentions = _found.of(service.id) if service else []
    if mentions:
        page.content = (page.content or "") + backlinks.backlinks_html(mentions, _found.title, url)
        entry = AnchorLink(backlinks.BACKLINKS_TITLE, backlinks.BACKLINKS_ANCHOR, 2)
        (page.toc.items[0].children if page.toc.items else page.toc.items).append(entry)


on_page_context = CombinedEvent(_before_search, _after_search)


def _url_from(file: File) -> Url:
    @cache  # the glossary leads to each page hundreds of times
    def url_of(path: str) -> str:
        other = _files.get_file_from_path(path)
        return other.url_relative_to(file) if other else path

    def url(target: str) -> str:
        path, mark, anchor = target.partition("#")
        return url_of(path) + mark + anchor

    return url
