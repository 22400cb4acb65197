"""The neuron of the first page: it computes what nnscratch computes, and every reader can play with it."""

import re

import numpy as np
import pytest

from nnscratch.datasets import two_classes
from nnscratch.descent import descend
from nnscratch.logistic_regression import gradient, predict, predict_probability
from nnscratch.losses import mean_cross_entropy

X, t = two_classes(per_class=20, seed=1)
START = np.array([[-4.0, -2.0]])
COMPUTED = """w => {
  const { X, t } = JSON.parse(document.querySelector("#figure-neuron > svg").dataset.values);
  return [meanCrossEntropy(w, X, t), ...gradient(w, X, t), wrongSide(w, X, t)];
}"""
STATE = ".play output"


@pytest.fixture
def tab(views):
    """Return the wide light tab, showing the first page."""
    tab = views[0].tab
    tab.goto("")
    return tab


def sentence(w, steps: int = 0) -> str:
    """Return what the page should say of some weights."""
    loss = mean_cross_entropy(predict_probability(w, X), t)
    wrong = int(np.sum(predict(w, X) != t))
    weights = f"({w[0, 0]:.2f}, {w[0, 1]:.2f})".replace("-", "−")
    taken = f", after {steps} step{'s' * (steps > 1)}" if steps else ""
    return f"Weights {weights}, mean cross-entropy {loss:.4f}, {wrong} of 40 on the wrong side{taken}."


@pytest.mark.parametrize("w", [(-4, -2), (0, 0), (0.3, -5), (5, 5), (1.8313, 0.81), (-0.1, 3), (400, -300)])
def test_the_script_computes_what_the_package_computes(tab, w: tuple[float, float]):
    row = np.array([w], dtype=float)
    with np.errstate(under="ignore"):
        y = predict_probability(row, X)
        expected = [*gradient(row, X, t)[0], float(np.sum(predict(row, X) != t))]
    loss, *others = tab.evaluate(COMPUTED, list(w))
    assert others == pytest.approx(expected, rel=1e-12, abs=1e-15)
    if np.all((y > 0) & (y < 1)):  # beyond, the loss of rounded probabilities is infinite
        assert loss == pytest.approx(mean_cross_entropy(y, t), rel=1e-9)


def test_the_first_sentence_is_that_of_the_build(tab):
    assert tab.locator(STATE).inner_text().strip() == sentence(START)


def test_ten_steps_are_the_ten_updates_of_the_page(tab):
    for _ in range(10):
        tab.click(".play button[name=step]")
    w = descend(lambda w: gradient(w, X, t), START, learning_rate=2.0, iterations=10)[-1]
    assert tab.locator(STATE).inner_text() == sentence(w, 10)
    wrong = int(np.sum(predict(w, X) != t))
    assert f"and {wrong} of the 40 points" in tab.get_attribute("#figure-neuron svg", "aria-label")
    tab.click(".play button[type=reset]")
    tab.wait_for_function("!document.querySelector('.play output').textContent.includes('steps')")
    assert tab.locator(STATE).inner_text() == sentence(START)


def test_the_weights_move_by_keyboard(tab):
    tab.focus("input[name=w1]")
    tab.keyboard.press("ArrowRight")
    assert tab.locator(STATE).inner_text() == sentence(np.array([[-3.9, -2.0]]))
    tab.focus(".play button[name=step]")
    tab.keyboard.press("Enter")
    assert "after 1 step" in tab.locator(STATE).inner_text()


def test_the_line_parts_the_plane_where_the_weighted_sum_is_zero(tab):
    tab.locator("input[name=w1]").fill("3")
    tab.locator("input[name=w2]").fill("1.5")
    drawn = tab.get_attribute("#figure-neuron svg svg path", "d")
    x1, minus_x2, *_ = map(float, re.findall(r"-?[\d.]+", drawn))
    assert 3 * x1 - 1.5 * minus_x2 == pytest.approx(0, abs=1e-9)


def test_the_plane_lies_where_the_build_drew_it(tab):
    """A sample at the edge of the drawn plane's own coordinates is where matplotlib has drawn its mark."""
    box = "document.querySelector('#figure-neuron svg svg rect').getBoundingClientRect()"
    left, width = tab.evaluate(f"[{box}.left, {box}.width]")
    low, high = X[:, 0].min() - 0.5, X[:, 0].max() + 0.5
    marks = "document.querySelector('#figure-neuron [id*=PathCollection_1]').getBoundingClientRect()"
    star = X[t[:, 0] == 0][:, 0]
    middle = (star.min() + star.max()) / 2
    drawn = tab.evaluate(f"({marks}.left + {marks}.right) / 2")
    assert drawn == pytest.approx(left + width * (middle - low) / (high - low), abs=2)


def test_the_first_screen_holds_the_promise_and_the_game(tab):
    for part in ("h1", ".counts", ".md-button--primary", "button[name=step]", STATE, ".play figcaption"):
        box = tab.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 800, f"{part} is below the first screen"


def test_without_scripts_the_figure_shows_the_start(browser, server: str):
    tab = browser.new_page(base_url=server, java_script_enabled=False)
    tab.goto("")
    assert not tab.locator(".play .controls").is_visible()
    assert tab.locator(STATE).inner_text().strip() == sentence(START)
    assert tab.locator("#figure-neuron svg").is_visible()
    tab.close()
