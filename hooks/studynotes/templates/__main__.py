"""The command behind `make page`: write a page from its template, with all that belongs to it, or nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from studynotes.fixing.writing import write_all
from studynotes.site import load_site
from studynotes.templates.insertion import RefusedError
from studynotes.templates.planning import plan_comparison, plan_service


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a new page, its glossary entry where there is none, and its navigation entry.

    Args:
        arguments: those of the command line; left out, the process's own.

    Returns:
        The exit status: 0, or 1 where nothing was written; 2 for a wrong call.
    """
    parser = argparse.ArgumentParser(prog="make page", description="Write a new page from its template.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(), help="the folder that holds mkdocs.yml (here)")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--service", metavar="ID", help="the id of the service")
    what.add_argument("--compare", metavar="IDS", help='the ids of the services, in one argument: "sqs sns"')
    parser.add_argument("--name", help="the official name of a service that is not in glossary.yml yet")
    parser.add_argument("--category", help="the category of a service that is not in glossary.yml yet")
    options = parser.parse_args(arguments)
    root: Path = options.root
    if not (root / "docs").is_dir():
        print(f'"{root}" has no folder docs/. Name the folder that holds mkdocs.yml.', file=sys.stderr)
        return 2
    site = load_site(root)
    try:
        if options.compare is None:
            plan = plan_service(site, options.service.strip(), options.name, options.category)
        else:
            plan = plan_comparison(site, options.compare.replace(",", " ").split())
        write_all(
            {root / plan.page: plan.text.encode("utf-8")},
            {root / path: text.encode("utf-8") for path, text in plan.changed.items()},
        )
    except RefusedError as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:
        print(f'"{error.filename}" cannot be written: {error.strerror}. Nothing has changed.', file=sys.stderr)
        return 1
    print(f"{plan.page}: written")
    for path in plan.changed:
        print(f"{path}: entry added")
    print("Fill in what says TODO; `make check` lists it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
