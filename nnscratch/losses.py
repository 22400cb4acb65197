r"""Each loss next to its gradient by the network's output.

| loss                        | is a | loss of one sample                                              |
|-----------------------------|------|-----------------------------------------------------------------|
| `mean_squared_error`        | mean | $J_i = (y_i - t_i)^2$                                           |
| `mean_cross_entropy`        | mean | $J_i = -\left( t_i \log(y_i) + (1 - t_i) \log(1 - y_i) \right)$ |
| `half_squared_error`        | sum  | $J_i = \frac{1}{2} (y_i - t_i)^2$                               |
| `categorical_cross_entropy` | mean | the sum of `-t * log(y)` over the classes                       |

| its gradient                         | by one output, before the mean                                      |
|--------------------------------------|---------------------------------------------------------------------|
| `mean_squared_error_gradient`        | $\frac{\partial J_i}{\partial y_i} = 2 (y_i - t_i)$                 |
| `mean_cross_entropy_gradient`        | $\frac{\partial J_i}{\partial y_i} =\frac{y_i - t_i}{y_i(1 - y_i)}$ |
| `half_squared_error_gradient`        | $\frac{\partial J_i}{\partial y_i} = y_i - t_i$                     |
| `categorical_cross_entropy_gradient` | `-t / y`                                                            |

Both cross-entropies can be had from logits, the weighted sums before the activation, and are stable there.

A mean carries 1/N into its gradient, a sum does not: mixing the two is the commonest error of the genre.
N counts samples, the rows of `y`; the outputs of one sample are always added up.
"""

import numpy as np

from nnscratch.activations import logistic, softmax
from nnscratch.arrays import Array
from nnscratch.shapes import shapes


@shapes(y="N C", t="N C", returns="number")
def mean_squared_error(y: Array, t: Array) -> float:
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
        If the shapes differ or are not 2-D, a value is not finite, or the sum of the squares is not.

    Notes
    -----
    Implements [][eq-squared-error].

    Examples
    --------
    >>> mean_squared_error([[1.0], [3.0]], [[1.0], [1.0]])
    2.0
    """
    return float(np.sum((y - t) ** 2) / len(t))


@shapes(y="N C", t="N C", returns="N C")
def mean_squared_error_gradient(y: Array, t: Array) -> Array:
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
    return 2 * (y - t) / len(t)


@shapes(y="N C", t="N C in [0, 1]", returns="number")
def half_squared_error(y: Array, t: Array) -> float:
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
        If the shapes differ or are not 2-D, a target is outside [0, 1], or the sum of the squares overflows.

    Notes
    -----
    Implements [][eq-half-squared-error].

    Examples
    --------
    >>> half_squared_error([[0.5], [0.75]], [[1.0], [0.25]])
    0.25
    """
    return float(np.sum((y - t) ** 2) / 2)


@shapes(y="N C", t="N C in [0, 1]", returns="N C")
def half_squared_error_gradient(y: Array, t: Array) -> Array:
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
    return y - t


@shapes(y="N C in [0, 1]", t="N C in [0, 1]", returns="number or inf")
def mean_cross_entropy(y: Array, t: Array) -> float:
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
    # log(0) is the -inf that a certain, wrong output deserves
    loss = _weighted(t, -np.log(y)) + _weighted(1 - t, -np.log1p(-y))
    return float(np.sum(loss) / len(t))


@shapes(y="N C in [0, 1]", t="N C in [0, 1]", returns="N C or inf")
def mean_cross_entropy_gradient(y: Array, t: Array) -> Array:
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
    return (_weighted(1 - t, 1 / (1 - y)) - _weighted(t, 1 / y)) / len(t)


@shapes(z="N C", t="N C in [0, 1]", returns="number")
def mean_cross_entropy_from_logits(z: Array, t: Array) -> float:
    """Return the cross-entropy of `y = logistic(z)`, averaged over samples.

    Parameters
    ----------
    z : array_like of shape (N, C)
        Logits: the weighted sums before the logistic function.
    t : array_like of shape (N, C)
        Targets, in [0, 1].

    Raises
    ------
    ValueError
        If the shapes differ or are not 2-D, a logit is not finite, a target is outside [0, 1],
        or the sum of the losses overflows.

    Notes
    -----
    Implements [][eq-cross-entropy-logits], without overflow by [][eq-safe-logarithm].

    Examples
    --------
    >>> mean_cross_entropy_from_logits([[1000.0]], [[0.0]])
    1000.0
    """
    return float(np.sum(t * _softplus(-z) + (1 - t) * _softplus(z)) / len(t))


@shapes(z="N C", t="N C in [0, 1]", returns="N C")
def mean_cross_entropy_from_logits_gradient(z: Array, t: Array) -> Array:
    """Return the gradient of `mean_cross_entropy_from_logits` by every logit, shape (N, C): (σ(z) - t) / N.

    Notes
    -----
    Derived in [One valley only](../learn/logistic-regression/convex.md).

    Examples
    --------
    >>> mean_cross_entropy_from_logits_gradient([[0.0], [1000.0]], [[1.0], [0.0]])
    array([[-0.25],
           [ 0.5 ]])
    """
    return (logistic(z) - t) / len(t)


@shapes(y="N C of probabilities", t="N C of probabilities", returns="number or inf")
def categorical_cross_entropy(y: Array, t: Array) -> float:
    """Return the cross-entropy of several classes, averaged over samples.

    Parameters
    ----------
    y : array_like of shape (N, C)
        Probabilities, which add up to 1 in each row.
    t : array_like of shape (N, C)
        Targets, such as `one_hot` labels, which add up to 1 in each row.

    Returns
    -------
    float
        In nats. A certain and correct row costs 0, a certain and wrong one `inf`.

    Raises
    ------
    ValueError
        If the shapes differ or are not 2-D, or a row is none of probabilities that add up to 1.

    Notes
    -----
    Implements [][eq-categorical-cross-entropy].

    Examples
    --------
    >>> print(f"{categorical_cross_entropy([[0.2, 0.5, 0.3]], [[0.0, 1.0, 0.0]]):.4f}")
    0.6931
    >>> categorical_cross_entropy([[0.9, 0.9]], [[1.0, 0.0]])
    Traceback (most recent call last):
        ...
    ValueError: y[0, 0] is 0.9, expected rows of probabilities that add up to 1
    """
    return float(np.sum(_weighted(t, -np.log(y))) / len(t))


@shapes(y="N C of probabilities", t="N C of probabilities", returns="N C or inf")
def categorical_cross_entropy_gradient(y: Array, t: Array) -> Array:
    """Return the gradient of `categorical_cross_entropy` by every probability, shape (N, C).

    Notes
    -----
    [][eq-categorical-by-probability], divided by N.

    Examples
    --------
    >>> categorical_cross_entropy_gradient([[0.25, 0.5, 0.25]], [[0.0, 1.0, 0.0]])
    array([[-0., -2., -0.]])
    """
    return -_weighted(t, 1 / y) / len(t)


@shapes(Z="N C", t="N C of probabilities", returns="number")
def categorical_cross_entropy_from_logits(Z: Array, t: Array) -> float:
    """Return the cross-entropy of `y = softmax(Z)`, averaged over samples.

    Parameters
    ----------
    Z : array_like of shape (N, C)
        Logits: the weighted sums before the softmax.
    t : array_like of shape (N, C)
        Targets, such as `one_hot` labels, which add up to 1 in each row.

    Raises
    ------
    ValueError
        If the shapes differ or are not 2-D, a logit is not finite, a row of `t` is none of probabilities
        that add up to 1, or the sum of the losses overflows.

    Examples
    --------
    >>> categorical_cross_entropy_from_logits([[1000.0, 0.0]], [[0.0, 1.0]])
    1000.0
    """
    return float(np.sum(_weighted(t, -_log_softmax(Z))) / len(t))


@shapes(Z="N C", t="N C of probabilities", returns="N C")
def categorical_cross_entropy_from_logits_gradient(Z: Array, t: Array) -> Array:
    """Return the gradient of `categorical_cross_entropy_from_logits` by every logit, shape (N, C).

    Notes
    -----
    Implements [][eq-categorical-by-Z].

    Examples
    --------
    >>> categorical_cross_entropy_from_logits_gradient([[0.0, 0.0], [1000.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]])
    array([[-0.25,  0.25],
           [ 0.5 , -0.5 ]])
    """
    return (softmax(Z) - t) / len(t)


def _log_softmax(Z: Array) -> Array:
    """Return log(softmax(Z)); the largest of a row leaves the sum, so that what is far below it counts."""
    below = Z - Z.max(axis=1, keepdims=True)
    others = np.exp(below)
    np.put_along_axis(others, Z.argmax(axis=1)[:, None], 0, axis=1)
    log_y: Array = below - np.log1p(others.sum(axis=1, keepdims=True))
    return log_y


def _softplus(x: Array) -> Array:
    """Return log(1 + exp(x)) without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def _weighted(weight: Array, value: Array) -> Array:
    """Return weight * value, and 0 where the weight is 0, however large the value: 0 log 0 is 0 here."""
    return np.multiply(weight, value, out=np.zeros_like(value), where=weight != 0)
