r"""Factors in a row: which are calls, what a sum or logarithm covers, and in which order they multiply.

`\odot` binds loosest, then `\cdot` and plain juxtaposition from the left.  A sum covers all that follows
it in its term.  What readers could take in two ways is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.callables import bracket, called, function_name
from proofread.equations.meaning.differentials import Factors, slashed, slashed_derivative
from proofread.equations.meaning.operators import BIG, differentiated, operated
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node

if TYPE_CHECKING:
    from proofread.equations.meaning.resolve import Resolver


def product(run: Factors, resolver: Resolver) -> Node:
    """Return the product that a run of factors is."""
    done: Factors = []
    while run:
        sign, value, run = first(run, resolver)
        _check_sign(sign, value, done, resolver)
        done.append((sign, value))
    return _entrywise([(sign, node) for sign, node in done])


def first(run: Factors, resolver: Resolver) -> tuple[str, Node, Factors]:
    """Take the first factor with all that belongs to it, and return what is left."""
    sign, node = run[0]
    if length := slashed([("", node), *run[1:]], resolver):
        return sign, slashed_derivative([("", node), *run[1:length]], resolver), run[length:]
    nucleus = node.nucleus if isinstance(node, nodes.Scripted) else node
    if isinstance(nucleus, nodes.Operator):
        return sign, *operated(node, nucleus.name, run[1:], resolver)
    if isinstance(nucleus, nodes.Word) and len(run) > 1 and run[1][0] == "" and bracket(run[1][1]):
        value, used = called(node, nucleus, run[1][1], resolver)
        return sign, value, run[1 + used :]
    value = resolver.resolve(node)
    if isinstance(value, nodes.Derivative) and isinstance(value.of, nodes.Operator):
        return sign, *differentiated(value, run[1:], resolver)
    if len(run) > 1 and run[1][0] == "/":
        _check_denominator(run, resolver)
    return sign, value, run[1:]


def _check_sign(sign: str, value: Node, done: Factors, resolver: Resolver) -> None:
    inner = value.base if isinstance(value, nodes.Power) else value
    if sign == "" and done and isinstance(inner, nodes.Number):
        raise Unreadable(f"the numeral {inner.text} stands behind a factor: use \\cdot", value.at)
    if sign in ("", "o", "/") and done and isinstance(inner, nodes.Tied) and inner.signed:
        raise Unreadable("a signed numeral behind a factor needs brackets", value.at)


def _check_denominator(run: Factors, resolver: Resolver) -> None:
    """Refuse `a/b c`: some read a/(b c)."""
    if len(run) < 3 or run[2][0] != "" or bracket(run[1][1]):
        return
    inner = run[2][1].nucleus if isinstance(run[2][1], nodes.Scripted) else run[2][1]
    below = run[1][1].nucleus if isinstance(run[1][1], nodes.Scripted) else run[1][1]
    if isinstance(inner, nodes.Operator) and inner.name in BIG:
        return
    if isinstance(below, nodes.Word | nodes.Operator) and (
        function_name(run[1][1], resolver) if isinstance(below, nodes.Word) else True
    ):
        return
    raise Unreadable("what this / divides by can be read in two ways: use \\frac or brackets", run[2][1].at)


def _entrywise(done: Factors) -> Node:
    parts: list[Factors] = [[]]
    for sign, node in done:
        if sign == "o":
            parts.append([])
        parts[-1].append((sign, node))
    result = _plain(parts[0])
    for part in parts[1:]:
        result = nodes.Product(result.at, result, _plain(part), entrywise=True)
    return result


def _plain(part: Factors) -> Node:
    result = part[0][1]
    for sign, node in part[1:]:
        if sign == "/":
            result = nodes.Fraction(result.at, result, node)
        else:
            result = nodes.Product(result.at, result, node, dotted=sign == ".")
    return result
