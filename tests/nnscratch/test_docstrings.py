"""The reference is made of docstrings: their formulas are those that a page derives and the build checks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofread.page import read_page, read_text

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "nnscratch").glob("[a-z]*.py"))


def docstrings(source: str) -> Iterator[str]:
    """Yield every docstring of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def equations(latex: str) -> Iterator[frozenset[str]]:
    """Yield the sides of each chain of equations in a formula, without what LaTeX does not care about."""
    latex = re.sub(r"\\label\{[^}]*\}|\\[,;:!]|[&]", " ", latex.replace(":=", "="))
    for chain in re.split(r",\s*\\q?quad|\\\\|\\begin\{aligned\}|\\end\{aligned\}", latex):
        sides = [re.sub(r"\s+", "", side).strip(".,") for side in chain.split("=")]
        if len(sides) > 1:
            yield frozenset(sides)


def checked() -> set[frozenset[str]]:
    """Return the equations of all pages, which the build has evaluated."""
    pages = [read_page(read_text(path)) for path in (ROOT / "docs" / "learn").rglob("*.md")]
    return {chain for page in pages for formula in page.formulas for chain in equations(formula.latex)}


def unchecked(docstring: str, known: set[frozenset[str]]) -> list[str]:
    """Return the equations of a docstring that stand on no page."""
    formulas = read_page(docstring).formulas
    stated = [chain for formula in formulas for chain in equations(formula.latex)]
    return [" = ".join(sorted(chain)) for chain in stated if not any(chain <= page for page in known)]


@pytest.fixture(scope="module")
def known() -> set[frozenset[str]]:
    return checked()


def test_every_equation_of_a_docstring_is_checked_on_a_page(known):
    texts = [text for path in MODULES for text in docstrings(path.read_text("utf-8"))]
    assert sum("$" in text for text in texts) >= 6
    assert [equation for text in texts for equation in unchecked(text, known)] == []


def test_an_equation_with_a_wrong_sign_is_on_no_page(known):
    right = r"$\delta^{(2)} = (\mathbf{y} - \mathbf{t}) \odot \mathbf{y} \odot (1 - \mathbf{y})$"
    wrong = right.replace(" - ", " + ", 1)
    assert unchecked(right, known) == []
    assert len(unchecked(wrong, known)) == 1


def test_the_map_of_the_package_lists_every_module_and_the_reference_has_a_page_for_each():
    listed = re.findall(r"^\| `(\w+)`", (ROOT / "nnscratch" / "__init__.py").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == [path.stem for path in MODULES]
    nav = re.findall(r"reference/(\w+)\.md", (ROOT / "mkdocs.yml").read_text("utf-8"))
    assert nav == ["index", *listed]
    for module in listed:
        assert f"::: nnscratch.{module}\n" in (ROOT / "docs" / "reference" / f"{module}.md").read_text(
            "utf-8"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_map_of_a_module_lists_names_that_it_has(path: Path):
    source = path.read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)[^`]*`", ast.get_docstring(ast.parse(source)) or "", re.MULTILINE)
    defined = {
        node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert set(listed) <= defined
