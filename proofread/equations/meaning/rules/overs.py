r"""Sums, products and extremes over an index, and limits: what stands below and above the sign."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.rules.factors import Factors
from proofread.equations.reading import grammar, nodes, symbols
from proofread.equations.reading.nodes import Index, Node, Reference
from proofread.equations.reading.scripts import require_only


@dataclass
class _Below:
    r"""What stands below: the letters, where they begin (`i = 1`), which values are left out (`j \ne i`)."""

    letters: list[str] = field(default_factory=list)
    lows: dict[str, Node] = field(default_factory=dict)
    where: list[nodes.Comparison] = field(default_factory=list)


def over(node: nodes.Scripted, name: str, row: Factors, resolver: Resolver) -> Node:
    """Return the sum (product, maximum, …) of what follows."""
    if node.transposed and node.above is None:
        node = replace(node, transposed=False, above=nodes.Word(node.at, "T"))  # \sum_{t=1}^T
    require_only(node, "below", "above")
    if not row:
        raise Unreadable(f"\\{name} has nothing to act on", node.at)
    below = _below(node, name, resolver)
    inside = resolver.inside(set(below.letters))
    mentioned = [bool(letters_in(factor.node) & set(below.letters)) for factor in row]
    if name != "sum" and any(mentioned) and not mentioned[-1]:  # `\prod_i a_i \cdot c`: some leave c out
        at = row[len(row) - 1].node.at
        raise Unreadable(f"what \\{name} covers can be read in two ways: use brackets", at)
    body = inside.resolve(row.take_all())
    high = resolver.resolve(node.above) if node.above is not None else None
    if high is not None and len(below.letters) > 1:
        raise Unreadable("one upper limit for several indices", node.at)
    where = tuple(inside.comparison(condition) for condition in below.where)
    if high is None and below.lows:
        raise Unreadable(f"\\{name} says where it begins, and not where it ends", node.at)
    for letter in reversed(below.letters):  # the last index runs inside, where the conditions can be seen
        low = resolver.resolve(below.lows[letter]) if letter in below.lows else None
        top = high if high is not None else _top(letter, body, resolver, node.at)
        body, where = nodes.Over(node.at, name, letter, low, top, where, body), ()
    return body


def letters_in(node: Node) -> set[str]:
    """Return the single letters that a node names, in scripts too, before it is known what they mean."""
    found: set[str] = set()
    for inner in nodes.walk(node):
        if isinstance(inner, nodes.Word):
            found.add(inner.name)
        if isinstance(inner, nodes.Scripted):
            found |= {item[:1] for item in (*symbols.items(inner.below), inner.layer)}
    return found


def _below(node: nodes.Scripted, name: str, resolver: Resolver) -> _Below:
    if not node.below:
        raise Unreadable(f"\\{name} needs its index below", node.at)
    if r"\in" in node.below or "dots" in node.below:
        message = f"below \\{name} stands `i = 1`, letters, or conditions such as `j \\ne i`"
        raise Unreadable(message, node.below_at)
    below = _Below()
    for condition in grammar.read_conditions(" " * node.below_at + node.below):
        if not isinstance(condition, nodes.Comparison):
            below.letters += _letters(condition)
            continue
        left, right = _letters(condition.left), condition.right
        if condition.relation == "=" and left[0] not in below.letters:
            below.letters += left
            below.lows[left[0]] = right
            continue
        below.where.append(condition)
        below.letters += [letter for letter in left if letter not in below.letters]
        if condition.relation not in ("<", "<=") or not isinstance(right, nodes.Word) or len(right.name) > 1:
            continue
        if right.name not in {*below.letters, *resolver.bound, *resolver.vocabulary.sizes}:
            message = f"a sum over {below.letters[0]}, or over {right.name} too? Name the indices first"
            raise Unreadable(message, condition.at)
    return below


def _top(letter: str, body: Node, resolver: Resolver, at: int) -> Node | None:
    """Return the upper limit where none is written: nothing if declared, else the axis that it stands for."""
    if letter in resolver.vocabulary.ranges:
        return None
    symbols = (node for node in nodes.walk(body) if isinstance(node, Reference))
    used = ((node, place) for node in symbols for place, sub in enumerate(node.subs) if sub == Index(letter))
    sizes = (resolver.vocabulary.axis(node, place) for node, place in used)
    size = next((size for size in sizes if size), "")
    if not size:
        raise Unreadable(f"what {letter} runs over is said neither here nor under index:", at)
    return nodes.Number(at, size) if size.isdigit() else Reference(at, size)


def _letters(node: Node) -> list[str]:
    found = [factor.node for factor in Factors(node)]
    letters = [item.name for item in found if isinstance(item, nodes.Word) and len(item.name) == 1]
    if len(letters) < len(found):
        raise Unreadable("an index is expected below", node.at)
    return letters


def limit(node: nodes.Scripted, row: Factors, resolver: Resolver) -> Node:
    r"""Return the limit that `\lim_{h \to 0}` makes of what follows it in its term."""
    arrow = next((arrow for arrow in (r"\to", r"\rightarrow") if arrow in node.below), "")
    if not arrow or not row:
        raise Unreadable(r"a limit is written \lim_{h \to 0} …", node.at)
    below, _, target = node.below.partition(arrow)
    symbol = resolver.reference(grammar.read(" " * node.below_at + below))
    number = all(m.kind == "given" and not m.shape for m in resolver.vocabulary.declared(symbol))
    if symbol.slots or not number or resolver.is_index(symbol.name):
        raise Unreadable("what tends to a limit is a given number, or a letter of its own", symbol.at)
    side = {"+": 1, "-": -1}.get(target.rstrip("} ")[-1:], 0) if "^" in target else 0
    start = node.below_at + len(below) + len(arrow)
    to = resolver.resolve(grammar.read(" " * start + target.partition("^")[0]))
    return nodes.Limit(node.at, resolver.resolve(row.take_all()), symbol, to, side)
