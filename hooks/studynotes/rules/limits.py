"""Numbers and sources: each limit was compared with an official page, not long ago."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from studynotes.pages import Page
from studynotes.problems import Problem
from studynotes.rules.values import list_of
from studynotes.site import Site
from studynotes.yamlsource import Path

DUE_AFTER = 186
"""Days after which a limit is due for a check."""
OLD_AFTER = 365
"""Days after which nobody should rely on it."""

OFFICIAL_HOSTS = frozenset(
    {
        "docs.aws.amazon.com",
        "aws.amazon.com",
        "d1.awsstatic.com",  # exam guides and white papers
        "pages.awscloud.com",
        "calculator.aws",
        "aws.github.io",
        "boto3.amazonaws.com",
        "awscli.amazonaws.com",
        "sdk.amazonaws.com",
        "kiro.dev",
        "docs.amplify.aws",
        "serverlessland.com",
    }
)
"""Where AWS itself says what holds."""

OFFICIAL_PREFIXES = (
    "repost.aws/knowledge-center/",
    "github.com/aws/",
    "github.com/awslabs/",
    "github.com/aws-samples/",
    "github.com/awsdocs/",
)
"""Parts of other hosts that are AWS's own."""

SUBJECT_HOSTS = frozenset(
    {
        "datatracker.ietf.org",  # RFCs
        "www.rfc-editor.org",
        "kubernetes.io",
        "docs.docker.com",
        "opentelemetry.io",
        "redis.io",
        "valkey.io",
    }
)
"""Who makes what a page is about, where that is not AWS."""


def check_limits(site: Site) -> Iterator[Problem]:
    """Yield limits without a date or with one that is too old or to come, and sources that are not official."""
    for page in site.pages.values():
        for index, limit in enumerate(list_of(page.meta.get("limits"))):
            if isinstance(limit, dict):
                yield from _date(page, index, limit, site.today)
                yield from _source(page, ("limits", index, "source"), limit.get("source"))
        for index, source in enumerate(list_of(page.meta.get("sources"))):
            yield from _source(page, ("sources", index), source)


def _date(page: Page, index: int, limit: dict[str, Any], today: datetime.date) -> Iterator[Problem]:
    name = " ".join(str(limit.get("name") or index + 1).split())[:80]
    place = page.place("limits", index, "checked")
    checked = limit.get("checked")
    if checked is None:
        message = f'The limit "{name}" does not say when it was checked.'
        yield page.problem(
            "limit-date", place, message, "Compare it with its source, and add `checked:` with that day."
        )
        return
    day = _day(checked)
    if day is None:
        return  # the schema says so
    age = (today - day).days
    if age < 0:
        message = f'The limit "{name}" was checked on "{day}", which is still to come.'
        yield page.problem("limit-date", place, message, "Write the day on which it was checked.")
    elif age > DUE_AFTER:
        rule = "limit-date" if age > OLD_AFTER else "limit-due"
        message = f'The limit "{name}" was last checked on "{day}", {age} days ago.'
        yield page.problem(
            rule, place, message, "Compare it with its source, mend it where needed, and write today's date."
        )


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _prefixes(path: str) -> tuple[str, ...]:
    return () if "/.." in path else OFFICIAL_PREFIXES


def _source(page: Page, path: Path, address: Any) -> Iterator[Problem]:
    if not isinstance(address, str) or not address.strip():
        return  # the schema says so
    shown = address if len(address) <= 100 else address[:97] + "..."
    place = page.place(*path)
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        plain = parts.netloc.lower() == host and address == address.strip()
    except ValueError:
        parts, host, plain = urlsplit(""), "", False
    if (
        parts.scheme != "https"
        or not plain
        or any(char in address for char in ' <>"()`\\')
        or not address.isprintable()
    ):
        message = f'The source "{shown}" is not a plain https address.'
        yield page.problem(
            "source-host", place, message, "Write the address of the page: `https://docs.aws.amazon.com/...`."
        )
    elif host not in OFFICIAL_HOSTS | SUBJECT_HOSTS and not f"{host}{parts.path}".startswith(_prefixes(parts.path)):
        message = f'The source "{shown}" is on "{host}", which is no official host.'
        yield page.problem(
            "source-host", place, message, "Name the page on docs.aws.amazon.com or aws.amazon.com that says it."
        )
