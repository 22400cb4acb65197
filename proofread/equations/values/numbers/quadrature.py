"""Integrals by numbers: Gauss's rule on ever finer parts, until two rules agree.

A whole axis is brought to a finite one: x = t / (1 - t^2) runs from minus to plus infinity
as t runs from -1 to 1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from proofread.equations.errors import Untrue

_AGREE = 1e-10
_DEEPEST = 9
_FEW, _MANY = 10, 21


def integrated(function: Callable[[Any], Any], low: Any, high: Any) -> Any:
    """Return the integral of a function of a number.

    Raises
    ------
    Untrue
        If the values on finer and finer parts do not settle, as for an integral that is infinite.
    """
    if low == high:
        return 0.0
    if not (np.isfinite(low) and np.isfinite(high)):
        return _over_the_axis(function, float(np.real(low)), float(np.real(high)))
    return _part(function, low, high, _DEEPEST)


def _over_the_axis(function: Callable[[Any], Any], low: float, high: float) -> Any:
    if low > high:
        return -_over_the_axis(function, high, low)

    def slope(t: Any) -> Any:
        return (1 + t * t) / (1 - t * t) ** 2

    def moved(t: Any) -> Any:
        value = function(t / (1 - t * t))
        return value * slope(t) if np.all(value != 0) else value

    ends = (-1.0 if np.isinf(low) else _inverse(low), 1.0 if np.isinf(high) else _inverse(high))
    middle = sum(ends) / 2
    return _part(moved, ends[0], middle, _DEEPEST) + _part(moved, middle, ends[1], _DEEPEST)


def _inverse(x: float) -> float:
    """Return t for x = t / (1 - t^2)."""
    return 0.0 if x == 0 else (np.sqrt(1 + 4 * x * x) - 1) / (2 * x)


def _part(function: Callable[[Any], Any], low: Any, high: Any, deeper: int) -> Any:
    """Return the integral over a part: as one, where two rules agree, else half by half."""
    rough, fine = _gauss(function, low, high, _FEW), _gauss(function, low, high, _MANY)
    if not np.all(np.isfinite(fine)):
        raise Untrue("this integral cannot be computed: what is integrated is not finite")
    if np.all(np.abs(rough - fine) <= _AGREE * (1 + np.abs(fine)) / 2 ** (_DEEPEST - deeper)):
        return fine
    if deeper == 0:
        raise Untrue("this integral cannot be computed: the values on finer and finer parts do not settle")
    middle = (low + high) / 2
    return _part(function, low, middle, deeper - 1) + _part(function, middle, high, deeper - 1)


def _gauss(function: Callable[[Any], Any], low: Any, high: Any, order: int) -> Any:
    places, weights = _rule(order)
    half = (high - low) / 2
    return half * sum(w * function(low + half * (1 + x)) for x, w in zip(places, weights, strict=True))


@cache
def _rule(order: int) -> tuple[list[float], list[float]]:
    places, weights = np.polynomial.legendre.leggauss(order)
    return places.tolist(), weights.tolist()
