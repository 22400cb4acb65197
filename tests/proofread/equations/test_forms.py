"""Right equations in the notation of many books are accepted; each has a wrong neighbour that is not."""

import random

import pytest

from tests.equation_pages import findings, judged

NOTATION = r"""
sizes: {N: samples, D: inputs, C: classes, M: hidden units}
index: {i: N, d: D, j: C, k: C, m: M}
given:
  X: N x D
  \mathbf{t}: N x 1
  \mathbf{w}: D x 1
  \mathbf{g}: D x 1
  \mathbf{z}: C x 1
  \mathbf{p}: C x 1 simplex
  \mathbf{q}: C x 1 simplex
  A: D x D
  S: D x D symmetric
  B: D x M
  I: D x D identity
  \lambda: positive
  \mu: real
  s: positive
  x: real
  a: real
  b: real
  h: constant
  \alpha: unit
  t: binary
  p: unit
defined:
  \mathbf{y}: C x 1
functions:
  \sigma(x): \frac{1}{1 + e^{-x}}
  f(x): x^3
"""
SOFTMAX = r"y_j := \frac{e^{z_j}}{\sum_k e^{z_k}}"
LOSS = r"L := -\sum_k p_k \log y_k"
MOMENTS = r"m_d := \frac1N \sum_{i=1}^N X_{id}, \quad s_d := \sqrt{\frac{1}{N} \sum_{i=1}^N (X_{id} - m_d)^2}"
ERROR = r"E := \lVert X\mathbf{w} - \mathbf{t} \rVert^2 + \lambda \lVert \mathbf{w} \rVert_2^2"

# definitions it needs; the right form; a wrong form
FORMS = {
    "binomial": ((), r"(a + b)^2 = a^2 + 2ab + b^2", r"(a + b)^2 = a^2 + ab + b^2"),
    "aligned": (
        (),
        r"\begin{aligned} (a+b)(a-b) &= a^2 - ab + ab - b^2 \\ &= a^2 - b^2 \end{aligned}",
        r"\begin{aligned} (a+b)(a-b) &= a^2 - ab + ab - b^2 \\ &= a^2 + b^2 \end{aligned}",
    ),
    "rows that go on": (
        (),
        r"\begin{aligned} (a+b)^2 &= a^2 + 2ab \\ &\quad + b^2 \end{aligned}",
        r"\begin{aligned} (a+b)^2 &= a^2 + 2ab \\ &\quad - b^2 \end{aligned}",
    ),
    "geometric sum": (
        (),
        r"\sum_{n=0}^{N} \alpha^n = \frac{1 - \alpha^{N+1}}{1-\alpha}",
        r"\sum_{n=0}^{N} \alpha^n = \frac{1 - \alpha^{N}}{1-\alpha}",
    ),
    "sum of indices": ((), r"\sum_{i=1}^{N} i = \frac{N(N+1)}{2}", r"\sum_{i=1}^{N} i = \frac{N(N-1)}{2}"),
    "telescope": (
        (),
        r"\sum_{n=1}^{N-1} (t_{n+1} - t_n) = t_N - t_1",
        r"\sum_{n=1}^{N-1} (t_{n+1} - t_n) = t_N - t_2",
    ),
    "tanh and sigma": ((), r"\tanh(x) = 2\sigma(2x) - 1", r"\tanh(x) = 2\sigma(x) - 1"),
    "derivative of tanh": (
        (),
        r"\frac{d}{dx} \tanh(x) = 1 - \tanh^2(x)",
        r"\frac{d}{dx} \tanh(x) = 1 + \tanh^2(x)",
    ),
    "second derivative": (
        (),
        r"\frac{\mathrm{d}^2}{\mathrm{d}x^2} \tanh(x) = -2 \tanh(x) (1 - \tanh^2 x)",
        r"\frac{\mathrm{d}^2}{\mathrm{d}x^2} \tanh(x) = 2 \tanh(x) (1 - \tanh^2 x)",
    ),
    "mixed derivative": (
        (),
        r"\frac{\partial^2}{\partial a \, \partial b} \bigl( a^2 b^3 \bigr) = 6 a b^2",
        r"\frac{\partial^2}{\partial a \, \partial b} \bigl( a^2 b^3 \bigr) = 6 a^2 b",
    ),
    "primes": ((), r"f'(x) = 3x^2, \quad f''(x) = 6x", r"f'(x) = 3x^2, \quad f''(x) = 3x"),
    "difference quotient": (
        (),
        r"\frac{f(x + h) - f(x - h)}{2h} = 3x^2 + h^2",
        r"\frac{f(x + h) - f(x - h)}{2h} = 3x^2 + h",
    ),
    "matrix product by entries": (
        (),
        r"(AB)_{dm} = \sum_{e=1}^{D} A_{de} B_{em}",
        r"(AB)_{dm} = \sum_{e=1}^{D} A_{ed} B_{em}",
    ),
    "transpose of a product": ((), r"(A B)^T = B^T A^T", r"(A A)^T = A A"),
    "trace": ((), r"\operatorname{tr}(A) = \sum_d A_{dd}", r"\operatorname{tr}(A) = \sum_d A_{d1}"),
    "quadratic form": (
        (),
        r"\frac{\partial \mathbf{w}^T A \mathbf{w}}{\partial \mathbf{w}} = (A + A^T) \mathbf{w}",
        r"\frac{\partial \mathbf{w}^T A \mathbf{w}}{\partial \mathbf{w}} = 2 A \mathbf{w}",
    ),
    "symmetric form": (
        (),
        r"\frac{\partial}{\partial \mathbf{w}} \mathbf{w}^T S \mathbf{w} = 2 S \mathbf{w}",
        r"\frac{\partial}{\partial \mathbf{w}} \mathbf{w}^T S \mathbf{w} = S \mathbf{w}",
    ),
    "normal equations": (
        (r"\hat{\mathbf{w}} := (X^T X + \lambda I)^{-1} X^T \mathbf{t}",),
        r"(X^\top X + \lambda I) \hat{\mathbf{w}} = X^\top \mathbf{t}",
        r"(X^\top X - \lambda I) \hat{\mathbf{w}} = X^\top \mathbf{t}",
    ),
    "ridge": (
        (ERROR,),
        r"\nabla_{\mathbf{w}} E = 2 X^T (X \mathbf{w} - \mathbf{t}) + 2 \lambda \mathbf{w}",
        r"\nabla_{\mathbf{w}} E = 2 X^T (X \mathbf{w} - \mathbf{t}) + \lambda \mathbf{w}",
    ),
    "softmax sums to one": ((SOFTMAX,), r"\sum_j y_j = 1", r"\sum_j y_j^2 = 1"),
    "softmax is shift invariant": (
        (SOFTMAX,),
        r"y_j = \frac{e^{z_j - a}}{\sum_{k=1}^C e^{z_k - a}}",
        r"y_j = \frac{e^{z_j - a}}{\sum_{k=1}^C e^{z_k}}",
    ),
    "softmax Jacobian": (
        (SOFTMAX,),
        r"\frac{\partial y_j}{\partial z_k} = y_j (\delta_{jk} - y_k)",
        r"\frac{\partial y_j}{\partial z_k} = y_j (\delta_{jk} + y_k)",
    ),
    "softmax Jacobian by cases": (
        (SOFTMAX,),
        r"\frac{\partial y_j}{\partial z_k} = \begin{cases} y_j (1 - y_j) & "
        r"\text{if } j = k, \\ -y_j y_k & j \neq k "
        r"\end{cases}",
        r"\frac{\partial y_j}{\partial z_k} = \begin{cases} y_j (1 - y_j) & j = "
        r"k \\ y_j y_k & \text{otherwise} "
        r"\end{cases}",
    ),
    "softmax Jacobian off the diagonal": (
        (SOFTMAX,),
        r"\frac{\partial y_j}{\partial z_k} = - y_j y_k \quad (j \ne k)",
        r"\frac{\partial y_j}{\partial z_k} = - y_j y_k",
    ),
    "a condition behind a quad": (
        (SOFTMAX,),
        r"\frac{\partial y_j}{\partial z_k} = y_j (1 - y_j) \quad j = k, \qquad y_j \ge 0",
        r"\frac{\partial y_j}{\partial z_k} = y_j (1 - y_j) \quad j \ne k",
    ),
    "cross-entropy of softmax": (
        (SOFTMAX, LOSS),
        r"\frac{\partial L}{\partial z_j} = y_j - p_j, \quad \frac{\partial "
        r"L}{\partial \mathbf{z}} = \mathbf{y} - \mathbf{p}",
        r"\frac{\partial L}{\partial \mathbf{z}} = \mathbf{p} - \mathbf{y}",
    ),
    "log-sum-exp": (
        (),
        r"\log \sum_k e^{z_k} = \max_k z_k + \log \sum_{k} e^{z_k - \max_j z_j}",
        r"\log \sum_k e^{z_k} = \max_k z_k - \log \sum_{k} e^{z_k - \max_j z_j}",
    ),
    "argmax": ((SOFTMAX,), r"\arg\max_j y_j = \arg\max_j z_j", r"\arg\max_j y_j = \arg\min_j z_j"),
    "divergence": (
        (r"\mathrm{KL}(p \,\|\, q) := \sum_k p_k \log \frac{p_k}{q_k}",),
        r"\mathrm{KL}(p \,\|\, q) = \sum_k p_k \log p_k - \sum_k p_k \log q_k \ge 0",
        r"\mathrm{KL}(p \,\|\, q) = \sum_k p_k \log q_k - \sum_k p_k \log p_k",
    ),
    "entropy is bounded": (
        (),
        r"-\sum_{k=1}^C p_k \log p_k \le \log C",
        r"-\sum_{k=1}^C p_k \log p_k \le \log C - 1",
    ),
    "triangle": (
        (),
        r"\lVert \mathbf{w} + \mathbf{g} \rVert \le \lVert \mathbf{w} \rVert + \lVert \mathbf{g} \rVert",
        r"\lVert \mathbf{w} + \mathbf{g} \rVert \ge \lVert \mathbf{w} \rVert + \lVert \mathbf{g} \rVert",
    ),
    "normalised": (
        (MOMENTS, r"\hat{x}_{id} := \frac{X_{id} - m_d}{s_d}"),
        r"\frac1N \sum_{i} \hat{x}_{id} = 0, \quad \frac1N \sum_i \hat{x}_{id}^2 = 1",
        r"\frac1N \sum_{i} \hat{x}_{id} = 1",
    ),
    "variance": (
        (MOMENTS,),
        r"s_d^2 = \frac1N \sum_i X_{id}^2 - m_d^2",
        r"s_d^2 = \frac1N \sum_i X_{id}^2 - m_d",
    ),
    "inner product": (
        (),
        r"\mathbf{w}^\top \mathbf{g} = \sum_{d=1}^{D} w_d g_d",
        r"\mathbf{w}^\top \mathbf{g} = \sum_{d=1}^{D} w_d",
    ),
    "Frobenius": (
        (),
        r"\sum_{d} \sum_{m} B_{dm}^2 = \lVert B \rVert_F^2 = \operatorname{tr}(B^T B)",
        r"\sum_{d,m} B_{dm}^2 = \lVert B \rVert_F",
    ),
    "rotation": (
        (),
        r"\begin{pmatrix} \cos a & -\sin a \\ \sin a & \cos a \end{pmatrix} "
        r"\begin{pmatrix} 1 \\ 0 \end{pmatrix} "
        r"= \begin{pmatrix} \cos a \\ \sin a \end{pmatrix}",
        r"\begin{pmatrix} \cos a & -\sin a \\ \sin a & \cos a \end{pmatrix} "
        r"\begin{pmatrix} 0 \\ 1 \end{pmatrix} "
        r"= \begin{pmatrix} \sin a \\ \cos a \end{pmatrix}",
    ),
    "product of powers": (
        (),
        r"\prod_{k=1}^{C} e^{z_k} = \exp\left( \sum_{k=1}^C z_k \right)",
        r"\prod_{k=1}^{C} e^{z_k} = \sum_{k=1}^C e^{z_k}",
    ),
    "absolute value": ((), r"|a b| = |a||b|", r"|a + b| = |a| + |b|"),
    "positive part": (
        (),
        r"\max(0, x) = \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases} = \tfrac12 (x + |x|)",
        r"\max(0, x) = \tfrac12 (x - |x|)",
    ),
    "Gauss": (
        (r"\phi(x) := \frac{1}{\sqrt{2 \pi s^2}} \exp\left( -\frac{(x-\mu)^2}{2 s^2} \right)",),
        r"\frac{d}{dx} \log \phi(x) = -\frac{x - \mu}{s^2}",
        r"\frac{d}{dx} \log \phi(x) = -\frac{x - \mu}{s}",
    ),
    "label as exponent": (
        (),
        r"p^t (1-p)^{1-t} = \begin{cases} p & t = 1 \\ 1 - p & t = 0 \end{cases}",
        r"p^t (1-p)^{1-t} = \begin{cases} 1 - p & t = 1 \\ p & t = 0 \end{cases}",
    ),
    "if a label": (
        (),
        r"-p \log t = 0 \quad \text{if } t = 1, \quad p^t (1 - p)^{1-t} = p \text{ if } t = 1",
        r"p^t (1 - p)^{1-t} = p \text{ if } t = 0",
    ),
    "ones": (
        (),
        r"\mathbf{1}^T \mathbf{p} = 1, \quad \mathbf{1}_N^T X = \mathbf{1}^T X",
        r"\mathbf{1}^T X = X",
    ),
    "slash": ((), r"a/2 + b/2 = (a+b)/2, \quad \partial f(x) / \partial x = 3x^2", r"a/2 + b/2 = (a+b)/4"),
    "logarithm of a product": (
        (),
        r"\log \prod_k p_k = \sum_k \log p_k",
        r"\log \prod_k p_k = \prod_k \log p_k",
    ),
    "ones that count": (
        (SOFTMAX,),
        r"\frac{\partial y_j}{\partial z_k} = y_j (\mathbb{1}[j = k] - y_k)",
        r"\frac{\partial y_j}{\partial z_k} = y_j (\mathbb{1}[j = k] - y_j)",
    ),
    "ones that count, in braces": (
        (SOFTMAX,),
        r"\frac{\partial y_j}{\partial z_k} = y_j (\mathbf{1}\{j = k\} - y_k)",
        r"\frac{\partial y_j}{\partial z_k} = y_j (\mathbf{1}\{j = k\} + y_k)",
    ),
    "logarithm of a sum with limits": (
        (SOFTMAX,),
        r"\log y_j = z_j - \log \sum_{k=1}^{C} e^{z_k}",
        r"\log y_j = z_j + \log \sum_{k=1}^{C} e^{z_k}",
    ),
    "cases with a full stop": (
        (),
        r"|x| = \begin{cases} x, & x > 0, \\ -x, & x \le 0. \end{cases}",
        r"|x| = \begin{cases} x, & x > 0, \\ x, & x \le 0. \end{cases}",
    ),
    "cases that meet": (
        (),
        r"|x| = \begin{cases} x & x \ge 0 \\ -x & x \le 0 \end{cases}",
        r"|x| = \begin{cases} x & x \ge 0 \\ -x & x \le 1 \end{cases}",
    ),
    "trace with a capital": (
        (),
        r"\operatorname{Tr}(A^T A) = \lVert A \rVert_F^2",
        r"\operatorname{Tr}(A A) = \lVert A \rVert_F^2",
    ),
    "shape": ((), r"X \in \mathbb{R}^{N \times D}, \quad p \in (0, 1)", r"X \in \mathbb{R}^{D \times N}"),
    "label set": ((), r"t \in \{0, 1\}", r"x \in \{0, 1\}"),
    "strict": ((), r"0 < \sigma(x) < 1", r"\sigma(x) > \tfrac12"),
    "not equal": ((), r"e^x \ne 0", r"e^0 \ne 1"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_right_form_is_accepted(name):
    definitions, right, _ = FORMS[name]
    assert findings(NOTATION, *definitions, right) == []
    assert len(judged(NOTATION, *definitions, right)) > len(definitions)


@pytest.mark.parametrize("name", FORMS)
def test_the_wrong_form_is_a_finding(name):
    definitions, _, wrong = FORMS[name]
    assert findings(NOTATION, *definitions, wrong)


@pytest.mark.parametrize(
    ("formula", "script"),
    [
        (r"\nabla_x^3 f(x) = 6", "power"),
        (r"\nabla_{\mathbf{w}}^T (\mathbf{w}^T \mathbf{w}) = 2\mathbf{w}", "transpose"),
        (r"\sum_i' t_i = \sum_i t_i", "prime"),
        (r"\max_i^* t_i = \max_i t_i", "star"),
        (r"\ln_2 s = \ln s", "subscript"),
        (r"\exp^{(2)}(x) = e^x", "layer"),
        (r"\operatorname{tr}_2(A) = \operatorname{tr}(A)", "subscript"),
        (r"f^T(x) = x^3", "transpose"),
        (r"(x^2)' = x^2", "prime"),
        (r"|x|^* = |x|", "star"),
        (r"\sqrt{s}' = \sqrt{s}", "prime"),
        (r"\frac{\partial' f(x)}{\partial x} = 3x^2", "prime"),
    ],
)
def test_a_script_without_a_meaning_is_refused_and_not_lost(formula, script):
    assert findings(NOTATION, formula) == [f"this {script} has no meaning here"]


def test_whatever_stands_there_is_a_verdict_and_no_exception():
    """Formulas with pieces cut out and put in: each yields verdicts in one sentence."""
    rng = random.Random(0)
    rights = [right for _, right, _ in FORMS.values()]
    pieces = [
        r"\frac",
        "{",
        "}",
        "(",
        "_",
        "^",
        "=",
        r"\sum_i",
        r"\\",
        "&",
        r"\begin{cases}",
        r"\partial",
        "|",
        "12",
        r"\leftarrow",
    ]
    for _ in range(300):
        latex = rng.choice(rights)
        cut, length = rng.randrange(len(latex)), rng.randrange(6)
        latex = latex[:cut] + rng.choice(pieces) * rng.randrange(2) + latex[cut + length :]
        assert all("\n" not in verdict.message for _, verdict in judged(NOTATION, latex))


def test_columns_are_those_of_the_page():
    ((_, verdict),) = judged(NOTATION, r"\quad a + b = a + + b^12")
    assert verdict.offset == r"\quad a + b = a + + b^12".index("12")
    assert "^{12}" in verdict.message


def test_the_values_at_one_failing_point_are_said():
    (message,) = findings(NOTATION, r"X_{id} = -X_{id}")
    assert message.startswith("left ")
    assert "N=5, D=3" in message
    assert "i=" in message


def test_shapes_that_differ_are_said():
    assert findings(NOTATION, r"X^T \mathbf{t} = \mathbf{w}^T") == [
        "left side has shape (3, 1), right side has shape (1, 3) at N=5, D=3, C=4, M=6"
    ]
