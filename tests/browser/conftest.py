"""One Chromium for all pages, with a tab for each width and colour scheme."""

import os
import shutil
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class View(NamedTuple):
    """How a reader looks at a page."""

    width: int
    scheme: str
    tab: Page
    seen: list[str]
    """What the tab said or asked for since it was last cleared: messages, errors, requests."""

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium with a fresh profile; without it the tests are skipped, in CI they fail."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        message = "NO BROWSER: install chromium, or nobody has looked at the pages"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def views(browser: Browser, server: str) -> list[View]:
    """Open a tab for each width and scheme."""
    return [
        open_view(browser, server, width, scheme) for width in (1280, 360) for scheme in ("light", "dark")
    ]


def open_view(browser: Browser, server: str, width: int, scheme: str) -> View:
    """Open a tab that notes what goes wrong in it."""
    height = 800 if width > 1000 else 740
    tab = browser.new_page(
        base_url=server,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    view = View(width, scheme, tab, [])
    tab.on("console", lambda message: view.seen.append(f"console says: {message.text}"))
    tab.on("pageerror", lambda error: view.seen.append(f"script fails: {error}"))
    tab.on("request", lambda request: note_foreign(request.url, server, view.seen))
    tab.on(
        "response",
        lambda answer: answer.status < 400 or view.seen.append(f"{answer.status} for {answer.url}"),
    )
    return view


def note_foreign(url: str, server: str, seen: list[str]) -> None:
    """Note a request that leaves the site."""
    if not url.startswith((server, "data:", "blob:")):
        seen.append(f"asks another host: {url}")
