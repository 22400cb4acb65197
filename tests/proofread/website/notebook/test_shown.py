"""A notebook's page is its cells in the site's own HTML; a figure that nobody described stops the build."""

import logging
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from proofread.checking.cell_outputs import Figure, alt_text, outputs_html
from proofread.pages.findings import Wrong
from proofread.website.notebook.shown import notebook_page, resolve_links

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle r="1" style="fill: #0000ff"/></svg>'
COLOURS = {"#0000ff": "blue"}


def picture(mime: str = "image/svg+xml", data: str = SVG) -> nbformat.NotebookNode:
    return new_output("display_data", {mime: data, "text/plain": "<Figure>"})


def printed(text: str) -> nbformat.NotebookNode:
    return new_output("stream", name="stdout", text=text)


CELLS = [
    new_markdown_cell(
        "# The run\n\nWith $0 < y_i$ and [a page](gradient.md#end):\n\n$$\nx\n$$\n\nA price of $5."
    ),
    new_code_cell("x = 1 < 2\nprint(x)", id="first"),
    new_code_cell("# alt: A circle,\n#   and no more.\ndraw(x)", id="drawn"),
    new_code_cell("# no figure here\nx", id="last"),
]
OUTPUTS = {"first": '<div class="output">True</div>', "drawn": '<figure class="figure"><svg></svg></figure>'}


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
    return BeautifulSoup(notebook_page(jupyter(*CELLS), OUTPUTS), "html.parser")


def test_nothing_of_jupyters_style_and_scripts_is_left(jupyter):
    raw = jupyter(*CELLS)
    page = notebook_page(raw)
    assert len(raw) > 500_000
    assert len(page) < 5_000
    assert not BeautifulSoup(page, "html.parser").find(["style", "script", "link"])
    assert "jp-" not in page


def test_cells_stand_in_their_order_each_with_its_outputs(page: BeautifulSoup):
    kinds = [
        tag.name + "." + ".".join(tag.get_attribute_list("class")) for tag in page.find_all(recursive=False)
    ]
    code = "div.language-python.highlight"
    assert kinds[-5:] == [code, "div.output", code, "figure.figure", code]


def test_code_is_shown_as_written_and_can_be_copied(page: BeautifulSoup):
    block = page.select(".highlight pre > code")[0]
    assert block.get_text() == "x = 1 < 2\nprint(x)\n"
    assert block.select(".mi"), "no colours"


def test_outputs_stored_in_the_file_are_not_shown(jupyter):
    stored = new_code_cell("print(1)", outputs=[printed("stale")])
    assert "stale" not in notebook_page(jupyter(stored))


def test_comment_that_names_a_figure_is_not_shown_as_code(page: BeautifulSoup):
    assert [block.get_text() for block in page.select(".highlight code")][1:] == [
        "draw(x)\n",
        "# no figure here\nx\n",
    ]


def test_formulas_of_markdown_cells_become_mathml(page: BeautifulSoup):
    assert [formula["data-tex"] for formula in page.select("math")] == ["0 < y_i", "x"]
    assert "A price of $5." in page.get_text()


def test_headings_can_be_linked_as_on_other_pages(page: BeautifulSoup):
    link = page.select_one("h1#the-run > a.headerlink")
    assert link["href"] == "#the-run"


def shown(*outputs: nbformat.NotebookNode, alt: str | None = None) -> str:
    return outputs_html(outputs, Figure("figure-1", alt), COLOURS)


def test_output_is_text_that_cannot_become_html():
    result = new_output("execute_result", {"text/plain": "x < 1"})
    assert shown(printed("True <b>\n"), result) == (
        '<div class="output"><pre><code>True &lt;b&gt;\n</code></pre></div>'
        '<div class="output"><pre><code>x &lt; 1\n</code></pre></div>'
    )


def test_table_stays_html():
    table = new_output("execute_result", {"text/html": "<table></table>", "text/plain": "x"})
    assert shown(table) == '<div class="output"><table></table></div>'


def test_figure_has_its_text_and_its_colours_by_role():
    figure = shown(picture(), alt="A circle.")
    assert figure.startswith('<figure class="figure"><svg ')
    assert 'aria-label="A circle."' in figure
    assert "fill: var(--figure-blue)" in figure


def test_comment_that_begins_a_cell_is_the_text_of_its_figure():
    assert alt_text("# alt: A pixel,\n#   and no more.\ndraw(x)  # alt: no") == "A pixel, and no more."
    assert alt_text("# alt:\ndraw()") == ""
    assert alt_text("draw()\n# alt: too late") is None


def test_figure_without_a_description_is_refused():
    for nothing in (None, ""):
        with pytest.raises(Wrong, match="# alt: "):
            shown(picture(), alt=nothing)


def test_description_for_two_figures_is_refused():
    with pytest.raises(Wrong, match="draws 2"):
        shown(picture(), picture(), alt="Two.")


def test_description_without_a_figure_is_refused():
    with pytest.raises(Wrong, match="draws none"):
        shown(printed("1"), alt="A curve.")
    with pytest.raises(Wrong, match="no alternative text"):
        shown(printed("1"), alt="")


def test_figure_of_pixels_is_refused():
    with pytest.raises(Wrong, match="image/png, whose colours dark pages cannot change"):
        shown(new_output("display_data", {"image/png": "iVBORw0KGgo="}))


def test_links_to_pages_are_resolved_with_their_anchor():
    def address(path: str) -> str | None:
        return "../gradient/" if path == "gradient.md" else None

    page = (
        '<a href="gradient.md#end">a</a> <a href="#run">b</a> <a href="https://numpy.org/doc.md">c</a>'
        ' <a class="x" href="data.csv">d</a>'
    )
    assert resolve_links(page, address) == page.replace("gradient.md#end", "../gradient/#end")
