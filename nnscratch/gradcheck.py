"""Is a derived gradient right? Central differences know, without any derivation.

| function                   | value                                                             |
|----------------------------|-------------------------------------------------------------------|
| `numerical_gradient(f, x)` | `(f(x + h) - f(x - h)) / (2 * h)`, one entry of `x` at a time     |
| `relative_error(a, b)`     | `|a - b| / max(|a|, |b|)`, entry by entry                         |
| `check_gradient(f, g, x)`  | the largest relative error of `g(x)`, or an error that shows both |
"""

from collections.abc import Callable

import numpy as np

from nnscratch.arrays import Array, accept, like
from nnscratch.shapes import shapes


@shapes(f="function", x="...", step="number > 0", returns="...")
def numerical_gradient(f: Callable[[Array], float], x: Array, step: float = 1e-5) -> Array:
    """Return the gradient of `f` at `x` by central differences.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x`, returns a number.
    x : array_like of any shape
        Where to differentiate.
    step : float
        How far to go to each side, times the size of the entry where that is above 1: numbers
        lie the farther apart the larger they are. The error is of order step² where `f` is smooth.

    Returns
    -------
    ndarray of the shape of `x`

    Raises
    ------
    ValueError
        If `x` is not finite or too large to go to both sides, `step` is not above 0, or `f` returns
        anything but a finite number.

    Notes
    -----
    Implements [][eq-central-difference].

    Examples
    --------
    >>> print(numerical_gradient(lambda x: float(np.sum(x**2)), [1.0, -2.0]).round(6))
    [ 2. -4.]
    """
    gradient = np.empty_like(x)
    for place in np.ndindex(x.shape):
        h = step * max(1.0, abs(float(x[place])))
        above, below = _moved(x, place, h), _moved(x, place, -h)
        rise = _number(f(above)) - _number(f(below))
        gradient[place] = rise / (above[place] - below[place])  # 2 h, as far as it was not rounded away
    return gradient


def _moved(x: Array, place: tuple[int, ...], h: float) -> Array:
    moved = x.copy()
    moved[place] += h
    return moved


def _number(value: float) -> float:
    return float(accept("f(x)", value, "number", {}))


@shapes(a="...", b="...", returns="...")
def relative_error(a: Array, b: Array) -> Array:
    """Return `|a - b| / max(|a|, |b|)` for each entry, and 0 where both are 0.

    Parameters
    ----------
    a, b : array_like of the same shape

    Returns
    -------
    ndarray of the shape of `a`
        From 0, equal, to 2, opposite.

    Raises
    ------
    ValueError
        If the shapes differ, or a value is not finite.

    Notes
    -----
    Implements [][eq-relative-error].

    Examples
    --------
    >>> relative_error([1.0, 0.0, 1.0], [1.0, 0.0, -1.0])
    array([0., 0., 2.])
    """
    if a.shape != b.shape:
        raise ValueError(f"b has shape {b.shape}, expected {a.shape}, the shape of a")
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.divide(np.abs(a - b), scale, out=np.zeros_like(scale), where=scale != 0)


@shapes(f="function", gradient="function", x="...", tolerance="number >= 0")
def check_gradient(
    f: Callable[[Array], float], gradient: Callable[[Array], Array], x: Array, tolerance: float = 1e-7
) -> float:
    """Return the largest relative error of `gradient` at `x`, measured against central differences.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x`, returns a number.
    gradient : callable
        Takes the same array, returns the derived gradient in its shape.
    x : array_like of any shape
        Where to compare. Choose moderate values: central differences are worthless where `f` is flat.
    tolerance : float
        The largest relative error that passes.

    Raises
    ------
    AssertionError
        If an entry is off by more. The message sets derived and numerical values side by side.
    ValueError
        If `x` is empty or not finite, or the gradient has another shape.

    Examples
    --------
    >>> error = check_gradient(lambda x: float(np.sum(x**2)), lambda x: 2 * x, [1.0, -2.0])
    >>> error < 1e-9
    True
    """
    if x.size == 0:
        raise ValueError(f"x has shape {x.shape}, expected at least one entry to compare")
    numerical = numerical_gradient(f, x)
    derived = like(x, "gradient", gradient(x), "or nan")
    error = relative_error(derived, numerical)
    if not np.all(error <= tolerance):
        raise AssertionError(_comparison(derived, numerical, error))
    return float(error.max())


def _comparison(derived: Array, numerical: Array, error: Array) -> str:
    rows = (
        f"{list(place)!s:>12} {derived[place]: .10e} {numerical[place]: .10e} {error[place]:.1e}"
        for place in np.ndindex(derived.shape)
    )
    head = f"{'entry':>12} {'derived':>17} {'numerical':>17} relative error"
    return "\n".join(["the gradient is wrong:", head, *rows])
