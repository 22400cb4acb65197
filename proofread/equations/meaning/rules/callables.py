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
    if group is None:
        return resolver.resolve(node)
    if name := resolver.vocabulary.named.get((node, group)):
        return with_entries(Reference(node.at, name), row.take(), resolver)
    known = (core.name, False, 0) in resolver.vocabulary.known() or core.name in resolver.vocabulary.functions
    if core.name in ("O", r"\mathcal{O}") and not known and len(group.items) == 1:
        row.take()
        return nodes.Order(node.at, resolver.resolve(group.items[0]))
    if name := function_name(node, resolver):
        value = _call(node, name, core.name in _NAMED, group, resolver)
    elif (at_iteration := _at_iteration(node, group, resolver)) is not None:
        value = at_iteration
    else:
        value = resolver.resolve(node)
        if not _is_value(value, core, group, resolver):
            return value  # its bracket is left for a product
    return with_entries(value, row.take(), resolver)


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
    words = [isinstance(item.core, nodes.Word) and not getattr(item, "above", None) for item in group.items]
    names_symbols = group.bracket == "(" and all(words) and isinstance(value, Reference)
    if not names_symbols and len(group.items) == 1:
        return False
    meanings = resolver.vocabulary.declared(value) if isinstance(value, Reference) else []
    if names_symbols and meanings and all(m.kind in ("code", "definition", "defined") for m in meanings):
        return True
    advice = hint(word.name) or ": declare it under functions: or code:, or define it by :="
    raise Unreadable(f"{word.name}(…) looks like a function, but none is declared{advice}", word.at)
