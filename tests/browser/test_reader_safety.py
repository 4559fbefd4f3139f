"""What the pages allow a browser to do: what the theme needs, and nothing that a contributor brings."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from browser.browsing import DESKTOP, Watch, search, watch
from studynotes.policy import inline_scripts, source_hash

PAGES = Path(__file__).parents[1] / "policy" / "pages"
"""A page that uses what the theme offers, and one that attacks its reader."""
EDIT = "https://github.com/owner/name/edit/main/docs/"
HOSTILE = "hostile"


def build(root: Path, target: Path, **environment: str) -> Path:
    """Build the project in `root` into `target`. Not strictly: one of its pages breaks rules on purpose."""
    clean = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "EDIT_URI_TEMPLATE")}
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target)]
    result = subprocess.run(command, cwd=root, env=clean | environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-4000:]
    (target / "build.log").write_text(result.stderr, "utf-8")
    return target


@pytest.fixture(scope="module")
def trial(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with the pages above among the others."""
    root = tmp_path_factory.mktemp("trial")
    for name in ("docs", "hooks"):
        shutil.copytree(project / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "glossary.yml"):
        shutil.copy(project / name, root / name)
    for page in PAGES.iterdir():
        shutil.copy(page, root / "docs" / page.name)
    return root


@pytest.fixture(scope="module")
def published(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(trial, tmp_path_factory.mktemp("published"), EDIT_URI_TEMPLATE=EDIT + "{path}")


@pytest.fixture(scope="module")
def on_disk(trial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a folder whose name an address has to encode."""
    return build(trial, tmp_path_factory.mktemp("disk") / "Notes & 100 % Übung", OFFLINE="true")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(published))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Head(HTMLParser):
    """The elements of a page in order, each as its name with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_each_page_has_its_policy_before_anything_else(published: Path, on_disk: Path) -> None:
    for path in pages(published) + pages(on_disk):
        elements = _Head(path.read_text("utf-8")).elements
        assert [tag for tag, _ in elements[:4]] == ["html", "head", "meta", "meta"], path
        assert elements[2][1] == {"charset": "utf-8"}
        assert elements[3][1]["http-equiv"] == "Content-Security-Policy"
        assert [attributes for _, attributes in elements if "http-equiv" in attributes] == [elements[3][1]]


def test_policy_allows_the_scripts_of_the_theme_and_none_besides(published: Path, on_disk: Path) -> None:
    for path in pages(published) + pages(on_disk):
        html = path.read_text("utf-8")
        policy = _Head(html).elements[3][1]["content"] or ""
        allowed = [script for script in inline_scripts(html) if source_hash(script) in policy]
        refused = [script for script in inline_scripts(html) if source_hash(script) not in policy]
        assert len(allowed) == 3, path
        assert not any("hacked" in script for script in allowed)
        assert bool(refused) == (HOSTILE in (path.stem, path.parent.name)), path


def test_build_tells_of_a_script_that_will_not_run(published: Path) -> None:
    log = (published / "build.log").read_text("utf-8")
    assert 'hostile.md: the inline script "window.hacked = "script"" is not the theme\'s' in log


def test_each_page_has_its_pencil(trial: Path, published: Path) -> None:
    assert pencils(published / "404.html") == []
    sources = sorted(path.relative_to(trial / "docs").as_posix() for path in (trial / "docs").rglob("*.md"))
    for source in sources:
        page = published / source.removesuffix(".md") / "index.html"
        if source.endswith("index.md"):
            page = published / source.replace(".md", ".html")
        assert pencils(page) == [EDIT + source]


def pencils(page: Path) -> list[str | None]:
    elements = _Head(page.read_text("utf-8")).elements
    return [attributes["href"] for tag, attributes in elements if tag == "a" and attributes.get("rel") == "edit"]


@pytest.mark.parametrize(
    ("remote", "pencil"),
    [("git@github.com:somebody/their-fork.git", "somebody/their-fork"), ("https://gitlab.com/somebody/notes.git", "")],
)
def test_without_an_address_the_pencil_leads_to_the_origin_of_the_clone(
    trial: Path, tmp_path: Path, remote: str, pencil: str
) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(trial, clone, ignore=shutil.ignore_patterns("services", "compare", "concepts", "exams"))
    subprocess.run(["git", "init", "--quiet", str(clone)], check=True)
    subprocess.run(["git", "-C", str(clone), "remote", "add", "origin", remote], check=True)
    assert pencils(build(clone, tmp_path / "site") / "index.html") == (
        [f"https://github.com/{pencil}/edit/main/docs/index.md"] if pencil else []
    )


@dataclass
class Guard:
    """What the pages of a context ask for, complain about, and are refused."""

    context: BrowserContext
    watch: Watch
    refused: list[str] = field(default_factory=list)


@pytest.fixture
def guard(browser: Browser) -> Iterator[Guard]:
    context = browser.new_context(viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    found = Guard(context, watch(context))
    context.expose_binding("refused", lambda _, text: found.refused.append(text))
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) =>"
        " refused(`${event.effectiveDirective} ${event.blockedURI}`))"
    )
    yield found
    assert context.cookies() == []
    context.close()


def use(page: Page) -> None:
    """Do what a reader does: switch the colours, read a tooltip, copy code, open details, pick a tab, search."""
    for _ in range(3):
        page.locator("form.md-header__option label:visible").first.click()
    for link in page.locator("article a[title]:visible").all()[:1]:
        link.hover()
        expect(page.locator(".md-tooltip2--active")).to_be_visible()
    for button in page.locator("article .md-code__button, article button.md-clipboard").all()[:1]:
        button.hover()
        button.click()
        expect(page.locator(".md-dialog--active")).to_be_visible()
    for summary in page.locator("article summary:visible").all()[:1]:
        summary.click()
    for label in page.locator("article .tabbed-labels label").all()[-1:]:
        label.click()
    page.mouse.wheel(0, 600)
    page.mouse.wheel(0, -300)
    assert page.evaluate("document.cookie") == ""
    assert search(page, "visibility timeout")
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def kinds(folder: Path) -> list[str]:
    """Return one page of each kind, relative to the folder."""
    found = ["index.html", "404.html"]
    for pattern in ("glossary*", "trial*", "services/*/*", "compare/*", "concepts/*", "exams/*"):
        paths = [
            path for path in sorted(folder.glob(pattern)) if path.suffix == ".html" or (path / "index.html").is_file()
        ]
        found += [(path if path.suffix else path / "index.html").relative_to(folder).as_posix() for path in paths[:1]]
    return found


@pytest.mark.browser
def test_nothing_is_refused_that_a_reader_needs(guard: Guard, published: Path, address: str) -> None:
    assert len(kinds(published)) >= 6
    for name in kinds(published):
        page = guard.context.new_page()
        page.goto(address + name.removesuffix("index.html"), wait_until="networkidle")
        if name.startswith("trial"):
            for part in ("a[title]", ".md-code__button", "summary", ".tabbed-labels label", "td[align=center]", "img"):
                assert page.locator(f"article {part}").count(), part
            assert (
                page.locator("td[align=center]")
                .evaluate("(cell) => getComputedStyle(cell).textAlign")
                .endswith("center")
            )
        use(page)
        page.close()
    assert guard.refused == []
    assert guard.watch.complaints == []
    assert guard.watch.outside(address) == []


@pytest.mark.browser
def test_nothing_is_refused_on_a_disk(guard: Guard, on_disk: Path) -> None:
    guard.context.set_offline(True)
    for name in kinds(on_disk):
        if name == "404.html":  # servers show it, and its addresses begin at their root
            continue
        page = guard.context.new_page()
        page.goto((on_disk / name).as_uri())
        use(page)
        page.close()
    assert guard.refused == []
    assert guard.watch.complaints == []
    assert guard.watch.outside("file:///") == []


@pytest.mark.browser
@pytest.mark.parametrize("where", ["http", "file"])
def test_hostile_page_does_nothing(guard: Guard, on_disk: Path, address: str, where: str) -> None:
    page = guard.context.new_page()
    # Of what a policy refuses, the browser tells as of a request that failed; none gets as far as the network.
    sent: list[str] = []

    def refuse(route: Route) -> None:
        sent.append(route.request.url)
        route.abort()

    page.route("https://attacker.example/**", refuse)
    page.goto(f"{address}{HOSTILE}/" if where == "http" else (on_disk / f"{HOSTILE}.html").as_uri())
    here = page.url
    page.locator("#run").dispatch_event("click")
    page.locator("#send").dispatch_event("click")
    page.wait_for_timeout(200)
    assert page.url == here
    assert page.evaluate("window.hacked") is None
    assert sent == []
    # "img-src https://attacker.example/picture.png" as "img-src https:"
    assert {text.partition("//")[0] for text in guard.refused} == {
        "base-uri https:",
        "form-action https:",
        "frame-src https:",
        "img-src https:",
        "object-src https:",
        "script-src-attr inline",
        "script-src-elem data",
        "script-src-elem https:",
        "script-src-elem inline",
        "style-src-attr inline",
        "style-src-elem https:",
        "style-src-elem inline",
    }


@pytest.mark.browser
@pytest.mark.parametrize("where", ["http", "file"])
def test_script_that_gets_into_a_good_page_does_not_run(guard: Guard, on_disk: Path, address: str, where: str) -> None:
    page = guard.context.new_page()
    page.goto(address if where == "http" else (on_disk / "index.html").as_uri())
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror='window.hacked = 2'>");
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert "script-src-elem inline" in guard.refused
    assert "script-src-attr inline" in guard.refused
