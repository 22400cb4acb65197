"""The value of an expectation: all values that what is random can take, each with its weight.

What has a stated mean and variance takes two values that have them, with a skew that nobody asked for; what
is normal takes the places of Gauss's and Hermite's rule, which is exact for powers and as good as that for
what is smooth.  So nothing is left to chance, and what holds for other distributions alone is not proved.
"""

from __future__ import annotations

import itertools
import math
import zlib
from collections.abc import Iterator

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.meaning.vocabulary import Random
from proofread.equations.reading import nodes
from proofread.equations.values.numbers import arrays
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Places, Point, ValueKey, evaluate

_MOST = 20_000
_Weighted = list[tuple[float, float]]


@evaluate.register
def mean(node: nodes.Mean, point: Point, places: Places) -> Value:
    """Return the expectation of something; it depends on no value that is random here."""
    random = {(name, layered, ()) for name, layered, _ in point.vocabulary.random}
    while point.parent is not None and set(point.changed) <= random:
        point = point.parent
    letters = tuple((letter, place.value) for letter, place in sorted(places.items()))
    if (node, letters) not in point.means:
        inside = point.dependencies.of_nodes([node.of]) & set(point.vocabulary.random)
        total: Value = 0.0
        for weight, changed in _possibilities([s.key for s in node.over] or sorted(inside), point, places):
            total = total + weight * arrays.squeezed(evaluate(node.of, point.child(changed), places))
        point.means[node, letters] = total
    return point.means[node, letters]


def _possibilities(
    keys: list[tuple[str, bool, int]], point: Point, places: Places
) -> Iterator[tuple[float, dict[ValueKey, Value]]]:
    """Yield all values of the random symbols together, with their weights."""
    described = [(key, point.vocabulary.random[key]) for key in keys]
    shapes = [point.shape(random.shape) for _, random in described]
    counts = [math.prod(shape) for shape in shapes]
    order = {0: 40, 1: 40, 2: 16}.get(sum(counts), 4)
    ways = [_values(key[0], random, point, places, order) for key, random in described]
    if math.prod(len(way) ** count for way, count in zip(ways, counts, strict=True)) > _MOST:
        raise Untrue("too many random numbers to try all their values: write it for one, or by entries")
    each = [way for way, count in zip(ways, counts, strict=True) for _ in range(count)]
    for chosen in itertools.product(*each):
        numbers, changed = iter(chosen), dict[ValueKey, Value]()
        for (key, _), shape, count in zip(described, shapes, counts, strict=True):
            entries = np.array([value for value, _ in itertools.islice(numbers, count)])
            changed[key[0], key[1], ()] = entries.reshape(shape) if shape else float(entries[0])
        yield math.prod(weight for _, weight in chosen), changed


def _values(name: str, random: Random, point: Point, places: Places, order: int) -> _Weighted:
    first, second = (arrays.squeezed(evaluate(each, point, places)) for each in (random.first, random.second))
    if random.kind == "values":
        if np.size(first) != np.size(second) or not np.isclose(np.sum(second), 1):
            raise Untrue(f"the values of {name} need as many weights, which sum to 1 (a simplex)")
        return list(zip(np.ravel(first).tolist(), np.ravel(second).tolist(), strict=True))
    if np.shape(first) or np.shape(second) or second < 0:
        raise Untrue(f"mean and variance of {name} are numbers, and no variance is below 0")
    spread = math.sqrt(second)
    if random.kind == "normal":
        places_of_rule, weights = np.polynomial.hermite_e.hermegauss(order)
        scaled = weights / weights.sum()
        return [
            (first + spread * x, w) for x, w in zip(places_of_rule.tolist(), scaled.tolist(), strict=True)
        ]
    share = 0.2 + 0.25 * (zlib.crc32(f"{name} {first} {second}".encode()) % 1000) / 1000
    return [
        (first + spread * math.sqrt((1 - share) / share), share),
        (first - spread * math.sqrt(share / (1 - share)), 1 - share),
    ]
