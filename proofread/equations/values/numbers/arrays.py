"""Sums, products and powers of numbers and matrices as mathematics has them: NumPy broadcasts, these refuse.

A 1 x 1 matrix counts as its number.  A number is added to an array only where it is a literal (the caller
knows), and a row (1, M) to an (N, M) array only where it is a symbol, such as a bias.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from proofread.equations.errors import Singular, Untrue

Value = Any  # float, complex or a two-dimensional array
Shape = tuple[int, ...]
_SINGULAR = 1e12


def squeezed(value: Value) -> Value:
    """Return a 1 x 1 matrix as its number."""
    return value.reshape(()) if np.shape(value) == (1, 1) else value


def add(left: Value, right: Value, broadcast: bool = False) -> Value:
    """Add two values of one shape; `broadcast` says that a literal or a bias row is among them."""
    left_shape, right_shape = np.shape(left), np.shape(right)
    if left_shape == right_shape or broadcast:
        return left + right
    if {left_shape, right_shape} <= {(), (1, 1)}:
        return squeezed(left) + squeezed(right)
    raise Untrue(f"a sum of shapes {left_shape} and {right_shape}")


def may_broadcast(shape: Shape, onto: Shape, literal: bool, symbol: bool) -> bool:
    """Whether a literal number, or a symbol that is a row, may be added to an array."""
    if shape == ():
        return literal
    return symbol and len(onto) == 2 and shape == (1, onto[1])


def multiply(left: Value, right: Value) -> Value:
    """Multiply numbers and matrices."""
    left_shape, right_shape = np.shape(left), np.shape(right)
    if {left_shape, right_shape} & {(), (1, 1)}:
        return squeezed(left) * squeezed(right)
    if left_shape[1] == right_shape[0]:
        return squeezed(left @ right)
    raise Untrue(f"a product of shapes {left_shape} and {right_shape}")


def dot(left: Value, right: Value) -> Value:
    r"""Multiply as `\cdot` does: of two vectors that lie alike it is the inner product."""
    if np.shape(left) == np.shape(right) and 1 in np.shape(left):
        return np.sum(left * right)
    return multiply(left, right)


def multiply_entries(left: Value, right: Value) -> Value:
    r"""Multiply entry by entry (`\odot`)."""
    if np.shape(left) == np.shape(right) != ():
        return left * right
    raise Untrue(f"\\odot of shapes {np.shape(left)} and {np.shape(right)}")


def divide(over: Value, under: Value, literal: bool = False) -> Value:
    """Divide by a number, or entry by entry by an array of the same shape (or a literal by an array)."""
    over_shape, under_shape = np.shape(over), np.shape(under)
    if under_shape in ((), (1, 1)):
        return np.true_divide(over, squeezed(under))  # a number by 0 is infinite, and no exception
    if over_shape == under_shape or (over_shape == () and literal):
        return over / under
    raise Untrue(f"shape {over_shape} divided by shape {under_shape}")


def power(base: Value, exponent: Value) -> Value:
    """Raise a number to a number, or a square matrix to a whole number."""
    base, exponent = squeezed(base), squeezed(exponent)
    if np.shape(exponent):
        if isinstance(base, float) and base == np.e:
            return np.exp(exponent)
        raise Untrue(f"a power whose exponent has shape {np.shape(exponent)}")
    if not np.shape(base):
        return np.power(base if np.iscomplexobj(base) else float(base), exponent)
    rows, columns = np.shape(base)
    if rows != columns:
        raise Untrue(f"a power of shape {np.shape(base)}: entry by entry it is written ^{{\\odot 2}}")
    if np.iscomplexobj(exponent) or exponent != int(exponent):
        raise Untrue("a matrix to a power that is no whole number")
    if exponent < 0 and not np.linalg.cond(base) < _SINGULAR:
        raise Singular("the inverse of a singular matrix")
    return np.linalg.matrix_power(base, int(exponent))


def transpose(value: Value) -> Value:
    """Transpose a matrix; a number has no transpose."""
    if np.shape(value) == ():
        raise Untrue("the transpose of a number")
    return np.transpose(value)


def absolute(value: Value) -> Value:
    """Return the absolute value, analytic on both sides of 0, or the determinant that |A| is of a matrix."""
    if np.ndim(value) == 2 and 1 < np.shape(value)[0] == np.shape(value)[1]:
        return np.linalg.det(value)
    if np.shape(squeezed(value)):
        raise Untrue(f"|…| of shape {np.shape(value)}")
    value = squeezed(value)
    return value if np.real(value) >= 0 else -value


def norm(value: Value, order: str) -> Value:
    """Return the norm of a vector, or the Frobenius norm of a matrix (order F)."""
    if np.shape(value) == ():
        return absolute(value)
    if order != "F" and 1 not in np.shape(value):
        raise Untrue(f"the norm of a matrix of shape {np.shape(value)}: which? (\\lVert…\\rVert_F)")
    if order in ("", "2", "F"):
        return np.sqrt(np.sum(value * value))
    sizes = np.where(np.real(value) >= 0, value, -value)
    return np.sum(sizes) if order == "1" else sizes.flat[np.argmax(np.real(sizes))]
