"""For which values of its free indices a link must hold: all that its conditions and quantifiers leave."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from proofread.equations.errors import OutOfRange, Unreadable, Untrue
from proofread.equations.judging.conditions import conditioned
from proofread.equations.meaning.indices import layer_letters, quantified_letters
from proofread.equations.meaning.links import Link
from proofread.equations.meaning.vocabulary import Range, Vocabulary
from proofread.equations.values.point import Place, Places, Point, evaluate

_COMBINATIONS = 16


def open_letters(link: Link, vocabulary: Vocabulary) -> tuple[list[str], bool]:
    """Return the free indices of a link, and whether one of them stands for a layer."""
    letters = sorted({letter for tree in link.sides for letter in quantified_letters(tree, vocabulary)})
    layers = {letter for tree in link.sides for letter in layer_letters(tree)}
    return letters, bool(layers & set(letters))


def index_values(
    link: Link, letters: list[str], layered: bool, point: Point, seed: int
) -> Iterator[tuple[Places, Point]]:
    """Yield the values of the free indices, and the point in which the link's conditions hold.

    Of many, these are the first, the last and a random choice.
    """
    found: list[tuple[Places, Point]] = []
    for chosen in itertools.product(*(_run(letter, link, point) for letter in letters)):
        places: Places = dict(zip(letters, chosen, strict=True))
        here = conditioned(link, point, places)
        if here is not None:
            found.append((places, here))
    if len(found) > _COMBINATIONS:
        picked = np.random.default_rng(seed).choice(len(found), _COMBINATIONS - 2, replace=False)
        found = [found[place] for place in sorted({0, len(found) - 1, *picked.tolist()})]
    for kept, there in found:
        try:
            for tree in link.sides if layered else ():
                evaluate(tree, there, kept)
        except OutOfRange:
            continue  # a side names a layer that the page does not have: nothing is claimed there
        except (Untrue, Unreadable):
            pass  # said where the sides are compared
        yield kept, there


def _run(letter: str, link: Link, point: Point) -> list[Place]:
    """Return what a free index runs over: what the formula says of it, or what is declared."""
    said = next((each for each in link.quantifiers if each.letter == letter), None)
    if said is None:
        declared = point.vocabulary.ranges.get(letter, Range(1, ""))
        if not declared.high:
            raise Unreadable(point.vocabulary.undeclared(letter))
        low, high = point.limits(declared)
        return [point.place(letter, number) for number in range(low, high + 1)]
    ends = []
    for end in (said.low, said.high):
        number = evaluate(end, point, {})
        if np.shape(number) or number % 1:
            raise Unreadable(f"an index runs to {number:.6g} here, which is no whole number", end.at)
        ends.append(int(number))
    low, high = ends
    return [Place(number, low, high) for number in range(low, high + 1)]
