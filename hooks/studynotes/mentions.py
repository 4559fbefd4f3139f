"""Where things are mentioned: the glossary page, and the backlinks at the end of service pages."""

from __future__ import annotations

import html
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from studynotes.glossary import Glossary, Service, Term
from studynotes.linking import Mention
from studynotes.plaintext import plain_text

Url: TypeAlias = Callable[[str], str]
"""Turns a page with an anchor (relative to docs/) into its URL, from the page that the HTML goes into."""

BACKLINKS_TITLE = "Mentioned on"
BACKLINKS_ANCHOR = "mentioned-on"


@dataclass
class Mentions:
    """The mentions of all pages, by what they mention."""

    titles: Mapping[str, str]
    """The title of each page, by its path relative to docs/."""
    by_entry: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))

    def add(self, mentions: Iterable[Mention]) -> None:
        """Take in what one page mentions."""
        for mention in mentions:
            self.by_entry[mention.entry_id].append(mention)

    def of(self, entry_id: str) -> list[Mention]:
        """Return the mentions of an entry, sorted by the title of the page."""
        return sorted(self.by_entry.get(entry_id, ()), key=lambda mention: (self.title(mention), mention.page))

    def title(self, mention: Mention) -> str:
        """Return the title of the page that a mention stands on."""
        return self.titles.get(mention.page, mention.page)


def glossary_html(glossary: Glossary, mentions: Mentions, url: Url, with_mentions: bool = True) -> str:
    """Return the HTML of all glossary entries, for the glossary page.

    Every service and term stands under its first letter, with its names, its definition, the page that teaches it
    and where it is mentioned. The anchor of an entry is its id. It is put together here and not by Markdown, which
    would take many seconds for thousands of mentions.

    Args:
        glossary: the entries.
        mentions: where each is mentioned.
        url: as in `Url`, from the glossary page.
        with_mentions: False leaves the mentions out, for the search index.
    """
    letters = glossary_letters(glossary)
    jumps = " ".join(f'<a href="#{_letter_anchor(letter)}">{letter}</a>' for letter in letters)
    parts = [f'<p class="letters">{jumps}</p>']
    for letter, entries in letters.items():
        # A section of its own: a browser compares siblings with each other, and here they are thousands.
        parts.append(f'<section class="letter">\n<h2 id="{_letter_anchor(letter)}">{letter}</h2>')
        for entry in entries:
            parts.extend(_entry_html(entry, mentions, url))
            if with_mentions and mentions.of(entry.id):
                parts.append(mentions_html(mentions.of(entry.id), mentions.title, url))
        parts.append("</section>")
    return "\n".join(parts)


def glossary_letters(glossary: Glossary) -> dict[str, list[Service | Term]]:
    """Return the entries by their first letter (digits under 0-9), both in the order of the alphabet.

    Amazon SQS is filed under S: hardly a reader looks under A for every second service.
    """
    letters: dict[str, list[Service | Term]] = defaultdict(list)
    for entry in sorted(glossary.entries, key=lambda entry: (_filed_as(entry.name).casefold(), entry.id)):
        letters[_letter(_filed_as(entry.name))].append(entry)
    return dict(sorted(letters.items()))


def _filed_as(name: str) -> str:
    return name.removeprefix("Amazon ").removeprefix("AWS ")


def glossary_anchors(glossary: Glossary) -> set[str]:
    """Return every anchor that `glossary_html` makes."""
    return {entry.id for entry in glossary.entries} | set(map(_letter_anchor, glossary_letters(glossary)))


def _letter(name: str) -> str:
    first = next((char for char in unicodedata.normalize("NFD", name.upper()) if char.isalnum()), "#")
    return first if first.isalpha() else "0-9"


def _letter_anchor(letter: str) -> str:
    return f"letter-{letter.lower()}"


def _entry_html(entry: Service | Term, mentions: Mentions, url: Url) -> Iterator[str]:
    yield f'<h3 id="{entry.id}">{html.escape(entry.name)}</h3>'
    definition = plain_text(entry.definition) or "An AWS service; its page is not written yet."
    yield f"<p>{html.escape(definition, quote=False)}</p>"
    notes = []
    if entry.aliases:
        notes.append(f"Also: {html.escape(', '.join(entry.aliases))}.")
    if isinstance(entry, Service) and entry.former:
        notes.append(f"Formerly: {html.escape(', '.join(entry.former))}.")
    if entry.link_target != entry.entry_link:
        page = entry.link_target.partition("#")[0]
        title = html.escape(mentions.titles.get(page, page))
        notes.append(f'Taught on <a href="{html.escape(url(entry.link_target))}">{title}</a>.')
    if notes:
        yield f'<p class="entry-notes">{" ".join(notes)}</p>'


def mentions_html(mentions: Sequence[Mention], title: Callable[[Mention], str], url: Url) -> str:
    """Return the HTML of a list of mentions: the page, the section and the sentence of each, folded away.

    Args:
        mentions: where something is mentioned, at least once.
        title: the title of the page of a mention.
        url: as in `Url`, from the page that the HTML goes into.
    """
    items = []
    for mention in mentions:
        target = html.escape(url(mention.page + (f"#{mention.anchor}" if mention.anchor else "")))
        place = [title(mention), mention.section]
        where = html.escape(", ".join(dict.fromkeys(filter(None, place))))  # below the H1 they are the same
        items.append(f'<li><a href="{target}">{where}</a>: {html.escape(mention.sentence, quote=False)}</li>')
    count = f"Mentioned on {len(items)} page" + "s" * (len(items) != 1)
    return f'<details class="mentions"><summary>{count}</summary>\n<ul>\n' + "\n".join(items) + "\n</ul>\n</details>"


def backlinks_html(mentions: Sequence[Mention], title: Callable[[Mention], str], url: Url) -> str:
    """Return the HTML of the section at the end of a service page that lists where it is mentioned."""
    return f'\n<h2 id="{BACKLINKS_ANCHOR}">{BACKLINKS_TITLE}</h2>\n{mentions_html(mentions, title, url)}\n'
