"""The bridge between a page's formulas and the equations they state."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from proofread.claims.claim import Evidence, NotYet, Scope
from proofread.claims.code import Skipped
from proofread.equations import Equations, Formula, Link, Numeral
from proofread.pages.blocks import FormulaBlock
from proofread.pages.findings import Wrong
from proofread.pages.markdown import Page


@dataclass(frozen=True)
class EquationClaim:
    """One link `a = b` of a chain, or a definition."""

    equations: Equations
    link: Link
    name: str = ""
    """What findings call the formula; nothing where it has no number."""
    kind: str = "equation"

    @property
    def start(self) -> int:
        """Where the link's left side stands."""
        return self.link.start

    @property
    def end(self) -> int:
        """Where its formula ends."""
        return self.link.formula.start + len(self.link.formula.latex)

    def check(self, scope: Scope) -> Evidence:
        """Evaluate both sides on random arrays of the declared shapes."""
        verdict = self.equations.check(self.link, values := _Values(scope))
        if values.missing and not verdict.ok:
            raise values.missing
        if not verdict.ok:
            raise Wrong(": ".join(filter(None, [self.name, verdict.message])), verdict.offset)
        return Evidence(verdict.against, verdict.tolerance, form=_form(self.link))


def _form(link: Link) -> str:
    """Return how a link is counted: what is neither defined nor compared nor a condition is an equation."""
    by_relation = {":=": "definition", "∈": "membership"} | dict.fromkeys("<>≤≥≠", "inequality")
    return "condition" if link.kind == "condition" else by_relation.get(link.relation, "equation")


@dataclass
class _Values:
    """The page's values for the checked numbers in a formula; it remembers a name that is not bound yet."""

    scope: Scope
    missing: NotYet | None = None

    def __call__(self, expression: str) -> Any:
        """Return the value of an expression."""
        try:
            return self.scope.value(expression)
        except NotYet as error:
            self.missing = error
            raise


@dataclass(frozen=True)
class UnusedSymbol:
    """A symbol that the notation block declares and no formula of the page uses."""

    start: int
    latex: str
    kind: ClassVar[str] = "notation"

    @property
    def end(self) -> int:
        """Where the symbol's name ends."""
        return self.start + len(self.latex)

    def check(self, scope: Scope) -> Evidence:
        """Report it."""
        raise Wrong(f"{self.latex} is declared and used nowhere on the page")


def equation_claims(page: Page) -> Iterator[EquationClaim | Skipped | UnusedSymbol]:
    """Yield a claim for each link of the page's formulas, and for each formula that is left unchecked."""
    notation, block = page.notation, page.notation_block
    equations = Equations(notation, [_formula(block) for block in page.formulas if block.unchecked is None])
    names = {equation.formula.latex_start: str(equation) for equation in page.equations}
    yield from (EquationClaim(equations, link, names.get(link.formula.start, "")) for link in equations.links)
    yield from (Skipped(b.start, b.end, b.unchecked) for b in page.formulas if b.unchecked is not None)
    if block is None:
        return
    for latex in equations.unused():
        if not any(latex in symbol.code for symbol in notation.symbols if symbol.latex != latex):
            yield UnusedSymbol(page.text.find(latex, block.body_start), latex)
    for letter in equations.unused_letters():
        yield UnusedSymbol(page.text.find(f"{letter}:", block.body_start), letter)


def _formula(block: FormulaBlock) -> Formula:
    numerals = tuple(
        Numeral(number.start + 1 - block.latex_start, number.shown, number.expression)
        for number in block.numbers
    )
    return Formula(block.latex, block.latex_start, block.display, numerals)
