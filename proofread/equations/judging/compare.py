"""Comparing two values, and saying how they differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from proofread.equations.values.conditions import COMPARE
from proofread.equations.values.numbers.arrays import Value, squeezed

_EXACT = (1e-10, 1e-12)
_NUMERIC = (1e-7, 1e-9)
"""How far apart two equal sides may be, relative to their size and in all; a derivative is less exact."""
_NAMES = {"≠": "!=", "≤": "<=", "≥": ">="}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is wrong, or how far the sides are apart, relative to their size."""

    message: str = ""
    relative: float = 0.0


def compared(left: Value, relation: str, right: Value, exact: bool = False) -> Difference:
    """Compare the two sides of a link."""
    left, right = squeezed(left), squeezed(right)
    if np.shape(left) != np.shape(right):
        return Difference(f"left side has shape {_shape(left)}, right side has shape {_shape(right)}")
    for name, side in (("left", left), ("right", right)):
        if not np.all(np.isfinite(side)):
            return Difference(
                f"{name} side is not a finite number (is a domain such as unit or positive missing?)"
            )
    if relation == "=":
        relative, absolute = _EXACT if exact else _NUMERIC
        apart = np.abs(left - right)
        scale = np.maximum(np.abs(left), np.abs(right)).max()
        if np.all(apart <= relative * scale + absolute):
            return Difference("", float(apart.max() / max(scale, absolute)))
        worst = np.argmax(apart)
    else:
        holds = np.asarray(COMPARE[_NAMES.get(relation, relation)](np.real(left), np.real(right)))
        if holds.all():
            return Difference()
        worst = np.argmin(holds)
    place = tuple(int(axis) for axis in np.unravel_index(int(worst), np.shape(left)))
    entry = f" in entry {tuple(axis + 1 for axis in place)}" if place else ""
    here, there = np.asarray(left)[place], np.asarray(right)[place]
    digits = next((n for n in range(6, 18) if number(here, n) != number(there, n)), 6)
    return Difference(f"left {number(here, digits)}, right {number(there, digits)}{entry}")


def alike(left: Value, right: Value) -> tuple[Value, Value]:
    """Return two vectors of one length as rows: a list of numbers says nothing of how it stands."""
    vectors = np.size(left) == np.size(right) and 1 in np.shape(left) and 1 in np.shape(right)
    return (np.reshape(left, (1, -1)), np.reshape(right, (1, -1))) if vectors else (left, right)


def number(value: Value, digits: int = 6) -> str:
    """Return a number in so many digits."""
    return f"{np.real(value):.{digits}g}" if not np.imag(value) else f"{value:.{digits}g}"


def _shape(value: Value) -> str:
    return str(np.shape(value)) if np.shape(value) else "() (a number)"
