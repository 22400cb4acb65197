"""What depends on what: which symbols a definition, a part or tied code reads, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.equations.meaning import code
from proofread.equations.meaning.vocabulary import Key, Meaning, Vocabulary
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Index, Node, Reference


class Dependencies:
    """The symbols that each symbol of a page reads, itself included."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._reach: dict[Key, frozenset[Key]] = {}
        self._wholes: dict[tuple[str, Index | None, int], Reference | None] = {}
        self._trees: dict[Node, frozenset[Key]] = {}

    def of(self, key: Key) -> frozenset[Key]:
        """Return the keys that a symbol's value depends on."""
        if key not in self._reach:
            self._reach[key] = frozenset(self._closure([key]))
        return self._reach[key]

    def whole(self, symbol: Reference) -> Reference | None:
        """Return the array of which a symbol is an entry; kept, as it is asked for at every point."""
        key = symbol.name, symbol.layer, len(symbol.subs)
        if key not in self._wholes:
            self._wholes[key] = self.vocabulary.whole(symbol)
        return self._wholes[key]

    def of_nodes(self, trees: Iterable[Node]) -> set[Key]:
        """Return the keys that the values of trees depend on."""
        return self._closure([key for tree in trees for key in self._keys(tree)])

    def of_tree(self, tree: Node) -> frozenset[Key]:
        """Return the keys that the value of a tree depends on; kept, as values ask for it at every point."""
        if tree not in self._trees:
            self._trees[tree] = frozenset(self.of_nodes([tree]))
        return self._trees[tree]

    def _closure(self, keys: list[Key]) -> set[Key]:
        found: set[Key] = set()
        while keys:
            key = keys.pop()
            if key not in found:
                found.add(key)
                keys.extend(self._read_by(key))
        return found

    def _read_by(self, key: Key) -> list[Key]:
        found: list[Key] = []
        for meaning in self.vocabulary.meanings.get(key, ()):
            found.extend(self._of_meaning(meaning))
        found += self._of_function(key)
        whole = self.vocabulary.whole(_reference(key))
        return [*found, whole.key] if whole and not found else found

    def _of_meaning(self, meaning: Meaning) -> list[Key]:
        found = [] if meaning.parent is None else [meaning.parent.key]
        if meaning.body is not None:
            found.extend(self._keys(meaning.body))
        return [*found, *self._of_call(meaning.call)]

    def _of_call(self, call: code.Call | code.Path | None) -> list[Key]:
        found: list[Key] = []
        for argument in call.arguments if isinstance(call, code.Call) else ():
            value = argument.value
            found.extend(self._of_call(value) if isinstance(value, code.Call) else self._keys(value))
        return found

    def _keys(self, tree: Node) -> list[Key]:
        found: list[Key] = []
        for node in nodes.walk(tree):
            if isinstance(node, Reference):
                found.append(node.key)
            elif isinstance(node, nodes.Call):
                found.append((node.function, False, 0))
        return found

    def _of_function(self, key: Key) -> list[Key]:
        function = self.vocabulary.functions.get(key[0])
        if function is None or key != (key[0], False, 0):
            return []
        found = self._of_call(function.call)
        return [*found, *self._keys(function.body)] if function.body is not None else found


def _reference(key: Key) -> Reference:
    name, layered, count = key
    return Reference(0, name, (nodes.ALL,) * count, nodes.ALL if layered else None)
