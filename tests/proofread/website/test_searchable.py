"""The search reads formulas on one line, and finds each term of the glossary for itself."""

import pytest

from proofread.website.maths.mathml import to_mathml
from proofread.website.searchable import on_one_line, searchable


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"\sigma(z) = \frac{1}{1 + e^{-z}}", "σ(z) = 1/(1 + e<sup>−z</sup>)"),
        (r"x_1", "x<sub>1</sub>"),
        (r"w_{ij}^{(2)}", "w<sub>ij</sub><sup>(2)</sup>"),
        (r"\frac{\partial J}{\partial w}", "∂J/∂w"),
        (r"\sqrt{2}", "√2"),
        (r"a < b", "a &lt; b"),
    ],
)
def test_formula_stands_on_one_line(latex: str, line: str):
    assert on_one_line(to_mathml(latex, display=False)) == line


def test_each_term_of_the_glossary_is_a_section():
    entry = '<dl><dt id="odds">odds</dt><dd><p>A quotient, <math><mi>y</mi></math>.</p></dd></dl>'
    assert searchable(entry) == '<dl><h2 id="odds">odds</h2><dd><p>A quotient, y.</p></dd></dl>'
