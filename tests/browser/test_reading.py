"""What happens when a reader hovers, tabs, copies, searches, prints, or reads without scripts."""

from pathlib import Path

import pytest

# As the site's policy lets no style into a page, a test hands it one that was made by script.
ADD_STYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}"""
CHAPTER = "learn/logistic-regression/gradient/"
LIT = "[...document.querySelectorAll('.lit')].map(e => e.dataset.symbol ?? e.textContent)"


def test_symbol_under_the_pointer_lights_up_in_formulas_and_code(tab):
    tab.hover("main math [data-symbol='w']:visible >> nth=0")
    lit = tab.evaluate(LIT)
    assert set(lit) == {"w"}
    assert tab.locator("code .lit").count(), "no code is lit"
    assert tab.locator("math .lit").count() > 1
    tab.hover("h1")
    assert tab.evaluate(LIT) == []


def test_name_in_code_lights_up_its_symbol(tab):
    tab.hover("pre .n:text-is('w'):visible >> nth=0")
    assert tab.locator("math .lit").count() > 1


def test_row_of_the_symbol_table_can_be_reached_by_keyboard(tab):
    tab.locator(".symbols summary").click()
    tab.focus(".symbols tr:has([data-symbol='w'])")
    assert "w" in tab.evaluate(LIT)


def test_copied_formula_is_latex(tab, copied_from):
    copied = copied_from(tab, "p:has(math)")
    assert "$" in copied
    assert "\\" in copied or "_" in copied


@pytest.mark.parametrize("view", range(4), ids=["1280 light", "1280 dark", "360 light", "360 dark"])
def test_menus_are_accessible(views, audited, view: int):
    tab = views[view].tab
    tab.goto(CHAPTER)
    tab.locator("input[name=query]").evaluate("query => query.focus()")
    tab.keyboard.insert_text("delta2")
    tab.keyboard.press("End")  # the theme listens to keys
    tab.locator(".md-search-result__item").first.wait_for()
    assert audited(tab, ".md-search") == []
    if views[view].width < 1000:
        tab.keyboard.press("Escape")
        tab.locator("button.drawer:visible >> nth=0").click()
        assert tab.locator("#__drawer").is_checked()
        assert audited(tab, [".md-header", ".md-sidebar--primary"]) == []


def test_letters_of_a_figure_that_are_too_small_are_found(views):
    phone = views[-1].tab
    phone.goto(CHAPTER)
    look = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
    assert phone.evaluate(look) == []
    phone.evaluate(ADD_STYLE, ".figure > svg { width: 300px !important; }")
    found = phone.evaluate(look)
    assert [finding for finding in found if finding.startswith("letters of a figure are ")]
    # The figures' new size moves what is below them.
    expected = ("letters of a figure are ", "the layout shifts ")
    assert [finding for finding in found if not finding.startswith(expected)] == []


def test_what_is_hidden_and_seen_all_the_same_is_found(views):
    phone = views[-1].tab
    phone.goto(CHAPTER)
    look = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
    phone.evaluate(ADD_STYLE, ".md-typeset .printed[hidden] { display: block; }")
    assert '<pre class="printed"> is hidden and seen' in phone.evaluate(look)


def test_the_table_of_the_ledger_fits_its_page(tab):
    tab.goto("ledger/")
    assert tab.evaluate(
        "document.querySelector('.md-typeset__scrollwrap').scrollWidth"
        " <= document.querySelector('.md-typeset__scrollwrap').clientWidth"
    )


def test_a_note_of_the_type_tip_is_no_tooltip(tab):
    style = """() => {
      const note = Object.assign(document.createElement("div"), { className: "admonition tip" });
      document.querySelector("article").append(note);
      return getComputedStyle(note).position;
    }"""
    assert tab.evaluate(style) == "static"


def test_search_finds_a_symbol_and_fetches_its_index_no_earlier(tab):
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(CHAPTER)
    tab.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search_index" in url]
    tab.locator("input[name=query]").fill("mean_cross_entropy")
    tab.locator(".md-search-result__item").first.wait_for()
    assert [url for url in asked if "search_index" in url]
    tab.keyboard.press("Escape")


def test_the_switch_changes_the_colours_for_good(tab):
    paper = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(paper)
    tab.get_by_role("button", name="Dark colours", pressed=False).click()
    tab.reload()
    dark = tab.evaluate(paper)
    tab.get_by_role("button", name="Dark colours", pressed=True).click()
    assert (light, dark, tab.evaluate(paper)) == ("rgb(253, 252, 249)", "rgb(20, 23, 27)", light)
    tab.evaluate("localStorage.clear()")


def test_the_dark_does_not_wait_for_scripts_to_come(browser, server: str):
    tab = browser.new_page(base_url=server, color_scheme="dark")
    tab.route("**/*.js", lambda route: route.abort())
    tab.goto(CHAPTER)
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
    tab.close()


def test_a_contrast_theme_loses_no_figure_no_sign_and_no_light(tab):
    tab.emulate_media(forced_colors="active", color_scheme="dark")
    tab.evaluate("document.body.dataset.mdColorScheme = 'default'")
    tab.locator("math [data-symbol='w']:visible").first.hover()
    shown = tab.evaluate("""() => {
      const style = (selector, part) => getComputedStyle(document.querySelector(selector), part);
      const sign = style(".md-code__button", "::after").backgroundColor;
      return [style(".figure > svg").fill, sign, style(".lit").outlineStyle];
    }""")
    switch = tab.locator(".colours").is_visible()
    tab.emulate_media(forced_colors="none", color_scheme="light")
    assert not switch
    assert shown == ["rgb(255, 255, 255)", "rgb(255, 255, 255)", "solid"]


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(253, 252, 249)"), ("dark", "rgb(20, 23, 27)")])
def test_pages_read_well_without_scripts(browser, server: str, scheme: str, paper: str):
    tab = browser.new_page(base_url=server, java_script_enabled=False, color_scheme=scheme)
    tab.goto(CHAPTER)
    assert tab.locator("math").first.bounding_box()["width"] > 0
    assert tab.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == paper
    assert tab.locator("header button:visible").count() == 0, "a button that does nothing"
    tab.close()


def test_paper_shows_the_text_and_its_answers_and_nothing_to_press(tab):
    pressed = [".md-header", ".md-sidebar", ".md-footer", ".md-code__nav", ".proof", ".figure + details"]
    tab.emulate_media(media="print")
    shown = [part for part in pressed if tab.locator(f"{part} >> nth=0").is_visible()]
    answer = tab.locator("details:not(.code) > p >> nth=0").bounding_box()
    tab.emulate_media(media="screen")
    assert shown == []
    assert answer["height"] > 0, "a folded answer stays folded"
