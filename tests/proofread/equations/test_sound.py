r"""Never proved in error: what once passed and was false, and what was called false and is true.

Each case is a notation block, what stands on the page, and a part of the finding (nothing: none is right).
"""

# ruff: noqa: E501  # a formula is copied in one piece

import pytest

from proofread.equations import Equations, Notation
from tests.equation_pages import findings, formula, judged

STEPS = r"""
index: {t: iteration, k: iteration}
given:
  \alpha: real
  v_{t,k}: real
  v_{t,k-1}: real
  v_t: real
  w: real
"""
NUMBERS = r"""
sizes: {n: dimension, m: other}
index: {i: n, j: n, l: m}
given:
  a: real
  b: real
  c: real
  x: real
  s: positive
  \mathbf{u}: n x 1
  \mathbf{q}: m x 1 positive
  A: n x n
functions:
  f(x): x^3
  \sigma(z): \frac{1}{1 + e^{-z}}
"""
REFUSED = {
    "a second step index counts": (STEPS, r"v_{t, k-1} = v_{t, k}", "left "),
    "a symbol and the same at a step": (STEPS, r"\alpha + \alpha_t = 2 \alpha", "unknown symbol"),
    "a step that a sum binds is an index": (STEPS, r"\sum_{t=1}^{3} v_t = 3 v_t", "bound nowhere|unknown|index|outside"),
    "a condition that is met too rarely": (
        NUMBERS,
        r"\mathbf{u}^T\mathbf{u} = 1 \quad \text{if } \mathbf{u}^T \mathbf{u} < 0.01",
        "conditions of this equation hold",
    ),
    "a claim that half of the points that meet its condition refute": (
        NUMBERS,
        r"(x - a)(c - x) \geq (b - a)(c - b) \quad \text{if } a < b < x < c",
        "left ",
    ),
    "a premise that never holds": (NUMBERS, r"a = 2a \implies b = c", "hold for no value"),
    "a conclusion that does not follow": (NUMBERS, r"a = b \implies 2a = 3b", "left "),
    "a condition in front is kept": (NUMBERS, r"\text{if } i \neq j: \; [i = j] = 1", "left "),
    "a condition of a list is one": (NUMBERS, r"ab > 0 \quad \text{if } a > 0, c > 0", "left "),
    "a list of a condition and an equation": (NUMBERS, r"a = a \text{ if } a > 0, b = c", "a condition too?"),
    "a condition on an interval": (NUMBERS, r"x^2 \leq \frac12 \quad \text{for all } x \in [0, 1]", "left "),
    "an equivalence one way only": (NUMBERS, r"a = b \iff a^2 = b^2 + x", "left "),
    "a definition under a condition": (NUMBERS, r"g := a \text{ if } a > 0", "holds everywhere"),
    "an environment that ends as another": (
        NUMBERS, r"\begin{bmatrix} a & b \end{matrix} = \begin{bmatrix} a & b \end{bmatrix}", "ends what did not begin",
    ),
    "aligned that ends as align": (NUMBERS, r"\begin{aligned} a &= a \end{align*}", "ends what did not begin"),
    "a sum without an end": (NUMBERS, r"\sum_{i=1} u_i = \sum_{i=1} u_i", "not where it ends"),
    "an index that runs to e": (NUMBERS, r"u_i = u_i, \quad i = 2, \dots, e", "no whole number"),
    "a factor behind a product": (
        NUMBERS, r"\prod_{l=1}^{m} q_l \cdot s = s \prod_{l=1}^{m} q_l", "covers can be read in two ways",
    ),
    "a factor behind a maximum": (NUMBERS, r"\max_i u_i a = a \max_i u_i", "covers can be read in two ways"),
    "space between two equations": (NUMBERS, r"a = a \hspace{1cm} b = 2b", "left "),
    "a derivative times a number": (NUMBERS, r"\frac{df}{dx}(a) = a f'(x)", "a factor, or where"),
    "a rounding of one digit": (NUMBERS, r"\frac{2}{3} = 0.7", "approx"),
    "a wrong rounding": (NUMBERS, r"\sqrt{0.2 \times 0.37} = 0.273", "rounded it is 0.272"),
    "a letter product for a function": (NUMBERS, r"sin(a) = a", r"write \\sin"),
    "a definition that is one already": (NUMBERS, r"f(x) := x^2", "has a meaning already"),
}  # fmt: skip
HOLD = {
    "a symbol at a step defined by the same without": (STEPS, r"\beta_t := \alpha + w, \quad \beta_t - w = \alpha"),
    "steps of two counts": (STEPS, r"2 v_{t,k-1} - v_{t,k-1} = v_{t,k-1}"),
    "a premise": (NUMBERS, r"a = b \implies 2a = 2b"),
    "a premise of order": (NUMBERS, r"a > b \implies 2a > 2b"),
    "an equivalence": (NUMBERS, r"a = b \iff a - b = 0"),
    "a condition in front": (NUMBERS, r"\text{if} \; i \neq j : \quad [i = j] = 0"),
    "then": (NUMBERS, r"\text{if } a > 0, b > 0 \text{ then } ab > 0"),
    "two conditions": (NUMBERS, r"ab > 0 \quad \text{if } a > 0, b > 0"),
    "conditions and words": (NUMBERS, r"ab > 0 \quad \text{if } a > 0 \text{ and } b > 0"),
    "for all numbers": (NUMBERS, r"a^2 = a a \quad \text{for all } a \in \mathbb{R}"),
    "for an interval": (NUMBERS, r"x^2 \leq 1 \quad \text{for all } x \in [0, 1]"),
    "a derivative and its variable": (NUMBERS, r"\frac{df}{dx}(x) = f'(x) = 3x^2"),
    "space between equations": (NUMBERS, r"a = a \hspace{1cm} b = b"),
    "rounded numerals": (NUMBERS, r"\frac{3.33335}{3} = 1.1111167, \quad \sqrt{0.2 \times 0.37} = 0.272"),
    "a product that covers all it names": (NUMBERS, r"\prod_{l=1}^m 2 q_l = 2^m \prod_{l=1}^m q_l"),
    "a large loss": (
        NUMBERS, r"L := \sum_{i=1}^{n} (10^5 u_i + 10^5)^2, \quad \frac{\partial L}{\partial u_i} = 2 \cdot 10^5 (10^5 u_i + 10^5)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_false_or_has_no_one_meaning_is_found(name):
    notation, latex, said = REFUSED[name]
    found = " | ".join(findings(notation, latex))
    assert any(part in found for part in said.replace("\\\\", "\\").split("|")), found


@pytest.mark.parametrize("name", HOLD)
def test_what_is_true_is_proved(name):
    notation, latex = HOLD[name]
    assert findings(notation, latex) == []


def test_an_error_inside_is_a_finding_at_its_formula_and_the_rest_is_checked(monkeypatch):
    from proofread.equations.reading import grammar

    read = grammar.read

    def failing(text, tied=None):
        if tied is not None and "c" in text:
            raise ZeroDivisionError("planted")
        return read(text, tied)

    monkeypatch.setattr(grammar, "read", failing)
    found = findings(NUMBERS, "a = c", "a = 2a", "b = b")
    assert len(found) == 2
    assert "the checker fails here, by ZeroDivisionError: planted" in found[0]


def test_five_hundred_summands_are_a_finding_at_most():
    long = " + ".join(["a"] * 500)
    assert all("nested" in said for said in findings(NUMBERS, f"{long} = 500 a"))
    assert len(judged(NUMBERS, f"{long} = 500 a", "a = a")) == 2


def test_a_verdict_does_not_depend_on_what_was_checked_before():
    hessian = r"\nabla_A \log \det(A A^T + s \mathbf{I}_n) = 2 (A A^T + s \mathbf{I}_n)^{-1} A"
    others = [r"\frac{\partial}{\partial \mathbf{u}} \mathbf{u}^T A \mathbf{u} = (A + A^T) \mathbf{u}"] * 3
    alone = judged(NUMBERS, hessian)[-1][1]
    after = judged(NUMBERS, *others, hessian)[-1][1]
    assert (alone.ok, alone.message, alone.tolerance) == (after.ok, after.message, after.tolerance)
    assert alone.ok, alone.message


def test_a_function_of_the_page_is_the_one_that_is_bound_where_the_formula_stands():
    page = Equations(
        Notation.read("given:\n  x: real\ncode:\n  f(x): g"), [formula("f(x) = 2x"), formula("f(x) = 3x")]
    )
    first, second = page.links
    assert page.check(first, lambda name: lambda x: 2 * x).ok
    assert page.check(second, lambda name: lambda x: 3 * x).ok


def test_digits_enough_to_see_the_difference_are_shown():
    (said,) = findings("given:\n  a: ones", r"1.111121 a = 1.111122 a")
    assert said == "left 1.111121, right 1.111122"


def test_a_symbol_that_is_given_and_tied_is_refused():
    with pytest.raises(Exception, match="declared under given: too"):
        Notation.read("given:\n  x: real\ncode:\n  x: tests.standin.logistic(x)")
