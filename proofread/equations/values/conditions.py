r"""Conditions beside an equation: `(i \ne j)`, `\text{if } t_i = 1`, `\text{for } z \ge 0`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.values.numbers import arrays
from proofread.equations.values.point import Places, Point, evaluate

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: abs(a - b) <= _near(a, b),
    "!=": lambda a, b: abs(a - b) > _near(a, b),
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def _near(left: Any, right: Any) -> Any:
    """Return how far apart equal numbers may be, by the rounding of their size."""
    return 1e-12 * np.maximum(1, np.maximum(abs(left), abs(right)))


def holds(condition: nodes.Comparison, point: Point, places: Places) -> bool:
    """Whether a condition between numbers holds."""
    left, right = (
        arrays.squeezed(evaluate(side, point, places)) for side in (condition.left, condition.right)
    )
    if np.shape(left) or np.shape(right):
        raise Untrue("a condition on arrays: write it by components")
    return bool(COMPARE[condition.relation](np.real(left), np.real(right)))
