"""The maps in the docstrings of the package and of its modules are whole."""

import ast
import re
from pathlib import Path

import pytest

import nnscratch

MODULES = sorted(Path(nnscratch.__file__).parent.glob("[a-z]*.py"))


def test_the_map_of_the_package_lists_every_module():
    listed = re.findall(r"^\| `(\w+)`", nnscratch.__doc__, re.MULTILINE)
    assert sorted(listed) == [path.stem for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_map_of_a_module_lists_names_that_it_has(path: Path):
    source = path.read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)[^`]*`", ast.get_docstring(ast.parse(source)) or "", re.MULTILINE)
    defined = {
        node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert set(listed) <= defined
