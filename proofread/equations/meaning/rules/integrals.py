r"""Integrals of one variable: `\int_a^b f(x) \, dx`, with ends that may be `-\infty` and `\infty`."""

from __future__ import annotations

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.rules.differentials import is_differential
from proofread.equations.meaning.rules.factors import Factors
from proofread.equations.reading import grammar, nodes
from proofread.equations.reading.nodes import Node


def integral(node: nodes.Scripted, row: Factors, resolver: Resolver) -> Node:
    r"""Return the integral of what stands between `\int` and its `dx`."""
    place = _differential(row, resolver)
    if place is None:
        raise Unreadable(r"an integral ends with its variable, as in \int_a^b f(x) \, dx", node.at)
    if not node.below or node.above is None:
        raise Unreadable(r"an integral needs both its ends, as in \int_a^b", node.at)
    one = nodes.Number(node.at, "1")
    body = row.take_many(place) if place else one
    _, variable = row.take(), row.take()
    if not isinstance(variable, nodes.Word):
        raise Unreadable("an integral is over a letter", variable.at)
    low = resolver.resolve(grammar.read(" " * node.below_at + node.below))
    high = resolver.resolve(node.above)
    return nodes.Integral(node.at, resolver.resolve(body), variable.name, low, high)


def _differential(row: Factors, resolver: Resolver) -> int | None:
    """Return how many factors stand before the `d` of the variable, which no inner integral takes."""
    inner = 0
    for place, factor in enumerate(row):
        if isinstance(factor.node.core, nodes.Operator) and factor.node.core.name == "int":
            inner += 1
        elif is_differential(factor.node, resolver) and isinstance(factor.node, nodes.Word):
            if len(row) > place + 1 and inner == 0:
                return place
            inner -= 1
    return None
