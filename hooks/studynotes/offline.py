"""The command behind `make offline`: the site as one zip, the same bytes from the same commit."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

FOLDER = "aws-study-notes"
"""The folder that the zip unpacks to."""
LEFT_OUT = ("404.html", "sitemap.xml*", "search/search_index.json", "assets/**/*.map")
"""What has no use without a server. The search reads its index from search_index.js."""
EARLIEST = 315_532_800
"""1980-01-01, the first day that a zip can name, in seconds since 1970."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site in this folder for reading without a network, and pack it into a zip.

    Args:
        arguments: those of the command line; left out, the process's own.

    Returns:
        The exit status of the build. Without a zero nothing is written.
    """
    parser = argparse.ArgumentParser(prog="make offline", description="Pack the site for reading without a network.")
    parser.add_argument("--output", type=Path, default=Path("dist") / f"{FOLDER}.zip", help="the zip (%(default)s)")
    target: Path = parser.parse_args(arguments).output
    seconds = commit_time(Path())
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / FOLDER
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
        settings = {"OFFLINE": "true", "SOURCE_DATE_EPOCH": str(seconds), "SITE_URL": "", "EDIT_URI_TEMPLATE": ""}
        status = subprocess.run(command, env=os.environ | settings, check=False).returncode
        if status == 0:
            for path in [path for pattern in LEFT_OUT for path in site.glob(pattern)]:
                path.unlink()
            write_zip(site, target, seconds)
            size = target.stat().st_size / 1_000_000
            print(f"{target}: {size:.1f} MB. Unzip it and open {FOLDER}/index.html.")
    return status


def commit_time(root: Path) -> int:
    """Return when the last commit was made, in seconds since 1970; without one, the earliest time a zip can hold."""
    result = subprocess.run(
        ["git", "-C", str(root), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    return max(int(result.stdout), EARLIEST) if result.returncode == 0 and result.stdout.strip() else EARLIEST


def write_zip(folder: Path, target: Path, seconds: int) -> None:
    """Write every file under `folder` to a zip: sorted, with one time and one mode; equal files give equal bytes.

    Args:
        folder: what to pack; its own name is the top folder in the zip.
        target: the zip; its folder is made where there is none.
        seconds: the time of every file, in seconds since 1970.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    date = time.gmtime(seconds)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        files = {path.relative_to(folder.parent).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for name, path in sorted(files.items()):
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
