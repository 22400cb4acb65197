"""A lab's claim that fails stops the build, and a change of the package changes the lab's result."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from proofread.checking.cache import site_cache
from proofread.checking.notebook import outputs_by_cell
from proofread.checking.page import Report
from proofread.checking.processes import check_pages
from proofread.config import load_config

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs").rglob("*.ipynb"))
LABS = [path for path in NOTEBOOKS if path.parent.name == "labs"]
CLAIM = re.compile("^assert (.*)", re.MULTILINE)
RIGHT, CHANGED = "    dW2 = trace.H1.T @ delta2\n", "    dW2 = 1.001 * trace.H1.T @ delta2\n"


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT / "docs").as_posix() for path in paths]


@pytest.fixture(scope="module")
def executed() -> dict[Path, Report]:
    """Return what became of each notebook; the build shares the cache."""
    config = load_config(ROOT)
    cache = site_cache(config)
    return dict(zip(NOTEBOOKS, check_pages(NOTEBOOKS, config, cache), strict=True))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory):
    """Return a copy of the package, the labs and the settings, from which Python imports."""
    copy = tmp_path_factory.mktemp("copy")
    for folder in ("nnscratch", "data", "docs/labs", "docs/programs"):
        shutil.copytree(ROOT / folder, copy / folder)
    for file in ("pyproject.toml", "docs/figures.mplstyle"):
        shutil.copy(ROOT / file, copy / file)
    sys.path.insert(0, str(copy))
    yield copy
    sys.path.remove(str(copy))


def reports_by_name(paths: list[Path]) -> dict[str, Report]:
    return {
        path.name: report
        for path, report in zip(paths, check_pages(paths, load_config(paths[0].parent)), strict=True)
    }


@pytest.fixture(scope="module")
def after_a_change(elsewhere: Path) -> dict[str, Report]:
    """Return what becomes of the labs when one gradient of the package is a thousandth too large."""
    module = elsewhere / "nnscratch" / "mlp.py"
    source = module.read_text("utf-8")
    assert RIGHT in source
    module.write_text(source.replace(RIGHT, CHANGED), "utf-8")
    reports = reports_by_name(sorted((elsewhere / "docs" / "labs").glob("*.ipynb")))
    module.write_text(source, "utf-8")
    return reports


@pytest.fixture(scope="module")
def with_a_false_claim(elsewhere: Path) -> dict[str, Report]:
    """Return what becomes of the labs when the first claim of each is turned into its contrary."""
    for lab in LABS:
        notebook = json.loads(lab.read_text("utf-8"))
        sources = ["".join(cell["source"]) for cell in notebook["cells"]]
        number = next(k for k, source in enumerate(sources) if CLAIM.search(source))
        notebook["cells"][number]["source"] = CLAIM.sub(r"assert not (\1)", sources[number], count=1)
        (elsewhere / "docs" / f"false-{lab.name}").write_text(json.dumps(notebook), "utf-8")
    return reports_by_name(sorted((elsewhere / "docs").glob("false-*.ipynb")))


def test_there_are_labs():
    assert len(LABS) >= 4
    assert len(NOTEBOOKS) > len(LABS)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=names(NOTEBOOKS))
def test_notebook_runs_to_its_end_without_a_warning(executed: dict[Path, Report], notebook: Path):
    assert executed[notebook].findings == []
    assert len(executed[notebook].results) >= 10


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=names(NOTEBOOKS))
def test_every_figure_says_what_it_shows(executed: dict[Path, Report], notebook: Path):
    page = "".join(outputs_by_cell(executed[notebook]).values())
    texts = re.findall(r'<figure class="figure"><svg [^>]*aria-label="([^"]*)"', page)
    assert len(texts) == page.count("<figure") > 0
    assert all(len(text) > 40 for text in texts)


@pytest.mark.parametrize("lab", LABS, ids=names(LABS))
def test_false_claim_stops_the_build(with_a_false_claim: dict[str, Report], lab: Path):
    (finding,) = with_a_false_claim[f"false-{lab.name}"].findings
    assert re.match(
        r"docs/false-[\w-]+\.ipynb:cell \d+:\d+:1: AssertionError in `assert not \(", str(finding)
    )


@pytest.mark.parametrize("lab", LABS, ids=names(LABS))
def test_change_of_the_package_changes_the_result(
    executed: dict[Path, Report], after_a_change: dict[str, Report], lab: Path
):
    changed = after_a_change[lab.name]
    assert changed.findings or outputs_by_cell(changed) != outputs_by_cell(executed[lab])


def test_pytorch_lab_names_a_wrong_gradient(after_a_change: dict[str, Report]):
    (finding,) = after_a_change["pytorch.ipynb"].findings
    assert "AssertionError in `assert difference(ours, theirs) < 1e-12`" in str(finding)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=names(NOTEBOOKS))
def test_file_holds_no_output_and_no_count(notebook: Path):
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert len({cell["id"] for cell in cells}) == len(cells)


@pytest.mark.parametrize("lab", LABS, ids=names(LABS))
def test_lab_claims_something_and_ends_with_what_to_change(lab: Path):
    cells = json.loads(lab.read_text("utf-8"))["cells"]
    assert "".join(cells[-1]["source"]).startswith("## Now change …")
    claims = [line for cell in cells for line in cell["source"] if line.lstrip().startswith("assert ")]
    assert len(claims) >= 10
