"""Where things are mentioned: the glossary page, and the backlinks at the end of service pages."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from studynotes.glossary import GLOSSARY_PAGE, Glossary, Service, Term
from studynotes.linking import Mention, relative_link

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


def glossary_page(glossary: Glossary, mentions: Mentions, introduction: str = "") -> str:
    """Return the Markdown of the glossary page.

    Every service and term stands under its first letter, with its names, its definition, the page that teaches it and
    where it is mentioned. The anchor of an entry is its id.
    """
    letters: dict[str, list[Service | Term]] = defaultdict(list)
    for entry in sorted(glossary.entries, key=lambda entry: (entry.name.casefold(), entry.id)):
        letters[_letter(entry.name)].append(entry)
    jumps = " ".join(f"[{letter}](#{_letter_anchor(letter)})" for letter in sorted(letters))
    parts = [introduction.rstrip("\n"), "", jumps, "{ .letters }", ""]
    for letter in sorted(letters):
        parts += [f"## {letter} {{ #{_letter_anchor(letter)} }}", ""]
        for entry in letters[letter]:
            parts += [*_glossary_entry(entry, mentions), ""]
    return "\n".join(parts)


def _letter(name: str) -> str:
    first = next((char for char in name.upper() if char.isalnum()), "#")
    return first if first.isalpha() else "0-9"


def _letter_anchor(letter: str) -> str:
    return f"letter-{letter.lower()}"


def _glossary_entry(entry: Service | Term, mentions: Mentions) -> Iterator[str]:
    yield f"### {_escape(entry.name)} {{ #{entry.id} }}"
    yield ""
    yield entry.definition or "An AWS service."
    yield ""
    notes = []
    former = entry.former if isinstance(entry, Service) else ()
    if entry.aliases:
        notes.append(f"Also: {', '.join(map(_escape, entry.aliases))}")
    if former:
        notes.append(f"Formerly: {', '.join(map(_escape, former))}")
    if entry.link_target != entry.entry_link:
        page = entry.link_target.partition("#")[0]
        notes.append(f"Taught on [{_escape(mentions.titles.get(page, page))}]({relative_link(GLOSSARY_PAGE, entry.link_target)})")
    if notes:
        yield ". ".join(notes) + "."
        yield "{ .entry-notes data-search-exclude }"
        yield ""
    places = mentions.of(entry.id)
    if places:
        count = f"{len(places)} page" + "s" * (len(places) != 1)
        yield f'??? mentions "Mentioned on {count}"'
        yield ""
        for mention in places:
            target = relative_link(GLOSSARY_PAGE, mention.page) + (f"#{mention.anchor}" if mention.anchor else "")
            where = _escape(mentions.title(mention) + (f", {mention.section}" if mention.section else ""))
            yield f"    - [{where}]({target}): {_escape(mention.sentence)}"


_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]()#+-.!|"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def _escape(text: str) -> str:
    """Return plain text as Markdown that shows it."""
    return text.translate(_SPECIAL)


def backlinks_html(mentions: Sequence[Mention], title: Callable[[Mention], str], url: Callable[[str], str]) -> str:
    """Return the HTML of a page's backlinks: the pages that mention it, each with the section and the sentence.

    Args:
        mentions: where it is mentioned.
        title: the title of the page of a mention.
        url: the URL of a page (by its path relative to docs/), from the page that the HTML goes into.
    """
    items = []
    for mention in mentions:
        target = html.escape(url(mention.page) + (f"#{mention.anchor}" if mention.anchor else ""))
        where = html.escape(title(mention) + (f", {mention.section}" if mention.section else ""))
        items.append(f'<li><a href="{target}">{where}</a>: {html.escape(mention.sentence)}</li>')
    count = f"{len(items)} page" + "s" * (len(items) != 1)
    return (
        f'\n<h2 id="{BACKLINKS_ANCHOR}" data-search-exclude>{BACKLINKS_TITLE}</h2>\n'
        f'<details class="mentions"><summary>{count}</summary>\n<ul>\n' + "\n".join(items) + "\n</ul>\n</details>\n"
    )
