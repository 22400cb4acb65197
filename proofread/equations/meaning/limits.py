r"""Limits as written: `\lim_{h \to 0}` and what follows it in its term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.differentials import Factors
from proofread.equations.reading import grammar, nodes
from proofread.equations.reading.nodes import Node, Reference

if TYPE_CHECKING:
    from proofread.equations.meaning.resolve import Resolver


def limit(node: nodes.Scripted, rest: Factors, resolver: Resolver) -> Node:
    r"""Return the limit that `\lim_{h \to 0}` makes of what follows it in its term."""
    below, arrow, target = _parted(node)
    if not arrow or not rest:
        raise Unreadable(r"a limit is written \lim_{h \to 0} …", node.at)
    symbol = _free(resolver.reference(grammar.read(" " * node.below_at + below)), resolver)
    side = {"+": 1, "-": -1}.get(target.rstrip("} ")[-1:], 0) if "^" in target else 0
    start = node.below_at + len(below) + len(arrow)
    to = resolver.resolve(grammar.read(" " * start + target.partition("^")[0]))
    body = resolver.resolve(nodes.Run(rest[0][1].at, (("", rest[0][1]), *rest[1:])))
    return nodes.Limit(node.at, body, symbol, to, side)


def _free(symbol: Reference, resolver: Resolver) -> Reference:
    """Return a symbol that can tend to something: a given number, or a letter of the limit alone."""
    meanings = resolver.vocabulary.declared(symbol)
    number = all(meaning.kind == "given" and not meaning.shape for meaning in meanings)
    if symbol.slots or not number or resolver.is_index(symbol.name):
        raise Unreadable("what tends to a limit is a given number, or a letter of its own", symbol.at)
    return symbol


def _parted(node: nodes.Scripted) -> tuple[str, str, str]:
    for arrow in (r"\to", r"\rightarrow"):
        if arrow in node.below:
            return node.below.partition(arrow)
    return "", "", ""
