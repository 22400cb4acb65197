"""Each page of each chapter can be downloaded as a notebook, which runs and prints what it shows."""

import json
import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import nbformat
import pytest

from proofread.claims.rounding import difference
from proofread.config import Config, load_config
from proofread.pages.blocks import Program
from proofread.pages.markdown import read_page, read_text
from proofread.website.notebook.made import chapter_notebook

ROOT = Path(__file__).parents[4]
CONFIG = load_config(ROOT)
DOCS = ROOT / CONFIG.docs
PAGES = {path.relative_to(DOCS).as_posix(): read_page(read_text(path)) for path in sorted(DOCS.rglob("*.md"))}
OFFERED = [path for path in PAGES if any(fnmatch(path, pattern) for pattern in CONFIG.notebooks)]
RUNNER = Path(__file__).parent / "notebook_runner.py"


def nowhere(link: str) -> None:
    """Return where links lead on a site without an address."""


def made(path: str) -> dict:
    """Return the notebook of a page of the site."""
    return json.loads(chapter_notebook(path, PAGES, CONFIG, nowhere))


def run_all(notebooks: list[dict], folder: Path) -> list[list[dict]]:
    """Run notebooks, each in a process of its own; return what became of their cells."""
    run = subprocess.run(
        [sys.executable, "-I", str(RUNNER), str(ROOT)],
        input=json.dumps(notebooks),
        env=os.environ | {"IPYTHONDIR": str(folder), "MPLCONFIGDIR": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def wrong_cells(notebook: dict, outcomes: list[dict]) -> list[str]:
    """Return what is wrong with the cells that ran, each by its name, and how many did not."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    problems = []
    for cell, outcome in zip(cells, outcomes, strict=False):
        shown = "".join("".join(output["text"]) for output in cell["outputs"])
        problem = outcome["error"] or difference(shown, outcome["printed"])
        problems += [f"{cell['id']}: {problem}"] if problem else []
    missing = len(cells) - len(outcomes)
    return problems + ([f"{missing} cells did not run"] if missing else [])


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, list[str]]:
    """Run every notebook that the site offers."""
    notebooks = [made(path) for path in OFFERED]
    ran = run_all(notebooks, tmp_path_factory.mktemp("settings"))
    return {
        path: wrong_cells(*pair) for path, pair in zip(OFFERED, zip(notebooks, ran, strict=True), strict=True)
    }


@pytest.mark.parametrize("path", OFFERED)
def test_a_notebook_of_the_site_runs_and_prints_what_it_shows(path, outcomes):
    assert outcomes[path] == []


def test_every_page_of_every_chapter_is_offered():
    assert len(OFFERED) >= 18
    assert [path for path in PAGES if path.startswith("learn/")] == OFFERED


@pytest.mark.parametrize("path", OFFERED)
def test_a_notebook_of_the_site_is_valid_and_complete(path):
    notebook = made(path)
    nbformat.validate(nbformat.from_dict(notebook))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    fences = [f for f in PAGES[path].fences if f.is_python and not isinstance(f, Program)]
    assert len(code) == len(fences)
    shown = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    left = [
        mark
        for text in shown
        for mark in ("\0", "<!--", "!!!", "???", "\\label", "]{", ".md")
        if mark in text
    ]
    assert left == []
    assert "".join(shown[0]).startswith("# ")


def test_wrong_cells_are_caught_and_named(tmp_path):
    right = made("learn/hidden-layer/forward.md")
    first = next(cell for cell in right["cells"] if cell.get("outputs"))
    planted = {
        f"{first['id']}: the page shows": (first["outputs"][0]["text"][0], "0.4"),
        "NameError": ("trace = forward", "race = forward"),
        "draws 0 figures": ("draw_network(ax", "plt.close(fig); (lambda *a, **k: 0)(ax"),
        "Warning": ("sample = np", "np.log(0); sample = np"),
    }
    wrong = []
    for old, new in planted.values():
        text = json.dumps(right)
        assert json.dumps(old)[1:-1] in text
        wrong.append(json.loads(text.replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1])))
    for expected, notebook, ran in zip(planted, wrong, run_all(wrong, tmp_path), strict=True):
        assert expected in "\n".join(wrong_cells(notebook, ran))


# -- on small pages -------------------------------------------------------------------------------


def cells_of(text: str, address=nowhere, others: dict | None = None) -> list[dict]:
    """Return the cells of a small page, the one with the title left out."""
    pages = {"a.md": read_page(f"# Title\n\n```python\n0\n```\n\n{text}")} | (others or {})
    config = Config(ROOT, packages=("nnscratch",))
    return json.loads(chapter_notebook("a.md", pages, config, address))["cells"][2:]


def texts_of(text: str, **options) -> list[str]:
    return ["".join(cell["source"]) for cell in cells_of(text, **options)]


def test_numbers_and_equations_are_as_they_are_shown():
    page = "[Six]{wrong} of $[40]{N}$.\n\n$$ a = [4]{b} \\label{x} $$\n\nBy [](#eq-x).<!-- not this -->\n"
    assert texts_of(page) == ["Six of $40$.\n\n$$ a = 4 \\tag{1} $$\n\nBy (1)."]


def test_equations_of_other_pages_are_named_by_their_number():
    other = {"b.md": read_page("$$ a = a $$\n\n$$ b = b \\label{y} $$\n")}
    assert texts_of("By [](b.md#eq-y).\n", others=other) == ["By (2)."]


def test_links_lead_to_the_hosted_site_or_nowhere():
    page = "A [link](b.md#c), [another](https://example.org) and a [button](b.md){ .md-button }.\n"
    assert texts_of(page) == ["A link, [another](https://example.org) and a button."]
    hosted = texts_of(page, address=lambda link: f"https://site.test/{link}")
    assert "[link](https://site.test/b.md#c)" in hosted[0]


def test_code_shows_its_output_and_a_figure_what_it_shows():
    page = (
        "```python\nprint(1)\nprint(2)\n```\n\n```output\n1\n2\n```\n\n"
        '```python figure="x" alt="[Two]{n} lines."\n# first\nplot()\n```\n\nFigure: Lines.\n'
    )
    code, figure, caption = cells_of(page)
    assert code["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["1\n", "2\n"]}]
    assert "".join(figure["source"]) == "# alt: Two lines.\n\n# first\nplot()"
    assert "".join(caption["source"]) == "Figure: Lines."


def test_a_listing_defines_the_function_again():
    (listing,) = texts_of('```python source="nnscratch.mlp.predict"\n```\n')
    assert "from nnscratch.mlp import Parameters, forward\n" in listing
    assert listing.endswith("return (forward(parameters, X).y >= 0.5).astype(float)")


def test_a_notation_block_is_its_table():
    (table,) = texts_of("```notation\nsizes: {N: samples}\ngiven:\n  z: N x 1, the sums\n```\n")
    assert table.splitlines()[-1] == "| $z$ | `z` | $(N, 1)$ | the sums |"


def test_a_remark_is_its_title_and_its_text_with_the_code_in_it():
    page = (
        '??? question "Answer"\n\n    Text,\n    more.\n\n    ```python\n    print(1)\n    ```\n\n'
        "    !!! note\n\n        Inner.\n\nAfter.\n"
    )
    text, code, rest = cells_of(page)
    assert "".join(text["source"]) == "**Answer**\n\nText,\nmore."
    assert code["source"] == ["print(1)"]
    assert "".join(rest["source"]) == "**Note**\n\nInner.\n\nAfter."


def test_what_does_not_run_is_shown_as_it_is():
    page = "```sh\nmake test\n```\n\n<!-- unchecked: slow -->\n```python\nx\n```\n"
    assert texts_of(page) == ["```sh\nmake test\n```", "```python\nx\n```"]


def test_a_session_is_a_cell_for_each_prompt():
    value, assigned = cells_of("```pycon\n>>> 1 + 1\n2\n>>> a = 1\n```\n")
    assert value["outputs"][0]["data"] == {"text/plain": ["2"]}
    assert assigned["outputs"] == []


def test_the_title_is_followed_by_what_is_needed():
    pages = {"a.md": read_page("# Title\n\nText.\n\n```python\nimport json\n\nimport numpy as np\n```\n")}
    config = Config(ROOT, notebook_note="Get [it](it.whl).")
    for address, got in (nowhere, "it"), (lambda link: f"https://host/{link}", "[it](https://host/it.whl)"):
        title = json.loads(chapter_notebook("a.md", pages, config, address))["cells"][0]["source"]
        page = "a page" if address is nowhere else "[a page](https://host/)"
        note = f"This notebook is {page} of the site. To run it you need Python and `numpy`. Get {got}."
        assert "".join(title) == f"# Title\n\n*{note}*\n\nText."


def test_the_same_page_gives_the_same_bytes():
    path = OFFERED[0]
    assert chapter_notebook(path, PAGES, CONFIG, nowhere) == chapter_notebook(path, PAGES, CONFIG, nowhere)
