"""Prose keeps its place: whatever is blanked out, every offset still names the same line and column."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studynotes.prose import Prose

scraps = st.lists(
    st.sampled_from(
        ["SQS", " ", "\n", "\n\n", "    ", "\t", "`", "```", "~~~", "<", ">", "<b>", "<!--", "-->", "[", "](", ")"]
    )
    | st.sampled_from(
        ["# ", "##", "- ", "> ", "!!! x", "{ .x", "}", "&amp;", "\\", "$$", "\\(", "\\)", "![", "https://x", "\r"]
    ),
    max_size=40,
).map("".join)


@given(st.text() | scraps)
@example("<!-- never ends\n\n`")
@example("```\n# no heading")
def test_offsets_and_line_ends_stay(text: str) -> None:
    prose = Prose(text)
    for view in (prose.text, prose.with_headings, prose.without_code):
        assert len(view) == len(text)
        for seen, written in zip(view, text, strict=True):
            assert seen == written or (seen == " " and written != "\n")


@given(st.text() | scraps, st.data())
def test_place_counts_lines_and_columns_from_one(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = Prose(text).place(offset)
    before = text[:offset].split("\n")
    assert (line, column) == (len(before), len(before[-1]) + 1)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A queue.", "A queue."),
        ("A `queue` here", "A         here"),
        ("A ``que`ue`` here", "A            here"),
        ("```\nqueue\n```\nhere", "   \n     \n   \nhere"),
        ("- item\n\n    ~~~\n    queue\n    ~~~\n", "- item\n\n       \n         \n       \n"),
        ("Text:\n\n    queue\n\nhere", "Text:\n\n         \n\nhere"),
        ("- item\n\n    queue", "- item\n\n    queue"),
        ("!!! note\n\n    queue", "!!! note\n\n    queue"),
        ("[a queue](queue.md)", "[a queue]          "),
        ("![queue](queue.svg)", "                   "),
        ('<b title="queue">bold</b>', "                 bold    "),
        ("<!-- queue\nqueue --> here", "          \n          here"),
        ("https://queue.example/queue here", "                            here".rjust(32)),
        ("A { .queue } here", "A            here"),
        ("## Queue\n\nhere", "        \n\nhere"),
        ("[1]: https://queue.example\n\nhere", "                          \n\nhere"),
        ("[^1]: queue\n\nhere", "[^1]: queue\n\nhere"),
        ("[1]: https://queue.example\nhere", "                          \nhere"),
        ("$$ queue $$ here", "            here"),
    ],
)
def test_what_is_no_prose_is_blank(text: str, kept: str) -> None:
    assert Prose(text).text == kept
