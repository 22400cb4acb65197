r"""Activation functions, each with its derivative, in forms that never overflow.

| function        | value                                 | derivative                        |
|-----------------|---------------------------------------|-----------------------------------|
| `logistic(z)`   | $\sigma(z) = \frac{1}{1 + e^{-z}}$    | $y (1 - y)$ where $y = \sigma(z)$ |
| `tanh(z)`       | `(e**z - e**-z) / (e**z + e**-z)`     | `1 - y**2` where `y` is the value |
| `relu(z)`       | the larger of $z$ and 0               | 1 above 0, else 0                 |
| `leaky_relu(z)` | $z$ above 0, else a hundredth of it   | 1 above 0, else a hundredth       |
| `softmax(Z)`    | `e**z`, divided by its sum over a row | a matrix: `softmax_jacobian`      |

The derivative of `name` is `name_derivative`.

The textbook form of the logistic function takes `exp(-z)`, which overflows for `z < -709`.
Multiplying numerator and denominator by `exp(z)` gives `exp(z) / (1 + exp(z))`, which is safe there.
Both forms contain `e = exp(-|z|)`, which is never above 1, so one exponential serves every `z`.
"""

import numpy as np

from nnscratch.arrays import Array
from nnscratch.shapes import shapes


@shapes(z="... or nan")
def logistic(z: Array) -> Array:
    """Return the logistic function of each element.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.

    Returns
    -------
    ndarray of the shape of `z`
        Probabilities in [0, 1], accurate to a few units in the last place for every float64.

    Notes
    -----
    Implements [][eq-logistic].

    Examples
    --------
    >>> print(logistic([[0.0, 2.0, -2.0]]))
    [[0.5        0.88079708 0.11920292]]
    >>> print(logistic([[-1e308, 1e308]]))
    [[0. 1.]]
    """
    e: Array = np.exp(-np.abs(z))
    numerator: Array = np.maximum(e, z >= 0)  # 1 where z >= 0, and e, which is never more, elsewhere
    return numerator / (1 + e)


@shapes(z="... or nan")
def logistic_derivative(z: Array) -> Array:
    """Return the derivative of the logistic function at each element.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.

    Returns
    -------
    ndarray of the shape of `z`
        `y * (1 - y)` for `y = logistic(z)`, without the cancellation of `1 - y` near 1; at most 1/4.

    Notes
    -----
    Implements [][eq-logistic-derivative].

    Examples
    --------
    >>> print(logistic_derivative([[0.0, 2.0, 40.0]]))
    [[2.50000000e-01 1.04993585e-01 4.24835426e-18]]
    """
    e: Array = np.exp(-np.abs(z))
    return (e / (1 + e) ** 2).clip(max=0.25)  # rounding must not lift it above its largest value


@shapes(z="... or nan")
def tanh(z: Array) -> Array:
    """Return the hyperbolic tangent of each element.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.

    Returns
    -------
    ndarray of the shape of `z`
        In [-1, 1].

    Examples
    --------
    >>> print(tanh([[0.0, 1.0, -1e308]]))
    [[ 0.          0.76159416 -1.        ]]
    """
    return np.tanh(z)


@shapes(z="... or nan")
def tanh_derivative(z: Array) -> Array:
    """Return the derivative of the hyperbolic tangent at each element.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.

    Returns
    -------
    ndarray of the shape of `z`
        `1 - tanh(z)**2`, without its cancellation far from 0; at most 1.

    Notes
    -----
    Implements [][eq-tanh-derivative].
    The hyperbolic tangent is a stretched logistic function, `2 * logistic(2 * z) - 1`.

    Examples
    --------
    >>> print(tanh_derivative([[0.0, 1.0, 20.0]]))
    [[1.00000000e+00 4.19974342e-01 1.69934170e-17]]
    """
    return 4 * logistic_derivative(2 * z)


@shapes(z="... or nan")
def relu(z: Array) -> Array:
    """Return each element where it is above 0, else 0: the rectified linear unit.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.

    Returns
    -------
    ndarray of the shape of `z`

    Examples
    --------
    >>> print(relu([[-2.0, 0.0, 3.0]]))
    [[0. 0. 3.]]
    """
    return np.maximum(z, 0.0)


@shapes(z="... or nan")
def relu_derivative(z: Array) -> Array:
    """Return the slope of `relu` at each element, 1 above 0, else 0: at the kink itself 0, by convention.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums, before the activation: after it, what was negative can no longer be told from 0.

    Returns
    -------
    ndarray of the shape of `z`

    Examples
    --------
    >>> print(relu_derivative([[-2.0, 0.0, 3.0]]))
    [[0. 0. 1.]]
    """
    return (z > 0).astype(float)


@shapes(z="... or nan", slope="number >= 0")
def leaky_relu(z: Array, slope: float = 0.01) -> Array:
    """Return each element where it is above 0, else a small part of it.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.
    slope : float
        The part, which is the slope below 0.

    Returns
    -------
    ndarray of the shape of `z`

    Examples
    --------
    >>> print(leaky_relu([[-2.0, 0.0, 3.0]]))
    [[-0.02  0.    3.  ]]
    """
    return np.where(z > 0, z, slope * z)


@shapes(z="... or nan", slope="number >= 0")
def leaky_relu_derivative(z: Array, slope: float = 0.01) -> Array:
    """Return the slope of `leaky_relu` at each element: at the kink itself the lower one, by convention.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.
    slope : float
        The slope below 0.

    Returns
    -------
    ndarray of the shape of `z`

    Examples
    --------
    >>> print(leaky_relu_derivative([[-2.0, 0.0, 3.0]]))
    [[0.01 0.01 1.  ]]
    """
    return np.where(z > 0, 1.0, slope)


@shapes(Z="N C", returns="N C in [0, 1]")
def softmax(Z: Array) -> Array:
    """Return the probability of each class for every sample.

    Parameters
    ----------
    Z : array_like of shape (N, C)
        Logits: weighted sums, a row a sample.

    Returns
    -------
    ndarray of shape (N, C)
        Each row adds up to 1.

    Raises
    ------
    ValueError
        If `Z` is not 2-D or not finite.

    Notes
    -----
    Implements [][eq-softmax].
    A constant added to a row changes nothing, so its maximum is subtracted, and no exponential overflows.

    Examples
    --------
    >>> print(softmax([[0.0, 1.0, 2.0], [1000.0, 0.0, -1000.0]]))
    [[0.09003057 0.24472847 0.66524096]
     [1.         0.         0.        ]]
    """
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    y: Array = e / e.sum(axis=1, keepdims=True)
    return y


@shapes(z="1 C", returns="C C")
def softmax_jacobian(z: Array) -> Array:
    """Return the derivatives of the probabilities of one sample by its logits.

    Parameters
    ----------
    z : array_like of shape (1, C)
        The logits of one sample.

    Returns
    -------
    ndarray of shape (C, C)
        Row c, column k: the derivative of probability c by logit k, `y[c] * (1 - y[c])` where k is c,
        else `-y[c] * y[k]`.

    Raises
    ------
    ValueError
        If `z` is not (1, C) or not finite.

    Notes
    -----
    Implements [][eq-softmax-jacobian].

    Examples
    --------
    >>> print(softmax_jacobian([[0.0, 0.0]]))
    [[ 0.25 -0.25]
     [-0.25  0.25]]
    """
    y = softmax(z)
    return np.diagflat(y) - y.T @ y
