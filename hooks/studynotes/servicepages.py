"""The generated parts of a service page: what stands below its title, and what stands below its last section."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, relpath
from urllib.parse import urlsplit

from studynotes.comparing import markdown_table
from studynotes.glossary import Service
from studynotes.pages import Page
from studynotes.site import Site

EXAMS = {"dva-c03": "DVA-C03", "saa-c03": "SAA-C03"}
"""The exams, by the id that pages use."""

UNINDEXED = "{ data-search-exclude }"
"""Keeps a generated section, which says what stands elsewhere, out of the search index."""


def with_generated_parts(page: Page, site: Site) -> str:
    """Return the Markdown of a service page, summary below the H1, limits, comparisons and sources at the end."""
    service = site.glossary.services.get(page.path.rpartition("/")[2].removesuffix(".md"))
    lines = page.body.split("\n")
    top = next((section for section in page.sections if section.level == 1), None)
    at = 0 if top is None else top.line - page.body_line + 1
    head = "\n".join([*lines[:at], "", *summary_part(page, service), ""])
    body = "\n".join(lines[at:]).strip("\n")
    end = "\n".join(
        [*limits_part(page), *(comparisons_part(page, service, site) if service else ()), *sources_part(page)]
    )
    return f"{head}\n{body}\n\n{end}"


def summary_part(page: Page, service: Service | None) -> Iterator[str]:
    """Yield the summary, then one line with other names, exams and category."""
    if page.text_of("summary"):
        yield page.text_of("summary")
        yield "{ .page-summary }"
        yield ""
    facts = []
    if service and service.aliases:
        facts.append(f"**Also called** {', '.join(service.aliases)}")
    if service and service.former:
        facts.append(f"**Formerly** {', '.join(service.former)}")
    exams = [EXAMS[exam] for exam in _texts(page, "exams") if exam in EXAMS]
    facts.append(f"**Exams** {', '.join(exams)}" if exams else "**Exams** in scope of neither, but may be mentioned")
    if service:
        facts.append(f"**Category** {category_title(service.category)}")
    checked = page.last_checked
    if checked:
        facts.append(f"**Numbers checked** {checked.day} {checked:%B %Y}")
    yield " \N{MIDDLE DOT} ".join(facts)
    yield "{ .page-facts }"


def category_title(category: str) -> str:
    """Return the category as a heading says it: Security, identity and compliance."""
    return (
        category.replace("-", " ").capitalize().replace("Security identity", "Security, identity").replace(" ai", " AI")
    )


def limits_part(page: Page) -> Iterator[str]:
    """Yield the table of limits, each with its date and source; nothing for a page without limits."""
    if not page.limits:
        return
    yield "## Limits"
    yield ""
    older = any(limit.was for limit in page.limits)
    head = ["Limit", "Value", *(["Older material says"] if older else []), "Checked"]
    rows = [
        [limit.name, f"**{limit.value}**", *([limit.was] if older else []), _linked(limit.checked, limit.source)]
        for limit in page.limits
    ]
    yield markdown_table(head, rows)


def comparisons_part(page: Page, service: Service, site: Site) -> Iterator[str]:
    """Yield links to the comparisons that the service appears in; nothing where there are none."""
    comparisons = list(site.comparisons_of(service.id))
    if not comparisons:
        return
    yield f"## Compared with {UNINDEXED}"
    yield ""
    for other in comparisons:
        summary = other.text_of("summary")
        link = f"[{other.title}]({relpath(other.path, dirname(page.path))})"
        yield f"- {link}{': ' if summary else ''}{summary}"
    yield ""


def sources_part(page: Page) -> Iterator[str]:
    """Yield the official pages that the page was checked against, and the day of the last check."""
    sources = _texts(page, "sources")
    if not sources:
        return
    yield f"## Sources {UNINDEXED}"
    yield ""
    checked = page.last_checked
    if checked:
        yield f"Numbers last checked on {checked.day} {checked:%B %Y}, against:"
        yield ""
    for source in sources:
        yield f"- <{source}>" if _is_address(source) else f"- {source}"
    yield ""


def _linked(text: str, source: str) -> str:
    return f"[{text}]({source})" if _is_address(source) else text


def _is_address(source: str) -> bool:
    """Whether a link can be made of it; the rules report what is none. MkDocs stops at a link to `https://[x`."""
    try:
        return urlsplit(source).scheme == "https"
    except ValueError:
        return False


def _texts(page: Page, key: str) -> list[str]:
    """Return the items of a front matter list that are text; of anything else none, because the rules report it."""
    value = page.meta.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
