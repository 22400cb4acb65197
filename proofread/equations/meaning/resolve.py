"""What a tree means on this page: calls told from products, derivatives from fractions, indices from labels.

Reading does not know the page; resolving does.  It replaces `Word`, `Scripted`, `Operator` and `Run`
by `Reference`, `Position`, `Product`, `Call`, `Over`, `Derivative` and `Entry`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.differentials import Factors, derivative
from proofread.equations.meaning.runs import first, product
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.reading import nodes, symbols
from proofread.equations.reading.nodes import Index, Node, Reference
from proofread.equations.reading.scripts import require_only

_ORDERS = {"": "", "2": "2", "1": "1", "F": "F", r"\infty": "inf", r"\mathrm{F}": "F", r"\text{F}": "F"}


class Resolver:
    """Resolves the trees of one page.

    Parameters
    ----------
    vocabulary : Vocabulary
        What the page declares.
    bound : frozenset of str
        Index letters that a sum or product around this place binds.
    """

    def __init__(self, vocabulary: Vocabulary, bound: frozenset[str] = frozenset()) -> None:
        self.vocabulary = vocabulary
        self.bound = bound

    def inside(self, letters: set[str]) -> Resolver:
        """Return the resolver for the body of a sum over these letters."""
        return Resolver(self.vocabulary, self.bound | letters)

    def is_index(self, letter: str) -> bool:
        """Whether a letter is an index here."""
        return letter in self.bound or self.vocabulary.is_index(letter)

    def resolve(self, node: Node) -> Node:
        """Return the meaning of a tree.

        Raises
        ------
        Unreadable
            Where it has none on this page.
        """
        rule = getattr(self, "_" + type(node).__name__.lower(), None)
        if rule is None:
            return node
        resolved: Node = rule(node)
        return resolved

    def side(self, node: Node) -> Node:
        """Return the meaning of a whole side of an equation; no operator may be left without its argument."""
        resolved = self.resolve(node)
        for inner in nodes.walk(resolved):
            if isinstance(inner, nodes.Operator):
                raise Unreadable("this derivative has nothing to act on", inner.at)
        return resolved

    def first(self, run: Factors) -> tuple[str, Node, Factors]:
        """Return the first factor of a run with all that belongs to it, its sign, and what is left."""
        return first(run, self)

    # -- one rule a class of nodes -----------------------------------------------------------------

    def _word(self, node: nodes.Word) -> Node:
        letter = node.name
        if letter in self.bound or (
            self.is_index(letter) and (letter, False, 0) not in self.vocabulary.meanings
        ):
            return nodes.Position(node.at, Index(letter))
        if letter in self.vocabulary.functions and (letter, False, 0) not in self.vocabulary.meanings:
            raise Unreadable(f"{letter} is a function: its argument is missing", node.at)
        return self.reference(node)

    def reference(self, node: Node) -> Reference:
        """Return the symbol that a word with its scripts is on this page."""
        found = symbols.at_iteration(symbols.reference(node, self.is_index), self.vocabulary.iterations)
        if re.fullmatch(r"(I|\\mathbf\{[1I]\})_\{\w\}", found.name):
            return found
        if not found.name.endswith("}") or found.key in self.vocabulary.meanings:
            return found
        guessed = symbols.reference(node, lambda letter: letter.isalpha())
        known = guessed.key in self.vocabulary.meanings or self.vocabulary.whole(guessed) is not None
        return self._with_ranges(guessed) if known and found.key not in self.vocabulary.shapes else found

    def _with_ranges(self, symbol: Reference) -> Reference:
        """Let undeclared index letters run over the axis that they stand for."""
        for place, sub in enumerate(symbol.subs):
            known = self.is_index(sub.letter) or sub.letter in self.vocabulary.sizes
            if sub.letter.isalpha() and not known:
                self.vocabulary.infer(symbol, place)
        return symbol

    def _group(self, node: nodes.Group) -> Node:
        if len(node.items) > 1:
            raise Unreadable("a list in brackets has no value here", node.at)
        return self.resolve(node.items[0])

    def _negative(self, node: nodes.Negative) -> Node:
        return nodes.Negative(node.at, self.resolve(node.of))

    def _plus(self, node: nodes.Plus) -> Node:
        return nodes.Plus(node.at, self.resolve(node.left), self.resolve(node.right), node.sign)

    def _fraction(self, node: nodes.Fraction) -> Node:
        found = derivative(node.at, node.over, node.under, self)
        return found or nodes.Fraction(node.at, self.resolve(node.over), self.resolve(node.under))

    def _call(self, node: nodes.Call) -> Node:
        arguments = tuple(self.resolve(argument) for argument in node.arguments)
        if node.function == "factorial" and isinstance(arguments[0], nodes.Power):
            raise Unreadable("a power with ! can be read in two ways: use brackets", node.at)
        return nodes.Call(node.at, node.function, arguments)

    def _bar(self, node: nodes.Bar) -> Node:
        symbols, values = [], []
        for where in node.where:
            if not (isinstance(where, nodes.Comparison) and where.relation == "="):
                raise Unreadable(r"below the bar stands what is set: \right|_{x = 1}", node.at)
            symbols.append(given(self.resolve(where.left), self.vocabulary))
            values.append(self.resolve(where.right))
        return nodes.At(node.at, self.resolve(node.of), tuple(symbols), tuple(values))

    def _root(self, node: nodes.Root) -> Node:
        return nodes.Root(node.at, self.resolve(node.of))

    def _norm(self, node: nodes.Norm) -> Node:
        return nodes.Norm(node.at, self.resolve(node.of), node.order)

    def _matrix(self, node: nodes.Matrix) -> Node:
        rows = tuple(tuple(self.resolve(item) for item in row) for row in node.rows)
        if len({len(row) for row in rows}) > 1:
            raise Unreadable("the rows of this matrix differ in length", node.at)
        return nodes.Matrix(node.at, rows)

    def _comparison(self, node: nodes.Comparison) -> Node:
        return nodes.Comparison(node.at, node.relation, self.resolve(node.left), self.resolve(node.right))

    def _indicator(self, node: nodes.Indicator) -> Node:
        return nodes.Indicator(node.at, self._compared(node.condition))

    def _compared(self, node: nodes.Comparison) -> nodes.Comparison:
        return nodes.Comparison(node.at, node.relation, self.resolve(node.left), self.resolve(node.right))

    def _cases(self, node: nodes.Cases) -> Node:
        branches = [(self.resolve(value), when and self._compared(when)) for value, when in node.branches]
        return nodes.Cases(node.at, tuple(branches))

    def _operator(self, node: nodes.Operator) -> Node:
        raise Unreadable(f"\\{node.name} has nothing to act on", node.at)

    def _run(self, node: nodes.Run) -> Node:
        return product(list(node.factors), self)

    def as_layer(self, node: Node, new: bool = False) -> Node:
        r"""Return `w^l` as `w^{(l)}` where the page says that l is a layer."""
        layer = symbols.layer_text(node.above) if isinstance(node, nodes.Scripted) else ""
        if not (isinstance(node, nodes.Scripted) and isinstance(node.nucleus, nodes.Word) and layer):
            return node
        if not self.vocabulary.layers:
            return node
        bare = replace(node, above=None, transposed=False)
        name = symbols.reference(bare, self.is_index).name
        known = {key[1] for key in self.vocabulary.known() if key[0] == name}
        is_layer = (
            True in known or (new and not known)
            if layer.isdigit()
            else self.vocabulary.counts_layers(layer[0])
        )
        return replace(bare, layer=layer, transposed=node.transposed) if is_layer else node

    def _scripted(self, node: nodes.Scripted) -> Node:
        layered = self.as_layer(node)
        node = layered if isinstance(layered, nodes.Scripted) else node
        return self.with_scripts(self._nucleus(node), node)

    def _nucleus(self, node: nodes.Scripted) -> Node:
        """Return what carries the scripts, with those below it taken in."""
        match node.nucleus:
            case nodes.Word() as word if not (node.below or node.layer or node.star or node.primes):
                return self._word(word)
            case nodes.Word():
                return self._kronecker(self.reference(node))
            case nodes.Norm() as norm if norm.order == "" and node.below.strip() in _ORDERS:
                return nodes.Norm(norm.at, self.resolve(norm.of), _ORDERS[node.below.strip()])
            case nodes.Operator() as operator:
                return self._operator(operator)
            case inner if node.below:
                return nodes.Entry(node.at, self.resolve(inner), self._entry_indices(node))
            case inner:
                return self.resolve(inner)

    def _kronecker(self, symbol: Reference) -> Node:
        r"""Take an undeclared `\delta_{ij}` for 1 where i = j, else 0."""
        known = any(key[:2] == (symbol.name, False) for key in self.vocabulary.meanings)
        if symbol.name != r"\delta" or len(symbol.subs) != 2 or symbol.layer is not None or known:
            return symbol
        left, right = (nodes.Position(symbol.at, sub) for sub in symbol.subs)
        return nodes.Indicator(symbol.at, nodes.Comparison(symbol.at, "=", left, right))

    def _entry_indices(self, node: nodes.Scripted) -> tuple[Index, ...]:
        found = [symbols.index_of(item) for item in symbols.items(node.below)]
        known = [
            index for index in found if index and (not index.letter.isalpha() or self.is_index(index.letter))
        ]
        if len(known) < len(found):
            raise Unreadable(f"the index {node.below} is not declared", node.below_at)
        return tuple(known)

    def with_scripts(self, value: Node, node: nodes.Scripted) -> Node:
        """Return a value raised to what stands above it, or transposed."""
        if not isinstance(node.nucleus, nodes.Word):
            require_only(node, "below", "above", *(["layer"] if node.layer else ["transposed"]))
        if node.above is not None:
            if isinstance(node.nucleus, nodes.Tied) and node.nucleus.signed:
                raise Unreadable("a power of a signed numeral needs brackets", node.at)
            value = nodes.Power(node.at, value, self.resolve(node.above), node.entrywise)
        if node.layer and not isinstance(node.nucleus, nodes.Word):
            return nodes.Power(node.at, value, self._position(node))
        return nodes.Transposed(node.at, value) if node.transposed else value

    def _position(self, node: nodes.Scripted) -> Node:
        index: Any = symbols.index_of(node.layer)
        if index.letter and not self.is_index(index.letter):
            raise Unreadable(
                f"the exponent ({node.layer}) looks like a layer: leave its brackets out", node.at
            )
        return nodes.Position(node.at, index)


def given(symbol: Node, vocabulary: Vocabulary) -> Reference:
    """Return a symbol that is given, and so can be set to another value."""
    if isinstance(symbol, Reference):
        stored = symbol if symbol.key in vocabulary.meanings else vocabulary.whole(symbol) or symbol
        meanings = vocabulary.meanings.get(stored.key, ())
        if meanings and all(meaning.kind in ("given", "part") for meaning in meanings):
            return symbol
    raise Unreadable("only a given symbol can be set to a value", symbol.at)
