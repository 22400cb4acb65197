"""Numbers in prose: checked where they are marked, reported where they are not."""

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from proofread.claims.claim import Claim, Evidence, Kind, Scope, Span
from proofread.claims.rounding import LOOSE, mismatch
from proofread.claims.statement import Observer, check_statement, is_statement, require_one_truth
from proofread.pages.blocks import FormulaBlock, Number, Stray
from proofread.pages.findings import Wrong
from proofread.pages.markdown import Page

_ITEM = re.compile(r"^[ \t>]*(\d+)[.)](?=\s)", re.MULTILINE)
_INDEX = re.compile(
    r"_(?:\{[^{}]*\}|\w)|\^\{\(\w+\)\}|\\(?:begin|end|hspace|vspace|\[)\{[^{}]*\}(?:\{[^{}]*\})?"
)
_DIGITS = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_GLUED = (
    re.compile(r"(?:\d[.,]?|\]\{[^}\n]*\}|(?P<sign>(?<![\w)\]}])[-−]))\Z"),
    re.compile(r"[.,]?\d|[eE][+\-−]?\d|[⁰¹²³⁴-⁹]"),
)
"""What stands before or behind a checked number and makes another number of it."""
_TEXT = re.compile(r"\\(?:text|mathrm|textit|textbf|operatorname|mbox)\{([^{}]*)\}")


@dataclass
class NumberClaim(Claim):
    """A bracket with an expression: a number, `[0.3843]{y[0, 0]}`, or the words of a statement."""

    block: Number
    kind = Kind.NUMBER
    """Known once the expression has its value, which says whether the words are a statement."""

    def check(self, scope: Scope) -> Evidence:
        """Compare what is shown with the value at this place."""
        number, compared = self.block, Observer()
        value = scope.value(number.expression, compared)
        require_one_truth(number.expression, value)
        if is_statement(number.shown, value):
            self.kind = Kind.STATEMENT
            return check_statement(number, value, compared, scope)
        if part := glued(number, scope.page):
            raise Wrong(f"{part!r} beside the bracket makes another number of it: put it inside")
        if wrong := mismatch(number.shown.strip("`"), value):
            raise Wrong(wrong)
        return Evidence(number.expression)


@dataclass(frozen=True)
class Numeral(Claim):
    """A numeral in prose that nothing checks; it must be one of the constants that the site allows."""

    block: Span
    text: str
    kind = Kind.NUMERAL

    def check(self, scope: Scope) -> Evidence:
        """Report it."""
        advice = f"write [{self.text}]{{expression}}, or list it as constant"
        raise Wrong(f"nothing checks the number {self.text!r}: {advice}")


@dataclass(frozen=True)
class StrayClaim(Claim):
    """A mark that opens nothing."""

    block: Stray
    kind = Kind.PROSE

    def check(self, scope: Scope) -> Evidence:
        """Report it."""
        raise Wrong(self.block.message)


def glued(number: Number, page: Page) -> str:
    """Return what stands beside a checked number and makes another one of it; in formulas a sign is none."""
    before = _GLUED[0].search(page.text, max(0, number.start - 99), number.start)
    after = _GLUED[1].match(page.text, number.end)
    is_sign = before and before["sign"] and number not in page.numbers
    return next((found[0] for found in (before, after) if found and not (is_sign and found is before)), "")


def unchecked_numerals(
    page: Page, allowed: re.Pattern[str], code: Sequence[str], stated: Collection[int]
) -> Iterator[Numeral]:
    """Yield the numerals that are neither checked nor allowed.

    Parameters
    ----------
    page : Page
        Its prose, code spans, formulas and checked numbers are searched.
    allowed : Pattern
        What a site may state unchecked.
    code : sequence of str
        The code and output of the page, which prose may quote.
    stated : collection of int
        Where the formulas begin that state an equation: those are checked as such.
    """
    prose = _without_list_numbers(allowed.sub(_blank, page.prose))
    yield from (Numeral(Span(*m.span()), m[0]) for m in LOOSE.finditer(prose))
    checked = {number.start + 2 for number in page.numbers if re.fullmatch(r"`[^`]+`", number.shown)}
    for start, span in page.code_spans:
        if start not in checked and LOOSE.search(allowed.sub(_blank, span)) and not _quoted(span, code):
            yield Numeral(Span(start, start + len(span)), span)
    expressions = [n.expression for n in page.all_numbers if not _is_literal(n.expression)]
    for number in page.all_numbers:  # a literal proves nothing, unless code or another number uses it
        expression = number.expression.strip()
        if _is_literal(expression) and not _quoted(expression, [*code, *expressions]):
            yield Numeral(Span(number.start, number.end), number.shown)
    for formula in page.formulas:
        if formula.unchecked is None:
            yield from _in_formula(formula, allowed, formula.latex_start in stated)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _without_list_numbers(prose: str) -> str:
    """Blank the numbers that count the items of a list; a number out of order is text."""
    pieces, end, last = [], 0, 0
    for match in _ITEM.finditer(prose):
        number = int(match[1])
        if number in (1, last + 1):
            pieces += [prose[end : match.start(1)], " " * len(match[1])]
            end, last = match.end(1), number
    return "".join([*pieces, prose[end:]])


def _quoted(code: str, texts: Sequence[str]) -> bool:
    """Whether code stands in one of the texts as a whole: `5` is no quotation of `500`."""
    before = r"(?<![\w.\-])" if code[:1].isdigit() else r"(?<!\w)" if code[:1].isalpha() else ""
    after = r"(?!\w|\.\d)" if code[-1:].isalnum() else ""
    pattern = re.compile(before + re.escape(code) + after)
    return any(map(pattern.search, texts))


def _in_formula(formula: FormulaBlock, allowed: re.Pattern[str], stated: bool) -> Iterator[Numeral]:
    """Yield the numerals of a formula that states nothing, and those in the words of any formula."""
    latex = list(allowed.sub(_blank, formula.latex))
    for number in formula.numbers:
        place = slice(number.start - formula.latex_start, number.end - formula.latex_start)
        latex[place] = " " * (place.stop - place.start)
    visible = _INDEX.sub(_blank, "".join(latex))
    if stated:
        visible = " " * len(latex)
        for match in _TEXT.finditer("".join(latex)):
            visible = visible[: match.start(1)] + match[1] + visible[match.end(1) :]
    for match in _DIGITS.finditer(visible):
        if stated or match[0] not in {"0", "1", "2"}:
            start, end = (formula.latex_start + place for place in match.span())
            yield Numeral(Span(start, end), match[0])


def _is_literal(expression: str) -> bool:
    """Whether an expression is a number itself, which proves nothing."""
    try:
        return isinstance(ast.literal_eval(expression.strip()), int | float | str | tuple | list)
    except (ValueError, SyntaxError):
        return False
