"""Functions at their arguments: built in, tied to code, or given by a formula."""

from __future__ import annotations

import numpy as np

from proofread.equations.errors import Unreadable, Untrue
from proofread.equations.meaning import code
from proofread.equations.meaning.vocabulary import Function
from proofread.equations.reading import nodes
from proofread.equations.values.numbers import calculus
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.numbers.functions import FUNCTIONS, OF_SEVERAL
from proofread.equations.values.point import Places, Point, evaluate


@evaluate.register
def called(node: nodes.Call, point: Point, places: Places) -> Value:
    """Return a call's value, differentiated as often as the function has primes."""
    arguments = [evaluate(argument, point, places) for argument in node.arguments]
    if node.primes and len(arguments) != 1:
        raise Untrue(f"{node.function}' of several arguments")
    return _applied(node, node.primes, arguments, point)


def _applied(node: nodes.Call, primes: int, arguments: list[Value], point: Point) -> Value:
    """Return a function, differentiated so often, at its arguments."""
    if primes:
        return calculus.slope(lambda inner: _applied(node, primes - 1, [inner], point), arguments[0])
    function = point.vocabulary.functions.get(node.function)
    if function is None:
        if node.function not in FUNCTIONS:
            raise Unreadable(f"the function {node.function} is unknown", node.at)
        if len(arguments) > 1 and node.function not in OF_SEVERAL:
            raise Untrue(f"{node.function} takes one argument, here it has {len(arguments)}")
        return FUNCTIONS[node.function](*arguments)
    if function.path:
        python = code.load(function.path, point.value_of)
        return Point.run(function.path, lambda: python(*arguments))
    if len(arguments) != len(function.parameters):
        raise Untrue(
            f"{node.function} takes {len(function.parameters)} arguments, here it has {len(arguments)}"
        )
    return _by_formula(function, arguments, point)


def _by_formula(function: Function, arguments: list[Value], point: Point) -> Value:
    """Apply a formula; one of a number, applied to an array, goes to each of its entries."""
    shape = np.shape(arguments[0])
    if len(arguments) == 1 and shape and not point.vocabulary.shape_of(function.parameters[0]):
        entries = [_by_formula(function, [entry], point) for entry in np.ravel(arguments[0])]
        return np.array(entries).reshape(shape)
    changed = {
        (parameter.name, False, tuple(sub.shift for sub in parameter.subs)): argument
        for parameter, argument in zip(function.parameters, arguments, strict=True)
    }
    inner = point.child(changed)
    if function.call is not None:
        return inner.call(function.call, {})
    if function.body is None:
        raise Untrue(f"the definition of {function.name} cannot be read")
    return evaluate(function.body, inner, {})
