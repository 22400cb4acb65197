"""All that a tree rests on: the definitions, parts and functions behind it, and the code they are tied to."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.equations.meaning import code
from proofread.equations.meaning.vocabulary import Meaning, Vocabulary
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference

Tie = code.Call | code.Path
_CHOOSING = {"max", "min", "sign", "floor", "ceil"}


def behind(trees: Iterable[Node], vocabulary: Vocabulary) -> list[Node]:
    """Return the nodes of trees and of what defines their symbols, each once, in reading order."""
    waiting, seen = list(trees), dict[Node, None]()
    while waiting:
        for node in nodes.walk(waiting.pop(0)):
            if node in seen:
                continue
            seen[node] = None
            meanings = _meanings(node, vocabulary)
            bodies = [*(meaning.body for meaning in meanings), *(meaning.parent for meaning in meanings)]
            if isinstance(node, nodes.Call) and (function := vocabulary.functions.get(node.function)):
                bodies.append(function.body)
            waiting += [body for body in bodies if body is not None]
    return list(seen)


def ties(found: Iterable[Node], vocabulary: Vocabulary) -> list[Tie]:
    """Return the code that nodes are tied to."""
    tied: list[Tie] = []
    for node in found:
        if isinstance(node, nodes.Derivative) and node in vocabulary.derivatives:
            tied.append(vocabulary.derivatives[node])
        elif isinstance(node, nodes.Call):
            function = vocabulary.functions.get(node.function)
            tied += [code.Path(function.path)] if function is not None and function.path else []
        else:
            tied += [meaning.call for meaning in _meanings(node, vocabulary) if meaning.call is not None]
    return tied


def chooses(node: Node) -> bool:
    r"""Whether a node takes other ways for other values, as `\max(0, z)` does; one point sees one of them."""
    if isinstance(node, nodes.Call):
        return node.function in _CHOOSING
    if isinstance(node, nodes.Norm):
        return True
    conditions: list[Node] = [node.condition] if isinstance(node, nodes.Indicator) else []
    if isinstance(node, nodes.Cases):
        conditions = [condition for _, condition in node.branches if condition is not None]
    return any(isinstance(part, Reference) for condition in conditions for part in nodes.walk(condition))


def _meanings(node: Node, vocabulary: Vocabulary) -> list[Meaning]:
    """Return what a symbol means: that of its own layer, where it says which."""
    if not isinstance(node, Reference):
        return []
    found = vocabulary.meanings.get(node.key, [])
    return [meaning for meaning in found if meaning.symbol.layer == node.layer] or found
