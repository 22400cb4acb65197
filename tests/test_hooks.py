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
