r"""Logistic regression: the probability of class 1 from weighted inputs, fitted by the mean cross-entropy.

| function              | value                                                                              |
|-----------------------|------------------------------------------------------------------------------------|
| `predict_probability` | $\mathbf{y} = \sigma(X \mathbf{w}^T)$                                              |
| `predict`             | 1 where the probability is at least one half                                       |
| `gradient`            | $\frac{\partial J}{\partial\mathbf{w}} = \frac{1}{N}(\mathbf{y} - \mathbf{t})^T X$ |
| `delta_w`             | $\Delta\mathbf{w} = \mu\frac{\partial J}{\partial\mathbf{w}}$                      |

There is no bias: a column of ones in `X` is one.
"""

from numpy.typing import ArrayLike

from nnscratch.activations import logistic
from nnscratch.arrays import (
    Array,
    require_between_0_and_1,
    require_numbers,
    require_positive,
    require_samples,
)


def predict_probability(w: ArrayLike, X: ArrayLike) -> Array:
    """Return the probability of class 1 for every sample.

    Parameters
    ----------
    w : array_like of shape (1, D)
        Weights.
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    ndarray of shape (N, 1)

    Raises
    ------
    ValueError
        If a shape is another one, or a value is not finite.

    Notes
    -----
    Implements [][eq-logistic-output].

    Examples
    --------
    >>> predict_probability([[1.0, 1.0]], [[0.0, 0.0], [1.0, 1.0]])
    array([[0.5       ],
           [0.88079708]])
    """
    X = require_samples("X", X)
    w = require_numbers("w", w, (1, X.shape[1]))
    return logistic(X @ w.T)


def predict(w: ArrayLike, X: ArrayLike) -> Array:
    """Return the class of every sample, 1.0 where its probability is at least one half, else 0.0.

    Parameters
    ----------
    w : array_like of shape (1, D)
        Weights.
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    ndarray of shape (N, 1)

    Examples
    --------
    >>> predict([[1.0, 1.0]], [[0.0, 0.0], [-1.0, 0.0]])
    array([[1.],
           [0.]])
    """
    return (predict_probability(w, X) >= 0.5).astype(float)


def gradient(w: ArrayLike, X: ArrayLike, t: ArrayLike) -> Array:
    """Return the gradient of the mean cross-entropy by the weights.

    Parameters
    ----------
    w : array_like of shape (1, D)
        Weights.
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, 1)
        Targets, in [0, 1].

    Returns
    -------
    ndarray of shape (1, D)

    Raises
    ------
    ValueError
        If a shape is another one, a value is not finite, or a target is outside [0, 1].

    Notes
    -----
    Implements [][eq-gradient].

    Examples
    --------
    >>> gradient([[0.0, 0.0]], [[1.0, 2.0]], [[1.0]])
    array([[-0.5, -1. ]])
    >>> gradient([[0.0, 0.0]], [[1.0, 2.0]], [1.0])
    Traceback (most recent call last):
        ...
    ValueError: t has shape (1,), expected (1, 1)
    """
    X = require_samples("X", X)
    t = require_between_0_and_1("t", t, (len(X), 1))
    return (predict_probability(w, X) - t).T @ X / len(X)


def delta_w(
    w: ArrayLike,
    X: ArrayLike,
    t: ArrayLike,
    learning_rate: float,
) -> Array:
    """Return the step that one update subtracts from the weights: the learning rate times the mean gradient.

    Parameters
    ----------
    w : array_like of shape (1, D)
        Weights.
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, 1)
        Targets, in [0, 1].
    learning_rate : float
        Above 0.

    Returns
    -------
    ndarray of shape (1, D)

    Raises
    ------
    ValueError
        If `learning_rate` is not a finite number above 0, or `gradient` refuses the rest.

    Notes
    -----
    Implements [][eq-delta-w], and is taken ten times there.

    Examples
    --------
    >>> delta_w([[0.0, 0.0]], [[1.0, 2.0]], [[1.0]], learning_rate=2.0)
    array([[-1., -2.]])
    """
    learning_rate = require_positive("learning_rate", learning_rate)
    return learning_rate * gradient(w, X, t)
