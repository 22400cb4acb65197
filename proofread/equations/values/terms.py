"""The value of each kind of node that mathematics has everywhere: sums, products, powers, matrices, cases."""

from __future__ import annotations

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.values.conditions import holds
from proofread.equations.values.locate import located, selected
from proofread.equations.values.numbers import arrays
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Places, Point, evaluate


@evaluate.register
def _number(node: nodes.Number, point: Point, places: Places) -> Value:
    return float(node.text)


@evaluate.register
def _order(node: nodes.Order, point: Point, places: Places) -> Value:
    """Leave out what vanishes: how fast is judged, and not evaluated."""
    return 0.0


@evaluate.register
def _tied(node: nodes.Tied, point: Point, places: Places) -> Value:
    found = Point.run(f"`{node.expression}`", lambda: point.value_of(node.expression))
    if not isinstance(found, int | float | np.number | np.ndarray) or np.size(found) != 1:
        raise Untrue(f"`{node.expression}` is no number")
    return float(np.reshape(found, ()))


@evaluate.register
def _reference(node: Reference, point: Point, places: Places) -> Value:
    key, symbol, selector = located(node, point, places)
    found = point.get(key, symbol)
    return found if selector is None else found[selector]


@evaluate.register
def _position(node: nodes.Position, point: Point, places: Places) -> Value:
    return float(point.at(node.index, places, node.at))


@evaluate.register
def _negative(node: nodes.Negative, point: Point, places: Places) -> Value:
    return -evaluate(node.of, point, places)


@evaluate.register
def _plus(node: nodes.Plus, point: Point, places: Places) -> Value:
    left, right = evaluate(node.left, point, places), evaluate(node.right, point, places)
    broadcast = False
    if np.shape(left) != np.shape(right):
        broadcast = _spreads(node.left, left, right, point) or _spreads(node.right, right, left, point)
    return arrays.add(left, right if node.sign > 0 else -right, broadcast)


def _spreads(node: Node, small: Value, large: Value, point: Point) -> bool:
    inner = node.of if isinstance(node, nodes.Negative) else node
    symbol = isinstance(inner, Reference)
    literal = point.vocabulary.by_entries or is_literal(node, point)
    return arrays.may_broadcast(np.shape(small), np.shape(large), literal, symbol)


def is_literal(node: Node, point: Point) -> bool:
    """Whether a tree holds numerals only, or a symbol declared as constant."""
    if isinstance(node, Reference):
        return any(meaning.domain == "constant" for meaning in point.vocabulary.meanings.get(node.key, ()))
    if isinstance(node, nodes.Number | nodes.Tied):
        return True
    kinds = (nodes.Negative, nodes.Plus, nodes.Fraction, nodes.Power, nodes.Product, nodes.Root)
    return isinstance(node, kinds) and all(is_literal(child, point) for child in nodes.children(node))


@evaluate.register
def _product(node: nodes.Product, point: Point, places: Places) -> Value:
    left_ones, right_ones = _is_ones(node.left, point), _is_ones(node.right, point)
    if left_ones and isinstance(node.left, nodes.Transposed) and not right_ones:
        right = evaluate(node.right, point, places)
        return arrays.multiply(np.ones((1, len(right) if np.shape(right) else 1)), right)
    left = evaluate(node.left, point, places)
    if left_ones or right_ones:
        return arrays.multiply(left, np.ones((np.shape(left)[-1] if np.shape(left) else 1, 1)))
    right = evaluate(node.right, point, places)
    if node.entrywise:
        return arrays.multiply_entries(left, right)
    return arrays.dot(left, right) if node.dotted else arrays.multiply(left, right)


def _is_ones(node: Node, point: Point) -> bool:
    r"""Whether a tree is an undeclared `\mathbf{1}`, as long as the product needs it."""
    inner = node.of if isinstance(node, nodes.Transposed) else node
    ones = isinstance(inner, Reference) and inner.key == (r"\mathbf{1}", False, 0)
    return ones and (r"\mathbf{1}", False, 0) not in point.vocabulary.meanings


@evaluate.register
def _fraction(node: nodes.Fraction, point: Point, places: Places) -> Value:
    over, under = evaluate(node.over, point, places), evaluate(node.under, point, places)
    spreads = np.shape(under) != () and (point.vocabulary.by_entries or is_literal(node.over, point))
    return arrays.divide(over, under, spreads)


@evaluate.register
def _power(node: nodes.Power, point: Point, places: Places) -> Value:
    base, exponent = evaluate(node.base, point, places), evaluate(node.exponent, point, places)
    return base**exponent if node.entrywise else arrays.power(base, exponent)


@evaluate.register
def _transposed(node: nodes.Transposed, point: Point, places: Places) -> Value:
    inner = evaluate(node.of, point, places)
    if np.shape(inner) == () and "T" in point.sizes:
        return inner ** point.sizes["T"]  # the page has T for a size, and a number has no transpose
    return arrays.transpose(inner)


@evaluate.register
def _root(node: nodes.Root, point: Point, places: Places) -> Value:
    return np.sqrt(evaluate(node.of, point, places))


@evaluate.register
def _norm(node: nodes.Norm, point: Point, places: Places) -> Value:
    inner = evaluate(node.of, point, places)
    return arrays.absolute(inner) if node.order == "abs" else arrays.norm(inner, node.order)


@evaluate.register
def _matrix(node: nodes.Matrix, point: Point, places: Places) -> Value:
    rows = [[evaluate(item, point, places) for item in row] for row in node.rows]
    shapes = {np.shape(item) for row in rows for item in row}
    if shapes <= {(), (1, 1)}:
        return np.array([[arrays.squeezed(item) for item in row] for row in rows])
    try:
        return np.block(rows)
    except ValueError:
        raise Untrue(f"a matrix of blocks of shapes {sorted(shapes)}") from None


@evaluate.register
def _cases(node: nodes.Cases, point: Point, places: Places) -> Value:
    apply = [result for result, condition in node.branches if condition and holds(condition, point, places)]
    otherwise = [result for result, condition in node.branches if condition is None]
    if not apply + otherwise:
        raise Untrue("none of the cases applies")
    first, *others = [evaluate(result, point, places) for result in apply or otherwise]
    if not all(np.array_equal(first, other) for other in others):
        raise Untrue("two of the cases apply, and differ")
    return first


@evaluate.register
def _indicator(node: nodes.Indicator, point: Point, places: Places) -> Value:
    return float(holds(node.condition, point, places))


@evaluate.register
def _entry(node: nodes.Entry, point: Point, places: Places) -> Value:
    inner = evaluate(node.of, point, places)
    return inner[selected(node.subs, np.shape(inner), point, places, "the bracket", node.at)]
