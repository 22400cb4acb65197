"""Definitions: what `:=` adds to a page's vocabulary.

A symbol that is tied to code, given, or defined before is not defined again: there `:=` is compared like `=`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from proofread.equations.errors import Unreadable, readable
from proofread.equations.meaning.dependencies import Dependencies
from proofread.equations.meaning.indices import quantified_letters
from proofread.equations.meaning.links import Link, Read
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.vocabulary import Function, Meaning, Vocabulary
from proofread.equations.reading import nodes, symbols
from proofread.equations.reading.nodes import Index, Node, Reference


@dataclass(frozen=True)
class _Announced:
    """A definition whose name is known, and whose body is still to be understood."""

    read: Read
    name: Reference
    meaning: Meaning
    right: Node


def define(links: list[Read], vocabulary: Vocabulary) -> dict[Read, Link]:
    """Register what links define, and return these; all names come first, so that order does not matter."""
    found: dict[Read, Link] = {}
    announced: list[_Announced] = []
    for link in links:
        if link.relation == ":=" and not link.problem:
            try:
                announced += _announced(link, vocabulary)
            except Exception as error:
                found[link] = Link.failed(link, readable(error))
    for made in announced:
        try:
            found[made.read] = _completed(made, vocabulary)
        except Exception as error:
            found[made.read] = Link.failed(made.read, readable(error))
    return found


def with_awaited(links: list[Read], vocabulary: Vocabulary) -> list[Read]:
    """Let the first `=` with a symbol that `defined:` declares on its left define it, where no `:=` does."""
    found = list(links)
    named = {_awaited(link, vocabulary) for link in links if link.relation == ":="}
    for place, link in enumerate(links):
        name = _awaited(link, vocabulary) if link.relation == "=" and not link.conditions else ""
        if name and name not in named:
            named.add(name)
            goes_on = any(
                other.chain == link.chain and other.formula is link.formula for other in links[place + 1 :]
            )
            found[place] = replace(link, relation=":=", anchored=goes_on)
    return found


def _awaited(link: Read, vocabulary: Vocabulary) -> str:
    """Return what stands left of a link, if `defined:` declares it, and no code gives its value."""
    resolver = Resolver(vocabulary, frozenset(q.letter for q in link.quantifiers))
    try:
        if head := _function_head(link.left, resolver):
            return head[0].name if head[0].name in vocabulary.awaited else ""
        symbol = resolver.resolve(resolver.as_layer(link.left, new=True))
    except Exception:
        return ""  # reported when it is read in earnest
    if isinstance(symbol, nodes.Power) and symbol.exponent == nodes.Number(0, "2"):
        symbol = symbol.base
    if not isinstance(symbol, Reference):
        return ""
    stored = symbol if symbol.key in vocabulary.shapes else vocabulary.whole(symbol)
    if stored is None or stored.key not in vocabulary.shapes or vocabulary.meanings.get(stored.key):
        return ""
    return f"{stored.name} {stored.slots}"


def _announced(link: Read, vocabulary: Vocabulary) -> list[_Announced]:
    """Let the name on the left be known."""
    if link.conditions:
        raise Unreadable(
            "a definition holds everywhere: write its conditions as cases", link.conditions[0].at
        )
    resolver = Resolver(vocabulary, frozenset(q.letter for q in link.quantifiers))
    if head := _function_head(link.left, resolver):
        return _announced_function(link, *head, vocabulary)
    found = _named(link, resolver)
    if found is None:
        return []
    symbol, right = found
    meaning = _assembled(symbol, vocabulary) or Meaning("definition", symbol)
    vocabulary.add(meaning)
    return [_Announced(link, symbol, meaning, right)]


def _named(link: Read, resolver: Resolver) -> tuple[Reference, Node] | None:
    r"""Return the new symbol and its body; `\sigma^2 := …` defines \sigma as the root of what is right."""
    symbol = resolver.resolve(resolver.as_layer(link.left, new=True))
    is_square = isinstance(symbol, nodes.Power) and symbol.exponent == nodes.Number(0, "2")
    if isinstance(symbol, nodes.Power) and is_square:
        symbol = symbol.base
    if not isinstance(symbol, Reference) or not _is_new(symbol, resolver.vocabulary):
        return None
    return symbol, nodes.Root(symbol.at, link.right) if is_square else link.right


def _function_head(left: Node, resolver: Resolver) -> tuple[Reference, list[Reference]] | None:
    r"""Return the name and parameters of `f(x)`, where f is neither known nor at an iteration."""
    if isinstance(left, nodes.Word) and "(" in left.name:
        signature, parts = symbols.conditional(left.name)
        if signature not in resolver.vocabulary.awaited:
            return None
        read = [symbols.reference(symbols.word_of(part), resolver.is_index) for part in parts]
        return Reference(left.at, signature), read
    if not (isinstance(left, nodes.Run) and len(left.factors) == 2):
        return None
    word, group = left.factors[0].node, left.factors[1].node
    if (word, group) in resolver.vocabulary.named:
        return None
    if not isinstance(group, nodes.Group) or group.bracket == "{" or resolver.iteration_step(group):
        return None
    try:
        name = resolver.reference(word)
        return name, [symbols.reference(item, resolver.is_index) for item in group.items]
    except Unreadable:
        return None


def _announced_function(
    link: Read, name: Reference, parameters: list[Reference], vocabulary: Vocabulary
) -> list[_Announced]:
    r"""`f(x) := …` is a function; `J(\mathbf{w}) := …` of declared symbols is a value too."""
    if name.name in vocabulary.functions or vocabulary.meanings.get(name.key):
        return []
    for parameter in parameters:
        if not vocabulary.declared(parameter) and parameter.name not in vocabulary.sizes:
            vocabulary.add(Meaning("given", parameter, (), python=parameter.name))
    vocabulary.functions[name.name] = Function(name.name, tuple(parameters))
    meaning = Meaning("definition", name)
    vocabulary.add(meaning)
    return [_Announced(link, name, meaning, link.right)]


def _is_new(symbol: Reference, vocabulary: Vocabulary) -> bool:
    for meaning in vocabulary.meanings.get(symbol.key, ()):
        if meaning.kind == "part":
            parent = meaning.parent
            return (
                parent is not None
                and parent.key in vocabulary.shapes
                and not vocabulary.meanings.get(parent.key)
            )
        if _covers(meaning, symbol):
            return False
    whole = vocabulary.whole(symbol)
    return whole is None or not vocabulary.shape_of(whole) or not vocabulary.meanings.get(whole.key)


def _covers(meaning: Meaning, symbol: Reference) -> bool:
    """Whether a meaning is one for these indices; `h_1 := …` may stand beside `h_j := …`."""
    pairs = list(zip(meaning.symbol.slots, symbol.slots, strict=True))
    if meaning.kind == "definition":
        return all(one == other or (one.letter and other.letter) for one, other in pairs)
    return all(one == other or one.letter for one, other in pairs)


def _assembled(symbol: Reference, vocabulary: Vocabulary) -> Meaning | None:
    r"""Return the array that `y_i := …` defines by its entries, where `defined:` declares `\mathbf{y}`."""
    for meaning in vocabulary.meanings.get(symbol.key, ()):
        if meaning.kind == "part" and meaning.parent is not None and _plain(symbol):
            letters = dict(zip((s.letter for s in meaning.symbol.subs), symbol.subs, strict=True))
            axes = tuple(letters.get(axis.letter, axis) for axis in meaning.axes)
            return _array(meaning.parent, axes, vocabulary)
    whole = vocabulary.whole(symbol)
    shape = vocabulary.shape_of(whole) if whole else None
    if whole is None or not shape or not _plain(symbol):
        return None
    one = Index("", 1)
    if len(symbol.subs) == 2:
        return _array(whole, symbol.subs, vocabulary)
    return _array(whole, (*symbol.subs, one) if shape[1] == "1" else (one, *symbol.subs), vocabulary)


def _plain(symbol: Reference) -> bool:
    return all(sub.letter.isalpha() and not sub.shift for sub in symbol.subs)


def _array(whole: Reference, axes: tuple[Index, ...], vocabulary: Vocabulary) -> Meaning:
    if any(axis.letter and axis.letter not in vocabulary.ranges for axis in axes):
        raise Unreadable(f"the indices of {whole.name} are not declared", whole.at)
    return Meaning("definition", whole, axes=axes)


def _completed(made: _Announced, vocabulary: Vocabulary) -> Link:
    """Resolve the body of a definition, and put it where the name stands."""
    name, meaning = made.name, made.meaning
    letters = {slot.letter for slot in name.slots if slot.letter.isalpha()}
    body = Resolver(vocabulary, frozenset(letters)).side(made.right)
    _check_letters(name, letters, body, vocabulary)
    function = vocabulary.functions.get(name.name)
    if function and not function.path and function.call is None and function.body is None and not letters:
        vocabulary.functions[name.name] = Function(function.name, function.parameters, body=body)
    whole = nodes.Assembled(body.at, meaning.axes[0], meaning.axes[1], body) if meaning.axes else body
    _put(vocabulary, meaning, whole)
    return Link(
        made.read, "definition", name, body, quantifiers=made.read.quantifiers, defines=meaning.symbol.key
    )


def without_idle_parameters(link: Link, vocabulary: Vocabulary, dependencies: Dependencies) -> Link:
    r"""Refuse `H(p) := \sum_k p_k \log p_k` where p_k is an entry of `\mathbf{p}`: H(q) would be the same."""
    function = vocabulary.functions.get(link.left.name) if isinstance(link.left, Reference) else None
    if link.kind != "definition" or function is None or function.body is not link.right:
        return link
    read = dependencies.of_nodes([link.right])
    for parameter in function.parameters if read else ():
        if parameter.key not in read:
            bold = f"\\mathbf{{{parameter.name}}}"
            hint = f": is {bold} meant?" if (bold, False, 0) in read else ""
            message = f"{parameter.name} stands in the bracket, but not on the right{hint}"
            return Link.failed(link.read, Unreadable(message, parameter.at))
    return link


def _put(vocabulary: Vocabulary, meaning: Meaning, body: Node) -> None:
    known = vocabulary.meanings[meaning.symbol.key]
    place = next(place for place, other in enumerate(known) if other is meaning)
    name = symbols.python_name(meaning.symbol)
    known[place] = Meaning("definition", meaning.symbol, body=body, python=name)


def _check_letters(left: Reference, letters: set[str], body: Node, vocabulary: Vocabulary) -> None:
    right = quantified_letters(body, vocabulary)
    if beyond := sorted(right - letters):
        raise Unreadable(f"index {beyond[0]} stands on the right only", left.at)
    numeral = not any(isinstance(node, Reference | nodes.Position | nodes.Tied) for node in nodes.walk(body))
    if (alone := sorted(letters - right)) and not numeral:
        raise Unreadable(f"index {alone[0]} stands on the left only", left.at)
