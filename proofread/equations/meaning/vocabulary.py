"""What the symbols of a page mean, in a form to look up: entries by key, functions, index ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from proofread.equations.errors import Unreadable
from proofread.equations.meaning import code
from proofread.equations.reading.nodes import Index, Node, Reference

Key = tuple[str, bool, int]


@dataclass(frozen=True)
class Range:
    """What an index runs over: from `low` to `high` (a number or a size letter), all of an axis or not."""

    low: int
    high: str
    axis: bool = True


@dataclass(frozen=True)
class Meaning:
    """What one symbol (for all values of its index letters) is.

    `kind` is given, part, code or definition; a definition made by an equation of the page holds its body.
    """

    kind: str
    symbol: Reference
    shape: tuple[str, ...] | None = None
    domain: str = "real"
    python: str = ""
    call: code.Call | None = None
    parent: Reference | None = None
    axes: tuple[Index, ...] = ()
    body: Node | None = None


@dataclass(frozen=True)
class Random:
    """How a symbol is random: by its values and their weights, or by its mean and variance.

    `kind` is values, normal, or moments, where nothing else is known.
    """

    kind: str
    shape: tuple[str, ...]
    first: Node
    second: Node


@dataclass(frozen=True)
class Function:
    """A function of the page: Python by its path, a call, or a formula of its parameters."""

    name: str
    parameters: tuple[Reference, ...]
    path: str = ""
    call: code.Call | None = None
    body: Node | None = None


@dataclass
class Vocabulary:
    """Everything that a page declares and defines."""

    sizes: dict[str, int | None] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)
    iterations: set[str] = field(default_factory=set)
    layers: set[str] = field(default_factory=set)
    meanings: dict[Key, list[Meaning]] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    shapes: dict[Key, list[Meaning]] = field(default_factory=dict)
    derivatives: dict[Node, code.Call] = field(default_factory=dict)
    assignments: dict[Reference, code.Call] = field(default_factory=dict)
    random: dict[Key, Random] = field(default_factory=dict)
    random_indices: set[str] = field(default_factory=set)
    named: dict[tuple[Node, Node], str] = field(default_factory=dict)
    """Symbols that are written like calls, such as `P(A)`: the word, its bracket, and the name of both."""
    reading: dict[str, str] = field(default_factory=dict)
    awaited: set[str] = field(default_factory=set)
    """The names of functions that the page says an equation defines."""

    def copy(self) -> Vocabulary:
        """Return a copy to which a page's definitions can be added."""
        meanings = {key: list(found) for key, found in self.meanings.items()}
        return replace(self, ranges=dict(self.ranges), meanings=meanings, functions=dict(self.functions))

    def add(self, meaning: Meaning) -> None:
        """Add what a symbol means."""
        self.meanings.setdefault(meaning.symbol.key, []).append(meaning)

    def let_be_number(self, parameter: Reference) -> None:
        r"""Let a parameter such as the z of `\sigma(z)` stand for any number, if the page says no other."""
        if not self.declared(parameter) and parameter.name not in self.sizes:
            self.add(Meaning("given", parameter, (), python=parameter.name))

    @property
    def by_entries(self) -> bool:
        """Whether the page takes powers, and sums and quotients with numbers, of each entry of an array."""
        return self.reading.get("powers") == "entries"

    def paths(self) -> list[str]:
        """Return the dotted paths of the code that symbols are tied to."""
        calls = [each.call for found in self.meanings.values() for each in found]
        calls += [each.call for each in self.functions.values()]
        calls += [*self.derivatives.values(), *self.assignments.values()]
        called = [call.path for call in calls if call is not None]
        return called + [each.path for each in self.functions.values() if each.path]

    def counts_layers(self, letter: str) -> bool:
        """Whether a letter is a layer, or the last of them."""
        return letter in self.layers or letter in {self.ranges[layer].high for layer in self.layers}

    def known(self) -> set[Key]:
        """Return the keys of all symbols that have a value or a shape."""
        return self.meanings.keys() | self.shapes.keys()

    def is_index(self, letter: str) -> bool:
        """Whether a letter is declared as an index."""
        return letter in self.ranges or letter in self.iterations

    def size_named(self, name: str) -> str:
        """Return the size letter that a symbol names: `d_k` is read as `d_{k}`."""
        return next((size for size in self.sizes if _braced(size) == _braced(name)), name)

    def is_function(self, name: str) -> bool:
        """Whether a name is a function, and no value too."""
        return name in self.functions and (name, False, 0) not in self.meanings

    def declared(self, symbol: Reference) -> list[Meaning]:
        """Return the meanings under a symbol's key, those of `defined:` last."""
        return [*self.meanings.get(symbol.key, ()), *self.shapes.get(symbol.key, ())]

    def shape_of(self, symbol: Reference) -> tuple[str, ...] | None:
        """Return the declared shape of a symbol, if it has one."""
        for meaning in self.declared(symbol):
            if meaning.shape is not None:
                return meaning.shape
        return None

    def whole(self, symbol: Reference) -> Reference | None:
        r"""Return the array of which a symbol with indices names an entry.

        `X_{ij}` is an entry of `X`; `y_i` one of `\mathbf{y}`, and `x_{ij}` one of `X`, where nothing else is
        declared.
        """
        if symbol.key in self.shapes:  # declared by itself: `J_i` beside `J` is no entry of it
            return None
        capital = _capital(symbol.name)
        names = [symbol.name, _bold(symbol.name), capital, _bold(capital)]
        found = []
        for name in names if symbol.subs else []:
            array = Reference(symbol.at, name, (), symbol.layer)
            shaped = self.declared(array) and self.shape_of(array) != ()
            if shaped and (name in names[:2] or len(symbol.subs) == 2):
                found.append(array)
        matrices = [array for array in found if "1" not in (self.shape_of(array) or ())]
        return next(iter(matrices if len(symbol.subs) == 2 and matrices else found), None)

    def axis(self, symbol: Reference, place: int) -> str:
        """Return the size letter of the axis that an index of a symbol stands for, or nothing."""
        for meaning in self.meanings.get(symbol.key, ()):
            if meaning.kind == "part" and meaning.parent is not None:
                letter = meaning.symbol.subs[place].letter
                shape = self.shape_of(meaning.parent) or ()
                places = [
                    size for axis, size in zip(meaning.axes, shape, strict=False) if axis.letter == letter
                ]
                return places[0] if letter and places else ""
        array = self.whole(symbol)
        shape = (array and self.shape_of(array)) or ()
        if len(symbol.subs) == 1 and "1" in shape:
            return shape[0] if shape[1] == "1" else shape[1]
        return shape[place] if len(symbol.subs) == len(shape) else ""

    def undeclared(self, letter: str) -> str:
        """Say that a letter is no index here, and what it is if it is something else."""
        what = "counts iterations, and is no index here" if letter in self.iterations else "is not declared"
        return f"the index {letter} {what}"

    def infer(self, symbol: Reference, place: int) -> None:
        """Let an undeclared index letter run over the axis where it stands."""
        letter, size = symbol.subs[place].letter, self.axis(symbol, place)
        if not size:
            raise Unreadable(self.undeclared(letter), symbol.at)
        self.ranges[letter] = Range(1, size)


def _braced(name: str) -> str:
    return re.sub(r"_(\w)$", r"_{\1}", name)


def _bold(name: str) -> str:
    r"""Return `\mathbf{y}` for `y`, and `\hat{\mathbf{y}}` for `\hat{y}`."""
    head, brace, inner = name.rpartition("{")
    return f"{head}{brace}\\mathbf{{{inner.removesuffix('}')}}}{'}' * bool(brace)}"


def _capital(name: str) -> str:
    r"""Return `X` for `x`, `\Phi` for `\phi`, `\mathbf{X}` for `\mathbf{x}`."""
    head, brace, inner = name.rpartition("{")
    start = inner.startswith("\\")
    return head + brace + inner[:start] + inner[start:].capitalize()
