"""The value of a limit, extrapolated from values on the way there, and of an integral; both must settle."""

from __future__ import annotations

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.values.numbers import arrays, extrapolation, quadrature
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Places, Point, evaluate


@evaluate.register
def tended(node: nodes.Limit, point: Point, places: Places) -> Value:
    """Return the value that something tends to; from both sides, where none is written."""
    to = evaluate(node.to, point, places)
    if np.shape(to):
        raise Untrue("a limit needs a number to tend to")

    def near(letter: float) -> Value:
        value = evaluate(node.of, point.child({(node.symbol.name, False, ()): letter}), places)
        return value if np.shape(value) else float(np.real(value))

    sides = [node.side] if node.side or np.isinf(to) else [1, -1]
    found = [extrapolation.tending(near, float(to), side) for side in sides]
    if np.max(np.abs(found[0] - found[-1])) > 1e-7 * (1 + np.max(np.abs(found[0]))):
        raise Untrue("the limits from both sides differ: say which, as in 0^+")
    return found[0]


@evaluate.register
def integral(node: nodes.Integral, point: Point, places: Places) -> Value:
    """Return the integral of something by a letter, which has a value of its own inside."""
    low, high = (arrays.squeezed(evaluate(end, point, places)) for end in (node.low, node.high))
    if np.shape(low) or np.shape(high):
        raise Untrue("an integral runs from a number to a number")

    def inside(letter: Value) -> Value:
        return arrays.squeezed(evaluate(node.of, point.child({(node.letter, False, ()): letter}), places))

    return quadrature.integrated(inside, low, high)
