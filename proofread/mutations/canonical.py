"""A normal form of formulas, by which some mutants are provably no errors.

It knows only that sums and products of numbers commute (products of arrays do not, entrywise ones do), how
fractions of numerals are reduced, double signs, `x^1`, squares of differences, the renaming of bound indices,
and that a thing's derivative by itself is 1. What it does not know stays as it is written, in its order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from proofread.mutations.chains import Pair, derivative_of, telescoped
from proofread.mutations.declared import Declared, is_layer
from proofread.mutations.parser import Node
from proofread.mutations.polynomials import (
    ONE,
    Monomial,
    Value,
    in_order,
    named,
    opaque,
    power_of,
    sum_of,
    times,
)

_SYMMETRIC = {"=", r"\ne", r"\neq", r"\approx", r"\equiv"}


@dataclass(frozen=True)
class Canonical:
    """The normal form of a page's formulas; `bound` renames the indices bound so far."""

    declared: Declared
    bound: Mapping[str, str] = field(default_factory=dict)
    zeros: frozenset[str] = frozenset()
    """The expressions of checked numbers that are exactly 0 on the page."""
    order: frozenset[Pair] = frozenset()
    """What depends on what by the derivatives of the formula as it was."""

    def statement(self, node: Node) -> tuple[Any, ...]:
        """Return a statement's links as they are compared: the sides of a symmetric one in one order."""
        values = [self.value(part) for part in node.parts]
        relations = [sign.text for sign in node.signs]
        links: list[Any] = [values[0]] if len(values) == 1 else []
        for left, relation, right in zip(values, relations[1:], values[1:], strict=False):
            if relation in _SYMMETRIC:
                left, right = sorted((left, right), key=repr)
            links.append(("true",) if left == right and relation == "=" else (relation, left, right))
        return tuple(links)

    def value(self, node: Node) -> Value:
        """Return the normal form of a sum, a product or a factor."""
        if node.kind == "sum":
            return self._sum(node)
        return self._product(node) if node.kind == "product" else self._factor(node)

    def _sum(self, node: Node) -> Value:
        total: dict[Monomial, Fraction] = {}
        for sign, term in zip(node.signs, node.parts, strict=True):
            for monomial, coefficient in self._product(term):
                signed = -coefficient if sign.text in ("-", "−") else coefficient
                total[monomial] = total.get(monomial, Fraction(0)) + signed
        return sum_of(total)

    def _product(self, node: Node) -> Value:
        bars = any(part.text in ("|", r"\|") for part in node.parts)
        if bars or any(sign.text in ("o", "/") for sign in node.signs):
            return self._entrywise(node)
        if (chain := self._chain(node)) is not None:
            return chain
        total = sum_of({ONE: Fraction(1)})
        for place, factor in enumerate(node.parts):
            if self._is_call(node, place):
                return times(total, self._call(node, place))
            if factor.kind == "operator" or self._is_prefix(factor):
                return times(total, self._operator(node, place))
            total = times(total, self._factor(factor))
        return total

    def _chain(self, node: Node) -> Value | None:
        """Return a product of numbers with its derivatives joined as the chain rule has it."""
        found = [derivative_of(factor) for factor in node.parts]
        pairs = [(self.name(pair[0]), self.name(pair[1])) for pair in found if pair is not None]
        others = tuple(factor for factor, pair in zip(node.parts, found, strict=True) if pair is None)
        joined = telescoped(pairs, self.order) if pairs and all(map(self._is_number, others)) else None
        if joined is None:
            return None
        rest = Node("product", node.start, node.end, parts=others, signs=node.signs[: len(others)])
        return times(self._product(rest), self._joined(joined))

    def _joined(self, joined: Sequence[Pair]) -> Value:
        return sum_of({(in_order((("derivative", *pair), 1) for pair in joined), ()): Fraction(1)})

    def name(self, node: Node) -> Any:
        """Return an atom with its scripts, as it is compared."""
        return self._atom(node)

    def _is_prefix(self, factor: Node) -> bool:
        """Whether a name may act on what follows: it is declared neither as a value nor as an array."""
        is_value = self._is_scalar(factor) or self.declared.is_value(factor)
        return factor.kind == "atom" and not (is_value or self.declared.is_array(factor))

    def _is_scalar(self, node: Node) -> bool:
        """Whether a factor surely is one number; arrays of one entry multiply like numbers."""
        return self.declared.is_single(node) or self.declared.is_number(node)

    def _entrywise(self, node: Node) -> Value:
        """Entrywise products commute where no other product stands beside them."""
        factors = [self._factor(factor) for factor in node.parts]
        signs = [sign.text for sign in node.signs]
        if set(signs[1:]) == {"o"}:
            return opaque(("entrywise", *sorted(factors, key=repr)))
        return opaque(("as written", *zip(signs, factors, strict=True)))

    def _is_call(self, node: Node, place: int) -> bool:
        """Whether a name right before a bracket may be a function."""
        following = node.parts[place + 1] if place + 1 < len(node.parts) else None
        if following is None or following.kind != "group" or node.signs[place + 1].text:
            return False
        return self._is_prefix(node.parts[place])

    def _call(self, node: Node, place: int) -> Value:
        rest = _rest(node, place + 2)
        arguments = tuple(self.statement(part) for part in node.parts[place + 1].parts)
        above = node.parts[place + 1].above
        called = opaque(("call", self._atom(node.parts[place]), arguments, self._script(above)))
        return times(called, self._product(rest)) if rest.parts else called

    def _operator(self, node: Node, place: int) -> Value:
        """Return an operator with all that stands behind it in the product; a sum binds its index."""
        operator = node.parts[place]
        letter = _bound_letter(operator)
        inner = replace(self, bound={**self.bound, letter: f"#{len(self.bound)}"}) if letter else self
        scripts = inner._script(operator.below), self._script(operator.above), operator.primes
        text = self.bound.get(operator.text, operator.text)
        return opaque((text, scripts, inner._product(_rest(node, place + 1))))

    def _factor(self, node: Node) -> Value:
        power = _whole(node.above)
        if node.kind == "group" and _holds_one(node) and (node.above is None or power is not None):
            return self._group(node, 1 if power is None else power)
        if node.kind == "fraction" and node.above is None:
            return self._fraction(node)
        if node.kind in ("number", "tied") and node.above is None:
            return self._numeral(node)
        if node.kind != "atom" or not self._is_scalar(node):
            return opaque(self._atom(node))
        factor = named(self._atom(node, scripts=power is None))
        return factor if power is None else power_of(factor, power)

    def _group(self, node: Node, power: int) -> Value:
        inner = self.value(node.parts[0].parts[0])
        is_power = power == 1 or self._is_number(node)
        return power_of(inner, power) if is_power else opaque(("power", inner, power))

    def _numeral(self, node: Node) -> Value:
        if node.kind == "tied":
            return () if node.text.strip() in self.zeros else named(("tied", node.text))
        return sum_of({ONE: Fraction(node.text.replace("{,}", ""))})

    def _fraction(self, node: Node) -> Value:
        over, under = (self._part(part) for part in node.parts)
        if over == under and self._names_a_derivative(node):
            return sum_of({ONE: Fraction(1)})
        if self._names_a_derivative(node):
            name = ("derivative", over, under)
            return named(name) if self._is_number(node) else opaque(name)
        return times(over, power_of(under, -1))

    def _names_a_derivative(self, node: Node) -> bool:
        return all(any(inner.text == r"\partial" for inner in part.walk()) for part in node.parts)

    def _part(self, node: Node) -> Value:
        """Return what stands in a part of a fraction: in braces, or a single sign."""
        if node.kind == "group" and len(node.parts) == 1 and len(node.parts[0].parts) == 1:
            return self.value(node.parts[0].parts[0])
        return self._factor(node)

    def _is_number(self, node: Node) -> bool:
        """Whether all that stands in a factor surely are numbers."""
        marks = (r"\partial", "+", "-")
        return all(
            inner.text in marks or self._is_scalar(inner)
            for inner in node.walk_unscripted()
            if inner.kind in ("atom", "operator", "number", "tied")
        )

    def _atom(self, node: Node, scripts: bool = True) -> Any:
        parts = tuple(self._within(part) for part in node.parts)
        above = self._above(node) if scripts else ()
        text = self.bound.get(node.text, node.text)
        return node.kind, text, parts, self._script(node.below), above, node.primes

    def _above(self, node: Node) -> Any:
        """Return a superscript; the transpose of an array of one entry is the array."""
        if node.above is None or not self._is_scalar(node):
            return self._script(node.above)
        written = [part.text for part in node.above.walk() if part.text not in ("", "{")]
        if written in (["T"], [r"\top"]):
            return ()
        script = self._script(node.above)
        return tuple(one for one in script if one[1] != "T") if is_layer(node.above) else script

    def _within(self, node: Node) -> Any:
        return self.statement(node) if node.kind == "statement" else self._part(node)

    def _script(self, node: Node | None) -> Any:
        """Return a script as written, bound indices renamed."""
        if node is None:
            return ()
        if is_layer(node):
            written = [inner for inner in node.walk() if inner.text]
            return tuple((inner.kind, self.bound.get(inner.text, inner.text)) for inner in written)
        return self._atom(node)


def _holds_one(group: Node) -> bool:
    """Whether a bracket holds one expression, without a relation or a script that says more."""
    plain = group.text in ("(", "{", "[") and group.below is None and not group.primes
    return plain and len(group.parts) == 1 and len(group.parts[0].parts) == 1


def _bound_letter(operator: Node) -> str:
    """Return the index that a sum or a product binds."""
    if operator.text.lstrip("\\") not in ("sum", "prod", "max", "min") or operator.below is None:
        return ""
    return next((inner.text for inner in operator.below.walk() if inner.kind == "atom"), "")


def _whole(above: Node | None) -> int | None:
    """Return the exponent that a superscript is, where it is a whole number."""
    if above is None:
        return None
    numbers = [inner for inner in above.walk() if inner.text and inner.text != "{"]
    if len(numbers) != 1 or numbers[0].kind != "number" or not numbers[0].text.isdigit():
        return None
    if any(sign.text for inner in above.walk() for sign in inner.signs):
        return None
    return int(numbers[0].text)


def _rest(product: Node, place: int) -> Node:
    parts, signs = product.parts[place:], product.signs[place:]
    return Node("product", product.start, product.end, parts=parts, signs=signs)
