"""Sums of products with rational coefficients, as far as normal forms need them.

A value is a sum: a sorted tuple of pairs of a monomial and its coefficient.
A monomial is a pair: the numbers in it, sorted, each with its power, and the rest in its order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

Monomial = tuple[tuple[tuple[Any, int], ...], tuple[Any, ...]]
Value = tuple[tuple[Monomial, Fraction], ...]

ONE: Monomial = ((), ())
_ZERO: Monomial = ((), ("zero",))


def sum_of(terms: Mapping[Monomial, Fraction]) -> Value:
    """Return the sum of monomials with these coefficients."""
    return tuple(sorted(((key, c) for key, c in terms.items() if c), key=repr))


def named(name: Any) -> Value:
    """Return a number that has a name: it commutes."""
    return sum_of({(((name, 1),), ()): Fraction(1)})


def opaque(name: Any) -> Value:
    """Return what is known by a name only: it keeps its place."""
    return sum_of({((), (name,)): Fraction(1)})


def times(left: Value, right: Value) -> Value:
    """Multiply two sums; one with several terms stays one factor unless the other is a numeral."""
    if len(left) > 1 and right and (len(right) > 1 or right[0][0] != ONE):
        left = _closed(left)
    if len(right) > 1 and left and left[0][0] != ONE:
        right = _closed(right)
    terms: dict[Monomial, Fraction] = {}
    for (one, c), (other, d) in ((a, b) for a in left for b in right):
        joined = _joined(one, other)
        terms[joined] = terms.get(joined, Fraction(0)) + c * d
    return sum_of(terms)


def _joined(one: Monomial, other: Monomial) -> Monomial:
    powers: Counter[Any] = Counter(dict(one[0]))
    for base, power in other[0]:
        powers[base] += power
    return in_order(powers.items()), one[1] + other[1]


def in_order(powers: Iterable[tuple[Any, int]]) -> tuple[tuple[Any, int], ...]:
    """Return factors and their powers in one order, those to the power of 0 left out."""
    return tuple(sorted(((base, power) for base, power in powers if power), key=repr))


def _closed(terms: Value) -> Value:
    """Return a sum as one factor, its first term's sign in front; arrays in it keep their place."""
    sign = 1 if terms[0][1] > 0 else -1
    body = tuple((monomial, coefficient * sign) for monomial, coefficient in terms)
    has_arrays = any(monomial[1] for monomial, _ in terms)
    monomial: Monomial = ((), (("sum", body),)) if has_arrays else (((("sum", body), 1),), ())
    return sum_of({monomial: Fraction(sign)})


def power_of(base: Value, exponent: int) -> Value:
    """Return a whole power; of arrays, and of zero, it stays as it is written."""
    if exponent == 1:
        return base
    (monomial, coefficient), *more = (
        base if len(base) == 1 else _closed(base) if base else [(_ZERO, Fraction(0))]
    )
    if more or monomial[1]:
        return opaque(("power", base, exponent))
    scaled = in_order((name, power * exponent) for name, power in monomial[0])
    return sum_of({(scaled, ()): coefficient**exponent})
