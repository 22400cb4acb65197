"""Functions that every page knows, each analytic where it is smooth, so that the complex step works."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.errors import Unreadable, Untrue
from proofread.equations.values.numbers.arrays import squeezed


def _extreme(sign: int) -> Callable[..., Any]:
    def extreme(*values: Any) -> Any:
        if len(values) < 2:
            raise Unreadable(r"\max and \min need an index below, or several values")
        shapes = {np.shape(value) for value in values} - {()}
        if len(shapes) > 1:
            raise Untrue(f"the largest of values of shapes {sorted(shapes)}")
        best = values[0]
        for value in values[1:]:
            best = np.where(sign * np.real(value) > sign * np.real(best), value, best)
        return best

    return extreme


def _square(name: str, value: Any) -> Any:
    if np.ndim(value) != 2 or value.shape[0] != value.shape[1]:
        raise Untrue(f"the {name} of shape {np.shape(value)}")
    return value


def _diagonal(value: Any) -> Any:
    if np.ndim(value) != 2 or 1 not in value.shape:
        raise Untrue(f"diag of shape {np.shape(value)}: it makes a matrix of a vector")
    return np.diag(np.ravel(value))


def _softmax(value: Any) -> Any:
    """Each row of a matrix is a sample; a vector is one sample, however it stands."""
    if np.ndim(value) != 2:
        raise Untrue(f"softmax of shape {np.shape(value)}")
    axis = 0 if value.shape[1] == 1 else 1
    powers = np.exp(value - np.max(np.real(value), axis=axis, keepdims=True))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def _whole(value: Any, name: str) -> int:
    number = squeezed(value)
    if np.shape(number) or np.iscomplexobj(number) or number % 1 != 0 or not 0 <= number < 1000:
        raise Untrue(f"{name} needs whole numbers that are not negative (a domain such as integer)")
    return int(number)


def _inner(left: Any, right: Any) -> Any:
    if np.shape(left) != np.shape(right):
        raise Untrue(f"the inner product of shapes {np.shape(left)} and {np.shape(right)}")
    return np.sum(left * right)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "log": np.log,
    "ln": np.log,
    "exp": np.exp,
    "tanh": np.tanh,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "log_2": lambda value: np.log(value) / np.log(2),
    "log_{10}": lambda value: np.log(value) / np.log(10),
    "log_10": lambda value: np.log(value) / np.log(10),
    "max": _extreme(1),
    "min": _extreme(-1),
    "det": lambda value: np.linalg.det(_square("determinant", value)),
    "tr": lambda value: np.trace(_square("trace", value)),
    "diag": _diagonal,
    "softmax": _softmax,
    "floor": lambda value: np.floor(np.real(squeezed(value))),
    "ceil": lambda value: np.ceil(np.real(squeezed(value))),
    "factorial": lambda value: float(math.factorial(_whole(value, "n!"))),
    "binom": lambda upper, lower: float(math.comb(_whole(upper, r"\binom"), _whole(lower, r"\binom"))),
    "inner": _inner,
    "sign": lambda value: np.sign(np.real(squeezed(value))),
}
OF_SEVERAL = {"max", "min", "binom", "inner"}
"""The functions of several arguments; a second one of the others would be where NumPy puts the result."""
