r"""Linear regression: an output in proportion to its input, fitted by the squared error.

| function            | value                                                                               |
|---------------------|-------------------------------------------------------------------------------------|
| `predict(w, X)`     | $\mathbf{y} = X w$                                                                  |
| `gradient(w, X, t)` | $\frac{\partial J}{\partial w} = \frac{2}{N} (\mathbf{y} - \mathbf{t})^T X$, a mean |

The page has one weight; several stand in a row, so the product is `X @ w.T`.
"""

from nnscratch.arrays import Array
from nnscratch.losses import mean_squared_error_gradient
from nnscratch.shapes import shapes


@shapes(X="N D", w="1 D", returns="N 1")
def predict(w: Array, X: Array) -> Array:
    """Return the output of every sample.

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
        If a shape is another one, a value is not finite, or the result would not be.

    Examples
    --------
    >>> predict([[3.0]], [[1.0], [2.0]])
    array([[3.],
           [6.]])
    """
    return X @ w.T


@shapes(X="N D", w="1 D", t="N 1", returns="1 D")
def gradient(w: Array, X: Array, t: Array) -> Array:
    """Return the gradient of the mean squared error by the weights.

    Parameters
    ----------
    w : array_like of shape (1, D)
        Weights.
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, 1)
        Targets, any finite numbers.

    Returns
    -------
    ndarray of shape (1, D)

    Raises
    ------
    ValueError
        If a shape is another one, a value is not finite, or the result would not be.

    Notes
    -----
    Implements [][eq-squared-error-gradient].

    Examples
    --------
    >>> gradient([[3.0]], [[1.0], [2.0]], [[2.0], [4.0]])
    array([[5.]])
    """
    return mean_squared_error_gradient(predict(w, X), t).T @ X
