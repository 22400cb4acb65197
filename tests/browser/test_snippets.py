"""Copying what runs alone: by pointer and keyboard, with and without a clipboard, and not without scripts."""

import pytest

CHAPTER = "learn/hidden-layer/boundary/"
LISTING = ".filename > button.standalone"
EXAMPLE = "article > .highlight > .actions > button.standalone"


@pytest.fixture
def tab(browser, server: str):
    """Return a tab that may use the clipboard, showing a chapter page."""
    context = browser.new_context(base_url=server, permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(CHAPTER)
    yield tab
    context.close()


def copied(tab, button: str) -> str:
    """Press a button by keyboard; return what is on the clipboard once it says so."""
    tab.locator(button).first.press("Enter")
    tab.locator(f"{button}.done").wait_for()
    assert tab.locator(f"{button}.done").inner_text() == "Copied"
    assert tab.locator("[role=status]", has_text="Copied").count() == 1
    return tab.evaluate("navigator.clipboard.readText()")


def test_a_listing_is_copied_with_all_that_it_needs(tab):
    text = copied(tab, LISTING)
    assert "def predict(" in text
    assert "nnscratch" not in text


def test_an_example_is_copied_with_what_stands_above_it(tab):
    text = copied(tab, EXAMPLE)
    assert "import numpy as np\n" in text
    assert text.rstrip().splitlines()[-1] in tab.locator("article").inner_text()


def test_the_button_says_again_what_it_does(tab):
    tab.clock.install()
    copied(tab, LISTING)
    tab.clock.run_for(3000)
    assert tab.locator(LISTING).first.inner_text() == "Copy standalone"
    assert tab.locator("button.done").count() == 0


def test_copying_works_without_a_clipboard_to_write_to(tab):
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    assert "def predict(" in copied(tab, LISTING)
    assert tab.evaluate("document.activeElement.matches('button.standalone')")


def test_what_cannot_be_copied_says_so(tab):
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    tab.evaluate("() => { document.execCommand = () => false; }")
    tab.locator(LISTING).first.click()
    tab.locator(f"{LISTING}.done", has_text="Not copied").wait_for()


def test_no_button_is_shown_without_scripts(browser, server: str):
    tab = browser.new_page(base_url=server, java_script_enabled=False)
    tab.goto(CHAPTER)
    assert tab.locator("button.standalone").count() > 5
    assert tab.locator("button.standalone:visible").count() == 0
    assert tab.locator(".filename .place").first.is_visible()
    tab.close()
