import numpy as np
import pytest

from nnscratch.descent import descend
from nnscratch.gradcheck import check_gradient
from nnscratch.linear_regression import gradient, predict
from nnscratch.losses import mean_squared_error

NAN, INF = float("nan"), float("inf")
X = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.25]])
T = np.array([[1.0], [2.0], [-3.0]])


def test_smallest_problem_is_one_sample_of_one_input():
    assert predict([[3.0]], [[2.0]]).tolist() == [[6.0]]
    assert gradient([[3.0]], [[2.0]], [[5.0]]).tolist() == [[4.0]]  # 2 x (y - t) = 2 · 2 · (6 - 5)


def test_output_is_the_weighted_sum_of_the_inputs():
    assert predict([[2.0, -1.0]], X).tolist() == [[0.0], [7.0], [0.75]]


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (6, 1), (5, 3)], ids=str)
def test_gradient_agrees_with_central_differences_entry_by_entry(shape):
    random = np.random.RandomState(0)
    X, t, w = (random.standard_normal(s) for s in (shape, (shape[0], 1), (1, shape[1])))
    check_gradient(lambda w: mean_squared_error(predict(w, X), t), lambda w: gradient(w, X, t), w)


def test_gradient_is_zero_at_the_solution_of_least_squares():
    best = np.linalg.lstsq(X, T, rcond=None)[0].T
    np.testing.assert_allclose(gradient(best, X, T), 0, atol=1e-14)


def test_descent_arrives_at_the_solution_of_least_squares():
    iterates = descend(lambda w: gradient(w, X, T), [[0.0, 0.0]], learning_rate=0.1, iterations=500)
    np.testing.assert_allclose(iterates[-1], np.linalg.lstsq(X, T, rcond=None)[0].T, rtol=1e-12)


def test_twice_the_samples_give_the_same_mean_gradient():
    w = [[0.5, -2.0]]
    np.testing.assert_allclose(
        gradient(w, np.vstack([X, X]), np.vstack([T, T])), gradient(w, X, T), rtol=1e-14
    )


INPUTS = [
    ([1.0, 2.0], [[1.0]], "X has shape (2,), expected (at least 1, at least 1)"),
    (np.empty((0, 1)), [[1.0]], "X has shape (0, 1), expected (at least 1, at least 1)"),
    ([[1.0], [NAN]], [[1.0]], "X[1, 0] is nan, expected a finite number"),
    ([[1.0, 2.0]], [[1.0]], "w has shape (1, 1), expected (1, 2)"),
    ([[1.0, 2.0]], [1.0, 2.0], "w has shape (2,), expected (1, 2)"),
    ([[1.0, 2.0]], [[1.0], [2.0]], "w has shape (2, 1), expected (1, 2)"),
    ([[1.0]], [[-INF]], "w[0, 0] is -inf, expected a finite number"),
    ([["1"]], [[1.0]], "X holds values of type <U1, expected real numbers"),
]


@pytest.mark.parametrize(("X", "w", "message"), INPUTS)
def test_bad_inputs_and_weights_are_refused(X, w, message, refuses):
    refuses(message, predict, w, X)
    refuses(message, gradient, w, X, [[1.0]])


@pytest.mark.parametrize(
    ("t", "message"),
    [
        ([1.0, 2.0, 3.0], "t has shape (3,), expected (3, 1)"),
        ([[1.0, 2.0, 3.0]], "t has shape (1, 3), expected (3, 1)"),
        ([[1.0], [INF], [0.0]], "t[1, 0] is inf, expected a finite number"),
    ],
)
def test_bad_targets_are_refused(t, message, refuses):
    refuses(message, gradient, [[0.0, 0.0]], X, t)
