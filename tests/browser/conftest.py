"""One Chromium for all pages, a tab for each width and colour scheme, and what looks at a page there."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome"]
# Chromium heeds the last list of features alone. The last two are menus of its address bar, which each window
# draws for half a second; the others are of Playwright's list, and would ask hosts or change how pages come.
FEATURES = [
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
FLAGS = [
    f"--disable-features={','.join(FEATURES)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NARROW = 1000
AXE = Axe().axe_script
LOOK, STYLES = (
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("look.js", "styles.js")
)

# Drawings, formulas and coloured code are thousands of elements that look.js and the colours' audit have
# judged: what axe has to see of them is their frame, their name and their text. A line of code that wraps
# stays one, or the box would scroll.
FLATTEN = """(boxes) => {
  for (const figure of document.querySelectorAll("svg[role=img]")) figure.replaceChildren();
  for (const box of document.querySelectorAll(boxes)) box.textContent = box.textContent;
}"""

# A page is thousands of passes, which nobody reads; it has no frame and no foreign style to fetch.
AUDIT = """async ([context, options]) => {
  const quick = { resultTypes: ["violations"], iframes: false, preload: false, elementRef: false };
  return (await axe.run(context ?? document, { ...options, ...quick })).violations;
}"""
ON, OFF = {"enabled": True}, {"enabled": False}
ALL = {"rules": {"target-size": ON}}
COLOURS = {"runOnly": ["cat.color"], "rules": {"color-contrast-enhanced": OFF}}  # whose level is AAA
COLOURLESS = {"rules": {"color-contrast": OFF, "link-in-text-block": OFF, "target-size": ON}}

SWITCH = """() => {
  const { dataset } = document.body;
  dataset.mdColorScheme = dataset.mdColorScheme === "slate" ? "default" : "slate";
}"""
"""What pressing the switch of the colours does."""


COPY = """(selector) => {
  getSelection().selectAllChildren(document.querySelector(selector));
  const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true });
  document.dispatchEvent(event);
  return event.clipboardData.getData("text/plain");
}"""


class View(NamedTuple):
    """How a reader looks at a page."""

    width: int
    scheme: str
    tab: Page
    seen: list[str]
    """What the tab said or asked for since it was last cleared: messages, errors, requests."""
    judged: set[str]
    """The styles of texts, of all pages that it showed, whose colours axe has judged."""

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
    height = 800 if width > NARROW else 740
    tab = browser.new_page(
        base_url=server,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    view = View(width, scheme, tab, [], set())
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


@pytest.fixture
def tab(views: list[View], request: pytest.FixtureRequest) -> Page:
    """Return the wide light tab, showing the chapter page that the test's file names."""
    tab = views[0].tab
    tab.goto(request.module.CHAPTER)
    return tab


@pytest.fixture(scope="session")
def copied_from() -> Callable[[Page, str], str]:
    """Give a function that selects the first element that fits, and returns what a copy of it holds."""
    return lambda tab, selector: tab.evaluate(COPY, selector)


@pytest.fixture(scope="session")
def problems() -> Callable[[View, str], list[str]]:
    """Give a function that looks at a page in a view and says what a reader would stumble over."""
    return look


@pytest.fixture(scope="session")
def audited() -> Callable[..., list[str]]:
    """Give a function that says what axe finds in a tab as it stands, or in the parts that are named."""
    return lambda tab, context=None: violations(tab, ALL, context)


def look(view: View, address: str) -> list[str]:
    """Load a page, look at it, and audit it: its colours in both schemes, and once what no colour changes."""
    view.seen.clear()
    view.tab.goto(address)
    found = [*view.tab.evaluate(LOOK), *view.seen]
    view.tab.evaluate(FLATTEN, "math")
    found += hard_to_read(view)
    view.tab.evaluate(SWITCH)
    found += [f"after the switch: {one}" for one in hard_to_read(view)]
    view.tab.evaluate(FLATTEN, "pre > code:not(:has(.line)), pre > code > .line")
    return found + violations(view.tab, COLOURLESS)


def hard_to_read(view: View) -> list[str]:
    """Return what axe finds in the colours of the texts whose style no page has shown in this tab so far.

    A page has a thousand texts in some dozens of styles, most of which the page before has, too.
    """
    texts = view.tab.evaluate_handle(STYLES)
    styles = set(texts.evaluate("texts => [...texts.keys()]")) - view.judged
    view.judged.update(styles)
    chosen = texts.evaluate_handle(
        "(texts, styles) => styles.flatMap((style) => texts.get(style))", [*styles]
    )
    return violations(view.tab, COLOURS, chosen) if styles else []


def violations(tab: Page, options: dict[str, Any], context: Any = None) -> list[str]:
    """Return what axe finds in the page, or in a part of it, a sentence for each element."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    return [
        f"axe: {violation['id']}: {violation['help']}: {node['html'][:120]}"
        for violation in tab.evaluate(AUDIT, [context, options])
        for node in violation["nodes"]
        if not is_formula_in_header(violation, node)
    ]


def is_formula_in_header(violation: Any, node: Any) -> bool:
    """Tell whether axe takes the head of a column for empty because it reads no MathML."""
    return bool(violation["id"] == "empty-table-header" and "<math" in node["html"])
