"""What an array, a number and an argument may be, and what the package says otherwise.

`accept` holds one value to what is declared of it:

| declared                          | accepted                                                       |
|-----------------------------------|----------------------------------------------------------------|
| `"N D"`, `"1 D"`, `"..."`         | finite numbers, a size for each axis; three dots are any shape |
| `"number"`                        | a single finite number                                         |
| `"N 1 in [0, 1]"`, `"number > 0"` | the same in a narrower range, one of `RANGES`                  |
| `"count"`, `"function"`           | a whole number of at least 1, a function; more in `KINDS`      |
| a class, such as `Parameters`     | a named tuple of that class, whose fields carry their sizes    |

A letter is a size. It is at least 1, and the same number wherever it stands.
Lists and whole numbers become arrays of float64, and what does not fit is refused in a `ValueError`
that says in one short sentence what it got and what it expected.
A row is a sample: a target of shape `(N,)` beside an output of shape `(N, 1)` would broadcast to `(N, N)`
without an error.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from inspect import get_annotations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
"""Numbers as they are computed with; the line above a function says in which shape."""

Generator = np.random.Generator | np.random.RandomState
"""Where random numbers come from; the second kind draws those that older posts have published."""

Declared = str | type | tuple["Declared", ...] | Callable[[str, Any, dict[str, int]], Any]
"""A text of the table above, a class of named tuples, the parts of a result, or a check of its own."""

Sizes = dict[str, int]
"""What each letter stands for."""


def _adds_up(array: Array) -> Any:
    """Whether each row adds up to 1, give or take what a difference quotient moves an entry by."""
    return np.abs(array.sum(axis=-1, keepdims=True) - 1) <= 1e-4


RANGES: Mapping[str, tuple[str, Callable[[Array], Any]]] = {
    "in [0, 1]": ("a number from 0 to 1", lambda a: (a >= 0) & (a <= 1)),
    "in {0, 1}": ("0 or 1", lambda a: (a == 0) | (a == 1)),
    "of probabilities": (
        "rows of probabilities that add up to 1",
        lambda a: _adds_up(a) & (a >= 0) & (a <= 1),
    ),
    "> 0": ("a finite number above 0", lambda a: (a > 0) & np.isfinite(a)),
    ">= 0": ("a finite number of at least 0", lambda a: (a >= 0) & np.isfinite(a)),
    "or inf": ("a number", lambda a: ~np.isnan(a)),
    "or nan": ("a number", lambda a: np.full(a.shape, True)),
    "": ("a finite number", np.isfinite),
}
"""What may stand behind the sizes, how a message says it, and which numbers pass."""


def accept(name: str, value: Any, declared: Declared, sizes: Sizes) -> Any:
    """Return a value as what is declared, and note the sizes that it settles."""
    if isinstance(declared, tuple):
        return tuple(accept(name, v, d, sizes) for v, d in zip(value, declared, strict=True))
    if isinstance(declared, type):
        return _accept_fields(name, value, declared, sizes)
    if not isinstance(declared, str):
        return declared(name, value, sizes)
    if declared in KINDS:
        return KINDS[declared](name, value)
    return _accept_numbers(name, value, declared, sizes)


def _accept_fields(name: str, value: Any, kind: type, sizes: Sizes) -> Any:
    if getattr(value, "_fields", None) != tuple(_fields(kind)):
        raise ValueError(f"{name} is {said(value)}, expected {kind.__name__}")
    return kind(*(accept(f, getattr(value, f), d, sizes) for f, d in _fields(kind).items()))


@cache
def _fields(kind: type) -> dict[str, Declared]:
    """Return what is declared of each field, as in `W1: Annotated[Array, "D M"]`."""
    return {name: hint.__metadata__[0] for name, hint in get_annotations(kind).items()}


def _accept_numbers(name: str, value: ArrayLike, declared: str, sizes: Sizes) -> Any:
    range_ = next(r for r in RANGES if declared.endswith(r))
    axes = declared.removesuffix(range_).split()
    expected, passes = RANGES[range_]
    array = as_array(name, value)
    if axes == ["number"]:
        if array.ndim or not passes(array):
            raise ValueError(f"{name} is {said(value)}, expected {expected}")
        return float(array)
    if axes != ["..."]:
        _settle(name, array, axes, sizes)
    good = passes(array)
    if not good.all():
        place, number = entry(name, array, int(np.argmin(good)))
        raise ValueError(f"{place} is {number}, expected {expected}")
    return array


def like(other: Array, name: str, value: ArrayLike, range_: str = "") -> Array:
    """Return `value` as numbers in the shape of another array, finite unless a range says otherwise."""
    axes = " ".join(map(str, other.shape))
    array: Array = accept(name, value, f"{axes} {range_}", {})
    return array


def _settle(name: str, array: Array, axes: Sequence[str], sizes: Sizes) -> None:
    """Hold the shape against the sizes that are known, and note those that are not."""
    known, expected = dict(sizes), []
    for axis, got in zip(axes, [*array.shape, *[0] * len(axes)], strict=False):
        expected.append(int(axis) if axis.isdigit() else known.get(axis))
        if not axis.isdigit():
            known.setdefault(axis, got)
    pairs = zip(array.shape, expected, strict=False)
    if array.ndim != len(axes) or not all(got > 0 if size is None else got == size for got, size in pairs):
        wanted = _listed("at least 1" if size is None else size for size in expected)
        raise ValueError(f"{name} has shape {_listed(array.shape)}, expected {wanted}")
    sizes.update(known)


def _listed(sizes: Iterable[int | str]) -> str:
    words = [str(size) for size in sizes]
    comma = "," * (words != [] and len(words) == 1 and words[0].isdigit())
    return f"({', '.join(words)}{comma})" if len(words) < 7 else f"with {len(words)} axes"


def entry(name: str, array: Array, flat: int) -> tuple[str, float]:
    """Return an entry by its place in the flattened array, with its name."""
    place = [int(i) for i in np.unravel_index(flat, array.shape)]
    return f"{name}{place}" if place else name, float(array.flat[flat])


def as_array(name: str, value: ArrayLike) -> Array:
    """Return `value` as real float64 numbers of any shape."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths, expected a rectangle") from None
    except Exception as error:  # an object may convert itself, and fail as it likes
        raise ValueError(f"{name} is {said(value)}, expected numbers: {type(error).__name__}") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} holds values of type {said(array.dtype)}, expected real numbers")
    if _has_masked(value):
        raise ValueError(f"{name} has masked entries, expected numbers")
    return array.astype(np.float64, copy=False)


def _has_masked(value: object, depth: int = 2) -> bool:
    if isinstance(value, list | tuple) and depth:
        return any(_has_masked(row, depth - 1) for row in value)
    return bool(np.ma.is_masked(value))


def said(value: object) -> str:
    """Return a value as a message shows it: what it is written as if that is short, else its type."""
    if isinstance(value, np.ndarray):
        return f"an array of shape {_listed(value.shape)}"
    text, kind = _written(value), type(value).__name__
    return text if len(text) <= 40 else f"a{'n' * (kind[0] in 'aeiouAEIOU')} {kind:.40}"


def _written(value: object) -> str:
    try:
        return str(value) if isinstance(value, np.generic | np.dtype) else repr(value)
    except Exception:  # an int of thousands of digits, or an object that cannot be shown
        return "…" * 50


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise ValueError(f"{name} is {said(value)}, expected a whole number of at least 1")
    if value >= 2**63:
        raise ValueError(f"{name} is {said(value)}, expected a whole number below 2**63")
    return int(value)


def _seed(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not 0 <= value < 2**32:
        raise ValueError(f"{name} is {said(value)}, expected a whole number from 0 to 2**32 - 1")
    return int(value)


def _generator(name: str, value: object) -> Generator:
    if not isinstance(value, Generator):
        raise ValueError(
            f"{name} is {said(value)}, expected np.random.default_rng(…) or np.random.RandomState(…)"
        )
    return value


def _function(name: str, value: object) -> Callable[..., Any]:
    if not callable(value):
        raise ValueError(f"{name} is {said(value)}, expected a function")
    return value


def _anything(_: str, value: Any) -> Any:
    return value


KINDS: Mapping[str, Callable[[str, Any], Any]] = {
    "anything": _anything,
    "count": _count,
    "seed": _seed,
    "function": _function,
    "generator": _generator,
}
"""What else may be declared of an argument."""
