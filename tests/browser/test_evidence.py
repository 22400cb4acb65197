"""What a reader can ask a number, a formula or a symbol: by pointer, keyboard and touch."""

import pytest

CHAPTER = "learn/hidden-layer/hidden-layer/"
TIP = "#tip:popover-open"
OPEN = ["#tip", "main .lit, [aria-describedby=tip]"]
"""The open tooltip, and what it describes."""
LIT = "[...new Set([...document.querySelectorAll('main .lit')].map(e => e.dataset.symbol ?? e.textContent))]"
STOPS = "document.querySelectorAll(':is(.checked, .proof, math[data-proof], .symbols tr)[tabindex=\"0\"]')"
FITS = """() => {
  const { left, right } = document.querySelector("#tip > div").getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  return left >= 0 && right <= width && document.documentElement.scrollWidth <= width;
}"""
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve(sum)));
})"""


def asked(tab) -> str:
    """Return what the open tooltip says."""
    tab.locator(TIP).wait_for(timeout=2000)
    return tab.locator(TIP).inner_text()


def test_a_number_says_what_it_was_checked_against(tab):
    number = tab.locator(".checked:not(.statement)").first
    number.hover()
    assert asked(tab) == f"Checked against {number.get_attribute('data-checked')} when this page was built."
    tab.hover(TIP + " > div")
    tab.wait_for_timeout(300)
    assert tab.locator(TIP).is_visible(), "the pointer cannot reach the tooltip"
    tab.keyboard.press("Escape")
    assert tab.locator(TIP).count() == 0


def test_a_statement_says_what_was_compared(tab):
    statement = tab.locator(".statement[data-values]").first
    said = "True when this page was built: np.argmax(abs(d1)) == 1, with np.argmax(abs(d1)) = 1."
    statement.hover()
    assert asked(tab) == said
    tab.keyboard.press("Escape")
    assert tab.locator(TIP).count() == 0
    statement.focus()
    assert asked(tab).startswith(said)


def test_a_formula_says_what_it_was_checked_against(tab):
    tab.locator(".proof").first.hover()
    assert "Checked when this page was built: 2 equations, against" in asked(tab)


def test_an_inline_formula_says_it_too(tab):
    tab.locator("math[data-proof]").first.focus()
    assert "1 equation" in asked(tab)


def test_a_symbol_says_its_name_shape_and_meaning(tab):
    tab.hover(".equation [data-symbol='W1'] >> nth=0")
    said = asked(tab)
    assert "W1" in said
    assert "the weights from the inputs to the hidden units" in said
    assert tab.evaluate(LIT) == ["W1"]


def test_an_entry_is_a_symbol_of_its_array(tab):
    tab.hover("p [data-symbol='W1'] >> nth=0")
    assert "the weights from the inputs to the hidden units" in asked(tab)


def test_a_name_in_code_says_what_it_is(tab):
    tab.hover("pre .n:text-is('W1'):visible >> nth=0")
    assert "the weights from the inputs to the hidden units" in asked(tab)
    assert tab.locator("math .lit").count() > 1


def test_the_keyboard_stops_once_a_section_and_arrows_go_on(tab):
    sections = tab.locator("article h2").count() + 1
    assert 1 < tab.evaluate(STOPS + ".length") <= sections
    tab.focus("#the-whole-way .headerlink")
    tab.keyboard.press("Tab")
    first = asked(tab)
    assert first.endswith("Arrows up and down: other checks; left and right: symbols")
    assert tab.evaluate("document.activeElement.getAttribute('aria-describedby')") == "tip"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert asked(tab) != first
    assert "Arrows" not in asked(tab), "who uses them knows them"
    tab.keyboard.press("Escape")
    assert tab.locator(TIP).count() == 0
    assert tab.evaluate("document.activeElement.matches('.proof')")


def test_the_keyboard_goes_through_the_symbols_of_a_formula(tab):
    tab.locator(".proof").first.focus()
    tab.keyboard.press("ArrowRight")
    assert "the weighted sums of the hidden units" in asked(tab)
    assert tab.evaluate(LIT) == ["Z1"]
    tab.keyboard.press("ArrowLeft")
    assert "Checked when this page was built" in asked(tab)


@pytest.mark.parametrize("view", range(4), ids=["1280 light", "1280 dark", "360 light", "360 dark"])
def test_an_open_tooltip_fits_the_window_and_is_accessible(views, audited, view: int):
    tab = views[view].tab
    tab.goto(CHAPTER)
    for asks in (".checked", ".proof", ".equation [data-symbol='delta1']", "a.term"):
        tab.locator(asks).first.hover()
        assert asked(tab)
        assert tab.evaluate(FITS)
        assert tab.evaluate(SHIFT) < 0.02
        assert all(tab.locator(part).count() for part in OPEN)
        assert audited(tab, OPEN) == []  # the tests of all pages audit the rest
        tab.mouse.click(5, 300)
        assert tab.locator(TIP).count() == 0


def test_formulas_answer_without_scripts(browser, server: str):
    tab = browser.new_page(base_url=server, java_script_enabled=False)
    tab.goto(CHAPTER)
    tab.locator(".proof").first.press("Enter")
    assert "Checked when this page was built" in tab.locator(".tip:popover-open").inner_text()
    tab.close()


def test_the_ledger_is_a_link_away_and_the_first_page_counts(tab):
    tab.locator(".ledger a").click()
    assert tab.url.endswith("/ledger/")
    tab.goto("")
    shown = tab.locator(".counts dd").all_inner_texts()
    assert len(shown) >= 4
    assert all(int(number) > 0 for number in shown)
