r"""Factors in a row: in which order they multiply.

`\odot` binds loosest, then `\cdot` and plain juxtaposition from the left.  A sum covers all that follows
it in its term.  What readers could take in two ways is refused.
"""

from __future__ import annotations

from functools import reduce

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver, meaning
from proofread.equations.meaning.rules.callables import function_name
from proofread.equations.meaning.rules.dots import filled
from proofread.equations.meaning.rules.factors import Factors, bracket, first, is_big
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Factor, Node


@meaning.register
def _run(node: nodes.Run, resolver: Resolver) -> Node:
    """Return the product that a run of factors is."""
    row, done = Factors(node), list[Factor]()
    while row:
        if len(row) > 2 and isinstance(row[1].node, nodes.Dots):  # `a_2 \cdots a_n`; a_1 may stand before
            if {row[1].sign, row[2].sign} & {"/", "o"}:
                raise Unreadable("dots in a product stand between plain factors", row[1].node.at)
            sign, before = row[0].sign, [done[-1].node] if done else []
            value = filled("prod", [*before, row.take(), row.take(), row.take()], resolver)[-1]
            done.append(Factor(sign, value))
            continue
        sign, factor = row[0]
        value = first(row, resolver)
        inner = value.base if isinstance(value, nodes.Power) else value
        if done and bracket(factor) is None:
            if sign == "" and isinstance(inner, nodes.Number):
                raise Unreadable(f"the numeral {inner.text} stands behind a factor: use \\cdot", value.at)
            if sign in ("", "o", "/") and isinstance(inner, nodes.Tied) and inner.signed:
                raise Unreadable("a signed numeral behind a factor needs brackets", value.at)
        done.append(Factor(sign, value))
        if row and row[0].sign == "/":
            _check_denominator(row, resolver)
    return _multiplied(done)


def _check_denominator(row: Factors, resolver: Resolver) -> None:
    """Refuse `a/b c`: some read a/(b c)."""
    below = row[0].node
    if len(row) < 2 or row[1].sign != "" or bracket(below):
        return
    behind = row[1].node
    takes_what_follows = isinstance(below.core, nodes.Operator) or (
        isinstance(below.core, nodes.Word) and function_name(below, resolver) != ""
    )
    if not (takes_what_follows or is_big(behind)):
        raise Unreadable("what this / divides by can be read in two ways: use \\frac or brackets", behind.at)


def _multiplied(factors: list[Factor]) -> Node:
    first, *others = factors
    parts = [first.node]
    for sign, node in others:
        left = parts[-1]
        if sign == "o":
            parts.append(node)
        elif sign == "/":
            parts[-1] = nodes.Fraction(left.at, left, node)
        else:
            parts[-1] = nodes.Product(left.at, left, node, dotted=sign == ".")
    return reduce(lambda left, right: nodes.Product(left.at, left, right, entrywise=True), parts)
