"""Samples made ready: classes as rows of 0 and 1, a part held out, inputs on one scale.

| name          | what it gives                                                                |
|---------------|------------------------------------------------------------------------------|
| `one_hot`     | labels 0, 1, …, C - 1 as targets of shape (N, C)                             |
| `split`       | samples to train with and samples held out, each class in its share          |
| `Scaling`     | mean and spread of each input                                                |
| `scaling_of`  | that of the training samples                                                 |
| `standardise` | inputs with that mean taken away, in units of that spread                    |
"""

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnscratch.arrays import Array, Generator, Sizes, accept
from nnscratch.shapes import shapes


def classes(name: str, value: object, sizes: Sizes) -> Array:
    """Return labels of shape (N, 1), each a whole number of at least 0."""
    labels: Array = accept(name, value, "N 1 >= 0", sizes)
    if (broken := labels != np.floor(labels)).any():
        raise ValueError(f"{name}[{broken.argmax()}, 0] is {labels[broken][0]}, expected a whole number")
    return labels


@shapes(labels=classes, n_classes="count", returns="N C in {0, 1}")
def one_hot(labels: Array, n_classes: int | None = None) -> Array:
    """Return a row for each label, 1 in the column of its class and 0 elsewhere.

    Parameters
    ----------
    labels : array_like of shape (N, 1)
        Classes: 0, 1, …, C - 1.
    n_classes : int, optional
        C. If it is not given, it is one more than the largest label, and each class has to occur.

    Returns
    -------
    ndarray of shape (N, C)

    Raises
    ------
    ValueError
        If a label is none of the classes, or `n_classes` is not given and a class never occurs.

    Examples
    --------
    >>> print(one_hot([[2], [0]], n_classes=3))
    [[0. 0. 1.]
     [1. 0. 0.]]
    >>> one_hot([[2], [0]])
    Traceback (most recent call last):
        ...
    ValueError: class 1 never occurs below 2, expected each class or n_classes
    """
    known = np.unique(labels)
    C = n_classes or len(known)
    if known[-1] >= C and n_classes is None:
        missing = np.argmax(known != np.arange(C))
        raise ValueError(
            f"class {missing} never occurs below {known[-1]:g}, expected each class or n_classes"
        )
    if known[-1] >= C:
        raise ValueError(f"labels has class {known[-1]:g}, expected classes from 0 to {C - 1}")
    hot: Array = (labels == np.arange(C)).astype(float)
    return hot


@shapes(X="N D", labels=classes, held_out="count", rng="generator")
def split(X: Array, labels: Array, held_out: int, rng: Generator) -> tuple[Array, Array, Array, Array]:
    """Return samples to train with and samples held out, with each class in the same share of both.

    Parameters
    ----------
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    labels : array_like of shape (N, 1)
        Classes: 0, 1, ….
    held_out : int
        How many samples are held out, fewer than N.
    rng : numpy.random.Generator or numpy.random.RandomState
        Draws which samples these are.

    Returns
    -------
    X_train : ndarray of shape (N - held_out, D)
    labels_train : ndarray of shape (N - held_out, 1)
    X_held_out : ndarray of shape (held_out, D)
    labels_held_out : ndarray of shape (held_out, 1)
        All in the order in which they came.

    Raises
    ------
    ValueError
        If a shape does not fit, a label is no whole number of at least 0, or `held_out` is not below N.

    Notes
    -----
    A class of n samples gives n · held_out / N of them, rounded down. What is then missing is taken one each
    from the classes where most was rounded away.

    Examples
    --------
    >>> X, labels = np.arange(8.0)[:, None], np.repeat([[0], [1]], 4, axis=0)
    >>> X_train, _, X_held_out, labels_held_out = split(X, labels, 2, np.random.default_rng(0))
    >>> len(X_train), labels_held_out.tolist()
    (6, [[0.0], [1.0]])
    """
    if held_out >= len(X):
        raise ValueError(f"held_out is {held_out}, expected fewer than the {len(X)} samples")
    drawn = np.zeros(len(X), dtype=bool)
    members = [np.flatnonzero(labels[:, 0] == c) for c in np.unique(labels)]
    for rows, size in zip(members, _shares(members, held_out, len(X)), strict=True):
        drawn[rng.permutation(rows)[:size]] = True
    return X[~drawn], labels[~drawn], X[drawn], labels[drawn]


def _shares(members: list[NDArray[np.intp]], held_out: int, n: int) -> NDArray[np.intp]:
    """Return how many each class gives: its share rounded down, and one more where most was lost."""
    whole, lost = np.divmod([len(rows) * held_out for rows in members], n)
    whole[np.argsort(-lost, kind="stable")[: held_out - whole.sum()]] += 1
    return whole


class Scaling(NamedTuple):
    """Where the inputs lie and how far they spread, each with a column for an input."""

    mean: Annotated[Array, "1 D"]
    """Their means."""
    spread: Annotated[Array, "1 D > 0"]
    """Their standard deviations, and 1 for an input that never changes."""


@shapes(X="N D", returns=Scaling)
def scaling_of(X: Array) -> Scaling:
    """Return the mean and the spread of each input.

    Parameters
    ----------
    X : array_like of shape (N, D)
        Inputs of the training samples: what is held out must not be looked at.

    Returns
    -------
    Scaling

    Raises
    ------
    ValueError
        If `X` is not (N, D) and finite, or too large for a mean of squares.

    Examples
    --------
    >>> print(scaling_of([[1.0, 7.0], [3.0, 7.0]]))
    Scaling(mean=array([[2., 7.]]), spread=array([[1., 1.]]))
    """
    spread = X.std(axis=0, keepdims=True)
    spread[(spread == 0) | (np.ptp(X, axis=0, keepdims=True) == 0)] = 1  # also where rounding left some
    return Scaling(X.mean(axis=0, keepdims=True), spread)


@shapes(scaling=Scaling, X="N D", returns="N D")
def standardise(scaling: Scaling, X: Array) -> Array:
    """Return inputs as distances from the mean, in units of the spread.

    Parameters
    ----------
    scaling : Scaling
        What `scaling_of` returned for the training samples.
    X : array_like of shape (N, D)
        Inputs of any samples.

    Returns
    -------
    ndarray of shape (N, D)

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or a distance would not be.

    Examples
    --------
    >>> print(standardise(Scaling([[2.0]], [[1.0]]), [[1.0], [3.0], [5.0]]).T)
    [[-1.  1.  3.]]
    """
    return (X - scaling.mean) / scaling.spread
