"""Raw text as Markdown and as YAML, so that a page shows it as it was and nothing of it acts as markup."""

from __future__ import annotations

import json
import re

_TAG = re.compile(r"<(?!https?://)(?=[A-Za-z/!?])")  # "<process_name>"
_BLOCK_START = re.compile(
    r"^(?=(?:#{1,6}|[-*+>]|\d{1,9}[.)]|=+|!!!|\?\?\?|\||:)(?:\s|$)|```|~~~|---|\*\*\*|\[[^\]]+\]:)"
)  # "# not a heading"
_RELATIVE_LINK = re.compile(r"\]\((?!https?://|mailto:|#)[^)]*\)")  # "](slide-3.png)"
INVISIBLE = {
    code: " " for code in (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF) if code not in (9, 10)
} | dict.fromkeys((*range(55296, 57344), 65534, 65535), "�")
_ADDRESS = re.compile(r"(?<![<(\w\]])https?://[^\s<>()\[\]*]+[\w/]")  # "https://aws.amazon.com"
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")  # "`code`"


def inline(text: str) -> str:
    """Return a statement so that Markdown shows it as it is: no raw HTML, headings or lists, no links to nowhere."""
    text = " ".join(text.translate(INVISIBLE).split())
    parts, end = [], 0
    for span in _CODE_SPAN.finditer(text):
        parts += [escape(text[end : span.start()]), span.group()]
        end = span.end()
    return _BLOCK_START.sub(lambda _: "\\", "".join([*parts, escape(text[end:])]))


def escape(text: str) -> str:
    """Return text without code so that no raw HTML and no relative link is left, and addresses are links."""
    text = _ADDRESS.sub(r"<\g<0>>", _TAG.sub(r"\\<", text).replace("-->", "--\\>"))
    return _RELATIVE_LINK.sub(lambda found: "\\" + found.group().replace("](", "\\]("), text) if "](" in text else text


def heading_text(text: str) -> str:
    """Return the text of a heading: no attributes, never empty."""
    text = inline(re.sub(r"\{[^{}]*\}\s*$", "", text)).rstrip("# ").strip()
    return text or "Heading"


def yaml_scalar(text: str) -> str:
    """Return text as a YAML scalar, quoted where it must be."""
    text = " ".join(text.translate(INVISIBLE).split())
    if re.fullmatch(r"[A-Za-z][\w ()/+&.'-]*", text) and text.casefold() not in (
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
        "y",
        "n",
    ):
        return text
    return json.dumps(text, ensure_ascii=False)
