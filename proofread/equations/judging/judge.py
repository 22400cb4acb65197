"""Judging a link: both sides at several points under two sets of sizes, and what to say where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from proofread.equations.errors import Singular, Unreadable, Untrue
from proofread.equations.judging.compare import Difference
from proofread.equations.judging.conditions import ENOUGH, is_sampled
from proofread.equations.judging.index_values import index_values, open_letters
from proofread.equations.judging.rounding import is_numeral
from proofread.equations.judging.sides import difference
from proofread.equations.meaning.behind import behind, chooses, ties
from proofread.equations.meaning.dependencies import Dependencies
from proofread.equations.meaning.links import Link, Verdict
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference
from proofread.equations.values.page_point import PagePoint, bound_on_page
from proofread.equations.values.point import Point
from proofread.equations.values.points import CHOICES, Points

_POINTS = 2
_MANY_POINTS = 20
_MOST_POINTS = 600
_BY_STEPS = (nodes.Derivative, nodes.Jacobian, nodes.Limit, nodes.Integral)
"""Whose values are computed by steps, and so are not exact; so are those of `f'`."""


class Judge:
    """Judges the links of one page."""

    def __init__(self, vocabulary: Vocabulary, dependencies: Dependencies, seed: int) -> None:
        self.vocabulary, self.dependencies, self.seed = vocabulary, dependencies, seed
        self.points = Points(vocabulary, dependencies, seed)

    def verdict(self, link: Link, value_of: Callable[[str], Any]) -> Verdict:
        """Return what is wrong with a link, or how closely it holds."""
        if link.kind in ("skipped", "condition"):
            return Verdict(True, link.problem, link.start)
        if link.kind == "unreadable":
            return Verdict(False, link.problem, link.offset)
        try:
            with np.errstate(all="ignore"):
                return self._judged(link, value_of)
        except Untrue as error:
            return Verdict(False, str(error), link.start)
        except Unreadable as error:
            return Verdict(False, error.message, link.formula.start + max(error.offset, 0))

    def _judged(self, link: Link, value_of: Callable[[str], Any]) -> Verdict:
        every = behind(link.sides, self.vocabulary)
        on_page = self._on_page(link, value_of)
        sampled = on_page is None and any(is_sampled(each, self.vocabulary) for each in link.conditions)
        enough = ENOUGH if sampled else 0
        # Many points where a link compares, or where values choose a way.
        few = link.relation in ("=", ":=", "≈", "←") and not any(map(chooses, every))
        count = _MOST_POINTS if sampled else _POINTS if few else _MANY_POINTS
        small = any(isinstance(node, nodes.Mean) for node in every)
        primed = any(isinstance(node, nodes.Call) and node.primes > 0 for node in every)
        exact = not (primed or any(isinstance(node, _BY_STEPS) for node in every))
        found: list[Difference] = []
        tried, needed = 0, 1 if on_page else CHOICES
        for points in [iter([on_page])] if on_page else self.points.by_sizes(count, value_of, small):
            try:
                found += self._differences(link, points, exact, enough)
            except Singular as error:
                singular = error  # other sizes may have an inverse
                continue
            if found and found[-1].message:
                hint = self._hint(link, on_page is not None, found[-1].message)
                return Verdict(False, found[-1].message + hint, link.start)
            tried += 1
            if tried == needed:
                break
        if tried < needed:
            raise singular
        if not found:
            raise Untrue("the conditions of this equation hold for no value")
        if sampled and len(found) < ENOUGH:
            raise Untrue(f"the conditions of this equation hold at {len(found)} of the points tried: too few")
        worst = max(each.relative for each in found)
        return Verdict(True, "", link.start, worst, self._against(link, every, on_page is not None))

    def _differences(self, link: Link, points: Iterator[Point], exact: bool, enough: int) -> list[Difference]:
        """Return how the sides differ at each point, up to the first where they do not agree.

        Under conditions, points are drawn until enough of them meet these.
        """
        found: list[Difference] = []
        letters, layered = open_letters(link, self.vocabulary)
        for point in points:
            for places, here in index_values(link, letters, layered, point, self.seed):
                found.append(difference(link, here, places, exact))
                if message := found[-1].message:
                    numbers = here.sizes | {letter: place.value for letter, place in places.items()}
                    where = ", ".join(f"{letter}={number}" for letter, number in numbers.items())
                    return [*found[:-1], Difference(f"{message} at {where}" if where else message)]
            if enough and len(found) >= enough:
                break
        return found

    def _on_page(self, link: Link, value_of: Callable[[str], Any]) -> Point | None:
        r"""Return the page's own values where the link is about them: worked examples, `N = 40`."""
        kinds = {type(node) for tree in link.sides for node in nodes.walk(tree)}
        rounded = link.kind == "rounding" and is_numeral(link.right) and Reference in kinds
        names: list[str] = []
        if isinstance(link.left, Reference) and self._says_a_number(link):
            names = [meaning.python for meaning in self.vocabulary.declared(link.left) if meaning.python]
            if not names and link.left.name in self.vocabulary.sizes:
                names = [link.left.name]
        stated = (bound_on_page(name, value_of) is not None for name in names)
        if not (rounded or nodes.Tied in kinds or any(stated)):
            return None
        return PagePoint(self.vocabulary, self.dependencies, value_of, self.dependencies.of_nodes(link.sides))

    def _hint(self, link: Link, on_page: bool, message: str) -> str:
        """Say what may be missing: a value on the page, or the dependence on what is differentiated by."""
        if not on_page and self._says_a_number(link) and isinstance(link.left, Reference):
            return f"; {link.left.name} has no value on the page here"
        if link.relation == ":=" and link.kind == "link":
            return " (it has a meaning already, with which this is compared)"
        for side in (link.left, link.right):
            if isinstance(side, nodes.Derivative):
                keys = {symbol.key for symbol in side.by}
                keys |= {whole.key for symbol in side.by if (whole := self.vocabulary.whole(symbol))}
                if not keys & self.dependencies.of_nodes([side.of]):
                    return f" (what is differentiated does not depend on {side.by[0].name})"
                if "has shape" in message:
                    return " (the derivative of a number by an array has the array's shape)"
        return ""

    def _says_a_number(self, link: Link) -> bool:
        if link.kind != "link" or not isinstance(link.left, Reference) or link.conditions:
            return False
        return not any(isinstance(node, Reference | nodes.Position) for node in nodes.walk(link.right))

    def _against(self, link: Link, every: list[Node], on_page: bool) -> str:
        found = [tie.path for tie in ties(every, self.vocabulary)]
        if link.kind == "assignment" and isinstance(link.left, Reference):
            found.append(self.vocabulary.assignments[link.left].path)
        if any(isinstance(node, nodes.Derivative) for tree in link.sides for node in nodes.walk(tree)):
            found.append("central differences")
        return ", ".join(dict.fromkeys(found)) or ("the page's values" if on_page else "random values")
