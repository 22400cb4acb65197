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
    for function in vocabulary.functions.values():
        for parameter in function.parameters:
            if not vocabulary.is_index(parameter.name):
                vocabulary.let_be_number(parameter)
    found: dict[Read, Link] = {}
    announced: list[_Announced] = []
    for link in links:
        if link.relation == ":=" and not link.problem:
            try:
                if new := _announced(link, vocabulary):
                    announced.append(new)
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


def _announced(link: Read, vocabulary: Vocabulary) -> _Announced | None:
    r"""Let the name on the left be known, if it is new.

    `f(x) := …` is a function; `J(\mathbf{w}) := …` of declared symbols is a value too.
    """
    if link.conditions:
        raise Unreadable(
            "a definition holds everywhere: write its conditions as cases", link.conditions[0].at
        )
    resolver = Resolver(vocabulary, frozenset(q.letter for q in link.quantifiers))
    name, right = link.left, link.right
    if head := _function_head(link.left, resolver):
        name, parameters = head
        if name.name in vocabulary.functions or vocabulary.meanings.get(name.key):
            return None
        for parameter in parameters:
            vocabulary.let_be_number(parameter)
        vocabulary.functions[name.name] = Function(name.name, tuple(parameters))
        meaning = Meaning("definition", name)
    else:
        name = resolver.resolve(resolver.as_layer(link.left, new=True))
        if isinstance(name, nodes.Power) and name.exponent == nodes.Number(0, "2"):
            right = nodes.Root(name.base.at, right)  # `\sigma^2 := …` defines \sigma
            name = name.base
        if not isinstance(name, Reference) or not _is_new(name, vocabulary):
            return None
        meaning = _assembled(name, vocabulary) or Meaning("definition", name)
    vocabulary.add(meaning)
    return _Announced(link, name, meaning, right)


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


def _is_new(symbol: Reference, vocabulary: Vocabulary) -> bool:
    """Whether nothing is said of a symbol at these indices; `h_1 := …` may stand beside `h_j := …`."""
    for meaning in vocabulary.meanings.get(symbol.key, ()):
        if meaning.kind == "part":
            parent = meaning.parent
            return bool(
                parent and parent.key in vocabulary.shapes and not vocabulary.meanings.get(parent.key)
            )
        for_all = meaning.kind != "definition"
        pairs = zip(meaning.symbol.slots, symbol.slots, strict=True)
        if all(one == other or (one.letter and (for_all or other.letter)) for one, other in pairs):
            return False
    whole = vocabulary.whole(symbol)
    return whole is None or not vocabulary.shape_of(whole) or not vocabulary.meanings.get(whole.key)


def _assembled(symbol: Reference, vocabulary: Vocabulary) -> Meaning | None:
    r"""Return the array that `y_i := …` defines by its entries, where `defined:` declares `\mathbf{y}`."""
    if any(sub.shift or not sub.letter.isalpha() for sub in symbol.subs):
        return None
    parts = (each for each in vocabulary.meanings.get(symbol.key, ()) if each.kind == "part" and each.parent)
    if part := next(parts, None):
        letters = dict(zip((s.letter for s in part.symbol.subs), symbol.subs, strict=True))
        whole, axes = part.parent, tuple(letters.get(axis.letter, axis) for axis in part.axes)
    else:
        whole, axes = vocabulary.whole(symbol), symbol.subs
        shape = vocabulary.shape_of(whole) if whole else None
        if not shape:
            return None
        if len(axes) == 1:
            axes = (*axes, Index("", 1)) if shape[1] == "1" else (Index("", 1), *axes)
    assert whole is not None
    if any(axis.letter and axis.letter not in vocabulary.ranges for axis in axes):
        raise Unreadable(f"the indices of {whole.name} are not declared", whole.at)
    return Meaning("definition", whole, axes=axes)


def _completed(made: _Announced, vocabulary: Vocabulary) -> Link:
    """Resolve the body of a definition, and put it where the name stands."""
    name, meaning = made.name, made.meaning
    letters = {slot.letter for slot in name.slots if slot.letter.isalpha()}
    body = Resolver(vocabulary, frozenset(letters)).side(made.right)
    right = quantified_letters(body, vocabulary)
    if beyond := sorted(right - letters):
        raise Unreadable(f"index {beyond[0]} stands on the right only", name.at)
    numeral = not any(isinstance(node, Reference | nodes.Position | nodes.Tied) for node in nodes.walk(body))
    if (alone := sorted(letters - right)) and not numeral:
        raise Unreadable(f"index {alone[0]} stands on the left only", name.at)
    function = vocabulary.functions.get(name.name)
    if function and not function.path and function.call is None and function.body is None and not letters:
        vocabulary.functions[name.name] = Function(function.name, function.parameters, body=body)
    whole = nodes.Assembled(body.at, meaning.axes[0], meaning.axes[1], body) if meaning.axes else body
    python = symbols.python_name(meaning.symbol)
    known = vocabulary.meanings[meaning.symbol.key]
    place = next(place for place, other in enumerate(known) if other is meaning)
    known[place] = Meaning("definition", meaning.symbol, body=whole, python=python)
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
