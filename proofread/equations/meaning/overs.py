"""Sums, products and maxima over an index: what stands below and above the sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.differentials import Factors
from proofread.equations.reading import grammar, nodes
from proofread.equations.reading.nodes import Index, Node, Reference

if TYPE_CHECKING:
    from proofread.equations.meaning.resolve import Resolver


def runs_over(name: str, node: nodes.Scripted) -> bool:
    r"""Whether `\max`, `\min`, `\arg\max` or `\arg\min` has an index below."""
    return name in ("max", "min", "argmax", "argmin") and bool(node.below)


def over(node: nodes.Scripted, name: str, rest: Factors, resolver: Resolver) -> Node:
    """Return the sum (product, maximum, …) of what follows."""
    if not node.below:
        raise Unreadable(f"\\{name} needs its index below", node.at)
    if r"\in" in node.below or "dots" in node.below:
        message = f"below \\{name} stands `i = 1`, letters, or conditions such as `j \\ne i`"
        raise Unreadable(message, node.below_at)
    conditions = grammar.read_conditions(" " * node.below_at + node.below)
    letters, lows, where = _letters(conditions, resolver)
    inside = resolver.inside(set(letters))
    body = inside.resolve(nodes.Run(rest[0][1].at, (("", rest[0][1]), *rest[1:])))
    high = resolver.resolve(node.above) if node.above is not None else None
    if high is not None and len(letters) > 1:
        raise Unreadable("one upper limit for several indices", node.at)
    checks = tuple(inside.resolve(condition) for condition in where)
    return _nested(node.at, name, letters, lows, high, checks, body, resolver)


def _nested(
    at: int, name: str, letters: list[str], lows: dict[str, Node], high: Node | None,
    checks: tuple[Node, ...], body: Node, resolver: Resolver,
) -> Node:  # fmt: skip
    for letter in reversed(letters):
        low = resolver.resolve(lows[letter]) if letter in lows else None
        top = high if high is not None else _top(letter, body, resolver, at)
        where = tuple(check for check in checks if isinstance(check, nodes.Comparison))
        body, checks = nodes.Over(at, name, letter, low, top, where, body), ()
    return body


def _top(letter: str, body: Node, resolver: Resolver, at: int) -> Node | None:
    """Return the upper limit where none is written: nothing if declared, else the axis that it stands for."""
    if letter in resolver.vocabulary.ranges:
        return None
    size = axis_of(letter, body, resolver)
    if not size:
        raise Unreadable(f"what {letter} runs over is said neither here nor under index:", at)
    return nodes.Number(at, size) if size.isdigit() else Reference(at, size)


def axis_of(letter: str, body: Node, resolver: Resolver) -> str:
    """Return the size of the axis along which a letter is used, or nothing."""
    used = [
        (node, place)
        for node in nodes.walk(body)
        if isinstance(node, Reference)
        for place, sub in enumerate(node.subs)
        if sub == Index(letter)
    ]
    sizes = (resolver.vocabulary.axis(node, place) for node, place in used)
    return next((size for size in sizes if size), "")


def _letters(conditions: list[Node], resolver: Resolver) -> tuple[list[str], dict[str, Node], list[Node]]:
    letters: list[str] = []
    lows: dict[str, Node] = {}
    where: list[Node] = []
    for condition in conditions:
        if isinstance(condition, nodes.Comparison):
            _compared(condition, letters, lows, where, resolver)
        else:
            letters += _plain(condition)
    return letters, lows, where


def _compared(
    condition: nodes.Comparison,
    letters: list[str],
    lows: dict[str, Node],
    where: list[Node],
    resolver: Resolver,
) -> None:
    r"""Take `i = 1` for where i begins, and `j \ne i` for which values are left out."""
    left = _plain(condition.left)
    if condition.relation == "=" and left[0] not in letters:
        letters += left
        lows[left[0]] = condition.right
        return
    where.append(condition)
    letters += [letter for letter in left if letter not in letters]
    _refuse_unnamed(condition, letters, resolver)


def _refuse_unnamed(condition: nodes.Comparison, letters: list[str], resolver: Resolver) -> None:
    r"""Refuse `\sum_{i < j}` where j is bound nowhere: some sum over both."""
    right = condition.right
    if condition.relation not in ("<", "<=") or not isinstance(right, nodes.Word) or len(right.name) > 1:
        return
    if right.name not in {*letters, *resolver.bound, *resolver.vocabulary.sizes}:
        message = f"a sum over {letters[0]}, or over {right.name} too? Name the indices first"
        raise Unreadable(message, condition.at)


def _plain(node: Node) -> list[str]:
    found = node.factors if isinstance(node, nodes.Run) else (("", node),)
    letters = [item.name for _, item in found if isinstance(item, nodes.Word) and len(item.name) == 1]
    if len(letters) < len(found):
        raise Unreadable("an index is expected below", node.at)
    return letters
