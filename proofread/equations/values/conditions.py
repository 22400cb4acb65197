r"""Conditions beside an equation: `(i \ne j)`, `\text{if } t_i = 1`, `\text{for } z \ge 0`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Reference
from proofread.equations.values import arrays
from proofread.equations.values.locate import located, with_value
from proofread.equations.values.point import Places, Point, evaluate

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: abs(a - b) <= 1e-12, "!=": lambda a, b: abs(a - b) > 1e-12, "<": lambda a, b: a < b,
    ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def holds(condition: nodes.Comparison, point: Point, places: Places) -> bool:
    """Whether a condition between numbers holds."""
    left, right = (
        arrays.squeezed(evaluate(side, point, places)) for side in (condition.left, condition.right)
    )
    if np.shape(left) or np.shape(right):
        raise Untrue("a condition on arrays: write it by components")
    return bool(COMPARE[condition.relation](np.real(left), np.real(right)))


def met(condition: nodes.Comparison, point: Point, places: Places) -> Point | None:
    """Return the point in which a condition holds, or `None` where it does not.

    `t_i = 1` sets the given symbol; any other condition holds here or does not.
    """
    changed = _set(condition, point, places) if condition.relation == "=" else None
    if changed is not None:
        return changed
    return point if holds(condition, point, places) else None


def _set(condition: nodes.Comparison, point: Point, places: Places) -> Point | None:
    if not isinstance(condition.left, Reference):
        return None
    key, symbol, _ = located(condition.left, point, places)
    meaning = point.matching(symbol.key, key[2])
    if meaning is None or meaning.kind != "given":
        return None
    return with_value(condition.left, evaluate(condition.right, point, places), point, places)
