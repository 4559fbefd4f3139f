"""Small sites for tests: a folder with glossary, pages and settings, and what MkDocs builds of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from studynotes.site import Site, load_site

ROOT = Path(__file__).parents[1]
HOOKS = ["glossary_links", "service_pages", "comparison_tables"]

GLOSSARY = """\
services:
  sqs:
    name: Amazon SQS
    aliases: [SQS, Simple Queue Service]
    former: [Amazon Queue Service]
    category: application-integration
  sns:
    name: Amazon SNS
    aliases: [SNS]
    category: application-integration
  athena:
    name: Amazon Athena
    category: analytics
terms:
  delay-queue:
    name: Delay queue
    definition: A "queue" that [waits](https://example.com/) *first* & last.
    page: services/application-integration/sqs.md#delay-queues
  fan-out:
    name: Fan-out
    definition: One message to many.
"""

SQS = """\
---
title: Amazon SQS
service: sqs
exams: [dva-c03, saa-c03]
summary: A managed queue.
facts:
  model: Queue | pull
  delay: "`0 | 15` minutes"
limits:
  - name: Message size
    value: 1 MiB
    was: 256 KiB
    checked: 2026-11-02
    source: https://docs.aws.amazon.com/sqs.html
  - name: Delay
    value: 15 minutes
    checked: 2026-10-03
    source: https://docs.aws.amazon.com/delay.html
sources:
  - https://docs.aws.amazon.com/sqs.html
---

# Amazon SQS

Consumers poll. For fan-out, put Amazon SNS before it.

## How it works

A queue.

## Delay queues

They wait.

## Choose it when

Always.

## Exam traps

None.
"""

SNS = """\
---
title: Amazon SNS
service: sns
exams: []
summary: Publish and subscribe.
facts:
  model: Topic
sources: [https://docs.aws.amazon.com/sns.html]
---

# Amazon SNS

## How it works

Subscribe an SQS queue, or a delay queue, for fan-out.

## Choose it when

Always.

## Exam traps

None.
"""

COMPARISON = """\
---
title: SQS vs SNS
summary: A queue or a topic.
compare:
  services: [sqs, sns]
  rows:
    - fact: model
      exam: Pull | push?
    - fact: delay
      label: Delay
      exam: Only one waits.
---

# SQS vs SNS

Ask who pulls.

## Traps

None with Amazon SNS.
"""

CONCEPT = """\
---
title: Decoupling
summary: Parts that do not wait for each other.
---

# Decoupling

Between two parts stands a queue: SQS. `SQS` in code.

## More on SQS

Fan-out with Simple Queue Service and SNS, in **delay queues**.
"""

PAGES = {
    "index.md": "---\ntitle: Home\n---\n\n# Home\n\nAbout Amazon SNS & Amazon Athena.\n",
    "glossary.md": "---\ntitle: Glossary\nglossary: false\n---\n\n# Glossary\n\nAll names.\n",
    "services/application-integration/sqs.md": SQS,
    "services/application-integration/sns.md": SNS,
    "compare/sqs-vs-sns.md": COMPARISON,
    "concepts/decoupling.md": CONCEPT,
    "concepts/quiet.md": "---\ntitle: Quiet\nsummary: No links.\nglossary: false\n---\n\n# Quiet\n\nSQS and fan-out.\n",
}


def write_site(root: Path, pages: Mapping[str, str] = PAGES, glossary: str = GLOSSARY) -> Path:
    """Write a site's pages and glossary into a folder, and return it."""
    for path, text in pages.items():
        (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / path).write_text(text, "utf-8")
    (root / "glossary.yml").write_text(glossary, "utf-8")
    (root / "mkdocs.yml").write_text("site_name: Test\n", "utf-8")
    return root


def small_site(root: Path, pages: Mapping[str, str] = PAGES, glossary: str = GLOSSARY) -> Site:
    """Write a site into a folder, and load it."""
    return load_site(write_site(root, pages, glossary))


def build_site(root: Path, hooks: bool = True, **settings: Any) -> dict[str, str]:
    """Build the site in a folder with MkDocs, with the settings and the hooks of the project.

    Returns:
        The text of every HTML file and of the search index, by path relative to the built site.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    project = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    config = {
        "site_name": "Test",
        "use_directory_urls": True,
        "theme": {"name": "material", "font": False, "features": ["content.tooltips"]},
        "plugins": ["search"],
        "hooks": [str(ROOT / "hooks" / f"{name}.py") for name in HOOKS] if hooks else [],
        "markdown_extensions": [
            {name: project["mdx_configs"].get(name, {})}
            for name in project["markdown_extensions"]
            if "." in name or name != "toc"
        ]
        + [{"toc": {"permalink": True}}],
        "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}},
        "extra": {"generator": False, "rules": {"service-without-page": "off"}},
        **settings,
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    with own_modules():
        build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site")))
    files = [*(root / "site").rglob("*.html"), root / "site" / "search" / "search_index.json"]
    return {path.relative_to(root / "site").as_posix(): path.read_text("utf-8") for path in sorted(files)}


@contextmanager
def own_modules() -> Iterator[None]:
    """Give a build modules of its own: the hooks load the library anew, and tests must not get two of each class."""
    mine = {
        name: module for name, module in sys.modules.items() if name.partition(".")[0] in ("studynotes", "building")
    }
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] in ("studynotes", "building")]:
            del sys.modules[name]
        sys.modules.update(mine)
