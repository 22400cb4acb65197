"""The notation block: rows of the symbol table, Python names, and what is refused with its line."""

import pytest

from proofread.equations import Notation, NotationError

BLOCK = r"""
sizes: {N: samples, D: 2 inputs}
index: {i: N, d: D, k: iteration}
given:
  X: N x D, the samples, one a row
  \mathbf{t}: N x 1 unit, targets
  \mu: positive as learning_rate, the learning rate
  x:
parts:
  x_{id}: X[i, d], one feature (of one sample)
defined:
  \mathbf{y}: N x 1, the output
code:
  \sigma(z): tests.standin.logistic, the logistic function
  J: tests.standin.mean_cross_entropy(\mathbf{y}, \mathbf{t}), the mean loss
"""


def test_rows_come_in_the_order_written():
    rows = [(row.latex, row.section) for row in Notation.read(BLOCK).symbols]
    assert rows == [
        ("X", "given"),
        (r"\mathbf{t}", "given"),
        (r"\mu", "given"),
        ("x", "given"),
        ("x_{id}", "parts"),
        (r"\mathbf{y}", "defined"),
        (r"\sigma(z)", "code"),
        ("J", "code"),
    ]


def test_a_row_says_shape_python_name_meaning_and_code():
    rows = {row.latex: row for row in Notation.read(BLOCK).symbols}
    assert rows["X"].shape == ("N", "D")
    assert rows["X"].meaning == "the samples, one a row"
    assert rows[r"\mu"].python == "learning_rate"
    assert rows[r"\mu"].shape == ()
    assert rows["J"].code == r"tests.standin.mean_cross_entropy(\mathbf{y}, \mathbf{t})"
    assert rows["x_{id}"].meaning == "one feature (of one sample)"


def test_sizes_are_words_and_a_number_where_the_page_fixes_one():
    sizes = Notation.read(BLOCK).sizes
    assert (sizes["N"].words, sizes["N"].number) == ("samples", None)
    assert (sizes["D"].words, sizes["D"].number) == ("inputs", 2)


@pytest.mark.parametrize(
    ("latex", "python"),
    [
        (r"\mathbf{t}", "t"),
        (r"W^{(1)}", "W1"),
        (r"\delta^{(2)}", "delta2"),
        (r"\hat{y}", "y_hat"),
        (r"\lambda", "lambda_"),
        (r"\hat y", "y_hat"),
        (r"\Delta\mathbf{w}", "delta_w"),
        (r"x_1", "x_1"),
        (r"\mathcal{L}", "L"),
        (r"\mathrm{loss}", "loss"),
        (r"\bar{x}", "x_bar"),
        (r"\mathbf{w}^*", "w_star"),
        (r"w_{\text{max}}", "w_max"),
    ],
)
def test_python_names_follow_from_the_latex(latex, python):
    assert Notation.read(f"given:\n  {latex}: number").symbols[0].python == python


def test_a_derivative_tied_to_code_is_named_d_and_its_variable():
    block = (
        "given:\n  W^{(1)}: 2 x 3\ncode:\n  J: a.b(W^{(1)})\n  \\partial J/\\partial W^{(1)}: a.c(W^{(1)}).W1"
    )
    assert Notation.read(block).symbols[-1].python == "dW1"


@pytest.mark.parametrize(
    ("block", "line", "said"),
    [
        ("given:\n  X: N x D", 2, "size N of X is not declared"),
        ("sizes: {N: samples}\ngiven:\n  X: N x N unti", 3, "unti is neither a shape"),
        ("sizes: {N: samples}\nsizes: {M: more}", 2, "stands here twice"),
        ("given:\n  x: unit\n  x: real", 3, "declared twice"),
        ("gvien:\n  x: unit", 1, "no section gvien"),
        ("given:\n  x: [1, 2]", 2, "one line of text"),
        ("given: x", 1, "entries of the form"),
        ("given:\n  x: {", 2, "not YAML"),
        ("given:\n x: 1\n  y: 2", 3, "not YAML"),
        ("index: {i: N}", 1, "no declared size"),
        ("sizes: {N: samples}\nindex: {ij: N}", 2, "no letter for an index"),
        ("sizes: {N: 0 samples}", 1, "cannot be 0"),
        ("given:\n  x^2: real", 2, "x^2"),
        ("given:\n  I: identity", 2, "needs a shape"),
        ("parts:\n  x_i: X", 2, "write a part as"),
        (
            "sizes: {N: a}\nindex: {i: N}\ngiven:\n  X: N x N\nparts:\n  x_i: X[i, j]",
            6,
            "index j stands on the right",
        ),
        (
            "sizes: {N: a, D: b}\nindex: {i: N, d: N}\ngiven:\n  X: N x D\nparts:\n  x_{id}: X[i, d]",
            6,
            "index d of x_{id} stands on an axis of D, but runs to N",
        ),
        ("code:\n  J: some loss", 2, "not of the form"),
        ("code:\n  J: a.b(x", 2, "not closed"),
        ("code:\n  J: a.b", 2, "needs its arguments"),
        ("code:\n  J: a.b(x y^12)", 2, "several digits"),
        ("functions:\n  f: x^2", 2, "written f(x)"),
        ("functions:\n  f(x): x^2 +", 2, "too early"),
        ("defined:\n  y: unit", 2, "no domain"),
    ],
)
def test_a_malformed_block_is_refused_with_its_line(block, line, said):
    with pytest.raises(NotationError) as caught:
        Notation.read(block)
    assert caught.value.line == line
    assert said in str(caught.value)


def test_an_empty_block_declares_nothing():
    assert Notation.read("").symbols == []
    assert Notation.read("given:\n").symbols == []


def test_the_mean_of_what_is_random_may_be_called_x():
    block = "given:\n  x: real\n  v: positive\nrandom:\n  X: mean x variance v, uncertain\n"
    assert [row.latex for row in Notation.read(block).symbols] == ["x", "v", "X"]
    with pytest.raises(NotationError, match="mean m variance v"):
        Notation.read("given:\n  x: real\nrandom:\n  X: mean x")
