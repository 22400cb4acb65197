"""Planted errors in equations: each is caught, and the finding says which it is."""

import itertools
import re

import pytest

from proofread.equations import Equations, Formula, Notation
from tests.equation_pages import findings

# -- errors of the genre ---------------------------------------------------------------------------

LOGISTIC = r"""
sizes: {N: samples, D: inputs}
index: {i: N, d: D}
given:
  X: N x D
  \mathbf{t}: N x 1 unit
  \mathbf{w}: 1 x D
  \mu: positive as learning_rate
parts:
  x_{id}: X[i, d]
defined:
  \mathbf{y}: N x 1
code:
  \sigma(z): tests.standin.logistic
  J: tests.standin.mean_cross_entropy(\mathbf{y}, \mathbf{t})
  \frac{\partial J}{\partial \mathbf{w}}: tests.standin.gradient(\mathbf{w}, X, \mathbf{t})
  \mathbf{w} \leftarrow: tests.standin.update(\mathbf{w}, X, \mathbf{t}, \mu)
"""
OUTPUT = r"\mathbf{y} := \sigma(X \mathbf{w}^T)"
LOSS = r"J = -\frac{1}{N} \sum_{i=1}^{N} \bigl( t_i \log y_i + (1 - t_i) \log(1 - y_i) \bigr)"
GRADIENT = r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{N} (\mathbf{y} - \mathbf{t})^T X"


def test_a_summed_gradient_beside_a_mean_loss_is_caught():
    (message,) = findings(LOGISTIC, OUTPUT, LOSS, GRADIENT.replace(r"\frac{1}{N}", ""))
    assert message.startswith("left ")


def test_a_summed_gradient_in_the_code_beside_a_mean_loss_is_caught():
    (message,) = findings(
        LOGISTIC.replace("standin.gradient", "standin.summed_gradient"), OUTPUT, LOSS, GRADIENT
    )
    assert "tests.standin.summed_gradient differs from the equation" in message


def test_a_summed_loss_on_the_page_beside_a_mean_in_the_code_is_caught():
    assert len(findings(LOGISTIC, OUTPUT, LOSS.replace(r"\frac{1}{N}", ""), GRADIENT)) == 1


def test_an_update_uphill_is_caught_on_the_page_and_in_the_code():
    update = r"\mathbf{w} \leftarrow \mathbf{w} - \mu \frac{\partial J}{\partial \mathbf{w}}"
    assert findings(LOGISTIC, OUTPUT, update) == []
    assert findings(LOGISTIC, OUTPUT, update.replace("-", "+"))
    assert findings(LOGISTIC.replace("standin.update", "standin.wrong_update"), OUTPUT, update)


# what is wrong; formulas; what the finding says
PLANTED = {
    "a transpose is lost": ((OUTPUT, r"\mathbf{y} = \sigma(X \mathbf{w})"), "a product of shapes"),
    "sides of different shape": (
        (OUTPUT, r"X^T (\mathbf{y} - \mathbf{t}) = (\mathbf{y} - \mathbf{t})^T X"),
        "has shape (3, 1), right side has shape (1, 3)",
    ),
    "a sum over the wrong range": (
        (OUTPUT, r"J = -\frac1N \sum_{i=1}^{D} \log y_i"),
        "index i runs to D here, but to N under index:",
    ),
    "a sum over one axis by the index of another": (
        (OUTPUT, r"\sum_{i=1}^{D} w_i = \sum_d w_d"),
        "index i runs to D here, but to N under index:",
    ),
    "an index beyond the axis": (
        (r"\sum_{d=1}^{D} x_{id} = x_{i1} + x_{i2} + x_{i9}",),
        "does not fit an axis",
    ),
    "an index on the left only": ((r"u_i := \sum_d w_d^2", r"u_i = u_i"), "index i stands on the left only"),
    "an index on the right only": ((r"u := x_{id}", r"u = u"), "stands on the right only"),
    "an unknown symbol": ((r"X = Q",), "unknown symbol Q"),
    "an undeclared function": ((OUTPUT, r"\mathbf{y} = s(X)"), "looks like a function, but none is declared"),
    "a definition that nothing uses": (
        (OUTPUT, LOSS, r"K := \sum_i y_i t_i"),
        "nothing checks this definition",
    ),
    "an assignment that nothing checks": ((r"X \leftarrow 2 X",), "nothing checks this assignment"),
    "a circle of definitions": ((r"u := 2v, \quad v := u / 2, \quad u = u",), "circle"),
    "a number plus an array": ((r"X + \mu = X",), "a sum of shapes (5, 3) and ()"),
    "a column plus an array": ((r"X + \mathbf{t} = X",), "a sum of shapes (5, 3) and (5, 1)"),
    "entries of different shape": ((r"X \odot \mathbf{t} = X",), r"\odot of shapes"),
    "a power of an array": (
        (OUTPUT, r"\mathbf{y}^2 = \mathbf{y} \odot \mathbf{y}"),
        "a power of shape (5, 1)",
    ),
    "a transposed number": ((r"\mu^T = \mu",), "the transpose of a number"),
    "a logarithm of what may be negative": ((r"\log w_d = \log w_d",), "not a finite number"),
    "a power that can be read in two ways": ((r"\log \mu^2 = 2 \log \mu",), "two ways"),
    "a double superscript": ((r"\mu^2^T = 1",), "two superscripts"),
    "an exponent without braces": ((r"\mu^12 = \mu",), "^{12}"),
    "a slash that can be read in two ways": ((r"1/2 \mu = \mu/2",), "two ways"),
    "one letter summed over and free": ((OUTPUT, r"\sum_i y_i - t_i = 0"), "outside of the sum too"),
    "an equation without a right side": ((r"\mu =",), "nothing stands here"),
    "an equation without a left side": ((r"= \mu",), "nothing stands left of ="),
    "no equation": ((r"X \mathbf{w}^T",), "no equation here"),
    "an open bracket": ((r"(\mu = \mu",), "not closed"),
    "a bracket too many": ((r"\mu) = \mu",), "closes nothing"),
    "an unknown command": ((r"\frobnicate{\mu} = \mu",), r"unknown symbol \frobnicate"),
    "a program's numeral": ((r"1e-5 = 0.00001",), "10^{"),
    "a condition that nothing meets": ((r"\mu = 2\mu \quad \text{if } \mu < 0",), "hold for no value"),
    "what stands in no relation": ((r"\mu = \mu \quad 2\mu + 1",), "stands in no relation"),
    "an unknown relation": ((r"\mu \propto 2\mu",), "∝"),
    "a derivative of what does not depend on it": (
        (OUTPUT, r"\frac{\partial J}{\partial \mu} = \mu"),
        r"does not depend on \mu",
    ),
    "an array by an array": (
        (OUTPUT, r"\frac{\partial \mathbf{y}}{\partial \mathbf{w}} = X"),
        "write it by components",
    ),
    "a wrong shape declared": (
        (r"\mathbf{y} := \mathbf{w}", r"\mathbf{y} = \mathbf{w}"),
        "is declared 5 x 1, but its value has shape (1, 3)",
    ),
    "a shape that code refuses": ((r"\mathbf{y} := \sigma(X \mathbf{w}^T)", r"c := J"), "nothing checks"),
    "declared and never defined": ((r"\mathbf{t} = \mathbf{y}",), "no equation defines it"),
    "two values for one symbol": ((OUTPUT, LOSS, r"\mathbf{y} := X \mathbf{w}^T"), "left "),
}


@pytest.mark.parametrize("name", PLANTED)
def test_the_planted_error_is_caught_and_named(name):
    formulas, said = PLANTED[name]
    messages = findings(LOGISTIC, *formulas)
    assert messages
    assert any(said in message for message in messages), messages


def test_code_that_refuses_a_shape_is_a_finding():
    notation = LOGISTIC.replace(r"(\mathbf{y}, \mathbf{t})", r"(\mathbf{y}, \mathbf{w})")
    assert any(
        "raises ValueError: t has shape (1, 3), expected (5, 1)" in m
        for m in findings(notation, OUTPUT, LOSS)
    )


def test_the_other_links_are_still_checked():
    messages = findings(LOGISTIC, r"\mu = (2", r"2 \mu = \mu + \mu", r"2 \mu = 3 \mu", r"\oops")
    assert len(messages) == 3


def test_a_value_under_a_literal_index_does_not_answer_for_all():
    block = "sizes: {M: units}\nindex: {j: M}\ngiven:\n  \\mathbf{z}: M x 1\n"
    assert any("not declared for this index" in m for m in findings(block, r"h_1 := z_1", r"h_j = z_j"))
    assert any(
        "h_2" in m or "index" in m for m in findings(block, r"h_1 := z_1, \quad h_1 = z_1, \quad h_2 = z_2")
    )


def test_an_index_whose_range_is_not_the_axis_is_wrong_even_where_it_fits():
    block = "sizes: {N: samples, M: units}\nindex: {i: N, j: M}\ngiven:\n  \\mathbf{z}: N x 1\n"
    assert any("index j runs to" in m for m in findings(block, r"\sum_{j=1}^{M} z_j = \sum_{j=1}^{M} z_j"))


# -- a sweep: every place where one of these can be planted ----------------------------------------

SWEPT = [
    LOSS,
    GRADIENT,
    r"\frac{\partial J}{\partial w_d} = \frac{1}{N} \sum_{i=1}^{N} (y_i - t_i) x_{id}",
    r"\frac{\partial J}{\partial y_i} = \frac{1}{N} \frac{y_i - t_i}{y_i (1 - y_i)}",
    r"\sigma(z) = \frac{1}{1 + e^{-z}}, \quad \sigma'(z) = \sigma(z) (1 - \sigma(z))",
    r"\mathbf{w} \leftarrow \mathbf{w} - \mu \frac{\partial J}{\partial \mathbf{w}}",
]
MUTATIONS = {
    "sign": (r"(?<!\{)-", "+"),
    "plus": (r"\+", "-"),
    "lost minus": (r"= -", "= "),
    "factor": (r"= ", "= 2 \\cdot "),
    "one": (r"(?<![_=\w])1(?= -|\}| \+)", "2"),
    "square": (r"\)", ")^2"),
    "transpose": (r"\^T", ""),
    "names": (r"y", "t"),
    "names back": (r"t(?=_|\})", "y"),
    "size": (r"N\}", "D}"),
    "index": (r"_i(?!d)", "_1"),
    "dropped factor": (r"\\frac\{1\}\{N\}", ""),
    "inverted": (r"\\frac\{1\}\{N\}", "N"),
    "log": (r"\\log", "\\exp"),
}


def mutants():
    for latex, (kind, (pattern, text)) in itertools.product(SWEPT, MUTATIONS.items()):
        for match in re.finditer(pattern, latex):
            planted = latex[: match.start()] + text + latex[match.end() :]
            if planted != latex and r"\mathbf{y}^" not in planted:
                yield f"{kind}: {planted}"


def test_the_sweep_plants_many_errors():
    assert len(list(mutants())) >= 80


@pytest.mark.parametrize("mutant", list(mutants()))
def test_no_planted_error_survives(mutant):
    latex = mutant.partition(": ")[2]
    assert findings(LOGISTIC, OUTPUT, latex)


UNUSED = r"""sizes: {N: samples, D: inputs}
index: {i: N, d: D, m: D}
given:
  X: N x D
"""


def test_an_index_that_nothing_uses_is_found():
    equations = Equations(Notation.read(UNUSED), [Formula(r"\sum_{i=1}^{N} x_{id} = \sum_i x_{id}", 0, True)])
    assert equations.unused_letters() == ["m"]


def test_a_letter_of_a_word_does_not_pass_for_the_use_of_an_index():
    block = UNUSED + "code:\n  J: tests.standin.dummy(X, dim=N), a name with d and m in it\n"
    formulas = [Formula(r"J = \sum_{i=1}^{N} x_{i1} \quad \text{for some } i", 0, True)]
    assert Equations(Notation.read(block), formulas).unused_letters() == ["d", "m"]


def test_a_transpose_before_the_iteration_is_found():
    block = "index: {k: iteration}\ngiven:\n  \\mathbf{w}: 1 x 3\n  \\mathbf{v}: 1 x 3\n"
    formula = Formula(r"\mathbf{w}^T(k) = \mathbf{v}", 0, True)
    equations = Equations(Notation.read(block), [formula])
    verdict = equations.check(equations.links[0], lambda _: None)
    assert "behind the bracket" in verdict.message


@pytest.mark.parametrize("case", ["1 + e^z) & z < 0", "1 + e^{-z}) & z \\ge 0"])
def test_an_error_in_either_case_is_caught(case):
    latex = (
        r"\log(1 + e^z) = \begin{cases} z + \log(1 + e^{-z}) & z \ge 0 \\ \log(1 + e^z) & z < 0 \end{cases}"
    )
    assert findings("given:\n  z: number", latex) == []
    assert case in latex
    assert findings("given:\n  z: number", latex.replace(case, case.replace("1", "2", 1)))
