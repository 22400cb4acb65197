r"""Derivatives as written: `\frac{\partial J}{\partial w}`, `\partial J / \partial w`, `\nabla_w J`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from proofread.equations.errors import Unreadable
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.reading.scripts import require_only

if TYPE_CHECKING:
    from proofread.equations.meaning.resolve import Resolver

Factors = list[tuple[str, Node]]
_D = {"d", r"\mathrm{d}", r"\text{d}"}


def factors(node: Node) -> Factors:
    """Return the factors of a run, or the one factor that is none."""
    return list(node.factors) if isinstance(node, nodes.Run) else [("", node)]


def is_differential(node: Node, resolver: Resolver) -> bool:
    r"""Whether a factor is `\partial` or a `d` that the page does not use as a symbol."""
    inner = node.nucleus if isinstance(node, nodes.Scripted) and not node.below else node
    if isinstance(inner, nodes.Word):
        return inner.name in _D and (inner.name, False, 0) not in resolver.vocabulary.meanings
    return isinstance(inner, nodes.Operator) and inner.name == "partial"


def derivative(at: int, over: Node, under: Node, resolver: Resolver) -> Node | None:
    r"""Return the derivative that a fraction is; `None` if it is none.

    An operator such as `\frac{\partial}{\partial w}`, to which what it acts on comes later, has
    an `Operator` in its place.
    """
    above, below = factors(over), factors(under)
    marks = is_differential(above[0][1], resolver) and is_differential(below[0][1], resolver)
    if not marks or len(below) == 1:
        return None
    require_only(above[0][1], "above")
    by, transposed = _variables(below, resolver)
    order = _order(above[0][1])
    square = order == 1 and len(below) == 2 and by[1:] == by[:1] and not transposed
    if len(above) == 1:
        by = by[:1] if square else _of_order(by, order, transposed, at)
        return nodes.Derivative(at, nodes.Operator(at, "square" if square else "partial"), by)
    of = numerator(above[1:], by, resolver)
    if square:
        return by_square(nodes.Derivative(at, of, by[:1]))
    return _derived(nodes.Derivative(at, of, by), order, transposed)


def _derived(found: nodes.Derivative, order: int, transposed: bool) -> Node:
    """Return a derivative, or the matrix that one by a transposed vector is."""
    at, of, by = found.at, found.of, found.by
    if transposed and order == len(by) <= 2:
        return nodes.Jacobian(at, of if order == 1 else nodes.Derivative(at, of, by[:1]), by[-1])
    return nodes.Derivative(at, of, _of_order(by, order, transposed, at))


def _of_order(by: tuple[Reference, ...], order: int, transposed: bool, at: int) -> tuple[Reference, ...]:
    """Return the variables of a derivative of this order."""
    if transposed:
        raise Unreadable("a transpose below belongs to the last of one or two variables", at)
    if order != len(by):
        raise Unreadable("the orders above and below differ", at)
    return by


def by_square(found: nodes.Derivative) -> Node:
    r"""Return `\partial f / \partial \sigma^2`: the variable is the square, so divide by its own slope."""
    two = nodes.Number(found.at, "2")
    return nodes.Fraction(found.at, found, nodes.Product(found.at, two, found.by[0]))


def numerator(above: Factors, by: tuple[Reference, ...], resolver: Resolver) -> Node:
    """Return what is differentiated; a function's bare name means its value at the variable."""
    alone = above[0][1]
    if len(above) == 1 and isinstance(alone, nodes.Word) and resolver.vocabulary.is_function(alone.name):
        return nodes.Call(alone.at, alone.name, by[:1])
    return resolver.resolve(nodes.Run(alone.at, (("", alone), *above[1:])))


def _order(node: Node) -> int:
    if isinstance(node, nodes.Scripted) and isinstance(node.above, nodes.Number):
        return int(node.above.text)
    return 1


def _variables(below: Factors, resolver: Resolver) -> tuple[tuple[Reference, ...], bool]:
    r"""Return the variables, and whether the last is transposed (`\partial \beta \, \partial \beta^T`)."""
    parts: list[Factors] = []
    for sign, node in below:
        if is_differential(node, resolver):
            require_only(node)
            parts.append([])
        else:
            parts[-1].append((sign, node))
    last = parts[-1][-1][1] if parts[-1] else None
    transposed = isinstance(last, nodes.Scripted) and last.transposed and last.above is None
    if isinstance(last, nodes.Scripted) and transposed:
        parts[-1][-1] = (parts[-1][-1][0], replace(last, transposed=False))
    return tuple(symbol for part in parts for symbol in _variable(part, resolver)), transposed


def _variable(part: Factors, resolver: Resolver) -> list[Reference]:
    if not part:
        raise Unreadable("a derivative by nothing")
    first, order = resolver.as_layer(part[0][1]), 1
    if isinstance(first, nodes.Scripted) and isinstance(first.above, nodes.Number):
        order = int(first.above.text)
        first = replace(first, above=None)
    found = resolver.resolve(nodes.Run(first.at, (("", first), *part[1:])) if len(part) > 1 else first)
    if not isinstance(found, Reference):
        raise Unreadable("a derivative needs one symbol below", first.at)
    return [found] * order


def slashed(run: Factors, resolver: Resolver) -> int:
    r"""Return how many factors of a run make up `\partial J / \partial w` at its start; 0 if none do."""
    if not is_differential(run[0][1], resolver):
        return 0
    slash = next((place for place, (sign, _) in enumerate(run) if sign == "/"), 0)
    if slash < 2 or not is_differential(run[slash][1], resolver) or len(run) < slash + 2:
        return 0
    return slash + 2


def slashed_derivative(run: Factors, resolver: Resolver) -> Node:
    """Return the derivative that `slashed` found."""
    slash = next(place for place, (sign, _) in enumerate(run) if sign == "/")
    over = nodes.Run(run[0][1].at, tuple(run[:slash]))
    under = nodes.Run(run[slash][1].at, (("", run[slash][1]), *run[slash + 1 :]))
    found = derivative(run[0][1].at, over, under, resolver)
    if found is None:
        raise Unreadable("a derivative by nothing", run[slash][1].at)
    return found


def variable_of_gradient(node: nodes.Scripted, rest: Factors, resolver: Resolver) -> Reference:
    r"""Return what `\nabla_w J` differentiates by: what is below, or the variable of `J(w)` behind."""
    if node.below:
        from proofread.equations.reading import grammar

        by = resolver.resolve(grammar.read(" " * node.below_at + node.below))
    elif len(rest) > 1 and isinstance(rest[1][1], nodes.Group) and len(rest[1][1].items) == 1:
        by = resolver.resolve(rest[1][1].items[0])
    else:
        raise Unreadable(r"\nabla needs its variable: \nabla_w", node.at)
    if not isinstance(by, Reference):
        raise Unreadable(r"\nabla needs one symbol below", node.at)
    return by
