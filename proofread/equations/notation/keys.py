"""What the keys of a notation block write: symbols, functions, derivatives."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.reading import nodes, symbols
from proofread.equations.reading.nodes import Node, Reference


@dataclass(frozen=True)
class Row:
    """What an entry adds to the row of its symbol: the name in Python, and the shape."""

    python: str = ""
    shape: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """A function as a key writes it: `f(x, y)`."""

    name: str
    parameters: tuple[Reference, ...]


def symbol(latex: str, vocabulary: Vocabulary) -> Reference:
    """Return the symbol that a key writes.

    Raises
    ------
    Unreadable
        If it writes none.
    """
    node = Resolver(vocabulary).as_layer(symbols.word_of(latex), new=True)
    match node:
        case nodes.Run(factors=((_, word), ("", nodes.Group(bracket="(") as group))):
            if step := Resolver(vocabulary).iteration_step(group):
                found = symbols.reference(word, vocabulary.is_index)
                return replace(found, name=symbols.stepped(found.name, step))
            vocabulary.named[word, group] = latex.strip()
            return Reference(0, latex.strip())
    if isinstance(node, nodes.Scripted) and (node.above is not None or node.transposed):
        raise Unreadable("a power or a transpose is no symbol")
    return symbols.at_iteration(symbols.reference(node, vocabulary.is_index), vocabulary.iterations)


def expression(latex: str, vocabulary: Vocabulary) -> Node:
    """Return the meaning of an expression in the block."""
    return Resolver(vocabulary).side(symbols.word_of(latex))


def head(latex: str, vocabulary: Vocabulary) -> Head | None:
    r"""Return the function that a key writes, if any; `\mathbf{w}(k+1)` is a symbol at an iteration."""
    match symbols.word_of(latex):
        case nodes.Run(factors=((_, word), ("", nodes.Group(bracket="(") as group))):
            if Resolver(vocabulary).iteration_step(group):
                return None
            parameters = tuple(symbols.reference(item, vocabulary.is_index) for item in group.items)
            return Head(symbols.reference(word, vocabulary.is_index).name, parameters)
        case nodes.Word(name=name) if "(" in name and "=" not in name:
            signature, parts = symbols.conditional(name)
            read = [symbols.reference(symbols.word_of(part), vocabulary.is_index) for part in parts]
            return Head(signature, tuple(read))
    return None
