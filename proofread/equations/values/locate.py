"""Which stored value a symbol with its indices means, and which part of it."""

from __future__ import annotations

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.meaning.vocabulary import Meaning
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Index, Reference
from proofread.equations.values.numbers.arrays import Shape, Value
from proofread.equations.values.point import Place, Places, Point, Selector, ValueKey, latex

Located = tuple[ValueKey, Reference, Selector | None]


def located(symbol: Reference, point: Point, places: Places) -> Located:
    """Return the key, the symbol stored there, and the part of it that is meant (`None`: all).

    Raises
    ------
    Untrue
        If an index does not fit the axis where it stands.
    """
    if not symbol.slots:
        return (symbol.name, False, ()), symbol, None
    if nodes.ALL not in symbol.subs:
        slots = tuple(point.at(slot, places, symbol.at) for slot in symbol.slots)
        meaning = point.matching(symbol.key, slots)
        if meaning is not None and meaning.kind == "part":
            return _part(symbol, meaning, slots, point, places)
        if meaning is not None or symbol.key in point.vocabulary.meanings:
            _check_ranges(symbol, meaning, point, places)
            return _whole(symbol, slots)
    array = point.dependencies.whole(symbol)
    if array is None:
        return _whole(symbol, tuple(point.at(slot, places, symbol.at) for slot in symbol.slots))
    return _entry(symbol, array, symbol.subs, point, places)


def with_value(symbol: Reference, value: Value, point: Point, places: Places) -> Point:
    """Return the same point where a symbol, or an entry of an array, has another value."""
    key, stored, selector = located(symbol, point, places)
    if selector is None:
        return point.child({key: value})
    old = point.get(key, stored)
    whole = np.array(old, dtype=np.result_type(old, value))
    whole[selector] = value
    return point.child({key: whole})


def _whole(symbol: Reference, slots: tuple[int, ...]) -> Located:
    layer = None if symbol.layer is None else Index("", slots[0])
    subs = tuple(Index("", slot) for slot in slots[symbol.layer is not None :])
    return (
        (symbol.name, symbol.layer is not None, slots),
        Reference(symbol.at, symbol.name, subs, layer),
        None,
    )


def _entry(
    symbol: Reference, array: Reference, subs: tuple[Index, ...], point: Point, places: Places
) -> Located:
    key, found, _ = located(array, point, places)
    shape = getattr(point.get(key, found), "shape", ())
    return key, found, selected(subs, shape, point, places, latex(array), symbol.at)


def _part(
    symbol: Reference, meaning: Meaning, slots: tuple[int, ...], point: Point, places: Places
) -> Located:
    """Follow `x_{id}: X[i, d]` with the indices of this place in the letters of the pattern."""
    inner: dict[str, Place] = {}
    for pattern, slot, number in zip(meaning.symbol.slots, symbol.slots, slots, strict=True):
        if pattern.letter:
            here, by = places.get(slot.letter), slot.shift - pattern.shift
            inner[pattern.letter] = (
                Place(number - pattern.shift)
                if here is None
                else Place(here.value + by, here.low + by, here.high + by, here.axis and not by)
            )
    assert meaning.parent is not None
    return _entry(symbol, meaning.parent, meaning.axes, point, inner)


def _check_ranges(symbol: Reference, meaning: Meaning | None, point: Point, places: Places) -> None:
    """Refuse an index that runs over other values than the definition's letter, even where it fits."""
    if meaning is None:
        return
    for pattern, slot in zip(meaning.symbol.slots, symbol.slots, strict=True):
        here = places.get(slot.letter)
        if pattern.letter in point.vocabulary.ranges and here is not None and here.axis and not slot.shift:
            over = point.vocabulary.ranges[pattern.letter]
            if over.axis and (here.low, here.high) != point.limits(over):
                raise Untrue(
                    f"index {slot.letter} of {latex(symbol)} runs to {here.high}, not to {over.high}"
                )


def selected(
    subs: tuple[Index, ...], shape: Shape, point: Point, places: Places, name: str, at: int
) -> Selector:
    """Return the selector for an entry, row or column of an array."""
    if len(shape) != 2:
        raise Untrue(f"{name} is a number: it has no indices")
    if len(subs) == 1 and 1 in shape:
        subs = (subs[0], Index("", 1)) if shape[1] == 1 else (Index("", 1), subs[0])
    if len(subs) != 2:
        raise Untrue(f"{len(subs)} indices for {name} of shape {shape}")
    found: list[int | slice] = []
    for sub, size in zip(subs, shape, strict=True):
        if sub == nodes.ALL:
            found.append(slice(None))
            continue
        number, here = point.at(sub, places, at), places.get(sub.letter)
        if not 1 <= number <= size:
            raise Untrue(f"index {sub} = {number} does not fit an axis of {size} of {name}")
        if here is not None and here.axis and not sub.shift and (here.low, here.high) != (1, size):
            raise Untrue(f"index {sub} runs to {here.high}, the axis of {name} to {size}")
        found.append(slice(number - 1, number) if nodes.ALL in subs else number - 1)
    return tuple(found)
