r"""`O(h^2)` and `\approx` between formulas: how fast both sides come together near zero."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.judging.compare import Difference, compared
from proofread.equations.meaning.links import Link
from proofread.equations.meaning.vocabulary import Key
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node
from proofread.equations.values.numbers.arrays import Value, squeezed
from proofread.equations.values.point import Places, Point, ValueKey, evaluate

_STEPS = tuple(2.0**-k for k in range(2, 10))
_SLACK = 0.3
"""How far the slope of a row of values may be from a whole number before its limit is reached."""
_NEAR = 1e-3
_LEAST = 1e-15


def small_symbols(point: Point, trees: tuple[Node, ...]) -> list[Key]:
    """Return the given symbols that are small: declared so, or all that stands in `O(h^2)`."""
    read = sorted(point.dependencies.of_nodes(trees))
    declared = [
        key for key in read if any(m.domain == "small" for m in point.vocabulary.meanings.get(key, ()))
    ]
    orders = [node.of for tree in trees for node in nodes.walk(tree) if isinstance(node, nodes.Order)]
    inside = point.dependencies.of_nodes(orders)
    given = [key for key in sorted(inside) if point.vocabulary.meanings.get(key)]
    found = [key for key in declared if not orders or key in inside] or (given if len(given) == 1 else [])
    if not found:
        raise Untrue("what is small here? Declare it under given: as small")
    return found


def comes_together(link: Link, point: Point, places: Places) -> Difference:
    """Compare the sides as what is small goes to zero."""
    small = small_symbols(point, link.sides)
    keys: list[ValueKey] = [(name, layered, ()) for name, layered, _ in small]
    start = {key: point.value_at(key) for key in keys}

    def along(tree: Node, scale: float = 1.0) -> list[Value]:
        changed = ({key: value * step * scale for key, value in start.items()} for step in _STEPS)
        return [squeezed(evaluate(tree, point.child(each), places)) for each in changed]

    def apart(scale: float) -> list[float]:
        pairs = zip(along(link.left, scale), along(link.right, scale), strict=True)
        return [_size(left - right) for left, right in pairs]

    left, right = (evaluate(side, point, places) for side in link.sides)
    if np.shape(squeezed(left)) != np.shape(squeezed(right)):
        return compared(left, "=", right)
    distances = apart(1.0)
    if not np.all(np.isfinite(distances)):
        return Difference("one side is not a finite number near zero")
    # How rough values are, by what three near ones are off a line: small steps are no smoother.
    triples = zip(distances, apart(1 - _NEAR), apart(1 + _NEAR), strict=True)
    rough = [abs(high + low - 2 * value) - 100 * _NEAR**2 * abs(value) for value, low, high in triples]
    noise = list(itertools.accumulate((max(each, _LEAST) for each in rough), max))
    order, needed = _order(distances, noise), _needed(link, along)
    if order is None or order >= needed - _SLACK:
        return Difference()
    return Difference(f"the sides differ by what goes to zero with order {order:.1f}, not {needed:.1f}")


def _size(value: Value) -> float:
    return float(np.max(np.abs(value)))


def _order(values: list[float], noise: list[float]) -> float | None:
    """Return the power of the step that values go with in the end; nothing where they are zero."""
    above = [place for place, value in enumerate(values) if value > 8 * noise[place]]
    if not above:
        return None
    if len(above) < 3:
        raise Untrue("the order cannot be seen above the rounding")
    last, before = above[-1], above[-2]
    return float(np.log2(values[before] / values[last]) / np.log2(_STEPS[before] / _STEPS[last]))


def _needed(link: Link, along: Callable[..., list[Value]]) -> float:
    r"""Return the order that is claimed: that of `O(…)`, or one beyond the last term of `\approx`."""
    still = [_LEAST] * len(_STEPS)
    claimed = [node for side in link.sides for node in nodes.walk(side) if isinstance(node, nodes.Order)]
    if claimed:
        found = [_order([_size(value) for value in along(node.of)], still) for node in claimed]
        return min(order for order in found if order is not None)
    orders = [_order([_size(value) for value in along(term)], still) for term in _terms(link.right)]
    if np.all(np.isfinite(along(link.right, 0.0)[0])):  # a quotient of differences has no value at zero
        right = along(link.right)
        orders.append(_order([*(_size(a - b) for a, b in pairwise(right)), 0.0], still))
    return max([0.0, *(round(order) for order in orders if order is not None)]) + 1


def _terms(node: Node) -> list[Node]:
    if isinstance(node, nodes.Plus):
        return [*_terms(node.left), *_terms(node.right)]
    return [node]
