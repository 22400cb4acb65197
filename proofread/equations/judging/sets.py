r"""`\in`: a shape (`X \in \mathbb{R}^{N \times D}`), an interval or a set of numbers."""

from __future__ import annotations

import re

import numpy as np

from proofread.equations.errors import Unreadable
from proofread.equations.judging.compare import Difference, number
from proofread.equations.values.numbers.arrays import Value
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
        sizes = found[1] or found[2] or ""
        parts = [part.strip() for part in sizes.split(r"\times")] if sizes else []
        if any(not part.isdigit() and part not in point.sizes for part in parts):
            raise Unreadable(f"the size {sizes} is not declared")
        stated, shape = point.shape(tuple(parts)), np.shape(value)
        is_vector = len(stated) == 1 and shape in (stated + (1,), (1, *stated))
        if shape == stated or is_vector or {shape, stated} <= {(), (1, 1)}:
            return Difference()
        return Difference(f"left side has shape {shape}, right side says {stated}")
    values = np.ravel(value)
    if found := _INTERVAL.fullmatch(text):
        values = np.real(values)
        low, high = (float(end.replace(r"\infty", "inf")) for end in (found[2], found[3]))
        above = values >= low if found[1] == "[" else values > low
        below = values <= high if found[4] == "]" else values < high
        inside = above & below
    elif found := _SET.fullmatch(text):
        inside = np.isin(values, [float(member) for member in found[1].split(",")])
    else:
        raise Unreadable(f"the set {text} is not one that can be checked")
    if inside.all():
        return Difference()
    return Difference(f"{number(values[int(np.argmin(inside))])} is not in {text}")
