r"""Each loss next to its gradient by the network's output.

| loss                 | is a | loss of one sample                                              |
|----------------------|------|-----------------------------------------------------------------|
| `mean_squared_error` | mean | $J_i = (y_i - t_i)^2$                                           |
| `mean_cross_entropy` | mean | $J_i = -\left( t_i \log(y_i) + (1 - t_i) \log(1 - y_i) \right)$ |
| `half_squared_error` | sum  | $J_i = \frac{1}{2} (y_i - t_i)^2$                               |

| its gradient                  | by one output, before the mean                                        |
|-------------------------------|-----------------------------------------------------------------------|
| `mean_squared_error_gradient` | $\frac{\partial J_i}{\partial y_i} = 2 (y_i - t_i)$                   |
| `mean_cross_entropy_gradient` | $\frac{\partial J_i}{\partial y_i} = \frac{y_i - t_i}{y_i (1 - y_i)}$ |
| `half_squared_error_gradient` | $\frac{\partial J_i}{\partial y_i} = y_i - t_i$                       |

A mean carries 1/N into its gradient, a sum does not: mixing the two is the commonest error of the genre.
N counts samples, the rows of `y`; the outputs of one sample are always added up.
"""

import numpy as np
from numpy.typing import ArrayLike

from nnscratch.activations import logistic
from nnscratch.arrays import Array, require_between_0_and_1, require_numbers, require_samples


def mean_squared_error(y: ArrayLike, t: ArrayLike) -> float:
    """Return the squared error, averaged over samples.

    Parameters
    ----------
    y : array_like of shape (N, C)
        Outputs.
    t : array_like of shape (N, C)
        Targets, any finite numbers.

    Raises
    ------
    ValueError
        If the shapes differ or are not 2-D, or a value is not finite.

    Notes
    -----
    Implements [][eq-squared-error].

    Examples
    --------
    >>> mean_squared_error([[1.0], [3.0]], [[1.0], [1.0]])
    2.0
    """
    y, t = _outputs_and_targets(y, t)
    return float(np.sum((y - t) ** 2 / len(t)))


def mean_squared_error_gradient(y: ArrayLike, t: ArrayLike) -> Array:
    """Return the gradient of `mean_squared_error` by every output, shape (N, C).

    Notes
    -----
    The first factor of [][eq-squared-error-one-sample], divided by N.

    Examples
    --------
    >>> mean_squared_error_gradient([[1.0], [3.0]], [[1.0], [1.0]])
    array([[0.],
           [2.]])
    """
    y, t = _outputs_and_targets(y, t)
    return 2 * (y - t) / len(t)


def half_squared_error(y: ArrayLike, t: ArrayLike) -> float:
    """Return half the squared error, summed over samples.

    Parameters
    ----------
    y : array_like of shape (N, C)
        Outputs.
    t : array_like of shape (N, C)
        Targets, in [0, 1].

    Raises
    ------
    ValueError
        If the shapes differ or are not 2-D, or a target is outside [0, 1].

    Notes
    -----
    Implements [][eq-half-squared-error].

    Examples
    --------
    >>> half_squared_error([[0.5], [0.75]], [[1.0], [0.25]])
    0.25
    """
    y, t = _outputs_and_targets(y, t)
    require_between_0_and_1("t", t)
    return float(np.sum((y - t) ** 2) / 2)


def half_squared_error_gradient(y: ArrayLike, t: ArrayLike) -> Array:
    """Return the gradient of `half_squared_error` by every output, shape (N, C).

    Notes
    -----
    Implements [][eq-half-squared-error-derivative].

    Examples
    --------
    >>> half_squared_error_gradient([[0.5], [0.75]], [[1.0], [0.25]])
    array([[-0.5],
           [ 0.5]])
    """
    y, t = _outputs_and_targets(y, t)
    return y - require_between_0_and_1("t", t)


def mean_cross_entropy(y: ArrayLike, t: ArrayLike) -> float:
    """Return the cross-entropy of two classes, averaged over samples.

    Parameters
    ----------
    y : array_like of shape (N, C)
        Probabilities, in [0, 1].
    t : array_like of shape (N, C)
        Targets, in [0, 1].

    Returns
    -------
    float
        In nats. A certain and correct output costs 0, a certain and wrong one `inf`.

    Raises
    ------
    ValueError
        If the shapes differ or are not 2-D, or a value is outside [0, 1].

    Notes
    -----
    Implements [][eq-cross-entropy], derived from the likelihood.
    A probability near 1 has lost its distance from 1 to rounding: `mean_cross_entropy_from_logits` has not.

    Examples
    --------
    >>> print(f"{mean_cross_entropy([[0.5], [0.8]], [[1.0], [1.0]]):.4f}")
    0.4581
    >>> mean_cross_entropy([[1.0], [0.0]], [[1.0], [1.0]])
    inf
    """
    y, t = _probabilities_and_targets(y, t)
    # log(0) is the -inf that a certain, wrong output deserves
    with np.errstate(divide="ignore"):
        loss = _weighted(t, -np.log(y)) + _weighted(1 - t, -np.log1p(-y))
    return _mean_over_samples(loss)


def mean_cross_entropy_gradient(y: ArrayLike, t: ArrayLike) -> Array:
    """Return the gradient of `mean_cross_entropy` by every output, shape (N, C).

    Notes
    -----
    Implements [][eq-mean-cross-entropy-derivative].

    Examples
    --------
    >>> mean_cross_entropy_gradient([[0.5], [0.8]], [[1.0], [1.0]])
    array([[-1.   ],
           [-0.625]])
    """
    y, t = _probabilities_and_targets(y, t)
    with np.errstate(divide="ignore", over="ignore"):
        gradient = _weighted(1 - t, 1 / (1 - y)) - _weighted(t, 1 / y)
    return gradient / len(t)


def mean_cross_entropy_from_logits(z: ArrayLike, t: ArrayLike) -> float:
    """Return the cross-entropy of `y = logistic(z)`, averaged over samples, for any finite z.

    Parameters
    ----------
    z : array_like of shape (N, C)
        Logits: the weighted sums before the logistic function.
    t : array_like of shape (N, C)
        Targets, in [0, 1].

    Raises
    ------
    ValueError
        If the shapes differ or are not 2-D, a logit is not finite, or a target is outside [0, 1].

    Notes
    -----
    Implements [][eq-cross-entropy-logits], without overflow by [][eq-safe-logarithm].

    Examples
    --------
    >>> mean_cross_entropy_from_logits([[1000.0]], [[0.0]])
    1000.0
    """
    z, t = _outputs_and_targets(z, t, name="z")
    require_between_0_and_1("t", t)
    return _mean_over_samples(t * _softplus(-z) + (1 - t) * _softplus(z))


def mean_cross_entropy_from_logits_gradient(z: ArrayLike, t: ArrayLike) -> Array:
    """Return the gradient of `mean_cross_entropy_from_logits` by every logit, shape (N, C): (σ(z) - t) / N.

    Notes
    -----
    Derived in [What the model leaves out](../learn/logistic-regression/beyond.md).

    Examples
    --------
    >>> mean_cross_entropy_from_logits_gradient([[0.0], [1000.0]], [[1.0], [0.0]])
    array([[-0.25],
           [ 0.5 ]])
    """
    z, t = _outputs_and_targets(z, t, name="z")
    return (logistic(z) - require_between_0_and_1("t", t)) / len(t)


def _softplus(x: Array) -> Array:
    """Return log(1 + exp(x)) without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def _weighted(weight: Array, value: Array) -> Array:
    """Return weight * value, and 0 where the weight is 0, however large the value: 0 log 0 is 0 here."""
    return np.multiply(weight, value, out=np.zeros_like(value), where=weight != 0)


def _mean_over_samples(loss: Array) -> float:
    largest = float(loss.max())
    if largest in (0.0, np.inf):
        return largest
    # In units of the largest, a sum of huge losses does not overflow and one of tiny losses does not vanish.
    return largest * float(np.sum(loss / largest) / len(loss))


def _outputs_and_targets(y: ArrayLike, t: ArrayLike, name: str = "y") -> tuple[Array, Array]:
    outputs = require_samples(name, y)
    return outputs, require_numbers("t", t, outputs.shape)


def _probabilities_and_targets(y: ArrayLike, t: ArrayLike) -> tuple[Array, Array]:
    outputs, targets = _outputs_and_targets(y, t)
    return require_between_0_and_1("y", outputs), require_between_0_and_1("t", targets)
