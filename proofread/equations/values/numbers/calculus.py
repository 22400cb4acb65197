"""Derivatives by numbers: the complex step, always compared with central differences, which win.

Stable forms (`abs`, `max`, two branches) return a wrong complex step without an exception, and code may
refuse complex numbers: central differences of higher order decide there.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.values.numbers.arrays import Value

Mover = Callable[[Any], Any]
"""A function of the step away from a point."""

_COMPLEX = 1e-30
_STEP = 1e-5
_WIDE = 2e-3
_AGREE = 1e-6
_NOISE = 1e-8
_EPSILON = float(np.finfo(float).eps)
_ROUNDINGS = 16
"""How many roundings of the function's own size a difference of two of its values may hold."""


def slope(function: Callable[[Value], Value], point: Value) -> Value:
    """Return the derivative of a function: of a number by an array, or of an array entry by entry.

    Raises
    ------
    Untrue
        If an array depends on other entries than its own: such a derivative is written by components.
    """
    point = np.asarray(point)
    shape = np.shape(function(_like(point)))
    if shape not in ((), (1, 1)) and point.shape not in ((), shape):
        raise Untrue(f"the derivative of shape {shape} by shape {point.shape}: write it by components")
    slopes = _slopes(function, point)
    if shape in ((), (1, 1)):
        return _number(np.reshape(np.array(slopes), point.shape))
    found = np.array(slopes).reshape(point.shape + shape)
    if point.shape == ():
        return found
    square = found.reshape(point.size, point.size)
    rest = square - np.diag(np.diag(square))
    if np.abs(rest).max() > 1e-7 * (1 + np.abs(square).max()):
        raise Untrue("the derivative of an array by an array, whose entries mix: write it by components")
    return np.diag(square).reshape(shape)


def jacobian(function: Callable[[Value], Value], point: Value) -> Value:
    """Return the derivative of a vector by a vector, a row for each entry of the first.

    Raises
    ------
    Untrue
        If one of them is a matrix.
    """
    point = np.asarray(point)
    shape = np.shape(function(_like(point)))
    if any(len(each) == 2 and 1 not in each for each in (shape, point.shape)):
        raise Untrue(f"the derivative of shape {shape} by shape {point.shape}: write it by components")
    found = np.stack([np.ravel(slope) for slope in _slopes(function, point)], axis=1)
    return _number(found.reshape(())) if found.size == 1 else found


def _slopes(function: Callable[[Value], Value], point: Any) -> list[Any]:
    """Return the derivative by each entry of a point."""

    def moved(step: Any) -> Any:
        return np.asarray(function(_like(np.asarray(point + step))))

    units = list(np.eye(point.size).reshape(point.size, *point.shape))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            slopes = (
                []
                if np.iscomplexobj(point)
                else [np.imag(moved(_COMPLEX * 1j * unit)) / _COMPLEX for unit in units]
            )
    except (TimeoutError, MemoryError):
        raise
    except Exception:  # code may refuse complex numbers, or drop their imaginary part
        slopes = []
    if slopes and _agrees(slopes, moved, point.shape):
        return slopes
    return [_differences(moved, unit) for unit in units]


def _like(point: Any) -> Value:
    """Numbers go in as Python numbers, arrays as arrays."""
    return point if point.shape else point.item()


def _number(value: Any) -> Value:
    return value.item() if value.shape == () else value


def _agrees(slopes: list[Any], moved: Mover, shape: tuple[int, ...]) -> bool:
    """Compare the steps with the central difference along a random direction, which mixes all entries."""
    direction = np.random.default_rng(0).normal(size=shape)  # the same each time: verdicts have no history
    above, below = moved(_STEP * direction), moved(-_STEP * direction)
    near = (above - below) / (2 * _STEP)
    rounded = _ROUNDINGS * _EPSILON * np.max(np.abs(above), initial=0.0) / _STEP
    exact = sum(part * weight for part, weight in zip(slopes, np.ravel(direction), strict=True))
    scale = sum(np.abs(part * weight) for part, weight in zip(slopes, np.ravel(direction), strict=True))
    return bool(np.all(np.abs(exact - near) <= _AGREE * (1 + np.abs(scale)) + rounded))


def _differences(moved: Mover, unit: Any) -> Any:
    """Return the central difference of fourth order along one entry."""
    near, far = _WIDE * unit, 2 * _WIDE * unit
    above = moved(near)
    found = (8 * (above - moved(-near)) - (moved(far) - moved(-far))) / (12 * _WIDE)
    size = float(np.max(np.abs(above), initial=0.0))
    if _EPSILON * size / _WIDE > _NOISE * (1 + float(np.max(np.abs(found), initial=0.0))):
        raise Untrue(f"this derivative is lost in the rounding of values near {size:.1g}")
    return found
