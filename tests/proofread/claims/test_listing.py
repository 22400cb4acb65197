import ast
import os
import sys
import textwrap
from pathlib import Path

import pytest

from proofread.claims.listing import read_source, without_docstrings

FENCE = '```python source="{}"\n{}```\n'

MODULE = '''
"""A module."""
import functools

CONSTANT: float = 0.5
"""What it is for."""
TABLE = {
    "a": 1,
    "b": 2,
}


def decorated(function):
    """Wrap."""

    @functools.wraps(function)
    def inner(*arguments):
        return function(*arguments)

    return inner


@decorated
def double(x):
    """Return twice x.

    >>> double(1)
    2
    """
    text = "kept"  # a comment
    return 2 * x


def documented_only():
    """Nothing else."""


class Point:
    """A point."""

    x: float
    """The first."""

    def move(self):
        """Move."""
        return self

    @property
    def y(self):
        """The second."""
        return 0.0
'''


@pytest.fixture(autouse=True)
def module(tmp_path, monkeypatch):
    (tmp_path / "shown").mkdir()
    (tmp_path / "shown" / "__init__.py").write_text("")
    (tmp_path / "shown" / "code.py").write_text(MODULE)
    (tmp_path / "shown" / "broken.py").write_text("import nowhere_at_all\n")
    (tmp_path / "shown" / "wrong.py").write_text("x = = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "shown"]:
        del sys.modules[name]


def test_a_function_is_shown_without_its_docstring():
    assert (
        read_source("shown.code.documented_only").code
        == MODULE[MODULE.index("def doc") : MODULE.index("\n\n\nclass")] + "\n"
    )
    code = read_source("shown.code.double").code
    assert code == '@decorated\ndef double(x):\n    text = "kept"  # a comment\n    return 2 * x\n'


def test_a_class_a_method_and_a_constant_can_be_shown():
    assert "First" not in read_source("shown.code.Point").code
    assert "def move(self):\n        return self" in read_source("shown.code.Point").code
    assert read_source("shown.code.Point.move").code == "def move(self):\n    return self\n"
    assert read_source("shown.code.CONSTANT").code == "CONSTANT: float = 0.5\n"
    assert read_source("shown.code.TABLE").code == 'TABLE = {\n    "a": 1,\n    "b": 2,\n}\n'


def test_a_source_knows_its_file_and_line():
    source = read_source("shown.code.TABLE")
    assert source.path.name == "code.py"
    assert MODULE.splitlines()[source.line - 1] == "TABLE = {"


def test_code_without_docstrings_is_the_same_code():
    import nnscratch.mlp

    for module in (os, textwrap, nnscratch.mlp, ast):
        code = Path(module.__file__).read_text("utf-8")
        bare = ast.parse(without_docstrings(code))
        assert ast.dump(bare) == ast.dump(without_texts(ast.parse(code)))


def without_texts(tree: ast.AST) -> ast.AST:
    for node in ast.walk(tree):
        if isinstance(body := getattr(node, "body", None), list) and len(body) > 1:
            kept = [
                s
                for s in body
                if not (isinstance(s, ast.Expr) and isinstance(getattr(s.value, "value", None), str))
            ]
            node.body = kept or body
    return tree


@pytest.mark.parametrize(
    ("symbol", "message"),
    [
        ("shown.nothing", "'shown' has no 'nothing'"),
        ("shown.code.nothing", "'shown.code' has no 'nothing'"),
        ("shown.code.Point.nothing", "has no 'nothing'"),
        ("shown.code", "no Python source"),
        ("shown.code.Point.y", "no Python source"),
        ("shown", "in none of the packages"),
        ("", "in none of the packages"),
        ("showns.code.double", "in none of the packages"),
        ("os.path.join", "in none of the packages shown"),
        ("shown..code", "has no ''"),
        ("shown.broken.x", "nowhere_at_all"),
        ("shown.wrong.x", "SyntaxError"),
    ],
)
def test_a_symbol_that_cannot_be_shown_is_one_finding(findings, symbol: str, message: str):
    first, last = findings(FENCE.format(symbol, "") + "\n97\n", packages=("shown",))
    assert message in first
    assert "'97'" in last


def test_a_copy_beside_the_symbol_is_a_finding(findings):
    (finding,) = findings(
        FENCE.format("shown.code.double", "def double(x): return 2 * x\n"), packages=("shown",)
    )
    assert "must hold no copy" in finding


def test_a_shown_symbol_is_kept_for_the_page(check):
    (result,) = check(FENCE.format("shown.code.double", ""), packages=("shown",)).results
    assert result.evidence.artefact == read_source("shown.code.double").code


def test_prose_may_quote_shown_code(findings):
    text = FENCE.format("shown.code.double", "") + "\nIt returns `2 * x`.\n"
    assert findings(text, packages=("shown",)) == []
