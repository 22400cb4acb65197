r"""Limits by numbers: values on the way there, extrapolated; one that does not settle is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from proofread.equations import grammar, nodes
from proofread.equations.arrays import Value
from proofread.equations.differentials import Factors
from proofread.equations.errors import Unreadable, Untrue
from proofread.equations.nodes import Node, Reference
from proofread.equations.world import Places, World

if TYPE_CHECKING:
    from proofread.equations.resolve import Resolver

_STEPS = 14
_FIRST = 0.25
_SETTLED = 1e-9


def limit(node: nodes.Scripted, rest: Factors, resolver: Resolver) -> Node:
    r"""Return the limit that `\lim_{h \to 0}` makes of what follows it in its term."""
    below, arrow, target = _parted(node)
    if not arrow or not rest:
        raise Unreadable(r"a limit is written \lim_{h \to 0} …", node.at)
    symbol = _free(resolver.reference(grammar.read(" " * node.below_at + below)), resolver)
    side = {"+": 1, "-": -1}.get(target.rstrip("} ")[-1:], 0) if "^" in target else 0
    start = node.below_at + len(below) + len(arrow)
    to = resolver.resolve(grammar.read(" " * start + target.partition("^")[0]))
    body = resolver.resolve(nodes.Run(rest[0][1].at, (("", rest[0][1]), *rest[1:])))
    return nodes.Limit(node.at, body, symbol, to, side)


def _free(symbol: Reference, resolver: Resolver) -> Reference:
    """Return a symbol that can tend to something: a given number, or a letter of the limit alone."""
    meanings = resolver.vocabulary.declared(symbol)
    number = all(meaning.kind == "given" and not meaning.shape for meaning in meanings)
    if symbol.slots or not number or resolver.is_index(symbol.name):
        raise Unreadable("what tends to a limit is a given number, or a letter of its own", symbol.at)
    return symbol


def _parted(node: nodes.Scripted) -> tuple[str, str, str]:
    for arrow in (r"\to", r"\rightarrow"):
        if arrow in node.below:
            return node.below.partition(arrow)
    return "", "", ""


def tended(node: nodes.Limit, world: World, places: Places) -> Value:
    """Return the value that something tends to; from both sides, where none is written."""
    to = world.evaluate(node.to, world, places)
    if np.shape(to):
        raise Untrue("a limit needs a number to tend to")
    sides = [node.side] if node.side or np.isinf(to) else [1, -1]
    found = [_extrapolated(node, world, places, float(to), side) for side in sides]
    if np.max(np.abs(found[0] - found[-1])) > 1e-7 * (1 + np.max(np.abs(found[0]))):
        raise Untrue("the limits from both sides differ: say which, as in 0^+")
    return found[0]


def _extrapolated(node: nodes.Limit, world: World, places: Places, to: float, side: int) -> Value:
    """Extrapolate in the step as it is halved again and again (Richardson), and keep what settles best."""
    best, error = None, np.inf
    row: list[Value] = []
    for number in range(_STEPS):
        above = row
        row = [_value(node, world, places, to, side, _FIRST / 2**number)]
        for column, last in enumerate(above):
            row.append(row[column] + (row[column] - last) / (2 ** (column + 1) - 1))
            change = float(np.max(np.abs(row[-1] - row[column])) + np.max(np.abs(row[-1] - last)))
            if change < error:
                best, error = row[-1], change
    if best is None or error > _SETTLED * (1 + np.max(np.abs(best))):
        raise Untrue("this limit cannot be computed: the values on the way there do not settle")
    return best


def _value(node: nodes.Limit, world: World, places: Places, to: float, side: int, step: float) -> Value:
    point = to + side * step if np.isfinite(to) else np.sign(to) / step
    value = world.evaluate(node.of, world.child({(node.symbol.name, False, ()): float(point)}), places)
    return value if np.shape(value) else float(np.real(value))
