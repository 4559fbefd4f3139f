"""Addresses as a browser reads them: with entities, percent signs, white space and control characters undone."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urlsplit

ALLOWED_SCHEMES = frozenset({"", "https", "http", "mailto"})
"""What a link may begin with; the empty one is a path on this site."""

# What browsers and Markdown drop from an address: white space, control and invisible characters, backslashes
_DROPPED = re.compile("[\x00-\x20\x7f-\xa0\xad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\\\\]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")  # "javascript:"


def plain_address(address: str) -> str:
    """Return an address in lower case, without what hides its meaning. Never raises."""
    address = address[:5000]
    for _ in range(3):
        decoded = unquote(html.unescape(address), errors="replace")
        if decoded == address:
            break
        address = decoded
    return _DROPPED.sub("", address).lower()


def scheme_of(address: str) -> str:
    """Return the scheme of an address (`https`, `javascript`), or the empty string of a path."""
    found = _SCHEME.match(plain_address(address))
    return found[1] if found else ""


def is_readable(address: str) -> bool:
    """Whether an address can be taken apart at all: `https://[x` cannot, and would end a build."""
    try:
        urlsplit(html.unescape(address))
    except ValueError:
        return False
    return True


def leaves_the_site(address: str) -> bool:
    """Whether a browser asks another host for it: `https://...`, `//host/...`, and also `\\\\host`."""
    plain = re.sub(r"[\x00-\x20]", "", html.unescape(address[:5000])).replace("\\", "/")
    return plain.startswith("//") or scheme_of(address) in ("https", "http", "ftp")
