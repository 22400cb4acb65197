from fractions import Fraction

import numpy as np
import pytest

from nnscratch.activations import logistic, softmax
from nnscratch.gradcheck import check_gradient
from nnscratch.losses import (
    categorical_cross_entropy,
    categorical_cross_entropy_from_logits,
    categorical_cross_entropy_from_logits_gradient,
    categorical_cross_entropy_gradient,
    half_squared_error,
    half_squared_error_gradient,
    mean_cross_entropy,
    mean_cross_entropy_from_logits,
    mean_cross_entropy_from_logits_gradient,
    mean_cross_entropy_gradient,
    mean_squared_error,
    mean_squared_error_gradient,
)

NAN, INF = float("nan"), float("inf")
LARGEST = np.finfo(float).max
SHAPES = [(1, 1), (1, 3), (2, 1), (5, 2), (7, 1)]
PAIRS = [
    (mean_squared_error, mean_squared_error_gradient),
    (half_squared_error, half_squared_error_gradient),
    (mean_cross_entropy, mean_cross_entropy_gradient),
    (mean_cross_entropy_from_logits, mean_cross_entropy_from_logits_gradient),
]
LOSSES = [loss for loss, _ in PAIRS]
FUNCTIONS = [function for pair in PAIRS for function in pair]
rng = np.random.RandomState


def moderate(loss, shape, seed=0):
    """Outputs where central differences are worth something: logits of both signs, no near-certainty."""
    random = rng(seed)
    y = (
        random.uniform(-3, 3, shape)
        if loss is mean_cross_entropy_from_logits
        else random.uniform(0.1, 0.9, shape)
    )
    return y, random.uniform(0, 1, shape)


# Each loss next to its gradient


@pytest.mark.parametrize(("loss", "gradient"), PAIRS)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_gradient_agrees_with_central_differences_entry_by_entry(loss, gradient, shape):
    y, t = moderate(loss, shape)
    check_gradient(lambda y: loss(y, t), lambda y: gradient(y, t), y)


@pytest.mark.parametrize("loss", LOSSES)
def test_mean_is_the_same_for_twice_the_samples_and_a_sum_is_twice_as_much(loss):
    y, t = moderate(loss, (5, 2))
    factor = 2 if loss is half_squared_error else 1
    assert loss(np.vstack([y, y]), np.vstack([t, t])) == pytest.approx(factor * loss(y, t), rel=1e-14)


@pytest.mark.parametrize("loss", LOSSES)
def test_outputs_of_one_sample_are_added_up(loss):
    y, t = moderate(loss, (1, 3))
    parts = [loss(y[:, [c]], t[:, [c]]) for c in range(3)]
    assert loss(y, t) == pytest.approx(sum(parts), rel=1e-14)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_inputs_are_left_alone(function):
    y, t = moderate(mean_cross_entropy, (3, 1))
    before = y.copy(), t.copy()
    function(y, t)
    np.testing.assert_array_equal((y, t), before)


# Independent oracles


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_squared_errors_are_those_of_exact_fractions(shape):
    y, t = moderate(mean_squared_error, shape)
    squares = sum((Fraction(a) - Fraction(b)) ** 2 for a, b in zip(y.flat, t.flat, strict=True))
    assert mean_squared_error(y, t) == pytest.approx(float(squares / shape[0]), rel=1e-15)
    assert half_squared_error(y, t) == pytest.approx(float(squares / 2), rel=1e-15)


@pytest.mark.parametrize("n", [2, 7, 1000])
def test_cross_entropy_of_labels_is_that_of_scikit_learn(n):
    log_loss = pytest.importorskip("sklearn.metrics").log_loss
    y = rng(n).uniform(0.001, 0.999, (n, 1))
    t = np.arange(n)[:, None] % 2
    assert mean_cross_entropy(y, t) == pytest.approx(log_loss(t[:, 0], y[:, 0]), rel=1e-14)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_cross_entropy_of_soft_targets_is_that_of_scipy(shape):
    xlogy = pytest.importorskip("scipy.special").xlogy
    y, t = moderate(mean_cross_entropy, shape)
    expected = -(xlogy(t, y) + xlogy(1 - t, 1 - y)).sum() / shape[0]
    assert mean_cross_entropy(y, t) == pytest.approx(expected, rel=1e-14)


def exact_cross_entropy(mpmath, y, t):
    """The definition, with 0 log 0 = 0, in 400 digits."""
    total = mpmath.mpf(0)
    for a, b in zip(y.flat, t.flat, strict=True):
        a, b = mpmath.mpf(float(a)), mpmath.mpf(float(b))
        total -= (b * mpmath.log(a) if b else 0) + ((1 - b) * mpmath.log(1 - a) if b != 1 else 0)
    return total / len(y)


def exact_softplus(mpmath, x):
    if abs(x) > 1e4:
        return mpmath.mpf(max(x, 0.0))
    return mpmath.log1p(mpmath.exp(mpmath.mpf(x)))


def exact_cross_entropy_from_logits(mpmath, z, t):
    total = mpmath.mpf(0)
    for a, b in zip(z.flat, t.flat, strict=True):
        b = mpmath.mpf(float(b))
        total += b * exact_softplus(mpmath, -float(a)) + (1 - b) * exact_softplus(mpmath, float(a))
    return total / len(z)


def signs(n):
    return rng(n).choice([-1.0, 1.0], (n, 1))


PROBABILITIES = {
    "anywhere": lambda n: rng(n).uniform(0, 1, (n, 1)),
    "near 0": lambda n: 10.0 ** -rng(n).uniform(0, 320, (n, 1)),
    "near 1": lambda n: 1 - 10.0 ** -rng(n).uniform(1, 15.9, (n, 1)),
    "subnormal": lambda n: 5e-324 * rng(n).randint(1, 9, (n, 1)),
}
LOGITS = {
    "moderate": lambda n: 3 * rng(n).standard_normal((n, 1)),
    "of every size": lambda n: signs(n) * 10.0 ** rng(n).uniform(-320, 305, (n, 1)),
    "large": lambda n: signs(n) * 1e305 * rng(n).uniform(0.5, 1, (n, 1)),
    "where the loss is subnormal": lambda n: -rng(n).uniform(708, 745, (n, 1)),
}
TARGETS = {
    "labels": lambda n: (rng(n).uniform(0, 1, (n, 1)) < 0.5).astype(float),
    "all 0": lambda n: np.zeros((n, 1)),
    "soft": lambda n: rng(n).uniform(0, 1, (n, 1)),
    "tiny": lambda n: 10.0 ** -rng(n).uniform(0, 320, (n, 1)),
}


@pytest.mark.parametrize("n", [1, 2, 3, 130])
@pytest.mark.parametrize("targets", TARGETS)
@pytest.mark.parametrize("probabilities", PROBABILITIES)
def test_cross_entropy_is_right_to_few_units_in_the_last_place(n, targets, probabilities, ulps, mpmath):
    y, t = PROBABILITIES[probabilities](n), TARGETS[targets](n + 1)[:n]
    assert ulps(mean_cross_entropy(y, t), exact_cross_entropy(mpmath, y, t)) <= 4


@pytest.mark.parametrize("n", [1, 2, 3, 130])
@pytest.mark.parametrize("targets", TARGETS)
@pytest.mark.parametrize("logits", LOGITS)
def test_cross_entropy_from_logits_is_right_to_few_units_in_the_last_place(n, targets, logits, ulps, mpmath):
    z, t = LOGITS[logits](n), TARGETS[targets](n + 1)[:n]
    assert ulps(mean_cross_entropy_from_logits(z, t), exact_cross_entropy_from_logits(mpmath, z, t)) <= 4


@pytest.mark.parametrize("n", [1, 3, 7, 1000, 100_000])
@pytest.mark.parametrize("value", [1e300, 1.0, 1e-300, 5e-324])
def test_mean_of_equal_losses_is_that_loss_however_many_there_are(n, value):
    z = np.full((n, 1), max(value, 1e3))
    assert mean_cross_entropy_from_logits(z, np.zeros((n, 1))) == pytest.approx(z[0, 0], rel=1e-14)
    y = np.full((n, 1), min(value, 1e-18))
    assert mean_cross_entropy(y, np.zeros((n, 1))) == pytest.approx(y[0, 0], rel=1e-14, abs=0)


def test_both_cross_entropies_agree_at_moderate_logits():
    z, t = moderate(mean_cross_entropy_from_logits, (50, 1))
    assert mean_cross_entropy(logistic(z), t) == pytest.approx(
        mean_cross_entropy_from_logits(z, t), rel=1e-14
    )


# The ends: certain probabilities, huge logits


@pytest.mark.parametrize(
    ("y", "t", "expected"),
    [
        (0.0, 0.0, 0.0),
        (1.0, 1.0, 0.0),
        (0.0, 1.0, INF),
        (1.0, 0.0, INF),
        (0.0, 0.5, INF),
        (1.0, 0.5, INF),
        (0.0, 5e-324, INF),
        (5e-324, 0.0, 5e-324),
        (5e-324, 1.0, 1074 * float(np.log(2))),
    ],
)
def test_certainty_costs_nothing_if_right_and_infinity_if_wrong(y, t, expected):
    assert mean_cross_entropy([[y]], [[t]]) == expected
    assert mean_cross_entropy([[y], [0.0]], [[t], [0.0]]) == expected / 2


@pytest.mark.parametrize(
    ("y", "t", "expected"),
    [
        (0.0, 0.0, 1.0),
        (1.0, 1.0, -1.0),
        (0.0, 1.0, -INF),
        (1.0, 0.0, INF),
        (1e-310, 1.0, -INF),
        (1e-310, 0.0, 1.0),
    ],
)
def test_gradient_of_certainty_is_a_number_or_infinity_with_its_sign(y, t, expected):
    assert mean_cross_entropy_gradient([[y]], [[t]]).tolist() == [[expected]]


@pytest.mark.parametrize(("z", "n"), [(LARGEST, 1), (2.0**1000, 2), (2.0**1000, 3), (2.0**1000, 2000)])
def test_huge_logits_are_finite_losses(z, n):
    zeros, ones, logits = np.zeros((n, 1)), np.ones((n, 1)), np.full((n, 1), z)
    assert mean_cross_entropy_from_logits(logits, zeros) == mean_cross_entropy_from_logits(-logits, ones) == z
    assert mean_cross_entropy_from_logits(logits, ones) == mean_cross_entropy_from_logits(-logits, zeros) == 0
    assert mean_cross_entropy_from_logits_gradient(logits, zeros).tolist() == (ones / n).tolist()


@pytest.mark.parametrize(
    ("loss", "y", "t", "largest"),
    [
        (
            mean_cross_entropy_from_logits,
            [[1.0, LARGEST, LARGEST]],
            [[0.0, 0.0, 0.0]],
            f"z[0, 1] is {LARGEST}",
        ),
        (mean_squared_error, [[0.0]], [[1.35e154]], "t[0, 0] is 1.35e+154"),
        (half_squared_error, [[-1e200]], [[1.0]], "y[0, 0] is -1e+200"),
        (mean_squared_error_gradient, [[0.0], [-LARGEST]], [[1.0], [LARGEST]], f"y[1, 0] is {-LARGEST}"),
    ],
)
def test_loss_beyond_float64_is_refused_and_names_the_largest_number(loss, y, t, largest, refuses):
    refuses(f"{largest}, too large for {loss.__name__}", loss, y, t)


@pytest.mark.parametrize("t", [0.0, 0.25, 1.0])
def test_gradient_by_logits_is_right_to_the_rounding_of_y_at_saturation(t, exact_logistic):
    z = np.append(np.linspace(-745, 745, 299), [-1e308, 1e308])
    for logit in z:
        got = mean_cross_entropy_from_logits_gradient([[logit]], [[t]])[0, 0]
        assert abs(got - (exact_logistic(logit) - t)) <= 2**-52


def test_loss_and_gradient_of_one_class_are_numbers():
    y, t = rng(0).uniform(0.1, 0.9, (4, 1)), np.ones((4, 1))
    assert np.isfinite(mean_cross_entropy(y, t))
    assert (mean_cross_entropy_gradient(y, t) < 0).all()


# Refusals


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    ("outputs", "t", "message"),
    [
        ([0.5, 0.5], [[1.0], [1.0]], "{y} has shape (2,), expected (at least 1, at least 1)"),
        (0.5, [[1.0]], "{y} has shape (), expected (at least 1, at least 1)"),
        (np.empty((0, 1)), np.empty((0, 1)), "{y} has shape (0, 1), expected (at least 1, at least 1)"),
        ([[0.5], [0.5]], [1.0, 1.0], "t has shape (2,), expected (2, 1)"),
        ([[0.5], [0.5]], [[1.0]], "t has shape (1, 1), expected (2, 1)"),
        ([[0.5], [0.5]], [[1.0, 1.0]], "t has shape (1, 2), expected (2, 1)"),
        ([[NAN]], [[1.0]], "{y}[0, 0] is nan, expected {a_y}"),
        ([[0.5], [-INF]], [[1.0], [1.0]], "{y}[1, 0] is -inf, expected {a_y}"),
        ([[0.5]], [[NAN]], "t[0, 0] is nan, expected {a_t}"),
        ([[0.5]], [[INF]], "t[0, 0] is inf, expected {a_t}"),
        ([["a"]], [[1.0]], "{y} holds values of type <U1, expected real numbers"),
        ([[0.5], [0.5, 0.5]], [[1.0]], "{y} has rows of different lengths, expected a rectangle"),
    ],
)
def test_bad_outputs_and_targets_are_refused(function, outputs, t, message, refuses):
    name = "z" if "logits" in function.__name__ else "y"
    of_probabilities = function in (mean_cross_entropy, mean_cross_entropy_gradient)
    any_target = function in (mean_squared_error, mean_squared_error_gradient)
    ranges = {True: "a number from 0 to 1", False: "a finite number"}
    words = message.format(y=name, a_y=ranges[of_probabilities], a_t=ranges[not any_target])
    refuses(words, function, outputs, t)


@pytest.mark.parametrize("function", FUNCTIONS[2:])
@pytest.mark.parametrize("t", [-0.5, 1.5])
def test_targets_outside_the_unit_interval_are_refused(function, t, refuses):
    refuses(f"t[0, 0] is {t}, expected a number from 0 to 1", function, [[0.5]], [[t]])


@pytest.mark.parametrize("function", [mean_cross_entropy, mean_cross_entropy_gradient])
def test_output_that_is_no_probability_is_refused(function, refuses):
    refuses("y[1, 0] is 1.25, expected a number from 0 to 1", function, [[0.5], [1.25]], [[1.0], [1.0]])


@pytest.mark.parametrize("function", [mean_squared_error, mean_squared_error_gradient])
def test_squared_error_takes_any_finite_target(function):
    assert np.isfinite(function([[0.5]], [[-7.0]])).all()


# Several classes

LOGITS_OF_CLASSES = [(1, 1), (1, 2), (4, 3), (3, 10)]


def classes(shape, seed=0):
    Z = 0.3 * rng(seed).standard_normal(shape)
    t = np.eye(shape[1])[rng(seed).randint(0, shape[1], shape[0])]
    return Z, t


@pytest.mark.parametrize("shape", LOGITS_OF_CLASSES, ids=str)
def test_loss_of_classes_is_that_of_scipy_and_the_same_from_logits(shape):
    log_softmax = pytest.importorskip("scipy.special").log_softmax
    Z, t = classes(shape)
    expected = -(t * log_softmax(Z, axis=1)).sum() / shape[0]
    assert categorical_cross_entropy_from_logits(Z, t) == pytest.approx(expected, rel=1e-13, abs=1e-15)
    assert categorical_cross_entropy(softmax(Z), t) == pytest.approx(expected, rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("shape", LOGITS_OF_CLASSES[1:], ids=str)
def test_gradients_of_classes_agree_with_central_differences(shape):
    Z, t = classes(shape)
    soft = 0.8 * t + 0.2 / shape[1]
    for targets in (t, soft):
        check_gradient(
            lambda Z, t=targets: categorical_cross_entropy_from_logits(Z, t),
            lambda Z, t=targets: categorical_cross_entropy_from_logits_gradient(Z, t),
            Z,
        )
        check_gradient(
            lambda y, t=targets: categorical_cross_entropy(y, t),
            lambda y, t=targets: categorical_cross_entropy_gradient(y, t),
            softmax(Z),
        )


def test_two_classes_cost_what_they_cost_in_one_column():
    z, t = moderate(mean_cross_entropy_from_logits, (20, 1))
    both, targets = np.hstack([z, 0 * z]), np.hstack([t, 1 - t])
    expected = mean_cross_entropy_from_logits(z, t)
    assert categorical_cross_entropy_from_logits(both, targets) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("C", [1, 2, 10, 1000])
def test_classes_without_a_preference_cost_the_logarithm_of_their_number(C):
    t = np.eye(C)[:1]
    assert categorical_cross_entropy_from_logits(np.zeros((1, C)), t) == pytest.approx(np.log(C), abs=1e-15)


def test_certain_classes_cost_nothing_if_right_and_infinity_if_wrong():
    assert categorical_cross_entropy([[1.0, 0.0]], [[1.0, 0.0]]) == 0
    assert categorical_cross_entropy([[1.0, 0.0]], [[0.0, 1.0]]) == INF
    assert categorical_cross_entropy_gradient([[1.0, 0.0]], [[0.0, 1.0]]).tolist() == [[0.0, -INF]]


@pytest.mark.parametrize("z", [40.0, 700.0, 1e5, 1e300])
def test_logits_far_apart_cost_what_is_left(z):
    assert categorical_cross_entropy_from_logits([[z, 0.0]], [[0.0, 1.0]]) == z
    assert categorical_cross_entropy_from_logits([[z, 0.0]], [[1.0, 0.0]]) == np.exp(-z)
    assert categorical_cross_entropy_from_logits([[z, 0.0, -LARGEST]], [[1.0, 0.0, 0.0]]) == np.exp(-z)


@pytest.mark.parametrize(
    ("y", "t", "message"),
    [
        ([[0.5, 0.6]], [[1.0, 0.0]], "y[0, 0] is 0.5, expected rows of probabilities that add up to 1"),
        ([[1.5, -0.5]], [[1.0, 0.0]], "y[0, 0] is 1.5, expected rows of probabilities that add up to 1"),
        ([[0.5, 0.5]], [[1.0, 1.0]], "t[0, 0] is 1.0, expected rows of probabilities that add up to 1"),
        ([[0.5, 0.5]], [[NAN, 1.0]], "t[0, 0] is nan, expected rows of probabilities that add up to 1"),
        ([[0.5, 0.5]], [[1.0]], "t has shape (1, 1), expected (1, 2)"),
    ],
)
def test_rows_that_are_no_probabilities_are_refused(y, t, message, refuses):
    refuses(message, categorical_cross_entropy, y, t)
    refuses(message, categorical_cross_entropy_gradient, y, t)
