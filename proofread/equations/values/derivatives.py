"""The value of a derivative: what is differentiated, with the symbol moved, whatever defines it."""

from __future__ import annotations

from functools import cache

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.values import calculus
from proofread.equations.values.arrays import Value
from proofread.equations.values.locate import located, with_value
from proofread.equations.values.point import Places, World


def differentiated(node: nodes.Derivative, world: World, places: Places) -> Value:
    """Return a derivative; being dear and wanted again, it is kept where nothing is changed."""
    if world.parent is not None:
        return _by_each(node.of, node.by, world, places)
    letters = sorted(_letters(node) & set(places))
    key = node, tuple((letter, places[letter].value) for letter in letters)
    if key not in world.derivatives:
        world.derivatives[key] = _gradient_entry(node, world, places)
    return world.derivatives[key]


@cache
def _letters(node: Node) -> frozenset[str]:
    """Return the index letters that occur in a tree."""
    return frozenset(
        index.letter for inner in nodes.walk(node) for index in nodes.indices(inner) if index.letter
    )


def _gradient_entry(node: nodes.Derivative, world: World, places: Places) -> Value:
    """Take the derivative of a number by an entry of an array from its gradient, which serves all entries."""
    _, array, selector = located(node.by[0], world, places)
    whole = (
        len(node.by) == 1 and selector is not None and not any(isinstance(axis, slice) for axis in selector)
    )
    if (
        not whole
        or _letters(node.of) & set(places)
        or np.shape(world.evaluate(node.of, world, places)) not in ((), (1, 1))
    ):
        return _by_each(node.of, node.by, world, places)
    return differentiated(nodes.Derivative(node.at, node.of, (array,)), world, {})[selector]


def _by_each(of: Node, by: tuple[Reference, ...], world: World, places: Places) -> Value:
    """Differentiate by the last symbol what comes of differentiating by those before it."""
    if not by:
        return world.evaluate(of, world, places)

    def at(changed: Value) -> Value:
        return _by_each(of, by[:-1], with_value(by[-1], changed, world, places), places)

    return calculus.slope(at, world.evaluate(by[-1], world, places))


def jacobian(node: nodes.Jacobian, world: World, places: Places) -> Value:
    """Return the derivative of a vector by a vector, a row for each entry of the first."""

    def at(changed: Value) -> Value:
        return world.evaluate(node.of, with_value(node.by, changed, world, places), places)

    point = world.evaluate(node.by, world, places)
    above, below = np.shape(world.evaluate(node.of, world, places)), np.shape(point)
    if above in ((), (1, 1)) and below:
        raise Untrue("the derivative of a number by a transpose: transpose the derivative")
    if below[:1] == (1,) and above[:1] != (1,):
        raise Untrue(f"the derivative of shape {above} by a column, the transpose of {node.by.name}")
    return calculus.jacobian(at, point)


def evaluated(node: nodes.At, world: World, places: Places) -> Value:
    """Return the value of something where given symbols have other values."""
    here = world
    for symbol, value in zip(node.symbols, node.values, strict=True):
        old, new = world.evaluate(symbol, world, places), world.evaluate(value, world, places)
        if np.shape(old) != np.shape(new):
            raise Untrue(f"{symbol.name} of shape {np.shape(old)} is set to shape {np.shape(new)}")
        here = with_value(symbol, new, here, places)
    return world.evaluate(node.of, here, places)
