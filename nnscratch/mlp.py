r"""A network with one hidden layer: forward, and backward by the chain rule.

| name         | equation                                                                           |
|--------------|------------------------------------------------------------------------------------|
| `Parameters` | `W1`, `b1`, `W2`, `b2` in forward order; gradients are a `Parameters` again        |
| `Trace`      | `X`, `Z1`, `H1`, `Z2`, `y`: all that one forward pass computed                     |
| `forward`    | $Z^{(1)} = X W^{(1)} + b^{(1)}$                                                    |
|              | $H^{(1)} = \sigma(Z^{(1)})$                                                        |
|              | $Z^{(2)} = H^{(1)} W^{(2)} + b^{(2)}$                                              |
|              | $\mathbf{y} = \sigma(Z^{(2)})$                                                     |
| `deltas`     | $\delta^{(2)} = (\mathbf{y} - \mathbf{t}) \odot \mathbf{y} \odot (1 - \mathbf{y})$ |
|              | $\delta^{(1)} = \delta^{(2)} {W^{(2)}}^T \odot H^{(1)} \odot (1 - H^{(1)})$        |
| `backward`   | $\frac{\partial J}{\partial W^{(2)}} = {H^{(1)}}^T \delta^{(2)}$                   |
|              | $\frac{\partial J}{\partial b^{(2)}} = \mathbf{1}^T \delta^{(2)}$                  |
|              | $\frac{\partial J}{\partial W^{(1)}} = X^T \delta^{(1)}$                           |
|              | $\frac{\partial J}{\partial b^{(1)}} = \mathbf{1}^T \delta^{(1)}$                  |

The loss is `half_squared_error`, a sum over samples, so no gradient carries 1/N.
"""

from typing import Annotated, NamedTuple

import numpy as np

from nnscratch.activations import logistic
from nnscratch.arrays import Array, Generator
from nnscratch.shapes import shapes


class Parameters(NamedTuple):
    """The weights and biases of both layers, or the gradients by them."""

    W1: Annotated[Array, "D M"]
    """Weights from inputs to hidden units."""
    b1: Annotated[Array, "1 M"]
    """Biases of the hidden units."""
    W2: Annotated[Array, "M C"]
    """Weights from hidden units to outputs."""
    b2: Annotated[Array, "1 C"]
    """Biases of the outputs."""


class Trace(NamedTuple):
    """Every array of one forward pass; backpropagation reads them again."""

    X: Annotated[Array, "N D"]
    """Inputs."""
    Z1: Annotated[Array, "N M"]
    """Weighted sums of the hidden units."""
    H1: Annotated[Array, "N M"]
    """Outputs of the hidden units."""
    Z2: Annotated[Array, "N C"]
    """Weighted sums of the outputs."""
    y: Annotated[Array, "N C"]
    """Outputs."""


@shapes(n_inputs="count", n_hidden="count", n_outputs="count", rng="generator", returns=Parameters)
def initialise(
    n_inputs: int,
    n_hidden: int,
    n_outputs: int,
    rng: Generator,
) -> Parameters:
    """Return weights drawn from the standard normal distribution, W1 first, and biases of zero.

    Parameters
    ----------
    n_inputs, n_hidden, n_outputs : int
        The sizes D, M and C.
    rng : numpy.random.Generator or numpy.random.RandomState
        Where the numbers come from; `RandomState(3)` draws those of the page.

    Returns
    -------
    Parameters
        `W1` (D, M), `b1` (1, M), `W2` (M, C), `b2` (1, C).

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or `rng` is none of the two.

    Examples
    --------
    >>> parameters = initialise(2, 3, 1, np.random.RandomState(3))
    >>> print(parameters.W1)
    [[ 1.78862847  0.43650985  0.09649747]
     [-1.8634927  -0.2773882  -0.35475898]]
    """
    W1 = rng.standard_normal((n_inputs, n_hidden))
    W2 = rng.standard_normal((n_hidden, n_outputs))
    return Parameters(W1, np.zeros((1, n_hidden)), W2, np.zeros((1, n_outputs)))


@shapes(parameters=Parameters, X="N D", returns=Trace)
def forward(parameters: Parameters, X: Array) -> Trace:
    """Return everything that the network computes from its inputs to its outputs.

    Parameters
    ----------
    parameters : Parameters
        `W1` (D, M), `b1` (1, M), `W2` (M, C), `b2` (1, C).
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    Trace
        The inputs and what follows from them, in forward order.

    Raises
    ------
    ValueError
        If a shape does not fit the others, an input or a parameter is not finite, or a weighted sum is not.

    Notes
    -----
    Implements [Z1][eq-Z1], [H1][eq-H1], [Z2][eq-Z2] and [y][eq-y] of
    [The model](../learn/hidden-layer/model.md),
    computed by hand in [The forward pass](../learn/hidden-layer/forward.md).

    Examples
    --------
    >>> parameters = initialise(2, 3, 1, np.random.RandomState(3))
    >>> print(forward(parameters, [[0.610651377833, -0.459645658189]]).y)
    [[0.38432346]]
    """
    W1, b1, W2, b2 = parameters
    Z1 = X @ W1 + b1
    H1 = logistic(Z1)
    Z2 = H1 @ W2 + b2
    return Trace(X, Z1, H1, Z2, logistic(Z2))


@shapes(trace=Trace, parameters=Parameters, t="N C in [0, 1]", returns=("N M", "N C"))
def deltas(
    parameters: Parameters,
    trace: Trace,
    t: Array,
) -> tuple[Array, Array]:
    """Return the derivatives of the half squared error by the weighted sums `Z1` and `Z2`.

    Parameters
    ----------
    parameters : Parameters
        Those that `trace` was computed with.
    trace : Trace
        What `forward(parameters, X)` returned.
    t : array_like of shape (N, C)
        Targets, in [0, 1].

    Returns
    -------
    delta1 : ndarray of shape (N, M)
    delta2 : ndarray of shape (N, C)

    Raises
    ------
    ValueError
        If `t` is not shaped like `trace.y`, a target is outside [0, 1], or `trace` is of another network.

    Notes
    -----
    Implements [delta2][eq-delta2] and [delta1][eq-delta1], derived entry by entry in
    [Backpropagation: the output layer](../learn/hidden-layer/output-layer.md) and
    [Backpropagation: the hidden layer](../learn/hidden-layer/hidden-layer.md).

    Examples
    --------
    >>> parameters = initialise(2, 3, 1, np.random.RandomState(3))
    >>> trace = forward(parameters, [[0.610651377833, -0.459645658189]])
    >>> delta1, delta2 = deltas(parameters, trace, [[1.0]])
    >>> print(delta2, delta1)
    [[-0.14568073]] [[0.00131556 0.02197145 0.00157637]]
    """
    delta2 = (trace.y - t) * trace.y * (1 - trace.y)
    delta1 = delta2 @ parameters.W2.T * trace.H1 * (1 - trace.H1)
    return delta1, delta2


@shapes(trace=Trace, parameters=Parameters, t="N C in [0, 1]", returns=Parameters)
def backward(
    parameters: Parameters,
    trace: Trace,
    t: Array,
) -> Parameters:
    """Return the gradient of the half squared error, summed over samples, by every parameter.

    Parameters
    ----------
    parameters : Parameters
        Those that `trace` was computed with.
    trace : Trace
        What `forward(parameters, X)` returned.
    t : array_like of shape (N, C)
        Targets, in [0, 1].

    Returns
    -------
    Parameters
        Each gradient has the shape of its parameter.

    Raises
    ------
    ValueError
        If `t` is not shaped like `trace.y`, a target is outside [0, 1], or `trace` is of another network.

    Notes
    -----
    Implements [dW2][eq-dW2], [db2][eq-db2], [dW1][eq-dW1] and [db1][eq-db1] of
    [Backpropagation in matrices](../learn/hidden-layer/matrices.md).

    Examples
    --------
    >>> parameters = initialise(2, 3, 1, np.random.RandomState(3))
    >>> trace = forward(parameters, [[0.610651377833, -0.459645658189]])
    >>> backward(parameters, trace, [[1.0]]).b2
    array([[-0.14568073]])
    >>> backward(parameters, trace, [1.0])
    Traceback (most recent call last):
        ...
    ValueError: t has shape (1,), expected (1, 1)
    """
    delta1, delta2 = deltas(parameters, trace, t)
    ones = np.ones((1, len(t)))
    dW1 = trace.X.T @ delta1
    db1 = ones @ delta1
    dW2 = trace.H1.T @ delta2
    db2 = ones @ delta2
    return Parameters(dW1, db1, dW2, db2)


@shapes(parameters=Parameters, X="N D", returns="N C in {0, 1}")
def predict(parameters: Parameters, X: Array) -> Array:
    """Return the class of every sample, 1.0 where the output is at least one half, else 0.0.

    Parameters
    ----------
    parameters : Parameters
        `W1` (D, M), `b1` (1, M), `W2` (M, C), `b2` (1, C).
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    ndarray of shape (N, C)

    Examples
    --------
    >>> parameters = initialise(2, 3, 1, np.random.RandomState(3))
    >>> predict(parameters, [[0.610651377833, -0.459645658189], [0.0, 5.0]])
    array([[0.],
           [0.]])
    """
    return (forward(parameters, X).y >= 0.5).astype(float)
