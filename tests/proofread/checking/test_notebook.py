"""A notebook runs as its reader runs it, and whatever is wrong with it stops the build and is named."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from proofread.checking.cache import Cache
from proofread.checking.notebook import check_notebook, outputs_by_cell, style
from proofread.checking.page import Report
from proofread.checking.processes import check_pages
from proofread.config import Config

DRAW = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([0, 1]);"
FAULTS = {
    "a failing claim": ("x = 2\n\nassert x > 3", "cell 2:3:1: AssertionError in `assert x > 3`"),
    "an error": ("1 / 0", "cell 2:1:1: ZeroDivisionError: division by zero in `1 / 0`"),
    "an error in a function": (
        "def half(x):\n    return x / 0\n\n\nhalf(1)",
        "cell 2:5:1: ZeroDivisionError: division by zero in `half(1)`",
    ),
    "no Python": ("x = 1\nx = = 2", "cell 2:2:1: SyntaxError: invalid syntax"),
    "the end of the process": ("import os\nos._exit(1)", "cell 2:1:1: ends the process of the notebook"),
    "a warning": ("import warnings\nwarnings.warn('old')", "cell 2:2:1: warns: UserWarning: old"),
    "an unknown magic": ("x = 1\n%nosuch", "cell 2:1:1: UsageError: Line magic function `%nosuch` not found"),
    "an address": ("object()", "cell 2:1:1: prints an address, 'at 0x"),
    "a figure without a text": (DRAW, "cell 2:1:1: a figure has no alternative text"),
    "a text without a figure": (
        "# alt: A line.\nx = 1",
        "cell 2:1:1: one figure belongs to `# alt: A line.`",
    ),
    "a colour without a role": (
        "# alt: A line.\n" + DRAW.replace("1]", "1], 'lime'"),
        "cell 2:1:1: the figure uses #00ff00, a colour without a role",
    ),
    "a claim that a magic would hide": (
        "%%capture\nx = 2\nassert x > 3",
        "cell 2:3:1: AssertionError in `assert x > 3`",
    ),
    "a file beside it": ("open('beside.txt')", "FileNotFoundError"),
}


def write_notebook(path: Path, *sources: str) -> Path:
    """Write a notebook with a heading and code cells, whose ids are a, b, c, …."""
    cells = [new_code_cell(source, id=chr(97 + k)) for k, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=[new_markdown_cell("# A run", id="title"), *cells]), path)
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no JSON: Expecting value: line 1 column 1"),
        ("[]", "is no notebook in format 4.5"),
        ('{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}', "is no notebook in format 4.5"),
        ('{"nbformat": 4, "nbformat_minor": 4, "cells": [{}]}', "is no notebook in format 4.5"),
        ('{"nbformat": 4, "nbformat_minor": 5, "cells": []}', "is a notebook without cells"),
        ('{"nbformat": 4, "nbformat_minor": 5, "cells": [{}]}', "the id None is not that of one cell"),
        (
            '{"nbformat": 4, "nbformat_minor": 5, "cells": [{"id": "a"}, {"id": "a"}]}',
            "the id 'a' is not that of one cell",
        ),
    ],
)
def test_a_file_that_is_no_notebook_is_a_finding(tmp_path, text: str, message: str):
    (tmp_path / "odd.ipynb").write_text(text)
    (finding,) = check_notebook(tmp_path / "odd.ipynb", Config(tmp_path)).findings
    assert str(finding).startswith(f"odd.ipynb:1:1: {message}")


def settings(root: Path, **changes: object) -> Config:
    (root / "site.mplstyle").write_text(
        "axes.edgecolor: 123456\nlines.linewidth: 3\naxes.facecolor: 222222\n"
    )
    given = {"palette": "colours_of_test.PALETTE", "style": "site.mplstyle"}
    return Config(root, **{**given, **changes})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    """Return a folder from which Python imports, with a palette that has no lime."""
    root = tmp_path_factory.mktemp("notebooks")
    colours = {"#123456": "ink", "#000000": "black", "#1f77b4": "line"}
    (root / "colours_of_test.py").write_text(f"PALETTE = { ({v: k for k, v in colours.items()})!r}\n")
    (root / "beside.txt").write_text("here")
    sys.path.insert(0, str(root))
    yield root
    sys.path.remove(str(root))


@pytest.fixture(scope="module")
def faults(folder: Path) -> dict[str, Report]:
    """Return the report of a notebook with each fault and a cell below it."""
    paths = [
        write_notebook(folder / f"{number}.ipynb", source, "after = 1")
        for number, (source, _) in enumerate(FAULTS.values())
    ]
    return dict(zip(FAULTS, check_pages(paths, settings(folder)), strict=True))


@pytest.fixture
def run(folder: Path) -> Callable[..., dict[str, str]]:
    """Return a function from the code of cells to the HTML of their outputs."""

    def outputs(*sources: str) -> dict[str, str]:
        (report,) = check_pages([write_notebook(folder / "run.ipynb", *sources)], settings(folder))
        assert not report.findings, report.findings
        return outputs_by_cell(report)

    return outputs


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_named_with_its_notebook_cell_and_line(faults: dict[str, Report], fault: str):
    (finding,) = faults[fault].findings
    assert str(finding).startswith(faults[fault].path + ":cell 2:")
    assert FAULTS[fault][1] in str(finding)


@pytest.mark.parametrize("tag", ["raises-exception", "skip-execution"])
def test_a_cell_that_its_tag_would_let_fail_is_a_finding(folder: Path, tag: str):
    path = write_notebook(folder / "tagged.ipynb", "assert 1 + 1 == 3")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata["tags"] = [tag]
    nbformat.write(notebook, path)
    (report,) = check_pages([path], settings(folder))
    (finding,) = report.findings
    assert f"cell 2:1:1: is tagged {tag}, so nobody would see its claims fail" in str(finding)


def test_nothing_below_a_fault_is_run(faults: dict[str, Report]):
    assert {len(report.results) for report in faults.values()} == {1}


def test_cells_share_their_names_and_show_what_they_print(run):
    shown = run("x = 1\nprint(x < 2)", "x", "x;", "{'a': '<b>'}")
    assert shown["a"] == '<div class="output"><pre><code>True\n</code></pre></div>'
    assert shown["b"] == '<div class="output"><pre><code>1\n</code></pre></div>'
    assert shown["c"] == ""
    assert "{'a': '&lt;b&gt;'}" in shown["d"]


def test_kernel_is_this_python_with_nobodys_settings_in_an_empty_folder(run, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setenv("JUPYTER_PATH", "nowhere")
    shown = run("import os, sys\nprint(sys.executable, os.listdir())", "print(hash('a'))", "print(hash('a'))")
    assert f"{sys.executable} []" in shown["a"]
    assert shown["b"] == shown["c"] == run("", "print(hash('a'))")["b"]


def test_figure_has_the_style_of_the_site_and_the_same_bytes_each_time(run):
    cell = f"# alt: A rising\n# line.\n{DRAW}"
    first = run(cell, cell)
    assert first == run(cell, cell)
    assert first["a"].startswith('<figure class="figure"><svg ')
    assert 'aria-label="A rising line."' in first["a"]
    assert "stroke: var(--figure-ink)" in first["a"]
    assert "stroke-width: 3" in first["a"]
    assert 'id="figure-1-' in first["a"]
    assert 'id="figure-2-' in first["b"]


def test_page_shines_through_a_figure_whatever_the_style_says(folder: Path):
    lines = style(settings(folder), "run").splitlines()
    assert "axes.facecolor: none" in lines
    assert "svg.hashsalt: run" in lines
    assert "axes.facecolor: 222222" not in lines


def test_cell_that_does_not_end_is_ended(folder: Path):
    path = write_notebook(folder / "endless.ipynb", "while True:\n    pass")
    (report,) = check_pages([path], settings(folder, seconds_per_claim=1.0))
    (finding,) = report.findings
    assert str(finding) == "endless.ipynb:cell 2:1:1: does not end within 1 s"


def test_whole_notebook_has_a_time_limit_too(folder: Path):
    path = write_notebook(folder / "slow.ipynb", *["import time\ntime.sleep(0.8)"] * 6)
    (report,) = check_pages([path], settings(folder, seconds_per_claim=5.0, seconds_per_page=2.0))
    (finding,) = report.findings
    assert "is never reached" in str(finding) or "does not end within" in str(finding)


def test_number_in_the_text_is_backed_by_the_code_or_what_it_prints(folder: Path):
    path = write_notebook(
        folder / "numbers.ipynb", "print(2 / 3)", f"# alt: Up to 0.5, or 3.\n{DRAW[:-1]}\nx = 3"
    )
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[
        0
    ].source = "Two thirds are 0.667 of 3,\nnot 0.668 of $7$; type `x = 9`. Layer 2 has\n\n1. an item."
    nbformat.write(notebook, path)
    (report,) = check_pages([path], settings(folder, constants={r"[Ll]ayer \d": "a name"}))
    assert [str(finding) for finding in report.findings] == [
        "numbers.ipynb:cell 1:2:5: neither the code nor what it prints shows the number '0.668'",
        "numbers.ipynb:cell 1:2:15: neither the code nor what it prints shows the number '7'",
        "numbers.ipynb:cell 3:1:7: neither the code nor what it prints shows the number '0.5'",
    ]


def test_broken_file_is_one_finding(folder: Path):
    (folder / "broken.ipynb").write_text("{")
    (report,) = check_pages([folder / "broken.ipynb"], settings(folder))
    (finding,) = report.findings
    assert "is no JSON" in str(finding)


def test_unchanged_notebook_is_not_run_again_and_a_changed_package_runs_it_again(folder: Path, monkeypatch):
    (folder / "changing.py").write_text("value = 1\n")
    path = write_notebook(folder / "cached.ipynb", "from changing import value\nprint(value)")
    config = settings(folder, packages=("changing",))

    def shown() -> str:
        (report,) = check_pages([path], config, Cache(folder / "store", config))
        return outputs_by_cell(report)["a"]

    assert "1\n" in shown()
    with monkeypatch.context() as patched:
        patched.setattr("proofread.checking.processes._in_own_process", lambda *_: pytest.fail("run again"))
        assert "1\n" in shown()
    (folder / "changing.py").write_text("value = 22\n")
    assert "22\n" in shown()


# The built site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a site of one notebook, whose result is a function of the package `lesson`."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ page.content }}")
    (tmp_path / "pyproject.toml").write_text('[tool.proofread]\npackages = ["lesson_of_test"]\n')
    jupyter = {"include": ["*.ipynb"], "include_source": True, "execute": False, "cache": False}
    plugins = [{"mkdocs-jupyter": jupyter}, "proofread"]
    theme = {"name": None, "custom_dir": "theme"}
    (tmp_path / "mkdocs.yml").write_text(yaml.dump({"site_name": "Lab", "theme": theme, "plugins": plugins}))
    (tmp_path / "lesson_of_test.py").write_text("def rate():\n    return 0.5\n")
    code = "from lesson_of_test import rate\n\nprint(2 * rate())\nassert rate() < 1"
    write_notebook(tmp_path / "docs" / "index.ipynb", code)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def built(site: Path) -> str:
    build(load_config(str(site / "mkdocs.yml")))
    return (site / "site" / "index.html").read_text("utf-8")


def test_result_on_the_page_follows_the_package_and_the_download_has_no_output(site: Path):
    assert '<div class="output"><pre><code>1.0\n' in built(site)
    (site / "lesson_of_test.py").write_text("def rate():\n    return 0.25\n")
    assert '<div class="output"><pre><code>0.5\n' in built(site)
    download = site / "site" / "index.ipynb"
    assert download.read_bytes() == (site / "docs" / "index.ipynb").read_bytes()
    assert json.loads(download.read_text("utf-8"))["cells"][1]["outputs"] == []


def test_claim_that_the_package_no_longer_keeps_stops_the_build(site: Path, caplog):
    built(site)
    (site / "lesson_of_test.py").write_text("def rate():\n    return 1.5\n")
    with pytest.raises(Abort):
        built(site)
    assert "docs/index.ipynb:cell 2:4:1: AssertionError in `assert rate() < 1`" in caplog.text
