from pathlib import Path

import griffe
import pytest

from proofread.website.reference import LinkedNames, linked

TWO = {
    "__init__.py": '"""First `near`, then `far`."""\n',
    "near.py": '''"""`Shape`, `area(shape)` and `common`."""

from pair.far import distant

class Shape:
    """Has a `side`."""

    side: float
    """Its length."""

def area(shape, common):
    """Return the `area` of a `shape`, like `distant`; `common` and `_hidden` are no links, nor is `a + b`."""

def common():
    """Return what `area(shape)` needs."""

def undocumented(): ...
''',
    "far.py": '''"""Alone."""

def distant():
    """Return `undocumented`."""

def common():
    """Return."""

def far_away():
    """Return `common()` from here, `area` from there."""
''',
}


@pytest.fixture
def said(tmp_path: Path):
    """Return a function from a path to the docstring of that entry, after the names were linked."""
    for name, text in TWO.items():
        (tmp_path / "pair").mkdir(exist_ok=True)
        (tmp_path / "pair" / name).write_text(text, "utf-8")
    extensions = griffe.load_extensions(LinkedNames)
    package = griffe.load("pair", search_paths=[str(tmp_path)], extensions=extensions)
    return lambda path: (package[path] if path else package).docstring.value


def test_a_name_of_the_same_module_is_a_link(said):
    assert "[`Shape`][pair.near.Shape], [`area(shape)`][pair.near.area]" in said("near")


def test_a_name_that_one_other_module_holds_is_a_link(said):
    assert "like [`distant`][pair.far.distant]" in said("near.area")
    assert "[`area`][pair.near.area] from there" in said("far.far_away")


def test_a_name_of_two_modules_is_that_of_its_own(said):
    assert "[`common()`][pair.far.common] from here" in said("far.far_away")
    assert "[`common`][pair.near.common]" in said("near")


def test_a_module_is_a_link_from_its_package(said):
    assert said("") == "First [`near`][pair.near], then [`far`][pair.far]."


def test_the_entry_itself_its_parameters_and_expressions_are_no_links(said):
    text = said("near.area")
    assert "the `area` of a `shape`" in text
    assert "`common` and `_hidden` are no links, nor is `a + b`" in text


def test_what_has_no_entry_is_no_link(said):
    assert said("far.distant") == "Return `undocumented`."


def test_a_link_and_a_longer_code_span_stay_as_they_are():
    assert linked("[`a`](a.md) and ``x `a` y``", lambda name: "p.a") == "[`a`](a.md) and ``x `a` y``"
