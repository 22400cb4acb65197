"""The chain rule as far as an equation states it itself: which products of derivatives are one derivative.

Where `dJ/dw = dJ/dy dy/dz dz/dw` stands on a page, J depends on w by way of y and z. Then
`dJ/dw = dJ/dz dy/dy dz/dw` is true, too: names were exchanged, but no error was made.
"""

from collections.abc import Callable, Iterable
from typing import Any

from proofread.mutations.parser import Node

_PARTIAL = ("operator", r"\partial")

Pair = tuple[Any, Any]
"""The names of what is differentiated, and by what."""


def derivative_of(node: Node) -> tuple[Node, Node] | None:
    """Return what a fraction differentiates and by what, if each is a single symbol."""
    if node.kind != "fraction" or node.above is not None:
        return None
    over, under = (_differential(part) for part in node.parts)
    return (over, under) if over is not None and under is not None else None


def _differential(part: Node) -> Node | None:
    inner = [node for node in part.walk_unscripted() if node.kind not in ("statement", "sum", "product")]
    kinds = [(node.kind, node.text if place < 2 else "") for place, node in enumerate(inner)]
    return inner[2] if kinds == [("group", "{"), _PARTIAL, ("atom", "")] else None


def order_of(tree: Node, name: Callable[[Node], Any]) -> frozenset[Pair]:
    """Return what depends on what by the derivatives in a formula, directly or by way of others."""
    found = {(name(d[0]), name(d[1])) for node in tree.walk() if (d := derivative_of(node)) is not None}
    while new := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= new
    return frozenset(found)


def telescoped(pairs: Iterable[Pair], order: frozenset[Pair]) -> list[Pair] | None:
    """Return the derivatives that a product of them is by the chain rule; None where it has no order."""
    left = [pair for pair in pairs if pair[0] != pair[1]]
    if any(pair not in order for pair in left):
        return None
    while joined := next(((p, q) for p in left for q in left if p is not q and p[1] == q[0]), None):
        first, second = joined
        left.remove(first)
        left.remove(second)
        left.append((first[0], second[1]))
    return sorted(left, key=repr)
