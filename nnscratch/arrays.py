"""What the package accepts, and what it says otherwise.

Every array is 2-D and a row is a sample.
A target of shape `(N,)` beside an output of shape `(N, 1)` would broadcast to `(N, N)` without an error,
so each public function refuses it here, in a `ValueError` that says what it got and what it expected.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
"""Numbers as they are computed with; each docstring says in which shape."""

Length = int | None
"""The expected length of an axis; None is any length but zero."""


def as_array(name: str, value: ArrayLike) -> Array:
    """Return `value` as real float64 numbers of any shape."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths, expected a rectangle") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} holds values of type {array.dtype}, expected real numbers")
    return array.astype(np.float64, copy=False)


def require_shape(name: str, value: ArrayLike, expected: Sequence[Length] = (None, None)) -> Array:
    """Return `value` as a float64 array of the expected shape; an axis without samples is refused."""
    array = as_array(name, value)
    fits = (
        got > 0 if length is None else got == length
        for got, length in zip(array.shape, expected, strict=True)
    )
    if array.ndim != len(expected) or not all(fits):
        raise ValueError(f"{name} has shape {array.shape}, expected {_shape_text(expected)}")
    return array


def _shape_text(expected: Sequence[Length]) -> str:
    lengths = ["at least 1" if length is None else str(length) for length in expected]
    return f"({', '.join(lengths)})"


def require_finite(name: str, array: Array) -> Array:
    """Return `array` if it holds neither NaN nor infinity."""
    _require_all(name, array, np.isfinite(array), "a finite number")
    return array


def require_numbers(name: str, value: ArrayLike, expected: Sequence[Length] = (None, None)) -> Array:
    """Return finite numbers of the expected shape."""
    return require_finite(name, require_shape(name, value, expected))


def require_samples(name: str, value: ArrayLike, columns: Length = None) -> Array:
    """Return `value` as finite numbers of shape (N, columns) with N >= 1."""
    return require_numbers(name, value, (None, columns))


def require_between_0_and_1(name: str, value: ArrayLike, expected: Sequence[Length] = (None, None)) -> Array:
    """Return probabilities or targets: the expected shape, each in [0, 1]."""
    array = require_shape(name, value, expected)
    _require_all(name, array, (array >= 0) & (array <= 1), "a number from 0 to 1")
    return array


def require_labels(name: str, value: ArrayLike, expected: Sequence[Length] = (None, None)) -> Array:
    """Return labels: the expected shape, each exactly 0 or 1."""
    array = require_shape(name, value, expected)
    _require_all(name, array, (array == 0) | (array == 1), "0 or 1")
    return array


def _require_all(name: str, array: Array, good: NDArray[np.bool_], expected: str) -> None:
    if not good.all():
        place = tuple(int(i) for i in np.argwhere(~good)[0])
        entry = f"{name}{list(place)}" if place else name
        raise ValueError(f"{entry} is {array[place]}, expected {expected}")


def require_positive(name: str, value: float) -> float:
    """Return `value` if it is a finite number above zero, such as a learning rate."""
    number = as_array(name, value)
    if number.ndim or not 0 < number < np.inf:
        raise ValueError(f"{name} is {value}, expected a finite number above 0")
    return float(number)


def require_count(name: str, value: object) -> int:
    """Return `value` if it is a whole number of at least 1, such as a number of iterations."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise ValueError(f"{name} is {value!r}, expected a whole number of at least 1")
    return int(value)
