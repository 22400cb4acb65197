r"""Moments: `\mathbb{E}[X]`, `\mathrm{Var}[X]`, `\mathrm{Cov}(X, Y)`, and means over an index, `E_i[f_i]`."""

from __future__ import annotations

import re

from proofread.equations.errors import Unreadable
from proofread.equations.meaning import code
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.rules.factors import Factors, first
from proofread.equations.meaning.rules.trees import with_entries
from proofread.equations.reading import grammar, nodes, symbols
from proofread.equations.reading.nodes import Node, Reference

_NAME = re.compile(r"\\(?:mathbb|mathrm|operatorname|text|textrm|mathsf)\{(E|V|Var|var|Cov|cov)\}|E|Var")
_NORMAL = re.compile(r"\\mathcal\s*\{?\s*N\s*\}?\s*(?:\\left)?\s*\((.*?)(?:\\right)?\)")
_KINDS = {
    "E": "mean",
    "V": "variance",
    "Var": "variance",
    "var": "variance",
    "Cov": "covariance",
    "cov": "covariance",
}


def kind_of(word: nodes.Word, resolver: Resolver) -> str:
    """Return which moment a word is, where the page says what is random and has no other use for it."""
    found = _NAME.fullmatch(word.name)
    known = (word.name, False, 0) in resolver.vocabulary.known() or word.name in resolver.vocabulary.functions
    if not found or known or not (resolver.vocabulary.random or resolver.vocabulary.random_indices):
        return ""
    return _KINDS[found[1] or word.name]


def moment(kind: str, row: Factors, resolver: Resolver) -> Node:
    """Take the word, and what it is the moment of."""
    node = row.take()
    group = row.opens()
    below = node.below.partition(r"\sim")[0].strip() if isinstance(node, nodes.Scripted) else ""
    over: tuple[Reference, ...] = ()
    letter = below if below in resolver.vocabulary.random_indices else ""
    if below and not letter:  # `E_{x \sim p}`; the index of `E_i` is a letter
        found = resolver.resolve(grammar.read(below))
        if not isinstance(found, Reference) or found.key not in resolver.vocabulary.random:
            raise Unreadable(f"{below} is not declared under random:", node.at)
        over = (found,)
    inside = resolver.inside({letter}) if letter else resolver
    if group is None:
        if not row or row[0].sign:
            raise Unreadable("an expectation needs what it is of, in brackets", node.at)
        arguments = [first(row, inside)]
        if row and row[0].sign in ("", "."):
            raise Unreadable(
                "what this expectation covers can be read in two ways: use brackets", row[0].node.at
            )
        return _moment(kind, node.at, arguments, over, letter)
    bracket = row.take()
    arguments = [inside.resolve(item) for item in group.items]
    return with_entries(_moment(kind, node.at, arguments, over, letter), bracket, resolver)


def declared(left: Node, right: nodes.Set, resolver: Resolver) -> tuple[Node, Node]:
    r"""Return mean and variance, as the page declares them, and as `Z \sim \mathcal{N}(m, s^2)` says."""
    random = resolver.vocabulary.random.get(left.key) if isinstance(left, Reference) else None
    found = _NORMAL.fullmatch(right.latex)
    parts = code.split(found[1]) if found else []
    if random is None or random.kind != "normal" or len(parts) != 2:
        raise Unreadable(
            "what is distributed so is declared under random: as normal mean … variance …", left.at
        )
    said = tuple(resolver.resolve(symbols.word_of(part)) for part in parts)
    moments = (_mean(left.at, left, (), ""), _moment("variance", left.at, [left], (), ""))
    return nodes.Listed(left.at, moments), nodes.Listed(left.at, said)


def _moment(kind: str, at: int, arguments: list[Node], over: tuple[Reference, ...], letter: str) -> Node:
    if len(arguments) > 2 or (len(arguments) == 2 and kind != "covariance"):
        raise Unreadable("too many values in this bracket", at)
    if kind == "mean":
        return _mean(at, arguments[0], over, letter)
    apart = [nodes.Plus(at, each, _mean(at, each, over, letter), -1) for each in arguments]
    if kind == "variance":
        return _mean(at, nodes.Power(at, apart[0], nodes.Number(at, "2")), over, letter)
    right = apart[1] if len(apart) == 2 else nodes.Transposed(at, apart[0])
    return _mean(at, nodes.Product(at, apart[0], right), over, letter)


def _mean(at: int, of: Node, over: tuple[Reference, ...], letter: str) -> Node:
    return nodes.Over(at, "mean", letter, None, None, (), of) if letter else nodes.Mean(at, of, over)
