"""The Python of a page, run in the page: it prints what the page prints, and can be edited, stopped, reset.

Pyodide's address is answered from the copy that a Python package holds and `.ci/run` downloads;
NNSCRATCH_PYODIDE names its folder. No other host is reached.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route

WAIT = 180_000
"""Milliseconds that Python may take to load on a busy machine."""
FORWARD = "learn/hidden-layer/forward/"


@pytest.fixture(scope="module")
def pyodide() -> Path:
    """Return the folder of Pyodide's files; without it the tests are skipped, in CI they fail."""
    folder = Path(os.environ.get("NNSCRATCH_PYODIDE", "missing"))
    if not (folder / "pyodide.js").is_file():
        message = "NO PYODIDE: NNSCRATCH_PYODIDE names no copy, so nobody has run the pages in a browser"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    return folder


@pytest.fixture
def tab(browser, server: str, pyodide: Path) -> Iterator[Page]:
    """Give a tab in which Pyodide's host answers from the copy, and every other one refuses."""
    context = browser.new_context(base_url=server)

    def answer(route: Route) -> None:
        file = pyodide / route.request.url.rpartition("/")[2]
        route.fulfill(path=file) if "/pyodide/" in route.request.url and file.is_file() else route.abort()

    context.route(lambda address: not address.startswith(server), answer)
    tab = context.new_page()
    yield tab
    context.close()


def block(tab: Page, text: str) -> Locator:
    """Return the block of code that holds a text."""
    return tab.locator("[data-run]", has_text=text).first


def ran(block: Locator) -> str:
    """Press Run, wait for the end, and return what the run printed."""
    block.locator("[data-do=run]").click()
    block.locator("[data-do=run]:enabled").wait_for(timeout=WAIT)
    return block.locator(".printed").inner_text() if block.locator(".printed").is_visible() else ""


def edited(block: Locator, code: str) -> str:
    """Replace a block's code and run it."""
    if not block.locator("textarea").count():
        block.locator("[data-do=edit]").click()
    block.locator("textarea").fill(code)
    return ran(block)


def test_nothing_is_fetched_before_the_press(tab):
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(FORWARD)
    assert [address for address in asked if "pyodide" in address or address.endswith(".whl")] == []


def test_every_block_of_a_page_prints_what_the_page_shows(tab):
    tab.goto(FORWARD)
    blocks = tab.locator("article > [data-run]:has(+ .output)")
    assert blocks.count() >= 3
    for place in range(blocks.count()):
        shown = blocks.nth(place).locator("+ .output code").inner_text()
        assert ran(blocks.nth(place)).split() == shown.split()


def test_a_reader_can_edit_fail_stop_and_start_anew(tab):
    tab.goto("learn/logistic-regression/logistic-function/")
    first = tab.locator("article > [data-run]").first
    assert edited(first, "print(6 * 7)").strip() == "42"
    assert "ZeroDivisionError" in edited(first, "a = 1\na / 0")
    assert first.locator(".run-status").inner_text() == "An error in line 2."
    first.locator("textarea").fill("while True: pass")
    first.locator("[data-do=run]").click()
    first.locator("[data-do=stop]").click()
    assert first.locator(".run-status").inner_text() == "Stopped."
    first.locator("[data-do=reset]").click()
    assert first.locator("textarea").count() == 0
    assert first.locator("pre > code").is_visible()


def test_the_editor_indents_with_tab_and_lets_go_after_escape(tab):
    tab.goto(FORWARD)
    first = tab.locator("article > [data-run]").first
    first.locator("[data-do=edit]").click()
    first.locator("textarea").fill("")
    tab.keyboard.press("Tab")
    assert first.locator("textarea").input_value() == "    "
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")
    assert not first.locator("textarea").evaluate("editor => editor === document.activeElement")


def test_a_host_that_fails_is_named_and_the_printed_output_stays(browser, server: str):
    context = browser.new_context(base_url=server)
    context.route(lambda address: not address.startswith(server), lambda route: route.abort())
    tab = context.new_page()
    tab.goto(FORWARD)
    first = tab.locator("article > [data-run]").first
    first.locator("[data-do=run]").click()
    first.locator(".run-status", has_text="Python could not be loaded").wait_for(timeout=WAIT)
    assert tab.locator(".output").first.is_visible()
    context.close()
