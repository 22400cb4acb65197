r"""Logistic regression: the probability of class 1 from weighted inputs, fitted by the mean cross-entropy.

| function              | value                                                                              |
|-----------------------|------------------------------------------------------------------------------------|
| `predict_probability` | $\mathbf{y} = \sigma(X \mathbf{w}^T)$                                              |
| `predict`             | 1 where the probability is at least one half                                       |
| `gradient`            | $\frac{\partial J}{\partial\mathbf{w}} = \frac{1}{N}(\mathbf{y} - \mathbf{t})^T X$ |
| `delta_w`             | $\Delta\mathbf{w} = \mu\frac{\partial J}{\partial\mathbf{w}}$                      |

There is no bias: a column of ones in `X` is one.
"""

from nnscratch.activations import logistic
from nnscratch.arrays import Array
from nnscratch.shapes import shapes


@shapes(X="N D", w="1 D", returns="N 1 in [0, 1]")
def predict_probability(w: Array, X: Array) -> Array:
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
        If a shape is another one, a value is not finite, or a weighted sum would not be.

    Notes
    -----
    Implements [][eq-logistic-output].

    Examples
    --------
    >>> predict_probability([[1.0, 1.0]], [[0.0, 0.0], [1.0, 1.0]])
    array([[0.5       ],
           [0.88079708]])
    """
    return logistic(X @ w.T)


@shapes(X="N D", w="1 D", returns="N 1 in {0, 1}")
def predict(w: Array, X: Array) -> Array:
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


@shapes(X="N D", w="1 D", t="N 1 in [0, 1]", returns="1 D")
def gradient(w: Array, X: Array, t: Array) -> Array:
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
        If a shape is another one, a value is not finite or would not be, or a target is outside [0, 1].

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
    return (predict_probability(w, X) - t).T @ X / len(X)


@shapes(X="N D", w="1 D", t="N 1 in [0, 1]", learning_rate="number > 0", returns="1 D")
def delta_w(
    w: Array,
    X: Array,
    t: Array,
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
    return learning_rate * gradient(w, X, t)
