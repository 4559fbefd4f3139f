"""A Chromium, the built site on a server of this machine, and the offline copy as a reader unpacks it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.browsing import ServedSite, chromium

ROOT = Path(__file__).parents[2]
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WITHOUT_CHROMIUM = (
    "NO CHROMIUM, so nothing was tested in a browser: install chromium, chromium-browser or google-chrome "
    "(`make test` does it where it may)."
)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = terminalreporter.stats.get("skipped", ())
    skipped = [report for report in reports if WITHOUT_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.section("browser tests", yellow=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests skipped: {WITHOUT_CHROMIUM}", yellow=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine. Without one the test is skipped, or in CI fails."""
    executable = chromium()
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail(WITHOUT_CHROMIUM, pytrace=False)
        pytest.skip(WITHOUT_CHROMIUM)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is published."""
    folder = tmp_path_factory.mktemp("online") / "site"
    run("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder))
    return folder


@pytest.fixture(scope="session")
def offline_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a reader unpacks it, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("offline copy")
    archive = folder / "site.zip"
    run("studynotes.offline", "--output", str(archive))
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / "aws-study-notes"


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[ServedSite]:
    """The published site, on a server of this machine."""
    handler = partial(_Quiet, directory=str(site_folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield ServedSite(site_folder, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Write no log."""


def run(module: str, *arguments: str) -> None:
    """Run a module of the project's, or fail with what it printed."""
    environment = os.environ | {"PYTHONPATH": "hooks", "SITE_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", module, *arguments]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        pytest.fail(f"{module} {arguments[0]} failed:\n{result.stdout}{result.stderr}"[-4000:], pytrace=False)
