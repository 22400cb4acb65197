"""The random points at which equations are tried, under two sets of sizes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from proofread.equations.meaning.dependencies import Dependencies
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.values.point import Point, random_given

CHOICES = 2
_SIZES = (
    (5, 3, 4, 6, 7, 8, 9, 10, 11),
    (3, 4, 5, 7, 6, 9, 8, 11, 10),
    (6, 4, 3, 5, 8, 7, 10, 9, 12),  # these two only where an inverse does not exist for one of the others
    (4, 6, 5, 3, 8, 7, 10, 9, 12),
)
_SMALL = ((2, 3, 4, 5, 6, 7, 8, 9, 10), (3, 2, 5, 4, 7, 6, 9, 8, 10))
_KEPT = 20
_SPREADS = (1.0, 1.0, 4.0, 0.02)
"""How far numbers lie from where they usually do: two points near by, then far ones and close ones."""


class Points:
    """The points of one page; they are kept, with all that was computed in them."""

    def __init__(self, vocabulary: Vocabulary, dependencies: Dependencies, seed: int) -> None:
        self.vocabulary, self.dependencies, self.seed = vocabulary, dependencies, seed
        self._kept: dict[int, Point] = {}

    def by_sizes(
        self, count: int, value_of: Callable[[str], Any], small: bool = False
    ) -> Iterator[Iterator[Point]]:
        """Yield as many points for each choice of sizes, more choices than the `CHOICES` that are needed.

        Expectations try all values of what is random, and so ask for `small` sizes.
        """
        for choice in range(len(_SIZES), len(_SIZES) + len(_SMALL)) if small else range(len(_SIZES)):
            yield (self._point(choice, number, value_of) for number in range(count))

    def _point(self, choice: int, place: int, value_of: Callable[[str], Any]) -> Point:
        number = place * CHOICES + choice % CHOICES + 5000 * (choice // CHOICES)
        if number in self._kept:
            self._kept[number].value_of = value_of
            return self._kept[number]
        given = random_given(self.seed * 1000 + number, _SPREADS[place % len(_SPREADS)])
        sizes = chosen(self.vocabulary.sizes, (*_SIZES, *_SMALL)[choice])
        made = Point(self.vocabulary, self.dependencies, sizes, given, value_of)
        if place < _KEPT and not self._is_of_the_page:
            self._kept[number] = made
        return made

    @cached_property
    def _is_of_the_page(self) -> bool:
        """Whether a symbol is tied to a function of the page, which may be another one further down."""
        return any("." not in path for path in self.vocabulary.paths())


def chosen(declared: dict[str, int | None], numbers: tuple[int, ...]) -> dict[str, int]:
    """Return sizes that differ pairwise; those that the page fixes stay."""
    fixed = {number for number in declared.values() if number is not None}
    free = itertools.chain((n for n in numbers if n not in fixed), itertools.count(max(numbers) + 1))
    return {letter: next(free) if number is None else number for letter, number in declared.items()}
