"""What depends on what: which symbols a definition, a part or tied code reads, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.equations.meaning import code
from proofread.equations.meaning.vocabulary import Function, Key, Meaning, Vocabulary
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
            key = name, layered, count = keys.pop()
            if key in found:
                continue
            found.add(key)
            meanings = self.vocabulary.meanings.get(key, [])
            function = self.vocabulary.functions.get(name) if not layered and count == 0 else None
            sources: list[Meaning | Function] = [*meanings, *([function] if function else [])]
            trees = [*(meaning.parent for meaning in meanings), *(source.body for source in sources)]
            read = [inner for tree in trees if tree is not None for inner in self._keys(tree)]
            read += [inner for source in sources for inner in self._of_call(source.call)]
            if not read:
                symbol = Reference(0, name, (nodes.ALL,) * count, nodes.ALL if layered else None)
                read = [whole.key] if (whole := self.vocabulary.whole(symbol)) else []
            keys.extend(read)
        return found

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
