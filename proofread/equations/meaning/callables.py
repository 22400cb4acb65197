"""Words with a bracket behind them: calls, values at an iteration or at what they depend on, or products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.hints import hint
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Index, Node, Reference
from proofread.equations.reading.scripts import require_only
from proofread.equations.reading.symbols import index_of, items, stepped

if TYPE_CHECKING:
    from proofread.equations.meaning.resolve import Resolver

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


def bracket(node: Node) -> nodes.Group | None:
    """Return the bracket that a factor is, scripts or not; a brace is none."""
    inner = node.nucleus if isinstance(node, nodes.Scripted) else node
    return inner if isinstance(inner, nodes.Group) and inner.bracket != "{" else None


def called(node: Node, word: nodes.Word, behind: Node, resolver: Resolver) -> tuple[Node, int]:
    """Return the call, or the symbol itself with its bracket left for a product."""
    group = bracket(behind)
    assert group is not None
    name = function_name(node, resolver)
    if name:
        primes = node.primes if isinstance(node, nodes.Scripted) else 0
        require_only(node, "primes", "above", *([] if word.name in _NAMED else ["below", "layer", "star"]))
        if isinstance(node, nodes.Scripted) and node.above is not None:
            raise Unreadable(f"the power of {name} belongs behind its bracket", node.at)
        call = nodes.Call(node.at, name, tuple(resolver.resolve(item) for item in group.items), primes)
        return with_scripts(call, behind, resolver), 1
    if at_iteration := _at_iteration(node, group, resolver):
        return with_scripts(at_iteration, behind, resolver), 1
    return _product_or_value(node, word, group, behind, resolver)


def function_name(node: Node, resolver: Resolver) -> str:
    """Return the name of the function that a word with its scripts is, or nothing."""
    word = node.nucleus if isinstance(node, nodes.Scripted) else node
    assert isinstance(word, nodes.Word)
    if word.name in _NAMED and word.name not in resolver.vocabulary.functions:
        return _NAMED[word.name]
    if isinstance(node, nodes.Scripted) and (node.below or node.layer or node.star):
        name = resolver.reference(node).name
        return name if name in resolver.vocabulary.functions and name != word.name else ""
    return word.name if word.name in resolver.vocabulary.functions else ""


def _at_iteration(node: Node, group: nodes.Group, resolver: Resolver) -> Node | None:
    r"""Return `\mathbf{w}` for `\mathbf{w}(k)`, and the symbol of the next step for `\mathbf{w}(k+1)`."""
    letter, step = iteration_step(group, resolver)
    if not letter:
        return None
    if isinstance(node, nodes.Scripted) and (node.transposed or node.above is not None):
        raise Unreadable(r"a transpose or a power belongs behind the bracket, as in \mathbf{w}(k)^T", node.at)
    found = resolver.reference(node)
    return Reference(node.at, stepped(found.name, letter, step), found.subs, found.layer)


def iteration_step(group: nodes.Group, resolver: Resolver) -> tuple[str, int]:
    """Return the iteration letter and the step that a bracket such as `(k+1)` says; no letter if none."""
    if len(group.items) != 1:
        return "", 0
    match group.items[0]:
        case nodes.Word(name=name) if name in resolver.vocabulary.iterations:
            return name, 0
        case nodes.Plus(left=nodes.Word(name=name), right=nodes.Number(text=text), sign=sign):
            return (
                (name, sign * int(text))
                if name in resolver.vocabulary.iterations and text.isdigit()
                else ("", 0)
            )
    return "", 0


def _product_or_value(
    node: Node, word: nodes.Word, group: nodes.Group, behind: Node, resolver: Resolver
) -> tuple[Node, int]:
    r"""Tell `y(1-y)`, a product, from `J(\mathbf{w})`, the value that depends on what the bracket names."""
    value = resolver.resolve(node)
    plain = [item for item in group.items if _is_symbol(item)]
    if group.bracket == "(" and len(plain) == len(group.items) and isinstance(value, Reference):
        meanings = resolver.vocabulary.declared(value)
        if meanings and all(meaning.kind in ("code", "definition", "defined") for meaning in meanings):
            return with_scripts(value, behind, resolver), 1
        raise _undeclared(word)
    if len(group.items) > 1:
        raise _undeclared(word)
    return value, 0


def _undeclared(word: nodes.Word) -> Unreadable:
    advice = hint(word.name) or ": declare it under functions: or code:, or define it by :="
    return Unreadable(f"{word.name}(…) looks like a function, but none is declared{advice}", word.at)


def _is_symbol(node: Node) -> bool:
    inner = node.nucleus if isinstance(node, nodes.Scripted) and node.above is None else node
    return isinstance(inner, nodes.Word)


def with_scripts(value: Node, behind: Node, resolver: Resolver) -> Node:
    """Return a call with the scripts of its bracket: `f(x)^2`, `(…)_{ij}`."""
    if not isinstance(behind, nodes.Scripted):
        return value
    if behind.below:
        found = [_index(item, resolver, behind) for item in items(behind.below)]
        value = nodes.Entry(behind.at, value, tuple(found))
    return resolver.with_scripts(value, behind)


def _index(item: str, resolver: Resolver, behind: nodes.Scripted) -> Index:
    found = index_of(item)
    if found is None or (found.letter.isalpha() and not resolver.is_index(found.letter)):
        raise Unreadable(f"the index {item} is not declared", behind.below_at)
    return found
