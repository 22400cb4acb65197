r"""Dots, where their neighbours say what is left out: `x_1 + \dots + x_n`, `[a_1, \dots, a_n]`.

The terms beside the dots are the first and the last of a row, and differ in an index or a number that counts
up from one to the other.  A term before them must be the one before the first, or the rule is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver, meaning
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Dots, Index, Node, Reference

_LETTERS = "\u03b9\u03f0\u03f1"
"""The indices that dots run over, one inside the other: no page writes these letters."""


@meaning.register
def _alone(node: Dots, resolver: Resolver) -> Node:
    raise Unreadable(rf"{node.latex} leaves terms out: write \sum or \prod with its index", node.at)


def filled(operation: str, items: Sequence[Node], resolver: Resolver) -> list[Node]:
    """Return the meanings of items, with those around dots gathered in one: a sum, a product or a list."""
    found: list[Node] = []
    waiting = list(items)
    while waiting:
        item = waiting.pop(0)
        if not isinstance(item, Dots):
            found.append(resolver.resolve(item))
        elif not (found and waiting) or isinstance(waiting[0], Dots):
            _alone(item, resolver)
        else:
            last = resolver.resolve(waiting.pop(0))
            found[-1] = _gathered(operation, found[-2:-1], found[-1], last, item)
    return found


def _gathered(operation: str, before: list[Node], first: Node, last: Node, dots: Dots) -> Node:
    up, down = _Between.of(first, last), _Between.of(last, first)
    run = up or down
    if run is None:
        raise Unreadable(rf"what {dots.latex} leaves out cannot be read from the terms beside it", dots.at)
    outside = Index("", run.low - 1) if up is not None else run.beyond
    if before and before[0] != _at(run.body, run.letter, outside):
        raise Unreadable(rf"the term before those beside {dots.latex} follows another rule", dots.at)
    if not before and (run.is_value or run.low not in (0, 1)):
        raise Unreadable(rf"{dots.latex} needs two terms before it, to show how they go on", dots.at)
    downwards = "_down" if up is None and operation != "sum" else ""
    low = nodes.Number(first.at, str(run.low))
    return nodes.Over(first.at, operation + downwards, run.letter, low, run.high, (), run.body)


@dataclass
class _Between:
    """A row of terms: the body in terms of its index, where that begins and ends."""

    letter: str
    ends: list[tuple[int, tuple[str, int]]] = field(default_factory=list)
    body: Node = nodes.HOLE
    is_value: bool = False

    @classmethod
    def of(cls, first: Node, last: Node) -> _Between | None:
        """Return the row from the first term to the last, if they differ in what counts alone."""
        inside = {node.letter for node in nodes.walk(first) if isinstance(node, nodes.Over)}
        made = cls(next(letter for letter in _LETTERS if letter not in inside))
        try:
            made.body = made.part(first, last)
        except ValueError:
            return None
        return made if made.ends else None

    @property
    def low(self) -> int:
        """Where the index begins."""
        return self.ends[0][0]

    @property
    def high(self) -> Node:
        """Where the index ends."""
        letter, shift = self.ends[0][1]
        if not letter:
            return nodes.Number(0, str(shift))
        end: Node = Reference(0, letter)
        return nodes.Plus(0, end, nodes.Number(0, str(abs(shift))), 1 if shift > 0 else -1) if shift else end

    @property
    def beyond(self) -> Index:
        """The index one beyond the end, where a row that counts down has the term before it."""
        letter, shift = self.ends[0][1]
        return Index(letter, shift + 1)

    def part(self, first: Any, last: Any) -> Any:
        """Return what both have in common, with the index in place of what counts."""
        if first == last:
            return first
        if isinstance(first, Index) and isinstance(last, Index):
            return Index(
                self.letter,
                self._counted(first.shift if not first.letter else None, (last.letter, last.shift)),
            )
        if isinstance(first, nodes.Number) and isinstance(last, Node):
            self.is_value = True
            shift = self._counted(int(first.text) if first.text.isdigit() else None, _end(last))
            return nodes.Position(first.at, Index(self.letter, shift))
        if isinstance(first, tuple) and isinstance(last, tuple) and len(first) == len(last):
            return tuple(self.part(one, other) for one, other in zip(first, last, strict=True))
        if type(first) is type(last) and isinstance(first, Node):
            names = [each.name for each in fields(first) if each.name != "at"]
            parts = {name: self.part(getattr(first, name), getattr(last, name)) for name in names}
            return type(first)(first.at, **parts)
        raise ValueError

    def _counted(self, low: int | None, high: tuple[str, int]) -> int:
        """Note both ends of what counts, and return how far it is ahead of the index."""
        if low is None or (not high[0] and high[1] <= low):
            raise ValueError
        self.ends.append((low, high))
        ahead = low - self.low
        letter, shift = self.ends[0][1]
        if high != (letter, shift + ahead):
            raise ValueError
        return ahead


def _end(node: Node) -> tuple[str, int]:
    """Return a letter and what is added to it, as which a number on its own has no letter."""
    match node:
        case nodes.Number(text=text) if text.isdigit():
            return "", int(text)
        case Reference(name=name) if not node.slots:
            return name, 0
        case nodes.Position(index=index):
            return index.letter, index.shift
        case nodes.Plus(left=left, right=nodes.Number(text=text), sign=sign) if text.isdigit():
            letter, shift = _end(left)
            return letter, shift + sign * int(text)
    raise ValueError


def _at(body: Any, letter: str, place: Index) -> Any:
    """Return the term of a row at one place, as it would be written."""
    if isinstance(body, Index):
        return Index(place.letter, place.shift + body.shift) if body.letter == letter else body
    if isinstance(body, tuple):
        return tuple(_at(item, letter, place) for item in body)
    if isinstance(body, nodes.Position) and body.index.letter == letter and not place.letter:
        return nodes.Number(body.at, str(place.shift + body.index.shift))
    if not isinstance(body, Node):
        return body
    parts = {each.name: _at(getattr(body, each.name), letter, place) for each in fields(body)}
    if isinstance(body, nodes.Power) and parts["exponent"] in (nodes.Number(0, "1"), nodes.Number(0, "0")):
        return parts["base"] if parts["exponent"] == nodes.Number(0, "1") else nodes.Number(body.at, "1")
    return type(body)(**parts)
