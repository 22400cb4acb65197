"""Words with a bracket behind them: calls, values at an iteration or at what they depend on, or products."""

from __future__ import annotations

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.hints import hint
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.rules import expectations
from proofread.equations.meaning.rules.differentials import slashed
from proofread.equations.meaning.rules.factors import Factors, leading
from proofread.equations.meaning.rules.trees import with_entries
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.reading.scripts import require_only
from proofread.equations.reading.symbols import stepped

_NAMED = {
    rf"\{command}{{{name}}}": short
    for command in ("operatorname", "mathrm", "text")
    for name, short in {
        "tr": "tr",
        "Tr": "tr",
        "trace": "tr",
        "softmax": "softmax",
        "diag": "diag",
        "sign": "sign",
        "sgn": "sign",
    }.items()
}


@leading.register
def _word(core: nodes.Word, row: Factors, resolver: Resolver) -> Node:
    """Take a word, with its bracket where that is no factor of its own."""
    if (found := slashed(row, resolver)) is not None:
        return found
    if kind := expectations.kind_of(core, resolver):
        return expectations.moment(kind, row, resolver)
    node = row.take()
    group = row.opens()
    if group is not None and (name := resolver.vocabulary.named.get((node, group))):
        return with_entries(Reference(node.at, name), row.take(), resolver)
    if group is not None and _is_order(core, group, resolver):
        row.take()
        return nodes.Order(node.at, resolver.resolve(group.items[0]))
    return resolver.resolve(node) if group is None else _called(node, core, group, row, resolver)


def _is_order(word: nodes.Word, group: nodes.Group, resolver: Resolver) -> bool:
    r"""Whether a word is the `O` of `O(h^2)`: a name that the page has no other use for."""
    known = (word.name, False, 0) in resolver.vocabulary.known() or word.name in resolver.vocabulary.functions
    return word.name in ("O", r"\mathcal{O}") and not known and len(group.items) == 1


def _called(node: Node, word: nodes.Word, group: nodes.Group, row: Factors, resolver: Resolver) -> Node:
    """Return the call, or the symbol itself with its bracket left for a product."""
    if name := function_name(node, resolver):
        call = _call(node, name, word.name in _NAMED, group, resolver)
        return with_entries(call, row.take(), resolver)
    if (at_iteration := _at_iteration(node, group, resolver)) is not None:
        return with_entries(at_iteration, row.take(), resolver)
    value = resolver.resolve(node)
    if _is_value(value, word, group, resolver):
        return with_entries(value, row.take(), resolver)
    return value


def _call(node: Node, name: str, built_in: bool, group: nodes.Group, resolver: Resolver) -> Node:
    primes = node.primes if isinstance(node, nodes.Scripted) else 0
    require_only(node, "primes", "above", *([] if built_in else ["below", "layer", "star"]))
    if isinstance(node, nodes.Scripted) and node.above is not None:
        raise Unreadable(f"the power of {name} belongs behind its bracket", node.at)
    return nodes.Call(node.at, name, tuple(resolver.resolve(item) for item in group.items), primes)


def function_name(node: Node, resolver: Resolver) -> str:
    """Return the name of the function that a word with its scripts is, or nothing."""
    word, functions = node.core, resolver.vocabulary.functions
    if not isinstance(word, nodes.Word):
        return ""
    if word.name in _NAMED and word.name not in functions:
        return _NAMED[word.name]
    if isinstance(node, nodes.Scripted) and (node.below or node.layer or node.star):
        name = resolver.reference(node).name
        return name if name in functions and name != word.name else ""
    return word.name if word.name in functions else ""


def _at_iteration(node: Node, group: nodes.Group, resolver: Resolver) -> Node | None:
    r"""Return `\mathbf{w}` for `\mathbf{w}(k)`, and the symbol of the next step for `\mathbf{w}(k+1)`."""
    step = resolver.iteration_step(group)
    if step is None:
        return None
    if isinstance(node, nodes.Scripted) and (node.transposed or node.above is not None):
        raise Unreadable(r"a transpose or a power belongs behind the bracket, as in \mathbf{w}(k)^T", node.at)
    found = resolver.reference(node)
    there = Reference(node.at, stepped(found.name, step), found.subs, found.layer)
    now = not step.shift and not resolver.vocabulary.declared(there)
    return found if now else there  # what a page calls w is w(k), unless it declares both


def _is_value(value: Node, word: nodes.Word, group: nodes.Group, resolver: Resolver) -> bool:
    r"""Tell `J(\mathbf{w})`, the value that depends on what the bracket names, from `y(1-y)`, a product."""
    plain = all(_is_symbol(item) for item in group.items)
    if group.bracket == "(" and plain and isinstance(value, Reference):
        meanings = resolver.vocabulary.declared(value)
        if meanings and all(found.kind in ("code", "definition", "defined") for found in meanings):
            return True
        raise _undeclared(word)
    if len(group.items) > 1:
        raise _undeclared(word)
    return False


def _undeclared(word: nodes.Word) -> Unreadable:
    advice = hint(word.name) or ": declare it under functions: or code:, or define it by :="
    return Unreadable(f"{word.name}(…) looks like a function, but none is declared{advice}", word.at)


def _is_symbol(node: Node) -> bool:
    inner = node.core if isinstance(node, nodes.Scripted) and node.above is None else node
    return isinstance(inner, nodes.Word)
