r"""Operators and what they act on: sums, logarithms, maxima, `\nabla_w`."""

from __future__ import annotations

from itertools import takewhile

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver, meaning
from proofread.equations.meaning.rules.differentials import slashed, variable_of_gradient
from proofread.equations.meaning.rules.dots import filled
from proofread.equations.meaning.rules.factors import Factors, bracket, first, is_big, leading
from proofread.equations.meaning.rules.integrals import integral
from proofread.equations.meaning.rules.overs import letters_in, limit, over
from proofread.equations.meaning.rules.trees import with_entries
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.reading.scripts import require_only

_NO_OUTER_POWER = {"log", "ln"}
_EXTREMES = {"max", "min", "argmax", "argmin"}


@meaning.register
def _alone(node: nodes.Operator, resolver: Resolver) -> Node:
    raise Unreadable(f"\\{node.name} has nothing to act on", node.at)


@leading.register
def _operator(core: nodes.Operator, row: Factors, resolver: Resolver) -> Node:
    """Return what an operator makes of what follows it."""
    if (found := slashed(row, resolver)) is not None:
        return found
    node, name = row.take(), core.name
    scripted = node if isinstance(node, nodes.Scripted) else nodes.Scripted(node.at, node)
    if is_big(node) or (name in _EXTREMES and scripted.below):
        return over(scripted, name, row, resolver)
    if name == "int":
        return integral(scripted, row, resolver)
    if name == "nabla":
        return _gradient(scripted, row, resolver)
    if name == "lim":
        require_only(scripted, "below")
        return limit(scripted, row, resolver)
    if name == "partial":  # `\partial_x f`
        if not scripted.below or not row:
            raise Unreadable(r"\partial stands alone", node.at)
        require_only(scripted, "below")
        by = variable_of_gradient(scripted, row, resolver)
        return nodes.Derivative(node.at, _differentiated(by, row, resolver), (by,))
    return _applied(scripted, name, row, resolver)


def _gradient(node: nodes.Scripted, row: Factors, resolver: Resolver) -> Node:
    r"""Return `\nabla_w` of what follows, or the Hessian that `\nabla_w^2` and `\nabla\nabla` are."""
    require_only(node, "below", *(["above"] if node.above == nodes.Number(0, "2") else []))
    twice = node.above is not None
    if row and row[0].node == nodes.Operator(0, "nabla"):
        row.take()
        twice = True
    if not row:
        raise Unreadable(r"\nabla has nothing to act on", node.at)
    by = variable_of_gradient(node, row, resolver)
    found = nodes.Derivative(node.at, _differentiated(by, row, resolver), (by,))
    return nodes.Jacobian(node.at, found, by) if twice else found


def _differentiated(by: Reference, row: Factors, resolver: Resolver) -> Node:
    r"""Take the factor behind `\nabla`, or the whole term where that begins with a number."""
    leads = len(row) > 1 and row[1].sign == "" and not letters_in(row[0].node) - {*resolver.vocabulary.sizes}
    if leads:
        return resolver.resolve(row.take_all())
    found = first(row, resolver)
    for factor in takewhile(lambda factor: factor.sign == "", row):
        if by.name in letters_in(factor.node):
            raise Unreadable("what is differentiated can be read in two ways: use brackets", factor.node.at)
    return found


def _applied(node: nodes.Scripted, name: str, row: Factors, resolver: Resolver) -> Node:
    r"""Apply `\log`, `\exp`, `\tanh`, `\max`, … to the bracket behind it, or to one plain factor."""
    require_only(node, "above", "primes", *(["below"] if name == "log" else []))
    if not row or row[0].sign:
        raise Unreadable(f"\\{name} has nothing to act on", node.at)
    group = bracket(row[0].node)
    if group is None:
        return _power_of_call(node, _call(node, name, (_covered(name, row, resolver),), resolver))
    behind = row.take()
    if isinstance(behind, nodes.Scripted) and behind.above is not None and name in _NO_OUTER_POWER:
        raise Unreadable(f"\\{name}(…)^… can be read in two ways: use more brackets", behind.at)
    items = filled(name, group.items, resolver) if name in _EXTREMES else map(resolver.resolve, group.items)
    call = _call(node, name, tuple(items), resolver)
    if isinstance(call, nodes.Call) and len(call.arguments) == 1 and len(group.items) > 1:
        call = call.arguments[0]  # `\max(x_1, \dots, x_n)` is one over an index
    return _power_of_call(node, with_entries(call, behind, resolver))


def _covered(name: str, row: Factors, resolver: Resolver) -> Node:
    """Take the one factor without brackets that a function covers, where nobody could take more."""
    node = row[0].node
    if isinstance(node, nodes.Scripted) and node.above is not None and not is_big(node):
        raise Unreadable(f"\\{name} of a power can be read in two ways: use brackets", node.at)
    value = first(row, resolver)
    starts_function = row and row[0].sign in ("", ".") and isinstance(row[0].node.core, nodes.Operator)
    if row and not starts_function and row[0].sign != "o":
        raise Unreadable(f"what \\{name} covers can be read in two ways: use brackets", row[0].node.at)
    return value


def _call(node: nodes.Scripted, name: str, arguments: tuple[Node, ...], resolver: Resolver) -> Node:
    base = node.below.strip() or resolver.vocabulary.reading.get("log", "e")
    if name == "log" and base != "e":
        name = f"log_{base}"
    return nodes.Call(node.at, name, arguments, node.primes)


def _power_of_call(node: nodes.Scripted, call: Node) -> Node:
    r"""`\tanh^2(z)` is the square of tanh; `\tanh^{-1}` is refused, for it may be the inverse."""
    if node.above is None:
        return call
    if not isinstance(node.above, nodes.Number):
        raise Unreadable("this power of a function can be read in two ways", node.at)
    return nodes.Power(node.at, call, node.above)
