"""What a tree means on this page: calls told from products, derivatives from fractions, indices from labels.

Reading does not know the page; resolving does.  It replaces `Word`, `Scripted`, `Operator` and `Run`
by `Reference`, `Position`, `Product`, `Call`, `Over`, `Derivative` and `Entry`.  The rule for a kind of node
is registered with `meaning`, by the modules in `rules`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import singledispatch

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.reading import nodes, symbols
from proofread.equations.reading.nodes import Index, Node, Reference


@singledispatch
def meaning(node: Node, resolver: Resolver) -> Node:
    """Return what a node means on this page; what has no rule means itself.

    Raises
    ------
    Unreadable
        Where it means nothing.
    """
    return node


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
        """Return the meaning of a tree."""
        return meaning(node, self)

    def comparison(self, node: nodes.Comparison) -> nodes.Comparison:
        """Return the meaning of a condition."""
        return nodes.Comparison(node.at, node.relation, self.resolve(node.left), self.resolve(node.right))

    def side(self, node: Node) -> Node:
        """Return the meaning of a whole side of an equation; no operator may be left without its argument."""
        resolved = self.resolve(node)
        for inner in nodes.walk(resolved):
            if isinstance(inner, nodes.Operator):
                raise Unreadable("this derivative has nothing to act on", inner.at)
        return resolved

    def reference(self, node: Node) -> Reference:
        """Return the symbol that a word with its scripts is on this page."""
        found = symbols.at_iteration(symbols.reference(node, self.is_index), self.iterations)
        if re.fullmatch(r"(I|\\mathbf\{[1I]\})_\{\w\}", found.name):
            return found
        if not found.name.endswith("}") or found.key in self.vocabulary.meanings:
            return found
        guessed = symbols.reference(node, lambda letter: letter.isalpha())
        known = guessed.key in self.vocabulary.meanings or self.vocabulary.whole(guessed) is not None
        if not known or found.key in self.vocabulary.shapes:
            return found
        for place, sub in enumerate(guessed.subs):  # undeclared letters run over the axis they stand for
            declared = self.is_index(sub.letter) or sub.letter in self.vocabulary.sizes
            if sub.letter.isalpha() and not declared:
                self.vocabulary.infer(guessed, place)
        return guessed

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

    @property
    def iterations(self) -> set[str]:
        """The letters that count iterations here: one that a sum binds is an index."""
        return self.vocabulary.iterations - self.bound

    def iteration_step(self, group: nodes.Group) -> Index | None:
        """Return the iteration that a bracket such as `(k+1)` says, if it says one."""
        match group.items:
            case (nodes.Word(name=name),) if name in self.iterations:
                return Index(name)
            case (nodes.Plus(left=nodes.Word(name=name), right=nodes.Number(text=text), sign=sign),):
                return Index(name, sign * int(text)) if name in self.iterations and text.isdigit() else None
        return None
