"""What the site's theme adds to the HTML of a page."""

import runpy
from pathlib import Path

import pytest

HOOKS = runpy.run_path(str(Path(__file__).parents[1] / "overrides" / "hooks.py"))


@pytest.mark.parametrize(
    ("code", "is_long"),
    [
        ('pip install ".[plots]"', False),
        ("&lt;!-- proofread: glossary --&gt;", False),
        ("mean_cross_entropy_from_logits()", False),
        ("nnscratch.losses.mean_cross_entropy", True),
        ("a listing\nof several lines, each of its own", False),
    ],
)
def test_code_that_fits_on_a_line_stays_in_one_piece(code: str, is_long: bool):
    html = HOOKS["on_page_content"](f"<p><code>{code}</code></p>")
    assert ('class="long"' in html) == is_long


def listing(*lines: str) -> str:
    code = "\n".join(lines)
    return f'<div class="language-python highlight"><pre><code>{code}\n</code></pre></div>'


def test_only_long_lines_of_a_listing_may_break():
    short, long = '<span class="n">a</span>', f'<span class="n">{"a" * 41}</span>'
    marked = HOOKS["on_page_content"](listing(short, long, short))
    assert marked == listing(short, f'<span class="line">{long}</span>', short)


def test_lines_of_code_that_can_be_run_may_break_too():
    runs = listing("a" * 41).replace(">", " data-run>", 1)
    assert '<span class="line">' in HOOKS["on_page_content"](runs)


def test_characters_are_counted_and_not_how_html_writes_them():
    line = "&lt;" * 40
    assert HOOKS["on_page_content"](listing(line)) == listing(line)


def test_what_code_prints_keeps_its_columns():
    output = f'<div class="language-text output highlight"><pre><code>{"1 " * 40}\n</code></pre></div>'
    assert HOOKS["on_page_content"](output) == output
