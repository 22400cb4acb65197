r"""The logistic function, in a form that never overflows.

| function                 | value                                                                 |
|--------------------------|-----------------------------------------------------------------------|
| `logistic(z)`            | $\sigma(z) = \frac{1}{1 + e^{-z}}$                                    |
| `logistic_derivative(z)` | $\frac{\mathrm{d} y}{\mathrm{d} z} = y (1 - y)$ where $y = \sigma(z)$ |

The textbook form takes `exp(-z)`, which overflows for `z < -709`.
Multiplying numerator and denominator by `exp(z)` gives `exp(z) / (1 + exp(z))`, which is safe there.
Both forms contain `e = exp(-|z|)`, which is never above 1, so one exponential serves every `z`.
"""

import numpy as np
from numpy.typing import ArrayLike

from nnscratch.arrays import Array, as_array


def logistic(z: ArrayLike) -> Array:
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
    z = as_array("z", z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def logistic_derivative(z: ArrayLike) -> Array:
    """Return the derivative of the logistic function at each element.

    Parameters
    ----------
    z : array_like of any shape
        Weighted sums.

    Returns
    -------
    ndarray of the shape of `z`
        `y * (1 - y)` for `y = logistic(z)`, without the cancellation of `1 - y` near 1.

    Notes
    -----
    Implements [][eq-logistic-derivative].

    Examples
    --------
    >>> print(logistic_derivative([[0.0, 2.0, 40.0]]))
    [[2.50000000e-01 1.04993585e-01 4.24835426e-18]]
    """
    e = np.exp(-np.abs(as_array("z", z)))
    return e / (1.0 + e) ** 2
