"""A claim is one thing that a page states and the checker decides: the common ground of all kinds.

A claim is checked in a `Scope`, where the page's code has run as far as the claim's place. It raises
`Wrong` when it is not true, `NotYet` when it needs a name that the page binds further down; such claims are
checked again at the page's end.
"""

import ast
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol, Self

from proofread.config import Config
from proofread.pages.findings import Correction, Finding, Wrong
from proofread.pages.markdown import Page
from proofread.running import session
from proofread.running.limits import TimeIsUp, described, left_as_found, time_limit
from proofread.running.process import Process
from proofread.running.values import Callable


class NotYet(Exception):
    """A claim needs a name that is not bound so far."""

    def __init__(self, name: str, names: frozenset[str]) -> None:
        super().__init__(f"the name {name!r} is bound nowhere on the page")
        self.names = names
        """All names that the claim needs; each must keep its value until the page's end."""


class Kind(StrEnum):
    """How a claim is counted; of those with words for several, readers are told, in this order."""

    EQUATION = "equation", "equations"
    DEFINITION = "definition", "definitions"
    INEQUALITY = "inequality", "inequalities"
    MEMBERSHIP = "membership", "memberships"
    NUMBER = "number", "numbers"
    STATEMENT = "statement", "statements"
    CODE = "code", "code examples"
    SOURCE = "source", "listings from the package"
    FIGURE = "figure", "figures"
    SHAPE = "shape", "symbol tables"
    CELL = "cell", "notebook cells"
    SKIPPED = "skipped", "left unchecked"
    CONDITION = "condition"
    EXAMPLE_PAGE = "example page"
    NOTATION = "notation"
    NUMERAL = "numeral"
    PROSE = "prose"

    words: str
    """What several of it are called."""

    def __new__(cls, name: str, words: str = "") -> Self:
        """Make a kind that is its name."""
        kind = str.__new__(cls, name)
        kind._value_, kind.words = name, words
        return kind


@dataclass
class Evidence:
    """What the ledger and the built page know of a claim that holds."""

    against: str = ""
    """What it was checked against, in words for a reader."""
    tolerance: float | None = None
    """The largest relative difference that was met."""
    artefact: str = ""
    """What the build puts on the page: a figure's SVG, a symbol's source."""
    values: str = ""
    """What the values were that a statement compared."""
    form: str = ""
    """The kind under which it is counted where its claim's has several forms, such as a definition."""


class Placed(Protocol):
    """What has a place on a page."""

    @property
    def start(self) -> int:
        """Where it begins, as an offset in the page's text."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True)
class Span:
    """A part of a page that is no block of its own."""

    start: int
    end: int


class Claim(ABC):
    """One thing that a page states."""

    kind: Kind
    block: Placed
    """What of the page it is about."""

    @property
    def start(self) -> int:
        """Where on the page it begins."""
        return self.block.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.block.end

    @abstractmethod
    def check(self, scope: "Scope") -> Evidence:
        """Return the evidence that the claim holds, or raise `Wrong` or `NotYet`."""


@dataclass
class Result:
    """What became of a claim."""

    kind: str
    start: int
    line: int
    seconds: float
    evidence: Evidence = field(default_factory=Evidence)
    finding: Finding | None = None
    correction: Correction | None = None

    @property
    def code(self) -> str:
        """What programs, settings and baselines call its kind."""
        return self.kind.replace(" ", "-")


class Observer(Protocol):
    """Sees what an expression does while it is evaluated."""

    def visit(self, tree: ast.AST) -> Any:
        """Return the expression as it is to be evaluated."""

    note: str
    """What the rewritten expression calls to have something noted."""

    def sees(self, *noted: Any) -> None:
        """Take in what was noted."""


@dataclass
class Scope:
    """A page while it is checked: its names so far, and what waits for its end."""

    page: Page
    path: str
    config: Config
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    waiting: list[tuple[Claim, dict[str, str]]] = field(default_factory=list)
    """The claims, each with the names that it needs, and what tells the first content of each."""
    process: Process | None = None
    """Where the page's code runs; without it, here."""
    code_ran: bool = False

    def ask(self, operation: str, *arguments: Any, **named: Any) -> Any:
        """Return what a function of `proofread.running.session` returns in the page's names."""
        self.code_ran |= operation not in ("value", "call")
        if self.process:
            return self.process.ask(operation, *arguments, **named)
        return getattr(session, operation)(self.namespace, self.path, *arguments, **named)

    def value(self, expression: str, observer: "Observer | None" = None) -> Any:
        """Return the value of an expression in the page's names; `NotYet` if a name is not bound."""
        try:
            if observer is None or not (tree := parsed(expression)):
                value = self.ask("value", expression)
                return self._caller(expression) if isinstance(value, Callable) else value
            source = ast.unparse(ast.fix_missing_locations(observer.visit(tree)))
            value, noted = self.ask("observed", source, observer.note, expression)
            for seen in noted:
                observer.sees(*seen)
            return value
        except session.Unbound as error:
            raise NotYet(str(error), _names(expression)) from None

    def _caller(self, expression: str) -> Any:
        """Return a function that calls the page's where it is."""

        def call(*arguments: Any, **named: Any) -> Any:
            found, *message = self.ask("call", expression, *arguments, **named)
            if message:
                raise type(str(found), (Exception,), {})(*message)
            return found

        return call

    def wait(self, claim: Claim, names: frozenset[str]) -> None:
        """Check the claim again at the page's end, where its names must have had one value only."""
        self.waiting.append((claim, dict.fromkeys(names, "")))
        self.code_ran = True

    def note_bindings(self) -> None:
        """Remember what the names that claims wait for are bound to first."""
        unbound = sorted({name for _, marks in self.waiting for name, mark in marks.items() if not mark})
        if self.code_ran and unbound:
            found = self.ask("marks", unbound)
            for _, marks in self.waiting:
                marks.update(
                    {name: found[name] for name, mark in marks.items() if not mark and name in found}
                )
        self.code_ran = False

    def require_unchanged(self, marks: Mapping[str, str]) -> None:
        """Refuse names that are not what they were when they were bound first."""
        bound = sorted(name for name, mark in marks.items() if mark)
        now = self.ask("marks", bound) if bound else {}
        for name in bound:
            if now.get(name) != marks[name]:
                raise Wrong(f"the name {name!r} is bound anew or changed further down: which value is meant?")


def parsed(expression: str) -> ast.Expression | None:
    """Return the tree of an expression, if it is one."""
    try:
        return ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        return None


def _names(expression: str) -> frozenset[str]:
    """Return the names that an expression reads, without those that it binds itself."""
    nodes = list(ast.walk(ast.parse(expression.strip(), mode="eval")))
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return frozenset(read - bound - {node.arg for node in nodes if isinstance(node, ast.arg)})


def run_claim(claim: Claim, scope: Scope) -> list[Result]:
    """Check one claim where it stands; there is no result yet if it has to wait for a name."""
    try:
        return [_judged(claim, scope)]
    except NotYet as error:
        scope.wait(claim, error.names)
        return []
    finally:
        scope.note_bindings()


def run_waiting(scope: Scope) -> list[Result]:
    """Check, at the page's end, the claims that came before the names they need."""
    waiting, scope.waiting = scope.waiting, []
    return [_judged(claim, scope, marks) for claim, marks in waiting]


def _judged(claim: Claim, scope: Scope, marks: Mapping[str, str] | None = None) -> Result:
    """Check a claim; at the page's end, what marks the names that it waited for is given."""
    begin, evidence, wrong = perf_counter(), Evidence(), None
    try:
        with left_as_found(), time_limit(scope.config.seconds_per_claim):
            scope.require_unchanged(marks or {})
            evidence = claim.check(scope)
    except NotYet as error:
        if marks is None:
            raise
        wrong = Wrong(str(error))
    except TimeIsUp:
        wrong = Wrong(f"does not end within {scope.config.seconds_per_claim:g} s")
    except MemoryError:
        wrong = Wrong("needs more memory than a page may have")
    except Exception as error:  # the claims after it are still checked
        wrong = error if isinstance(error, Wrong) else Wrong(f"cannot be checked: {described(error)}")
    line, _ = scope.page.place(claim.start)
    result = Result(claim.kind, claim.start, line, perf_counter() - begin, evidence)
    if wrong:
        place = scope.page.place(claim.start if wrong.offset is None else wrong.offset)
        result.finding = Finding(scope.path, *place, str(wrong))
        result.correction = wrong.correction
    return result


def shown_path(path: Path, root: Path) -> str:
    """Return how findings name a page: relative to the site's root where it lies below it."""
    return path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else str(path)
