"""How the two sides of a link differ at one point, each kind of link by what it claims."""

from __future__ import annotations

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.judging.compare import Difference, alike, compared
from proofread.equations.judging.orders import comes_together
from proofread.equations.judging.rounding import is_numeral, is_rounded, is_worked_out, rounds, worked_out
from proofread.equations.judging.sets import belongs
from proofread.equations.meaning.links import Link
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Reference
from proofread.equations.values.locate import selected
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Places, Point, evaluate


def difference(link: Link, point: Point, places: Places, exact: bool) -> Difference:
    """Return how the sides of a link differ here; `exact` where no value is computed by steps."""
    left = evaluate(link.left, point, places)
    if isinstance(link.right, nodes.Set):
        return belongs(left, link.right.latex, point)
    if link.kind == "definition":
        return _with_array(link.left, left, point, places, exact)
    if link.kind == "order" or (link.kind == "rounding" and not is_numeral(link.right)):
        return comes_together(link, point, places)
    right = evaluate(link.right, point, places)
    if link.kind == "rounding" and is_rounded(link.right):
        return rounds(left, link.right)
    if link.kind == "assignment":
        left = _assigned(link, point, places)
    if isinstance(link.left, nodes.Listed) or isinstance(link.right, nodes.Listed):
        left, right = alike(left, right)
    relation = "=" if link.kind != "link" or link.relation in (":=", "∼") else link.relation
    found = compared(left, relation, right, exact)
    if not found.message:
        return _tied(link, point, places, left, right) or found
    if relation == "=" and is_worked_out(link.left, link.right):
        return worked_out(left, link.right)
    return found


def _with_array(symbol: nodes.Node, value: Value, point: Point, places: Places, exact: bool) -> Difference:
    """Compare `y_i := …` with the array that code gives; beside a number `J`, `J_i` is its own."""
    array = point.vocabulary.whole(symbol) if isinstance(symbol, Reference) else None
    if isinstance(symbol, Reference) and array is not None and array.key in point.vocabulary.meanings:
        whole = evaluate(array, point, places)
        if np.ndim(whole) == 2:
            entry = whole[selected(symbol.subs, np.shape(whole), point, places, array.name, symbol.at)]
            return compared(entry, "=", value, exact)
    return compared(value, "=", value)


def _assigned(link: Link, point: Point, places: Places) -> Value:
    if not isinstance(link.left, Reference):
        raise Untrue("an assignment needs a symbol on its left")
    call = point.vocabulary.assignments.get(link.left)
    if call is None:
        tie = f"`{link.left.name} \\leftarrow`"
        raise Untrue(f"nothing checks this assignment: tie {tie} to the function that updates it")
    return point.call(call, places)


def _tied(link: Link, point: Point, places: Places, left: Value, right: Value) -> Difference | None:
    """Compare a derivative that is tied to code with that code too."""
    for side, other in ((link.left, right), (link.right, left)):
        call = point.vocabulary.derivatives.get(side) if isinstance(side, nodes.Derivative) else None
        message = compared(point.call(call, places), "=", other).message if call else ""
        if call and message:
            return Difference(f"{call.path} differs from the equation: {message}")
    return None
