"""The value of a tree at one point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.values import arrays, calls, derivatives, limits, ranges
from proofread.equations.values.arrays import Value
from proofread.equations.values.conditions import holds
from proofread.equations.values.locate import located, selected
from proofread.equations.values.point import Places, World


def value(node: Node, world: World, places: Places) -> Value:
    """Return the value of a tree.

    Raises
    ------
    Untrue
        If it means nothing for these shapes.
    Unreadable
        If it uses what the page does not declare.
    """
    return _RULES[type(node)](node, world, places)


def _number(node: nodes.Number, world: World, places: Places) -> Value:
    return float(node.text)


def _tied(node: nodes.Tied, world: World, places: Places) -> Value:
    found = World.run(f"`{node.expression}`", lambda: world.value_of(node.expression))
    if not isinstance(found, int | float | np.number | np.ndarray) or np.size(found) != 1:
        raise Untrue(f"`{node.expression}` is no number")
    return float(np.reshape(found, ()))


def _reference(node: Reference, world: World, places: Places) -> Value:
    key, symbol, selector = located(node, world, places)
    found = world.get(key, symbol)
    return found if selector is None else found[selector]


def _position(node: nodes.Position, world: World, places: Places) -> Value:
    return float(world.at(node.index, places, node.at))


def _negative(node: nodes.Negative, world: World, places: Places) -> Value:
    return -value(node.of, world, places)


def _plus(node: nodes.Plus, world: World, places: Places) -> Value:
    left, right = value(node.left, world, places), value(node.right, world, places)
    broadcast = False
    if np.shape(left) != np.shape(right):
        broadcast = _spreads(node.left, left, right, world) or _spreads(node.right, right, left, world)
    return arrays.add(left, right if node.sign > 0 else -right, broadcast)


def _spreads(node: Node, small: Value, large: Value, world: World) -> bool:
    inner = node.of if isinstance(node, nodes.Negative) else node
    symbol = isinstance(inner, Reference)
    return arrays.may_broadcast(np.shape(small), np.shape(large), is_literal(node, world), symbol)


def is_literal(node: Node, world: World) -> bool:
    """Whether a tree holds numerals only, or a symbol declared as constant."""
    if isinstance(node, Reference):
        return any(meaning.domain == "constant" for meaning in world.vocabulary.meanings.get(node.key, ()))
    if isinstance(node, nodes.Number | nodes.Tied):
        return True
    kinds = (nodes.Negative, nodes.Plus, nodes.Fraction, nodes.Power, nodes.Product, nodes.Root)
    return isinstance(node, kinds) and all(is_literal(child, world) for child in nodes.children(node))


def _product(node: nodes.Product, world: World, places: Places) -> Value:
    if _is_ones(node.left, world) or _is_ones(node.right, world):
        return _product_with_ones(node, world, places)
    left, right = value(node.left, world, places), value(node.right, world, places)
    if node.entrywise:
        return arrays.multiply_entries(left, right)
    return arrays.dot(left, right) if node.dotted else arrays.multiply(left, right)


def _is_ones(node: Node, world: World) -> bool:
    r"""Whether a tree is an undeclared `\mathbf{1}`, as long as the product needs it."""
    inner = node.of if isinstance(node, nodes.Transposed) else node
    ones = isinstance(inner, Reference) and inner.key == (r"\mathbf{1}", False, 0)
    return ones and (r"\mathbf{1}", False, 0) not in world.vocabulary.meanings


def _product_with_ones(node: nodes.Product, world: World, places: Places) -> Value:
    if isinstance(node.left, nodes.Transposed) and not _is_ones(node.right, world):
        right = value(node.right, world, places)
        return arrays.multiply(np.ones((1, len(right) if np.shape(right) else 1)), right)
    left = value(node.left, world, places)
    return arrays.multiply(left, np.ones((np.shape(left)[-1] if np.shape(left) else 1, 1)))


def _fraction(node: nodes.Fraction, world: World, places: Places) -> Value:
    over, under = value(node.over, world, places), value(node.under, world, places)
    return arrays.divide(over, under, np.shape(under) != () and is_literal(node.over, world))


def _power(node: nodes.Power, world: World, places: Places) -> Value:
    base, exponent = value(node.base, world, places), value(node.exponent, world, places)
    return base**exponent if node.entrywise else arrays.power(base, exponent)


def _transposed(node: nodes.Transposed, world: World, places: Places) -> Value:
    inner = value(node.of, world, places)
    if np.shape(inner) == () and "T" in world.sizes:
        return inner ** world.sizes["T"]  # the page has T for a size, and a number has no transpose
    return arrays.transpose(inner)


def _root(node: nodes.Root, world: World, places: Places) -> Value:
    return np.sqrt(value(node.of, world, places))


def _norm(node: nodes.Norm, world: World, places: Places) -> Value:
    inner = value(node.of, world, places)
    return arrays.absolute(inner) if node.order == "abs" else arrays.norm(inner, node.order)


def _matrix(node: nodes.Matrix, world: World, places: Places) -> Value:
    rows = [[value(item, world, places) for item in row] for row in node.rows]
    shapes = {np.shape(item) for row in rows for item in row}
    if shapes <= {(), (1, 1)}:
        return np.array([[arrays.squeezed(item) for item in row] for row in rows])
    try:
        return np.block(rows)
    except ValueError:
        raise Untrue(f"a matrix of blocks of shapes {sorted(shapes)}") from None


def _cases(node: nodes.Cases, world: World, places: Places) -> Value:
    apply = [result for result, condition in node.branches if condition and holds(condition, world, places)]
    otherwise = [result for result, condition in node.branches if condition is None]
    if not apply + otherwise:
        raise Untrue("none of the cases applies")
    first, *others = [value(result, world, places) for result in apply or otherwise]
    if not all(np.array_equal(first, other) for other in others):
        raise Untrue("two of the cases apply, and differ")
    return first


def _indicator(node: nodes.Indicator, world: World, places: Places) -> Value:
    return float(holds(node.condition, world, places))


def _entry(node: nodes.Entry, world: World, places: Places) -> Value:
    inner = value(node.of, world, places)
    return inner[selected(node.subs, np.shape(inner), world, places, "the bracket", node.at)]


_RULES: dict[type[Node], Callable[[Any, World, Places], Value]] = {
    nodes.Number: _number,
    nodes.Tied: _tied,
    Reference: _reference,
    nodes.Position: _position,
    nodes.Negative: _negative,
    nodes.Plus: _plus,
    nodes.Product: _product,
    nodes.Fraction: _fraction,
    nodes.Power: _power,
    nodes.Transposed: _transposed,
    nodes.Root: _root,
    nodes.Norm: _norm,
    nodes.Matrix: _matrix,
    nodes.Cases: _cases,
    nodes.Indicator: _indicator,
    nodes.Over: ranges.gathered,
    nodes.Call: calls.called,
    nodes.Derivative: derivatives.differentiated,
    nodes.Jacobian: derivatives.jacobian,
    nodes.At: derivatives.evaluated,
    nodes.Limit: limits.tended,
    nodes.Entry: _entry,
    nodes.Assembled: ranges.assembled,
}
