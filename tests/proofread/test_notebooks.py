"""A notebook's page is its cells in the site's own HTML; a figure that nobody described stops the build."""

import logging
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from proofread.notebooks import NotebookError, notebook_page, resolve_links

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle r="1"/></svg>'


def picture(mime: str = "image/png", data: str = PIXEL) -> nbformat.NotebookNode:
    return new_output("display_data", {mime: data})


def printed(text: str) -> nbformat.NotebookNode:
    return new_output("stream", name="stdout", text=text)


CELLS = [
    new_markdown_cell(
        "# The run\n\nWith $0 < y_i$ and [a page](gradient.md#end):\n\n$$\nx\n$$\n\nA price of $5."
    ),
    new_code_cell("x = 1 < 2\nprint(x)", outputs=[printed("True <b>\n")]),
    new_code_cell("# alt: A pixel,\n#   and no more.\ndraw(x)", outputs=[picture()]),
    new_code_cell("# no figure here\nx", outputs=[new_output("execute_result", {"text/plain": "True"})]),
    new_code_cell("# alt: A circle.\ndraw(2)", outputs=[picture("image/svg+xml", SVG)]),
]


@pytest.fixture
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function from cells to what mkdocs-jupyter makes of them."""
    from mkdocs_jupyter.convert import nb2html

    monkeypatch.chdir(tmp_path)
    logging.disable(logging.WARNING)

    def convert(*cells: nbformat.NotebookNode) -> str:
        nbformat.write(new_notebook(cells=list(cells)), tmp_path / "run.ipynb")
        return nb2html(str(tmp_path / "run.ipynb"))

    yield convert
    logging.disable(logging.NOTSET)


@pytest.fixture
def page(jupyter) -> BeautifulSoup:
    return BeautifulSoup(notebook_page(jupyter(*CELLS)), "html.parser")


def test_nothing_of_jupyters_style_and_scripts_is_left(jupyter):
    raw = jupyter(*CELLS)
    page = notebook_page(raw)
    assert len(raw) > 500_000
    assert len(page) < 5_000
    assert not BeautifulSoup(page, "html.parser").find(["style", "script", "link"])
    assert "jp-" not in page


def test_cells_stand_in_their_order(page: BeautifulSoup):
    kinds = [
        tag.name + "." + ".".join(tag.get_attribute_list("class")) for tag in page.find_all(recursive=False)
    ]
    code, output, figure = "div.language-python.highlight", "div.output", "figure.figure"
    assert kinds[-8:] == [code, output, code, figure, code, output, code, figure]


def test_code_is_shown_as_written_and_can_be_copied(page: BeautifulSoup):
    block = page.select(".highlight pre > code")[0]
    assert block.get_text() == "x = 1 < 2\nprint(x)\n"
    assert block.select(".mi"), "no colours"


def test_output_is_text_that_cannot_become_html(page: BeautifulSoup):
    assert [block.get_text() for block in page.select(".output pre > code")] == ["True <b>\n", "True\n"]


def test_figures_are_named_by_the_comment_that_begins_their_cell(page: BeautifulSoup):
    assert page.select_one(".figure > img")["alt"] == "A pixel, and no more."
    assert page.select(".figure > img")[1]["alt"] == "A circle."


def test_comment_that_names_a_figure_is_not_shown_as_code(page: BeautifulSoup):
    assert [block.get_text() for block in page.select(".highlight code")][1:] == [
        "draw(x)\n",
        "# no figure here\nx\n",
        "draw(2)\n",
    ]


def test_formulas_of_markdown_cells_become_mathml(page: BeautifulSoup):
    assert [formula["data-tex"] for formula in page.select("math")] == ["0 < y_i", "x"]
    assert "A price of $5." in page.get_text()


def test_headings_can_be_linked_as_on_other_pages(page: BeautifulSoup):
    link = page.select_one("h1#the-run > a.headerlink")
    assert link["href"] == "#the-run"


def test_svg_is_given_to_the_theme_of_figures(jupyter):
    def themed(svg: str, name: str, alt: str) -> str:
        assert "viewBox" in svg
        return f'<svg id="{name}" aria-label="{alt}"></svg>'

    page = notebook_page(jupyter(*CELLS), themed=themed)
    assert '<figure class="figure"><svg id="figure-2" aria-label="A circle."></svg></figure>' in page


def test_random_identifiers_of_an_svg_are_counted(jupyter):
    def page(random: str) -> str:
        svg = f'<svg viewBox="0 0 1 1"><path id="m{random}"/><use href="#m{random}"/></svg>'
        cell = new_code_cell("# alt: A path.\ndraw()", outputs=[picture("image/svg+xml", svg)])
        return notebook_page(jupyter(cell), themed=lambda svg, name, alt: svg)

    assert page("0123456789") == page("abcdef0123")
    assert 'id="part-0"/><use href="#part-0"' in page("0123456789")


def test_figure_without_a_description_is_refused(jupyter):
    with pytest.raises(NotebookError, match="# alt: "):
        notebook_page(jupyter(new_code_cell("draw()", outputs=[picture()])))


def test_empty_description_is_refused(jupyter):
    with pytest.raises(NotebookError, match="# alt: "):
        notebook_page(jupyter(new_code_cell("# alt:\ndraw()", outputs=[picture()])))


def test_description_for_two_figures_is_refused(jupyter):
    with pytest.raises(NotebookError, match="draws 2"):
        notebook_page(jupyter(new_code_cell("# alt: Two.\ndraw()", outputs=[picture(), picture()])))


def test_description_without_a_figure_is_refused(jupyter):
    with pytest.raises(NotebookError, match="draws none"):
        notebook_page(jupyter(new_code_cell("# alt: A curve.\nx = 1")))


def test_links_to_pages_are_resolved_with_their_anchor():
    def address(path: str) -> str | None:
        return "../gradient/" if path == "gradient.md" else None

    page = (
        '<a href="gradient.md#end">a</a> <a href="#run">b</a> <a href="https://numpy.org/doc.md">c</a>'
        ' <a class="x" href="data.csv">d</a>'
    )
    assert resolve_links(page, address) == page.replace("gradient.md#end", "../gradient/#end")
