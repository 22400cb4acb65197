"""A reader sees what a page is about before scrolling: its first heading and its first picture."""

import pytest

SCREENS = {"wide": (1280, 900, 1), "phone": (360, 740, 2)}
"""The width and the height of a window, and on which of its screens both have to be."""
EDGE = """([selector, edge]) => {
  const part = document.querySelector(selector);
  return part ? part.getBoundingClientRect()[edge] + scrollY : Infinity;
}"""


@pytest.fixture(scope="module")
def windows(browser, server):
    """Open a window of each size."""
    opened = {}
    for name, (width, height, _) in SCREENS.items():
        opened[name] = browser.new_page(base_url=server, viewport={"width": width, "height": height})
    yield opened
    for tab in opened.values():
        tab.close()


def late(tab, name: str, edge: str = "bottom") -> list[str]:
    """Return what of a page's opening lies below its screen: its heading, and the edge of its picture."""
    _, height, screens = SCREENS[name]
    parts = {"heading": ("article h2", "bottom"), "picture": ("article .figure > svg", edge)}
    places = {part: tab.evaluate(EDGE, place) for part, place in parts.items()}
    return [f"the first {part} is at {at:.0f}" for part, at in places.items() if at > screens * height]


@pytest.mark.parametrize("name", SCREENS)
def test_each_page_of_a_chapter_opens_with_a_heading_and_a_picture(windows, pages, notebooks, name: str):
    chapters = [page for page in pages if page.startswith("learn/")]
    assert len(chapters) > 20
    found = {}
    for page in chapters:
        windows[name].goto(page)
        edge = "top" if page in notebooks else "bottom"  # a notebook shows above a picture what draws it
        found[page] = late(windows[name], name, edge)
    assert {page: said for page, said in found.items() if said} == {}


@pytest.mark.parametrize("name", SCREENS)
def test_an_opening_that_comes_late_is_named(windows, name: str):
    tab = windows[name]
    tab.goto("learn/linear-regression/one-weight/")
    tab.evaluate("document.querySelector('h1').style.marginBottom = '1600px'")
    assert [said.rpartition(" ")[0] for said in late(tab, name)] == [
        "the first heading is at",
        "the first picture is at",
    ]
