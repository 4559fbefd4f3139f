"""The command behind `make fix`: mend what is mechanical in the pages and in the glossary."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from studynotes.fixing.mending import Mended, mend_page, mend_yaml
from studynotes.fixing.rendering import Renderer
from studynotes.fixing.writing import replace_file
from studynotes.pages import parse_page
from studynotes.problems import Problem
from studynotes.site import load_config
from studynotes.textfile import read_text
from studynotes.yamlsource import parse_yaml

GLOSSARY = "glossary.yml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Mend files; print a line for each that was mended, and on standard error one for each that cannot be.

    Args:
        arguments: those of the command line; left out, the process's own.

    Returns:
        The exit status: 0; with `--check` 1 where a file would change; 2 for a wrong call.
    """
    parser = argparse.ArgumentParser(prog="make fix", description="Mend what is mechanical, and show nothing else.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(), help="the folder that holds mkdocs.yml (here)")
    parser.add_argument(
        "paths", nargs="*", type=Path, help="pages or folders of pages (all of docs/, and glossary.yml)"
    )
    parser.add_argument("--check", action="store_true", help="say what would be mended, and write nothing")
    options = parser.parse_args(arguments)
    root: Path = options.root
    if not (root / "docs").is_dir():
        print(f'"{root}" has no folder docs/. Name the folder that holds mkdocs.yml.', file=sys.stderr)
        return 2
    config, problems = load_config(root)
    if problems:  # without the site's extensions nobody could say whether a page still shows the same
        print(problems[0], file=sys.stderr)
        return 2
    try:
        renderer = Renderer(config)
    except ModuleNotFoundError as error:
        print(f'mkdocs.yml names the Markdown extension "{error.name}", which is not installed.', file=sys.stderr)
        return 2
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        print(f"The Markdown extensions in mkdocs.yml cannot be set up: {error}.", file=sys.stderr)
        return 2
    changes = False
    for file in _files(root, options.paths):
        mended, problems = mend_file(root, file, renderer, write=not options.check)
        for problem in problems:
            print(problem, file=sys.stderr)
        if mended.what:
            changes = True
            print(f"{_shown(root, file)}: {', '.join(mended.what)}")
    return int(options.check and changes)


def mend_file(root: Path, file: Path, renderer: Renderer, *, write: bool) -> tuple[Mended, list[Problem]]:
    """Mend one file.

    Args:
        root: the folder of the project.
        file: a page or glossary.yml.
        renderer: as in `mend_page`.
        write: whether to write what was mended.

    Returns:
        What was mended, and why the file is left as it is: it cannot be read or written, or holds YAML with flaws.
    """
    shown = _shown(root, file)
    nothing = Mended("")
    text, problems = read_text(file, shown)
    if text is None:
        return nothing, problems
    if file.is_symlink():
        return nothing, [
            Problem(shown, 1, 1, "unreadable-file", f'"{shown}" is a symbolic link.', "Mend the file itself.")
        ]
    raw = file.read_bytes().decode("utf-8")
    if file.suffix == ".md":
        page = parse_page(_in_docs(root, file), text, shown)
        mended, problems = mend_page(page.path, raw, renderer), list(page.problems)
    else:
        flaws = parse_yaml(text).flaws
        problems = [
            Problem(shown, flaw.place.line, flaw.place.column, "yaml-form", flaw.message, flaw.hint) for flaw in flaws
        ]
        mended = mend_yaml(raw)
    if mended.what and write:
        try:
            replace_file(file, mended.text.encode("utf-8"))
        except OSError as error:
            message = f'"{shown}" cannot be written: {error.strerror}.'
            return nothing, [Problem(shown, 1, 1, "unreadable-file", message, "Make it writable.")]
    return mended, problems[:1]


def _files(root: Path, paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files to mend: those named, or all of docs/ and the glossary."""
    if not paths:
        yield from sorted((root / "docs").rglob("*.md"))
        if (root / GLOSSARY).exists():
            yield root / GLOSSARY
        return
    for path in paths:
        path = root / path if (root / path).exists() else path
        yield from sorted(path.rglob("*.md")) if path.is_dir() else [path]


def _shown(root: Path, file: Path) -> str:
    for base in (root, root.resolve()):
        if file.is_relative_to(base):
            return file.relative_to(base).as_posix()
    return file.as_posix()


def _in_docs(root: Path, file: Path) -> str:
    docs = (root / "docs").resolve()
    place = file.parent.resolve() / file.name
    return place.relative_to(docs).as_posix() if place.is_relative_to(docs) else file.name


if __name__ == "__main__":
    sys.exit(main())
