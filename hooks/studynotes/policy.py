"""The Content-Security-Policy of a page: its own files, and of inline scripts only those that the theme brings.

Whatever else gets into a page (a script in Markdown, in a title or in an address that runs) does not run, and nothing
is fetched from elsewhere. Source: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

CHARSET = '<meta charset="utf-8">'
"""What the policy stands behind. Browsers look for it in the first 1,024 bytes, so that it has to come first."""

_SCRIPT = re.compile("<script", re.IGNORECASE)
# <script src="a.js">, <script id="__config" type="application/json">: no attribute can hide in another
_PLAIN_TAG = re.compile(r'<script(?P<attributes>(?: (?:id|type|src)="[^"<>]*")*)>')
_INERT = frozenset({"application/json", "application/ld+json", "text/plain"})


class MissingCharsetError(ValueError):
    """A page does not say that it is UTF-8, so that there is no known place for its policy."""


def inline_scripts(html: str) -> tuple[str, ...]:
    """Return the text of every script that stands in the page itself and that a browser would run, in order.

    Scripts with a `src` are files, and scripts of a type such as `application/json` are data: neither is returned. Nor
    is a script that never ends: browsers do not run it.
    """
    reader = _ScriptReader()
    reader.feed(html)
    reader.close()
    return tuple(reader.scripts)


def has_only(html: str, scripts: Iterable[str]) -> bool:
    """Whether every inline script of a page is one of these, as far as a quick look tells.

    True is certain. False means that something looks like another script: ask `inline_scripts`, which reads the page
    as a browser does, and takes a hundred times as long.
    """
    known = frozenset(scripts)
    for found in _SCRIPT.finditer(html):
        tag = _PLAIN_TAG.match(html, found.start())
        if tag is None:
            return False
        if ' src="' in tag["attributes"] or ' type="application/json"' in tag["attributes"]:
            continue
        if html[tag.end() : html.find("</script", tag.end())] not in known:
            return False
    return True


def content_security_policy(scripts: Iterable[str], *, from_disk: bool = False) -> str:
    """Return the policy of a page.

    Args:
        scripts: the inline scripts that may run; no other does.
        from_disk: whether the page is read as a file, without a server. There `'self'` stands for nothing that all
            browsers agree on (https://github.com/w3c/webappsec-csp/issues/459), so that the scheme `file:` stands
            beside it: other files on the same disk, and still nothing from the network. (Chromium needs it not: it
            reads `'self'` as every file.) The frame in which the search runs there inherits the policy.
    """
    own = "'self' file:" if from_disk else "'self'"
    hashes = "".join(f" {source_hash(script)}" for script in dict.fromkeys(scripts))
    directives = [
        "default-src 'none'",
        f"script-src {own}{hashes}",
        # No 'unsafe-inline': the theme sets styles through the CSSOM, which a policy does not concern.
        f"style-src {own}",
        # The theme's style sheets hold their icons as data: addresses.
        f"img-src {own} data:",
        f"font-src {own}",
        f"connect-src {own}",
        f"worker-src {own}",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(directives)


def source_hash(script: str) -> str:
    """Return the hash that allows an inline script: SHA-256 of its text, with every line end read as LF."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def with_policy(html: str, policy: str) -> str:
    """Return the page with its policy, before anything that a policy concerns.

    Raises:
        MissingCharsetError: the page does not say that it is UTF-8 in the words of `CHARSET`.
    """
    if CHARSET not in html:
        raise MissingCharsetError(f"The page has no {CHARSET}, behind which its policy belongs.")
    element = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    return html.replace(CHARSET, f"{CHARSET}\n      {element}", 1)


class _ScriptReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            attributes = dict(attrs)
            kind = (attributes.get("type") or "").strip().lower()
            self._text = None if "src" in attributes or kind in _INERT else []

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._text is not None:
            self.scripts.append("".join(self._text))
            self._text = None
