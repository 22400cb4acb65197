"""Symbols tied to code are that code; worked examples are about the page's own values."""

import numpy as np
import pytest

from proofread.equations import Equations, Notation
from tests.equation_pages import findings, formula, judged

NOTATION = r"""
sizes: {N: samples, D: inputs}
index: {i: N, d: D, k: iteration}
given:
  X: N x D
  \mathbf{t}: N x 1 unit
  \mathbf{w}: 1 x D
  \mu: positive as learning_rate
parts:
  x_{id}: X[i, d]
  \mathbf{x}_i: X[i, :]
defined:
  \mathbf{y}: N x 1
code:
  \sigma(z): tests.standin.logistic
  J: tests.standin.mean_cross_entropy(\mathbf{y}, \mathbf{t})
  \frac{\partial J}{\partial \mathbf{w}}: tests.standin.gradient(\mathbf{w}, X, \mathbf{t})
  \mathbf{w} \leftarrow: tests.standin.update(\mathbf{w}, X, \mathbf{t}, learning_rate=\mu)
  \mathbf{w}(k+1): tests.standin.update(\mathbf{w}, X, \mathbf{t}, \mu)
"""
OUTPUT = r"\mathbf{y} := \sigma(X \mathbf{w}^T)"
RIGHT = [
    r"\sigma(z) := \frac{1}{1 + e^{-z}}",
    r"\sigma'(z) = \sigma(z)\bigl(1 - \sigma(z)\bigr) = \frac{\mathrm{d}\sigma}{\mathrm{d}z}",
    r"y_i = \sigma(\mathbf{x}_i \mathbf{w}^T) = \sigma\Bigl( \sum_d w_d x_{id} \Bigr)",
    r"J := -\frac{1}{N} \sum_{i=1}^{N} \bigl( t_i \log y_i + (1 - t_i) \log(1 - y_i) \bigr)",
    r"\frac{\partial J}{\partial y_i} = \frac1N \frac{y_i - t_i}{y_i (1 - y_i)}",
    r"\frac{\partial J}{\partial \mathbf{w}} = \frac{1}{N} (\mathbf{y} - \mathbf{t})^T X",
    r"\frac{\partial J}{\partial w_d} = \frac1N \sum_{i=1}^{N} (y_i - t_i) x_{id}",
    r"\mathbf{w} \leftarrow \mathbf{w} - \mu \frac{\partial J}{\partial \mathbf{w}}",
    r"\Delta\mathbf{w}(k) := \mu \frac{\partial J}{\partial \mathbf{w}}, "
    r"\quad \mathbf{w}(k+1) = \mathbf{w}(k) - \Delta\mathbf{w}(k)",
]


def test_the_chapter_of_logistic_regression_is_accepted():
    assert findings(NOTATION, OUTPUT, *RIGHT) == []


def test_what_a_link_was_checked_against_is_named():
    against = [verdict.against for _, verdict in judged(NOTATION, OUTPUT, *RIGHT)]
    assert "tests.standin.logistic" in against[1]
    assert "tests.standin.gradient" in " ".join(against)
    assert "central differences" in " ".join(against)
    assert any("tests.standin.update" in text for text in against)


def test_the_worst_relative_difference_is_kept():
    tolerances = [verdict.tolerance for _, verdict in judged(NOTATION, OUTPUT, *RIGHT)]
    assert all(tolerance is not None and tolerance < 1e-9 for tolerance in tolerances)


@pytest.mark.parametrize("function", ["stable_logistic", "real_logistic", "logistic"])
def test_derivatives_hold_for_code_with_branches_and_code_that_refuses_complex_numbers(function):
    notation = NOTATION.replace("standin.logistic", f"standin.{function}")
    assert findings(notation, r"\sigma'(z) = \sigma(z)(1 - \sigma(z))") == []
    assert findings(notation, r"\sigma'(z) = \sigma(z)(1 + \sigma(z))")


def test_a_part_of_a_tuple_and_a_value_that_is_no_array_may_be_tied():
    notation = r"""
sizes: {N: samples, D: inputs, C: outputs}
given:
  X: N x D
  W: D x C
  b: 1 x C
  T: N x C
code:
  \theta: tests.standin.Layer(W, b)
  J: tests.standin.half_squared_error(Y, T)
  \frac{\partial J}{\partial W}: tests.standin.layer_gradients(\theta, X, T).W
  \nabla_b J: tests.standin.layer_gradients(tests.standin.Layer(W, b), X, T)[1]
"""
    right = [
        r"Y := X W + b",
        r"\frac{\partial J}{\partial W} = X^T (Y - T)",
        r"\nabla_b J = \mathbf{1}^T (Y - T)",
    ]
    assert findings(notation, *right) == []
    assert findings(notation, *right, r"\frac{\partial J}{\partial W} = 2 X^T (Y - T)")


def test_a_function_of_the_page_itself_may_be_tied():
    notation = "given:\n  x: real\ncode:\n  f(x): double"
    assert findings(notation, "f(x) = 2x", names={"double": lambda x: 2 * x}) == []
    assert findings(notation, "f(x) = 3x", names={"double": lambda x: 2 * x})
    assert "cannot be loaded" in findings(notation, "f(x) = 2x")[0]


def test_a_value_as_a_function_of_its_variable():
    notation = r"""
sizes: {D: inputs}
given:
  \mathbf{w}: 1 x D
  \mathbf{h}: 1 x D
functions:
  f(x): x^2
"""
    loss = r"J(\mathbf{w}) := \mathbf{w} \mathbf{w}^T"
    assert (
        findings(
            notation,
            loss,
            r"J(\mathbf{w} + \mathbf{h}) - J(\mathbf{w} - \mathbf{h}) = 4 \mathbf{w} \mathbf{h}^T",
        )
        == []
    )
    assert (
        findings(
            notation,
            loss,
            r"J = \lVert \mathbf{w} \rVert^2, \quad \frac{\partial J}{\partial \mathbf{w}} = 2\mathbf{w}",
        )
        == []
    )


def test_entries_define_the_array():
    notation = r"""
sizes: {N: samples, D: inputs}
index: {i: N, d: D}
given:
  X: N x D
  \mathbf{w}: 1 x D
defined:
  \mathbf{z}: N x 1
"""
    assert findings(notation, r"z_i := \sum_d x_{id} w_d", r"\mathbf{z} = X \mathbf{w}^T") == []


ENTRIES = r"""
sizes: {N: samples, D: inputs}
index: {i: N, d: D}
given:
  X: N x D
  \mathbf{t}: N x 1 unit
  \mathbf{w}: 1 x D
  x_1: number
code:
  \sigma(z): tests.standin.logistic
  y: tests.standin.predict(\mathbf{w}, X)
  J: tests.standin.mean_cross_entropy(y, \mathbf{t})
"""


def test_a_loss_of_one_sample_stands_beside_the_loss_of_all():
    one = r"J_i := -t_i \log y_i - (1 - t_i) \log(1 - y_i)"
    assert findings(ENTRIES, one, r"J = \frac1N \sum_i J_i") == []
    assert findings(ENTRIES, one, r"J = \sum_i J_i")


def test_an_entry_that_is_defined_is_compared_with_the_array_of_the_code():
    assert findings(ENTRIES, r"y_i := \sigma\Bigl( \sum_d x_{id} w_d \Bigr), \quad y_i = y_i") == []
    assert findings(ENTRIES, r"y_i := \sigma\Bigl( \sum_d x_{id} w_d^2 \Bigr), \quad y_i = y_i")


def test_symbols_with_different_literal_indices_are_different():
    assert findings(ENTRIES, r"x_2 := -2 x_1, \quad 2 x_1 + x_2 = 0") == []
    assert findings(ENTRIES, r"x_1 := -2 x_1")


def test_likelihood_in_the_notation_of_probability():
    assert findings(
        NOTATION,
        OUTPUT,
        r"p(t_i \mid x_i) := y_i^{t_i} (1 - y_i)^{1 - t_i}",
        r"p(t_i \mid x_i) = y_i \quad \text{if } t_i = 1",
        r"p(t_i \mid x_i) = 1 - y_i \quad \text{if } t_i = 0",
        r"\mathcal{L} := \prod_{i=1}^N p(t_i \mid x_i) = \prod_{i=1}^N y_i^{t_i} (1 - y_i)^{1 - t_i}",
        r"-\frac1N \log \mathcal{L} = J",
        r"P(t=1 \mid x) := \sigma(z), \quad P(t=0 \mid x) := 1 - P(t=1 \mid x) = \sigma(-z)",
    ) == []  # fmt: skip


LAYERS = r"""
sizes: {N: samples, D: inputs, M: hidden units, C: outputs}
index: {l: 1..3, i: N, j: M}
given:
  X: N x D
  T: N x C unit
  W^{(1)}: D x M
  W^{(2)}: M x M
  W^{(3)}: M x C
  b^{(1)}: 1 x M
  b^{(2)}: 1 x M
  b^{(3)}: 1 x C
defined:
  \delta^{(1)}: N x M
code:
  \sigma(z): tests.standin.logistic
  J: tests.standin.half_squared_error(H^{(3)}, T)
"""
FORWARD = r"H^{(0)} := X, \quad Z^{(l)} := H^{(l-1)} W^{(l)} + b^{(l)}, \quad H^{(l)} := \sigma(Z^{(l)})"
DELTA = r"\delta^{(l)} := \frac{\partial J}{\partial Z^{(l)}}"


def test_layers_are_quantified_as_far_as_they_go():
    assert findings(
        LAYERS,
        FORWARD,
        DELTA,
        r"\delta^{(3)} = (H^{(3)} - T) \odot H^{(3)} \odot (1 - H^{(3)})",
        r"\delta^{(l)} = \delta^{(l+1)} {W^{(l+1)}}^T \odot \sigma'(Z^{(l)})",
        r"\frac{\partial J}{\partial W^{(l)}} = H^{(l-1)T} \delta^{(l)}",
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        r"\delta^{(l)} = \delta^{(l+1)} {W^{(l+1)}}^T \odot \sigma'(Z^{(l+1)}), \quad l = 1, \dots, 2",
        r"\delta^{(l)} = \delta^{(l+1)} {W^{(l)}}^T \odot \sigma'(Z^{(l)}), \quad l = 1, \dots, 2",
        r"\frac{\partial J}{\partial W^{(l)}} = H^{(l)T} \delta^{(l)}",
        r"\frac{\partial J}{\partial W^{(1)}} = H^{(0)T} \delta^{(2)}",
    ],
)
def test_a_layer_too_high_or_low_is_a_finding(wrong):
    assert findings(LAYERS, FORWARD, DELTA, wrong)


# -- the page's own values -------------------------------------------------------------------------

PAGE = {
    "X": np.array([[0.61065, -0.45965], [0.2, 0.3], [0.1, 0.4]]),
    "w": np.array([[1.5, -0.5]]),
    "learning_rate": 0.05,
    "N": 3,
}
VALUES = r"""
sizes: {N: samples, D: inputs}
index: {i: N, d: D}
given:
  X: N x D
  \mathbf{w}: 1 x D
  \mu: positive as learning_rate
"""


@pytest.mark.parametrize(
    "right",
    [
        r"x_{11} w_1 + x_{12} w_2 = [0.611]{X[0, 0]} \cdot [1.5]{w[0, 0]} + "
        r"[0.460]{-X[0, 1]} \cdot 0.5 \approx 1.1458",
        r"X \mathbf{w}^T \approx \begin{bmatrix} 1.1458 \\ 0.15 \\ -0.05 \end{bmatrix}",
        r"N = 3, \quad \mu = 0.05",
        r"x_{12} = [-0.45965]{X[0, 1]} \approx -0.460",
        r"\lVert X \rVert_F \approx 9.40 \cdot 10^{-1}",
        r"\pi \approx 3.1416, \quad 10^{-3} \cdot 2 = 0.002",
        r"X \in \mathbb{R}^{N \times D}",
    ],
)
def test_worked_examples_take_the_values_of_the_page(right):
    assert findings(VALUES, right, names=PAGE) == []


@pytest.mark.parametrize(
    "wrong",
    [
        r"x_{11} w_1 + x_{12} w_2 = [0.611]{X[0, 0]} \cdot [1.5]{w[0, 0]} - [0.460]{-X[0, 1]} \cdot 0.5",
        r"x_{11} w_1 + x_{12} w_2 \approx 1.1459",
        r"X \mathbf{w}^T \approx \begin{bmatrix} 1.1458 \\ 0.15 \\ 0.05 \end{bmatrix}",
        r"N = 4",
        r"\mu = 0.5",
        r"x_{12} = [-0.46]{X[0, 5]}",
        r"\pi \approx 3.1415",
        r"0.61 \cdot 1.79 = 1.0923",
        r"x_{11} w_1 \approx 0.61 \cdot 1.5",
    ],
)
def test_wrong_worked_examples_are_findings(wrong):
    assert findings(VALUES, wrong, names=PAGE)


def test_a_symbol_without_a_value_on_the_page_is_named():
    assert "no value on the page" in findings(VALUES, r"\mu \approx 0.05")[0]
    assert "no value on the page" in findings(VALUES, r"N = 40")[0]


# -- the page as a whole ---------------------------------------------------------------------------


def test_symbols_that_no_formula_uses_are_listed():
    notation = Notation.read(NOTATION)
    page = Equations(notation, [formula(OUTPUT), formula(r"\mathbf{y} = \mathbf{y}")])
    assert r"\mu" in page.unused()
    assert "J" in page.unused()
    assert not {"X", r"\mathbf{w}", r"\mathbf{y}", r"\sigma(z)"} & set(page.unused())


def test_a_formula_with_a_reason_is_skipped():
    page = Equations(Notation.read(""), [formula("a = b", unchecked="an example of a wrong one")])
    (link,) = page.links
    assert link.kind == "skipped"
    assert page.check(link, eval).message == "an example of a wrong one"


def test_offsets_are_those_of_the_page():
    text = r" x = x, \quad x^12 = 1"
    page = Equations(Notation.read("given:\n  x: real"), [formula(text, start=100)])
    assert [link.start for link in page.links] == [101, 100 + text.index("x^")]
    assert page.check(page.links[1], eval).offset == 100 + text.index("12")


def test_verdicts_are_the_same_for_the_same_seed():
    wrong = r"\frac{\partial J}{\partial \mathbf{w}} = \mathbf{w}"
    assert judged(NOTATION, OUTPUT, wrong, seed=3)[1][1] == judged(NOTATION, OUTPUT, wrong, seed=3)[1][1]


@pytest.mark.parametrize("error", [TimeoutError, MemoryError, KeyboardInterrupt])
def test_what_the_runner_must_see_is_not_swallowed(error):
    def stop(z):
        raise error

    with pytest.raises(error):
        findings("code:\n  f(z): stop", "f(z) = z", names={"stop": stop})


def test_code_that_raises_is_one_finding():
    assert findings("code:\n  f(z): tests.standin.crash", "f(z) = z, \\quad 1 = 1") == [
        "tests.standin.crash raises ZeroDivisionError: division by zero"
    ]
