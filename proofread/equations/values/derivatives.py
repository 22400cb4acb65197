"""The value of a derivative: what is differentiated, with the symbol moved, whatever defines it."""

from __future__ import annotations

from functools import cache

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.values.locate import located, with_value
from proofread.equations.values.numbers import calculus
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Places, Point, evaluate


@evaluate.register
def differentiated(node: nodes.Derivative, point: Point, places: Places) -> Value:
    """Return a derivative; being dear and wanted again, it is kept where nothing is changed.

    That of a number by an entry of an array is taken from its gradient, which serves all entries.
    """
    point = point.before_changes_to(node)
    if point.parent is not None:
        return _by_each(node.of, node.by, point, places)
    key = _kept_as(node, places)
    if key not in point.derivatives:
        _, array, selector = located(node.by[0], point, places)
        is_entry = len(node.by) == 1 and selector and not any(isinstance(axis, slice) for axis in selector)
        alike = is_entry and not _letters(node.of) & set(places)  # the same for every entry
        if alike and np.shape(evaluate(node.of, point, places)) in ((), (1, 1)):
            gradient = differentiated(nodes.Derivative(node.at, node.of, (array,)), point, {})
            point.derivatives[key] = gradient[selector]
        else:
            point.derivatives[key] = _by_each(node.of, node.by, point, places)
    return point.derivatives[key]


def _kept_as(node: Node, places: Places) -> tuple[Node, tuple[tuple[str, int], ...]]:
    letters = sorted(_letters(node) & places.keys())
    return node, tuple((letter, places[letter].value) for letter in letters)


@cache
def _letters(node: Node) -> frozenset[str]:
    """Return the index letters that occur in a tree."""
    return frozenset(
        index.letter for inner in nodes.walk(node) for index in nodes.indices(inner) if index.letter
    )


def _by_each(of: Node, by: tuple[Reference, ...], point: Point, places: Places) -> Value:
    """Differentiate by the last symbol what comes of differentiating by those before it."""
    if not by:
        return evaluate(of, point, places)

    def at(changed: Value) -> Value:
        return _by_each(of, by[:-1], with_value(by[-1], changed, point, places), places)

    return calculus.slope(at, evaluate(by[-1], point, places))


@evaluate.register
def jacobian(node: nodes.Jacobian, point: Point, places: Places) -> Value:
    """Return the derivative of a vector by a vector, a row for each entry of the first; it is kept, too."""
    point = point.before_changes_to(node)
    key = _kept_as(node, places)
    if key in point.derivatives:
        return point.derivatives[key]

    def at(changed: Value) -> Value:
        return evaluate(node.of, with_value(node.by, changed, point, places), places)

    at_value = evaluate(node.by, point, places)
    above, below = np.shape(evaluate(node.of, point, places)), np.shape(at_value)
    if above in ((), (1, 1)) and below:
        raise Untrue("the derivative of a number by a transpose: transpose the derivative")
    if below[:1] == (1,) and above[:1] != (1,):
        raise Untrue(f"the derivative of shape {above} by a column, the transpose of {node.by.name}")
    point.derivatives[key] = calculus.jacobian(at, at_value)
    return point.derivatives[key]


@evaluate.register
def evaluated(node: nodes.At, point: Point, places: Places) -> Value:
    """Return the value of something where given symbols have other values."""
    here = point
    for symbol, value in zip(node.symbols, node.values, strict=True):
        old, new = evaluate(symbol, point, places), evaluate(value, point, places)
        if np.shape(old) != np.shape(new):
            raise Untrue(f"{symbol.name} of shape {np.shape(old)} is set to shape {np.shape(new)}")
        here = with_value(symbol, new, here, places)
    return evaluate(node.of, here, places)
