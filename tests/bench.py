"""The benchmark behind `make bench`: what hooks, linker and rules cost, as ratios within one run.

What is compared runs in turn or side by side, several times; the table shows medians. Nothing here is a test: a slow
machine changes the seconds, hardly the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import markdown
import yaml
from markdown import Markdown

from studynotes.comparing import with_comparison
from studynotes.glossary import GLOSSARY_PAGE, Glossary, Term
from studynotes.linking import GlossaryLinks
from studynotes.matching import Matcher
from studynotes.mentions import Mentions, glossary_html
from studynotes.overviews import overview
from studynotes.pages import Page, load_pages
from studynotes.rawnotes.blocks import Note
from studynotes.rawnotes.layout import blocks_of
from studynotes.rawnotes.pipeline import draft_notes
from studynotes.servicepages import with_generated_parts
from studynotes.site import Site, load_site

ROOT = Path(__file__).resolve().parent.parent
EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "tables", "toc", "pymdownx.superfences"]
Run: TypeAlias = tuple[float, float]
"""What a measure returns: seconds (user and system), and peak memory in MB, or 0 where it is not measured."""
SYLLABLES = ["ka", "ro", "mi", "ten", "vol", "sha", "du", "pre", "lin", "go", "sta", "wer", "bel", "tri", "mon", "fa"]


def word(rng: random.Random, most: int = 3) -> str:
    """Return a made-up word of one to `most` syllables."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, most)))


def made_up_names(count: int, rng: random.Random) -> list[str]:
    """Return `count` different names of two or three words; every fifth is an acronym."""
    names: dict[str, None] = {}
    while len(names) < count:
        if len(names) % 5 == 0:
            names["".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(rng.randint(3, 5)))] = None
        else:
            names[" ".join(word(rng, 5) for _ in range(rng.randint(2, 3))).capitalize()] = None
    return list(names)


def made_up_page(number: int, words: int, names: Sequence[str], rng: random.Random) -> str:
    """Return a Markdown page of about `words` words: paragraphs, lists, code and tables; 4 % are names."""
    parts = [f"# Page {number}", ""]
    written = 0
    while written < words:
        text = " ".join(rng.choice(names) if rng.random() < 0.04 else word(rng) for _ in range(rng.randint(30, 80)))
        written += len(text.split())
        kind = rng.random()
        if kind < 0.1:
            parts += [f"## {text[:40]}", ""]
        elif kind < 0.3:
            parts += [*(f"- {item}" for item in re.findall(r".{1,120}(?: |$)", text)), ""]
        elif kind < 0.35:
            parts += ["```text", text, "```", ""]
        elif kind < 0.4:
            cells = text.split()[:12]
            parts += ["| a | b | c |", "| --- | --- | --- |"]
            parts += [f"| {' | '.join(cells[i : i + 3])} |" for i in range(0, 12, 3)] + [""]
        else:
            parts += [f"{text.capitalize()}. `{word(rng)}` and **{word(rng)}**.", ""]
    return "\n".join(parts)


def made_up_site(folder: Path, pages: int, words: int, names: int) -> None:
    """Write a project with this project's hooks and settings, made-up pages and a made-up glossary."""
    rng = random.Random(4)
    known = made_up_names(names, rng)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (folder / "hooks").symlink_to(ROOT / "hooks")
    terms = {
        f"name-{number}": {"name": name, "definition": f"What {name} is, in one sentence."}
        for number, name in enumerate(known)
    }
    (folder / "glossary.yml").write_text(yaml.safe_dump({"services": {}, "terms": terms}, sort_keys=False), "utf-8")
    (docs / "glossary.md").write_text("---\ntitle: Glossary\nglossary: false\n---\n\n# Glossary\n", "utf-8")
    (docs / "index.md").write_text("---\ntitle: Home\n---\n\n# Home\n", "utf-8")
    for number in range(pages):
        text = made_up_page(number, words, known, rng)
        (docs / f"page-{number}.md").write_text(f"---\ntitle: Page {number}\n---\n\n{text}\n", "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = settings[: settings.index("\nnav:")].replace(
        "  rules:\n", "  rules:\n    unused-term: off\n    not-in-navigation: off\n"
    )
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    (folder / "without-hooks.yml").write_text(without_hooks(settings), "utf-8")


def written_out_site(folder: Path) -> None:
    """Write this site with all that the hooks generate standing in its Markdown: only links and checks are missing."""
    site = load_site(ROOT)
    for page in site.pages.values():
        target = folder / "docs" / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        front = page.text[: len(page.text) - len(page.body)]
        target.write_text(front + with_content(page, site), "utf-8")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    for name in ("hooks", "glossary.yml"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "without-hooks.yml").write_text(without_hooks((ROOT / "mkdocs.yml").read_text("utf-8")), "utf-8")


def with_content(page: Page, site: Site) -> str:
    """Return the Markdown of a page with what the hooks add to it, mentions excepted."""
    if page.kind == "service":
        return with_generated_parts(page, site)
    if page.kind == "compare":
        return with_comparison(page, site)
    if page.path == GLOSSARY_PAGE:
        return f"{page.body}\n{glossary_html(site.glossary, Mentions({}), lambda target: target)}\n"
    return f"{page.body}\n{overview(page.path, site)}"


def without_hooks(settings: str) -> str:
    """Return the text of a mkdocs.yml without its hooks."""
    return re.sub(r"\nhooks:\n(?:  .*\n)+", "\n", settings)


def build(folder: Path, config: str) -> Run:
    """Build a site in a process of its own. Returns its seconds (user and system) and its peak memory in MB."""
    with tempfile.TemporaryDirectory() as site:
        command = [sys.executable, "-c", _MEASURED, "build", "--quiet", "-f", str(folder / config), "-d", site]
        result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if result.returncode:
        sys.exit(f"The build of {folder / config} failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    seconds, memory = json.loads(result.stdout.splitlines()[-1])
    return seconds, memory


_MEASURED = """
import atexit, json, resource, sys
from pathlib import Path
def peak():
    # Of this program alone. What getrusage tells begins with the memory of the process that started it.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return (own or [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss])[0] / 1024
def report():
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([used.ru_utime + used.ru_stime, peak()]))
atexit.register(report)
from mkdocs.__main__ import cli
cli()
"""


def in_turn(runs: int, *measures: Callable[[], Run]) -> list[list[Run]]:
    """Run the measures in turn, `runs` times each, and return what each returned, turn by turn."""
    results: list[list[Run]] = [[] for _ in measures]
    for _ in range(runs):
        for measure, found in zip(measures, results, strict=True):
            found.append(measure())
    return results


def side_by_side(runs: int, *pair: Callable[[], Run]) -> list[list[Run]]:
    """Run two measures at the same time, `runs` times, and return what each returned, turn by turn.

    A machine that is shared changes its pace within a minute: so it changes for both. The one that is started first
    runs a little slower, so that each turn begins with the other one. What is left of the longer one runs alone, a
    little faster: the ratio comes out lower by a hundredth or two at most.
    """
    results: list[list[Run]] = [[] for _ in pair]
    with ThreadPoolExecutor(len(pair)) as pool:
        for turn in range(runs):
            order = [(turn + step) % len(pair) for step in range(len(pair))]
            started = [(index, pool.submit(pair[index])) for index in order]
            for index, run in started:
                results[index].append(run.result())
    return results


def row(what: str, base: Sequence[Run], measured: Sequence[Run], goal: str = "") -> None:
    """Print one line of the table: medians of all turns.

    The ratio is the median of each turn's own: a machine that is shared is slow for minutes, then fast again, and two
    measures of the same turn share its pace.
    """
    seconds = statistics.median(run[0] for run in base), statistics.median(run[0] for run in measured)
    ratio = statistics.median(after[0] / before[0] for before, after in zip(base, measured, strict=True))
    peaks = statistics.median(run[1] for run in base), statistics.median(run[1] for run in measured)
    memory = f"{peaks[0]:7.0f} {peaks[1]:7.0f}" if peaks[1] else " " * 15
    print(f"| {what:58} | {seconds[0]:8.2f} | {seconds[1]:8.2f} | {ratio:6.2f} | {memory} | {goal:10} |", flush=True)


def linker_seconds(texts: Sequence[str], glossary: Glossary) -> Run:
    """Return the seconds that the linker takes on the texts, without the rest of Markdown, and 0 for memory."""
    matcher = Matcher(glossary.entries)
    spent = 0.0

    class Timed(GlossaryLinks):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
            super().extendMarkdown(md)
            linker = md.treeprocessors["glossary-links"]
            run = linker.run

            def timed(root: object) -> None:
                nonlocal spent
                begun = time.process_time()
                run(root)  # type: ignore[arg-type]
                spent += time.process_time() - begun

            linker.run = timed  # type: ignore[method-assign]

    for text in texts:
        markdown.markdown(text, extensions=[*EXTENSIONS, Timed(glossary, matcher=matcher)])
    return spent, 0.0


def markdown_seconds(texts: Sequence[str], extensions: Sequence[object], configs: dict[str, object]) -> Run:
    """Return the seconds that Python-Markdown takes on the texts with these extensions, and 0 for memory."""
    begun = time.process_time()
    for text in texts:
        markdown.markdown(text, extensions=list(extensions), extension_configs=configs)  # type: ignore[arg-type]
    return time.process_time() - begun, 0.0


def glossary_of(names: Sequence[str]) -> Glossary:
    """Return a glossary of terms with these names."""
    terms = {
        f"name-{number}": Term(f"name-{number}", name, (), 1, definition=f"What {name} is.")
        for number, name in enumerate(names)
    }
    return Glossary(terms=terms)


def bench_builds(runs: int, pages: int) -> None:
    """Builds with hooks against the same builds without, on the site and on made-up pages."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        site.mkdir()
        for name in ("docs", "hooks", "glossary.yml"):
            (site / name).symlink_to(ROOT / name)
        settings = (ROOT / "mkdocs.yml").read_text("utf-8")
        (site / "mkdocs.yml").write_text(settings, "utf-8")
        (site / "without-hooks.yml").write_text(without_hooks(settings), "utf-8")
        count = len(list((ROOT / "docs").rglob("*.md")))
        whole = Path(folder) / "written-out"
        written_out_site(whole)
        base, hooked = side_by_side(runs, lambda: build(whole, "without-hooks.yml"), lambda: build(site, "mkdocs.yml"))
        row(f"Build with hooks, this site ({count} pages), same content", base, hooked, "<= 1.10")
        bare, hooked = side_by_side(runs, lambda: build(site, "without-hooks.yml"), lambda: build(site, "mkdocs.yml"))
        row("The same against a build that lacks what hooks generate", bare, hooked, "")
        made_up = Path(folder) / "made-up"
        made_up_site(made_up, pages, 1000, 1000)
        base, hooked = side_by_side(
            runs, lambda: build(made_up, "without-hooks.yml"), lambda: build(made_up, "mkdocs.yml")
        )
        row(f"Build with hooks, {pages:,} pages of 1,000 words, 1,000 names", base, hooked, "<= 1.10")


def bench_linker(runs: int) -> None:
    """The linker alone, by the number of names, and against appended abbreviations.

    The texts hold the first 100 names and no other, so that there are always as many links to make.
    """
    rng = random.Random(7)
    names = made_up_names(13_000, rng)
    texts = [made_up_page(number, 1000, names[:100], rng) for number in range(60)]
    others = Matcher(glossary_of(names[100:]).entries)
    by_chance = {match.entry.name for text in texts for match in others.find(text)}
    names = names[:100] + [name for name in names[100:] if name not in by_chance][:9_900]
    few, some, many = in_turn(
        runs, *(lambda count=count: linker_seconds(texts, glossary_of(names[:count])) for count in (100, 1000, 10_000))
    )
    row("Linker alone, 60 pages, 1,000 names against 100", few, some, "")
    row("Linker alone, 60 pages, 10,000 names against 100", few, many, "<= 2")
    with tempfile.TemporaryDirectory() as folder:
        appended = Path(folder) / "abbreviations.md"
        appended.write_text("\n".join(f"*[{name}]: What {name} is." for name in names[:500]), "utf-8")
        few_texts = texts[:20]
        glossary = glossary_of(names[:500])
        matcher = Matcher(glossary.entries)
        plain, linked, abbreviated = in_turn(
            runs,
            lambda: markdown_seconds(few_texts, EXTENSIONS, {}),
            lambda: markdown_seconds(few_texts, [*EXTENSIONS, GlossaryLinks(glossary, matcher=matcher)], {}),
            lambda: markdown_seconds(
                few_texts,
                [*EXTENSIONS, "abbr", "pymdownx.snippets"],
                {"pymdownx.snippets": {"base_path": [folder], "auto_append": [appended.name], "check_paths": True}},
            ),
        )
    row("Markdown with the linker, 20 pages, 500 names", plain, linked, "")
    row("Markdown with abbr and auto_append, 20 pages, 500 names", plain, abbreviated, "")
    row("The linker's way against abbr and auto_append", abbreviated, linked, "")


def bench_rules(runs: int) -> None:
    """`make check` against loading the pages only: the rules' own share."""

    def check() -> Run:
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "studynotes.checking", str(ROOT)],
            capture_output=True,
            check=False,
            env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
        )
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime, 0.0

    def load() -> Run:
        begun = time.process_time()
        load_pages(ROOT / "docs")
        return time.process_time() - begun, 0.0

    loading, checking = in_turn(runs, load, check)
    row("`make check` against loading the pages", loading, checking, "")


def raw_note(lines: int, names: Sequence[str], rng: random.Random) -> tuple[str, ...]:
    """Return a made-up note: titles that name a service, bullets, plain lines, furniture, code and tables."""
    made: list[str] = []
    while len(made) < lines:
        made += ["", rng.choice(names), ""]
        for _ in range(rng.randint(4, 12)):
            text = " ".join(word(rng) for _ in range(rng.randint(4, 16)))
            made.append(
                rng.choice(["- ", "  - ", "", "1. "]) + text + rng.choice(["", ".", f" {rng.randint(2, 900)} KB"])
            )
        made += rng.choice(
            [["", "© Somebody", ""], ["{", '  "a": 1', "}"], ["| a | b |", "|---|---|", f"| {rng.random()} | 2 |"], []]
        )
    return tuple(made[:lines])


def bench_raw_notes(runs: int) -> None:
    """Raw notes: four times the lines should take four times as long, apart from the reading of the site."""
    site = load_site(ROOT)
    rng = random.Random(4)
    names = [service.name for service in site.glossary.services.values()]

    def seconds(count: int) -> Run:
        text = raw_note(count, names, random.Random(rng.random()))
        begun = time.process_time()
        draft_notes([Note("notes.txt", text, blocks_of(text))], site)
        return time.process_time() - begun, 0.0

    seconds(1)  # what is kept between runs is made here
    nothing, few, many = in_turn(runs, *(lambda count=count: seconds(count) for count in (1, 2_000, 8_000)))
    fourfold = [(4 * (run[0] - none[0]), 0.0) for run, none in zip(few, nothing, strict=True)]
    whole = [(run[0] - none[0], 0.0) for run, none in zip(many, nothing, strict=True)]
    row("Raw notes, 8,000 lines against 4 times 2,000 lines", fourfold, whole, "about 1")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="runs of each measure (5)")
    parser.add_argument("--pages", type=int, default=1000, help="made-up pages (1,000)")
    options = parser.parse_args()
    print(f"| {'what':58} | {'without':>8} | {'with':>8} | {'ratio':>6} | {'peak MB':15} | {'goal':10} |")
    print(f"| {'-' * 58} | {'-' * 8} | {'-' * 8} | {'-' * 6} | {'-' * 15} | {'-' * 10} |", flush=True)
    bench_linker(options.runs)
    bench_rules(options.runs)
    bench_raw_notes(options.runs)
    bench_builds(options.runs, options.pages)


if __name__ == "__main__":
    main()
