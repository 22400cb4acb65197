r"""The value of a formula at random numbers, by which an edit that changes nothing is known.

Two formulas that agree where every name is a random number of a large field are one formula, but for a chance
of about 1 in 10^18 (Schwartz and Zippel). So no rule of algebra is spelled out here, and nothing rearranged.

- A name is a random 2 x 2 matrix modulo a prime, so that products keep their order. What is declared as a
  number is a multiple of the unit matrix, so that it commutes.
- The derivative of one number by another is a fraction of two random numbers, so that products of them
  telescope as the chain rule has it.
- What is not understood, such as a function or a sum over an index, is a random matrix that depends on all
  that it is made of: it equals nothing but itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import blake2b
from typing import Any

from proofread.mutations.declared import Declared
from proofread.mutations.parser import BARS, Node, Sign

PRIME = 2**61 - 1

Matrix = tuple[int, int, int, int]
Chain = tuple[tuple[str, Matrix, Matrix], ...]
"""The links of a statement: a relation and its two sides."""

ZERO: Matrix = (0, 0, 0, 0)
ONE: Matrix = (1, 0, 0, 1)


def says_the_same(before: Sequence[Chain], after: Sequence[Chain]) -> bool:
    """Whether each statement says what it said, or nothing, as `a = a` does."""
    if len(before) != len(after):
        return False
    for old, new in zip(before, after, strict=True):
        defines = any(relation == ":=" for relation, _, _ in old)  # `a := a` is an error all the same
        empty = {(relation, *sides) for relation, *sides in new if relation == "=" and sides[0] == sides[1]}
        if old != new and (defines or not {*new} <= {*old, *empty}):
            return False
    return True


@dataclass(frozen=True)
class Fingerprint:
    """The values of a page's formulas, by what its notation declares."""

    declared: Declared

    def of(self, formula: Node) -> list[Chain]:
        """Return the links of each statement of a formula."""
        return [self._chain(statement) for statement in formula.parts]

    def _chain(self, statement: Node) -> Chain:
        sides = [self._value(side) for side in statement.parts]
        relations = [sign.text for sign in statement.signs[1:]]
        return tuple(zip(relations, sides, sides[1:], strict=False)) or (("", sides[0], ZERO),)

    def _value(self, node: Node) -> Matrix:
        if node.kind == "product":
            return self._product(node.parts, node.signs)
        if node.kind != "sum":
            return self._factor(node)
        signs = [-1 if sign.text in ("-", "−") else 1 for sign in node.signs]
        terms = [_scaled(self._value(term), sign) for sign, term in zip(signs, node.parts, strict=True)]
        a, b, c, d = (sum(entries) % PRIME for entries in zip(*terms, strict=True))
        return a, b, c, d

    def _product(self, factors: Sequence[Node], signs: Sequence[Sign]) -> Matrix:
        declared, written = self.declared, [sign.text for sign in signs]
        if {"o", "/"} & {*written}:  # entrywise products commute where no other product stands beside them
            values = [self._factor(factor) for factor in factors]
            return _random("entrywise", *(sorted(values) if {*written[1:]} == {"o"} else [*values, *written]))
        total = ONE
        for place, factor in enumerate(factors):
            behind = factors[place + 1 :]
            is_operand = self._is_number(factor) or declared.is_value(factor) or declared.is_array(factor)
            is_unknown = factor.kind == "atom" and not is_operand
            if is_unknown and behind and behind[0].kind == "group" and not written[place + 1]:
                applied = _random(self._key(factor), self._key(behind[0]))  # it may be a function
                return _times(_times(total, applied), self._product(behind[1:], signs[place + 2 :]))
            if is_unknown or factor.kind == "operator" or factor.differentiates:
                return _times(total, self._applied(factor, behind, signs[place + 1 :]))
            total = _times(total, self._factor(factor))
        return total

    def _applied(self, operator: Node, behind: Sequence[Node], signs: Sequence[Sign]) -> Matrix:
        """Return what stands for a sum, a logarithm or a derivative and all that it acts on."""
        if operator.differentiates:
            behind = [_without_numerals(part) for part in behind]
        if operator.text in (r"\max", r"\min") and behind:  # whose arguments have no order
            return _random(self._key(operator), sorted(repr(self._key(part)) for part in behind[0].parts))
        return _random(self._key(operator), self._product(behind, signs))

    def _is_number(self, node: Node) -> bool:
        return self.declared.is_single(node) or self.declared.is_number(node)

    def _factor(self, node: Node) -> Matrix:
        power = 1 if node.above is None else whole(node.above)
        if power is None:
            return _random(self._key(node))
        if node.holds_one:
            inside = self._value(node.parts[0].parts[0])
            is_size = node.text in BARS  # which is the same for either sign
            return _power(_random("size", min(inside, _scaled(inside, -1))) if is_size else inside, power)
        base = replace(node, above=None)
        if node.kind == "number" or (node.kind == "tied" and node.text == "0"):
            return _power(_scaled(ONE, Fraction(node.text.replace("{,}", ""))), power)
        if node.kind == "fraction":
            return _power(self._fraction(base), power)
        is_number = self._is_number(node)
        return _power(_number(self._key(base)), power) if is_number else _random(self._key(node))

    def _fraction(self, node: Node) -> Matrix:
        """Return a quotient: of two random numbers where it is the derivative of one number by another."""
        names = []
        for part in node.parts:
            match part.factors:
                case [Node(text=r"\partial", above=None), Node(kind="atom") as name] if self._is_number(name):
                    names.append(("differential", self._key(name)))
        over, under = map(_number, names) if len(names) == 2 else map(self._factor, node.parts)
        a, b, c, d = under
        determinant = (a * d - b * c) % PRIME
        if not determinant:
            return _random(self._key(node))
        return _times(over, _scaled((d, -b, -c, a), Fraction(1, determinant)))

    def _key(self, node: Node) -> Any:
        """Return what tells a part of a formula from every other."""
        if node.kind in ("sum", "product"):
            return self._value(node)
        if node.kind == "statement":
            return self._chain(node)
        scripts = [None if script is None else self._key(script) for script in (node.below, node.above)]
        return (node.kind, node.text, node.primes, *scripts, *map(self._key, node.parts))


def _without_numerals(node: Node) -> Node:
    """Return what is differentiated without the terms that are numerals: their derivative is zero."""
    if not node.holds_one or node.text in BARS:
        return node
    (statement,) = node.parts
    (total,) = statement.parts
    pairs = zip(total.parts, total.signs, strict=True)
    kept = [(term, sign) for term, sign in pairs if [part.kind for part in term.parts] != ["number"]]
    rest = replace(total, parts=tuple(term for term, _ in kept), signs=tuple(sign for _, sign in kept))
    return replace(node, parts=(replace(statement, parts=(rest,)),)) if kept else node


def whole(above: Node) -> int | None:
    """Return the exponent that a superscript is, where it is a whole number without a sign."""
    match above.factors if above.kind == "group" else [above]:
        case [Node(kind="number", text=text)] if text.isdigit():
            return int(text)
    return None


# -- matrices modulo a prime ----------------------------------------------------------------------


def _random(*key: Any) -> Matrix:
    """Return a matrix that looks random and is the same for the same key, in every process."""
    digest = blake2b(repr(key).encode(), digest_size=32).digest()
    a, b, c, d = (int.from_bytes(digest[place : place + 8]) % PRIME for place in (0, 8, 16, 24))
    return a, b, c, d


def _number(key: Any) -> Matrix:
    return _scaled(ONE, _random(key)[0])


def _scaled(matrix: Matrix, by: int | Fraction) -> Matrix:
    number = by.numerator * pow(by.denominator, -1, PRIME)
    a, b, c, d = (entry * number % PRIME for entry in matrix)
    return a, b, c, d


def _times(one: Matrix, other: Matrix) -> Matrix:
    (a, b, c, d), (e, f, g, h) = one, other
    return (a * e + b * g) % PRIME, (a * f + b * h) % PRIME, (c * e + d * g) % PRIME, (c * f + d * h) % PRIME


def _power(base: Matrix, exponent: int) -> Matrix:
    result = ONE
    for _ in range(exponent):
        result = _times(result, base)
    return result
