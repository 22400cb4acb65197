"""What stands beside the text on a wide screen, and where on the path a page says it is."""

import pytest

CHAPTERS = [
    "learn/logistic-regression/descent/",
    "learn/hidden-layer/matrices/",
    "learn/hidden-layer/training/",
]
BOXES = """() => {
  const box = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const what = `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 40)}`;
    return { left, right, top, bottom, what };
  };
  const all = (selector) => [...document.querySelectorAll(selector)].map(box);
  return {
    beside: all("article > :is(.symbols, .ledger, .side)"),
    text: all("article > :not(.symbols, .ledger, .side), article :is(.formula, .equation, pre, svg)"),
    contents: all(".md-sidebar--secondary .md-nav__link"),
    width: document.documentElement.clientWidth,
    scrollWidth: document.documentElement.scrollWidth,
  };
}"""
NOTE = """() => {
  const note = document.createElement("div");
  note.className = "admonition note side";
  note.innerHTML = "<p class='admonition-title'>Aside</p><p>" + "A word beside the text. ".repeat(9) + "</p>";
  document.querySelector("article .symbols").nextElementSibling.before(note);
}"""


@pytest.fixture(scope="module", params=[1440, 1680, 2560])
def wide(browser, server: str, request):
    """Give a tab as wide as the screens of many desks."""
    tab = browser.new_page(base_url=server, viewport={"width": request.param, "height": 1000})
    yield tab
    tab.close()


def overlap(one, other) -> bool:
    """Tell whether two boxes have a point in common."""
    beside = one["left"] < other["right"] and other["left"] < one["right"]
    return beside and one["top"] < other["bottom"] and other["top"] < one["bottom"]


@pytest.mark.parametrize("page", CHAPTERS)
def test_symbols_checks_and_notes_stand_beside_the_text(wide, page: str):
    wide.goto(page)
    stand_apart(wide, 2)
    wide.evaluate(NOTE)
    stand_apart(wide, 3)


def stand_apart(wide, number: int) -> None:
    """Demand that so many boxes stand beside the text, wherever a reader is, and that none meets another."""
    for place in (0, 500, 100_000):
        wide.evaluate(f"scrollTo({{top: {place}, behavior: 'instant'}})")
        boxes = wide.evaluate(BOXES)
        assert len(boxes["beside"]) == number
        others = boxes["text"] + boxes["contents"]
        met = [(a["what"], b["what"]) for a in boxes["beside"] for b in others if overlap(a, b)]
        met += [
            (a["what"], b["what"])
            for k, a in enumerate(boxes["beside"])
            for b in boxes["beside"][:k]
            if overlap(a, b)
        ]
        assert met == []
        assert boxes["scrollWidth"] == boxes["width"]


def test_symbols_stay_in_sight(wide):
    wide.goto(CHAPTERS[0])
    wide.evaluate("scrollTo({top: document.body.scrollHeight / 2, behavior: 'instant'})")
    box = wide.locator("article > .symbols").bounding_box()
    assert box["y"] > 0
    assert box["y"] + box["height"] <= 1000


def test_the_contents_stay_in_their_places_while_the_page_is_read(views):
    tab = views[0].tab
    tab.goto("learn/hidden-layer/cost/")
    links = tab.locator(".md-sidebar--secondary .md-nav__link")
    heights = links.evaluate_all("links => links.map(link => link.offsetHeight)")
    links.evaluate_all("links => links.forEach(link => link.classList.add('md-nav__link--active'))")
    assert links.evaluate_all("links => links.map(link => link.offsetHeight)") == heights


def test_a_page_of_the_path_says_where_it_is(views):
    tab = views[0].tab
    tab.goto(CHAPTERS[0])
    chapter = tab.locator(".md-nav__item--section:has(.md-nav__link--active) > nav > ul > li")
    names = [name.strip() for name in chapter.locator("> a").all_inner_texts()]
    here = names.index(tab.locator("h1").evaluate("h1 => h1.firstChild.data.trim()")) + 1
    assert tab.locator(".on-path").inner_text() == f"Logistic regression · {here} of {len(names)}"
    tab.goto("notation/")
    assert tab.locator(".on-path").count() == 0
