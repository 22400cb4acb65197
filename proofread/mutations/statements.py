"""Errors in statements, `[the gradient is small there]{norm < 1}`: what the words are checked by is changed.

A comparison is turned, its bound moves past the value, or a name gives way to another of the page. Where the
expression is true all the same, it is no error; `trial` decides that without the checker.
"""

import ast
import itertools
from collections.abc import Iterator
from random import Random

from proofread.mutations.code import Places
from proofread.mutations.formulas import Edit
from proofread.pages.blocks import Example
from proofread.pages.markdown import Page

TURNED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", ">"), ast.LtE: ("<=", ">"), ast.Gt: (">", "<"), ast.GtE: (">=", "<"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="),
}  # fmt: skip
"""What each comparison is written as, and one that does not hold where it does."""
OTHERS = 2
"""By how many other names of the page each name of a statement is replaced."""


def plant_statements(page: Page, random: Random) -> Iterator[Edit]:
    """Yield every error that is planted in the statements of a page; the seed chooses the other names."""
    names = sorted(set(_assigned(page)))
    for number in page.all_numbers:
        text = number.expression.strip()
        start = page.text.index(text, number.shown_end)
        comparisons = list(compared(text))
        edits = [edit for comparison in comparisons for edit in _in_comparison(comparison, text)]
        for node in ast.walk(ast.parse(text, mode="eval")) if comparisons else ():
            if isinstance(node, ast.Name) and node.id in names:
                others = [name for name in names if name != node.id]
                for other in random.sample(others, min(OTHERS, len(others))):
                    edits.append(("swapped array", Places(text).start(node), Places(text).end(node), other))
        yield from ((kind, start + first, start + last, new) for kind, first, last, new in edits)


def compared(expression: str) -> Iterator[ast.Compare]:
    """Yield the comparisons that an expression joins to one truth; none where its value is a number."""
    try:
        yield from _joined(ast.parse(expression.strip(), mode="eval").body)
    except SyntaxError:
        return


def _joined(node: ast.expr) -> Iterator[ast.Compare]:
    match node:
        case ast.Compare():
            yield node
        case ast.BoolOp(values=parts):
            yield from itertools.chain.from_iterable(map(_joined, parts))
        case ast.UnaryOp(op=ast.Not(), operand=part) | ast.GeneratorExp(elt=part) | ast.Subscript(value=part):
            yield from _joined(part)
        case ast.Call(func=ast.Attribute(value=part, attr="all" | "any"), args=[]):
            yield from _joined(part)
        case ast.Call(func=ast.Name(id="all" | "any") | ast.Attribute(attr="all" | "any"), args=[part]):
            yield from _joined(part)


def _in_comparison(node: ast.Compare, text: str) -> Iterator[Edit]:
    place, operands = Places(text), [node.left, *node.comparators]
    for op, (left, right) in zip(node.ops, itertools.pairwise(operands), strict=True):
        if type(op) in TURNED:
            old, new = TURNED[type(op)]
            start = text.index(old, place.end(left), place.start(right))
            yield "turned comparison", start, start + len(old), new
        if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            is_left = isinstance(left, ast.Constant)
            bound, other = (left, right) if is_left else (right, left)
            value = text[place.start(other) : place.end(other)]
            # A bound that the value breaks is the value itself, or one next to it where it may be met.
            away = "-" if isinstance(op, ast.LtE) != is_left else "+"
            step = "" if isinstance(op, ast.Lt | ast.Gt) else f" {away} 1e-9 * (1 + abs({value}))"
            yield "moved bound", place.start(bound), place.end(bound), f"({value}{step})"


def _assigned(page: Page) -> Iterator[str]:
    """Yield the names that the page's code gives values."""
    for fence in page.fences:
        if isinstance(fence, Example) and ">>>" not in fence.body:
            given = (node for node in ast.parse(fence.body).body if isinstance(node, ast.Assign))
            targets = (target for statement in given for target in statement.targets)
            nodes = itertools.chain.from_iterable(map(ast.walk, targets))
            yield from (node.id for node in nodes if isinstance(node, ast.Name) and node.id != "_")
