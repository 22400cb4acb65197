from pathlib import Path

import pytest

from proofread.checking.processes import check_pages
from proofread.config import Config
from proofread.pages.markdown import read_page
from proofread.pages.references import (
    labelled,
    reference_edits,
    with_labels_linked,
    wrong_links,
)
from proofread.website.maths.mathml import render_maths

LABELLED = "$$ 1 + 1 = 2 \\label{sum} $$\n"


def ids(text: str) -> list[str]:
    return [equation.id for equation in read_page(text).equations]


def test_displayed_formulas_are_numbered_in_the_order_of_the_page():
    page = read_page(f"# $$ 0 $$\n\n$$ a $$\n\n$b$\n\n??? note\n\n    {LABELLED}\n```\n$$ c $$\n```\n")
    assert [(e.number, e.shown, e.formula.latex.strip()) for e in page.equations] == [
        (1, "(1)", "a"),
        (2, "(2)", "1 + 1 = 2"),
    ]
    assert [str(equation) for equation in page.equations] == ["equation (1)", "equation sum (2)"]


def test_a_label_is_the_address_and_no_part_of_the_formula():
    text = "$$\n\\label{sum}\n1 + 1 = [2]{two}\n$$"
    (formula,) = read_page(text).formulas
    assert ids(text) == ["eq-sum"]
    assert formula.latex.split() == ["1", "+", "1", "=", "2"]
    assert len(formula.latex) == len(text) - 4
    assert text[formula.numbers[0].start :].startswith("[2]")
    assert text[formula.labels[0].start :].startswith(r"\label{sum}")


def test_an_address_without_label_stays_when_others_come_and_when_it_is_set_anew():
    (address,) = ids("$$ a = b $$")
    assert address[:4].removeprefix("eq-").isdigit(), "it could be a label"
    assert ids("$$ c = d $$\n\n$$\na  =\n  b\n$$")[1] == address
    assert ids("$$ a = c $$") != [address]


def test_exact_repeats_on_a_page_are_counted():
    (address,) = ids("$$ a $$")
    assert ids("$$ a $$\n\n$$ b $$\n\n$$ a $$")[::2] == [address, f"{address}-2"]


def test_a_site_knows_where_its_labels_are():
    pages = {"a.md": read_page("$$ a $$"), "b/c.md": read_page("$$ 1 = 1 $$\n\n" + LABELLED)}
    ((label, (path, equation)),) = labelled(pages).items()
    assert (label, path, equation.number, equation.id) == ("sum", "b/c.md", 2, "eq-sum")


def test_findings_name_the_equation(findings):
    wrong = "$$ 1 = 2 $$\n\n$$ 1 = 3 \\label{wrong} $$\n\nAnd $1 = 4$.\n"
    named, labelled, inline = findings(wrong)
    assert named.startswith("page.md:1:4: equation (1): left 1, right 2")
    assert labelled.startswith("page.md:3:4: equation wrong (2): left 1, right 3")
    assert inline.startswith("page.md:5:6: left 1, right 4")


def test_columns_are_those_of_the_page_with_its_label(findings):
    assert findings("$$ \\label{wrong} 1 = 2 $$\n")[0].startswith("page.md:1:18: equation wrong (1): ")


WRONG = [
    ("$$ 1 = 1 \\label{delta_2} $$", 10, "a label is made of letters, digits and hyphens, a letter first"),
    ("$$ 1 = 1 \\label{2nd} $$", 10, "a letter first, not '2nd'"),
    ("$$ 1 = 1 \\label{} $$", 10, "not ''"),
    ("It is $1 = 1 \\label{one}$.", 14, "the label one names no equation: only a display formula"),
    ("$$ \\label{a} 1 = 1 \\label{b} $$", 20, "this equation has a label already, a: a formula has one"),
    (LABELLED + "\n$$ 1 = 1 \\label{sum} $$", 10, "the label sum is given already, at 1:14"),
    (LABELLED + "\nBy [](#eq-some).", 4, "there is no equation eq-some on this page"),
    (
        LABELLED + "\nBy [](#sum).",
        4,
        "this link has no text: only a link to an equation, [](#eq-…), gets one",
    ),
    ("By [](page.md).", 4, "this link has no text"),
    ("$$ 1 = 1 $$ \\label{sum}", 13, "\\label belongs inside its formula"),
    (LABELLED + "\nBy \\eqref{sum}.", 4, "\\eqref is written [](#eq-…)"),
    (LABELLED + "\nBy [*that*](#eq-some).", 13, "there is no equation eq-some on this page"),
    (LABELLED + '\nBy [it](#eq-some "why").', 9, "there is no equation eq-some on this page"),
]


@pytest.mark.parametrize(("text", "column", "message"), WRONG)
def test_a_wrong_label_or_reference_is_found_and_named(findings, text, column, message):
    (found,) = findings(text)
    assert f":{column}: " in found
    assert message in found


def test_a_right_reference_is_no_finding_and_gets_its_number(findings):
    text = (
        "$$ 1 = 1 $$\n\n"
        + LABELLED
        + "\nBy [](#eq-sum), `[](#x)` and [it](#eq-sum), [it](#else), [](){ #anchor }.\n"
    )
    assert findings(text) == []
    ((start, end, number),) = reference_edits("a.md", {"a.md": read_page(text)})
    assert text[:start].endswith("By [")
    assert (start - end, number) == (0, "(2)")


def test_a_reference_to_another_page_gets_its_number_or_is_found(tmp_path: Path):
    pages = {
        "docs/b/a.md": read_page("As [](../c.md#eq-sum), [](../c.md#eq-no) or [](../d.md#eq-sum)."),
        "docs/c.md": read_page(LABELLED),
    }
    assert [number for *_, number in reference_edits("docs/b/a.md", pages)] == ["(1)"]
    assert list(map(str, wrong_links(pages, tmp_path))) == [
        "docs/b/a.md:1:24: there is no equation eq-no in docs/c.md",
        "docs/b/a.md:1:45: there is no page docs/d.md",
    ]


LEADING_NOWHERE = [
    ("[it](gone.md)", "there is no page gone.md"),
    ("[it](gone.ipynb)", "there is no page gone.ipynb"),
    ("[it](gone.md#there)", "there is no page gone.md"),
    ('[it](../gone.md "why")', "there is no page ../gone.md"),
    ("![it](a%20gone.md)", "there is no page a gone.md"),
    ("[](there.md#eq-no)", "there is no equation eq-no in there.md"),
]


@pytest.mark.parametrize(("link", "message"), LEADING_NOWHERE)
def test_a_link_to_a_page_that_is_not_there_is_found_whichever_pages_are_checked(tmp_path, link, message):
    (tmp_path / "there.md").write_text(LABELLED)
    (finding,) = wrong_links({"a.md": read_page(link)}, tmp_path)
    assert finding.message == message


@pytest.mark.parametrize(
    "link",
    [
        *("[](there.md#eq-sum)", "[it](there.md#any)", "[it](a%20b.md)", "[it](broken.md#eq-sum)"),
        *("[it](https://a.org/gone.md)", "[it](/gone.md)", "[it](gone/)", "`[it](gone.md)`"),
    ],
)
def test_a_link_to_a_page_that_is_there_or_elsewhere_is_no_finding(tmp_path, link):
    for name in ("there.md", "a b.md"):
        (tmp_path / name).write_text(LABELLED)
    (tmp_path / "broken.md").write_bytes(b"\xff")
    assert list(wrong_links({"a.md": read_page(link)}, tmp_path)) == []


def test_an_empty_link_to_a_page_is_no_equation_that_is_missing(tmp_path):
    pages = {"a.md": read_page("See [](b.md)."), "b.md": read_page(LABELLED)}
    assert list(wrong_links(pages, tmp_path)) == []


def test_a_label_that_two_pages_give_is_found_when_they_are_checked_together(tmp_path: Path):
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    for path in paths:
        path.write_text("$$ 1 = 1 $$\n\n" + LABELLED)
    first, second = check_pages(paths, Config(tmp_path))
    assert first.findings == []
    assert list(map(str, second.findings)) == ["b.md:3:14: the label sum is given already, at a.md:3:14"]


def test_the_label_is_not_copied_with_the_formula():
    shown = render_maths(r'<div class="arithmatex">\[\label{sum} \alpha\label{x} y \proofread{0}\]</div>')
    assert r'data-tex="\alpha y"' in shown
    assert "label" not in shown


def test_labels_in_docstrings_become_links():
    tag = '<autoref domain="py" identifier="eq-{}" filepath="a.py">{}</autoref>'
    links = {"sum": ("../c/#eq-sum", "(1) in Sums & more")}
    assert with_labels_linked(tag.format("sum", ""), links) == '<a href="../c/#eq-sum">(1) in Sums & more</a>'
    assert with_labels_linked(tag.format("sum", "it"), links) == '<a href="../c/#eq-sum">it</a>'
    assert with_labels_linked(tag.format("no", ""), links) == tag.format("no", "")
    assert with_labels_linked('<autoref identifier="other">x</autoref>', links).startswith("<autoref")
