"""The value of a limit, extrapolated from values on the way there, and of an integral; both must settle."""

from __future__ import annotations

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.values.numbers import arrays, quadrature
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Places, Point, evaluate

_STEPS = 14
_FIRST = 0.25
_SETTLED = 1e-9


@evaluate.register
def tended(node: nodes.Limit, point: Point, places: Places) -> Value:
    """Return the value that something tends to; from both sides, where none is written."""
    to = evaluate(node.to, point, places)
    if np.shape(to):
        raise Untrue("a limit needs a number to tend to")
    sides = [node.side] if node.side or np.isinf(to) else [1, -1]
    found = [_extrapolated(node, point, places, float(to), side) for side in sides]
    if np.max(np.abs(found[0] - found[-1])) > 1e-7 * (1 + np.max(np.abs(found[0]))):
        raise Untrue("the limits from both sides differ: say which, as in 0^+")
    return found[0]


def _extrapolated(node: nodes.Limit, point: Point, places: Places, to: float, side: int) -> Value:
    """Extrapolate in the step as it is halved again and again (Richardson), and keep what settles best."""
    best, error = None, np.inf
    row: list[Value] = []
    for number in range(_STEPS):
        step = _FIRST / 2**number
        here = float(to + side * step if np.isfinite(to) else np.sign(to) / step)
        value = evaluate(node.of, point.child({(node.symbol.name, False, ()): here}), places)
        above, row = row, [value if np.shape(value) else float(np.real(value))]
        for column, last in enumerate(above):
            row.append(row[column] + (row[column] - last) / (2 ** (column + 1) - 1))
            change = float(np.max(np.abs(row[-1] - row[column])) + np.max(np.abs(row[-1] - last)))
            if change < error:
                best, error = row[-1], change
    if best is None or error > _SETTLED * (1 + np.max(np.abs(best))):
        raise Untrue("this limit cannot be computed: the values on the way there do not settle")
    return best


@evaluate.register
def integral(node: nodes.Integral, point: Point, places: Places) -> Value:
    """Return the integral of something by a letter, which has a value of its own inside."""
    low, high = (arrays.squeezed(evaluate(end, point, places)) for end in (node.low, node.high))
    if np.shape(low) or np.shape(high):
        raise Untrue("an integral runs from a number to a number")

    def inside(letter: Value) -> Value:
        return arrays.squeezed(evaluate(node.of, point.child({(node.letter, False, ()): letter}), places))

    return quadrature.integrated(inside, low, high)
