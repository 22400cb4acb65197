"""Pages in the dialects of other sites are adopted with a notation block and no other change."""

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from proofread.checking.page import check_page
from proofread.config import Config

SITES = Path(__file__).parents[1] / "sites"
NOTATION = {
    "material/docs/index.md": """
given: {C: positive, r: positive, n: positive, t: positive}
code:
  K: capital(C, r, n), the capital
""",
    "myst/lecture.md": """
given: {k: positive, m: positive, x: real, v: real}
defined: {\\omega: number}
""",
    "readme/README.md": """
given: {m: real, x: real, n: positive}
""",
}
CLAIMS = {"material/docs/index.md": 7, "myst/lecture.md": 8, "readme/README.md": 7}
"""How many claims each page makes, the notation block among them."""


def adopted(name: str) -> str:
    """Return a page with its notation, before its first formula."""
    text = (SITES / name).read_text("utf-8")
    heading = text.index("\n\n", text.index("\n# ") if "\n# " in text else 0)
    return f"{text[:heading]}\n\n```notation{NOTATION[name]}```{text[heading:]}"


def findings(text: str, folder: Path) -> list[str]:
    (folder / "page.md").write_text(text, "utf-8")
    return [finding.message for finding in check_page(folder / "page.md", Config(folder)).findings]


@pytest.mark.parametrize("name", NOTATION)
def test_a_foreign_page_is_proved_with_its_notation_alone(name: str, tmp_path: Path):
    (tmp_path / "page.md").write_text(adopted(name), "utf-8")
    report = check_page(tmp_path / "page.md", Config(tmp_path))
    assert report.findings == []
    assert len(report.results) == CLAIMS[name]


@pytest.mark.parametrize("name", NOTATION)
def test_without_it_every_formula_is_reported(name: str, tmp_path: Path):
    found = findings((SITES / name).read_text("utf-8"), tmp_path)
    assert found
    assert all("unknown symbol" in message for message in found)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("material/docs/index.md", r"\frac{C (1 + r) - C}{C}", r"\frac{C (1 + r) + C}{C}"),
        ("material/docs/index.md", "r C e^{r t}", "t C e^{r t}"),
        ("material/docs/index.md", "e^{r} > 1 + r", "e^{r} < 1 + r"),
        ("material/docs/index.md", "162.89", "162.98"),
        ("myst/lecture.md", "= k x\n", "= k\n"),
        ("myst/lecture.md", "= m v\n", "= 2 m v\n"),
        ("myst/lecture.md", r"\frac{\omega}{2}", r"\frac{\omega}{4}"),
        ("readme/README.md", "= \\frac{(n - 1) m + x}{n}", "= \\frac{n m + x}{n}"),
        ("readme/README.md", r"m + \frac{m - m}{n} = m", r"m + \frac{m - n}{n} = m"),
        ("readme/README.md", "\n5.0\n", "\n6.0\n"),
    ],
)
def test_an_error_planted_there_is_found(name: str, right: str, wrong: str, tmp_path: Path):
    text = adopted(name)
    assert text.count(right) == 1
    assert len(findings(text.replace(right, wrong), tmp_path)) == 1


def test_a_site_of_material_is_built(tmp_path: Path):
    site = Path(shutil.copytree(SITES / "material", tmp_path / "site"))
    (site / "docs" / "index.md").write_text(adopted("material/docs/index.md"), "utf-8")
    build(load_config(str(site / "mkdocs.yml")))
    page = (site / "site" / "index.html").read_text("utf-8")
    assert page.count("<math") >= 6
    assert "notation" not in page
