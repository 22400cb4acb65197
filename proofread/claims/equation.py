"""The bridge between a page's formulas and the equations they state."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proofread.claims.claim import Claim, Evidence, Kind, NotYet, Scope, Span
from proofread.claims.code import Skipped
from proofread.equations import Equations, Formula, Link, Numeral
from proofread.pages.findings import Wrong
from proofread.pages.markdown import Page

FORMS = {":=": Kind.DEFINITION, "∈": Kind.MEMBERSHIP} | dict.fromkeys("<>≤≥≠", Kind.INEQUALITY)
"""How a link is counted by its relation; every other one is an equation."""


@dataclass(frozen=True)
class EquationClaim(Claim):
    """One link `a = b` of a chain, or a definition."""

    block: Span
    equations: Equations
    link: Link
    name: str = ""
    """What findings call the formula; nothing where it has no number."""
    kind = Kind.EQUATION

    def check(self, scope: Scope) -> Evidence:
        """Evaluate both sides on random arrays of the declared shapes."""
        verdict = self.equations.check(self.link, values := _Values(scope))
        if values.missing and not verdict.ok:
            raise values.missing
        if not verdict.ok:
            raise Wrong(": ".join(filter(None, [self.name, verdict.message])), verdict.offset)
        is_condition = self.link.kind == "condition"
        form = Kind.CONDITION if is_condition else FORMS.get(self.link.relation, Kind.EQUATION)
        return Evidence(verdict.against, verdict.tolerance, form=form)


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
class UnusedSymbol(Claim):
    """A symbol that the notation block declares and no formula of the page uses."""

    block: Span
    latex: str
    kind = Kind.NOTATION

    def check(self, scope: Scope) -> Evidence:
        """Report it."""
        raise Wrong(f"{self.latex} is declared and used nowhere on the page")


def equation_claims(page: Page) -> Iterator[EquationClaim | Skipped | UnusedSymbol]:
    """Yield a claim for each link of the page's formulas, and for each formula that is left unchecked."""
    notation, block = page.notation, page.notation_block
    formulas = [
        Formula(
            formula.latex,
            formula.latex_start,
            formula.display,
            tuple(Numeral(n.start + 1 - formula.latex_start, n.shown, n.expression) for n in formula.numbers),
        )
        for formula in page.formulas
        if formula.unchecked is None
    ]
    equations = Equations(notation, formulas)
    names = {equation.formula.latex_start: str(equation) for equation in page.equations}
    for link in equations.links:
        span = Span(link.start, link.formula.start + len(link.formula.latex))
        yield EquationClaim(span, equations, link, names.get(link.formula.start, ""))
    yield from (Skipped(f, f.unchecked) for f in page.formulas if f.unchecked is not None)
    if block is None:
        return
    for latex in equations.unused():
        if not any(latex in symbol.code for symbol in notation.symbols if symbol.latex != latex):
            start = page.text.find(latex, block.body_start)
            yield UnusedSymbol(Span(start, start + len(latex)), latex)
    for letter in equations.unused_letters():
        start = page.text.find(f"{letter}:", block.body_start)
        yield UnusedSymbol(Span(start, start + len(letter)), letter)
