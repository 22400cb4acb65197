import numpy as np
import pytest

import nnscratch.logistic_regression
from nnscratch.datasets import two_classes
from nnscratch.descent import descend
from nnscratch.gradcheck import check_gradient
from nnscratch.logistic_regression import delta_w, gradient, predict, predict_probability
from nnscratch.losses import mean_cross_entropy

NAN, INF = float("nan"), float("inf")
X, T = two_classes()
START = np.array([[-4.0, -2.0]])

PUBLISHED_PATH = {
    0: (-4.0, -2.0),
    1: (-2.06982401, -1.25331035),
    2: (-0.24988571, -0.50160687),
    3: (0.89670191, 0.11124837),
    10: (1.8313202, 0.8100233),
}


def ten_updates(X, t, learning_rate=2.0):
    return descend(lambda w: gradient(w, X, t), START, learning_rate=learning_rate, iterations=10)


# The published example, whose summed gradient and rate 0.05 are the mean gradient of 40 samples and rate 2


@pytest.mark.parametrize(("k", "w"), PUBLISHED_PATH.items())
def test_updates_are_the_published_ones(k, w):
    np.testing.assert_allclose(ten_updates(X, T)[k, 0], w, rtol=0, atol=5.1e-9)


def test_two_blue_and_four_red_samples_are_published_on_the_wrong_side():
    y = predict(ten_updates(X, T)[-1], X)
    assert ((y == 0) & (T == 1)).sum() == 2
    assert ((y == 1) & (T == 0)).sum() == 4


def test_printed_formula_with_the_published_rate_would_leave_18_and_16_on_the_wrong_side():
    y = predict(ten_updates(X, T, learning_rate=0.05)[-1], X)
    assert sorted([int(((y == 0) & (T == 1)).sum()), int(((y == 1) & (T == 0)).sum())]) == [16, 18]


ORDERS = {
    "file": slice(None),
    "reversed": slice(None, None, -1),
    "shuffled": np.random.RandomState(0).permutation(40),
}
LAYOUTS = {"C": np.ascontiguousarray, "Fortran": np.asfortranarray}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("sigma", ["shipped", "textbook", "by tanh"])
def test_updates_survive_another_rounding(sigma, order, layout, sigmas, monkeypatch):
    monkeypatch.setattr(nnscratch.logistic_regression, "logistic", sigmas[sigma])
    inputs, targets = LAYOUTS[layout](X[ORDERS[order]]), T[ORDERS[order]]
    np.testing.assert_allclose(ten_updates(inputs, targets), ten_updates(X, T), rtol=1e-12)


# On the moons


def test_best_line_leaves_252_of_2000_moons_on_the_wrong_side(moons):
    X, t = moons
    X = np.hstack([X, np.ones((len(X), 1))])
    w = descend(lambda w: gradient(w, X, t), np.zeros((1, 3)), learning_rate=4.0, iterations=500)[-1]
    LogisticRegression = pytest.importorskip("sklearn.linear_model").LogisticRegression
    oracle = LogisticRegression(C=1e9, tol=1e-10, solver="newton-cholesky").fit(X[:, :2], t[:, 0])
    np.testing.assert_allclose(w, np.append(oracle.coef_, oracle.intercept_)[None], rtol=1e-5)
    assert (predict(w, X) != t).sum() == 252


# The model and its gradient


def test_smallest_problem_is_one_sample_of_one_input():
    assert predict_probability([[3.0]], [[0.0]]).tolist() == [[0.5]]
    assert gradient([[0.0]], [[2.0]], [[1.0]]).tolist() == [[-1.0]]


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (6, 1), (5, 3)], ids=str)
def test_gradient_agrees_with_central_differences_entry_by_entry(shape):
    random = np.random.RandomState(0)
    X, w = random.standard_normal(shape), random.standard_normal((1, shape[1]))
    t = random.uniform(0, 1, (shape[0], 1))
    check_gradient(lambda w: mean_cross_entropy(predict_probability(w, X), t), lambda w: gradient(w, X, t), w)


def test_gradient_is_zero_where_scikit_learn_stops():
    LogisticRegression = pytest.importorskip("sklearn.linear_model").LogisticRegression
    oracle = LogisticRegression(C=1e9, tol=1e-12, fit_intercept=False).fit(X, T[:, 0])
    np.testing.assert_allclose(gradient(oracle.coef_, X, T), 0, atol=1e-6)
    np.testing.assert_allclose(
        predict_probability(oracle.coef_, X)[:, 0], oracle.predict_proba(X)[:, 1], rtol=1e-13
    )


def test_sample_on_the_boundary_is_of_class_1():
    assert predict([[1.0, 1.0]], [[0.0, 0.0], [1.0, -1.0], [-5e-324, 0.0]]).tolist() == [[1.0], [1.0], [1.0]]


def test_probability_and_class_change_sides_together():
    y = predict_probability([[1.0, 0.5]], X)
    np.testing.assert_array_equal(predict([[1.0, 0.5]], X), np.where(y < 0.5, 0.0, 1.0))


def test_delta_w_is_the_learning_rate_times_the_gradient():
    np.testing.assert_array_equal(delta_w(START, X, T, 0.25), 0.25 * gradient(START, X, T))


def test_column_of_ones_is_a_bias():
    with_ones = np.hstack([X, np.ones((40, 1))])
    np.testing.assert_allclose(predict_probability([[1.0, 2.0, 0.5]], with_ones),
                               1 / (1 + np.exp(-(X[:, :1] + 2 * X[:, 1:] + 0.5))), rtol=1e-14)  # fmt: skip


def test_one_class_alone_is_learnt():
    ones = np.ones((40, 1))
    w = descend(
        lambda w: gradient(w, np.hstack([X, ones]), ones), np.zeros((1, 3)), learning_rate=1.0, iterations=500
    )
    assert (predict(w[-1], np.hstack([X, ones])) == 1).all()


INPUTS = [
    ([1.0, 2.0], [[1.0]], "X has shape (2,), expected (at least 1, at least 1)"),
    (np.empty((0, 1)), [[1.0]], "X has shape (0, 1), expected (at least 1, at least 1)"),
    ([[1.0], [INF]], [[1.0]], "X[1, 0] is inf, expected a finite number"),
    ([[1.0, 2.0]], [[1.0]], "w has shape (1, 1), expected (1, 2)"),
    ([[1.0, 2.0]], [1.0, 2.0], "w has shape (2,), expected (1, 2)"),
    ([[1.0]], [[NAN]], "w[0, 0] is nan, expected a finite number"),
    ([["1"]], [[1.0]], "X holds values of type <U1, expected real numbers"),
]


@pytest.mark.parametrize(("X", "w", "message"), INPUTS)
def test_bad_inputs_and_weights_are_refused(X, w, message, refuses):
    t = np.ones((len(X), 1)) if len(X) else np.ones((1, 1))
    refuses(message, predict_probability, w, X)
    refuses(message, predict, w, X)
    refuses(message, gradient, w, X, t)
    refuses(message, delta_w, w, X, t, 1.0)


@pytest.mark.parametrize(
    ("t", "message"),
    [
        (T[:, 0], "t has shape (40,), expected (40, 1)"),
        (T.T, "t has shape (1, 40), expected (40, 1)"),
        (T - 1, "t[0, 0] is -1.0, expected a number from 0 to 1"),
        (np.full((40, 1), NAN), "t[0, 0] is nan, expected a number from 0 to 1"),
    ],
)
def test_bad_targets_are_refused(t, message, refuses):
    refuses(message, gradient, START, X, t)
    refuses(message, delta_w, START, X, t, 1.0)


@pytest.mark.parametrize("rate", [0, -1.0, NAN, INF])
def test_learning_rate_is_above_zero(rate, refuses):
    refuses(f"learning_rate is {rate}, expected a finite number above 0", delta_w, START, X, T, rate)
