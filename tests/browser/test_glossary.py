"""A term says what it means: by pointer, keyboard and touch, and without scripts."""

CHAPTER = "learn/hidden-layer/output-layer/"
TIP = "#tip:popover-open"
TERM = "a.term[href$='#chain-rule']"


def said(tab) -> str:
    tab.locator(TIP).wait_for(timeout=2000)
    return tab.locator(TIP).inner_text()


def test_a_term_is_explained_under_the_pointer_and_the_link_leads_to_its_entry(tab):
    tab.hover(TERM)
    assert "The derivative of a function of a function" in said(tab)
    tab.click(TERM)
    assert tab.url.endswith("/glossary/#chain-rule")
    assert tab.locator("dt:target").inner_text() == "chain rule"


def test_a_term_is_explained_at_keyboard_focus(tab):
    tab.focus(TERM)
    assert "The derivative of a function of a function" in said(tab)
    assert tab.locator(TERM).get_attribute("aria-describedby") == "tip"
    tab.keyboard.press("Escape")
    assert tab.locator(TIP).count() == 0


def test_a_tap_explains_a_term_and_the_answer_has_the_link(browser, server: str, audited):
    phone = browser.new_page(
        base_url=server, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    phone.goto(CHAPTER)
    phone.tap(TERM)
    assert "The derivative of a function of a function" in said(phone)
    assert phone.url.endswith(CHAPTER)
    assert audited(phone, ["#tip", TERM]) == []
    phone.tap(f"{TIP} a")
    phone.wait_for_url("**/glossary/#chain-rule", timeout=5000)
    phone.close()


def test_a_term_is_explained_without_scripts(browser, server: str):
    tab = browser.new_page(base_url=server, java_script_enabled=False)
    tab.goto(CHAPTER)
    tab.hover(TERM)
    shown = tab.locator(TERM).evaluate("term => getComputedStyle(term, '::after').content")
    tab.close()
    assert "The derivative of a function of a function" in shown
