"""Softmax regression: the probability of each of several classes from weighted inputs.

| name                  | value                                                                     |
|-----------------------|---------------------------------------------------------------------------|
| `Parameters`          | `W`, a column for each class, and `b`; gradients are a `Parameters` again |
| `predict_probability` | `y = softmax(X @ W + b)`                                                  |
| `predict`             | the class with the largest probability                                    |
| `gradient`            | `dW = X.T @ (y - t) / N`                                                  |
|                       | `db = ones @ (y - t) / N`                                                 |
| `train`               | gradient descent from zero                                                |

The loss is `categorical_cross_entropy`, a mean over samples. With two classes this is logistic regression.
"""

from typing import Annotated, NamedTuple

import numpy as np

from nnscratch.activations import softmax
from nnscratch.arrays import Array
from nnscratch.losses import categorical_cross_entropy_from_logits
from nnscratch.shapes import shapes


class Parameters(NamedTuple):
    """The weights and biases of all classes, or the gradients by them."""

    W: Annotated[Array, "D C"]
    """Weights, a column for each class."""
    b: Annotated[Array, "1 C"]
    """Biases."""


@shapes(parameters=Parameters, X="N D", returns="N C in [0, 1]")
def predict_probability(parameters: Parameters, X: Array) -> Array:
    """Return the probability of each class for every sample.

    Parameters
    ----------
    parameters : Parameters
        `W` (D, C), `b` (1, C).
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    ndarray of shape (N, C)
        Each row adds up to 1.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or a weighted sum would not be.

    Examples
    --------
    >>> predict_probability(Parameters([[0.0, 1.0]], [[0.0, 0.0]]), [[0.0], [2.0]])
    array([[0.5       , 0.5       ],
           [0.11920292, 0.88079708]])
    """
    W, b = parameters
    return softmax(X @ W + b)


@shapes(parameters=Parameters, X="N D", returns="N 1 >= 0")
def predict(parameters: Parameters, X: Array) -> Array:
    """Return the class with the largest probability for every sample, the first of several.

    Parameters
    ----------
    parameters : Parameters
        `W` (D, C), `b` (1, C).
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    ndarray of shape (N, 1)
        Classes: 0, 1, …, C - 1.

    Raises
    ------
    ValueError
        As `predict_probability`.

    Examples
    --------
    >>> predict(Parameters([[0.0, 1.0]], [[0.0, 0.0]]), [[-1.0], [2.0]])
    array([[0.],
           [1.]])
    """
    W, b = parameters
    best: Array = np.argmax(X @ W + b, axis=1)[:, None].astype(float)
    return best


@shapes(parameters=Parameters, X="N D", t="N C of probabilities", returns=Parameters)
def gradient(parameters: Parameters, X: Array, t: Array) -> Parameters:
    """Return the gradient of the mean cross-entropy by the weights and the biases.

    Parameters
    ----------
    parameters : Parameters
        `W` (D, C), `b` (1, C).
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, C)
        Targets, such as `one_hot` labels, which add up to 1 in each row.

    Returns
    -------

    Parameters
    ----------
        Each gradient has the shape of its parameter.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or a row of `t` is none of probabilities.

    Notes
    -----
    Implements [][eq-softmax-dW] and [][eq-softmax-db].

    Examples
    --------
    >>> parameters = Parameters([[0.0, 0.0]], [[0.0, 0.0]])
    >>> print(gradient(parameters, [[2.0]], [[1.0, 0.0]]))
    Parameters(W=array([[-1.,  1.]]), b=array([[-0.5,  0.5]]))
    """
    N = len(X)
    delta = (predict_probability(parameters, X) - t) / N
    return Parameters(X.T @ delta, np.ones((1, N)) @ delta)


@shapes(
    X="N D",
    t="N C of probabilities",
    learning_rate="number > 0",
    iterations="count",
    returns=(Parameters, "K"),
)
def train(X: Array, t: Array, *, learning_rate: float, iterations: int) -> tuple[Parameters, Array]:
    """Return the parameters after gradient descent from zero, and the loss after every update.

    Parameters
    ----------
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, C)
        Targets, such as `one_hot` labels, which add up to 1 in each row.
    learning_rate : float
        Above 0. The loss has one bottom, so any start will do, and zero favours no class.
    iterations : int
        Number of updates, at least 1.

    Returns
    -------
    parameters : Parameters
    losses : ndarray of shape (iterations + 1,)
        The mean cross-entropy after k updates; the first is log C.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, a row of `t` is none of probabilities, a number is
        not above 0, or the learning rate is so large that the parameters leave the finite numbers.

    Examples
    --------
    >>> X, t = [[-1.0], [1.0]], [[1.0, 0.0], [0.0, 1.0]]
    >>> _, losses = train(X, t, learning_rate=1.0, iterations=2)
    >>> print(losses.round(4))
    [0.6931 0.3133 0.1946]
    """
    parameters = Parameters(np.zeros((X.shape[1], t.shape[1])), np.zeros((1, t.shape[1])))
    losses = []
    for _ in range(iterations):
        losses.append(_loss(parameters, X, t))
        dW, db = gradient(parameters, X, t)
        parameters = Parameters(parameters.W - learning_rate * dW, parameters.b - learning_rate * db)
    return parameters, np.array([*losses, _loss(parameters, X, t)])


def _loss(parameters: Parameters, X: Array, t: Array) -> float:
    return categorical_cross_entropy_from_logits(X @ parameters.W + parameters.b, t)
