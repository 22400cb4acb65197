"""A keyboard reaches what a pointer reaches, and stops at nothing that cannot be seen."""

import pytest

CHAPTER = "learn/hidden-layer/output-layer/"
FOCUSED = """() => {
  const focused = document.activeElement;
  const { left, right, top, bottom, width, height } = focused.getBoundingClientRect();
  const inside = left < innerWidth && right > 0 && top < innerHeight && bottom > 0 && width > 0 && height > 0;
  return [focused.closest("article, .md-header, .md-sidebar")?.className.split(" ")[0], inside];
}"""


@pytest.fixture
def phone(views):
    """Return the narrow light tab, showing a chapter page from its start."""
    tab = views[2].tab
    tab.goto("about:blank")
    tab.goto(CHAPTER)
    return tab


def tabbed(tab, times: int) -> list[tuple[str, bool]]:
    """Press Tab; return after each time which part has the focus, and whether it is in the window."""
    stops = []
    for _ in range(times):
        tab.keyboard.press("Tab")
        stops.append(tuple(tab.evaluate(FOCUSED)))
    return stops


def test_nothing_that_is_closed_takes_the_focus(tab, phone):
    header = ("md-header", True)
    tab.goto("about:blank")
    tab.goto(CHAPTER)
    tab.keyboard.press("Tab")
    assert tabbed(tab, 4) == [header] * 3 + [("md-sidebar", True)]
    tab.keyboard.press("Escape")
    phone.keyboard.press("Tab")
    assert tabbed(phone, 2) == [header] * 2
    phone.keyboard.press("Tab")  # the search, which opens
    assert tabbed(phone, 1) == [("md-content__inner", True)]


def test_a_button_opens_the_drawer_and_the_part_that_has_the_focus(phone):
    button = phone.get_by_role("button", name="Navigation")
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    link = phone.locator(".md-sidebar--primary").get_by_role("link", name="The logistic function")
    link.focus()
    assert phone.evaluate(FOCUSED) == ["md-sidebar", True]
    phone.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert button.evaluate("button => button === document.activeElement")


def test_the_drawer_closes_behind_who_leaves_it(phone):
    phone.get_by_role("button", name="Navigation").press(" ")
    phone.locator(".md-sidebar--primary").get_by_role("link").last.focus()
    phone.keyboard.press("Tab")
    assert phone.evaluate(FOCUSED) == ["md-content__inner", True]
    assert not phone.locator("#__drawer").is_checked()


def test_a_single_letter_does_nothing(tab):
    tab.keyboard.press("s")
    assert tab.evaluate("document.activeElement === document.body"), "the search is open"


def test_how_many_results_a_search_has_is_said(tab):
    tab.locator("input[name=query]").fill("gradient")
    tab.locator(".md-search-result__item").first.wait_for(timeout=20000)
    assert "matching documents" in tab.locator(".md-search-result [role=status]").inner_text()
    tab.keyboard.press("Escape")
