"""A page's mutants, tried while the page runs: each meets the checker's own claims in its place.

The page runs once.
Where a mutant stands, the page's text with the error in it is read again, and those of its claims that touch
the error are checked.
If they hold, so may the rest: first the equations that ask the page for no value, then, for what is no
provable equivalent, the whole page from its beginning.
So an error escapes only where `check_text` itself finds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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

_AnyClaim = TypeVar("_AnyClaim", bound=Claim)


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
            for one in self.tries:
                if one.scope.waiting:
                    one.scope.note_bindings()
        for mutant in waiting:
            self._begin(mutant)
        run_waiting(self.scope)
        return [self._end(one) for one in self.tries]

    def _begin(self, mutant: Mutant) -> None:
        page = read_page(mutant.applied(self.text))
        scope = replace(self.scope, page=page, waiting=[])
        one = _Try(mutant, scope, page_claims(page, self.config))
        self.tries.append(one)
        one.why_equivalent = self._why_equivalent(one)
        if mutant.kind != "shape":
            one.message = first_finding(self._touched(one), scope)

    def _touched(self, one: _Try) -> Iterator[Claim]:
        """Yield the claims that the error stands in; code is replaced by the printing of what it printed."""
        first, last = one.reach
        for claim in one.claims:
            start = claim.link.formula.start if isinstance(claim, EquationClaim) else claim.start
            if not start <= last or not first <= claim.end:
                continue
            if isinstance(claim, PlainExample) and claim.output:
                printing = f"print({self.printed[claim.start]!r}, end='')\n"
                yield PlainExample(replace(claim.block, body=printing), claim.output)
            elif isinstance(claim, PromptExample):
                one.scope = replace(one.scope, namespace=dict(one.scope.namespace))
                if claim.start <= first < want_of(claim, one.scope.page)[1]:
                    yield claim
            elif isinstance(claim, EquationClaim | NumberClaim) or claim.kind == "numeral":
                yield claim

    # -- at the page's end -------------------------------------------------------------------------

    def _end(self, one: _Try) -> Outcome:
        waited, kind, here = bool(one.scope.waiting), one.mutant.kind, one.reach[0]
        # The symbol table is what a changed shape changes; the equations below an error are asked before
        # those above it, in a scope without names: those that ask for a value are not judged there.
        table = [c for c in one.claims if kind == "shape" and c.kind in ("notation", "shape")]
        can_reach = not kind.startswith("digit") and kind not in STATEMENT_KINDS
        equations = [c for c in one.claims if can_reach and c.kind == "equation"]
        equations.sort(key=lambda claim: claim.start <= here)
        one.message = (
            one.message
            or message_of(run_waiting(one.scope))
            or first_finding(table, one.scope)
            or first_finding(equations, Scope(one.scope.page, one.scope.path, self.config))
        )
        if waited:  # for a name that was not bound where the error stands, so that nothing was known of it
            one.why_equivalent = self._why_equivalent(one)
        if not one.message and not one.why_equivalent:
            report = check_text(one.scope.page.text, one.scope.path, self.config)
            one.message = str(report.findings[0]) if report.findings else ""
        return one.mutant.outcome(self.text, one.scope.path, one.message, one.why_equivalent)

    # -- equivalence -------------------------------------------------------------------------------

    def _why_equivalent(self, one: _Try) -> str:
        """Say why a mutant is no error; an edit of a formula that is none is not planted."""
        kind, here, is_rounding = one.mutant.kind, one.mutant.start, False
        if kind == "digit in output":
            for code, changed in self._meeting(one, PlainExample):
                if code.output and changed.output:
                    printed = self.printed[code.start]
                    is_rounding = equivalence.same_output(code.output.body, changed.output.body, printed)
        elif kind == "digit in prose":
            inside = [n for n in self.page.numbers if n.start <= here < n.end]
            if inside and is_statement(inside[-1].shown, self._value(inside[-1].expression)):
                return "words, which the expression beside them decides"
            for old, new in self._meeting(one, NumberClaim):
                value = self._value(old.block.expression)
                is_rounding = equivalence.same_number(old.block.shown, new.block.shown, value)
        elif kind in STATEMENT_KINDS:
            inside = [n for n in one.scope.page.all_numbers if n.shown_end <= here < n.end]
            if len(inside) == 1 and self._value(f"bool({inside[0].expression})") is True:
                return "true all the same"
        return "the same number, rounded" if is_rounding else ""

    def _meeting(self, one: _Try, kind: type[_AnyClaim]) -> Iterator[tuple[_AnyClaim, _AnyClaim]]:
        """Yield the claim of one kind that the error stands in, before and after the change."""
        before, after = (
            [claim for claim in claims if isinstance(claim, kind)] for claims in (self.claims, one.claims)
        )
        for old, new in zip(before, after, strict=False):
            if old.start <= one.mutant.start < old.end:
                yield old, new

    def _value(self, expression: str) -> Any:
        try:
            return eval(expression.strip(), dict(self.scope.namespace))
        except Exception:  # not bound yet, for example: then nothing is known of its rounding
            return None


def first_finding(claims: Iterable[Claim], scope: Scope) -> str:
    """Check claims until one is wrong; return what is said of it."""
    return next(filter(None, (message_of(run_claim(claim, scope)) for claim in claims)), "")


def message_of(results: Sequence[Result]) -> str:
    """Return the first finding among results."""
    return next((str(result.finding) for result in results if result.finding), "")
