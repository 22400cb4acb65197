"""A page's mutants, tried while the page runs: each meets the checker's own claims in its place.

The page runs once.
Where a mutant stands, the page's text with the error in it is read again, and those of its claims that touch
the error are checked.
If they hold, so may the rest: first the equations that ask the page for no value, then, for what is no
provable equivalent, the whole page from its beginning.
So an error escapes only where `check_text` itself finds nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from proofread.checking.page import check_text, page_claims
from proofread.claims.claim import Claim, Result, Scope, run_claim, run_waiting, shown_path
from proofread.claims.code import PlainExample, PromptExample
from proofread.claims.equation import EquationClaim
from proofread.claims.number import NumberClaim
from proofread.claims.statement import is_statement
from proofread.config import Config
from proofread.mutations import equivalence
from proofread.mutations.mutant import STATEMENT_KINDS, Mutant, Outcome
from proofread.mutations.numbers import want_of
from proofread.pages.markdown import Page, read_page

_AnyClaim = TypeVar("_AnyClaim")


@dataclass
class _Try:
    """A mutant, the page with it, and what is known so far."""

    mutant: Mutant
    scope: Scope
    claims: list[Claim]
    message: str = ""
    why_equivalent: str = ""
    done: bool = False

    @property
    def reach(self) -> tuple[int, int]:
        """Where the changed text stands on the changed page."""
        return self.mutant.start, self.mutant.start + len(self.mutant.new)


@dataclass
class Trial:
    """One page, its own scope, and the tries of its mutants."""

    path: Path
    config: Config
    text: str
    page: Page = field(init=False)
    scope: Scope = field(init=False)
    claims: list[Claim] = field(init=False)
    tries: list[_Try] = field(default_factory=list)
    printed: dict[int, str] = field(default_factory=lambda: defaultdict(str))

    def __post_init__(self) -> None:
        """Read the page."""
        self.page = read_page(self.text)
        self.scope = Scope(self.page, shown_path(self.path, self.config.root), self.config)
        self.claims = page_claims(self.page, self.config)

    def outcomes(self, mutants: Sequence[Mutant]) -> list[Outcome]:
        """Run the page once, and say what became of each mutant."""
        waiting = sorted(mutants, key=lambda mutant: mutant.start)
        for claim in self.claims:
            while waiting and waiting[0].start < claim.start:
                self._begin(waiting.pop(0))
            for result in run_claim(claim, self.scope):
                self.printed[claim.start] = result.evidence.artefact if result.kind == "code" else ""
            self._note_bindings()
        for mutant in waiting:
            self._begin(mutant)
        run_waiting(self.scope)
        return [self._end(one) for one in self.tries]

    def _note_bindings(self) -> None:
        for one in self.tries:
            if one.scope.waiting:
                one.scope.note_bindings()

    def _begin(self, mutant: Mutant) -> None:
        page = read_page(mutant.applied(self.text))
        scope = replace(self.scope, page=page, waiting=[])
        one = _Try(mutant, scope, page_claims(page, self.config))
        self.tries.append(one)
        one.why_equivalent = self._why_equivalent(one)
        if mutant.kind != "shape":
            one.message = _first_finding(self._touched(one), scope)

    def _touched(self, one: _Try) -> Iterator[Claim]:
        """Yield the claims that the error stands in; code is replaced by the printing of what it printed."""
        for claim in one.claims:
            start = claim.link.formula.start if isinstance(claim, EquationClaim) else claim.start
            if start <= one.reach[1] and one.reach[0] <= claim.end:
                replayed = self._replayed(claim, one)
                yield from [replayed] if replayed is not None else []

    def _replayed(self, claim: Claim, one: _Try) -> Claim | None:
        if isinstance(claim, PlainExample):
            body = f"print({self.printed[claim.start]!r}, end='')\n"
            fence = replace(claim.block, body=body)
            return PlainExample(fence, claim.output) if claim.output else None
        if isinstance(claim, PromptExample):
            one.scope = replace(one.scope, namespace=dict(one.scope.namespace))
            return claim if claim.start <= one.reach[0] < want_of(claim, one.scope.page)[1] else None
        return claim if isinstance(claim, EquationClaim | NumberClaim) or claim.kind == "numeral" else None

    # -- at the page's end -------------------------------------------------------------------------

    def _end(self, one: _Try) -> Outcome:
        waited = bool(one.scope.waiting)
        one.message = one.message or _message(run_waiting(one.scope))
        one.message = one.message or _first_finding(self._tables(one), one.scope)
        one.message = one.message or _first_finding(self._elsewhere(one), self._nowhere(one))
        if waited:  # for a name that was not bound where the error stands, so that nothing was known of it
            one.why_equivalent = self._why_equivalent(one)
        if not one.message and not one.why_equivalent:
            report = check_text(one.scope.page.text, one.scope.path, self.config)
            one.message = str(report.findings[0]) if report.findings else ""
        return self._outcome(one)

    def _tables(self, one: _Try) -> Iterator[Claim]:
        """Yield what the symbol table claims, if it is what was changed."""
        if one.mutant.kind == "shape":
            yield from (claim for claim in one.claims if claim.kind in ("notation", "shape"))

    def _elsewhere(self, one: _Try) -> Iterator[Claim]:
        """Yield the equations that an error may make wrong anywhere on the page, those below it first."""
        here = one.reach[0]
        if one.mutant.kind.startswith("digit") or one.mutant.kind in STATEMENT_KINDS:
            return
        yield from (claim for claim in one.claims if claim.kind == "equation" and claim.start > here)
        yield from (claim for claim in one.claims if claim.kind == "equation" and claim.start <= here)

    def _nowhere(self, one: _Try) -> Scope:
        """Return a scope without names: equations that ask for one are not judged in it."""
        return Scope(one.scope.page, one.scope.path, self.config)

    def _outcome(self, one: _Try) -> Outcome:
        line, column = self.page.place(one.mutant.start)
        place, change = f"{one.scope.path}:{line}:{column}", one.mutant.change(self.text)
        if one.why_equivalent:
            return Outcome(one.mutant, "equivalent", place, change, one.why_equivalent, bool(one.message))
        verdict, where = "caught" if one.message else "escaped", one.mutant.line(self.text)
        return Outcome(one.mutant, verdict, place, change, one.message, line=where)

    # -- equivalence -------------------------------------------------------------------------------

    def _why_equivalent(self, one: _Try) -> str:
        if one.mutant.kind == "digit in output":
            return "the same number, rounded" if self._same_output(one) else ""
        if one.mutant.kind == "digit in prose":
            if self._is_in_statement(one):
                return "words, which the expression beside them decides"
            return "the same number, rounded" if self._same_number(one) else ""
        if one.mutant.kind in STATEMENT_KINDS:
            return "true all the same" if self._is_true(one) else ""
        return ""  # an edit of a formula that is no error is not planted

    def _same_output(self, one: _Try) -> bool:
        for old, new in self._both(one, PlainExample):
            if old.output and new.output and old.output.start <= one.mutant.start < old.output.end:
                return equivalence.same_output(old.output.body, new.output.body, self.printed[old.start])
        return False

    def _is_true(self, one: _Try) -> bool:
        """Whether the changed expression of a statement is true, evaluated by Python alone."""
        numbers = one.scope.page.all_numbers
        here = [n for n in numbers if n.shown_end <= one.mutant.start < n.end]
        return len(here) == 1 and self._value(f"bool({here[0].expression})") is True

    def _same_number(self, one: _Try) -> bool:
        for old, new in self._both(one, NumberClaim):
            if old.start <= one.mutant.start < old.end:
                value = self._value(old.block.expression)
                return equivalence.same_number(old.block.shown, new.block.shown, value)
        return False

    def _is_in_statement(self, one: _Try) -> bool:
        """Whether what was changed are words of a statement: `two`, say, in `the two differ`."""
        inside = [n for n in self.page.numbers if n.start <= one.mutant.start < n.end]
        return bool(inside) and is_statement(inside[-1].shown, self._value(inside[-1].expression))

    def _both(self, one: _Try, kind: type[_AnyClaim]) -> Iterator[tuple[_AnyClaim, _AnyClaim]]:
        """Yield the claims of one kind before and after the change."""
        before, after = (
            [claim for claim in claims if isinstance(claim, kind)] for claims in (self.claims, one.claims)
        )
        yield from zip(before, after, strict=False)

    def _value(self, expression: str) -> Any:
        try:
            return eval(expression.strip(), dict(self.scope.namespace))
        except Exception:  # not bound yet, for example: then nothing is known of its rounding
            return None


def _first_finding(claims: Iterator[Claim], scope: Scope) -> str:
    """Check claims until one is wrong; return what is said of it."""
    for claim in claims:
        if message := _message(run_claim(claim, scope)):
            return message
    return ""


def _message(results: Sequence[Result]) -> str:
    return next((str(result.finding) for result in results if result.finding), "")
