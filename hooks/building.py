"""What the three hooks share: the site, loaded once for each build."""

from __future__ import annotations

import gc
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from studynotes.site import Site, load_site

KEY = "studynotes"
"""Where the site stands in `config.extra`, so that hooks and templates find it."""

GARBAGE = (10_000, 20, 20)
"""When to look for garbage. Most of what a build makes stays to its end: Python's 700 objects have it look in vain."""


def site_of(config: MkDocsConfig) -> Site:
    """Return the site of this build, loaded the first time; `mkdocs serve` too makes a new `config` for each build."""
    site = config.extra.get(KEY)
    if not isinstance(site, Site):
        gc.unfreeze()  # an earlier build's site, in `mkdocs serve`
        gc.disable()
        try:
            site = load_site(Path(config.config_file_path).parent)
        finally:
            gc.enable()
        gc.freeze()  # it stays for the whole build: the collector of garbage need not look at it again and again
        gc.set_threshold(*GARBAGE)
        config.extra[KEY] = site
    return site
