"""Which index letters of a tree no sum binds: the equation must hold for all their values."""

from __future__ import annotations

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference


def free_letters(node: Node) -> set[str]:
    """Return the index letters that stand free in a tree.

    Raises
    ------
    Unreadable
        If a letter is bound by a sum and free beside it.
    """
    found = _free(node)
    if both := sorted(found & {inner.letter for inner in nodes.walk(node) if isinstance(inner, nodes.Over)}):
        raise Unreadable(
            f"{both[0]} is summed over and stands outside of the sum too: use brackets or another letter",
            node.at,
        )
    return found


def quantified_letters(node: Node, vocabulary: Vocabulary) -> set[str]:
    """Return the free letters that are indices; a size such as the n of `x_n` has one value."""
    return {
        letter
        for letter in free_letters(node)
        if letter not in vocabulary.sizes or vocabulary.is_index(letter)
    }


def layer_letters(node: Node) -> set[str]:
    """Return the letters that stand for a layer."""
    layers = [n.layer for n in nodes.walk(node) if isinstance(n, Reference) and n.layer is not None]
    return {layer.letter for layer in layers if layer.letter}


def _free(node: Node) -> set[str]:
    found = {index.letter for index in nodes.indices(node) if index.letter.isalpha()}
    for child in nodes.children(node):
        found |= _free(child)
    if isinstance(node, nodes.Over):
        limits = [limit for limit in (node.low, node.high) if limit is not None]
        found = (found - {node.letter}) | {letter for limit in limits for letter in _free(limit)}
    return found


def is_about_indices(node: Node, vocabulary: Vocabulary) -> bool:
    """Whether a tree is made of index letters, whole numbers and sizes only."""
    if isinstance(node, nodes.Plus | nodes.Negative):
        return all(is_about_indices(child, vocabulary) for child in nodes.children(node))
    if isinstance(node, Reference):
        return not node.slots and node.name in vocabulary.sizes
    return isinstance(node, nodes.Position) or (isinstance(node, nodes.Number) and node.text.isdigit())
