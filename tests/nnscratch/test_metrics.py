import numpy as np
import pytest

from nnscratch.metrics import accuracy, confusion_matrix, precision, recall

RNG = np.random.RandomState(0)
LABELS, PREDICTED = RNG.randint(0, 4, (50, 1)), RNG.randint(0, 4, (50, 1))


def test_counts_are_those_of_scikit_learn():
    oracle = pytest.importorskip("sklearn.metrics")
    confusion = confusion_matrix(PREDICTED, LABELS, 4)
    np.testing.assert_array_equal(confusion, oracle.confusion_matrix(LABELS, PREDICTED))
    for ours, theirs in ((precision, oracle.precision_score), (recall, oracle.recall_score)):
        np.testing.assert_allclose(ours(confusion)[0], theirs(LABELS, PREDICTED, average=None))
    assert accuracy(PREDICTED, LABELS) == oracle.accuracy_score(LABELS, PREDICTED)


def test_class_that_never_occurs_and_is_never_predicted_has_precision_and_recall_0():
    confusion = confusion_matrix([[0]], [[0]], 2)
    assert precision(confusion).tolist() == recall(confusion).tolist() == [[1.0, 0.0]]


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (accuracy, ([[0]], [[0], [1]]), "labels has shape (2, 1), expected (1, 1)"),
        (accuracy, ([[0.5]], [[0]]), "predicted[0, 0] is 0.5, expected a whole number"),
        (confusion_matrix, ([[2]], [[0]], 2), "labels has class 2, expected classes from 0 to 1"),
        (precision, ([[1, 2]],), "confusion has shape (1, 2), expected (at least 1, 1)"),
        (recall, ([[-1]],), "confusion[0, 0] is -1.0, expected a finite number of at least 0"),
    ],
)
def test_bad_predictions_are_refused(function, arguments, message, refuses):
    refuses(message, function, *arguments)
