"""HTML that runs or embeds something, found in HTML as a browser would read it, or in a text that may become HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from studynotes.rules.addresses import ALLOWED_SCHEMES, leaves_the_site, scheme_of


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ELEMENTS = _set(
    "applet audio base body button embed foreignobject form frame frameset head html iframe link math meta "
    "noembed noframes noscript object param plaintext portal script select slot source style template textarea "
    "title track video xmp"
)
"""Elements that run, embed, submit, or swallow what follows them."""

_ANIMATIONS = frozenset({"animate", "animatemotion", "animatetransform", "set"})
_ADDRESSES = _set(
    "action archive background cite classid codebase data dynsrc formaction from href longdesc lowsrc manifest "
    "ping poster src srcset to values xlink:href"
)
_FETCHED = _set("archive background classid codebase data dynsrc lowsrc manifest ping poster src srcset")
MOST = 5000
"""No tag is longer; what stands behind so many characters is not read as part of it."""

_TAG = re.compile(r"<(?P<name>[A-Za-z][^\s/<>]*)")  # "<img"
# ' alt="SQS"', "/onerror=x", " hidden", and the stray quotes of broken tags
_ATTRIBUTE = re.compile(r"""[\s/]*(?P<name>[^\s/<>=]+|=)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s<>]*))?""")
_EVENT = re.compile(r"on[a-z]+")  # "onclick"
_NOT_A_SECTION = re.compile(r"<!\[")  # "<![CDATA["
_STYLE = re.compile(r"url\s*\(|expression\s*\(|@import|-moz-binding|behavior\s*:|image-set|\\|/\*", re.I)  # "url("


class Active(NamedTuple):
    """Something that runs or embeds."""

    rule: str
    """`unsafe-html` or `picture-host`."""
    what: str
    """As the message quotes it: `<script>`, `onclick=`, `javascript:`."""
    offset: int


def active_in_html(text: str, *, svg: bool = False) -> Iterator[Active]:
    """Yield what runs or embeds in HTML (or SVG). Stray and broken tags count as a lenient browser reads them."""
    for found in _NOT_A_SECTION.finditer(text):
        yield Active("unsafe-html", "<![", found.start())
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        local = name.rpartition(":")[2]
        if local in (_SVG_ELEMENTS if svg else ELEMENTS):
            yield Active("unsafe-html", f"<{name}>", tag.start())
        for attribute, value in _attributes(text, tag.end()):
            if attribute == "attributename" and local in _ANIMATIONS and not value.isalpha():
                yield Active("unsafe-html", f"<{name} {attribute}={value}>", tag.start())
            for rule, what in _in_attribute(local, attribute, value, svg):
                yield Active(rule, what, tag.start())


_SVG_ELEMENTS = _set(
    "script foreignobject handler iframe embed object audio video canvas html body link meta base form listener"
)


def _attributes(text: str, start: int) -> Iterator[tuple[str, str]]:
    """Yield the attributes of the tag whose name ends at `start`, names in lower case, values decoded."""
    end = start + MOST
    while True:
        found = _ATTRIBUTE.match(text, start, end)
        if not found or found.end() == start:
            return
        value = found["value"] or ""
        if value[:1] in ('"', "'") and value[-1:] == value[:1]:
            value = value[1:-1]
        yield found["name"].lower().strip("\"'`"), html.unescape(value)
        start = found.end()


def _in_attribute(element: str, name: str, value: str, svg: bool) -> Iterator[tuple[str, str]]:
    """Yield the rule and the words for what an attribute runs or embeds."""
    if _EVENT.fullmatch(name) or name in ("srcdoc", "formaction", "http-equiv"):
        yield "unsafe-html", f"{name}="
    elif name in _ADDRESSES:
        scheme = scheme_of(value)
        if scheme not in ALLOWED_SCHEMES:
            yield "unsafe-html", f"{scheme}:"
        elif svg and not value.strip().startswith("#") and name.rpartition(":")[2] in ("href", "src"):
            yield "unsafe-html", f"{name}='{_short(value)}'"
        elif name in _FETCHED and any(leaves_the_site(part) for part in (value, *value.split(","))):
            yield "picture-host" if element == "img" else "unsafe-html", f"{name}='{_short(value)}'"
    elif name == "style" and _style(value, svg):
        yield "unsafe-html", f"style='{_short(value)}'"
    elif svg and "url" in value.lower() and _style(value, svg):
        yield "unsafe-html", f"{name}='{_short(value)}'"


def _style(value: str, svg: bool) -> bool:
    if svg:  # a gradient or a marker in the same file
        value = re.sub(r"url\(\s*['\"]?#[\w-]+['\"]?\s*\)", "", value)  # "url(#a)"
    return bool(_STYLE.search(value))


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split()).replace("'", '"')
    return text if len(text) <= most else text[: most - 3] + "..."


def _spelled(word: str) -> str:
    """Return a pattern for a word whose letters may be entities or percent-encoded, with white space between them."""
    between = r"(?:[\x00-\x20\\]|&(?:tab|newline|zwnj|shy);|&#0*(?:9|10|13|32);?|&#x0*(?:9|a|d|20);?|%0[9ad]|%20)*"
    letters = []
    for letter in word:
        code = ord(letter)
        upper = ord(letter.upper())
        decimal, hexadecimal = f"&#0*(?:{code}|{upper});?", f"&#x0*(?:{code:x}|{upper:x});?"
        named = "|&colon;" if letter == ":" else ""
        letters.append(f"(?:{re.escape(letter)}|{decimal}|{hexadecimal}|%{code:x}|%{upper:x}{named})")
    return between.join(letters)


_NAMES = "|".join(sorted(ELEMENTS, key=len, reverse=True))
SUSPECT = re.compile(
    "|".join(
        (
            rf"(?P<element><(?:[a-z]+:)?(?:{_NAMES})(?![a-z0-9-])|<!\[)",  # "<script"
            r"(?P<event>(?<![a-z0-9_-])on[a-z]+\s*=)",  # "onclick ="
            # "style="
            r"(?P<attribute>(?<![a-z0-9_-])(?:style|srcdoc|formaction|http-equiv|attributename|srcset|poster|background)\s*=)",
            # "src=//host"
            r"""(?P<source>(?<![a-z0-9_-])(?:src|data|ping)\s*=\s*["']?[\s\\]*(?:https?:|//|/\\|\\|&))""",
            # "JavaScript&colon;", "](data:text/html"
            rf"(?P<address>(?=[jv&%])(?:{_spelled('javascript:')}|{_spelled('vbscript:')})"
            rf"""|(?<=[("'<=\]:\s])(?=[d&%]){_spelled("data:")}(?=\s*(?:[a-z]+/|,|;|&|%)))""",
        )
    ),
    re.IGNORECASE,
)
"""Whatever might become something active: a text without a match is harmless, and most texts are."""

_NAMED = re.compile(
    rf"<(?:[a-z]+:)?(?:{_NAMES})|<!\[|(?:on[a-z]+|style|srcdoc|formaction|http-equiv|attributename|srcset|poster|background|src"
    r"|data|ping)\s*="
)  # "<script", "onclick ="
# What an address that runs needs: "javascript:" itself, or a letter of it in another form, "&#106;", "%6a"
_HIDDEN = re.compile(r"(?:java|vb)script:|data:|&#|&(?:colon|tab|newline|zwnj|shy)|%[0-9a-f]{2}")


def is_suspect(text: str) -> bool:
    """Whether `SUSPECT` might match; of most texts this says no, in a tenth of the time."""
    lower = text.lower()
    if _NAMED.search(lower):
        return True
    squeezed = "".join(lower.split()).replace("\\", "")
    return _HIDDEN.search(squeezed) is not None or not squeezed.isprintable()
