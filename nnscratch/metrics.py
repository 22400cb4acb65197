"""How good predictions are, from the labels alone.

| function           | what it counts                                                       |
|--------------------|----------------------------------------------------------------------|
| `accuracy`         | the fraction of the samples that are right                           |
| `confusion_matrix` | how many of each class were taken for which                          |
| `precision`        | of those taken for a class, the fraction that belong to it           |
| `recall`           | of those that belong to a class, the fraction that were taken for it |
"""

import numpy as np

from nnscratch.arrays import Array
from nnscratch.samples import classes, one_hot
from nnscratch.shapes import shapes


@shapes(predicted=classes, labels=classes, returns="number in [0, 1]")
def accuracy(predicted: Array, labels: Array) -> float:
    """Return the fraction of the samples whose predicted class is their label.

    Parameters
    ----------
    predicted, labels : array_like of shape (N, 1)
        Classes: 0, 1, ….

    Raises
    ------
    ValueError
        If the shapes differ, or a class is no whole number of at least 0.

    Examples
    --------
    >>> accuracy([[0], [1], [1], [2]], [[0], [1], [2], [2]])
    0.75
    """
    return float(np.mean(predicted == labels))


@shapes(predicted=classes, labels=classes, n_classes="count", returns="C C >= 0")
def confusion_matrix(predicted: Array, labels: Array, n_classes: int) -> Array:
    """Return how many samples of each class, a row, were taken for each class, a column.

    Parameters
    ----------
    predicted, labels : array_like of shape (N, 1)
        Classes: 0, 1, …, C - 1.
    n_classes : int
        C.

    Returns
    -------
    ndarray of shape (C, C)
        What is right stands on the diagonal.

    Raises
    ------
    ValueError
        If the shapes differ, or a class is none from 0 to C - 1.

    Examples
    --------
    >>> print(confusion_matrix([[0], [1], [1], [2]], [[0], [1], [2], [2]], n_classes=3))
    [[1. 0. 0.]
     [0. 1. 0.]
     [0. 1. 1.]]
    """
    return one_hot(labels, n_classes).T @ one_hot(predicted, n_classes)


@shapes(confusion="C C >= 0", returns="1 C in [0, 1]")
def precision(confusion: Array) -> Array:
    """Return, for each class, the fraction of what was taken for it that belongs to it.

    Parameters
    ----------
    confusion : array_like of shape (C, C)
        From `confusion_matrix`.

    Returns
    -------
    ndarray of shape (1, C)
        0 for a class that nothing was taken for.

    Raises
    ------
    ValueError
        If `confusion` is not square, or an entry is below 0.

    Examples
    --------
    >>> print(precision([[8, 2], [1, 9]]).round(3))
    [[0.889 0.818]]
    """
    return _fractions(confusion, confusion.sum(axis=0))


@shapes(confusion="C C >= 0", returns="1 C in [0, 1]")
def recall(confusion: Array) -> Array:
    """Return, for each class, the fraction of what belongs to it that was taken for it.

    Parameters
    ----------
    confusion : array_like of shape (C, C)
        From `confusion_matrix`.

    Returns
    -------
    ndarray of shape (1, C)
        0 for a class that never occurs.

    Raises
    ------
    ValueError
        If `confusion` is not square, or an entry is below 0.

    Examples
    --------
    >>> print(recall([[8, 2], [1, 9]]))
    [[0.8 0.9]]
    """
    return _fractions(confusion, confusion.sum(axis=1))


def _fractions(confusion: Array, of: Array) -> Array:
    fractions: Array = np.diagonal(confusion) / np.where(of > 0, of, 1)
    return fractions[None]
