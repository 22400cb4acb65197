"""Errors in equations: signs, factors, exponents, indices, transposes, names, terms and constants."""

import itertools
from collections.abc import Iterator

from proofread.mutations.declared import Declared, is_layer
from proofread.mutations.fingerprint import Fingerprint, says_the_same
from proofread.mutations.parser import Node, read
from proofread.pages.blocks import FormulaBlock, Number

Edit = tuple[str, int, int, str]
"""The kind of error, and what text is replaced by what."""


TWICE = r"2 \cdot "
_PREFIXES = (r"\partial", r"\nabla", r"\Delta", "|", r"\|")
"""Marks that a factor stands behind; they are no factors themselves."""
_NO_NAMES = (*_PREFIXES, r"\dots", r"\cdots", r"\infty", r"\mathrm{d}", "T", "d", "e")


def plant(block: FormulaBlock, text: str, declared: Declared) -> Iterator[Edit]:
    """Yield every error that is planted in a formula; what stands in no relation claims nothing."""
    formula, fingerprint = tree_of(block), Fingerprint(declared)
    before = fingerprint.of(formula)
    for statement in formula.parts:
        spared = {("factor", place, place, TWICE) for place in _beside_zero(statement)}
        for edit in _in_statement(statement, text, declared) if len(statement.parts) > 1 else ():
            if edit not in spared and not says_the_same(before, fingerprint.of(_edited(block, edit, text))):
                yield edit


def _beside_zero(statement: Node) -> Iterator[int]:
    """Yield where something begins that is compared with zero: twice as much compares alike."""
    chains = [node.parts for node in statement.walk() if node.kind == "statement"]
    for one, other in (pair for sides in chains for pair in itertools.pairwise(sides)):
        for side, bound in ((one, other), (other, one)):
            zeros = [node for node in bound.walk_unscripted() if node.text]
            if len(side.parts) == 1 and [zero.text for zero in zeros] == ["0"]:
                yield side.parts[0].start


def tree_of(block: FormulaBlock) -> Node:
    """Return the tree of a formula of a page."""
    return read(block.latex, block.latex_start, [(n.start, n.end, _value_of(n)) for n in block.numbers])


def _value_of(number: Number) -> str:
    """Return a checked number's expression; what shows a zero is one, whichever the expression."""
    return number.expression if number.shown.strip("-−0.") else "0"


def _edited(block: FormulaBlock, edit: Edit, text: str) -> Node:
    """Return the tree of a formula with an error in it."""
    _, start, end, new = edit
    first, last = start - block.latex_start, end - block.latex_start
    tied = []
    for number in block.numbers:
        shown = text[number.start : number.end]
        if number.start >= end:
            place = number.start + len(new) - (end - start)
        elif number.end <= start:
            place = number.start
        elif shown in new:  # between two names that were exchanged
            place = start + new.index(shown)
        else:
            continue
        tied.append((place, place + len(shown), _value_of(number)))
    return read(block.latex[:first] + new + block.latex[last:], block.latex_start, tied)


def _in_statement(statement: Node, text: str, declared: Declared) -> Iterator[Edit]:
    for side in statement.parts:
        yield from _swapped(side, text)
    for side in statement.parts[1:]:
        yield from _missing_sign(side)
    for node in _values(statement):
        yield from _signs(node)
        yield from _terms(node)
        yield from _factors(node, declared)
        yield from _constants(node)
    for node in statement.walk():
        yield from _exponents(node)
        yield from _indices(node, declared)
        yield from _transposes(node, declared)


def _values(node: Node) -> Iterator[Node]:
    """Yield what is computed with: all but indices, layers and the inside of derivatives."""
    yield node
    if not node.is_derivative:
        for part in node.parts:
            yield from _values(part)
        if node.above is not None and node.kind == "atom" and not _is_mark(node.above):
            yield from _values(node.above)


def _is_mark(above: Node) -> bool:
    """Whether a superscript is a layer, a transpose or a star."""
    return is_layer(above) or any(part.text in ("T", r"\top", "*", r"\odot") for part in above.walk())


def _missing_sign(side: Node) -> Iterator[Edit]:
    if not side.signs[0].text:
        yield "sign", side.start, side.start, "-"


def _signs(node: Node) -> Iterator[Edit]:
    if node.kind == "sum":
        for place, sign in enumerate(node.signs):
            if sign.text:
                flipped = "-" if sign.text == "+" else "+" if place else ""
                yield "sign", sign.start, sign.end, flipped


def _terms(node: Node) -> Iterator[Edit]:
    if node.kind == "sum" and len(node.parts) > 1:
        for place, (sign, term) in enumerate(zip(node.signs, node.parts, strict=True)):
            if place == 0 and node.signs[1].text == "+":
                yield "dropped term", sign.start, node.signs[1].end, ""
            elif term.end > term.start:
                yield "dropped term", sign.start, term.end, ""


def _factors(node: Node, declared: Declared) -> Iterator[Edit]:
    if node.kind != "product" or not node.parts:
        return
    yield "factor", node.start, node.start, TWICE
    for place, factor in enumerate(node.parts if len(node.parts) > 1 else ()):
        if _is_removable(node, place, declared):
            sign, following = node.signs[place], node.signs[1].text
            if place == 0 and following:
                yield "factor", factor.start, node.parts[1].start, ""
            else:
                yield "factor", sign.start if sign.text else factor.start, factor.end, ""


def _is_removable(product: Node, place: int, declared: Declared) -> bool:
    """Whether a factor can be forgotten: it is no operator, no function, no argument, no only numerator."""
    factor, before, after = product.parts[place], product.parts[:place], product.parts[place + 1 :]
    if factor.kind == "operator" or factor.text in _PREFIXES or (not place and product.signs[1].text == "/"):
        return False
    if before and factor.kind == "group" and not product.signs[place].text and _applies(before[-1], declared):
        return False
    if factor.kind == "group" and _names(factor) <= set(declared.indices):
        return False  # the k of w(k) is no factor
    if before and (before[-1].kind == "operator" or before[-1].text in _PREFIXES) and not after:
        return False
    is_argument = bool(after) and after[0].kind == "group" and not product.signs[place + 1].text
    return not (is_argument and _applies(factor, declared))


def _names(group: Node) -> set[str]:
    return {node.text for node in group.walk() if node.kind == "atom"}


def _applies(node: Node, declared: Declared) -> bool:
    """Whether a name before a bracket may be a function, not a factor."""
    is_factor = declared.is_number(node) or declared.is_array(node)
    return node.kind == "operator" or (node.kind == "atom" and not is_factor)


def _constants(node: Node) -> Iterator[Edit]:
    if node.kind == "number":
        whole = node.text.isdigit()
        end = node.start + len(node.text)
        if whole:
            yield "constant", node.start, end, str(int(node.text) + 1)
            if int(node.text) > 1:
                yield "constant", node.start, end, str(int(node.text) - 1)
        else:
            last = "5" if node.text[-1] != "5" else "6"
            yield "constant", node.start, end, node.text[:-1] + last


def _exponents(node: Node) -> Iterator[Edit]:
    if node.above is None or _is_mark(node.above):
        return
    numbers = [part for part in node.above.walk() if part.kind == "number"]
    for number in numbers[:1]:
        if node.kind != "operator" and number.text.isdigit():
            yield "exponent", number.start, number.end, str(int(number.text) + 1)
            if int(number.text) > 1:
                yield "exponent", number.start, number.end, str(int(number.text) - 1)


def _indices(node: Node, declared: Declared) -> Iterator[Edit]:
    scripts = [node.below] if node.below is not None else []
    if node.above is not None and (node.kind == "operator" or is_layer(node.above)):
        scripts.append(node.above)
    for part in itertools.chain.from_iterable(script.walk() for script in scripts):
        if part.kind == "number" and part.text.isdigit():
            yield "index", part.start, part.end, str(int(part.text) + 1)
            if int(part.text) > 1:
                yield "index", part.start, part.end, str(int(part.text) - 1)
        letters = declared.indices if part.text in declared.indices else declared.sizes
        if part.kind == "atom" and part.text in letters:
            yield from (("index", part.start, part.end, letter) for letter in letters if letter != part.text)


def _transposes(node: Node, declared: Declared) -> Iterator[Edit]:
    """Drop the transposes that are there, and transpose arrays that are not."""
    kind, above = "transposed matrix", node.above
    if declared.is_single(node):
        return
    if above is None:
        if declared.is_array(node):
            yield kind, node.end, node.end, "^T"
        return
    marks = [part for part in above.walk() if part.kind == "atom" and part.text in ("T", r"\top")]
    for mark in marks:
        yield (
            (kind, mark.start, above.end - 1, "")
            if is_layer(above)
            else (kind, above.start - 1, above.end, "")
        )
    if is_layer(above) and declared.is_array(node) and not marks:
        yield kind, above.end - 1, above.end - 1, "T"


def _swapped(side: Node, text: str) -> Iterator[Edit]:
    """Exchange two names of one side, scripts included."""
    names = [node for node in side.walk_unscripted() if node.kind == "atom" and _is_name(node)]
    for first, second in itertools.combinations(names, 2):
        one, other = text[first.start : first.end], text[second.start : second.end]
        if one.split() != other.split() and first.end <= second.start:
            yield "swapped names", first.start, second.end, other + text[first.end : second.start] + one


def _is_name(node: Node) -> bool:
    return bool(node.text.lstrip("\\")[:1].isalpha()) and node.text not in _NO_NAMES
