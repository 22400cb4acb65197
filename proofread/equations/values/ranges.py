"""What runs over an index: sums, products and extremes; arrays defined by their entries."""

from __future__ import annotations

from functools import reduce

import numpy as np

from proofread.equations.errors import Unreadable, Untrue
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Reference
from proofread.equations.values.conditions import holds
from proofread.equations.values.numbers import arrays
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Place, Places, Point, evaluate

_FARTHEST = 100_000


@evaluate.register
def gathered(node: nodes.Over, point: Point, places: Places) -> Value:
    """Return the sum, product or extreme over an index."""
    low, high, axis = _limits(node, point, places)
    found: list[tuple[int, Value]] = []
    for number in range(low, high + 1):
        inner = {**places, node.letter: Place(number, low, high, axis)}
        if all(holds(condition, point, inner) for condition in node.where):
            found.append((number, evaluate(node.body, point, inner)))
    values, operation = [value for _, value in found], node.operation.removesuffix("_down")
    if operation != node.operation:
        values.reverse()
    match operation:
        case "list":
            raise Untrue("a list with dots stands in brackets of its own")
        case "mean":
            return arrays.divide(reduce(arrays.add, values) if values else 0.0, float(len(values)))
        case "sum":
            return reduce(arrays.add, values) if values else 0.0
        case "prod":
            return reduce(arrays.multiply, values) if values else 1.0
    if not values or any(np.shape(arrays.squeezed(value)) for value in values):
        raise Untrue(f"{operation} needs numbers")
    best = (max if "max" in operation else min)(found, key=lambda pair: float(np.real(pair[1])))
    return float(best[0]) if operation.startswith("arg") else best[1]


def _limits(node: nodes.Over, point: Point, places: Places) -> tuple[int, int, bool]:
    declared = point.vocabulary.ranges.get(node.letter)
    if node.high is None:
        if declared is None:
            raise Unreadable(f"what {node.letter} runs over is said neither here nor under index:", node.at)
        low, high = point.limits(declared)
    else:
        low, high = 1, _whole(evaluate(node.high, point, places), node)
    low = low if node.low is None else _whole(evaluate(node.low, point, places), node)
    if declared and declared.axis and low == 1 and isinstance(node.high, Reference):
        size = node.high.name  # it may not be another axis than that for which the page declares the index
        if size in point.vocabulary.sizes and point.limits(declared) != (low, high):
            raise Untrue(f"index {node.letter} runs to {size} here, but to {declared.high} under index:")
    plain = node.high is None or isinstance(node.high, nodes.Number | Reference)
    return low, high, plain and low == 1 and (node.high is not None or declared is None or declared.axis)


def _whole(number: Value, node: nodes.Over) -> int:
    if np.isinf(number).any():
        raise Untrue(f"a {node.operation} without end is not computed: state its first terms, up to a size")
    if np.shape(number) or np.iscomplexobj(number) or number % 1 != 0:
        raise Untrue(f"a limit of {node.operation} is {number}, which is no whole number")
    if abs(number) > _FARTHEST:
        raise Untrue(f"a {node.operation} to {number:.0f} has too many terms to be computed")
    return int(number)


@evaluate.register
def listed(node: nodes.Listed, point: Point, places: Places) -> Value:
    """Return the values side by side, or one below the other."""
    found: list[Value] = []
    for item in node.items:
        if isinstance(item, nodes.Over) and item.operation.startswith("list"):  # what dots left out
            low, high, axis = _limits(item, point, places)
            inner = [{**places, item.letter: Place(n, low, high, axis)} for n in range(low, high + 1)]
            values = [evaluate(item.body, point, each) for each in inner]
            found += values[::-1] if item.operation.endswith("_down") else values
        else:
            found.append(evaluate(item, point, places))
    if not node.down and {np.shape(value) for value in found} <= {(), (1, 1)}:
        return np.array([[arrays.squeezed(value) for value in found]])
    try:
        return np.block([[value] for value in found] if node.down else [found])
    except ValueError:
        raise Untrue(f"a list of shapes {sorted({np.shape(value) for value in found})}") from None


@evaluate.register
def assembled(node: nodes.Assembled, point: Point, places: Places) -> Value:
    """Return the array that its entries define."""
    rows, columns = _run_of(node.row, point), _run_of(node.column, point)
    entries = [
        [evaluate(node.body, point, {**places, **row, **column}) for column in columns] for row in rows
    ]
    return np.array([[arrays.squeezed(entry) for entry in row] for row in entries])


def _run_of(index: nodes.Index, point: Point) -> list[dict[str, Place]]:
    if not index.letter:
        return [{}]
    low, high = point.limits(point.vocabulary.ranges[index.letter])
    return [{index.letter: point.place(index.letter, number)} for number in range(low, high + 1)]
