"""A network of any number of layers, forward and backward by the same few lines for each.

| name           | value                                                                     |
|----------------|---------------------------------------------------------------------------|
| `initialise`   | draws the weights of each layer, the first one first; biases are 0        |
| `forward`      | `Z = X @ W + b`, where X is the output of the layer before                |
|                | `H = activation(Z)`                                                       |
| `output_delta` | the loss's derivative by the sums of the last layer                       |
| `backward`     | `delta = delta @ W.T * slope`, where W is of the layer above              |
|                | `dW = X.T @ delta`                                                        |
|                | `db = ones @ delta`                                                       |
| `cost`         | the loss of the outputs                                                   |
| `predict`      | the class with the largest output; of a single output, 1 from one half on |
| `train`        | gradient descent on all samples at once                                   |

Two layers with `logistic` and `half_squared_error` are the network of `mlp`, to the last bit.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from nnscratch.arrays import Array, Generator, accept
from nnscratch.descent import Progress, steps
from nnscratch.initialisation import xavier
from nnscratch.layers import (
    ACTIVATIONS,
    Layer,
    Pass,
    Spread,
    activation_names,
    loss_name,
    loss_of,
    network,
    passes,
    sizes_of,
)
from nnscratch.shapes import shapes


@shapes(sizes=sizes_of, activations=activation_names, rng="generator", spread="function", returns=network)
def initialise(
    sizes: Sequence[int],
    activations: Sequence[str],
    rng: Generator,
    spread: Spread = xavier,
) -> list[Layer]:
    """Return layers with normally distributed weights, drawn from the first layer on, and biases of zero.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, the units of each layer, outputs: `(64, 30, 10)` are two layers.
    activations : sequence of str
        The activation of each layer, such as `("tanh", "softmax")`.
    rng : numpy.random.Generator or numpy.random.RandomState
        Where the numbers come from.
    spread : callable
        Takes how many inputs and outputs a layer has and returns the standard deviation of its weights:
        one of the module `initialisation`.

    Returns
    -------
    list of Layer

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, there are fewer than two, an activation is none of
        `ACTIVATIONS`, or they are not one for each layer.

    Examples
    --------
    >>> layers = initialise((64, 30, 10), ("tanh", "softmax"), np.random.default_rng(0))
    >>> [layer.W.shape for layer in layers]
    [(64, 30), (30, 10)]
    """
    if len(activations) != len(sizes) - 1:
        raise ValueError(f"activations has {len(activations)} names, expected {len(sizes) - 1}")
    return [
        Layer(_drawn(spread(n, m), (n, m), rng), np.zeros((1, m)), activation)
        for (n, m), activation in zip(pairwise(sizes), activations, strict=True)
    ]


def _drawn(spread: float, shape: tuple[int, int], rng: Generator) -> Array:
    return float(accept("spread", spread, "number >= 0", {})) * rng.standard_normal(shape)


@shapes(layers=network, X="N n0", returns=passes)
def forward(layers: Sequence[Layer], X: Array) -> list[Pass]:
    """Return everything that the network computes from its inputs to its outputs.

    Parameters
    ----------
    layers : list of Layer
        `W` (n_in, n_out), `b` (1, n_out) and the name of an activation.
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    list of Pass
        What each layer took, summed up and gave; the outputs are `[-1].H`.

    Raises
    ------
    ValueError
        If the layers do not fit each other or `X`, an activation is unknown, or a value is not finite or
        would not be.

    Notes
    -----
    Implements [][eq-layer-forward].

    Examples
    --------
    >>> layers = initialise((2, 3, 1), ("relu", "identity"), np.random.default_rng(0))
    >>> print([step.H.shape for step in forward(layers, [[1.0, 2.0]])])
    [(1, 3), (1, 1)]
    """
    trace = []
    for W, b, activation in layers:
        Z = X @ W + b
        H = ACTIVATIONS[activation].function(Z)
        trace.append(Pass(X, Z, H))
        X = H
    return trace


@shapes(layers=network, trace=passes, t="N out", loss=loss_name)
def output_delta(layers: Sequence[Layer], trace: Sequence[Pass], t: Array, loss: str) -> Array:
    """Return the derivative of the loss by the weighted sums of the last layer.

    Parameters
    ----------
    layers : list of Layer
        Those that `trace` was computed with.
    trace : list of Pass
        What `forward(layers, X)` returned.
    t : array_like of shape (N, C)
        Targets, as the loss takes them.
    loss : str
        One of `LOSSES`.

    Returns
    -------
    ndarray of shape (N, C)

    Raises
    ------
    ValueError
        As `backward`.

    Notes
    -----
    Cross-entropy after the activation that belongs to it is derived from the sums themselves,
    `(y - t) / N`: at saturation, the product of its two factors would be 0 times infinity.

    Examples
    --------
    >>> layers = [Layer([[1.0, -1.0]], [[0.0, 0.0]], "softmax")]
    >>> output_delta(layers, forward(layers, [[0.0]]), [[1.0, 0.0]], "categorical_cross_entropy")
    array([[-0.5,  0.5]])
    """
    _, Z, y = trace[-1]
    end, activation = loss_of(loss, layers[-1].activation, t), ACTIVATIONS[layers[-1].activation]
    return end.gradient(Z, t) if end.of_logits else activation.delta(end.gradient(y, t), Z, y)


@shapes(layers=network, trace=passes, t="N out", loss=loss_name, returns=network)
def backward(layers: Sequence[Layer], trace: Sequence[Pass], t: Array, loss: str) -> list[Layer]:
    """Return the gradient of a loss by the weights and biases of every layer.

    Parameters
    ----------
    layers : list of Layer
        Those that `trace` was computed with.
    trace : list of Pass
        What `forward(layers, X)` returned.
    t : array_like of shape (N, C)
        Targets, as the loss takes them.
    loss : str
        One of `LOSSES`; its name says whether it is a mean or a sum over samples.

    Returns
    -------
    list of Layer
        Each gradient has the shape of its parameter.

    Raises
    ------
    ValueError
        If the layers do not fit each other, `trace` is of another network, `t` is not shaped like the
        outputs, a target is none that the loss takes, or the loss does not go with the last activation.

    Notes
    -----
    Implements [][eq-layer-delta] and [][eq-layer-gradients].

    Examples
    --------
    >>> first = Layer(np.array([[1.0]]), np.array([[0.0]]), "identity")
    >>> layers = [first, Layer(np.array([[2.0]]), np.array([[0.0]]), "identity")]
    >>> trace = forward(layers, np.array([[3.0]]))
    >>> [dW.item() for dW, _, _ in backward(layers, trace, np.array([[5.0]]), "mean_squared_error")]
    [12.0, 6.0]
    """
    delta, ones = output_delta(layers, trace, t, loss), np.ones((1, len(t)))
    gradients = [Layer(trace[-1].X.T @ delta, ones @ delta, layers[-1].activation)]
    for (X, Z, H), layer, above in zip(trace[-2::-1], layers[-2::-1], layers[:0:-1], strict=True):
        delta = ACTIVATIONS[layer.activation].delta(delta @ above.W.T, Z, H)
        gradients.insert(0, Layer(X.T @ delta, ones @ delta, layer.activation))
    return gradients


@shapes(layers=network, X="N n0", t="N out", loss=loss_name, returns="number or inf")
def cost(layers: Sequence[Layer], X: Array, t: Array, loss: str) -> float:
    """Return the loss of the outputs for some inputs.

    Parameters
    ----------
    layers : list of Layer
        `W` (n_in, n_out), `b` (1, n_out) and the name of an activation.
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, C)
        Targets, as the loss takes them.
    loss : str
        One of `LOSSES`.

    Raises
    ------
    ValueError
        As `forward` and `backward`.

    Examples
    --------
    >>> layers = [Layer([[1.0, -1.0]], [[0.0, 0.0]], "softmax")]
    >>> print(f"{cost(layers, [[0.0]], [[1.0, 0.0]], 'categorical_cross_entropy'):.4f}")
    0.6931
    """
    return _cost(layers, forward(layers, X), t, loss)


def _cost(layers: Sequence[Layer], trace: Sequence[Pass], t: Array, loss: str) -> float:
    _, Z, y = trace[-1]
    end = loss_of(loss, layers[-1].activation, t)
    return end.function(Z if end.of_logits else y, t)


@shapes(layers=network, X="N n0", returns="N 1 >= 0")
def predict(layers: Sequence[Layer], X: Array) -> Array:
    """Return the class of every sample: the largest output, or of a single output, 1 from one half on.

    Parameters
    ----------
    layers : list of Layer
        `W` (n_in, n_out), `b` (1, n_out) and the name of an activation.
    X : array_like of shape (N, D)
        Inputs, a row a sample.

    Returns
    -------
    ndarray of shape (N, 1)
        Classes: 0, 1, …, C - 1.

    Raises
    ------
    ValueError
        As `forward`.

    Examples
    --------
    >>> predict([Layer([[1.0, -1.0, 0.0]], [[0.0, 0.0, 1.0]], "softmax")], [[2.0], [0.0], [-3.0]])
    array([[0.],
           [2.],
           [1.]])
    """
    y = forward(layers, X)[-1].H
    best: Array = (y >= 0.5 if y.shape[1] == 1 else y.argmax(axis=1)[:, None]).astype(float)
    return best


class Record(NamedTuple):
    """How good the network is after a number of updates."""

    iteration: int
    """Updates made so far; 0 is the untrained network."""
    loss: float
    """The loss of the training samples."""


@shapes(
    layers=network, X="N n0", t="N out", loss=loss_name, learning_rate="number > 0",
    iterations="count", log_every="count", returns=(network, "anything"),
)  # fmt: skip
def train(
    layers: Sequence[Layer],
    X: Array,
    t: Array,
    *,
    loss: str,
    learning_rate: float,
    iterations: int,
    log_every: int,
    progress: Progress | None = None,
) -> tuple[list[Layer], list[Record]]:
    """Return the layers after gradient descent on all samples at once, and a log of the way there.

    Parameters
    ----------
    layers : list of Layer
        Where to begin; left unchanged.
    X : array_like of shape (N, D)
        Inputs, a row a sample.
    t : array_like of shape (N, C)
        Targets, as the loss takes them.
    loss : str
        One of `LOSSES`.
    learning_rate : float
        Above 0.
    iterations : int
        Number of updates, at least 1.
    log_every : int
        Updates between two records, at least 1.
    progress : callable, optional
        Wraps the iterations, such as `tqdm.tqdm`.

    Returns
    -------
    layers : list of Layer
        After the last update.
    records : list of Record
        After 0, log_every, 2 log_every, … updates, the last state included if it falls on one.

    Raises
    ------
    ValueError
        As `backward`, or if a number is not above 0, `progress` does not hand on the iterations,
        or the learning rate is so large that a parameter leaves the finite numbers.

    Examples
    --------
    >>> start = initialise((1, 2), ("softmax",), np.random.default_rng(0))
    >>> choices = {"loss": "categorical_cross_entropy", "learning_rate": 1.0, "iterations": 9, "log_every": 9}
    >>> trained, records = train(start, [[-1.0], [1.0]], [[1.0, 0.0], [0.0, 1.0]], **choices)
    >>> records[1].loss < 0.1 < records[0].loss
    True
    """
    trace = forward(layers, X)
    records = [Record(0, _cost(layers, trace, t, loss))]
    for k in steps(iterations, progress):
        gradients = backward(layers, trace, t, loss)
        layers = update(layers, gradients, learning_rate)
        trace = forward(layers, X)
        if (k + 1) % log_every == 0:
            records.append(Record(k + 1, _cost(layers, trace, t, loss)))
    return list(layers), records


@shapes(layers=network, gradients=network, learning_rate="number > 0", returns=network)
def update(layers: Sequence[Layer], gradients: Sequence[Layer], learning_rate: float) -> list[Layer]:
    """Return the layers after one step against the gradients.

    Parameters
    ----------
    layers : list of Layer
        Left unchanged.
    gradients : list of Layer
        What `backward` returned for them.
    learning_rate : float
        Above 0.

    Returns
    -------
    list of Layer

    Raises
    ------
    ValueError
        If the gradients are not shaped like the layers, a value is not finite or would not be.

    Examples
    --------
    >>> update([Layer([[1.0]], [[0.0]], "relu")], [Layer([[2.0]], [[4.0]], "relu")], 0.25)
    [Layer(W=array([[0.5]]), b=array([[-1.]]), activation='relu')]
    """
    return [
        Layer(W - learning_rate * dW, b - learning_rate * db, activation)
        for (W, b, activation), (dW, db, _) in zip(layers, gradients, strict=True)
    ]
