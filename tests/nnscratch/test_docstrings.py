"""The maps in the docstrings of the package and of its modules are whole."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "nnscratch").glob("[a-z]*.py"))


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
