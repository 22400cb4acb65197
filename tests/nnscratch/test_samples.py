import numpy as np
import pytest

from nnscratch.datasets import load_breast_cancer, load_digits
from nnscratch.samples import one_hot, scaling_of, split, standardise

NAN, INF = float("nan"), float("inf")
LABELS = np.array([[2.0], [0.0], [1.0], [2.0], [0.0]])


def rng(seed=0):
    return np.random.default_rng(seed)


# Classes


def test_one_hot_rows_are_those_of_scikit_learn():
    expected = (
        pytest.importorskip("sklearn.preprocessing").OneHotEncoder(sparse_output=False).fit_transform(LABELS)
    )
    np.testing.assert_array_equal(one_hot(LABELS), expected)
    np.testing.assert_array_equal(one_hot(LABELS, 3), expected)


def test_smallest_classes_are_one_label():
    assert one_hot([[0]]).tolist() == [[1.0]]
    assert one_hot([[1]], n_classes=3).tolist() == [[0.0, 1.0, 0.0]]


@pytest.mark.parametrize(
    ("labels", "n_classes", "message"),
    [
        ([[0], [2]], None, "class 1 never occurs below 2, expected each class or n_classes"),
        ([[3]], None, "class 0 never occurs below 3, expected each class or n_classes"),
        ([[0], [3]], 3, "labels has class 3, expected classes from 0 to 2"),
        ([[0], [1e300]], 3, "labels has class 1e+300, expected classes from 0 to 2"),
        ([[0.5]], 3, "labels[0, 0] is 0.5, expected a whole number"),
        ([[0.0], [-1.0]], 3, "labels[1, 0] is -1.0, expected a finite number of at least 0"),
        ([[NAN]], 3, "labels[0, 0] is nan, expected a finite number of at least 0"),
        ([0, 1], 2, "labels has shape (2,), expected (at least 1, 1)"),
        ([["cat"]], 2, "labels holds values of type <U3, expected real numbers"),
        ([[0]], 0, "n_classes is 0, expected a whole number of at least 1"),
    ],
)
def test_what_is_no_class_is_refused(labels, n_classes, message, refuses):
    refuses(message, one_hot, labels, n_classes)


# Splits


def test_digits_are_split_into_1347_and_450_with_each_class_in_its_share():
    X, t = load_digits()
    X_train, t_train, X_held_out, t_held_out = split(X, t, 450, rng())
    assert (len(X_train), len(X_held_out)) == (1347, 450)
    of_all, held_out = (np.bincount(labels[:, 0].astype(int)) for labels in (t, t_held_out))
    assert (np.abs(held_out - 450 / 1797 * of_all) < 1).all()
    np.testing.assert_array_equal(
        np.sort(np.vstack([X_train, X_held_out]).sum(axis=1)), np.sort(X.sum(axis=1))
    )
    assert np.bincount(t_train[:, 0].astype(int)).sum() == 1347


def test_each_sample_keeps_its_label_and_its_place():
    X = np.arange(20.0)[:, None]
    labels = (X % 3 == 0).astype(float)
    X_train, t_train, X_held_out, t_held_out = split(X, labels, 6, rng())
    for inputs, of_them in ((X_train, t_train), (X_held_out, t_held_out)):
        np.testing.assert_array_equal(of_them, inputs % 3 == 0)
        assert (np.diff(inputs[:, 0]) > 0).all()
    assert sorted([*X_train[:, 0], *X_held_out[:, 0]]) == X[:, 0].tolist()


def test_seed_says_which_samples_are_held_out():
    X, labels = np.arange(40.0)[:, None], np.repeat([[0.0], [1.0]], 20, axis=0)
    one, same, other = (split(X, labels, 10, rng(seed))[2] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


@pytest.mark.parametrize("held_out", range(1, 9))
def test_any_number_of_samples_may_be_held_out(held_out):
    labels = [[0]] * 5 + [[1]] * 3 + [[7]]
    parts = split(np.ones((9, 2)), labels, held_out, rng())
    assert [len(part) for part in parts] == [9 - held_out, 9 - held_out, held_out, held_out]


@pytest.mark.parametrize(
    ("X", "labels", "held_out", "message"),
    [
        ([[1.0], [2.0]], [[0], [1]], 2, "held_out is 2, expected fewer than the 2 samples"),
        ([[1.0], [2.0]], [[0], [1]], 0, "held_out is 0, expected a whole number of at least 1"),
        ([[1.0], [2.0]], [[0]], 1, "labels has shape (1, 1), expected (2, 1)"),
    ],
)
def test_bad_splits_are_refused(X, labels, held_out, message, refuses):
    refuses(message, split, X, labels, held_out, rng())


# Scales


def test_standardised_inputs_are_those_of_scikit_learn():
    X, _ = load_breast_cancer()
    train, other = X[:400], X[400:]
    oracle = pytest.importorskip("sklearn.preprocessing").StandardScaler().fit(train)
    scaling = scaling_of(train)
    np.testing.assert_allclose(standardise(scaling, other), oracle.transform(other), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(standardise(scaling, train).mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(standardise(scaling, train).std(axis=0), 1)


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e300, 5e-324])
def test_input_that_never_changes_becomes_0(constant):
    X = np.full((7, 1), constant)
    assert scaling_of(X).spread.tolist() == [[1.0]]
    np.testing.assert_allclose(standardise(scaling_of(X), X), 0, atol=1e-15 * max(1, constant))


def test_input_that_changes_less_than_its_square_can_say_is_left_at_its_size():
    assert scaling_of([[0.0], [5e-324]]).spread.tolist() == [[1.0]]


def test_inputs_too_large_for_their_squares_are_refused(refuses):
    refuses("X[1, 0] is 1e+200, too large for scaling_of", scaling_of, [[0.0], [1e200]])


def test_scaling_of_other_inputs_is_refused(refuses):
    scaling = scaling_of([[1.0], [2.0]])
    refuses("X has shape (1, 2), expected (at least 1, 1)", standardise, scaling, [[1.0, 2.0]])
