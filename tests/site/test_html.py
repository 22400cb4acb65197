"""Every page is valid HTML: a strict parser reads it, and what a parser does not judge holds, too."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup

OBSOLETE = {
    "center",
    "font",
    "big",
    "tt",
    "strike",
    "acronym",
    "marquee",
    "nobr",
    "frame",
    "frameset",
    "applet",
    "basefont",
    "dir",
}
OBSOLETE_ATTRIBUTES = {
    "align",
    "bgcolor",
    "valign",
    "cellpadding",
    "cellspacing",
    "border",
    "nowrap",
    "clear",
    "hspace",
}
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "popovertarget", "list")


def misread(text: str) -> Iterator[str]:
    """What a strict parser stumbles over."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    for (line, column), kind, details in parser.errors:
        yield f"line {line}, column {column}: {kind} {details}"


def unnamed(page: BeautifulSoup) -> Iterator[str]:
    """Pictures, frames and drawings that say nothing to those who do not see them."""
    for image in page.select("img:not([alt]), iframe:not([title]), area:not([alt])"):
        yield f"{image.name} without a text: {str(image)[:80]}"
    for drawing in page.select("svg[role=img]"):
        if not (drawing.get("aria-label") or drawing.select_one(":scope > title")):
            yield f"a drawing without a name: {str(drawing)[:80]}"


def lost(page: BeautifulSoup) -> Iterator[str]:
    """References to parts of the page that are not there (`form` of <mo> is none), and ids given twice."""
    elements = page.find_all(True)
    ids = Counter(element["id"] for element in elements if "id" in element.attrs)
    for name in ids:
        if ids[name] > 1:
            yield f"the id {name} is given twice"
    for element, attribute in product(elements, POINTERS):
        if attribute in element.attrs and element.name != "mo":
            for name in str(element[attribute]).split():
                if name not in ids:
                    yield f"{attribute}={name} of <{element.name}> is nowhere on the page"


def obsolete(page: BeautifulSoup) -> Iterator[str]:
    """Elements and attributes that HTML has given up; MathML keeps some of them."""
    formulas = {id(part) for formula in page.find_all("math") for part in [formula, *formula.find_all(True)]}
    for element in page.find_all(True):
        if id(element) in formulas:
            continue
        if element.name in OBSOLETE:
            yield f"<{element.name}> is obsolete"
        for attribute in OBSOLETE_ATTRIBUTES & element.attrs.keys():
            yield f"{attribute} of <{element.name}> is obsolete"


def misplaced(page: BeautifulSoup) -> Iterator[str]:
    """Headings that skip a level, a page without one title, empty places in the order of the keyboard."""
    levels = [int(heading.name[1]) for heading in page.select("article :is(h1, h2, h3, h4, h5, h6)")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} titles"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} below one of level {above}"
    for element in page.select("[tabindex]"):
        if not re.fullmatch(r"-?\d+", element["tabindex"]):
            yield f"tabindex={element['tabindex']!r} of <{element.name}> is no number"
    for element in page.select("input[autocomplete]:is([type=checkbox], [type=radio])"):
        yield f"autocomplete does not belong to <input type={element['type']}>"


def problems(text: str) -> list[str]:
    """Return what is not valid on a page."""
    page = BeautifulSoup(text, "html.parser")
    return [*misread(text), *unnamed(page), *lost(page), *obsolete(page), *misplaced(page)]


def test_page_is_valid(site: Path, address: str):
    file = site / address if address.endswith(".html") else site / address / "index.html"
    found = problems(file.read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


GOOD = (
    '<!doctype html><html lang="en"><head><title>A</title></head><body><article><h1 id="a">A</h1><h2>B</h2>'
    '<label for="c" tabindex="0">C</label><input type="checkbox" id="c"><img src="a" alt=""><p>D</p>'
    "</article></body></html>"
)
PLANTED = [
    ("<p>D</p>", "<p><div>D</div></p>", "unexpected-end-tag"),
    ("<p>D</p>", "<p>D &nosuch; E</p>", "entity"),
    ("<p>D</p>", "<span><p>D</span></p>", "line 1"),
    ('<label for="c"', '<label for="c" for="c"', "duplicate-attribute"),
    ('<label for="c"', '<label for="d"', "for=d of <label> is nowhere"),
    ('id="a"', 'id="c"', "the id c is given twice"),
    (' alt=""', "", "img without a text"),
    ("<p>D</p>", '<svg role="img"></svg>', "a drawing without a name"),
    ("<p>D</p>", "<center>D</center>", "<center> is obsolete"),
    ("<p>D</p>", '<p align="left">D</p>', "align of <p> is obsolete"),
    ("<h2>B</h2>", "<h3>B</h3>", "level 3 below one of level 1"),
    ("<h2>B</h2>", "<h1>B</h1>", "2 titles"),
    ('tabindex="0"', 'tabindex=""', "tabindex='' of <label> is no number"),
    ('type="checkbox"', 'type="checkbox" autocomplete="off"', "autocomplete does not belong"),
]


def unbroken(page: str) -> list[str]:
    """Return the long lines of Python code that a phone would have to scroll."""
    code = BeautifulSoup(page, "html.parser").select(".highlight:is(.language-python, .language-pycon) code")
    lines = {line for block in code for line in block.get_text().split("\n") if len(line) > 40}
    return sorted(lines - {line.get_text() for block in code for line in block.select(".line")})


def test_long_lines_of_code_may_break_on_phones(site: Path):
    pages = [path.read_text("utf-8") for path in sorted((site / "learn").rglob("index.html"))]
    assert sum('class="line"' in page for page in pages) > 20
    assert [line for page in pages for line in unbroken(page)] == []


def test_a_long_line_that_cannot_break_is_named():
    box = '<div class="language-python highlight" data-run><pre><code>{}</code></pre></div>'
    assert unbroken(box.format("a" * 41)) == ["a" * 41]
    assert unbroken(box.format(f'<span class="line">{"a" * 41}</span>\nb')) == []


def test_what_is_valid_is_accepted():
    assert problems(GOOD) == []


@pytest.mark.parametrize(("right", "wrong", "named"), PLANTED)
def test_planted_fault_is_named(right: str, wrong: str, named: str):
    assert right in GOOD
    found = problems(GOOD.replace(right, wrong, 1))
    assert any(named in problem for problem in found), found
