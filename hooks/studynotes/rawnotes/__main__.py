"""Sort raw study notes into drafts of pages: `python -m studynotes.rawnotes notes.txt more/*.md --out drafts`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from studynotes.problems import Problem, as_github, as_text
from studynotes.rawnotes.blocks import Note
from studynotes.rawnotes.layout import blocks_of
from studynotes.rawnotes.output import write_files
from studynotes.rawnotes.pipeline import Result, draft_notes
from studynotes.rawnotes.reading import ENDINGS, find_files, read_file
from studynotes.site import load_site

EPILOG = f"""\
Reads UTF-8 text (other encodings are detected), Markdown and HTML, and with the optional converters PDF and .docx.
In folders, these are notes: {", ".join(ENDINGS)}.

Writes into OUT: services/<category>/<id>.md, concepts/, compare/, unsorted.md, furniture.md, trace.tsv (source file,
line, fate, target file, target line, service id), report.json, and under converted/ the text of what was converted.
Every line of the notes that is not blank is placed, repeated, furniture or unsorted; the counts add up.

Exit status: 0, or 1 where a file could not be read or a draft not be written. The other files are done all the same.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. `arguments` are those of the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    out = Path(options.out)
    paths, problems = find_files(options.raw, out.resolve())
    notes: list[Note] = []
    meter = _Meter(sys.stderr.isatty())
    for number, path in enumerate(paths, 1):
        meter.show(f"reading {number} of {len(paths)} files")
        file = read_file(path)
        if isinstance(file, Problem):
            problems.append(file)
        else:
            notes.append(Note(file.name, file.lines, blocks_of(file.lines), file.converted))
            if file.encoding not in ("", "utf-8", "utf-8-sig"):
                meter.clear()
                print(f"{file.name}: read as {file.encoding}", file=sys.stderr)
    if notes:
        meter.show("reading the site")
        result = draft_notes(
            notes,
            load_site(options.root),
            against=Path(options.against).name if options.against else None,
            progress=meter.share,
        )
        meter.clear()
        refused = write_files(out, result.files, force=options.force)
        problems += refused
        if not refused:
            print(_summary(result, out, compared=options.against is not None))
    meter.clear()
    if problems:
        github = os.environ.get("GITHUB_ACTIONS") == "true"
        print(as_github(problems) if github else as_text(problems), file=sys.stderr)
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m studynotes.rawnotes",
        description="Sort raw study notes into drafts of pages, so that not a line is lost.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("raw", nargs="+", metavar="RAW", help="a file, a folder or a pattern such as 'more/*.md'")
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder for the drafts")
    parser.add_argument(
        "--against", metavar="DOCS", help="mark what the pages in this folder say already, and print the share"
    )
    parser.add_argument(
        "--force", action="store_true", help="overwrite drafts that were changed since they were written"
    )
    parser.add_argument(
        "--root", default=".", metavar="DIR", help="the project, with glossary.yml and docs/ (default: here)"
    )
    return parser


class _Meter:
    """Progress on a terminal; silent elsewhere."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown
        self.last = ""

    def show(self, text: str) -> None:
        if self.shown and text != self.last:
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
            self.last = text

    def share(self, what: str, done: int, total: int) -> None:
        self.show(f"{what}: {100 * done // max(1, total)} %")

    def clear(self) -> None:
        if self.last:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self.last = ""


def _summary(result: Result, out: Path, *, compared: bool) -> str:
    counts = ", ".join(f"{count:,} {fate}" for fate, count in result.fates.items())
    rows = [f"{result.lines:,} lines from {result.notes} files: {counts}.", f"Drafts: {out.as_posix()}"]
    if compared:
        width = max((len(subject) for subject in result.shares), default=7)
        rows += ["", f"{'subject':{width}}  known    new  not on the site yet"]
        rows += [
            f"{subject:{width}}  {share['known']:>5}  {share['new']:>5}  {share['new_percent']:>5} %"
            for subject, share in result.shares.items()
        ]
    return "\n".join(rows)


if __name__ == "__main__":
    gc.disable()  # a short run that makes many small objects and hardly a cycle: a fifth of its time
    try:
        status = main()
    except BrokenPipeError:  # the reader of the summary has gone, as in `... | head -1`; the drafts are written
        sys.stdout = None
        status = 1
    sys.exit(status)
