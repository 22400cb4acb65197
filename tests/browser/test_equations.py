"""Numbers of equations, what can be copied of them: by pointer, keyboard and touch."""

import pytest

CHAPTER = "learn/hidden-layer/output-layer/"
TIP = "#tip:popover-open"
FOCUSED = "document.activeElement.textContent.trim()"
LATEX = "button => button.closest('.equation').querySelector('math').dataset.tex"
COPIED = """() => new Promise((resolve) => {
  navigator.clipboard.writeText = (text) => { resolve(text); return Promise.resolve(); };
})"""
COVERED = """() => {
  const found = [];
  for (const equation of document.querySelectorAll(".equation")) {
    const formula = equation.querySelector(".formula").getBoundingClientRect();
    for (const beside of equation.querySelectorAll(".number, .proof")) {
      const { left, right, top, bottom } = beside.getBoundingClientRect();
      const apart = left >= formula.right - 0.5 || top >= formula.bottom - 0.5;
      if (!apart || right > document.documentElement.clientWidth) found.push(beside.className + equation.id);
    }
  }
  return found;
}"""
COPY_EQUATION = """() => {
  getSelection().selectAllChildren(document.querySelector(".equation"));
  const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true });
  document.dispatchEvent(event);
  return event.clipboardData.getData("text/plain");
}"""
VIEWS = pytest.mark.parametrize("view", range(4), ids=["1280 light", "1280 dark", "360 light", "360 dark"])


@pytest.fixture
def tab(views):
    """Return the wide light tab, showing a chapter page."""
    tab = views[0].tab
    tab.goto(CHAPTER)
    return tab


# -- numbers ---------------------------------------------------------------------------------------


def test_every_displayed_formula_has_a_number_that_links_to_it(tab):
    numbers = tab.locator(".equation .number")
    assert numbers.all_inner_texts() == [f"({number + 1})" for number in range(numbers.count())]
    assert numbers.count() == tab.locator("article .formula").count() > 10
    numbers.nth(4).click()
    assert tab.locator(".equation:target .number").inner_text() == "(5)"
    top = tab.locator(".equation:target").bounding_box()["y"]
    assert top > tab.locator(".md-header").bounding_box()["height"], "the header covers the equation"


@VIEWS
def test_neither_number_nor_mark_covers_a_formula(views, view: int):
    tab = views[view].tab
    tab.goto(CHAPTER)
    assert tab.evaluate(COVERED) == []


def test_a_wide_formula_shows_that_it_goes_on(views):
    tab = views[2].tab
    tab.goto(CHAPTER)
    assert tab.locator(".formula[tabindex='0']").count()
    backgrounds = tab.locator(".formula").first.evaluate("box => getComputedStyle(box).backgroundAttachment")
    assert backgrounds == "local, local, scroll, scroll"


def test_arrows_lead_from_a_mark_to_its_number(tab):
    tab.locator(".proof").first.focus()
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate(FOCUSED) == "(1)"
    assert tab.locator(TIP).count() == 0
    tab.keyboard.press("Enter")
    assert tab.url.endswith(tab.locator(".equation").first.get_attribute("id"))


def test_a_selected_equation_is_copied_without_its_number(tab):
    copied = tab.evaluate(COPY_EQUATION).strip()
    assert copied.startswith("$$")
    assert copied.endswith("$$")
    assert "Checked" not in copied


# -- LaTeX -----------------------------------------------------------------------------------------


def test_a_formula_gives_its_latex(tab):
    copied = tab.evaluate_handle(f"({COPIED})().then ? {{ text: ({COPIED})() }} : null")
    mark = tab.locator(".proof").first
    mark.hover()
    tab.locator(f"{TIP} .copy").click()
    assert copied.evaluate("async (asked) => await asked.text") == mark.evaluate(LATEX)
    assert tab.locator(f"{TIP} .copy").inner_text() == "Copied"
    assert tab.locator("#tip").get_attribute("aria-live") == "polite"


def test_the_keyboard_goes_into_the_tooltip_and_on_from_the_formula(tab):
    mark = tab.locator(".proof").first
    mark.focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUSED) == "Copy LaTeX"
    tab.keyboard.press("Shift+Tab")
    assert mark.evaluate("mark => mark === document.activeElement")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    assert mark.evaluate("mark => mark === document.activeElement")
    assert tab.locator(TIP).count() == 0
    mark.blur()
    mark.focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    after = "mark.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING"
    assert mark.evaluate(f"mark => {after} && !document.activeElement.closest('#tip')")


def test_a_page_without_a_clipboard_copies_as_well(tab):
    tab.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.locator(".proof").first.focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.locator(f"{TIP} .copy:text-is('Copied')").wait_for(timeout=2000)
