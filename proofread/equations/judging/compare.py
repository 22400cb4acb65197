"""Comparing two values, and saying how they differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from proofread.equations.values.conditions import COMPARE
from proofread.equations.values.numbers.arrays import Value, squeezed

_EXACT = (1e-10, 1e-12)
_NUMERIC = (1e-7, 1e-9)
"""How far apart two equal sides may be, relative to their size and in all; a derivative is less exact."""


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
    if not (np.all(np.isfinite(left)) and np.all(np.isfinite(right))):
        return _infinite(left, right)
    if relation == "=":
        return _equal(left, right, *(_EXACT if exact else _NUMERIC))
    return _ordered(left, _NAMES.get(relation, relation), right)


def alike(left: Value, right: Value) -> tuple[Value, Value]:
    """Return two vectors of one length as rows: a list of numbers says nothing of how it stands."""
    vectors = np.size(left) == np.size(right) and 1 in np.shape(left) and 1 in np.shape(right)
    return (np.reshape(left, (1, -1)), np.reshape(right, (1, -1))) if vectors else (left, right)


_NAMES = {"≠": "!=", "≤": "<=", "≥": ">="}


def _equal(left: Value, right: Value, relative: float, absolute: float) -> Difference:
    apart = np.abs(left - right)
    scale = np.maximum(np.abs(left), np.abs(right))
    if np.all(apart <= relative * scale.max() + absolute):
        return Difference("", float(apart.max() / max(scale.max(), absolute)))
    place = np.unravel_index(int(np.argmax(apart)), np.shape(apart))
    return Difference(_shown(left, right, tuple(int(axis) for axis in place)))


def _ordered(left: Value, relation: str, right: Value) -> Difference:
    holds = np.asarray(COMPARE[relation](np.real(left), np.real(right)))
    if holds.all():
        return Difference()
    place = np.unravel_index(int(np.argmin(holds)), holds.shape)
    return Difference(_shown(left, right, tuple(int(axis) for axis in place)))


def _infinite(left: Value, right: Value) -> Difference:
    for name, side in (("left", left), ("right", right)):
        if not np.all(np.isfinite(side)):
            return Difference(
                f"{name} side is not a finite number (is a domain such as unit or positive missing?)"
            )
    return Difference()


def _shown(left: Value, right: Value, place: tuple[int, ...]) -> str:
    entry = f" in entry {tuple(axis + 1 for axis in place)}" if place else ""
    here, there = np.asarray(left)[place], np.asarray(right)[place]
    digits = next((n for n in range(6, 18) if number(here, n) != number(there, n)), 6)
    return f"left {number(here, digits)}, right {number(there, digits)}{entry}"


def number(value: Value, digits: int = 6) -> str:
    """Return a number in so many digits."""
    return f"{np.real(value):.{digits}g}" if not np.imag(value) else f"{value:.{digits}g}"


def _shape(value: Value) -> str:
    return str(np.shape(value)) if np.shape(value) else "() (a number)"
