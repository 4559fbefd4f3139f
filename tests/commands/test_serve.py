"""`make serve`: the preview is built again when a page, the glossary, a hook or the library under the hooks changes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

LONGEST_WAIT = 120
"""In seconds; a build takes a few, on a busy machine more."""

PAGE = "services/storage/instance-store/"


@pytest.fixture
def served(project_copy: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the project, and the address at which it is served as `make serve` does."""
    project = project_copy
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = project.parent / "serve.log"
    (project / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    command = make_serve(project, address)
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=project, env=os.environ | ENVIRONMENT, stdout=output, stderr=output)
        try:
            wait_for(f"http://{address}/{PAGE}", lambda page: "EC2 instance store" in page, log, server)
            yield project, f"http://{address}/"
        finally:
            server.terminate()
            server.wait(30)


def test_the_preview_follows_every_change(served: tuple[Path, str]) -> None:
    project, address = served
    log = project.parent / "serve.log"

    page = project / "docs" / f"{PAGE.rstrip('/')}.md"
    edit(page, "## How it works\n", "## How it works\n\nA sentence just written.\n")
    wait_for(address + PAGE, lambda page: "A sentence just written." in page, log)

    entry = "  just-written:\n    name: Sentence just\n    definition: New.\n"
    edit(project / "glossary.yml", "terms:\n", f"terms:\n{entry}")
    wait_for(address + PAGE, lambda page: ">sentence just</a> written" in page.lower(), log)

    edit(project / "hooks/studynotes/servicepages.py", "**Category** ", "**Sorted under** ")
    wait_for(address + PAGE, lambda page: "Sorted under</strong>" in page, log)

    hook = project / "hooks/service_pages.py"
    event = '\n\ndef on_page_content(html, **kwargs):\n    return html + "<p>By a hook.</p>"\n'
    hook.write_text(hook.read_text() + event)
    wait_for(address + PAGE, lambda page: "<p>By a hook.</p>" in page, log)


def test_a_mistake_does_not_end_the_preview(served: tuple[Path, str]) -> None:
    project, address = served
    log = project.parent / "serve.log"
    page = project / "docs" / f"{PAGE.rstrip('/')}.md"
    right = page.read_text()

    page.write_text(right.replace("title:", "title: [", 1))
    wait_for(address, lambda _: "[yaml-form]" in log.read_text(), log)

    page.write_text(right + "\nMended.\n")
    wait_for(address + PAGE, lambda text: "Mended." in text, log)


ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}


def make_serve(project: Path, address: str) -> list[str]:
    """Return the command that `make serve` runs, taken from make itself."""
    said = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", "--assume-old=.venv/.site", "serve", f"ADDRESS={address}"],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    command = said.stdout.strip().splitlines()[-1]
    assert "mkdocs serve" in command
    return ["sh", "-c", f"exec env {command}"]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def wait_for(
    address: str, shown: Callable[[str], bool], log: Path, server: subprocess.Popen[bytes] | None = None
) -> None:
    """Ask for a page until it shows what is expected; fail with the server's log where it does not."""
    for _ in range(2 * LONGEST_WAIT):
        if server is not None and server.poll() is not None:
            break
        try:
            with urlopen(f"{address}", timeout=30) as answer:
                if shown(answer.read().decode()):
                    return
        except (URLError, ConnectionError, TimeoutError):
            pass  # not there yet, or between two builds
        time.sleep(0.5)
    pytest.fail(f"{address} never showed it. The server said:\n{log.read_text()[-3000:]}", pytrace=False)
