"""A page's HTML is mended, and its first sentences describe it."""

import pytest

from proofread.website.webpage import description, heading, latest_address, mended


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            '<label class="md-nav__link" for="a" tabindex="">',
            '<label class="md-nav__link" for="a" tabindex="-1">',
        ),
        (
            '<input type="checkbox" id="a" autocomplete="off">',
            '<input type="checkbox" id="a" form="forgetful">',
        ),
        (
            '<mtable displaystyle="true" scriptlevel="0">',
            '<mtable displaystyle="true" style="math-depth: 0">',
        ),
        ("</body>", '<form id="forgetful" autocomplete="off" hidden></form></body>'),
    ],
)
def test_mistake_is_mended(wrong: str, right: str):
    assert mended(wrong) == right


@pytest.mark.parametrize(
    "right", ['<input type="text" autocomplete="off">', '<label tabindex="0">', "<p>tabindex</p>"]
)
def test_what_is_right_stays(right: str):
    assert mended(right) == right


def test_description_is_the_first_paragraph_as_text():
    assert (
        description("<h1>A</h1>\n<p>One <em>weight</em>\n&amp; no\nmore.</p><p>Two.</p>")
        == "One weight & no more."
    )


def test_description_ends_with_a_whole_sentence():
    text = description(f"<p>First. {'Word ' * 50}end.</p>")
    assert text == "First."


def test_formulas_are_left_out_of_a_description():
    formula = "<math><mi>x</mi></math>"
    assert description(f"<p>First. Then {formula}. Last.</p>") == "First."
    assert description(f"<p>With {formula}.</p><p>Without.</p>") == "Without."


def test_a_description_holds_no_tag_of_a_link_whose_title_is_a_sentence():
    link = '<a class="term" data-term="One sentence. Another." href="x">cost</a>'
    assert description(f"<p>The {link} is low. It stays.</p>") == "The cost is low. It stays."


def test_page_without_a_sentence_has_no_description():
    assert description("<h1>Only a title</h1>") == ""


def test_heading_is_the_title_as_text():
    assert heading('<h1 id="a">A &lt;weight&gt;<a class="headerlink" href="#a">¶</a></h1>') == "A <weight>"
    assert heading("<h2>No title</h2>") == ""


@pytest.mark.parametrize(
    ("base", "version", "latest"),
    [
        ("https://example.org/a/1.0", "1.0", "https://example.org/a/latest/"),
        ("https://example.org/a/1.0/", "1.0", "https://example.org/a/latest/"),
        ("https://example.org/a/dev", "dev", "https://example.org/a/dev"),
        ("", "1.0", ""),
    ],
)
def test_a_release_is_found_as_the_latest_and_what_is_no_release_as_itself(
    base: str, version: str, latest: str
):
    assert latest_address(base, version) == latest
