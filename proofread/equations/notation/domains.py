"""Where the random values of declared symbols come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Draw = Callable[[np.random.Generator, tuple[int, ...]], Any]


def _simplex(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    parts = rng.uniform(0.2, 1, shape)
    total: Array = parts.sum(axis=0 if shape[-1] == 1 else -1, keepdims=True)
    return np.asarray(parts / total)


def _binary(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Both labels, where there is room for both."""
    labels = rng.integers(0, 2, shape).astype(float)
    if labels.size > 1:
        labels.flat[:2] = rng.permutation([0.0, 1.0])
    return labels


DOMAINS: dict[str, Draw] = {
    "real": lambda rng, shape: rng.normal(size=shape),
    "unit": lambda rng, shape: rng.uniform(0.1, 0.9, shape),
    "positive": lambda rng, shape: rng.uniform(0.3, 2, shape),
    "small": lambda rng, shape: rng.uniform(0.3, 1, shape),
    "constant": lambda rng, shape: rng.uniform(0.3, 2, shape),
    "ones": lambda rng, shape: np.ones(shape),
    "zeros": lambda rng, shape: np.zeros(shape),
    "binary": _binary,
    "integer": lambda rng, shape: rng.integers(1, 5, shape).astype(float),
    "identity": lambda rng, shape: np.eye(shape[0]),
    "simplex": _simplex,
    "symmetric": lambda rng, shape: (lambda half: half + half.T)(rng.normal(size=shape)),
}
MATRICES_ONLY = {"identity", "simplex", "symmetric"}


SPREAD: dict[str, Callable[[float, float], float]] = {
    "real": lambda value, spread: value * spread,
    "unit": lambda value, spread: value**spread,
    "positive": lambda value, spread: value**spread,
    "integer": lambda value, spread: max(1.0, float(round(value * spread))),
}


def draw(domain: str, rng: np.random.Generator, shape: tuple[int, ...], spread: float = 1.0) -> Any:
    """Return a random value of a domain; numbers are Python floats, and `spread` sends them far or close."""
    value = DOMAINS[domain](rng, shape)
    if shape:
        return value
    return float(value) if spread == 1.0 or domain not in SPREAD else SPREAD[domain](float(value), spread)
