import pytest

from proofread.pages.markdown import read_page
from proofread.website.evidence import Proof, mark_edits, proofs, with_proofs
from proofread.website.maths.mathml import render_maths
from proofread.website.slots import Lost

NOTATION = "```notation\nsizes: {N: samples}\ngiven:\n  a: N x 1\n  b: N x 1\ndefined:\n  c: N x 1\n```\n\n"
PAGE = NOTATION + (
    "$$ c := a + b, \\qquad c = b + a = a + b $$\n\nIt is $c = b + a$, and $a$ is given.\n\n"
    "<!-- unchecked: a picture of thought -->\n$$ c \\approx a $$\n"
)
DISPLAY = '<div class="arithmatex">\\[a = b \\proofread{0}\\]</div>'
INLINE = '(<span class="arithmatex">\\(a = b\\proofread{0}\\)</span>),'


@pytest.fixture
def found(check):
    return proofs(read_page(PAGE), check(PAGE))


def test_formulas_with_equations_or_a_reason_have_evidence_and_no_others(found):
    assert [(proof.links, proof.formula.display) for proof in found] == [(3, True), (1, False), (0, True)]
    assert all(0 <= proof.tolerance < 1e-12 for proof in found)


def test_evidence_says_how_many_and_against_what(found):
    several, one, skipped = map(str, found)
    assert several.startswith("Checked when this page was built: 3 equations, against random values. ")
    assert "1 equation, against" in one
    assert skipped == "Left unchecked: a picture of thought"


def test_names_of_code_are_code_and_the_difference_is_a_power_of_ten(found):
    proof = Proof(found[0].formula, 2, ("site.losses.cost", "random values", "central differences"), 4.62e-9)
    assert "against `site.losses.cost`, random values and central differences." in str(proof)
    assert str(proof).endswith("Largest relative difference: 4.6 · 10⁻⁹.")
    assert str(Proof(found[0].formula, 2)).endswith("Both sides agree in all digits.")


def test_the_mark_follows_a_number_that_ends_the_formula(check):
    text = NOTATION.replace("  a: N x 1\n", "") + "$$ 1 + 1 = [2]{1 + 1} $$\n\n## $1 = 1$\n"
    report = check(text)
    ((start, end, mark),) = mark_edits(read_page(text), report)
    assert start == end
    assert text[:end].endswith("{1 + 1}")
    assert mark == r"\proofread{0}"


def test_a_display_formula_gets_a_mark_that_needs_no_script(found):
    shown = with_proofs(render_maths(DISPLAY), found[:1])
    assert shown.startswith(
        '<div class="equation" id="eq-52961810"><span class="formula" data-search-exclude><math '
    )
    assert shown.endswith('data-search-exclude href="#eq-52961810">(1)</a></span></div>')
    assert 'popovertarget="proof-0"' in shown
    assert 'id="proof-0" popover data-search-exclude>Checked when this page was built: 3 equations' in shown
    assert "proofread{" not in shown


def test_an_inline_formula_keeps_its_neighbours_and_says_its_evidence(found):
    shown = with_proofs(render_maths(INLINE), found[1:2])
    assert shown.startswith('<span class="formula-inline">(<math data-proof="Checked when')
    assert shown.endswith("</math>),</span>")


@pytest.mark.parametrize(("content", "times"), [("", 0), (DISPLAY + INLINE, 2)])
def test_a_formula_that_is_lost_or_shown_twice_is_named(found, content, times):
    with pytest.raises(Lost, match=rf"the formula c := a \+ b, .* is on the page {times} times"):
        with_proofs(render_maths(content), found[:1])
