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
