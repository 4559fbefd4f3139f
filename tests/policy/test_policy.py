"""The policy of a page, as text."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studynotes.policy import (
    CHARSET,
    MissingCharsetError,
    content_security_policy,
    has_only,
    inline_scripts,
    source_hash,
    with_policy,
)


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<script>a()</script>", ("a()",)),
        ("<SCRIPT\n>a()</Script >", ("a()",)),
        ("<script></script>", ("",)),
        ("<script>a()</script><p>b()</p><script>c()</script>", ("a()", "c()")),
        ("<script>if (a < b && c) d('<p>')</script>", ("if (a < b && c) d('<p>')",)),
        ("<script>&amp;</script>", ("&amp;",)),
        ('<script type="">a()</script>', ("a()",)),
        ('<script type="module">a()</script>', ("a()",)),
        ('<script type="Text/JavaScript">a()</script>', ("a()",)),
        ("<script>\n  a()\n</script>", ("\n  a()\n",)),
        ("<p><script>a()", ()),  # never ends, and so never runs
        ('<script src="a.js"></script>', ()),
        ('<script src="a.js">a()</script>', ()),  # browsers ignore the text
        ("<script src>a()</script>", ()),
        ('<script id="__config" type="application/json">{}</script>', ()),
        ("<!-- <script>a()</script> -->", ()),
        ("<style>a</style>", ()),
        ("&lt;script>a()&lt;/script>", ()),
    ],
)
def test_inline_scripts(html: str, scripts: tuple[str, ...]) -> None:
    assert inline_scripts(html) == scripts


def test_hash() -> None:
    # The example of https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/script-src
    assert source_hash("var inline = 1;") == "'sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8='"


@pytest.mark.parametrize("text", ["a()\nb()\n", "a()\r\nb()\r\n", "a()\rb()\r"])
def test_hash_reads_every_line_end_as_browsers_do(text: str) -> None:
    digest = base64.b64encode(hashlib.sha256(b"a()\nb()\n").digest()).decode()
    assert source_hash(text) == f"'sha256-{digest}'"


def test_policy() -> None:
    assert content_security_policy([]) == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
    )


def test_policy_names_each_script_once() -> None:
    policy = content_security_policy(["a()", "b()", "a()"])
    assert f"script-src 'self' {source_hash('a()')} {source_hash('b()')};" in policy


def test_policy_on_a_disk_allows_files_and_no_more() -> None:
    served, read = content_security_policy(["a()"]), content_security_policy(["a()"], from_disk=True)
    assert read.replace(" file:", "") == served
    assert "script-src 'self' file: " in read


@given(st.lists(st.text()), st.booleans())
def test_policy_never_allows_everything(scripts: list[str], from_disk: bool) -> None:
    policy = content_security_policy(scripts, from_disk=from_disk)
    for word in ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https:", "blob:"):
        assert word not in policy
    assert [directive for directive in policy.split("; ") if "data:" in directive] == [
        f"img-src 'self'{' file:' if from_disk else ''} data:"
    ]


def test_policy_stands_behind_the_character_set() -> None:
    html = f"<!doctype html><head>{CHARSET}<script>a()</script>"
    assert with_policy(html, "default-src 'none'") == (
        f"<!doctype html><head>{CHARSET}\n"
        '      <meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><script>a()</script>'
    )


def test_page_without_a_character_set_is_refused() -> None:
    with pytest.raises(MissingCharsetError, match="has no <meta charset"):
        with_policy("<!doctype html><head><title>T</title>", "default-src 'none'")


@given(st.text(alphabet="<>/scriptSCRIPT=\"' !-x\n", max_size=60))
def test_any_text_is_read(html: str) -> None:
    assert all(isinstance(script, str) for script in inline_scripts(html))


PAGE = '<script>theme()</script><script src="a.js"></script><script id="x" type="application/json">{}</script>'


@pytest.mark.parametrize(
    "other",
    [
        "<script>evil()</script>",
        "<SCRIPT>evil()</SCRIPT>",
        '<script data-x=">">evil()</script>',
        '<script title=" src=">evil()</script>',
        "<script\nsrc>evil()</script>",
        "<script>theme()<!-- </script>",
        "<script>theme() </script>",
        '<p title="<script>evil()</script>">',
    ],
)
def test_a_quick_look_never_takes_another_script_for_the_themes(other: str) -> None:
    assert has_only(PAGE, ["theme()"])
    assert not has_only(PAGE + other, ["theme()"])
    assert not has_only(other + PAGE, ["theme()"])
