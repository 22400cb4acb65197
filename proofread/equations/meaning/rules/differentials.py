r"""Derivatives as written: `\frac{\partial J}{\partial w}`, `\partial J / \partial w`, `\nabla_w J`."""

from __future__ import annotations

from dataclasses import replace

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.resolver import Resolver, meaning
from proofread.equations.meaning.rules.factors import Factors, bracket, is_big, leading
from proofread.equations.reading import grammar, nodes
from proofread.equations.reading.nodes import Factor, Node, Reference
from proofread.equations.reading.scripts import require_only

_D = {"d", r"\mathrm{d}", r"\text{d}"}


@meaning.register
def _fraction(node: nodes.Fraction, resolver: Resolver) -> Node:
    if (found := _derivative(node.at, Factors(node.over), Factors(node.under), resolver)) is not None:
        return found
    return nodes.Fraction(node.at, resolver.resolve(node.over), resolver.resolve(node.under))


@leading.register(nodes.Fraction)
@leading.register(nodes.Group)
def _leading(core: Node, row: Factors, resolver: Resolver) -> Node:
    r"""Let `\frac{\partial}{\partial w}` act on the bracket behind it, or on all that follows.

    The bracket of `\frac{df}{dx}(x)` says what it depends on, and is no factor.
    """
    value = resolver.resolve(row.take())
    if not isinstance(value, nodes.Derivative):
        return value
    if isinstance(value.of, nodes.Operator):
        found = nodes.Derivative(value.at, _acted_on(value, row, resolver), value.by)
        return _by_square(found) if value.of == nodes.Operator(0, "square") else found
    group = row.opens()
    if group and group.bracket == "(":
        inside = [resolver.resolve(item) for item in group.items]
        if row[0].node is group and all(item in value.by for item in inside):
            row.take()
        elif len(inside) > 1 or isinstance(inside[0], Reference | nodes.Number):
            raise Unreadable(
                r"a factor, or where it is taken? Write \cdot, or \left. … \right|_{x = 1}", group.at
            )
    return value


def _acted_on(value: Node, row: Factors, resolver: Resolver) -> Node:
    if not row or row[0].sign:
        raise Unreadable("this derivative has nothing to act on", value.at)
    two_ways = "what is differentiated can be read in two ways: use brackets"
    node = row[0].node
    if isinstance(node, nodes.Group) and bracket(node):
        row.take()
        behind = next(iter(row), None)
        if behind and behind.sign == "" and not isinstance(behind.node, nodes.Fraction):
            raise Unreadable(two_ways, behind.node.at)
        return resolver.resolve(node)
    if any(factor.sign for factor in row) and not is_big(node):
        raise Unreadable(two_ways, node.at)
    return resolver.resolve(row.take_all())


def is_differential(node: Node, resolver: Resolver) -> bool:
    r"""Whether a factor is `\partial` or a `d` that the page does not use as a symbol."""
    inner = node.core if isinstance(node, nodes.Scripted) and not node.below else node
    if isinstance(inner, nodes.Word):
        return inner.name in _D and (inner.name, False, 0) not in resolver.vocabulary.meanings
    return isinstance(inner, nodes.Operator) and inner.name == "partial"


def _is_d(node: Node) -> bool:
    return isinstance(node, nodes.Word) and node.name in _D


def _derivative(at: int, above: Factors, below: Factors, resolver: Resolver) -> Node | None:
    r"""Return the derivative that a fraction is; `None` if it is none.

    An operator such as `\frac{\partial}{\partial w}`, to which what it acts on comes later, has
    an `Operator` in its place.  One by a transposed vector is a matrix.
    """
    marks = is_differential(above[0].node, resolver) and is_differential(below[0].node, resolver)
    operator = (
        len(above) == 1 and _is_d(above[0].node) and _is_d(below[0].node)
    )  # `\frac{d}{dx}`, d declared or not
    if not (marks or operator) or len(below) == 1:
        return None
    mark, pair, is_operator = above.take(), len(below) == 2, not above
    require_only(mark, "above")
    power = mark.above if isinstance(mark, nodes.Scripted) else None
    order = int(power.text) if isinstance(power, nodes.Number) else 1
    by, transposed = _variables(below, resolver)
    square = order == 1 and pair and by[1:] == by[:1] and not transposed
    alone = above[0].node if len(above) == 1 else None
    of: Node
    if is_operator:
        of = nodes.Operator(at, "square" if square else "partial")
    elif isinstance(alone, nodes.Word) and resolver.vocabulary.is_function(alone.name):
        of = nodes.Call(alone.at, alone.name, by[:1])  # a function's bare name: its value at the variable
    else:
        of = resolver.resolve(above.take_all())
    if square:
        found = nodes.Derivative(at, of, by[:1])
        return found if is_operator else _by_square(found)
    if transposed and order == len(by) <= 2 and not is_operator:
        return nodes.Jacobian(at, of if order == 1 else nodes.Derivative(at, of, by[:1]), by[-1])
    if transposed:
        raise Unreadable("a transpose below belongs to the last of one or two variables", at)
    if order != len(by):
        raise Unreadable("the orders above and below differ", at)
    return nodes.Derivative(at, of, by)


def _by_square(found: nodes.Derivative) -> Node:
    r"""Return `\partial f / \partial \sigma^2`.

    The variable is s = \sigma^2, and df/ds = (df/d\sigma) / (ds/d\sigma) with ds/d\sigma = 2 \sigma.
    """
    two = nodes.Number(found.at, "2")
    return nodes.Fraction(found.at, found, nodes.Product(found.at, two, found.by[0]))


def _variables(below: Factors, resolver: Resolver) -> tuple[tuple[Reference, ...], bool]:
    r"""Return the variables, each as often as its power says, and whether the last is transposed.

    It is in `\partial \beta \, \partial \beta^T`.
    """
    parts: list[list[Factor]] = []
    for factor in below:
        if not parts or is_differential(factor.node, resolver):
            require_only(factor.node)
            parts.append([])
        else:
            parts[-1].append(factor)
    last = parts[-1][-1].node if parts[-1] else None
    transposed = isinstance(last, nodes.Scripted) and last.transposed and last.above is None
    if isinstance(last, nodes.Scripted) and transposed:
        parts[-1][-1] = Factor(parts[-1][-1].sign, replace(last, transposed=False))
    by: list[Reference] = []
    for part in parts:
        if not part:
            raise Unreadable("a derivative by nothing")
        first, order = resolver.as_layer(part[0].node), 1
        if isinstance(first, nodes.Scripted) and isinstance(first.above, nodes.Number):
            order = int(first.above.text)
            first = replace(first, above=None)
        run = nodes.Run(first.at, (Factor("", first), *part[1:]))
        found = resolver.resolve(run if len(part) > 1 else first)
        if not isinstance(found, Reference):
            raise Unreadable("a derivative needs one symbol below", first.at)
        by += [found] * order
    return tuple(by), transposed


def slashed(row: Factors, resolver: Resolver) -> Node | None:
    r"""Take `\partial J / \partial w` from the start of a row, if it stands there."""
    if not is_differential(row[0].node, resolver):
        return None
    slash = next((place for place, factor in enumerate(row) if factor.sign == "/"), 0)
    if slash < 2 or len(row) < slash + 2 or not is_differential(row[slash].node, resolver):
        return None
    at, over, under = row[0].node.at, row.take_many(slash), row.take_many(2)
    found = _derivative(at, Factors(over), Factors(under), resolver)
    if found is None:
        raise Unreadable("a derivative by nothing", under.at)
    return found


def variable_of_gradient(node: nodes.Scripted, row: Factors, resolver: Resolver) -> Reference:
    r"""Return what `\nabla_w J` differentiates by: what is below, or the variable of `J(w)` behind."""
    behind = row[1].node if len(row) > 1 else None
    if node.below:
        by = resolver.resolve(grammar.read(" " * node.below_at + node.below))
    elif isinstance(behind, nodes.Group) and len(behind.items) == 1:
        by = resolver.resolve(behind.items[0])
    else:
        raise Unreadable(r"\nabla needs its variable: \nabla_w", node.at)
    if not isinstance(by, Reference):
        raise Unreadable(r"\nabla needs one symbol below", node.at)
    return by
