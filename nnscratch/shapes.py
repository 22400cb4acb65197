"""The line above a function that says what it takes and gives, and holds it to that.

>>> from nnscratch.arrays import Array
>>> @shapes(X="N D", w="1 D", returns="N 1")
... def predict(w: Array, X: Array) -> Array:
...     return X @ w.T
>>> predict([[3.0]], [[1.0], [2.0]])
array([[3.],
       [6.]])
>>> predict([3.0], [[1.0], [2.0]])
Traceback (most recent call last):
    ...
ValueError: w has shape (1,), expected (1, 1)

Each argument is accepted as `arrays.accept` says, in the order of the declaration, and once, where it enters
the package: functions of the package do not check what they hand each other.
Where finite arguments have no finite result, the error names the learning rate, or else the largest of them.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from threading import local
from typing import Any, ParamSpec, TypeVar

import numpy as np

from nnscratch.arrays import Declared, Sizes, accept, entry

P = ParamSpec("P")
R = TypeVar("R")


class _Here(local):
    """Whether this thread is inside a function of the package, whose arguments have been checked."""

    is_inside = False
    errors = np.geterr()  # what NumPy does about overflow outside of it


_here = _Here()


def shapes(
    *, returns: Declared | None = None, **declared: Declared
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that holds a function to what is declared of its arguments and its result."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if _here.is_inside:
                return function(*args, **kwargs)
            given = signature.bind(*args, **kwargs)
            _here.errors = np.geterr()
            with np.errstate(all="ignore"):  # what overflows is refused below, in words
                sizes = _accept_all(given, declared)
                result = _run(function, given)
                return result if returns is None else _result(result, returns, sizes, given, function)

        checked.declared = declared | {"returns": returns}  # type: ignore[attr-defined]  # for who reads it
        return checked

    return decorate


def _accept_all(given: inspect.BoundArguments, declared: Mapping[str, Declared]) -> Sizes:
    """Put what is accepted in the place of what was given, and return the sizes."""
    sizes: Sizes = {}
    for name, kind in declared.items():
        default = given.signature.parameters[name].default  # which may be None
        if given.arguments.get(name, default) is not default:
            accepted = accept(name, given.arguments[name], kind, sizes)
            given.arguments[name] = _outside(accepted) if kind == "function" else accepted
    return sizes


def _outside(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of the caller's, in which the package checks again, and NumPy warns again."""

    def outside(*args: Any, **kwargs: Any) -> Any:
        was_inside, _here.is_inside = _here.is_inside, False
        try:
            with np.errstate(**_here.errors):
                return function(*args, **kwargs)
        finally:
            _here.is_inside = was_inside

    return outside


def _run(function: Callable[..., R], given: inspect.BoundArguments) -> R:
    _here.is_inside = True
    try:
        return function(*given.args, **given.kwargs)
    finally:
        _here.is_inside = False


def _result(
    result: R,
    returns: Declared,
    sizes: Sizes,
    given: inspect.BoundArguments,
    function: Callable[..., R],
) -> R:
    try:
        return accept("result", result, returns, sizes)  # type: ignore[no-any-return]  # R, as it was
    except ValueError:
        name, number = _suspect(given.arguments)
        raise ValueError(f"{name} is {number}, too large for {function.__name__}") from None


def _suspect(arguments: Mapping[str, Any]) -> tuple[str, float]:
    """Return the learning rate, if there is one, else the largest number among the arguments."""
    if "learning_rate" in arguments:
        return "learning_rate", arguments["learning_rate"]
    return max(_entries(arguments), key=lambda entry: abs(entry[1]))


def _entries(arguments: Mapping[str, Any], number: str = "") -> Iterator[tuple[str, float]]:
    """Yield the largest entry of each array with its place; the arrays of layer 2 are `W2` and `b2`."""
    for name, value in arguments.items():
        if hasattr(value, "_asdict"):
            yield from _entries(value._asdict(), number)
        if isinstance(value, list):
            for place, part in enumerate(value, start=1):
                yield from _entries({name: part}, str(place))
        if isinstance(value, float | np.ndarray) and np.size(value):
            yield entry(f"{name}{number}", np.asarray(value), int(np.argmax(np.abs(value))))
