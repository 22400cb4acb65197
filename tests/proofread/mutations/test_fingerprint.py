"""What is no error in a formula is known by its value at random numbers, and is not planted."""

import pytest

from proofread.mutations.declared import read_declared
from proofread.mutations.fingerprint import Fingerprint, says_the_same
from proofread.mutations.formulas import plant, tree_of
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
  u_i: \mathbf{u}[i, 1]
  r_i: X[i, :]
defined:
  \mathbf{y}: N x 1, outputs
code:
  \sigma(z): package.logistic, a function
  J: package.loss(\mathbf{y}), a value
""")


def same(old: str, new: str) -> bool:
    trees = [tree_of(read_page(f"$$ {latex} $$").formulas[0]) for latex in (old, new)]
    return says_the_same(*map(Fingerprint(DECLARED).of, trees))


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
        ("z_i = (y_i - t_i)^2", "z_i = (t_i - y_i)^2"),
        ("z_i = y_i^1", "z_i = y_i"),
        ("z_i = y_i y_i", "z_i = y_i^2"),
        ("z_i = -(-y_i)", "z_i = y_i"),
        (r"z_i = \frac{1}{2} y_i", r"z_i = \frac{y_i}{2}"),
        (r"a = \sum_{i=1}^{N} t_i y_i", r"a = \sum_{i=1}^{N} y_i t_i"),
        (r"a = X \odot Y", r"a = Y \odot X"),
        (r"a = X + Y", r"a = Y + X"),
        (r"a = \frac{\partial z_i}{\partial y_i} y_i", r"a = y_i \frac{\partial z_i}{\partial y_i}"),
        (r"z_i = \frac{\partial y_i}{\partial y_i} t_i", r"z_i = t_i"),
        ("z_i = t_i = y_i", "t_i = t_i = t_i"),  # true by its form alone: a thing is itself
        ("Y = X b", "Y = b X"),
        ("a = N J", "a = J N"),
        (r"a = e^{t_i y_i}", r"a = e^{y_i t_i}"),
        (r"a = \frac{t_i}{N} y_i", r"a = \frac{y_i}{N} t_i"),
        (r"a = \max(|t_i|, |y_i|)", r"a = \max(|y_i|, |t_i|)"),
        ("a = |t_i - y_i| + |z_i|", "a = |y_i - t_i| + |z_i|"),
        (r"a = 0 \cdot t_i + y_i \cdot 1", "a = y_i"),
        ("a = y_i + [0]{b}", "a = y_i - [0]{b}"),
        (r"\frac{\mathrm{d}}{\mathrm{d} z} e^z = e^z", "e^z = e^z"),
        (r"a = \frac{\partial}{\partial z} (X - 1)", r"a = \frac{\partial}{\partial z} (X + 2)"),
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
        ("[0.01]{a} = z_i", "[0.02]{a} z_i = z_i"),
        ("a = y_i - 1", "a = y_i"),
        ("a = |t_i - y_i| + |z_i|", "a = |t_i - y_i| - |z_i|"),
        ("a = |t_i - y_i| + |z_i|", "a = |t_i| + |z_i|"),
        ("a = p(t_i | y_i) + p(y_i | t_i)", "a = p(t_i | y_i) + p(t_i | y_i)"),
        (r"a = e^{-z_i}", r"a = e^{z_i}"),
        (r"a = \min(t_i, y_i)", r"a = \max(t_i, y_i)"),
        (r"a = \frac{\partial}{\partial z} X", r"a = X"),
        (r"a = \frac{X}{Y}", r"a = \frac{Y}{X}"),
    ],
)
def test_another_equation_is_not_taken_for_the_same(old: str, new: str):
    assert not same(old, new)


def by(over: str, under: str) -> str:
    return rf"\frac{{\partial {over}_i}}{{\partial {under}_i}}"


CHAIN = f"{by('y', 't')} = {by('y', 'u')} {by('u', 'z')} {by('z', 't')}"


@pytest.mark.parametrize(
    ("new", "equal"),
    [
        (f"{by('y', 't')} = {by('y', 'z')} {by('u', 'u')} {by('z', 't')}", True),
        (f"{by('y', 't')} = {by('y', 'u')} {by('u', 't')} {by('z', 'z')}", True),
        (f"{by('t', 'y')} = {by('y', 'u')} {by('u', 'z')} {by('z', 't')}", False),
        (f"{by('y', 't')} = {by('y', 'u')} {by('u', 'z')}", False),
        (f"{by('y', 'z')} = {by('y', 'u')} {by('u', 'z')} {by('z', 't')}", False),
    ],
)
def test_names_exchanged_along_a_chain_are_an_error_unless_the_chain_rule_allows_it(new: str, equal: bool):
    assert same(CHAIN, new) is equal


# -- what is planted ------------------------------------------------------------------------------


def planted(latex: str) -> set[str]:
    text = f"$$ {latex} $$"
    (block,) = read_page(text).formulas
    edited = (text[:start] + new + text[end:] for _, start, end, new in plant(block, text, DECLARED))
    return {" ".join(formula.split()) for formula in edited}


@pytest.mark.parametrize(
    ("latex", "error", "none"),
    [
        ("z_i = t_i y_i", "z_i = 2 \\cdot t_i y_i", "z_i = y_i t_i"),
        ("z_i = t_i - y_i", "z_i = y_i - t_i", ""),
        ("z_i = (t_i - y_i)^2", "z_i = (t_i - y_i)^3", "z_i = (y_i - t_i)^2"),
        ("z_i = t_i + [0]{b}", "z_i = -t_i + [0]{b}", "z_i = t_i - [0]{b}"),
        ("z_i = [3]{b} t_i y_i + t_i", "z_i = [3]{b} t_i y_i - t_i", "z_i = [3]{b} y_i t_i + t_i"),
        ("t_i y_i = 0", "t_i = 0", "2 \\cdot t_i y_i = 0"),
        ("t_i + y_i = 0", "2 \\cdot t_i + y_i = 0", ""),
        ("t_i y_i \\ge 0", "t_i \\ge 0", "2 \\cdot t_i y_i \\ge 0"),
        ("X = b Y", "X^T = b Y", "X = b^T Y"),
        ("z_i = t_i y_i [1]{b} x_{id}", "z_i = t_i [1]{b} x_{id}", "z_i = x_{id} y_i [1]{b} t_i"),
    ],
)
def test_what_changes_nothing_is_not_planted(latex: str, error: str, none: str):
    assert f"$$ {error} $$" in planted(latex)
    assert f"$$ {none} $$" not in planted(latex)
