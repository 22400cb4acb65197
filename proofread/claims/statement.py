"""Words that state what an expression decides: `[the gradient is small there]{norm < 1}`.

Where the value of an expression is a truth value, the words in the bracket are a statement and must be true.
What was compared is written down during the one evaluation, for a second one could meet other values.
"""

import ast
import numbers
import re
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any

import numpy as np

from proofread.claims.claim import Evidence, Scope
from proofread.claims.rounding import LOOSE, WORDS
from proofread.pages.blocks import Number
from proofread.pages.findings import Wrong
from proofread.pages.markdown import Page

SAID = {"true": True, "yes": True, "false": False, "no": False}
"""Words that show a truth value, where others state what makes it true."""
DIGITS = range(4, 17)
"""How many digits of a value are told: the fewest that tell the compared values apart."""
_LOOPS = (ast.Lambda, ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp)


# -- what was compared -----------------------------------------------------------------------------


@dataclass
class Observer(ast.NodeTransformer):
    """Has an expression note the operands of its comparisons while it is evaluated.

    Those inside a comprehension or a lambda have many values, and are left alone.
    """

    compared: list[dict[str, Any]] = field(default_factory=list)
    """For each comparison the operands that were evaluated: as they are written, with their values."""
    note: str = "__compared__"
    """What the rewritten expression calls with an operand."""

    def sees(self, comparison: int, source: str, value: Any) -> None:
        """Take in the value of an operand."""
        self.compared[comparison][source] = value

    def visit(self, node: ast.AST) -> Any:
        """Leave what is evaluated elsewhere, or many times."""
        return node if isinstance(node, _LOOPS) else super().visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """Wrap each operand in a call that notes its value."""
        note, number = ast.Name(self.note, ast.Load()), ast.Constant(len(self.compared))
        self.compared.append({})
        operands: list[ast.expr] = [
            ast.Call(note, [number, ast.Constant(ast.unparse(part)), self.visit(part)], [])
            for part in (node.left, *node.comparators)
        ]
        return ast.Compare(operands[0], node.ops, operands[1:])

    def __str__(self) -> str:
        """Say which values were compared: `norm = 13.7, rates from 0.01 to 0.05`."""
        told = []
        for operands in self.compared:
            beside = [product(a, b) for a, b in pairwise(map(_ends, operands.values()))]
            pairs = [(a, b) for one in beside for a, b in one if len({a, b}) > 1]
            digits = (n for n in DIGITS if all(_number(a, n) != _number(b, n) for a, b in pairs))
            enough = next(digits, DIGITS.stop)
            # Literals say their value themselves.
            told += [f"{name} {_text(v, enough)}" for name, v in operands.items() if not is_literal(name)]
        return ", ".join(dict.fromkeys(told))


def _ends(value: Any) -> list[Any]:
    """Return a number, or the least and the largest of an array; nothing of anything else."""
    if isinstance(value, np.ndarray | list | tuple):
        array = np.asarray(value, dtype=None if isinstance(value, np.ndarray) else object)
        is_real = all(isinstance(entry, numbers.Real) for entry in array.flat)
        value = [array.min(), array.max()] if array.size and is_real else []
    return value if isinstance(value, list) else [value] if isinstance(value, numbers.Real) else []


def _text(value: Any, digits: int) -> str:
    ends = list(dict.fromkeys(_number(end, digits) for end in _ends(value)))
    if len(ends) > 1:
        return f"from {ends[0]} to {ends[1]}"
    text = ends[0] if ends else " ".join(repr(value).split())
    return f"= {text if len(text) <= 60 else f'{text[:59]}…'}"


def _number(value: Any, digits: int) -> str:
    return str(value) if isinstance(value, numbers.Integral | np.bool_) else f"{value:.{digits}g}"


def is_literal(expression: str) -> bool:
    """Whether an expression is a value itself, which proves nothing."""
    try:
        ast.literal_eval(expression.strip())
    except (ValueError, SyntaxError):
        return False
    return True


# -- what is stated --------------------------------------------------------------------------------


def is_statement(shown: str, value: Any) -> bool:
    """Whether a bracket states that its value is true; it may also show the truth value itself."""
    is_truth = isinstance(value, bool | np.bool_) or (_is_mask(value) and value.ndim == 0)
    return is_truth and shown.strip("`*_ ").lower() not in SAID


def _is_mask(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == bool


def require_one_truth(expression: str, value: Any) -> None:
    """Refuse an array of truth values: it does not say whether one of them is meant, or all."""
    if _is_mask(value) and value.ndim:
        raise Wrong(f"{expression.strip()} is an array of truth values: write .all() or .any()")


def check_statement(number: Number, value: Any, compared: Observer, scope: Scope) -> Evidence:
    """Return the evidence that the words of a bracket are true, and no more than its expression decides."""
    expression, values = number.expression.strip(), str(compared)
    if not any(isinstance(node, ast.Name) for node in ast.walk(ast.parse(expression, mode="eval"))):
        raise Wrong(f"{expression} holds on every page: compare a value of this one")
    if any(number in formula.numbers for formula in scope.page.formulas):
        raise Wrong(f"{expression} is a truth value: a statement stands in a sentence, not in a formula")
    words = scope.config.allowed.sub(" ", _own_words(number, scope.page))
    if not re.search(r"[^\W\d_]", LOOSE.sub("", words)) or words.strip("*_ ").lower() in WORDS:
        raise Wrong(
            f"{number.shown!r} is a number, but {expression} a truth value: state in words what is so"
        )
    if "](" in words:
        raise Wrong("nobody follows a link in the words of a statement: put it beside the bracket")
    if numeral := LOOSE.search(words):
        advice = f"write [{numeral[0]}]{{expression}} within its words"
        raise Wrong(f"nothing checks the number {numeral[0]!r} in this statement: {advice}")
    if not value:
        raise Wrong(f"this is not so: {values}{', so ' if values else ''}{expression} is False")
    return Evidence(expression, values=values)


def _own_words(number: Number, page: Page) -> str:
    """Return the words of a statement without code, formulas and numbers, which are checked themselves."""
    inside = [(other.start, other.end) for other in page.all_numbers if other != number]
    inside += [(formula.start, formula.end) for formula in page.formulas]
    inside += [(start, start + len(code)) for start, code in page.code_spans]
    words = number.shown
    for start, end in inside:
        if number.start < start and end <= number.shown_end:
            first, last = start - number.start - 1, end - number.start - 1
            words = words[:first] + " " * (last - first) + words[last:]
    return words
