"""Judging a link: both sides at several points under two sets of sizes, and what to say where they differ."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations import code, evaluate, nodes
from proofread.equations.arrays import Value
from proofread.equations.compare import Difference, compared
from proofread.equations.dependencies import Dependencies
from proofread.equations.errors import Unreadable, Untrue
from proofread.equations.links import Link, Verdict
from proofread.equations.locate import selected
from proofread.equations.nodes import Node, Reference
from proofread.equations.page_world import PageWorld, bound_on_page
from proofread.equations.rounding import is_rounded, rounds
from proofread.equations.sets import belongs
from proofread.equations.situations import situations
from proofread.equations.vocabulary import Meaning, Vocabulary
from proofread.equations.world import Places, World, random_given

_SIZES = ((5, 3, 4, 6, 7, 8, 9, 10, 11), (3, 4, 5, 7, 6, 9, 8, 11, 10))
_POINTS = 2
_POINTS_OF_INEQUALITY = 20


class Judge:
    """Judges the links of one page."""

    def __init__(self, vocabulary: Vocabulary, dependencies: Dependencies, seed: int) -> None:
        self.vocabulary, self.dependencies, self.seed = vocabulary, dependencies, seed
        self.worlds: list[World] = []

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
        on_page = self._on_page(link, value_of)
        worlds = [on_page] if on_page else self._worlds(_points(link), value_of)
        worst, seen = 0.0, False
        for world in worlds:
            for places, here in situations(link, world, self.seed):
                difference = self._difference(link, here, places)
                seen = True
                if difference.message:
                    hint = self._hint(link, on_page is not None)
                    return Verdict(False, difference.message + _where(here, places) + hint, link.start)
                worst = max(worst, difference.relative)
        if not seen:
            raise Untrue("the conditions of this equation hold for no value")
        return Verdict(True, "", link.start, worst, self._against(link, on_page is not None))

    # -- where it is evaluated ---------------------------------------------------------------------

    def _on_page(self, link: Link, value_of: Callable[[str], Any]) -> World | None:
        r"""Return the page's own values where the link is about them: worked examples, `\mu = 0.05`."""
        trees = [side for side in (link.left, link.right) if side is not None]
        every = [node for tree in trees for node in nodes.walk(tree)]
        symbols = any(isinstance(node, Reference) for node in every)
        tied = any(isinstance(node, nodes.Tied) for node in every)
        if (link.kind == "rounding" and symbols) or tied or self._states_value(link, value_of):
            return PageWorld(self.vocabulary, self.dependencies, value_of, self.dependencies.of_nodes(trees))
        return None

    def _hint(self, link: Link, on_page: bool) -> str:
        """Say what may be missing: a value on the page, or the dependence on what is differentiated by."""
        if not on_page and self._says_a_number(link) and isinstance(link.left, Reference):
            return f"; {link.left.name} has no value on the page here"
        for side in (link.left, link.right):
            if isinstance(side, nodes.Derivative):
                keys = {symbol.key for symbol in side.by}
                keys |= {whole.key for symbol in side.by if (whole := self.vocabulary.whole(symbol))}
                if not keys & self.dependencies.of_nodes([side.of]):
                    return f" (what is differentiated does not depend on {side.by[0].name})"
        return ""

    def _says_a_number(self, link: Link) -> bool:
        if (
            link.kind != "link"
            or not isinstance(link.left, Reference)
            or link.right is None
            or link.conditions
        ):
            return False
        return not any(isinstance(node, Reference | nodes.Position) for node in nodes.walk(link.right))

    def _states_value(self, link: Link, value_of: Callable[[str], Any]) -> bool:
        """Whether the link says what a symbol of the page is, as `N = 40` does."""
        if not self._says_a_number(link):
            return False
        assert isinstance(link.left, Reference)
        found = [m.python for m in self.vocabulary.declared(link.left)]
        names = [name for name in found if name] or (
            [link.left.name] if link.left.name in self.vocabulary.sizes else []
        )
        return any(bound_on_page(name, value_of) is not None for name in names)

    def _worlds(self, points: int, value_of: Callable[[str], Any]) -> list[World]:
        """Return as many worlds for each set of sizes; they are kept, with all that was computed in them."""
        while len(self.worlds) < points * len(_SIZES):
            number = len(self.worlds)
            sizes = chosen(self.vocabulary.sizes, _SIZES[number % len(_SIZES)])
            given = random_given(self.seed * 1000 + number)
            self.worlds.append(
                World(self.vocabulary, self.dependencies, sizes, evaluate.value, given, value_of)
            )
        for world in self.worlds:
            world.value_of = value_of
        return self.worlds[: points * len(_SIZES)]

    # -- what is compared --------------------------------------------------------------------------

    def _difference(self, link: Link, world: World, places: Places) -> Difference:
        assert link.left is not None
        left = evaluate.value(link.left, world, places)
        if link.kind == "shape":
            return belongs(left, link.right_source, world)
        if link.kind == "definition":
            return self._with_array(link, world, places, left)
        return self._two_sides(link, world, places, left)

    def _two_sides(self, link: Link, world: World, places: Places, left: Value) -> Difference:
        assert link.right is not None
        right = evaluate.value(link.right, world, places)
        if link.kind == "rounding" and is_rounded(link.right):
            return rounds(left, link.right)
        if link.kind == "assignment":
            left = self._assigned(link, world, places)
        relation = "=" if link.kind != "link" or link.relation == ":=" else link.relation
        difference = compared(left, relation, right)
        return (
            difference if difference.message else self._tied(link, world, places, left, right) or difference
        )

    def _with_array(self, link: Link, world: World, places: Places, left: Value) -> Difference:
        """Compare `y_i := …` with the array that code gives; beside a number `J`, `J_i` is its own."""
        symbol = link.left
        array = self.vocabulary.whole(symbol) if isinstance(symbol, Reference) else None
        if isinstance(symbol, Reference) and array is not None and array.key in self.vocabulary.meanings:
            whole = evaluate.value(array, world, places)
            if np.ndim(whole) == 2:
                entry = whole[selected(symbol.subs, np.shape(whole), world, places, array.name, symbol.at)]
                return compared(entry, "=", left)
        return compared(left, "=", left)

    def _assigned(self, link: Link, world: World, places: Places) -> Value:
        if not isinstance(link.left, Reference):
            raise Untrue("an assignment needs a symbol on its left")
        call = self.vocabulary.assignments.get(link.left)
        if call is None:
            tie = f"`{link.left.name} \\leftarrow`"
            raise Untrue(f"nothing checks this assignment: tie {tie} to the function that updates it")
        return world.call(call, places)

    def _tied(self, link: Link, world: World, places: Places, left: Value, right: Value) -> Difference | None:
        """Compare a derivative that is tied to code with that code too."""
        for side, other in ((link.left, right), (link.right, left)):
            call = self.vocabulary.derivatives.get(side) if isinstance(side, nodes.Derivative) else None
            difference = Difference() if call is None else compared(world.call(call, places), "=", other)
            if call is not None and difference.message:
                return Difference(f"{call.path} differs from the equation: {difference.message}")
        return None

    def _against(self, link: Link, on_page: bool) -> str:
        trees = [side for side in (link.left, link.right) if side is not None]
        found = [call.path for tree in trees for call in self._calls(tree)]
        if link.kind == "assignment" and isinstance(link.left, Reference):
            found.append(self.vocabulary.assignments[link.left].path)
        if any(isinstance(node, nodes.Derivative) for tree in trees for node in nodes.walk(tree)):
            found.append("central differences")
        found = list(dict.fromkeys(found))
        return ", ".join(found) or ("the page's values" if on_page else "random values")

    def _calls(self, tree: Node) -> list[code.Call | code.Path]:
        """Return the code behind a tree: what its symbols are tied to, and those that define them."""
        found: list[code.Call | code.Path] = []
        waiting, seen = [tree], set()
        while waiting:
            for node in nodes.walk(waiting.pop()):
                if node not in seen:
                    seen.add(node)
                    found += self._ties(node)
                    waiting += self._behind(node)
        return found

    def _ties(self, node: Node) -> list[code.Call | code.Path]:
        if isinstance(node, nodes.Derivative) and node in self.vocabulary.derivatives:
            return [self.vocabulary.derivatives[node]]
        if isinstance(node, nodes.Call):
            function = self.vocabulary.functions.get(node.function)
            return [code.Path(function.path)] if function is not None and function.path else []
        return [meaning.call for meaning in self._meanings(node) if meaning.call is not None]

    def _behind(self, node: Node) -> list[Node]:
        bodies = [meaning.body for meaning in self._meanings(node)]
        bodies += [meaning.parent for meaning in self._meanings(node)]
        if isinstance(node, nodes.Call) and (function := self.vocabulary.functions.get(node.function)):
            bodies.append(function.body)
        return [body for body in bodies if body is not None]

    def _meanings(self, node: Node) -> list[Meaning]:
        """Return what a symbol means: that of its own layer, where it says which."""
        if not isinstance(node, Reference):
            return []
        found = self.vocabulary.meanings.get(node.key, [])
        return [meaning for meaning in found if meaning.symbol.layer == node.layer] or found


def _points(link: Link) -> int:
    """Return at how many points a link is tried: at many where it compares, or where values choose a case."""
    every = (node for side in (link.left, link.right) if side is not None for node in nodes.walk(side))
    is_equal = link.relation in ("=", ":=", "≈", "←", "∈")
    few = is_equal and not any(isinstance(node, nodes.Cases) and _is_by_value(node) for node in every)
    return _POINTS if few else _POINTS_OF_INEQUALITY


def _is_by_value(cases: nodes.Cases) -> bool:
    """Tell whether a case depends on a value, as `z < 0` does; one point has all positions for `i = j`."""
    conditions = [condition for _, condition in cases.branches if condition is not None]
    return any(isinstance(node, Reference) for condition in conditions for node in nodes.walk(condition))


def chosen(declared: dict[str, int | None], numbers: tuple[int, ...]) -> dict[str, int]:
    """Return sizes that differ pairwise; those that the page fixes stay."""
    fixed = {number for number in declared.values() if number is not None}
    free = itertools.chain((n for n in numbers if n not in fixed), itertools.count(max(numbers) + 1))
    return {letter: next(free) if number is None else number for letter, number in declared.items()}


def _where(world: World, places: Places) -> str:
    shown = [f"{letter}={number}" for letter, number in world.sizes.items()]
    shown += [f"{letter}={place.value}" for letter, place in places.items()]
    return " at " + ", ".join(shown) if shown else ""
