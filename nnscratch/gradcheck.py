"""Is a derived gradient right? Three ways to know, without any derivation.

| function                      | one entry of `x` at a time                                        |
|-------------------------------|-------------------------------------------------------------------|
| `numerical_gradient(f, x)`    | `(f(x + h) - f(x - h)) / (2 * h)`: central differences            |
| `forward_differences(f, x)`   | `(f(x + h) - f(x)) / h`: half the work, a far larger error        |
| `complex_step(f, x)`          | `imag(f(x + i h)) / h`: no difference, so nothing to round away   |

| function                      | value                                                             |
|-------------------------------|-------------------------------------------------------------------|
| `relative_error(a, b)`        | `|a - b| / max(|a|, |b|)`, entry by entry                         |
| `check_gradient(f, g, x)`     | the largest relative error of `g(x)`, or an error that shows both |
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnscratch.arrays import Array, accept, like, said
from nnscratch.shapes import shapes

Place = tuple[int, ...]


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

    def slope(place: Place, h: float) -> float:
        above, below = _moved(x, place, h), _moved(x, place, -h)
        rise = _number(f(above)) - _number(f(below))
        return rise / float(above[place] - below[place])  # 2 h, as far as it was not rounded away

    return _entry_by_entry(slope, x, step)


@shapes(f="function", x="...", step="number > 0", returns="...")
def forward_differences(f: Callable[[Array], float], x: Array, step: float = 1e-8) -> Array:
    """Return the gradient of `f` at `x` by differences to one side.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x`, returns a number.
    x : array_like of any shape
        Where to differentiate.
    step : float
        How far to go, times the size of the entry where that is above 1. The error is of order step
        where `f` is smooth, and one more of order 1e-16 / step comes from rounding.

    Returns
    -------
    ndarray of the shape of `x`

    Raises
    ------
    ValueError
        As `numerical_gradient`.

    Examples
    --------
    >>> print(forward_differences(lambda x: float(np.sum(x**2)), [1.0, -2.0], step=0.25))
    [ 2.25 -3.5 ]
    """
    here = _number(f(x))

    def slope(place: Place, h: float) -> float:
        above = _moved(x, place, h)
        return (_number(f(above)) - here) / float(above[place] - x[place])

    return _entry_by_entry(slope, x, step)


@shapes(f="function", x="...", step="number > 0", returns="...")
def complex_step(f: Callable[[Any], Any], x: Array, step: float = 1e-20) -> Array:
    """Return the gradient of `f` at `x` from the imaginary part of `f` beside it, exact to rounding.

    Parameters
    ----------
    f : callable
        Takes a complex array of the shape of `x`, returns a complex number.
    x : array_like of any shape
        Where to differentiate.
    step : float
        How far to go along the imaginary axis. The error is of order step², so it may be tiny.

    Returns
    -------
    ndarray of the shape of `x`

    Raises
    ------
    ValueError
        If `x` is not finite, `step` is not above 0, or `f` returns anything but one complex number.

    Notes
    -----
    It is right where `f` is one formula in `+ - * / **`, `exp`, `log` and their like. An absolute value,
    a maximum, a comparison, a sorting or `conj` is no such formula: its result beside the real axis has
    another imaginary part, or none. So the functions of this package, whose safe forms take `abs` and
    `maximum`, refuse complex numbers, and the textbook forms have to be written for `f`. Where central
    differences and the complex step disagree, that is the first thing to look for.

    Examples
    --------
    >>> print(complex_step(lambda x: np.sum(x**2), [1.0, -2.0]))
    [ 2. -4.]
    >>> complex_step(lambda x: np.sum(np.abs(x)), [1.0, -2.0])
    Traceback (most recent call last):
        ...
    ValueError: f(x) is real where x is complex, expected a formula that keeps the imaginary part
    """

    def slope(place: Place, h: float) -> float:
        beside = x.astype(complex)
        beside[place] += 1j * step
        return _imaginary(f(beside)) / step

    return _entry_by_entry(slope, x, step)


def _entry_by_entry(slope: Callable[[Place, float], float], x: Array, step: float) -> Array:
    gradient = np.empty_like(x)
    for place in np.ndindex(x.shape):
        gradient[place] = slope(place, step * max(1.0, abs(float(x[place]))))
    return gradient


def _moved(x: Array, place: Place, h: float) -> Array:
    moved = x.copy()
    moved[place] += h
    if not np.isfinite(moved[place]):
        raise ValueError(f"x{list(place)} is {x[place]}, too large to go a step further")
    return moved


def _number(value: float) -> float:
    return float(accept("f(x)", value, "number", {}))


def _imaginary(value: Any) -> float:
    if not np.iscomplexobj(value):
        raise ValueError("f(x) is real where x is complex, expected a formula that keeps the imaginary part")
    if np.ndim(value) or not np.isfinite(value):
        raise ValueError(f"f(x) is {said(value)}, expected a finite complex number")
    return float(np.imag(value))


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
        If the shapes differ, or a value or a difference is not finite.

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


@shapes(f="function", gradient="function", x="...", tolerance="number >= 0", by="function")
def check_gradient(
    f: Callable[[Any], Any],
    gradient: Callable[[Array], Array],
    x: Array,
    tolerance: float = 1e-7,
    by: Callable[[Callable[[Any], Any], Array], Array] = numerical_gradient,
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
    by : callable
        What to compare with: `numerical_gradient`, `forward_differences` or `complex_step`.

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
    >>> check_gradient(lambda x: np.sum(x**2), lambda x: 2 * x, [1.0, -2.0], by=complex_step)
    0.0
    """
    if x.size == 0:
        raise ValueError(f"x has shape {x.shape}, expected at least one entry to compare")
    numerical = like(x, "by", by(f, x))
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
