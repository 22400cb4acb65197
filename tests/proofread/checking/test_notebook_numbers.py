"""What the text of a notebook states is in its code, in what it prints, or on a page that is checked."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from proofread.checking.notebook_numbers import stray_numbers
from proofread.config import Config
from proofread.pages.markdown import read_page, read_text

DOCS = Path(__file__).parents[3] / "docs"


def strays(text: str) -> list[str]:
    printed = new_output("stream", name="stdout", text="accuracy 0.123")
    cells = [new_markdown_cell(text), new_code_cell("n = 40", outputs=[printed])]
    results = stray_numbers(new_notebook(cells=cells), "a.ipynb", Config(Path()).allowed)
    return [str(result.finding) for result in results]


@pytest.mark.parametrize(
    ("text", "place", "number"),
    [
        ("It has 97.", "1:8", "97"),
        ("$x = 97$", "1:6", "97"),
        ("```output\naccuracy 0.97\n```", "2:10", "0.97"),
        ("```\n97\n```", "2:1", "97"),
        ("[97]{n}", "1:1", "[97]{n}"),
        ("[40]{n}", "1:1", "[40]{n}"),
    ],
)
def test_a_number_that_nothing_backs_is_found_wherever_it_stands(text: str, place: str, number: str):
    (finding,) = strays(text)
    message = f"neither the code nor what it prints shows the number {number!r}"
    assert finding == f"a.ipynb:cell 1:{place}: {message}"


@pytest.mark.parametrize(
    "text", ["Of 40, 0.12.", "```text\naccuracy 0.12\n```", "```sh\nmake -j 8\n```", "```python\nx = 9\n```"]
)
def test_a_number_that_stands_in_the_code_or_rounds_what_it_prints_is_none(text: str):
    assert strays(text) == []


def written(latex: str) -> str:
    return "".join(latex.replace(":=", "=").split())


def test_every_displayed_equation_of_a_notebook_stands_on_a_page_that_proves_it():
    pages = [read_page(read_text(path)) for path in (DOCS / "learn").rglob("*.md")]
    proved = " ".join(written(formula.latex) for page in pages for formula in page.formulas)
    notebooks = [nbformat.read(path, 4) for path in DOCS.rglob("*.ipynb")]
    texts = [cell.source for book in notebooks for cell in book.cells if cell.cell_type == "markdown"]
    shown = [formula for text in texts for formula in read_page(text).formulas if formula.display]
    assert len(shown) >= 2
    assert [formula.latex for formula in shown if written(formula.latex) not in proved] == []
