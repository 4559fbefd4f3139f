"""What a page shows: its HTML, as the site's Markdown extensions make it, without the white space that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import markdown

Shown = tuple[str, ...]
"""Tags, texts and comments in their order."""

BUILT_IN = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs turns on before those of mkdocs.yml. Source: `mkdocs/config/defaults.py` of MkDocs 1.6."""

MAX_LENGTH = 150_000
"""Longer Markdown is not rendered: some of what Python-Markdown does takes the square of the length, or its cube."""

MAX_LINE = 4_000
"""Markdown with a longer line is not rendered, for the same reason."""

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "col", "colgroup", "dd"}
    | {"details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "optgroup", "option", "p", "pre"}
    | {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_SPACE = re.compile(r"[ \t\n\r\f]+")  # "  \n"


class Renderer:
    """Renders the Markdown of pages as the site does."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        """Take the extensions from what mkdocs.yml says.

        Raises:
            ModuleNotFoundError: mkdocs.yml names an extension that is not installed.
        """
        extensions, settings = _extensions(config)
        self._markdown = markdown.Markdown(extensions=extensions, extension_configs=settings)
        self._known: tuple[str, Shown | None] = ("", ())

    def shown(self, text: str) -> Shown | None:
        """Return what a page's Markdown shows, or None where it is too long, or Python-Markdown fails on it."""
        if text != self._known[0]:
            self._known = (text, self._shown(text))
        return self._known[1]

    def same(self, before: str, after: str) -> bool:
        """Whether two texts show the same; not where one of them cannot be rendered."""
        known = self.shown(before)
        return known is not None and known == self._shown(after)

    def _shown(self, text: str) -> Shown | None:
        if len(text) > MAX_LENGTH or max(map(len, text.split("\n"))) > MAX_LINE:
            return None
        try:
            html = self._markdown.reset().convert(text)
        except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            return None  # a slip of the parser or of an extension, on a text that nobody foresaw
        return visible(html)


def visible(html: str) -> Shown:
    """Return the tags and texts of some HTML, as a reader sees them.

    White space is one space, none beside a block, and all of it inside `pre`. A block inside a paragraph, which a code
    block right below text makes, ends the paragraph, as it does in browsers; text behind it begins another.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.block()
    return tuple(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text = ""
        self.exact = 0
        """How many `pre` and the like are open."""
        self.beside_block = True
        self.in_paragraph = self.interrupted = False
        self.depth = 0
        """How many blocks are open in the interrupted paragraph."""

    def resume(self) -> None:
        if self.interrupted and not self.depth:
            self.interrupted = False
            self.found.append("<p>")
            self.beside_block = True

    def flush(self) -> None:
        if self.text:
            if self.text.strip():
                self.resume()
            text = self.text if self.exact else _SPACE.sub(" ", self.text)
            if not self.exact and (self.beside_block or (self.found and self.found[-1].endswith(" "))):
                text = text.lstrip(" ")
            if text:
                self.found.append(text)
                self.beside_block = False
            self.text = ""

    def block(self) -> None:
        self.flush()
        if self.found and not self.exact and not self.found[-1].startswith("<"):
            self.found[-1] = self.found[-1].rstrip(" ")
            if not self.found[-1]:
                self.found.pop()
        self.beside_block = True

    def tag(self, name: str, shown: str) -> None:
        if name in _BLOCKS and name != "br":
            self.block()
        else:
            self.flush()
            self.resume()
        if self.in_paragraph and name in _BLOCKS - {"br", "hr"}:
            if name == "p" and not self.depth:
                self.in_paragraph = not shown.startswith("/")
                if self.interrupted:
                    self.interrupted = False
                    return
            else:
                if not self.interrupted:
                    self.interrupted = True
                    if self.found[-1:] == ["<p>"]:
                        self.found.pop()
                    else:
                        self.found.append("</p>")
                self.depth = max(0, self.depth + (-1 if shown.startswith("/") else 1))
        elif shown == "p":
            self.in_paragraph = True
        if name == "br":
            self.block()
        self.found.append(f"<{shown}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag(tag, " ".join([tag, *(f"{name}={value!r}" for name, value in attrs)]))
        if tag in ("pre", "textarea"):
            self.exact += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # <br /> is <br>

    def handle_endtag(self, tag: str) -> None:
        self.tag(tag, f"/{tag}")
        if tag in ("pre", "textarea") and self.exact:
            self.exact -= 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.flush()
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.flush()
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.flush()
        self.found.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.flush()
        self.found.append(f"<![{data}]>")


def _extensions(config: Mapping[str, Any]) -> tuple[list[str], dict[str, dict[str, Any]]]:
    names: list[str] = list(BUILT_IN)
    settings: dict[str, dict[str, Any]] = {}
    listed = config.get("markdown_extensions")
    for item in listed if isinstance(listed, list) else ():
        pairs = item.items() if isinstance(item, dict) else [(item, None)]
        for name, value in pairs:
            if not isinstance(name, str):
                continue
            if name not in names:
                names.append(name)
            if isinstance(value, dict):
                settings[name] = {key: option for key, option in value.items() if option is not None}
    return names, settings
