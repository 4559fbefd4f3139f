"""MkDocs hook: a Content-Security-Policy in every page, and the address at which a page is edited."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from studynotes.origin import edit_template, origin
from studynotes.policy import MissingCharsetError, content_security_policy, has_only, inline_scripts, with_policy

log = logging.getLogger("mkdocs.hooks.studynotes")

ERROR_PAGE = "404.html"

_scripts: dict[str, tuple[str, ...]]
"""The inline scripts of the theme, by the relative address of the site's root, which one of them names."""


def on_config(config: MkDocsConfig) -> None:
    """Give each page its pencil: where nothing says at which address, that of the repository that this is a clone of.

    Not in an offline copy: it is the same wherever it is made, and its reader has no network.
    """
    if not config.edit_uri_template and not _from_disk(config):
        config.edit_uri_template = edit_template(origin(Path(config.config_file_path).parent))


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> None:
    """Ask the theme for its inline scripts, page by page of no content.

    Read from the finished pages instead, they would include what a contributor has put there.
    """
    global _scripts
    pages = files.documentation_pages()
    bases = {get_relative_url(".", file.url) for file in pages} | {urlsplit(config.site_url or "/").path}
    empty = env.get_template(ERROR_PAGE)
    _scripts = {
        base: inline_scripts(empty.render(get_context(Navigation([], []), Files([]), config, base_url=base)))
        for base in sorted(bases)
    }


@event_priority(-100)  # last: what other plugins put into a page is known then
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Put the policy into a page."""
    return _safe(output, page.file.src_uri, get_relative_url(".", page.url), config)


@event_priority(-100)
def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Put the policy into the page that says that there is none."""
    if template_name != ERROR_PAGE:
        return output_content
    return _safe(output_content, ERROR_PAGE, urlsplit(config.site_url or "/").path, config)


def _safe(html: str, name: str, base: str, config: MkDocsConfig) -> str:
    if config.site_url and config.site_url.startswith(f"http://{config.dev_addr}/"):
        return html  # `mkdocs serve` puts a script into each answer, another one each time
    allowed = _scripts[base]
    for script in () if has_only(html, allowed) else inline_scripts(html):
        if script not in allowed:
            log.warning('%s: the inline script "%.60s" is not the theme\'s; browsers will not run it.', name, script)
    try:
        return with_policy(html, content_security_policy(allowed, from_disk=_from_disk(config)))
    except MissingCharsetError as error:
        raise PluginError(f"{name}: {error}") from error


def _from_disk(config: MkDocsConfig) -> bool:
    offline = config.plugins.get("material/offline")
    return bool(offline and offline.config.enabled)
