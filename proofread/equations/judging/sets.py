r"""`\in`: a shape (`X \in \mathbb{R}^{N \times D}`), an interval or a set of numbers."""

from __future__ import annotations

import re

import numpy as np

from proofread.equations.errors import Unreadable
from proofread.equations.judging.compare import Difference, number
from proofread.equations.values.numbers.arrays import Shape, Value
from proofread.equations.values.point import Point

_REALS = re.compile(r"\\mathbb\s*\{?R\}?(?:\s*\^\s*(?:\{([^{}]*)\}|(\w)))?")
_INTERVAL = re.compile(r"([(\[])\s*(-?[\d.]+|-\\infty)\s*,\s*(-?[\d.]+|\\infty)\s*([)\]])")
_SET = re.compile(r"\\\{\s*(-?[\d.]+(?:\s*,\s*-?[\d.]+)*)\s*\\\}")


def belongs(value: Value, text: str, point: Point) -> Difference:
    """Compare a value with the set on the right.

    Raises
    ------
    Unreadable
        If the set is none of those known.
    """
    if found := _REALS.fullmatch(text):
        return _shaped(value, found[1] or found[2] or "", point)
    if found := _INTERVAL.fullmatch(text):
        return _between(np.ravel(np.real(value)), found)
    if found := _SET.fullmatch(text):
        members = [float(member) for member in found[1].split(",")]
        return _all(np.ravel(value), np.isin(np.ravel(value), members), text)
    raise Unreadable(f"the set {text} is not one that can be checked")


def _shaped(value: Value, text: str, point: Point) -> Difference:
    parts = [part.strip() for part in re.split(r"\\times", text)] if text else []
    if any(not part.isdigit() and part not in point.sizes for part in parts):
        raise Unreadable(f"the size {text} is not declared")
    stated: Shape = point.shape(tuple(parts))
    shape = np.shape(value)
    if (
        shape == stated
        or (len(stated) == 1 and shape in (stated + (1,), (1, *stated)))
        or {shape, stated} <= {(), (1, 1)}
    ):
        return Difference()
    return Difference(f"left side has shape {shape}, right side says {stated}")


def _between(values: Value, found: re.Match[str]) -> Difference:
    low, high = (float(end.replace(r"\infty", "inf")) for end in (found[2], found[3]))
    above = values >= low if found[1] == "[" else values > low
    below = values <= high if found[4] == "]" else values < high
    return _all(values, above & below, found[0])


def _all(values: Value, inside: Value, text: str) -> Difference:
    if inside.all():
        return Difference()
    return Difference(f"{number(values[int(np.argmin(inside))])} is not in {text}")
