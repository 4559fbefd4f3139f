"""HTML, PDF and Word as text in the style of Markdown, so that headings, lists, code and tables can be found in it."""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

OPTIONAL = "pip install 'aws-study-notes[notes]'"
"""What installs the converters for PDF and Word."""

_IGNORED = frozenset("script style head template noscript svg iframe nav".split())
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "tr", "blockquote", "figure", "figcaption", "details", "summary", "form", "fieldset", "address"),
        *("hr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
    )
)
_CHARSET = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


class ConversionError(Exception):
    """A file could not be converted; `reason` and `hint` are full sentences, the reason for use after a colon."""

    def __init__(self, reason: str, hint: str) -> None:
        """Keep the two sentences."""
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def looks_like_html(ending: str, text: str) -> bool:
    """Whether a text is an HTML page: by the ending of its file's name, or by its first tag."""
    return ending in (".html", ".htm", ".xhtml") or bool(_CHARSET.match(text[:2_000]))


def text_of_html(text: str) -> str:
    """Return the content of an HTML page as text: `#` headings, `-` items, fenced code, tables with pipes.

    Scripts, styles and navigation are left out. Broken HTML is read as far as a browser would.
    """
    reader = _HtmlText()
    reader.feed(text)
    reader.close()
    return reader.text()


class _HtmlText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.ignored = 0
        self.lists: list[list[Any]] = []
        self.pre = 0
        self.cells: list[str] | None = None
        self.in_cell = False
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _IGNORED:
            self.ignored += 1
        if self.ignored:
            return
        if self.cells is not None and tag not in ("td", "th", "tr", "table"):
            self.line += " " if tag in _BLOCKS else ""
            return
        if tag == "br":
            self.flush()
        elif tag in _BLOCKS:
            self.flush()
            if tag not in ("li", "tr") and not self.lists:
                self.blank()
        if tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li":
            self.line = self.bullet()
        elif tag[0] == "h" and tag[1:].isdigit():
            self.line = "#" * int(tag[1:]) + " "
        elif tag == "pre":
            self.pre += 1
            self.lines.append("```")
        elif tag == "table":
            self.rows = 0
        elif tag == "tr":
            self.cells = []
        elif tag in ("td", "th") and self.cells is not None:
            self.end_cell()
            self.in_cell = True
        elif tag == "code" and not self.pre:
            self.line += "`"

    def bullet(self) -> str:
        if not self.lists:
            return "- "
        self.lists[-1][1] += 1
        mark = f"{self.lists[-1][1]}. " if self.lists[-1][0] == "ol" else "- "
        return "  " * (len(self.lists) - 1) + mark

    def handle_endtag(self, tag: str) -> None:
        if tag in _IGNORED:
            self.ignored = max(0, self.ignored - 1)
            return
        if self.ignored:
            return
        if tag in ("td", "th") and self.cells is not None:
            self.end_cell()
        elif tag in ("tr", "table") and self.cells is not None:
            self.end_cell()
            if any(self.cells):
                self.lines.append(f"| {' | '.join(self.cells)} |")
                self.rows += 1
                if self.rows == 1:
                    self.lines.append("|" + "---|" * len(self.cells))
            self.cells, self.line = None, ""
        elif tag == "code" and not self.pre:
            self.line += "`"
        elif tag == "pre" and self.pre:
            self.flush()
            self.pre -= 1
            self.lines.append("```")
            self.blank()
        elif tag in ("ul", "ol") and self.lists:
            self.flush()
            self.lists.pop()
        elif tag in _BLOCKS and self.cells is None:
            self.flush()
        if tag == "table":
            self.blank()

    def end_cell(self) -> None:
        if self.in_cell and self.cells is not None:
            self.cells.append(" ".join(self.line.split()).replace("|", "\\|"))
        self.line, self.in_cell = "", False

    def handle_data(self, data: str) -> None:
        if self.ignored:
            return
        if self.pre:
            first, *rest = data.split("\n")
            self.line += first
            for each in rest:
                self.flush()
                self.line = each
        else:
            joined = re.sub(r"\s+", " ", data)
            self.line += joined.lstrip() if not self.line or self.line.endswith(" ") else joined

    def flush(self) -> None:
        line = self.line.rstrip()
        if self.pre or (line.strip(" #-`") and not re.fullmatch(r"\s*\d+\.", line)):
            self.lines.append(line)
        self.line = ""

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def text(self) -> str:
        self.flush()
        if self.pre:
            self.lines.append("```")
        return "\n".join(self.lines) + "\n"


def text_of_pdf(raw: bytes) -> str:
    """Return the text of a PDF, pages apart by a blank line. Raises ConversionError."""
    pypdf = _library("pypdf", "PDF")
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ConversionError("it is encrypted.", "Save it without a password.")
        return "\n\n".join(page.extract_text() for page in reader.pages)
    except ConversionError:
        raise
    except Exception as error:  # a library that reads broken files raises whatever it meets
        raise ConversionError(f"it is no sound PDF ({_short(error)}).", "Print it to PDF again.") from error


def text_of_word(raw: bytes) -> str:
    """Return the text of a Word file (.docx), with its headings, lists and tables. Raises ConversionError."""
    mammoth = _library("mammoth", "Word")
    try:
        return text_of_html(str(mammoth.convert_to_html(io.BytesIO(raw)).value))
    except Exception as error:  # as above
        raise ConversionError(f"it is no sound Word file ({_short(error)}).", "Save it as .docx again.") from error


def _old_word(raw: bytes) -> str:
    del raw
    raise ConversionError("it is in the old format of Word.", "Save it as .docx.")


def _library(name: str, what: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConversionError(f"reading {what} needs the package {name}.", f"Install it: {OPTIONAL}.") from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


CONVERTERS: dict[str, Callable[[bytes], str]] = {".pdf": text_of_pdf, ".docx": text_of_word, ".doc": _old_word}
"""What turns a file into text, by the ending of its name."""
