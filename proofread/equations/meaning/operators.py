r"""Operators and what they act on: sums, logarithms, maxima, `\nabla_w`, `\frac{\partial}{\partial w}`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.callables import bracket, with_scripts
from proofread.equations.meaning.differentials import (
    Factors,
    by_square,
    is_differential,
    variable_of_gradient,
)
from proofread.equations.meaning.limits import limit
from proofread.equations.meaning.overs import over, runs_over
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node
from proofread.equations.reading.scripts import require_only

if TYPE_CHECKING:
    from proofread.equations.meaning.resolve import Resolver

BIG = {"sum", "prod"}
_NO_OUTER_POWER = {"log", "ln"}


def operated(node: Node, name: str, rest: Factors, resolver: Resolver) -> tuple[Node, Factors]:
    """Return what an operator makes of what follows it, and what it leaves."""
    scripted = node if isinstance(node, nodes.Scripted) else nodes.Scripted(node.at, node)
    if name in BIG or runs_over(name, scripted):
        return _over(scripted, name, rest, resolver), []
    if name == "nabla":
        return _gradient(scripted, rest, resolver)
    if name == "lim":
        require_only(scripted, "below")
        return limit(scripted, rest, resolver), []
    if name == "partial":
        raise Unreadable(r"\partial stands alone", node.at)
    return _applied(scripted, name, rest, resolver)


def _over(node: nodes.Scripted, name: str, rest: Factors, resolver: Resolver) -> Node:
    if node.transposed and node.above is None:
        node = replace(node, transposed=False, above=nodes.Word(node.at, "T"))  # \sum_{t=1}^T
    require_only(node, "below", "above")
    if not rest:
        raise Unreadable(f"\\{name} has nothing to act on", node.at)
    return over(node, name, rest, resolver)


def _gradient(node: nodes.Scripted, rest: Factors, resolver: Resolver) -> tuple[Node, Factors]:
    r"""Return `\nabla_w` of what follows, or the Hessian that `\nabla_w^2` and `\nabla\nabla` are."""
    require_only(node, "below", *(["above"] if node.above == nodes.Number(0, "2") else []))
    twice = node.above is not None
    if rest and isinstance(rest[0][1], nodes.Operator) and rest[0][1].name == "nabla":
        twice, rest = True, rest[1:]
    if not rest:
        raise Unreadable(r"\nabla has nothing to act on", node.at)
    by = variable_of_gradient(node, rest, resolver)
    _, value, left = resolver.first(rest)
    found = nodes.Derivative(node.at, value, (by,))
    return (nodes.Jacobian(node.at, found, by) if twice else found), left


def _applied(node: nodes.Scripted, name: str, rest: Factors, resolver: Resolver) -> tuple[Node, Factors]:
    r"""Apply `\log`, `\exp`, `\tanh`, `\max`, … to the bracket behind it, or to one plain factor."""
    require_only(node, "above", "primes", *(["below"] if name == "log" else []))
    if not rest or rest[0][0]:
        raise Unreadable(f"\\{name} has nothing to act on", node.at)
    behind, group = rest[0][1], bracket(rest[0][1])
    if group is None:
        return _applied_to_factor(node, name, rest, resolver)
    if isinstance(behind, nodes.Scripted) and behind.above is not None and name in _NO_OUTER_POWER:
        raise Unreadable(f"\\{name}(…)^… can be read in two ways: use more brackets", behind.at)
    call = _call(node, name, tuple(resolver.resolve(item) for item in group.items))
    return _power_of_call(node, with_scripts(call, behind, resolver), resolver), rest[1:]


def _applied_to_factor(
    node: nodes.Scripted, name: str, rest: Factors, resolver: Resolver
) -> tuple[Node, Factors]:
    first = rest[0][1]
    if isinstance(first, nodes.Scripted) and first.above is not None and not _is_big(first):
        raise Unreadable(f"\\{name} of a power can be read in two ways: use brackets", first.at)
    _, value, left = resolver.first(rest)
    if left and not _starts_function(left[0]) and left[0][0] != "o":
        raise Unreadable(f"what \\{name} covers can be read in two ways: use brackets", left[0][1].at)
    return _power_of_call(node, _call(node, name, (value,)), resolver), left


def _is_big(node: nodes.Scripted) -> bool:
    """Whether what stands above is the end of a sum, and no power."""
    return isinstance(node.nucleus, nodes.Operator) and node.nucleus.name in BIG


def _starts_function(factor: tuple[str, Node]) -> bool:
    inner = factor[1].nucleus if isinstance(factor[1], nodes.Scripted) else factor[1]
    return factor[0] in ("", ".") and isinstance(inner, nodes.Operator)


def _call(node: nodes.Scripted, name: str, arguments: tuple[Node, ...]) -> Node:
    if node.below and name == "log":
        return nodes.Call(node.at, f"log_{node.below.strip()}", arguments, node.primes)
    return nodes.Call(node.at, name, arguments, node.primes)


def _power_of_call(node: nodes.Scripted, call: Node, resolver: Resolver) -> Node:
    r"""`\tanh^2(z)` is the square of tanh; `\tanh^{-1}` is refused, for it may be the inverse."""
    if node.above is None:
        return call
    if not isinstance(node.above, nodes.Number):
        raise Unreadable("this power of a function can be read in two ways", node.at)
    return nodes.Power(node.at, call, node.above)


def differentiated(value: nodes.Derivative, rest: Factors, resolver: Resolver) -> tuple[Node, Factors]:
    r"""Let `\frac{\partial}{\partial w}` act on the bracket behind it, or on all that follows."""
    of, left = _differentiated(value, rest, resolver)
    found = nodes.Derivative(value.at, of, value.by)
    return (by_square(found) if value.of == nodes.Operator(0, "square") else found), left


def _differentiated(value: nodes.Derivative, rest: Factors, resolver: Resolver) -> tuple[Node, Factors]:
    if not rest or rest[0][0]:
        raise Unreadable("this derivative has nothing to act on", value.at)
    if bracket(rest[0][1]) and isinstance(rest[0][1], nodes.Group):
        if len(rest) > 1 and rest[1][0] == "" and not isinstance(rest[1][1], nodes.Fraction):
            raise Unreadable("what is differentiated can be read in two ways: use brackets", rest[1][1].at)
        return resolver.resolve(rest[0][1]), rest[1:]
    if any(sign in (".", "o", "/") for sign, _ in rest) and not _single(rest, resolver):
        raise Unreadable("what is differentiated can be read in two ways: use brackets", rest[0][1].at)
    return resolver.resolve(nodes.Run(value.at, tuple(rest))), []


def _single(rest: Factors, resolver: Resolver) -> bool:
    inner = rest[0][1].nucleus if isinstance(rest[0][1], nodes.Scripted) else rest[0][1]
    return isinstance(inner, nodes.Operator) and inner.name in BIG and not is_differential(inner, resolver)
