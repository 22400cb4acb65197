r"""Conditions beside a link: whether a point meets them, or is moved to where they hold."""

from __future__ import annotations

from typing import Any

import numpy as np

from proofread.equations.judging.compare import compared
from proofread.equations.judging.sets import belongs
from proofread.equations.meaning.indices import is_about_indices
from proofread.equations.meaning.links import Link
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Reference
from proofread.equations.values.conditions import holds
from proofread.equations.values.locate import located, with_value
from proofread.equations.values.numbers.arrays import squeezed
from proofread.equations.values.point import Places, Point, evaluate

ENOUGH = 20
"""At how many points a claim under a condition is tried at least: one that is met rarely proves little."""

_FIRST_STEP, _SECANTS = 0.01, 40


def conditioned(link: Link, point: Point, places: Places) -> Point | None:
    """Return the point in which all conditions hold, or `None` where one does not."""
    here: Point | None = point
    for condition in link.conditions:
        here = met(condition, here, places) if here is not None else None
    return here


def met(condition: nodes.Comparison, point: Point, places: Places) -> Point | None:
    """Return the point in which a condition holds, or `None` where it does not.

    `t_i = 1` sets the given symbol; any other condition holds here or does not.
    """
    if isinstance(condition.right, nodes.Set):
        left = evaluate(condition.left, point, places)
        return None if belongs(left, condition.right.latex, point).message else point
    if condition.relation != "=":
        return point if holds(condition, point, places) else None
    moved: Point | None = None
    if isinstance(condition.left, Reference):
        key, symbol, _ = located(condition.left, point, places)
        meaning = point.matching(symbol.key, key[2])
        if meaning is not None and meaning.kind == "given":
            value = evaluate(condition.right, point, places)
            moved = with_value(condition.left, value, point, places)
    moved = moved or _solved(condition, point, places) or point
    left, right = (evaluate(side, moved, places) for side in (condition.left, condition.right))
    if np.shape(left) or np.shape(right):
        return None if compared(left, "=", right, exact=True).message else moved
    return moved if holds(condition, moved, places) else None  # `x = 2x` sets x, and still does not hold


def _solved(condition: nodes.Comparison, point: Point, places: Places) -> Point | None:
    """Return the point moved along one given number to where both sides are the same, by secants."""
    for symbol in (node for node in nodes.walk(condition) if isinstance(node, Reference)):
        meanings = point.vocabulary.declared(symbol)
        numbers = [m for m in meanings if m.kind == "given" and not m.shape and m.domain == "real"]
        if not meanings or len(numbers) < len(meanings):
            continue
        start = evaluate(symbol, point, places)
        last, here = start, start + _FIRST_STEP
        before = _apart(condition, point, places)
        for _ in range(_SECANTS):
            moved = with_value(symbol, here, point, places)
            apart = _apart(condition, moved, places)
            if not np.isfinite(apart) or apart == before:
                break
            if holds(condition, moved, places):
                return moved
            last, here, before = here, here - apart * (here - last) / (apart - before), apart
    return None


def _apart(condition: nodes.Comparison, point: Point, places: Places) -> Any:
    left, right = (squeezed(evaluate(side, point, places)) for side in (condition.left, condition.right))
    return np.nan if np.shape(left) or np.shape(right) else left - right


def is_sampled(condition: nodes.Comparison, vocabulary: Vocabulary) -> bool:
    """Whether a condition holds by chance: it neither names indices only nor sets a given symbol."""
    if all(is_about_indices(side, vocabulary) for side in (condition.left, condition.right)):
        return False
    left = condition.left
    given = isinstance(left, Reference) and any(m.kind == "given" for m in vocabulary.declared(left))
    return not (condition.relation == "=" and given)
