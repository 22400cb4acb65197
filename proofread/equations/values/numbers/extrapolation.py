"""Limits by numbers: values on the way there, extrapolated until they settle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.errors import Untrue

_STEPS = 14
_FIRST = 0.25
_SETTLED = 1e-9


def tending(function: Callable[[float], Any], to: float, side: int) -> Any:
    """Return what a function tends to, from above (side 1) or below (-1).

    The step is halved again and again, and what settles best is kept (Richardson).

    Raises
    ------
    Untrue
        If nothing settles.
    """
    best, error = None, np.inf
    row: list[Any] = []
    for number in range(_STEPS):
        step = _FIRST / 2**number
        above, row = row, [function(float(to + side * step if np.isfinite(to) else np.sign(to) / step))]
        for column, last in enumerate(above):
            row.append(row[column] + (row[column] - last) / (2 ** (column + 1) - 1))
            change = float(np.max(np.abs(row[-1] - row[column])) + np.max(np.abs(row[-1] - last)))
            if change < error:
                best, error = row[-1], change
    if best is None or error > _SETTLED * (1 + np.max(np.abs(best))):
        raise Untrue("this limit cannot be computed: the values on the way there do not settle")
    return best
