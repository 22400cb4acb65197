"""Numbers of equations, what can be copied, and derivations step by step: by pointer, keyboard and touch."""

from io import BytesIO

import pytest
from PIL import Image

CHAPTER = "learn/hidden-layer/output-layer/"
DERIVATION = "writing-a-page/#derivations"
STEPS = ".derivation > ol > li"
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
VIEWS = pytest.mark.parametrize("view", range(4), ids=["1280 light", "1280 dark", "360 light", "360 dark"])


@pytest.fixture
def derivation(views):
    """Return the wide light tab, showing a derivation."""
    tab = views[0].tab
    tab.goto("about:blank")
    tab.goto(DERIVATION)
    return tab


def shown(tab) -> list[bool]:
    """Tell which steps can be seen."""
    return tab.locator(STEPS).evaluate_all(
        "steps => steps.map(s => s.querySelector('math').checkVisibility())"
    )


def edge(screenshot: bytes) -> tuple[int, ...]:
    """Return the colour at the right edge of a picture, above its letters."""
    picture = Image.open(BytesIO(screenshot)).convert("RGB")
    return picture.getpixel((picture.width - 2, 6))


# -- numbers ---------------------------------------------------------------------------------------


def test_every_displayed_formula_has_a_number_that_links_to_it(tab):
    numbers = tab.locator(".equation .number")
    assert [text.strip() for text in numbers.all_text_contents()] == [
        f"({number + 1})" for number in range(numbers.count())
    ]
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
    formula = tab.locator(".formula").first
    assert (
        formula.evaluate("box => getComputedStyle(box).backgroundAttachment")
        == "local, local, scroll, scroll"
    )
    whole = formula.screenshot()
    formula.evaluate("box => { box.style.width = '3rem'; }")
    assert edge(formula.screenshot()) != edge(whole), "the edge looks as if nothing was behind it"


def test_an_inline_formula_does_not_cover_the_line_above(views):
    tab = views[2].tab
    tab.goto(CHAPTER)
    narrow = tab.locator("p > .formula-inline:not([tabindex])")
    assert narrow.count() > 10
    assert set(narrow.evaluate_all("all => all.map(one => getComputedStyle(one).backgroundImage)")) == {
        "none"
    }


def test_arrows_lead_from_a_mark_to_its_number(tab):
    tab.locator(".proof").first.focus()
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate(FOCUSED) == "(1)"
    assert tab.locator(TIP).count() == 0
    tab.keyboard.press("Enter")
    assert tab.url.endswith(tab.locator(".equation").first.get_attribute("id"))


def test_a_selected_equation_is_copied_without_its_number(tab, copied_from):
    copied = copied_from(tab, ".equation").strip()
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


# -- derivations -----------------------------------------------------------------------------------


def test_a_derivation_shows_all_until_somebody_asks_for_steps(derivation):
    assert shown(derivation) == [True, True, True]
    derivation.get_by_role("button", name="Step by step").press("Enter")
    assert shown(derivation) == [True, False, False]
    assert derivation.evaluate(FOCUSED) == "Next step"
    derivation.keyboard.press("Enter")
    assert shown(derivation) == [True, True, False]
    assert derivation.evaluate(FOCUSED) == "Next step"
    heard = derivation.locator(".step-status").inner_text()
    assert heard.startswith("Step 2 of 3.")
    assert "difference of squares" in heard
    assert derivation.locator(".step-status math").count() == 1
    assert derivation.locator(".step-status :is([id], a, button)").count() == 0


def test_the_last_step_takes_the_focus_that_its_button_had(derivation):
    derivation.get_by_role("button", name="Step by step").click()
    derivation.get_by_role("button", name="All steps").press("Enter")
    assert shown(derivation) == [True, True, True]
    assert "Work it out" in derivation.evaluate(FOCUSED)
    assert derivation.locator(".steps").is_hidden()
    assert derivation.get_by_role("button", name="Step by step").is_visible()


def test_a_link_to_a_folded_step_unfolds_it(derivation):
    address = derivation.locator(f"{STEPS} .equation").last.get_attribute("id")
    derivation.get_by_role("button", name="Step by step").click()
    derivation.evaluate(f"location.hash = '#{address}'")
    derivation.wait_for_function(f"document.getElementById('{address}').checkVisibility()")
    assert shown(derivation) == [True, True, True]


def test_folded_steps_are_printed_and_found(derivation):
    derivation.get_by_role("button", name="Step by step").click()
    assert derivation.locator(f"{STEPS}[hidden='until-found']").count() == 2
    derivation.emulate_media(media="print")
    printed, buttons = shown(derivation), derivation.locator(".fold, .steps").locator("visible=true").count()
    derivation.emulate_media(media="screen")
    assert (printed, buttons) == ([True, True, True], 0)
    derivation.locator(STEPS).last.dispatch_event("beforematch", {"bubbles": True})
    assert shown(derivation) == [True, True, True]


def test_a_stop_that_is_folded_away_is_none(derivation):
    derivation.locator(f"{STEPS} .proof").last.focus()
    derivation.get_by_role("button", name="Step by step").click()
    assert derivation.locator(f"{STEPS}[hidden] [tabindex='0']").count() == 0


def test_a_derivation_is_whole_without_scripts(browser, server: str):
    tab = browser.new_page(base_url=server, java_script_enabled=False)
    tab.goto(DERIVATION)
    assert tab.locator(f"{STEPS} math").count() == 3
    assert tab.locator(".derivation button:text('tep')").count() == 0
    tab.close()


@VIEWS
def test_folded_derivations_and_open_tooltips_are_accessible(views, audited, view: int):
    tab = views[view].tab
    tab.goto("about:blank")
    tab.goto(DERIVATION)
    tab.get_by_role("button", name="Step by step").click()
    tab.get_by_role("button", name="Next step").click()
    tab.locator(f"{STEPS} .proof").first.click()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert audited(tab, [".derivation", "#tip"]) == []
