"""`make offline`: one zip, the same bytes from the same commit, with nothing in it that asks for the network."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commands.copying import copy_of_the_project
from studynotes.offline import EARLIEST, commit_time, write_zip


def make_offline(project: Path, **settings: str) -> Path:
    environment = os.environ | {"PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1"} | settings
    subprocess.run([sys.executable, "-m", "studynotes.offline"], cwd=project, env=environment, check=True)
    return project / "dist" / "aws-study-notes.zip"


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The zip, made of one commit in two folders, under whatever may differ between two machines."""
    first = copy_of_the_project(tmp_path_factory.mktemp("here") / "study notes")
    second = copy_of_the_project(tmp_path_factory.mktemp("there") / "elsewhere" / "notes")
    for path in second.rglob("*.md"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return (
        make_offline(first, TZ="America/St_Johns", PYTHONHASHSEED="1", LC_ALL="C"),
        make_offline(
            second, TZ="Asia/Tokyo", PYTHONHASHSEED="2", LC_ALL="C.UTF-8", SITE_URL="https://notes.example.org/"
        ),
    )


def test_the_same_commit_gives_the_same_bytes(zips: tuple[Path, Path]) -> None:
    first, second = (hashlib.sha256(path.read_bytes()).hexdigest() for path in zips)
    assert first == second


def test_the_zip_unpacks_to_one_folder_with_a_page_to_open(zips: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(zips[0]) as archive:
        names = archive.namelist()
        assert {name.partition("/")[0] for name in names} == {"aws-study-notes"}
        assert "aws-study-notes/index.html" in names
        assert "aws-study-notes/search/search_index.js" in names
        assert names == sorted(names)
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 2, 3, 4, 5, 6)}
        assert not [name for name in names if name.endswith((".map", "404.html", "sitemap.xml"))]


def test_no_file_asks_another_host(zips: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(zips[0]) as archive:
        asked = {
            f"{name}: {address}"
            for name in archive.namelist()
            if name.endswith((".html", ".css", ".svg"))
            for address in addresses(name, archive.read(name).decode())
        }
    assert asked == set()


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "a.html",
            '<script src="https://unpkg.com/iframe-worker/shim"></script>',
            ["https://unpkg.com/iframe-worker/shim"],
        ),
        ("a.html", '<link rel="stylesheet" href="//fonts.example.org/a.css">', ["//fonts.example.org/a.css"]),
        ("a.html", '<img src="a.png" srcset="http://example.org/b.png 2x">', ["http://example.org/b.png 2x"]),
        ("a.html", '<iframe src="HTTPS://example.org"></iframe>', ["HTTPS://example.org"]),
        ("a.html", '<p style="background: url(https://example.org/c.png)">', ["https://example.org/c.png"]),
        ("a.html", "<style>@import 'https://example.org/d.css';</style>", ["https://example.org/d.css"]),
        ("a.css", '@import "https://example.org/d.css"; a { color: red }', ["https://example.org/d.css"]),
        ("a.css", "a { background: url( 'https://example.org/e.png' ) }", ["https://example.org/e.png"]),
        ("a.svg", '<svg><image href="https://example.org/f.png"/></svg>', ["https://example.org/f.png"]),
        ("a.html", '<a href="https://docs.aws.amazon.com/">a link asks nothing until somebody clicks</a>', []),
        ("a.html", '<link rel="canonical" href="https://notes.example.org/">', []),
        ("a.html", '<img src="a.png"><script src="../b.js"></script>', []),
        ("a.css", "a { background: url(data:image/png;base64,AA==) } /* https://example.org */", []),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', []),
    ],
)
def test_what_counts_as_asking(name: str, text: str, found: list[str]) -> None:
    assert addresses(name, text) == found


def test_equal_files_give_equal_zips(tmp_path: Path) -> None:
    zips = []
    for order, mode in (("ab", 0o600), ("ba", 0o755)):
        folder = tmp_path / order / "notes"
        folder.mkdir(parents=True)
        for name in order:
            (folder / name).write_text(name)
            (folder / name).chmod(mode)
        zips.append(folder.parent / "notes.zip")
        write_zip(folder, zips[-1], 1_770_000_000)
    assert zips[0].read_bytes() == zips[1].read_bytes()


def test_outside_a_checkout_the_time_is_the_earliest(tmp_path: Path) -> None:
    assert commit_time(tmp_path) == EARLIEST


# The addresses that a style sheet loads: "@import 'a.css'", "url(a.png)"
STYLE = r"""(?:@import\s*|url\(\s*)["']?(?P<address>(?:https?:)?//[^"')\s]+)"""


def addresses(name: str, text: str) -> list[str]:
    """Return what a browser that opens the file would load from another host."""
    if name.endswith(".css"):
        return in_style(text)
    reader = _Loads()
    reader.feed(text)
    return reader.found


def in_style(text: str) -> list[str]:
    return [found["address"] for found in re.finditer(STYLE, text, re.I)]


class _Loads(HTMLParser):
    """Reads HTML or SVG, and notes what it loads from another host."""

    LOADING = frozenset({"src", "srcset", "poster", "data", "background", "href", "xlink:href"})
    LINKS = frozenset({"a", "area", "base"})
    NOT_LOADED = frozenset({"canonical", "alternate", "license", "author", "next", "prev", "edit"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_style = tag == "style"
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and values.get("rel") in self.NOT_LOADED:
            return
        for name, value in values.items():
            if name in self.LOADING and tag not in self.LINKS and value.lower().startswith(("http:", "https:", "//")):
                self.found.append(value)
        self.found += in_style(values.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.found += in_style(data)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the signature is the parser's)
        self.in_style = False
