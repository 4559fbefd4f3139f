"""The HTML of a page as far as the search plugin keeps it.

Material's search plugin reads a page tag by tag, and then drops most of the tags (`Parser` in
material/plugins/search/plugin.py). Without them from the start it finds the same text, but for the number of spaces
in a row, in less than half of the time.
"""

from __future__ import annotations

import re

_INLINE = re.compile(r"</?(?:b|em|i|span|strong)(?: [^<>]*)?>")
# A link, but not the one behind a heading, whose text the plugin drops.
_LINK = re.compile(r"<a (?![^<>]*headerlink)[^<>]*>((?:[^<>]|</?code>)*)</a>")
_CELLS = re.compile(r"(?:</?(?:table|tbody|td|th|thead|tr)(?: [^<>]*)?>\s*)+")
_GAP = re.compile(r">\s")
# Something else than a heading that is to stay out of the index, with all that stands in it.
_EXCLUDED = re.compile(r"<(?!h[1-6] )[^<>]*data-search-exclude")


def searchable(html: str) -> str:
    """Return the HTML of a page without tags that the search plugin drops: emphasis, highlighting, links, tables."""
    if _EXCLUDED.search(html):
        return html
    html = _LINK.sub(r"\1", _INLINE.sub("", html))
    return _CELLS.sub(lambda found: " " if _GAP.search(found[0]) else "", html)
