"""Search finds symbols, functions and terms: what explains them comes first."""

import json
import re
from pathlib import Path

import pytest

FOUND = "[...document.querySelectorAll('.md-search-result__item a')].map(a => a.pathname + a.hash)"


@pytest.fixture(scope="module")
def found(views):
    """Return a function from a query to the addresses that it finds, the best first."""
    tab = views[0].tab
    tab.goto("notation/")
    asks, answers = tab.locator("input[name=query]"), tab.locator(".md-search-result__item")

    def search(query: str) -> list[str]:
        for text, state in (("", "detached"), (query, "visible")):
            asks.fill(text)
            asks.press("End")  # the theme listens to keys
            answers.first.wait_for(state=state, timeout=20000)
        return tab.evaluate(FOUND)

    return search


@pytest.mark.parametrize(
    ("query", "page", "entry"),
    [
        ("delta2", "/reference/mlp/", "#nnscratch.mlp.deltas"),
        ("W1", "/reference/mlp/", "#nnscratch.mlp.Parameters.W1"),
        ("mean_cross_entropy", "/reference/losses/", "#nnscratch.losses.mean_cross_entropy"),
        ("half_squared_error", "/reference/losses/", "#nnscratch.losses.half_squared_error"),
        ("backward", "/reference/mlp/", "#nnscratch.mlp.backward"),
    ],
)
def test_a_name_leads_to_its_entry_in_the_reference(found, query: str, page: str, entry: str):
    results = found(query)
    assert results[0] == page
    assert page + entry in results


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("delta2", "/learn/hidden-layer/hidden-layer/"),
        ("dW1", "/learn/hidden-layer/matrices/"),
        ("mean_cross_entropy", "/learn/logistic-regression/cross-entropy/"),
        ("half_squared_error", "/learn/hidden-layer/cost/"),
        ("logistic", "/learn/logistic-regression/logistic-function/"),
        ("logistic", "/reference/activations/"),
        ("δ", "/learn/hidden-layer/output-layer/"),
        ("learning rate", "/learn/linear-regression/descent/"),
        ("cross entropy", "/learn/logistic-regression/cross-entropy/"),
    ],
)
def test_a_name_a_symbol_and_a_term_lead_to_what_derives_them(found, query: str, page: str):
    pages = list(dict.fromkeys(result.partition("#")[0] for result in found(query)))
    assert page in pages[:6]


def test_the_index_holds_formulas_as_they_are_read(site: Path):
    entries = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert len(entries) > 100
    prose = [re.sub(r"<code>.*?</code>", "", entry["text"], flags=re.DOTALL) for entry in entries]
    assert any("δ<sup>(2)</sup>" in text for text in prose)
    latex = re.compile(r"\\(?:frac|delta|sigma|mathbf|odot|proofread|label)\b")
    assert [text for text in prose if latex.search(text)] == []
