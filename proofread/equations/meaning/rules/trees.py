"""Nodes that mean what their parts mean, and words with their scripts."""

from __future__ import annotations

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver, meaning
from proofread.equations.meaning.rules.dots import filled
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.reading import nodes, symbols
from proofread.equations.reading.nodes import Index, Node, Reference
from proofread.equations.reading.scripts import require_only

_ORDERS = {
    "": "",
    "2": "2",
    "1": "1",
    "F": "F",
    r"\infty": "inf",
    r"\mathrm{F}": "F",
    r"\text{F}": "F",
    r"\textrm{F}": "F",
}


@meaning.register
def _word(node: nodes.Word, resolver: Resolver) -> Node:
    letter, vocabulary = node.name, resolver.vocabulary
    is_value = (letter, False, 0) in vocabulary.meanings
    if letter in resolver.bound or (resolver.is_index(letter) and not is_value):
        return nodes.Position(node.at, Index(letter))
    if "(" in letter:  # `p(x \mid \theta)`, a call where that is a function of the page and no symbol
        signature, parts = symbols.conditional(letter)
        if signature in vocabulary.functions and not vocabulary.declared(resolver.reference(node)):
            arguments = tuple(resolver.resolve(symbols.word_of(part)) for part in parts)
            return nodes.Call(node.at, signature, arguments)
    if vocabulary.is_function(letter):
        raise Unreadable(f"{letter} is a function: its argument is missing", node.at)
    return resolver.reference(node)


@meaning.register
def _group(node: nodes.Group, resolver: Resolver) -> Node:
    if len(node.items) == 1:
        return resolver.resolve(node.items[0])
    if node.bracket not in ("(", "["):
        raise Unreadable("a set in braces has no value here", node.at)
    return nodes.Listed(node.at, tuple(filled("list", node.items, resolver)))


@meaning.register
def _negative(node: nodes.Negative, resolver: Resolver) -> Node:
    return nodes.Negative(node.at, resolver.resolve(node.of))


@meaning.register
def _plus(node: nodes.Plus, resolver: Resolver) -> Node:
    terms = _terms(node, 1)
    if not any(isinstance(term, nodes.Dots) for _, term in terms):
        return nodes.Plus(node.at, resolver.resolve(node.left), resolver.resolve(node.right), node.sign)
    signs = [sign for sign, term in terms if not isinstance(term, nodes.Dots)]
    alike = all(sign == signs[-1] for sign, _ in terms[1:]) and (len(signs) != 2 or signs[0] == signs[1])
    if len(signs) > 1 and not alike:
        raise Unreadable("terms of both signs around dots: write \\sum", node.at)
    first, *others = filled("sum", [term for _, term in terms], resolver)
    total: Node = nodes.Negative(node.at, first) if signs[0] < 0 else first
    for term in others:
        total = nodes.Plus(node.at, total, term, signs[-1])
    return total


def _terms(node: Node, sign: int) -> list[tuple[int, Node]]:
    """Return the terms of a sum, each with its sign."""
    if isinstance(node, nodes.Plus):
        return [*_terms(node.left, sign), *_terms(node.right, sign * node.sign)]
    return _terms(node.of, -sign) if isinstance(node, nodes.Negative) else [(sign, node)]


@meaning.register
def _call(node: nodes.Call, resolver: Resolver) -> Node:
    arguments = tuple(resolver.resolve(argument) for argument in node.arguments)
    if node.function == "factorial" and isinstance(arguments[0], nodes.Power):
        raise Unreadable("a power with ! can be read in two ways: use brackets", node.at)
    return nodes.Call(node.at, node.function, arguments)


@meaning.register
def _bar(node: nodes.Bar, resolver: Resolver) -> Node:
    symbols, values = [], []
    for where in node.where:
        if not (isinstance(where, nodes.Comparison) and where.relation == "="):
            raise Unreadable(r"below the bar stands what is set: \right|_{x = 1}", node.at)
        symbols.append(_given(resolver.resolve(where.left), resolver.vocabulary))
        values.append(resolver.resolve(where.right))
    return nodes.At(node.at, resolver.resolve(node.of), tuple(symbols), tuple(values))


@meaning.register
def _power(node: nodes.Power, resolver: Resolver) -> Node:
    return nodes.Power(node.at, resolver.resolve(node.base), resolver.resolve(node.exponent), node.entrywise)


@meaning.register
def _root(node: nodes.Root, resolver: Resolver) -> Node:
    return nodes.Root(node.at, resolver.resolve(node.of))


@meaning.register
def _norm(node: nodes.Norm, resolver: Resolver) -> Node:
    return nodes.Norm(node.at, resolver.resolve(node.of), node.order)


@meaning.register
def _matrix(node: nodes.Matrix, resolver: Resolver) -> Node:
    """Return a matrix, or the list of rows that one with dots in its rows, or between two of these, is."""
    if len({len(row) for row in node.rows}) > 1:
        raise Unreadable("the rows of this matrix differ in length", node.at)
    if not any(isinstance(item, nodes.Dots) for row in node.rows for item in row):
        return nodes.Matrix(node.at, tuple(tuple(map(resolver.resolve, row)) for row in node.rows))
    rows = [
        row[0]
        if all(isinstance(item, nodes.Dots) for item in row)
        else nodes.Listed(node.at, tuple(filled("list", row, resolver)))
        for row in node.rows
    ]
    return nodes.Listed(node.at, tuple(filled("list", rows, resolver)), down=True)


@meaning.register
def _comparison(node: nodes.Comparison, resolver: Resolver) -> Node:
    return resolver.comparison(node)


@meaning.register
def _indicator(node: nodes.Indicator, resolver: Resolver) -> Node:
    return nodes.Indicator(node.at, resolver.comparison(node.condition))


@meaning.register
def _cases(node: nodes.Cases, resolver: Resolver) -> Node:
    branches = [
        (resolver.resolve(value), when and resolver.comparison(when)) for value, when in node.branches
    ]
    return nodes.Cases(node.at, tuple(branches))


# -- what carries scripts --------------------------------------------------------------------------


@meaning.register
def _scripted(node: nodes.Scripted, resolver: Resolver) -> Node:
    layered = resolver.as_layer(node)
    node = layered if isinstance(layered, nodes.Scripted) else node
    value: Node
    match node.nucleus:
        case nodes.Word() as word if not (node.below or node.layer or node.star or node.primes):
            value = resolver.resolve(word)
        case nodes.Word():
            value = symbol = resolver.reference(node)
            known = any(key[:2] == (symbol.name, False) for key in resolver.vocabulary.meanings)
            if symbol.name == r"\delta" and len(symbol.subs) == 2 and symbol.layer is None and not known:
                left, right = (nodes.Position(symbol.at, sub) for sub in symbol.subs)  # Kronecker's
                value = nodes.Indicator(symbol.at, nodes.Comparison(symbol.at, "=", left, right))
        case nodes.Norm() as norm if norm.order == "" and node.below.strip() in _ORDERS:
            value = nodes.Norm(norm.at, resolver.resolve(norm.of), _ORDERS[node.below.strip()])
        case inner if node.below and not isinstance(inner, nodes.Operator):
            value = nodes.Entry(node.at, resolver.resolve(inner), _entry_indices(node, resolver))
        case inner:
            value = resolver.resolve(inner)
    return with_scripts(value, node, resolver)


def _entry_indices(node: nodes.Scripted, resolver: Resolver) -> tuple[Index, ...]:
    found = [symbols.index_of(item) for item in symbols.items(node.below)]
    known = [
        index for index in found if index and (not index.letter.isalpha() or resolver.is_index(index.letter))
    ]
    if len(known) < len(found):
        raise Unreadable(f"the index {node.below} is not declared", node.below_at)
    return tuple(known)


def with_entries(value: Node, bracket: Node, resolver: Resolver) -> Node:
    """Return a call with the scripts of its bracket: `f(x)^2`, `f(x)_{ij}`."""
    if not isinstance(bracket, nodes.Scripted):
        return value
    if bracket.below:
        value = nodes.Entry(bracket.at, value, _entry_indices(bracket, resolver))
    return with_scripts(value, bracket, resolver)


def with_scripts(value: Node, node: nodes.Scripted, resolver: Resolver) -> Node:
    """Return a value raised to what stands above it, or transposed."""
    if not isinstance(node.nucleus, nodes.Word):
        require_only(node, "below", "above", *(["layer"] if node.layer else ["transposed"]))
    if node.above is not None:
        if isinstance(node.nucleus, nodes.Tied) and node.nucleus.signed:
            raise Unreadable("a power of a signed numeral needs brackets", node.at)
        entrywise = node.entrywise or (
            resolver.vocabulary.by_entries and isinstance(node.above, nodes.Number)
        )
        value = nodes.Power(node.at, value, resolver.resolve(node.above), entrywise)
    if node.layer and not isinstance(node.nucleus, nodes.Word):
        index = symbols.index_of(node.layer) or nodes.ALL  # an exponent: a bracket has no layers
        if index.letter and not resolver.is_index(index.letter):
            message = f"the exponent ({node.layer}) looks like a layer: leave its brackets out"
            raise Unreadable(message, node.at)
        return nodes.Power(node.at, value, nodes.Position(node.at, index))
    return nodes.Transposed(node.at, value) if node.transposed else value


def _given(symbol: Node, vocabulary: Vocabulary) -> Reference:
    """Return a symbol that is given, and so can be set to another value."""
    if isinstance(symbol, Reference):
        stored = symbol if symbol.key in vocabulary.meanings else vocabulary.whole(symbol) or symbol
        meanings = vocabulary.meanings.get(stored.key, ())
        if meanings and all(meaning.kind in ("given", "part") for meaning in meanings):
            return symbol
    raise Unreadable("only a given symbol can be set to a value", symbol.at)
