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
        if not side.signs[0].text:
            yield "sign", side.start, side.start, "-"
    for node in _values(statement):
        match node.kind:
            case "sum":
                yield from _terms(node)
            case "product":
                yield from _factors(node, declared)
            case "number" if node.text.isdigit():
                yield from _neighbours("constant", node)
            case "number":
                last = "5" if node.text[-1] != "5" else "6"
                yield "constant", node.start, node.start + len(node.text), node.text[:-1] + last
    for node in statement.walk():
        yield from _in_scripts(node, declared)
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


def _neighbours(kind: str, number: Node) -> Iterator[Edit]:
    """Yield the whole numbers beside a whole number, but not 0."""
    for other in (1, -1) if number.text.isdigit() else ():
        if int(number.text) + other > 0:
            yield kind, number.start, number.start + len(number.text), str(int(number.text) + other)


def _terms(total: Node) -> Iterator[Edit]:
    """Turn each sign that is written, and drop each term."""
    for place, sign in enumerate(total.signs):
        if sign.text:
            yield "sign", sign.start, sign.end, "-" if sign.text == "+" else "+" if place else ""
    if len(total.parts) > 1:
        for place, (sign, term) in enumerate(zip(total.signs, total.parts, strict=True)):
            if place == 0 and total.signs[1].text == "+":
                yield "dropped term", sign.start, total.signs[1].end, ""
            elif term.end > term.start:
                yield "dropped term", sign.start, term.end, ""


def _factors(product: Node, declared: Declared) -> Iterator[Edit]:
    """Double the product, and forget each factor of several."""
    if product.parts:
        yield "factor", product.start, product.start, TWICE
    for place, factor in enumerate(product.parts if len(product.parts) > 1 else ()):
        if _is_removable(product, place, declared):
            sign = product.signs[place]
            if place == 0 and product.signs[1].text:
                yield "factor", factor.start, product.parts[1].start, ""
            else:
                yield "factor", sign.start if sign.text else factor.start, factor.end, ""


def _is_removable(product: Node, place: int, declared: Declared) -> bool:
    """Whether a factor can be forgotten: it is no operator, no function, no argument, no only numerator."""
    factor, before, after = product.parts[place], product.parts[:place], product.parts[place + 1 :]
    if factor.kind == "operator" or factor.text in _PREFIXES or (not place and product.signs[1].text == "/"):
        return False
    if before and factor.kind == "group" and not product.signs[place].text and _applies(before[-1], declared):
        return False
    names = {node.text for node in factor.walk() if node.kind == "atom"}
    if factor.kind == "group" and names <= {*declared.indices}:
        return False  # the k of w(k) is no factor
    if before and (before[-1].kind == "operator" or before[-1].text in _PREFIXES) and not after:
        return False
    is_argument = bool(after) and after[0].kind == "group" and not product.signs[place + 1].text
    return not (is_argument and _applies(factor, declared))


def _applies(node: Node, declared: Declared) -> bool:
    """Whether a name before a bracket may be a function, not a factor."""
    is_factor = declared.is_number(node) or declared.is_array(node)
    return node.kind == "operator" or (node.kind == "atom" and not is_factor)


def _in_scripts(node: Node, declared: Declared) -> Iterator[Edit]:
    """Change the first number of an exponent, and every number and letter of an index, a layer or a bound."""
    above = node.above
    is_index = above is not None and (node.kind == "operator" or is_layer(above))
    if above is not None and not is_index and not _is_mark(above):
        for number in [part for part in above.walk() if part.kind == "number"][:1]:
            yield from _neighbours("exponent", number)
    scripts = [script for script in (node.below, above if is_index else None) if script]
    for part in itertools.chain.from_iterable(script.walk() for script in scripts):
        if part.kind == "number":
            yield from _neighbours("index", part)
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
        first, last = (mark.start, above.end - 1) if is_layer(above) else (above.start - 1, above.end)
        yield kind, first, last, ""
    if is_layer(above) and declared.is_array(node) and not marks:
        yield kind, above.end - 1, above.end - 1, "T"


def _swapped(side: Node, text: str) -> Iterator[Edit]:
    """Exchange two names of one side, scripts included."""
    atoms = (n for n in side.walk_unscripted() if n.kind == "atom" and n.text not in _NO_NAMES)
    names = [atom for atom in atoms if atom.text.lstrip("\\")[:1].isalpha()]
    for first, second in itertools.combinations(names, 2):
        one, other = text[first.start : first.end], text[second.start : second.end]
        if one.split() != other.split() and first.end <= second.start:
            yield "swapped names", first.start, second.end, other + text[first.end : second.start] + one
