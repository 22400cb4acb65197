"""Functions that every page knows, each analytic where it is smooth, so that the complex step works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.arrays import squeezed
from proofread.equations.errors import Unreadable, Untrue


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
    "sign": lambda value: np.sign(np.real(squeezed(value))),
}
