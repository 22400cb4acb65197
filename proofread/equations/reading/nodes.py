"""What an equation is made of: the tree that reading yields and evaluation walks.

Reading (grammar.py) yields every class but those of the last group; resolving (meaning/) replaces
`Run`, `Scripted`, `Word` and `Operator`, which need to know what the page declares, by that last group.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Index:
    """A position: a letter with a shift (`i+1`), or a number (no letter)."""

    letter: str
    shift: int = 0

    def __str__(self) -> str:
        if not self.letter:
            return str(self.shift)
        return self.letter + (f"{self.shift:+d}" if self.shift else "")


ALL = Index(":")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an equation, and the offset in the formula where it begins."""

    at: int = field(compare=False)

    @property
    def core(self) -> Node:
        """What carries the scripts: the node itself, where it has none."""
        return self


HOLE = Node(0)
"""What stands where nothing could be read."""


class Factor(NamedTuple):
    r"""One of the factors in a row, with the sign before it: `""`, `.`, `o` (\odot) or `/`."""

    sign: str
    node: Node


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A numeral as written, such as `0.50`."""

    text: str


@dataclass(frozen=True, slots=True)
class Tied(Node):
    """A numeral tied to an expression of the page: its exact value stands in."""

    expression: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Group(Node):
    """What stands between brackets: one expression, or several separated by commas."""

    items: tuple[Node, ...]
    bracket: str


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """Minus what follows."""

    of: Node


@dataclass(frozen=True, slots=True)
class Plus(Node):
    """A sum (sign 1) or difference (sign -1) of two terms."""

    left: Node
    right: Node
    sign: int


@dataclass(frozen=True, slots=True)
class Fraction(Node):
    """A fraction."""

    over: Node
    under: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    r"""A power; entrywise where written `^{\odot 2}`."""

    base: Node
    exponent: Node
    entrywise: bool = False


@dataclass(frozen=True, slots=True)
class Transposed(Node):
    """A transpose."""

    of: Node


@dataclass(frozen=True, slots=True)
class Root(Node):
    """A square root."""

    of: Node


@dataclass(frozen=True, slots=True)
class Norm(Node):
    """A norm, with the order written below it, or an absolute value (order `abs`)."""

    of: Node
    order: str


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """A matrix written out."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    r"""A condition such as `i \ne j` or `x \ge 0`."""

    relation: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """Values with their conditions; no condition means otherwise."""

    branches: tuple[tuple[Node, Comparison | None], ...]


@dataclass(frozen=True, slots=True)
class Indicator(Node):
    """1 where the condition holds, else 0: `[i = j]`."""

    condition: Comparison


@dataclass(frozen=True, slots=True)
class Dots(Node):
    r"""`\dots`: what stands before and behind says what is left out."""

    latex: str


# -- read, but not yet resolved ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar(Node):
    r"""What stands in `\left. … \right|_{x = 1}`, with what is set there."""

    of: Node
    where: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A name as written, without scripts."""

    name: str


@dataclass(frozen=True, slots=True)
class Operator(Node):
    r"""`\sum`, `\prod`, `\log`, `\max`, `\partial`, `\nabla`: it acts on what follows."""

    name: str


@dataclass(frozen=True, slots=True)
class Scripted(Node):
    """A word, an operator or a bracket with what stands below, above and behind it."""

    nucleus: Node
    below: str = ""
    below_at: int = 0
    layer: str = ""
    primes: int = 0
    star: bool = False
    above: Node | None = None
    transposed: bool = False
    entrywise: bool = False

    @property
    def core(self) -> Node:
        """What carries the scripts."""
        return self.nucleus


@dataclass(frozen=True, slots=True)
class Run(Node):
    """Factors in a row."""

    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Set(Node):
    r"""What stands right of `\in`, as written."""

    latex: str


# -- resolved ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """A symbol of the page: its name, its layer and its indices."""

    name: str
    subs: tuple[Index, ...] = ()
    layer: Index | None = None

    @property
    def slots(self) -> tuple[Index, ...]:
        """Layer first, then the indices."""
        return self.subs if self.layer is None else (self.layer, *self.subs)

    @property
    def key(self) -> tuple[str, bool, int]:
        """What is looked up: the same for all layers and indices."""
        return self.name, self.layer is not None, len(self.subs)


@dataclass(frozen=True, slots=True)
class Position(Node):
    r"""An index used as a number, as in `\gamma^{k}`."""

    index: Index


@dataclass(frozen=True, slots=True)
class Product(Node):
    r"""A product: plain, entry by entry (`\odot`), or dotted (`\cdot`), which is the inner one of vectors."""

    left: Node
    right: Node
    entrywise: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function at its arguments, differentiated as often as it has primes."""

    function: str
    arguments: tuple[Node, ...]
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Over(Node):
    """Something over an index: sum, prod, max, min, argmax, argmin."""

    operation: str
    letter: str
    low: Node | None
    high: Node | None
    where: tuple[Comparison, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Listed(Node):
    r"""Values side by side, or one below the other; some may be lists over an index: `[x_1, \dots, x_n]`."""

    items: tuple[Node, ...]
    down: bool = False


@dataclass(frozen=True, slots=True)
class Integral(Node):
    """The integral of something by a letter, from one number to another."""

    of: Node
    letter: str
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Mean(Node):
    """The expectation of something over all that is random in it, or over some of that."""

    of: Node
    over: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Order(Node):
    r"""`\mathcal{O}(h^2)`: something that vanishes at least as fast as its size does."""

    of: Node


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """The derivative of something by symbols, one after the other."""

    of: Node
    by: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Jacobian(Node):
    """The derivative of a vector by a vector, a row an entry of the first; of a gradient, the Hessian."""

    of: Node
    by: Reference


@dataclass(frozen=True, slots=True)
class At(Node):
    """The value of something where given symbols have other values."""

    of: Node
    symbols: tuple[Reference, ...]
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """What something tends to as a symbol tends to a value, from above (side 1), below (-1) or both (0)."""

    of: Node
    symbol: Reference
    to: Node
    side: int


@dataclass(frozen=True, slots=True)
class Entry(Node):
    """An entry, row or column of an expression in brackets: `(A B)_{ij}`."""

    of: Node
    subs: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Assembled(Node):
    """An array defined by its entries: row and column as letters or numbers, and the entry."""

    row: Index
    column: Index
    body: Node


def children(node: Node) -> list[Node]:
    """Return the nodes right below one, in reading order."""
    kind, found = type(node), list[Node]()
    if kind not in _PARTS:
        _PARTS[kind] = tuple(each.name for each in fields(kind) if each.type not in _PLAIN)
    for name in _PARTS[kind]:
        value = getattr(node, name)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(_nodes_in(value))
    return found


_PARTS: dict[type, tuple[str, ...]] = {}
"""The fields of each class in which nodes can stand."""
_PLAIN = {"int", "str", "bool", "Index", "Index | None", "tuple[Index, ...]"}


def _nodes_in(values: tuple[object, ...]) -> list[Node]:
    found: list[Node] = []
    for value in values:
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(_nodes_in(value))
    return found


def walk(node: Node) -> list[Node]:
    """Return a node and all below it."""
    found, waiting = list[Node](), [node]
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(children(found[-1]))
    return found


def indices(node: Node) -> tuple[Index, ...]:
    """Return the indices that stand at a node itself."""
    if isinstance(node, Reference):
        return node.slots
    if isinstance(node, Position):
        return (node.index,)
    return node.subs if isinstance(node, Entry) else ()
