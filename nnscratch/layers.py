"""Layers as plain data, and what may stand in and behind them: activations and losses by their names.

| name          | what it is                                                                 |
|---------------|----------------------------------------------------------------------------|
| `Layer`       | `W`, `b` and the name of an activation; a network is a list of them        |
| `Pass`        | `X`, `Z`, `H`: what one layer took, summed up and gave                     |
| `Activation`  | a function, and how a derivative passes back through it                    |
| `Loss`        | a function, its gradient, and what targets and outputs it takes            |
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnscratch.activations import leaky_relu, logistic, relu, softmax, tanh
from nnscratch.arrays import Array, Sizes, accept, said
from nnscratch.losses import (
    categorical_cross_entropy,
    categorical_cross_entropy_from_logits,
    categorical_cross_entropy_from_logits_gradient,
    categorical_cross_entropy_gradient,
    half_squared_error,
    half_squared_error_gradient,
    mean_cross_entropy,
    mean_cross_entropy_from_logits,
    mean_cross_entropy_from_logits_gradient,
    mean_cross_entropy_gradient,
    mean_squared_error,
    mean_squared_error_gradient,
)

Spread = Callable[[int, int], float]
"""Takes how many inputs and outputs a layer has, and returns the standard deviation of its first weights."""


class Layer(NamedTuple):
    """One layer, or the gradients by its weights and biases."""

    W: Array
    """Weights from its inputs to its units, shape (n_in, n_out)."""
    b: Array
    """Biases of its units, shape (1, n_out)."""
    activation: str
    """One of `ACTIVATIONS`."""


class Pass(NamedTuple):
    """What one layer did in a forward pass."""

    X: Array
    """Its inputs, which are the outputs of the layer before, shape (N, n_in)."""
    Z: Array
    """Its weighted sums, shape (N, n_out)."""
    H: Array
    """Its outputs, shape (N, n_out)."""


class Activation(NamedTuple):
    """A function of the weighted sums."""

    function: Callable[[Array], Array]
    """Takes `Z`, returns `H`."""
    delta: Callable[[Array, Array, Array], Array]
    """Takes the derivative of the loss by `H`, with `Z` and `H`, and returns that by `Z`."""


def _softmax_delta(dH: Array, Z: Array, H: Array) -> Array:
    mean: Array = (dH * H).sum(axis=1, keepdims=True)
    return H * (dH - mean)


ACTIVATIONS: Mapping[str, Activation] = {
    "identity": Activation(lambda Z: Z, lambda dH, Z, H: dH),
    "logistic": Activation(logistic, lambda dH, Z, H: dH * H * (1 - H)),
    "tanh": Activation(tanh, lambda dH, Z, H: dH * (1 - H) * (1 + H)),
    "relu": Activation(relu, lambda dH, Z, H: dH * (Z > 0)),
    "leaky_relu": Activation(leaky_relu, lambda dH, Z, H: dH * np.where(Z > 0, 1.0, 0.01)),
    "softmax": Activation(softmax, _softmax_delta),
}
"""What a layer may do with its weighted sums."""


class Loss(NamedTuple):
    """What is minimised."""

    function: Callable[[Array, Array], float]
    """Takes the outputs, or the sums of the last layer, and the targets."""
    gradient: Callable[[Array, Array], Array]
    """Takes the same, returns the derivative by the first."""
    of_logits: bool
    """Whether it takes the sums of the last layer."""


LOSSES: Mapping[str, Loss] = {
    "half_squared_error": Loss(half_squared_error, half_squared_error_gradient, False),
    "mean_squared_error": Loss(mean_squared_error, mean_squared_error_gradient, False),
    "mean_cross_entropy": Loss(mean_cross_entropy, mean_cross_entropy_gradient, False),
    "categorical_cross_entropy": Loss(categorical_cross_entropy, categorical_cross_entropy_gradient, False),
}
"""What may be minimised, as a function of the outputs."""

OF_LOGITS: Mapping[tuple[str, str], Loss] = {
    ("mean_cross_entropy", "logistic"): Loss(
        mean_cross_entropy_from_logits, mean_cross_entropy_from_logits_gradient, True
    ),
    ("categorical_cross_entropy", "softmax"): Loss(
        categorical_cross_entropy_from_logits, categorical_cross_entropy_from_logits_gradient, True
    ),
}
"""Losses behind the activation that belongs to them, of the weighted sums, where nothing is rounded away."""

TARGETS: Mapping[str, str] = {
    "half_squared_error": "in [0, 1]",
    "mean_squared_error": "",
    "mean_cross_entropy": "in [0, 1]",
    "categorical_cross_entropy": "of probabilities",
}
"""Each loss, and the range of its targets."""

ENDS: Mapping[str, Sequence[str]] = {
    "mean_cross_entropy": ["logistic", "softmax"],
    "categorical_cross_entropy": ["softmax"],
}
"""The activations whose outputs are the probabilities that a cross-entropy takes."""


def loss_of(name: str, activation: str, t: Array) -> Loss:
    """Return a loss that follows an activation, and hold the targets to its range."""
    accept("t", t, f"N C {TARGETS[name]}", {})
    if activation not in ENDS.get(name, ACTIVATIONS):
        allowed = " or ".join(ENDS[name])
        raise ValueError(f"the last activation is {activation}, expected {allowed} before {name}")
    return OF_LOGITS.get((name, activation), LOSSES[name])


# What the functions of `network` declare of their arguments


def network(name: str, value: Any, sizes: Sizes) -> list[Layer]:
    """Return layers that fit each other; their sizes are `n0`, `n1`, … and `out`, that of the last."""
    if not isinstance(value, list | tuple) or not value or not all(_is(Layer, layer) for layer in value):
        raise ValueError(f"{name} is {said(value)}, expected a list of at least one Layer(W, b, activation)")
    layers = [_fitting(number, layer, sizes) for number, layer in enumerate(value, start=1)]
    sizes["out"] = layers[-1].W.shape[1]
    return layers


def _is(kind: Any, value: object) -> bool:
    return bool(getattr(value, "_fields", None) == kind._fields)


def _fitting(number: int, layer: Layer, sizes: Sizes) -> Layer:
    W = accept(f"W{number}", layer.W, f"n{number - 1} n{number}", sizes)
    b = accept(f"b{number}", layer.b, f"1 n{number}", sizes)
    _known(f"activation {number}", layer.activation, ACTIVATIONS)
    return Layer(W, b, layer.activation)


def passes(name: str, value: Any, sizes: Sizes) -> list[Pass]:
    """Return the passes through the layers whose sizes are known, one for each."""
    depth = sum(size[1:].isdigit() for size in sizes) - 1
    if not isinstance(value, list | tuple) or len(value) != depth or not all(_is(Pass, p) for p in value):
        raise ValueError(f"{name} is {said(value)}, expected a list of {depth} Pass, one for each layer")
    return [
        Pass(
            accept(f"X{number}", step.X, f"N n{number - 1}", sizes),
            accept(f"Z{number}", step.Z, f"N n{number}", sizes),
            accept(f"H{number}", step.H, f"N n{number}", sizes),
        )
        for number, step in enumerate(value, start=1)
    ]


def loss_name(name: str, value: Any, _: Sizes) -> str:
    """Return the name of a loss."""
    _known(name, value, TARGETS)
    return str(value)


def sizes_of(name: str, value: Any, _: Sizes) -> list[int]:
    """Return the sizes of at least one layer: its inputs and its outputs."""
    if not isinstance(value, list | tuple) or len(value) < 2:
        raise ValueError(f"{name} is {said(value)}, expected a list of at least 2 sizes")
    return [accept(f"{name}[{place}]", size, "count", {}) for place, size in enumerate(value)]


def activation_names(name: str, value: Any, _: Sizes) -> list[str]:
    """Return names of activations."""
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name} is {said(value)}, expected a list of names")
    for place, activation in enumerate(value):
        _known(f"{name}[{place}]", activation, ACTIVATIONS)
    return list(value)


def _known(name: str, value: object, among: Mapping[str, Any]) -> None:
    if not isinstance(value, str) or value not in among:
        raise ValueError(f"{name} is {said(value)}, expected one of {', '.join(among)}")
