import numpy as np
import pytest

from nnscratch import logistic_regression
from nnscratch.activations import logistic
from nnscratch.datasets import load_digits
from nnscratch.gradcheck import check_gradient
from nnscratch.losses import categorical_cross_entropy
from nnscratch.metrics import accuracy
from nnscratch.samples import one_hot, split
from nnscratch.softmax_regression import Parameters, gradient, predict, predict_probability, train

NAN = float("nan")
SIZES = [(1, 1, 1), (1, 2, 3), (5, 3, 4), (4, 1, 2)]


def problem(N, D, C):
    rng = np.random.RandomState(N + D + C)
    parameters = Parameters(0.3 * rng.standard_normal((D, C)), 0.3 * rng.standard_normal((1, C)))
    return parameters, rng.standard_normal((N, D)), one_hot(rng.randint(0, C, (N, 1)), C)


@pytest.fixture(scope="module")
def digits():
    X, labels = load_digits()
    return split(X / 16, labels, 450, np.random.RandomState(0))


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradient_agrees_with_central_differences(sizes):
    parameters, X, t = problem(*sizes)
    for name in Parameters._fields:
        check_gradient(
            lambda p, name=name: categorical_cross_entropy(
                predict_probability(parameters._replace(**{name: p}), X), t
            ),
            lambda p, name=name: getattr(gradient(parameters._replace(**{name: p}), X, t), name),
            getattr(parameters, name),
        )


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_gradient_is_that_of_automatic_differentiation(sizes):
    autograd = pytest.importorskip("autograd")
    anp = pytest.importorskip("autograd.numpy")
    parameters, X, t = problem(*sizes)

    def loss(W, b):
        Z = anp.dot(X, W) + b
        return -anp.sum(t * (Z - anp.log(anp.sum(anp.exp(Z), axis=1, keepdims=True)))) / len(X)

    expected = autograd.grad(loss, argnum=(0, 1))(*parameters)
    for got, truth in zip(gradient(parameters, X, t), expected, strict=True):
        np.testing.assert_allclose(got, truth, rtol=1e-11, atol=1e-15)


def test_two_classes_are_logistic_regression():
    parameters, X, t = problem(6, 3, 2)
    with_ones = np.hstack([X, np.ones((6, 1))])
    w = np.vstack([parameters.W, parameters.b]).T  # a row of weights and a bias for each class
    difference = w[1:] - w[:1]
    np.testing.assert_allclose(
        predict_probability(parameters, X)[:, 1:], logistic(with_ones @ difference.T), rtol=1e-12
    )
    dW, db = gradient(parameters, X, t)
    expected = logistic_regression.gradient(difference, with_ones, t[:, 1:])
    np.testing.assert_allclose(np.vstack([dW, db])[:, 1:].T, expected, rtol=1e-12)


def test_gradient_vanishes_where_scikit_learn_stops(digits):
    X, labels = (array[:300] for array in digits[:2])
    oracle = (
        pytest.importorskip("sklearn.linear_model")
        .LogisticRegression(C=1.0, tol=1e-9, max_iter=1000, solver="newton-cg")
        .fit(X, labels[:, 0])
    )
    fitted = Parameters(oracle.coef_.T, oracle.intercept_[None])
    dW, db = gradient(fitted, X, one_hot(labels))
    np.testing.assert_allclose(dW + fitted.W / len(X), 0, atol=1e-6)  # its loss carries the squares of W
    np.testing.assert_allclose(db, 0, atol=1e-6)
    np.testing.assert_allclose(predict_probability(fitted, X), oracle.predict_proba(X), rtol=1e-9, atol=1e-15)
    np.testing.assert_array_equal(predict(fitted, X)[:, 0], oracle.predict(X))


def test_digits_are_read_about_as_well_as_by_scikit_learn(digits):
    X, labels, X_held_out, held_out = digits
    parameters, losses = train(X, one_hot(labels), learning_rate=1.0, iterations=400)
    oracle = (
        pytest.importorskip("sklearn.linear_model")
        .LogisticRegression(C=1.0, max_iter=1000)
        .fit(X, labels[:, 0])
    )
    ours = accuracy(predict(parameters, X_held_out), held_out)
    assert ours > 0.95
    assert abs(ours - oracle.score(X_held_out, held_out[:, 0])) < 0.01
    assert losses[0] == pytest.approx(np.log(10), rel=1e-12)
    assert (np.diff(losses) < 0).all()


def test_class_that_is_missing_among_the_samples_loses_weight():
    parameters, losses = train([[1.0], [2.0]], [[1, 0, 0], [0, 1, 0]], learning_rate=0.5, iterations=200)
    assert predict(parameters, [[1.0], [2.0]]).tolist() == [[0.0], [1.0]]
    assert (predict_probability(parameters, [[1.0], [2.0]])[:, 2] < 0.02).all()
    assert losses[-1] < losses[0]


def test_training_that_leaves_the_finite_numbers_names_the_learning_rate(refuses):
    refuses("learning_rate is 1e+308, too large for train",
            train, [[1e5], [-1e5]], [[1, 0], [0, 1]], learning_rate=1e308, iterations=3)  # fmt: skip


@pytest.mark.parametrize(
    ("t", "message"),
    [
        ([[0.5, 0.2]], "t[0, 0] is 0.5, expected rows of probabilities that add up to 1"),
        ([[1.5, -0.5]], "t[0, 0] is 1.5, expected rows of probabilities that add up to 1"),
        ([[NAN, 1.0]], "t[0, 0] is nan, expected rows of probabilities that add up to 1"),
        ([[1.0]], "t has shape (1, 1), expected (1, 2)"),
        ([1.0, 0.0], "t has shape (2,), expected (1, 2)"),
    ],
)
def test_bad_targets_are_refused(t, message, refuses):
    refuses(message, gradient, Parameters([[1.0, 2.0]], [[0.0, 0.0]]), [[1.0]], t)


def test_parameters_that_do_not_fit_are_refused(refuses):
    message = "b has shape (1, 1), expected (1, 2)"
    refuses(message, predict, Parameters([[1.0, 2.0]], [[0.0]]), [[1.0]])
    message = "X has shape (1, 2), expected (at least 1, 1)"
    refuses(message, predict, Parameters([[1.0]], [[0.0]]), [[1.0, 2.0]])
