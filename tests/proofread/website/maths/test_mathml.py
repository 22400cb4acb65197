"""Formulas become MathML whose looks do not depend on tags, and what is no LaTeX is refused."""

import re
from xml.etree import ElementTree

import pytest
from math_core import LatexToMathML

from proofread.website.maths.mathml import FormulaError, render_maths, render_notebook_maths, to_mathml

SYMBOLS = {
    r"W^{(1)}": "W1",
    r"W^{(2)}": "W2",
    r"\mathbf{w}": "w",
    r"\sigma(z)": "logistic",
    r"\sigma'(z)": "logistic_derivative",
    r"J(\mathbf{w})": "J",
    r"\frac{\partial J}{\partial W^{(1)}}": "dW1",
    "x_{id}": "X",
    "y_i": "y",
    r"\mu": "learning_rate",
    "N": "N",
}

FORMULAS = [
    r"W^{(1)} \mathbf{w}^T - \mu \sigma(z)",
    r"\frac{\partial J}{\partial W^{(1)}} = X^T \delta^{(1)}",
    r"\sum_{i=1}^{N} x_{id} (y_i - t_i)^2",
    r"-\mu + N - \sigma'(z) \cdot -W^{(1)T}",
    r"\left( \sqrt{\frac{W^{(1)}_{dj}}{N}} \right) \cdot \begin{pmatrix} \mu&1 \\ N&\hat{y} \end{pmatrix}",
    r"\begin{aligned} J(\mathbf{w}) &= \prod_i y_i^{t_i} \\ &\approx 0.5 \end{aligned}",
]


def tags(latex: str, symbols: dict[str, str] = SYMBOLS) -> list[tuple[str, str]]:
    """Return what is tagged: the text an element shows, and the name it carries."""
    formula = ElementTree.fromstring(to_mathml(latex, display=True, symbols=symbols))
    return [
        ("".join(element.itertext()), element.attrib["data-symbol"])
        for element in formula.iter()
        if "data-symbol" in element.attrib
    ]


@pytest.mark.parametrize("latex", FORMULAS)
@pytest.mark.parametrize("display", [True, False])
def test_tags_leave_every_element_as_math_core_made_it(latex: str, display: bool):
    plain = LatexToMathML().convert_with_local_state(latex, displaystyle=display)
    tagged = to_mathml(latex, display, SYMBOLS)
    assert "data-symbol" in tagged
    untagged = re.sub(r' data-(symbol|tex)="[^"]*"', "", tagged)
    assert ElementTree.canonicalize(untagged) == ElementTree.canonicalize(plain)


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"W^{(1)}", [("W(1)", "W1")]),
        (r"W^{(1)T}", [("W(1)T", "W1")]),
        (r"W^{(1)}_{dj}", [("Wdj(1)", "W1")]),
        (r"{W^{(1)}}^T", [("W(1)", "W1")]),
        (r"W^{(2)} + W + W^{(3)}", [("W(2)", "W2")]),
        (r"\mathbf{w}^T w", [("𝐰", "w")]),
        (r"\sigma(a) + \sigma'(b)", [("σ", "logistic"), ("σ′", "logistic_derivative")]),
        (r"x_{id} + x_{jk}^2 + x", [("xid", "X"), ("xjk2", "X")]),
        (r"y_n + y", [("yn", "y")]),
        (r"\sum_{n=1}^{N} n", [("N", "N")]),
        (r"\frac{\partial J}{\partial W^{(1)}}", [("∂J∂W(1)", "dW1"), ("J", "J"), ("W(1)", "W1")]),
    ],
)
def test_symbol_is_found_where_it_is_shown_and_nowhere_else(latex: str, expected: list[tuple[str, str]]):
    assert tags(latex) == expected


def test_exact_index_wins_over_another_element_of_the_array():
    symbols = {"h_0": "first", "h_j": "H1"}
    assert tags("h_0 + h_j + h_k", symbols) == [("h0", "first"), ("hj", "H1"), ("hk", "H1")]


def test_symbol_of_several_elements_is_found_as_a_whole_formula_only():
    symbols = {r"\partial J / \partial w": "dw"}
    assert tags(r"\partial J / \partial w", symbols) == [("∂J/∂w", "dw")]
    assert tags(r"- \partial J / \partial w", symbols) == []


def test_latex_is_kept_to_be_copied():
    formula = ElementTree.fromstring(to_mathml('a <\n b \\text{"x"}', display=False))
    assert formula.get("data-tex") == 'a < b \\text{"x"}'


def test_display_is_a_block():
    assert 'display="block"' in to_mathml("x", display=True)
    assert "display" not in to_mathml("x", display=False)


def test_definition_is_one_sign():
    assert "≔" in to_mathml("a := b", display=True)


@pytest.mark.parametrize("latex", [r"\foo x", r"\frac{1}", "{", r"\begin{nothing} x \end{nothing}", "x^2^2"])
def test_what_is_no_latex_is_refused_with_its_text(latex: str):
    with pytest.raises(FormulaError) as refused:
        to_mathml(latex, display=False)
    assert refused.value.latex == latex
    assert latex in str(refused.value)
    assert refused.value.message in str(refused.value)


@pytest.mark.parametrize("latex", ["(" * 40 + "x", r"\{" * 40 + "x", "(" * 7 + "{" + "[" * 7 + "}"])
def test_brackets_that_would_take_a_lifetime_are_refused(latex: str):
    with pytest.raises(FormulaError, match="More than 12 brackets are open at once"):
        to_mathml(latex, display=True)


@pytest.mark.parametrize("latex", ["[0, 1)", r"\left( a + (b) \right)", r"(a) \\[2pt] " * 20, "{(a)} " * 20])
def test_brackets_that_are_closed_may_be_many(latex: str):
    assert "<math" in to_mathml(latex, display=True)


def test_unreadable_symbol_is_refused():
    with pytest.raises(FormulaError, match="foo"):
        to_mathml("x", display=False, symbols={r"\foo": "foo"})


# What arithmatex leaves


def test_formulas_of_a_page_are_converted():
    page = r'<p>As <span class="arithmatex">\(0 &lt; y_i\)</span>.</p><div class="arithmatex">\[ x \]</div>'
    rendered = render_maths(page, SYMBOLS)
    assert rendered.count("<math") == 2
    assert 'data-symbol="y"' in rendered
    assert "<mo>&lt;</mo>" in rendered
    assert "arithmatex" not in rendered


def test_page_without_formulas_stays_as_it_is():
    page = r"<p>A price of $5 and <code>\(x\)</code>.</p>"
    assert render_maths(page) == page


@pytest.mark.parametrize(
    ("before", "after"), [("", ","), ("(", ")."), ("", "-dimensional"), ("", ";"), ("[", "]"), ("“", "”")]
)
def test_line_end_cannot_part_a_formula_from_its_punctuation(before: str, after: str):
    page = rf'<p>in {before}<span class="arithmatex">\(x\)</span>{after} and on</p>'
    kept = rf'<span class="formula-inline">{re.escape(before)}<math.*</math>{re.escape(after)}</span>'
    assert re.fullmatch(rf"<p>in {kept} and on</p>", render_maths(page))


def test_tag_after_a_formula_stays_outside():
    page = r'<p><span class="arithmatex">\(x\)</span></p>'
    assert render_maths(page).endswith("</math></span></p>")


# What notebooks leave


def test_dollars_of_a_notebook_are_converted():
    rendered = render_notebook_maths("<p>As $0 &lt; y_i$ is</p>\n<p>$$\nx\n$$</p>", SYMBOLS)
    assert rendered.count("<math") == 2
    assert "$" not in rendered
    assert 'data-symbol="y"' in rendered
    assert "<p><span" not in rendered, "a formula on its own needs no paragraph around it"


@pytest.mark.parametrize(
    "page",
    [
        "<p>From $5 to $6.</p>",
        "<p>$5</p><p>$6</p>",
        "<pre><code>$x$ <span>$y$</span></code></pre>",
        "<p>In <code>$x$</code></p>",
        '<svg aria-label="$x$"><text>$x$</text></svg>',
        '<a title="$x$">x</a>',
    ],
)
def test_other_dollars_stay(page: str):
    assert render_notebook_maths(page) == page
