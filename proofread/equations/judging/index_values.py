"""For which values of its free indices a link must hold: all that its conditions and quantifiers leave."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from proofread.equations.errors import OutOfRange, Unreadable, Untrue
from proofread.equations.meaning.indices import layer_letters, quantified_letters
from proofread.equations.meaning.links import Link
from proofread.equations.meaning.vocabulary import Range
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node
from proofread.equations.values import evaluate
from proofread.equations.values.conditions import met
from proofread.equations.values.point import Place, Places, World

_COMBINATIONS = 16


def situations(link: Link, world: World, seed: int) -> Iterator[tuple[Places, World]]:
    """Yield the values of the free indices, and the world in which the link's conditions hold."""
    trees = [side for side in (link.left, link.right) if side is not None]
    letters = sorted({letter for tree in trees for letter in quantified_letters(tree, world.vocabulary)})
    layers = {letter for tree in trees for letter in layer_letters(tree)} & set(letters)
    found: list[tuple[Places, World]] = []
    for chosen in itertools.product(*(_run(letter, link, world) for letter in letters)):
        places: Places = dict(zip(letters, chosen, strict=True))
        here = _conditioned(link, world, places)
        if here is not None:
            found.append((places, here))
    for kept, there in _sample(found, seed):
        if not (layers and _lacks_layer(trees, there, kept)):
            yield kept, there


def _run(letter: str, link: Link, world: World) -> list[Place]:
    """Return what a free index runs over: what the formula says of it, or what is declared."""
    for quantifier in link.quantifiers:
        if quantifier.letter == letter:
            low, high = (int(evaluate.value(end, world, {})) for end in (quantifier.low, quantifier.high))
            return [Place(number, low, high) for number in range(low, high + 1)]
    declared = world.vocabulary.ranges.get(letter, Range(1, ""))
    if not declared.high:
        raise Unreadable(f"the index {letter} is not declared")
    low, high = world.limits(declared)
    return [world.place(letter, number) for number in range(low, high + 1)]


def _sample(found: list[tuple[Places, World]], seed: int) -> list[tuple[Places, World]]:
    """Return all, or the first, the last and a random choice of many."""
    if len(found) <= _COMBINATIONS:
        return found
    picked = np.random.default_rng(seed).choice(len(found), _COMBINATIONS - 2, replace=False)
    return [found[place] for place in sorted({0, len(found) - 1, *picked.tolist()})]


def _conditioned(link: Link, world: World, places: Places) -> World | None:
    """Return the world in which the conditions hold: a given symbol takes the value that they say."""
    for condition in link.conditions:
        if not isinstance(condition, nodes.Comparison):
            raise Unreadable("a condition is expected here", condition.at)
        restricted = met(condition, world, places)
        if restricted is None:
            return None
        world = restricted
    return world


def _lacks_layer(trees: list[Node], world: World, places: Places) -> bool:
    """Whether a side names a layer that the page does not have, so that nothing is claimed there."""
    try:
        for tree in trees:
            evaluate.value(tree, world, places)
    except OutOfRange:
        return True
    except (Untrue, Unreadable):
        return False
    return False
