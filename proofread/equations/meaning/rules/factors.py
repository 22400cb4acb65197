r"""Factors in a row, taken from the left; a rule a kind of leading factor says what it takes with it.

A sum takes all that follows, `f` its bracket, `\partial J` what it is divided by.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from proofread.equations.meaning.resolver import Resolver
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Factor, Node


class Factors:
    """Factors in a row, and how many of them are taken; `row[0]` is the next one."""

    def __init__(self, node: Node) -> None:
        self._all = node.factors if isinstance(node, nodes.Run) else (Factor("", node),)
        self._taken = 0

    def __len__(self) -> int:
        return len(self._all) - self._taken

    def __getitem__(self, place: int) -> Factor:
        return self._all[self._taken + place]

    def __iter__(self) -> Iterator[Factor]:
        return iter(self._all[self._taken :])

    def take(self) -> Node:
        """Take the next factor."""
        self._taken += 1
        return self._all[self._taken - 1].node

    def take_all(self) -> Node:
        """Take all that is left, as one product."""
        return self.take_many(len(self))

    def take_many(self, count: int) -> Node:
        """Take some factors, as one product; the sign before the first is not theirs."""
        first, *others = self._all[self._taken : self._taken + count]
        self._taken += count
        return nodes.Run(first.node.at, (Factor("", first.node), *others)) if others else first.node

    def opens(self) -> nodes.Group | None:
        """Return the bracket that follows at once, scripts or not; a brace is none."""
        return bracket(self[0].node) if self and self[0].sign == "" else None


def bracket(node: Node) -> nodes.Group | None:
    """Return the bracket that a factor is, scripts or not; a brace is none."""
    return node.core if isinstance(node.core, nodes.Group) and node.core.bracket != "{" else None


def is_big(node: Node) -> bool:
    r"""Whether a factor is `\sum` or `\prod`, which cover all that follows."""
    return isinstance(node.core, nodes.Operator) and node.core.name in ("sum", "prod")


def first(row: Factors, resolver: Resolver) -> Node:
    """Take the first factor with all that belongs to it, and return what it means."""
    return leading(row[0].node.core, row, resolver)


@singledispatch
def leading(core: Node, row: Factors, resolver: Resolver) -> Node:
    """Take the factor with this core, and what belongs to it, and return what it means."""
    return resolver.resolve(row.take())
