"""Which planted errors are none: decided by rounding and by a normal form, never by the checker."""

from dataclasses import replace

import numpy as np
import pytest

from proofread.mutations.bounds import same_at_bound
from proofread.mutations.canonical import Canonical
from proofread.mutations.chains import order_of
from proofread.mutations.declared import read_declared
from proofread.mutations.equivalence import same_code, same_formula, same_number, same_output
from proofread.mutations.formulas import tree_of
from proofread.mutations.mutant import Mutant
from proofread.pages.markdown import read_page

DECLARED = read_declared(r"""
sizes: {N: samples, D: inputs}
index: {i: N, d: D}
given:
  X: N x D, inputs
  Y: N x D, others
  \mathbf{t}: N x 1 unit, targets
  b: 1 x 1, a bias
  b^{(1)}: 1 x D, a row
  b^{(2)}: 1 x 1, another
  \mu: positive, a rate
parts:
  x_{id}: X[i, d]
  t_i: \mathbf{t}[i, 1]
  y_i: \mathbf{y}[i, 1]
  z_i: \mathbf{z}[i, 1]
  r_i: X[i, :]
defined:
  \mathbf{y}: N x 1, outputs
code:
  \sigma(z): package.logistic, a function
  J: package.loss(\mathbf{y}), a value
""")


def same(old: str, new: str) -> bool:
    blocks = [read_page(f"$$ {latex} $$").formulas[0] for latex in (old, new)]
    return same_formula(*blocks, Canonical(DECLARED))


def test_declarations_are_read():
    assert (DECLARED.sizes, DECLARED.indices) == (("N", "D"), ("i", "d"))
    assert DECLARED.arrays == {"X_0", "Y_0", r"\mathbf{t}_0", r"\mathbf{y}_0", "b_0", "b^()_0", "r_1"}
    assert DECLARED.single == {"b^()", "b^(2)"}
    assert DECLARED.values == {"J_0"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("z_i = t_i y_i", "z_i = y_i t_i"),
        ("z_i = t_i + y_i", "z_i = y_i + t_i"),
        ("z_i = y_1 t_2", "z_i = t_2 y_1"),  # entries of bold arrays
        ("z_i = t_i - y_i", "z_i = -y_i + t_i"),
        ("z_i = t_i", "t_i = z_i"),
        ("z_i = (y_i - t_i)^2", "z_i = (t_i - y_i)^2"),
        ("z_i = y_i^1", "z_i = y_i"),
        ("z_i = y_i y_i", "z_i = y_i^2"),
        ("z_i = -(-y_i)", "z_i = y_i"),
        (r"z_i = \frac{1}{2} y_i", r"z_i = \frac{y_i}{2}"),
        (r"a = \sum_{i=1}^{N} t_i y_i", r"a = \sum_{d=1}^{N} t_d y_d"),
        (r"a = X \odot Y", r"a = Y \odot X"),
        (r"a = X + Y", r"a = Y + X"),
        (r"a = b", r"a = b^T"),
        (r"a = \frac{\partial z_i}{\partial y_i} y_i", r"a = y_i \frac{\partial z_i}{\partial y_i}"),
        (r"z_i = \frac{\partial y_i}{\partial y_i} t_i", r"z_i = t_i"),
        ("z_i = t_i = y_i", "t_i = t_i = t_i"),  # true by its form alone: a thing is itself
        ("Y = X b", "Y = b X"),
        ("a = N J", "a = J N"),
        (r"a = b^{(2)}", r"a = b^{(2)T}"),
    ],
)
def test_the_same_equation_is_recognised(old: str, new: str):
    assert same(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a = X Y^T", "a = Y^T X"),
        ("a = J X", "a = X J"),  # nobody says that J is a number
        (r"a = \sigma N", r"a = N \sigma"),
        ("z_i = t_i - y_i", "z_i = y_i - t_i"),
        ("z_i = (y_i - t_i)^3", "z_i = (t_i - y_i)^3"),
        ("z_i = y_i^2", "z_i = y_i^3"),
        ("z_i = y_i", "z_i = 2 y_i"),
        ("z_i < y_i", "y_i < z_i"),
        ("a = r_i r_j^T", "a = r_j^T r_i"),
        ("z_i := y_i", "y_i := z_i"),
        ("z_i := y_i", "z_i := z_i"),
        (r"a = X", r"a = X^T"),
        (r"a = b^{(1)}", r"a = b^{(1)T}"),
        (r"z_i = \sigma(t_i) y_i", r"z_i = \sigma(y_i) t_i"),
        (r"z_i = t_i \log y_i", r"z_i = y_i \log t_i"),
        (r"a = \sum_{i=1}^{N} t_i y_i", r"a = \sum_{i=1}^{D} t_i y_i"),
        (r"a = \sum_{i=1}^{N} t_i", r"a = \sum_{d=1}^{N} t_i"),
        (r"z_i = \frac{t_i}{y_i}", r"z_i = \frac{y_i}{t_i}"),
        (r"W^{(1)} = a", r"W^{(2)} = a"),
        ("[0.25]{a} = z_i", "[0.25]{c} = z_i"),
    ],
)
def test_another_equation_is_not_taken_for_the_same(old: str, new: str):
    assert not same(old, new)


def by(over: str, under: str) -> str:
    return rf"\frac{{\partial {over}_i}}{{\partial {under}_i}}"


CHAIN = f"{by('J', 't')} = {by('J', 'y')} {by('y', 'z')} {by('z', 't')}"


@pytest.mark.parametrize(
    ("new", "equal"),
    [
        (f"{by('J', 't')} = {by('J', 'z')} {by('y', 'y')} {by('z', 't')}", True),
        (f"{by('J', 't')} = {by('J', 'y')} {by('y', 't')} {by('z', 'z')}", True),
        (f"{by('J', 't')} = {by('J', 'z')} {by('z', 'y')} {by('y', 't')}", False),
        (f"{by('t', 'J')} = {by('J', 'y')} {by('y', 'z')} {by('z', 't')}", False),
        (f"{by('J', 't')} = {by('J', 'y')} {by('y', 'z')}", False),
        (f"{by('J', 'z')} = {by('J', 'y')} {by('y', 'z')} {by('z', 't')}", False),
    ],
)
def test_names_exchanged_along_a_chain_are_an_error_unless_the_chain_rule_allows_it(new: str, equal: bool):
    old, block = (read_page(f"$$ {latex} $$").formulas[0] for latex in (CHAIN, new))
    canonical = Canonical(DECLARED)
    canonical = replace(canonical, order=order_of(tree_of(old), canonical.name))
    assert same_formula(old, block, canonical) is equal


def test_a_checked_zero_adds_nothing():
    old, new = (read_page(f"$$ {latex} $$").formulas[0] for latex in ("a = y_i + [0]{b}", "a = y_i"))
    assert same_formula(old, new, Canonical(DECLARED, zeros=frozenset({"b"})))
    assert not same_formula(old, new, Canonical(DECLARED))


@pytest.mark.parametrize(
    ("old", "new", "value", "equal"),
    [
        ("0.12", "0.13", 0.125, True),  # half a unit away from both
        ("0.12", "0.13", 0.12499, False),
        ("0.3843", "0.3844", 0.38432, False),
        ("(0.5, 0.25)", "(0.5, 0.26)", np.array([0.5, 0.25]), False),
        ("(0.5, 0.2)", "(0.5, 0.3)", np.array([0.5, 0.25]), True),
        ("2", "3", 2.5, False),
        ("three", "four", 3, False),
        ("0.5", "0.6", None, False),
    ],
)
def test_a_digit_is_judged_by_rounding(old: str, new: str, value: object, equal: bool):
    assert same_number(old, new, value) is equal


def test_an_output_is_judged_by_what_was_printed():
    assert same_output("[0.12 1.]", "[0.13 1.]", "[0.125 1.]")
    assert not same_output("[0.12 1.]", "[0.12 2.]", "[0.12 1.]")
    assert not same_output("a 0.12", "a 0.13", "b 0.125")


def test_code_is_judged_by_its_syntax_tree():
    assert same_code("a = x * 1\n", "a = x / 1\n")
    assert not same_code("a = x * 2\n", "a = x / 2\n")
    assert not same_code("a = x\n", "a = (\n")


STEPS = '''
import numpy as np


def meeting(z):
    """Two formulas that give the same number at zero."""
    return np.where(z >= 0, z, -z * 1.0) + 0.0


def jumping(z):
    """One that jumps there."""
    return np.where(z >= 0, 1.0, 0.0)


def shifted(z):
    """Two formulas that meet at one half."""
    return np.where(z < 0.5, z, 1.0 - z)


def elsewhere(z):
    """Jumps where the argument is one, not where it is the number compared with."""
    z = z - 1.03125
    return np.where(z >= 0, 1.0, 0.0)


def refusing(z):
    """Takes positive numbers only."""
    if np.any(z <= 0):
        raise ValueError(z)
    return z


def two(z, a):
    """Has another argument."""
    return np.where(z >= 0, a, a)
'''


@pytest.mark.parametrize(
    ("name", "old", "new", "equal"),
    [
        ("meeting", ">=", ">", True),
        ("meeting", ">=", "<", False),
        ("jumping", ">=", ">", False),
        ("shifted", "<", "<=", True),
        ("elsewhere", ">=", ">", False),
        ("refusing", "<=", "<", False),
        ("two", ">=", ">", False),
    ],
)
def test_a_bound_may_belong_to_either_formula_only_where_both_give_the_same_bits(
    tmp_path, name: str, old: str, new: str, equal: bool
):
    start = STEPS.index(old, STEPS.index(f"def {name}"))
    mutant = Mutant(tmp_path / "steps.py", "operator", start, start + len(old), new, f"steps.{name}")
    assert same_at_bound(mutant, STEPS) is equal
