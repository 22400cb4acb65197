"""Which mutants are no errors, decided without the checker: when in doubt, one is an error.

A digit is judged by Python's own rounding of the value, a formula by its normal form, an operator by that of
its syntax tree.
No shape is taken for another.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import numpy as np

from proofread.mutations.canonical import Canonical
from proofread.mutations.formulas import tree_of
from proofread.pages.blocks import FormulaBlock

_SHOWN = re.compile(r"[-−]?\d[\d,]*(?:\.\d*)?(?:[eE][-+]?\d+)?|[-−]?\.\d+(?:[eE][-+]?\d+)?")


def same_number(old: str, new: str, value: Any) -> bool:
    """Whether a checked number that showed `old` is a correct rounding of its value with `new`, too."""
    shown, before, values = _SHOWN.findall(new), _SHOWN.findall(old), list(_flat(value))
    if not len(shown) == len(before) == len(values) or _SHOWN.sub("#", old) != _SHOWN.sub("#", new):
        return False
    return all(a == b or _is_rounding(b, v) for a, b, v in zip(before, shown, values, strict=True))


def same_output(old: str, new: str, printed: str) -> bool:
    """Whether an output that showed `old` is a correct rounding of what was printed with `new`, too."""
    return (
        same_number(old, new, _SHOWN.findall(printed))
        if _SHOWN.sub("#", old) == _SHOWN.sub("#", printed)
        else False
    )


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def _is_rounding(shown: str, value: Any) -> bool:
    """Whether a numeral is what rounding gives, ties to either side; whole numbers do not round."""
    try:
        numeral = Decimal(shown.replace(",", "").replace("−", "-"))
        exact = Decimal(value.replace(",", "").replace("−", "-") if isinstance(value, str) else float(value))
        rounded = [exact.quantize(numeral, how) for how in (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_HALF_DOWN)]
    except (InvalidOperation, ValueError, TypeError):
        return False
    return "." in shown and numeral in rounded and numeral.is_signed() == exact.is_signed()


def same_formula(old: FormulaBlock, new: FormulaBlock, canonical: Canonical) -> bool:
    """Whether every statement of a formula is the same one in normal form, or true by its form alone."""
    before, after = ([canonical.statement(part) for part in tree_of(block).parts] for block in (old, new))
    if len(before) != len(after):
        return False
    return all(_follows(a, b) for a, b in zip(before, after, strict=True))


def _follows(before: Sequence[Any], after: Sequence[Any]) -> bool:
    """Whether each link is one of those before, or says that a thing is itself; a definition cannot."""
    if before == after:
        return True
    is_definition = any(link[:1] == (":=",) for link in before)
    return not is_definition and all(link == ("true",) or link in before for link in after)


def same_code(old: str, new: str) -> bool:
    """Whether two texts of a module have the same syntax tree, numerals computed with and `x * 1` dropped."""
    try:
        return _normal(old) == _normal(new)
    except SyntaxError:
        return False


def _normal(text: str) -> str:
    return ast.dump(_Simple().visit(ast.parse(text)))


class _Simple(ast.NodeTransformer):
    """Leaves out what changes no value: `x * 1`, `x / 1`, `x ** 1`, `+x`."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:  # the name that ast calls
        self.generic_visit(node)
        is_one = isinstance(node.right, ast.Constant) and node.right.value == 1
        return node.left if is_one and isinstance(node.op, ast.Mult | ast.Div | ast.Pow) else node
