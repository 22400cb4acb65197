"""Equations as books and courses write them: each right form is accepted, each wrong one is a finding."""

# ruff: noqa: E501  # a formula is copied in one piece

import pytest

from proofread.website.maths.mathml import to_mathml
from tests.equation_pages import findings

LEAST_SQUARES = r"""
sizes: {N: samples, M: basis functions}
index: {n: N, j: M, k: M}
given:
  \boldsymbol{\Phi}: N x M
  \mathbf{t}: N x 1 unit
  \mathbf{w}: M x 1
  \lambda: positive
defined:
  \mathbf{y}: N x 1
functions:
  \sigma(a): \frac{1}{1 + \exp(-a)}
"""
FITTED = r"\mathbf{w}_{\mathrm{ML}} := \left(\boldsymbol{\Phi}^{\mathrm T}\boldsymbol{\Phi}\right)^{-1}"
CROSS_ENTROPY = [
    r"y_n := \sigma\Bigl(\sum_j \phi_{nj} w_j\Bigr)",
    r"E(\mathbf{w}) := -\sum_{n=1}^{N} \left\{ t_n \ln y_n + (1 - t_n) \ln(1 - y_n) \right\}",
]
WEIGHTING = r"\mathbf{R} := \operatorname{diag}(\mathbf{y} \odot (1 - \mathbf{y}))"
HESSIAN = r"\boldsymbol{\Phi}^{\rm T} \mathbf{R} \boldsymbol{\Phi}"
NO_WEIGHTING = r"\boldsymbol{\Phi}^{\rm T} \mathbf{R}^2 \boldsymbol{\Phi}"

LAYERS = r"""
sizes: {n: inputs, m: hidden, o: outputs}
index: {j: o, k: m, l: layer 2..3}
given:
  x: n x 1
  y: o x 1
  w^2: m x n
  w^3: o x m
  b^2: m x 1
  b^3: o x 1
functions:
  \sigma(z): \frac{1}{1 + e^{-z}}
"""
FORWARD = [
    r"a^1 := x",
    r"z^l := w^l a^{l-1} + b^l",
    r"a^l := \sigma(z^l)",
    r"C := \frac{1}{2}\|y - a^3\|^2",
    r"\delta^l := \frac{\partial C}{\partial z^l}",
]

NUMBERS = r"""
sizes: {n: power, D: dimension}
index: {k: n, i: D, j: D, t: iteration}
given:
  \mathbf{x}: D x 1
  \boldsymbol{y}: D x 1
  \mathbf{0}: D x 1 zeros
  A: D x D
  \Sigma: D x D symmetric
  \mathbf{c}: D x 1 binary
  a: real
  b: real
  x: real
  s: positive
  \epsilon: positive
  t: integer
  \beta_1: unit
  m_{t-1}: real
  g_t: real
functions:
  f(x): \sin(x)
"""
BATCH = r"""
sizes: {m: batch}
index: {i: m, j: m}
given:
  \mathbf{x}: m x 1
  \mathbf{c}: m x 1
  \epsilon: positive
defined:
  \hat{\mathbf{x}}: m x 1
"""
NORMALISED = [
    r"\mu_{\mathcal{B}} := \frac{1}{m}\sum_{i=1}^{m} x_i",
    r"\sigma_{\mathcal{B}}^2 := \frac{1}{m}\sum_{i=1}^{m} (x_i - \mu_{\mathcal{B}})^2",
    r"\hat{x}_i := \frac{x_i - \mu_{\mathcal{B}}}{\sqrt{\sigma_{\mathcal{B}}^2 + \epsilon}}",
    r"\ell := \sum_{i=1}^m c_i \hat{x}_i",
]
ATTENTION = r"""
sizes: {n: queries, d_k: width}
index: {i: n}
given:
  \mathbf{q}: d_k x 1
  K: n x d_k
  V: n x 1
defined:
  \mathbf{s}: n x 1
"""

# notation; definitions it needs; the right form; wrong forms
FORMS = {
    "an inverse that needs more rows than columns": (
        LEAST_SQUARES,
        [FITTED + r"\boldsymbol{\Phi}^{\mathrm T}\mathbf{t}"],
        r"\boldsymbol{\Phi}^{\sf T}\boldsymbol{\Phi} \mathbf{w}_{\mathrm{ML}} = \boldsymbol{\Phi}^{\sf T}\mathbf{t}",
        [r"\boldsymbol{\Phi}^{\sf T}\boldsymbol{\Phi} \mathbf{w}_{\mathrm{ML}} = 2\boldsymbol{\Phi}^{\sf T}\mathbf{t}"],
    ),
    "trace of a projection": (
        LEAST_SQUARES,
        [r"H := \boldsymbol{\Phi}(\boldsymbol{\Phi}^\top\boldsymbol{\Phi})^{-1}\boldsymbol{\Phi}^\top"],
        r"\operatorname{trace}(H) = M, \quad H^2 = H",
        [r"\operatorname{trace}(H) = N", r"\operatorname{trace}(H) = 3"],
    ),
    "gradient without a variable below": (
        LEAST_SQUARES,
        CROSS_ENTROPY,
        r"\nabla E(\mathbf{w}) = \boldsymbol{\Phi}^{\text{T}} (\mathbf{y} - \mathbf{t})",
        [r"\nabla E(\mathbf{w}) = \boldsymbol{\Phi}^{\text{T}} (\mathbf{t} - \mathbf{y})"],
    ),
    "Hessian, nabla twice": (
        LEAST_SQUARES,
        [*CROSS_ENTROPY, WEIGHTING],
        rf"\nabla\nabla E(\mathbf{{w}}) = {HESSIAN}",
        [rf"\nabla\nabla E(\mathbf{{w}}) = {NO_WEIGHTING}"],
    ),
    "Hessian, nabla squared": (
        LEAST_SQUARES,
        [*CROSS_ENTROPY, WEIGHTING],
        rf"\nabla^2_{{\mathbf{{w}}}} E = {HESSIAN}",
        [rf"\nabla_{{\mathbf{{w}}}}^2 E = {NO_WEIGHTING}", rf"\nabla_{{\mathbf{{w}}}} E = {HESSIAN}"],
    ),
    "Hessian, by the transpose": (
        LEAST_SQUARES,
        [*CROSS_ENTROPY, WEIGHTING],
        rf"\frac{{\partial^2 E}}{{\partial\mathbf{{w}}\,\partial\mathbf{{w}}^T}} = {HESSIAN}",
        [rf"\frac{{\partial^2 E}}{{\partial\mathbf{{w}}\,\partial\mathbf{{w}}^T}} = {NO_WEIGHTING}"],
    ),
    "Jacobian": (
        NUMBERS,
        [],
        r"\frac{\partial A \mathbf{x}}{\partial \mathbf{x}^\top} = A",
        [r"\frac{\partial A \mathbf{x}}{\partial \mathbf{x}^\top} = A^\top"],
    ),
    "errors of layers": (
        LAYERS,
        FORWARD,
        r"\delta^3 = (a^3 - y) \odot \sigma'(z^3), \quad \delta^2 = ((w^3)^T \delta^3) \odot \sigma'(z^2)",
        [r"\delta^2 = ((w^3)^T \delta^3) \odot \sigma(z^2)", r"\delta^3 = (y - a^3) \odot \sigma'(z^3)"],
    ),
    "gradients of layers": (
        LAYERS,
        FORWARD,
        r"\frac{\partial C}{\partial b^l} = \delta^l, \quad \frac{\partial C}{\partial w^l} = \delta^l (a^{l-1})^T",
        [r"\frac{\partial C}{\partial w^l} = \delta^l (a^l)^T", r"\frac{\partial C}{\partial b^l} = 2\delta^l"],
    ),
    "an entry of a layer": (
        LAYERS,
        FORWARD,
        r"\frac{\partial C}{\partial w^3_{jk}} = a^2_k \delta^3_j",
        [r"\frac{\partial C}{\partial w^3_{jk}} = a^2_k \delta^3_k", r"\frac{\partial C}{\partial w^3_{jk}} = \delta^3_j"],
    ),
    "iterations as indices": (
        NUMBERS,
        [r"m_t := \beta_1 m_{t-1} + (1 - \beta_1) g_t", r"\hat{m}_t := m_t / (1 - \beta_1^t)"],
        r"(1 - \beta_1^t)\, \hat{m}_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t",
        [r"(1 - \beta_1)\, \hat{m}_t = m_t", r"m_t = \beta_1 m_t + (1 - \beta_1) g_t"],
    ),
    "variance defined by its square": (
        BATCH,
        NORMALISED,
        r"\sum_{i=1}^m \hat{x}_i^2 = m \frac{\sigma_{\mathcal{B}}^2}{\sigma_{\mathcal{B}}^2 + \epsilon}",
        [r"\sum_{i=1}^m \hat{x}_i^2 = m \frac{\sigma_{\mathcal{B}}}{\sigma_{\mathcal{B}}^2 + \epsilon}"],
    ),
    "derivative by a square": (
        BATCH,
        NORMALISED,
        r"\frac{\partial \ell}{\partial \sigma_{\mathcal{B}}^2} = "
        r"-\frac{1}{2} (\sigma_{\mathcal{B}}^2 + \epsilon)^{-3/2} \sum_{i=1}^m c_i (x_i - \mu_{\mathcal{B}})",
        [
            r"\frac{\partial \ell}{\partial \sigma_{\mathcal{B}}^2} = "
            r"-(\sigma_{\mathcal{B}}^2 + \epsilon)^{-3/2} \sum_{i=1}^m c_i (x_i - \mu_{\mathcal{B}})"
        ],
    ),
    "a size with an index, and softmax": (
        ATTENTION,
        [r"\mathbf{s} := \frac{K\mathbf{q}}{\sqrt{d_k}}"],
        r"V^T \mathrm{softmax}(\mathbf{s}) = \frac{\sum_{i=1}^n e^{s_i} V_i}{\sum_{i=1}^n e^{s_i}}",
        [r"V^T \mathrm{softmax}(\sqrt{d_k}\, \mathbf{s}) = \frac{\sum_{i=1}^n e^{s_i} V_i}{\sum_{i=1}^n e^{s_i}}"],
    ),
    "binomial": (
        NUMBERS,
        [],
        r"(a + b)^n = \sum_{k=0}^{n} \binom{n}{k} a^{n-k} b^k",
        [r"(a + b)^n = \sum_{k=0}^{n} \binom{n}{k} a^{n-k}", r"(a + b)^n = \sum_{k=1}^{n} \binom{n}{k} a^{n-k} b^k"],
    ),
    "factorial": (
        NUMBERS,
        [],
        r"\binom{n}{k} = \frac{n!}{k!\,(n-k)!}, \quad (n+1)! = (n+1) \cdot n!",
        [r"\binom{n}{k} = \frac{n!}{(n-k)!}", r"\binom{k}{n} = \frac{n!}{k!\,(n-k)!}", r"(n+1)! = n \cdot n!"],
    ),
    "inner product": (
        NUMBERS,
        [],
        r"\langle \mathbf{x}, \boldsymbol{y} \rangle = \mathbf{x}^\top \boldsymbol{y} = \sum_i x_i y_i",
        [r"\langle \mathbf{x}, \boldsymbol{y} \rangle = \langle \mathbf{x}, \mathbf{x} \rangle"],
    ),
    "difference quotient": (
        NUMBERS,
        [],
        r"\frac{\mathrm{d}f}{\mathrm{d}x} = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h} = \cos(x)",
        [r"\lim_{h \to 0} \frac{f(x + h) - f(x)}{2h} = \cos(x)", r"\lim_{h \to 1} \frac{f(x + h) - f(x)}{h} = \cos(x)"],
    ),
    "limits far out": (
        NUMBERS,
        [],
        r"\lim_{x \to -\infty} \frac{1}{1 + e^{-x}} = 0, \quad \lim_{s \to \infty} \Bigl(1 + \frac{a}{s}\Bigr)^s = e^a",
        [r"\lim_{x \to \infty} \frac{1}{1 + e^{-x}} = 0", r"\lim_{s \to \infty} \Bigl(1 + \frac{a}{s}\Bigr)^s = e"],
    ),
    "a limit from one side": (
        NUMBERS,
        [],
        r"\lim_{x \to 0^+} \frac{|x|}{x} = 1, \quad \lim_{x \to 0^-} \frac{|x|}{x} = -1",
        [r"\lim_{x \to 0^-} \frac{|x|}{x} = 1", r"\lim_{x \to 0} \frac{|x|}{x} = 1"],
    ),
    "at a point": (
        NUMBERS,
        [],
        r"\left. \frac{\mathrm{d}f}{\mathrm{d}x} \right|_{x = 0} = 1, \quad \left.\frac{\partial}{\partial x} x^3\right|_{x=a} = 3a^2",
        [r"\left. \frac{\mathrm{d}f}{\mathrm{d}x} \right|_{x = a} = 1", r"\left. x^3 + a \right\rvert_{x = 1} = a"],
    ),
    "at a vector": (
        NUMBERS,
        [],
        r"\left. \nabla_{\mathbf{x}} (\mathbf{x}^T A \mathbf{x} + \mathbf{x}^T \boldsymbol{y}) \right|_{\mathbf{x} = \mathbf{0}} = \boldsymbol{y}",
        [r"\left. \nabla_{\mathbf{x}} \lVert \mathbf{x} \rVert^2 \right|_{\mathbf{x} = \boldsymbol{y}} = \boldsymbol{y}"],
    ),
    "determinants": (
        NUMBERS,
        [],
        r"\nabla_A |A| = |A| A^{-\top}, \quad \begin{vmatrix} a & b \\ b & a \end{vmatrix} = a^2 - b^2",
        [r"\nabla_A |A| = |A| A^{-1}", r"\begin{vmatrix} a & b \\ b & a \end{vmatrix} = a^2 + b^2"],
    ),
    "transposes run together": (
        NUMBERS,
        [],
        r"\nabla_{\mathbf{x}} \|A\mathbf{x}\|^2 = 2A^TA\mathbf{x}",
        [r"\nabla_{\mathbf{x}} \|A\mathbf{x}\|^2 = 2AA^T\mathbf{x}"],
    ),
    "bars twice": (
        NUMBERS,
        [],
        r"||A\mathbf{x} - \boldsymbol{y}||_2^2 = (A\mathbf{x} - \boldsymbol{y})^T(A\mathbf{x} - \boldsymbol{y}), \quad |a||b| = |a b|",
        [r"||A\mathbf{x}||_2 = (A\mathbf{x})^T(A\mathbf{x})", r"|a||b| = |a + b|"],
    ),
    "indicators": (
        NUMBERS,
        [],
        r"\sum_i 1\{c_i = 1\} = \sum_i \mathbb{1}(c_i > 0) = \sum_i \mathbb{I}[c_i = 1] = \sum_i \mathbb{1}_{\{c_i = 1\}} = \sum_i c_i",
        [r"\sum_i 1\{c_i = 0\} = \sum_i c_i", r"\sum_i \mathbb{1}(c_i < 1) = \sum_i c_i"],
    ),
    "braces with words": (
        NUMBERS,
        [],
        r"\underbrace{(a + b)^2}_{\text{a square}} = a^2 + \overbrace{2ab}^{\text{mixed}} + b^2",
        [r"\underbrace{(a + b)^2}_{\text{a square}} = a^2 + \overbrace{ab}^{\text{mixed}} + b^2"],
    ),
    "words on the sign": (
        NUMBERS,
        [r"q(x) \overset{\text{def}}{=} x^2 + a"],
        r"q(x) - a \stackrel{(i)}{=} x^2 \overset{!}{=} x \cdot x",
        [r"q(x) \stackrel{(i)}{=} x^2"],
    ),
    "arrays": (
        NUMBERS,
        [],
        r"\max(0, x) = \left\{ \begin{array}{ll} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{array} \right., \quad "
        r"\left[ \begin{array}{cc} 1 & a \end{array} \right]^T = \begin{pmatrix} 1 \\ a \end{pmatrix}",
        [r"\max(0, x) = \left\{ \begin{array}{ll} x & \text{if } x < 0 \\ 0 & \text{otherwise} \end{array} \right."],
    ),
    "a dot between vectors": (
        NUMBERS,
        [],
        r"\mathbf{x} \cdot \boldsymbol{y} = \sum_i x_i y_i, \quad a \cdot \mathbf{x} = \mathbf{x} \cdot a",
        [r"\mathbf{x} \cdot \boldsymbol{y} = \mathbf{x} \cdot \mathbf{x}", r"\mathbf{x} \cdot \boldsymbol{y}^T = 1"],
    ),
    "where the largest is": (
        NUMBERS,
        [],
        r"\operatorname*{argmax}_i x_i = \underset{i}{\operatorname{arg\,max}}\, e^{x_i} = \mathop{\mathrm{argmax}}_i (2 x_i)",
        [r"\underset{i}{\operatorname{arg\,max}}\, x_i = \mathop{\mathrm{argmin}}_i (2 x_i)"],
    ),
    "an operator by a square": (
        NUMBERS,
        [],
        r"\frac{\partial}{\partial s^2} \left( \frac{(x - a)^2}{2 s^2} \right) = -\frac{(x - a)^2}{2 s^4}",
        [r"\frac{\partial}{\partial s^2} \left( \frac{(x - a)^2}{2 s^2} \right) = -\frac{(x - a)^2}{s^3}"],
    ),
    "a root without braces": (NUMBERS, [], r"\sqrt n = n / \sqrt n", [r"\sqrt2 = \sqrt 3"]),
    "old fonts": (NUMBERS, [], r"{\bf x}^{\rm T} {\bm y} = \mathbf{x} ^\mathrm{T} \boldsymbol y", [r"{\bf x}^{\rm T} {\bf x} = 1"]),
    "an empty group": (NUMBERS, [], r"\begin{aligned} (a+b)^2 &= a^2 + 2ab \\ &\quad {}+ b^2 \end{aligned}", [r"\boxed{a + b = {}-b}"]),
}  # fmt: skip


def wrongs(notation, *formulas):
    """Return what is wrong, but for definitions that only another form of the table uses."""
    return [said for said in findings(notation, *formulas) if not said.startswith("nothing checks")]


@pytest.mark.parametrize("name", FORMS)
def test_the_right_form_is_accepted(name):
    notation, definitions, right, _ = FORMS[name]
    assert wrongs(notation, *definitions, right) == []


@pytest.mark.parametrize(("name", "place"), [(name, i) for name in FORMS for i in range(len(FORMS[name][3]))])
def test_a_wrong_form_is_a_finding(name, place):
    notation, definitions, _, wrong = FORMS[name]
    assert wrongs(notation, *definitions, wrong[place])


@pytest.mark.parametrize(
    ("formula", "instead"),
    [
        (r"a = a \tag{1}", r"\label"),
        (r"\iint 2x \,\mathrm{d}x \mathrm{d}a = a^2", "one inside the other"),
        (r"\int 2x \,\mathrm{d}x = a^2", "both its ends"),
        (r"\sum_i x_i = x_1 + x_3 + \dots + x_D", "another rule"),
        (r"\sum_i x_i = x_1 + x_2 + \dots", r"\sum"),
        (r"\sum_{i \in \{1, \dots, D\}} x_i = 1", r"\sum"),
        (r"\sum_{i \in S} x_i = 1", "`i = 1`"),
        (r"\sqrt{a^2} = \pm a", "each sign"),
        (r"\frac{\mathrm{d}f}{\mathrm{d}x}\Big|_{x = 0} = 1", r"\left. …"),
        (r"\mathbb{E}[x] = a", "mean"),
        (r"\operatorname{Var}[x] = a", "mean of squares"),
        (r"\operatorname{tr} A = a", "brackets"),
        (r"A \mathbf{I} = A", "identity"),
        (r"\frac{\partial}{\partial \mathbf{x}} \mathbf{x}^T \boldsymbol{y} = \boldsymbol{y}^T", "the array's shape"),
        (r"\frac{\partial \boldsymbol{y}^T \mathbf{x}}{\partial \mathbf{x}^T} = \boldsymbol{y}^T", "transpose the derivative"),
        (r"\operatorname{relu}(a) = a", "functions:"),
        (r"\cos(\mathbf{x}, \boldsymbol{y}) = 1", "one argument"),
        (r"\sum_{k=0}^{\infty} \beta_1^k = 1", "without end"),
        (r"\mathbf{a}_i^T \mathbf{x} = (A\mathbf{x})_i", "parts:"),
        (r"\lim_{x \to 0^+} x \log x = 0", "do not settle"),
        (r"\lim_{x \to 0} \frac{|x|}{x} = 0", "differ"),
        (r"\lim_{x} x = 0", r"\lim_{h \to 0}"),
        (r"\left. q \right|_{q = 1} = 1", "given symbol"),
        (r"\left. \mathbf{x} \right|_{\mathbf{x} = 1} = 1", "is set to shape"),
        (r"\underbrace{a}_{= b} = a", "name a brace"),
        (r"\underbrace{a}_b = a", "name a brace"),
        (r"a = a \text{ and also = b}", "equations outside"),
        (r"a \overset{b = x}{=} a", "state equations apart"),
        (r"\lim_{x_1 \to 0} x_1 = 0", "letter of its own"),
        (r"\lim_{k \to 0} k = 0", "letter of its own"),
        (r"\lim_{A \to 0} |A| = 0", "letter of its own"),
        (r"\lim_{q \to 0} q = 0", "letter of its own"),
        (r"a^n! = a", "brackets"),
        (r"a! = a", "whole numbers"),
    ],
)  # fmt: skip
def test_what_cannot_be_evaluated_is_refused_with_what_to_write_instead(formula, instead):
    assert instead in " ".join(findings(NUMBERS, r"q := a", formula))


@pytest.mark.parametrize(
    "formulas",
    [
        [r"H(a, b) := x^2", r"H(a, b) = H(b, a)"],
        [r"H(x) := -\sum_i x_i", r"H(a) = H(b)"],
        [r"g(a) := g(a)", r"g(b) = 2"],
        [r"g(a) := h(a)", r"h(a) := g(a)", r"g(2) = h(2)"],
        [r"\frac{a}{s + 10^{-8}} = \frac{a}{s}"],
        [r"10^{-10} a = 0"],
        [r"\begin{bmatrix} 10^9 & a \end{bmatrix} = \begin{bmatrix} 10^9 & b \end{bmatrix}"],
        [r"\max(-2.5, x) = x"],
        [r"|x - 2.5| = 2.5 - x"],
        [r"x \le 4"],
        [r"x^2 \ge 0.0001"],
        [r"\beta_1 < 0.96"],
        [r"t \le 4"],
        [r"\frac{0}{0} = \frac{0}{0}"],
        [r"\sum_{k=1}^{\infty} k = 1"],
        [r"\sum_{k=1}^{10^9} k = 1"],
    ],
)
def test_what_holds_by_chance_or_means_nothing_is_a_finding(formulas):
    assert wrongs(NUMBERS, *formulas)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_accepted_can_be_shown(name):
    _, definitions, right, _ = FORMS[name]
    assert all("<math" in to_mathml(formula, display=True) for formula in [*definitions, right])
