"""Each page says what it may use, and keeps to it; what gets into a page some other way does nothing."""

import json

import pytest
from playwright.sync_api import Page

CHAPTER = "learn/logistic-regression/gradient/"

VIOLATED = """() => {
  window.violated = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
    window.violated.push(`${effectiveDirective} ${blockedURI} ${sample}`));
}"""


@pytest.fixture(scope="module")
def watched(browser, server):
    """Return a tab that notes what the policy of its page refuses, from the first moment on."""
    context = browser.new_context(base_url=server, reduced_motion="reduce")
    tab = context.new_page()
    tab.add_init_script(f"({VIOLATED})()")
    yield tab
    context.close()


def violations(tab: Page) -> list[str]:
    return tab.evaluate("window.violated")


def test_page_keeps_to_its_policy(watched: Page, address: str):
    watched.goto(address)
    assert watched.locator("meta[http-equiv=content-security-policy]").count() == 1
    watched.wait_for_load_state("load")
    assert violations(watched) == []


def test_page_keeps_to_its_policy_while_it_is_used(watched: Page):
    watched.goto(CHAPTER)
    watched.locator("input[name=query]").fill("sigmoid")
    watched.locator(".md-search-result__item").first.wait_for(state="visible", timeout=20000)
    watched.keyboard.press("Escape")
    watched.locator(".colours").click()
    watched.locator(".colours").click()
    watched.locator(".md-code__button:visible, .copy:visible").first.click()
    watched.goto(f"{CHAPTER}?h=gradient")
    watched.wait_for_load_state("networkidle")
    assert violations(watched) == []


# What gets into a page some other way

INSERTED = """(markup) => {
  window.harmed = false;
  document.querySelector("article").insertAdjacentHTML("beforeend", markup);
}"""
SCRIPT = """(text) => {
  window.harmed = false;
  document.body.append(Object.assign(document.createElement("script"), { textContent: text }));
}"""


@pytest.mark.parametrize(
    ("markup", "refused"),
    [
        ('<img src="no.png" alt="" onerror="window.harmed = true">', "script-src-attr inline"),
        ('<p style="position: fixed; inset: 0">', "style-src-attr inline"),
        ("<style>article { display: none }</style>", "style-src-elem inline"),
        ('<img src="http://127.0.0.1:9/a.png" alt="">', "img-src http://127.0.0.1:9/a.png"),
        ('<iframe src="http://127.0.0.1:9/"></iframe>', "frame-src http://127.0.0.1:9"),
    ],
)
def test_inserted_markup_does_nothing(watched: Page, markup: str, refused: str):
    watched.goto(CHAPTER)
    watched.evaluate(INSERTED, markup)
    watched.wait_for_function("window.violated.length > 0", timeout=5000)
    assert violations(watched)[0].startswith(refused)
    assert not watched.evaluate("window.harmed")


def test_inserted_script_does_not_run(watched: Page):
    watched.goto(CHAPTER)
    watched.evaluate(SCRIPT, "window.harmed = true")
    watched.wait_for_function("window.violated.length > 0", timeout=5000)
    assert not watched.evaluate("window.harmed")


def test_nothing_is_sent_to_another_host(watched: Page):
    watched.goto(CHAPTER)
    failed = watched.evaluate("fetch('http://127.0.0.1:9/', { mode: 'no-cors' }).then(() => '', String)")
    assert "TypeError" in failed
    assert violations(watched)[0].startswith("connect-src http://127.0.0.1:9")


# Addresses and stored values that somebody else made up


@pytest.mark.parametrize(
    "rest",
    [
        "?q=%3Cimg%20src%3Dx%20onerror%3D%22harmed%3D1%22%3E",
        "?h=%3Cscript%3Eharmed%3D1%3C%2Fscript%3E",
        "#%22%3E%3Cimg%20src%3Dx%20onerror%3D%22harmed%3D1%22%3E",
        "?q=(((((&h=%5B",
        "#__tabbed_1_1",
    ],
)
def test_hostile_address_runs_nothing(watched: Page, rest: str):
    errors: list[str] = []
    watched.on("pageerror", lambda error: errors.append(str(error)))
    watched.goto("about:blank")
    watched.goto(CHAPTER + rest)
    watched.wait_for_load_state("networkidle")
    assert watched.evaluate("window.harmed ?? null") is None
    assert violations(watched) == []
    assert errors == []


@pytest.mark.parametrize("value", ["dark", "{", '"<b>"', "1", "{}", "null", ""])
def test_hostile_stored_value_leaves_the_switch_of_the_colours_alive(watched: Page, value: str):
    watched.goto(CHAPTER)
    key = watched.evaluate("__md_scope.pathname + '.dark'")
    watched.evaluate(f"localStorage.setItem({json.dumps(key)}, {json.dumps(value)})")
    watched.reload()
    before = watched.evaluate("document.body.dataset.mdColorScheme")
    watched.locator(".colours").click()
    assert watched.evaluate("document.body.dataset.mdColorScheme") != before
    watched.evaluate("localStorage.clear()")
