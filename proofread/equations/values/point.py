"""One point at which equations are evaluated: sizes, given values, and all that follows from them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import numpy as np

from proofread.equations.errors import OutOfRange, Unreadable, Untrue
from proofread.equations.meaning import code
from proofread.equations.meaning.dependencies import Dependencies
from proofread.equations.meaning.hints import hint
from proofread.equations.meaning.vocabulary import Key, Meaning, Range, Vocabulary
from proofread.equations.notation.domains import draw
from proofread.equations.reading.nodes import Index, Node, Reference
from proofread.equations.values.numbers.arrays import Shape, Value

ValueKey = tuple[str, bool, tuple[int, ...]]
_CONSTANTS = {"e": np.e, r"\mathrm{e}": np.e, r"\pi": np.pi, r"\infty": np.inf}
_SIZED = re.compile(r"(I|\\mathbf\{I\}|\\mathbf\{1\})_\{(\w)\}")


@dataclass(frozen=True, slots=True)
class Place:
    """The value of an index, what it runs over, and whether that must be all of an axis."""

    value: int
    low: int = 1
    high: int = 0
    axis: bool = False


Places = Mapping[str, Place]
Selector = tuple[int | slice, ...]


@singledispatch
def evaluate(node: Node, point: Point, places: Places) -> Value:
    """Return the value of a tree; the rule for a kind of node is registered with the module that knows it.

    Raises
    ------
    Untrue
        If it means nothing for these shapes.
    Unreadable
        If it uses what the page does not declare.
    """
    raise Unreadable("this has no value", node.at)


class Point:
    """A point, and the value of every symbol there.

    Parameters
    ----------
    vocabulary : Vocabulary
        What the symbols mean.
    dependencies : Dependencies
        What depends on what: keeps values that a change leaves alone.
    sizes : dict
        Size letter -> number.
    given : callable
        The value of a given symbol: random, or the page's.
    value_of : callable
        The value of a Python expression on the page.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        dependencies: Dependencies,
        sizes: dict[str, int],
        given: Callable[[Meaning, ValueKey, Point], Value],
        value_of: Callable[[str], Any],
    ) -> None:
        self.vocabulary, self.dependencies, self.sizes = vocabulary, dependencies, sizes
        self.given, self.value_of = given, value_of
        self.parent: Point | None = None
        self.changed: dict[ValueKey, Value] = {}
        self.moved: frozenset[Key] = frozenset()
        self.cache: dict[ValueKey, Value] = {}
        self.busy: set[ValueKey] = set()
        self.means: dict[tuple[Node, tuple[tuple[str, int], ...]], Value] = {}
        self.derivatives: dict[tuple[Node, tuple[tuple[str, int], ...]], Value] = {}

    def child(self, changed: dict[ValueKey, Value]) -> Point:
        """Return the same point with some symbols set, whatever defines them."""
        made = Point(self.vocabulary, self.dependencies, self.sizes, self.given, self.value_of)
        made.parent, made.changed = self, changed
        made.moved = frozenset((name, layered, len(slots) - layered) for name, layered, slots in changed)
        return made

    # -- values ------------------------------------------------------------------------------------

    def get(self, key: ValueKey, symbol: Reference) -> Value:
        """Return the value stored under a key."""
        if key in self.changed:
            return self.changed[key]
        if self.parent is not None and self.moved.isdisjoint(self.dependencies.of(symbol.key)):
            return self.parent.get(key, symbol)
        if key not in self.cache:
            if key in self.busy:
                raise Untrue(f"the definition of {symbol.name} goes round in a circle")
            self.busy.add(key)
            try:
                self.cache[key] = self._compute(key, symbol)
            finally:
                self.busy.discard(key)
        return self.cache[key]

    def value_at(self, key: ValueKey) -> Value:
        """Return the value of a symbol without indices."""
        return self.get(key, Reference(0, key[0]))

    def before_changes_to(self, tree: Node) -> Point:
        """Return the point before changes that a tree does not see, where its values may be kept already."""
        here, reach = self, self.dependencies.of_tree(tree)
        while here.parent is not None and here.moved.isdisjoint(reach):
            here = here.parent
        return here

    def _compute(self, key: ValueKey, symbol: Reference) -> Value:
        meaning = self.matching(symbol.key, key[2])
        if meaning is None:
            return self._undeclared(symbol)
        if meaning.kind == "given":
            return self.given(meaning, key, self)
        places = self.bound(meaning, key[2])
        if meaning.call is not None:
            value = self.call(meaning.call, places)
        else:
            if meaning.body is None:
                raise Untrue(f"the definition of {latex(symbol)} cannot be read")
            value = evaluate(meaning.body, self, places)
        self.check_shape(meaning, symbol, value)
        return value

    def _undeclared(self, symbol: Reference) -> Value:
        r"""Return the value of a size, a constant, or `I_N` or `\mathbf{1}_N`; nothing else has one."""
        if not symbol.slots:
            if (size := self.vocabulary.size_named(symbol.name)) in self.sizes:
                return float(self.sizes[size])
            if symbol.name in _CONSTANTS:
                return _CONSTANTS[symbol.name]
            found = _SIZED.fullmatch(symbol.name)
            if found and found[2] in self.sizes:
                number = self.sizes[found[2]]
                return np.ones((number, 1)) if "1" in found[1] else np.eye(number)
        layers = [key for key in self.vocabulary.meanings if key[:2] == (symbol.name, True)]
        if symbol.layer is not None and layers:
            raise OutOfRange(f"{latex(symbol)}: there is no such layer or index")
        if symbol.key in self.vocabulary.shapes:
            raise Untrue(f"{latex(symbol)} is declared under defined:, but no equation defines it by :=")
        if symbol.key in self.vocabulary.meanings:
            raise Untrue(f"{latex(symbol)} is not declared for this index")
        raise Unreadable(f"unknown symbol {latex(symbol)}{hint(symbol.name, len(symbol.subs))}", symbol.at)

    def check_shape(self, meaning: Meaning, symbol: Reference, value: Value) -> None:
        """Compare the shape of a value with what the page declares."""
        declared = meaning.shape
        for shaped in self.vocabulary.shapes.get(symbol.key, ()):
            pairs = zip(shaped.symbol.slots, symbol.slots, strict=True)
            if all(left == right or left.letter or right.letter for left, right in pairs):
                declared = shaped.shape
        if declared is not None and not isinstance(value, tuple):
            expected, got = self.shape(declared), np.shape(value)
            if expected != got and not {expected, got} <= {(), (1, 1)}:
                size = " x ".join(map(str, expected)) or "a number"
                raise Untrue(f"{latex(symbol)} is declared {size}, but its value has shape {got}")

    def shape(self, letters: tuple[str, ...]) -> Shape:
        """Return a shape in numbers."""
        return tuple(self.size(letter) for letter in letters)

    def size(self, letter: str) -> int:
        """Return a size in numbers."""
        if letter.isdigit():
            return int(letter)
        if letter not in self.sizes:
            raise Untrue(f"the size {letter} is not known here: no array that is read has it")
        return self.sizes[letter]

    # -- code --------------------------------------------------------------------------------------

    def call(self, call: code.Call, places: Places) -> Any:
        """Return what tied code returns for the values of its arguments."""
        function = code.load(call.path, self.value_of)
        positional: list[Any] = []
        named: dict[str, Any] = {}
        for keyword, inner in ((each.keyword, each.value) for each in call.arguments):
            value = (
                self.call(inner, places) if isinstance(inner, code.Call) else evaluate(inner, self, places)
            )
            if keyword:
                named[keyword] = value
            else:
                positional.append(value)
        return self.run(call.path, lambda: code.take(function(*positional, **named), call.rest))

    @staticmethod
    def run(path: str, action: Callable[[], Any]) -> Any:
        """Run an author's code; what it raises is a finding, but for what the runner must see."""
        try:
            return action()
        except (TimeoutError, MemoryError, RecursionError, Untrue, Unreadable):
            raise
        except Exception as error:
            raise Untrue(f"{path} raises {type(error).__name__}: {error}") from None

    # -- places ------------------------------------------------------------------------------------

    def matching(self, key: tuple[str, bool, int], slots: tuple[int, ...]) -> Meaning | None:
        """Return the meaning for these indices: a literal one before one for all."""
        fitting = [m for m in self.vocabulary.meanings.get(key, ()) if self._fits(m, slots)]
        return min(fitting, key=lambda m: sum(bool(slot.letter) for slot in m.symbol.slots), default=None)

    def _fits(self, meaning: Meaning, slots: tuple[int, ...]) -> bool:
        for pattern, value in zip(meaning.symbol.slots, slots, strict=True):
            if not pattern.letter:
                if pattern.shift != value:
                    return False
            elif pattern.letter in self.vocabulary.ranges and meaning.kind != "part":
                low, high = self.limits(self.vocabulary.ranges[pattern.letter])
                if not low <= value - pattern.shift <= high:
                    return False
        return True

    def limits(self, over: Range) -> tuple[int, int]:
        """Return what an index runs over, in numbers."""
        return over.low, self.size(over.high)

    def bound(self, meaning: Meaning, slots: tuple[int, ...]) -> dict[str, Place]:
        """Return the index letters of a meaning at these indices."""
        pairs = [pair for pair in zip(meaning.symbol.slots, slots, strict=True) if pair[0].letter]
        return {slot.letter: self.place(slot.letter, value - slot.shift) for slot, value in pairs}

    def place(self, letter: str, value: int) -> Place:
        """Return the place of an index letter at one of its values."""
        over = self.vocabulary.ranges.get(letter)
        if over is None:
            return Place(value)
        return Place(value, *self.limits(over), over.axis)

    def at(self, index: Index, places: Places, where: int = -1) -> int:
        """Return the number that an index is here."""
        if not index.letter:
            return index.shift
        if index.letter not in places and index.letter in self.sizes:
            return self.sizes[index.letter] + index.shift
        if index.letter not in places:
            raise Unreadable(f"the index {index.letter} is not bound here", where)
        return places[index.letter].value + index.shift


def random_given(seed: int, spread: float) -> Callable[[Meaning, ValueKey, Point], Value]:
    """Return what draws given symbols, the same for a symbol whatever else the page holds."""

    def given(meaning: Meaning, key: ValueKey, point: Point) -> Value:
        rng = np.random.default_rng([seed, zlib.crc32(repr(key).encode())])
        return draw(meaning.domain, rng, point.shape(meaning.shape or ()), spread)

    return given


def latex(symbol: Reference) -> str:
    """Return a symbol as LaTeX, for messages."""
    layer = f"^{{({symbol.layer})}}" if symbol.layer is not None else ""
    subs = "".join(
        "," * (i > 0 and bool(sub.shift and sub.letter)) + str(sub) for i, sub in enumerate(symbol.subs)
    )
    return symbol.name + layer + (f"_{{{subs}}}" if len(subs) > 1 else f"_{subs}" if subs else "")
