import re

import pytest

from proofread.pages.markdown import read_page
from proofread.website.glossary import Term, UnclearEntry, find, terms, with_anchors, with_terms

PAGE = """# Glossary

<!-- proofread: glossary -->

learning rate
step size
:   How far *one* update goes.
    Too large, and `w` leaves the valley.
    Introduced in [Descent](descent.md).

rate
:   A quotient.

Not an entry
: because of its indentation.
"""
ENTRIES = terms(PAGE)
LINK = '<a class="term" href="g/#learning-rate" data-term="{}">{}</a>'
SAID = "How far *one* update goes. Too large, and `w` leaves the valley."


def linked(content: str, entries: list[Term] = ENTRIES) -> str:
    return with_terms(content, entries, "g/")


def test_an_entry_has_names_an_address_and_an_explanation_without_its_links():
    assert [(term.names, term.anchor, term.explanation) for term in ENTRIES] == [
        (("learning rate", "step size"), "learning-rate", SAID),
        (("rate",), "rate", "A quotient."),
    ]


def test_the_glossary_is_the_page_that_says_so():
    pages = {"index.md": read_page("# Home\n"), "words.md": read_page(PAGE)}
    assert find(pages) == ("words.md", ENTRIES)
    assert find({"index.md": pages["index.md"]}) == ("", [])


def test_each_entry_gets_an_address():
    content = "<dl>\n<dt>learning rate</dt>\n<dt>step size</dt>\n<dd>How</dd>\n<dt>rate</dt></dl>"
    shown = with_anchors(content, ENTRIES)
    assert '<dt id="learning-rate">learning rate</dt>' in shown
    assert '<dt id="rate">rate</dt>' in shown
    assert "<dt>step size</dt>" in shown


def test_the_first_use_is_a_link_and_the_second_is_not():
    assert linked("<p>A learning rate, the learning rate.</p>") == (
        f"<p>A {LINK.format(SAID, 'learning rate')}, the learning rate.</p>"
    )


def test_the_longest_term_wins_and_other_names_have_the_same_entry():
    assert linked("<p>the learning\nrate, a step size, a rate</p>").count('class="term"') == 2
    assert LINK.format(SAID, "Step sizes") in linked("<p>Step sizes differ.</p>")


@pytest.mark.parametrize(
    "content",
    [
        "<h2>The rate</h2>",
        "<p><code>rate</code></p>",
        '<p><a href="x">rate</a></p>',
        '<p><span class="formula-inline"><math data-tex="rate"><mi>rate</mi></math></span></p>',
        '<p><span class="tip" id="proof-0" popover>rate</span></p>',
        '<p class="ledger">rate</p>',
        "<table><tr><td><p>rate</p></td></tr></table>",
        "<figcaption>rate</figcaption>",
        '<p title="rate">ratio, first-rate, rated, derate</p>',
    ],
)
def test_no_link_where_it_would_disturb_or_another_word_stands(content):
    assert linked(content) == content


def test_a_block_of_another_kind_does_not_end_the_prose():
    content = '<p class="x">a</p><p>a rate</p>'
    assert linked(content).count('class="term"') == 1
    assert linked('<li class="x"><p>a rate</p></li>') == '<li class="x"><p>a rate</p></li>'


def test_prose_in_lists_notes_and_emphasis_is_prose():
    for content in (
        "<ul><li>a {}</li></ul>",
        "<details><summary>x</summary><p>{}</p></details>",
        "<p><em>{}</em></p>",
    ):
        assert linked(content.format("rate")).count('class="term"') == 1


def test_an_explanation_cannot_leave_its_attribute():
    content = linked("<p>odd</p>", [Term(("odd",), 'a "b" < c & d')])
    assert 'data-term="a &quot;b&quot; &lt; c &amp; d"' in content


def test_the_title_of_a_note_is_no_prose_and_what_follows_it_still_is():
    title = '<p class="admonition-title">A learning rate</p>'
    step = '<li id="one"><p>Some</p></li>'
    assert linked(f"{title}{step}<p>A rate.</p>") == (
        f'{title}{step}<p>A <a class="term" href="g/#rate" data-term="A quotient.">rate</a>.</p>'
    )


def test_a_term_is_found_over_a_line_end_in_any_script_and_behind_entities():
    entries = terms("in place\n:   A.\n\nη\n:   B.\n\nθ\n:   C.\n\na & b\n:   D.\n\namp\n:   E.\n")
    assert [term.anchor for term in entries] == ["in-place", "η", "θ", "a-b", "amp"]
    content = linked("<p>in\nplace, θ, a &amp; b &amp; c</p>", entries)
    assert content.count("</a>") == 3
    assert 'href="g/#θ" data-term="C."' in content
    assert "</a> &amp; c" in content


@pytest.mark.parametrize(
    ("markdown", "content", "message"),
    [
        ("bias\n:   A.\n\nBias\n:   B.\n", "", "two entries are called 'bias'"),
        ("a b\n:   A.\n\na-b\n:   B.\n", "", "two entries are called 'a-b'"),
        ("bias\noffset\n:   A.\n\noffset\n:   B.\n", "", "two entries are called 'offset'"),
        ("bias\n:   Only [a link](b.md).\n", "", "'bias' says nothing"),
        ("bias\n:   \n", "", "'bias' says nothing"),
        ("!!!\n:   A.\n", "", "'!!!' says nothing"),
        ("bias\n: A.\n", "<dt>bias</dt>", "the entry 'bias' is no plain name above a line"),
        ("*bias*\n:   A.\n", "<dt><em>bias</em></dt>", "the entry '<em>bias</em>' is no plain name"),
    ],
)
def test_an_entry_that_no_link_could_lead_to_is_told(markdown: str, content: str, message: str):
    with pytest.raises(UnclearEntry, match=re.escape(message)):
        with_anchors(content, terms(markdown))


def test_a_term_is_not_found_within_a_longer_one_that_has_its_link_already():
    page = linked("<p>The learning rate.</p><p>Small learning rates.</p><p>A rate.</p>")
    assert page.count('class="term"') == 2
    assert "<p>Small learning rates.</p>" in page
