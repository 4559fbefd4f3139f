"""What the browser tests share: finding a Chromium, watching what a page asks for, and what a colour looks like."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, ViewportSize, expect

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def chromium() -> str | None:
    """Return the path of the first Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass(frozen=True)
class ServedSite:
    """A built site, and where it can be read."""

    folder: Path
    address: str

    @property
    def pages(self) -> list[str]:
        """The address of every page, sorted."""
        paths = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return [self.address + path.removesuffix("index.html") for path in paths]


@dataclass
class Watch:
    """What the pages of a context have asked for, and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def outside(self, allowed: str) -> list[str]:
        """Return the requests for anything but what begins with `allowed`, or is written into the page itself."""
        return [url for url in self.requests if not url.startswith((allowed, "data:", "blob:", "about:"))]


def watch(context: BrowserContext) -> Watch:
    """Note what the context's pages ask for and complain about, and stop every request that leaves this machine."""
    seen = Watch()

    def on_request(request: Request) -> None:
        seen.requests.append(request.url)

    context.on("request", on_request)
    context.on("weberror", lambda error: seen.complaints.append(f"{error.page and error.page.url}: {error.error}"))
    context.on(
        "console",
        lambda message: (
            seen.complaints.append(f"{message.page and message.page.url}: {message.text}")
            if message.type in ("error", "warning")
            else None
        ),
    )
    context.route(
        lambda url: urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname != "127.0.0.1",
        lambda route: route.abort(),
    )
    return seen


def search(page: Page, words: str) -> list[tuple[str, str]]:
    """Type into the search; return the title and the address of each result, when they are there."""
    page.locator("input.md-search__input").focus()
    # At once, so that there is one question; then a key, because the search listens to keys going up.
    page.keyboard.insert_text(words)
    page.keyboard.press("End")
    # The worker first loads the index: the line above the results says when it has an answer to these words.
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document", timeout=60_000)
    results = page.locator("a.md-search-result__link")
    expect(results.first).to_be_visible()
    # The list may grow while it is read: it is read in one go.
    found: list[list[str]] = results.evaluate_all(
        "(links) => links.map((link) => [link.querySelector('h1, h2').innerText, link.getAttribute('href')])"
    )
    return [(title, href) for title, href in found]


# "rgb(33, 33, 33)", "rgba(0, 0, 0, 0.54)", "color(srgb 0.1 0.2 0.3 / 0.5)"
_COLOUR = re.compile(r"(?P<form>rgba?|color)\((?:srgb )?(?P<numbers>[^)]*)\)")
_NUMBER = re.compile(r"[0-9.]+(?:e-?[0-9]+)?")  # "0.54"


def colour(text: str) -> tuple[float, float, float, float]:
    """Return a computed CSS colour as red, green, blue and alpha, each from 0 to 1.

    Raises:
        ValueError: the text has another form.
    """
    found = _COLOUR.fullmatch(text)
    if not found:
        raise ValueError(f"no colour: {text}")
    numbers = [float(number) for number in _NUMBER.findall(found["numbers"])]
    scale = 1 if found["form"] == "color" else 255
    red, green, blue = (number / scale for number in numbers[:3])
    return red, green, blue, numbers[3] if len(numbers) > 3 else 1.0


def contrast(ink: str, paper: Sequence[str]) -> float:
    """Return the contrast ratio of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).

    Args:
        ink: the computed colour of the text.
        paper: the computed background colours below it, from the text outwards, until one is opaque.
    """
    ground = (1.0, 1.0, 1.0)
    for layer in reversed(paper):
        ground = _over(colour(layer), ground)
    light, dark = sorted((_luminance(_over(colour(ink), ground)), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _over(top: tuple[float, float, float, float], ground: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (top[3] * top[i] + (1 - top[3]) * ground[i] for i in range(3))
    return red, green, blue


def _luminance(rgb: tuple[float, float, float]) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
