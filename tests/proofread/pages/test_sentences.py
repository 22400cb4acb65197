"""Sentences that judge or compare, and carry no check."""

import pytest

from proofread.config import JUDGING
from proofread.pages.markdown import read_page
from proofread.pages.sentences import unproved


def found(text: str) -> list[str]:
    return [sentence.text for sentence in unproved(read_page(text), JUDGING)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It falls. It is there! Is it *never* small?\n", ["It falls.", "Is it never small?"]),
        (
            "# A large step\n\nWords\nthat grow\n\n- one\n- it shrinks\n",
            ["A large step", "Words that grow", "it shrinks"],
        ),
        ("| small | b |\n|---|---|\n| c | falls |\n", ["small", "falls"]),
        ("> the [largest](a.md) of `large` ones.\n", ["the largest of `large` ones."]),
        ('!!! note "Steeper"\n\n    Flat\n    here. Done.\n', ['"Steeper"', "Flat here."]),
        ("---\ntitle: small\n---\n\nA *smallish* fallacy, and `never`.\n", []),
        ("The rate $\\mu_i y_i^*$ is __small__.\n", ["The rate $\\mu_i y_i^*$ is small."]),
        ("The rate $\\mu < 1$ is small. The best is [3]{n}. [It falls]{n < 4}, always.\n", []),
        ("```python\nsmall = 1  # small\n```\n\n<!-- never -->\n\n$$ a = \\text{small} $$\n", []),
    ],
)
def test_a_sentence_that_judges_is_listed_unless_it_carries_a_check(text: str, sentences: list[str]):
    assert found(text) == sentences


def test_a_site_may_have_its_own_words():
    page = read_page("Small is beautiful.\n")
    assert [sentence.line for sentence in unproved(page, ["beautiful"])] == [1]
    assert unproved(page, []) == []
