"""A claim is one thing that a page states and the checker decides: the common ground of all kinds.

A claim is checked in a `Scope`, where the page's code has run as far as the claim's place. It raises
`Wrong` when it is not true, `NotYet` when it needs a name that the page binds further down; such claims are
checked again at the page's end.
"""

import ast
import builtins
import os
import pickle
import signal
import threading
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Protocol

from proofread.config import Config
from proofread.pages.blocks import Fence
from proofread.pages.findings import Correction, Finding, Wrong
from proofread.pages.markdown import Page


class NotYet(Exception):
    """A claim needs a name that is not bound so far."""

    def __init__(self, name: str, names: frozenset[str]) -> None:
        super().__init__(f"the name {name!r} is bound nowhere on the page")
        self.names = names
        """All names that the claim needs; each must keep its value until the page's end."""


class TimeIsUp(BaseException):
    """A claim has taken longer than it may; no `except Exception` in a page's code holds it up."""


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
    """How the claim is counted where its kind has several forms: a definition, an inequality."""


class Claim(Protocol):
    """One thing that a page states."""

    @property
    def kind(self) -> str:
        """The kind under which it is counted."""

    @property
    def start(self) -> int:
        """Where on the page it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    def check(self, scope: "Scope") -> Evidence:
        """Return the evidence that the claim holds, or raise `Wrong` or `NotYet`."""


@dataclass(frozen=True)
class FenceClaim:
    """What the claims that a fence makes have in common: their place."""

    fence: Fence

    @property
    def start(self) -> int:
        """Where the fence opens."""
        return self.fence.start

    @property
    def end(self) -> int:
        """Where the fence closes."""
        return self.fence.end


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


class Observer(Protocol):
    """Sees what an expression does while it is evaluated."""

    def visit(self, tree: ast.AST) -> Any:
        """Return the expression as it is to be evaluated."""

    def names(self) -> dict[str, Any]:
        """Return what this expression needs beside the names of its page."""


@dataclass
class Scope:
    """A page while it is checked: its names so far, and what waits for its end."""

    page: Page
    path: str
    config: Config
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    waiting: list[tuple[Claim, dict[str, "_Mark"]]] = field(default_factory=list)

    def value(self, expression: str, observer: "Observer | None" = None) -> Any:
        """Return the value of an expression in the page's names; `NotYet` if a name is not bound."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                code = compile(expression.strip(), self.path, "eval", dont_inherit=True)
                if observer is None:
                    return eval(code, self.namespace)
                tree = observer.visit(ast.parse(expression.strip(), self.path, "eval"))
                code = compile(ast.fix_missing_locations(tree), self.path, "eval")
                return eval(code, self.namespace, observer.names())
        except (TimeIsUp, MemoryError, KeyboardInterrupt):
            raise
        except SyntaxError as error:
            raise Wrong(f"{expression!r} is not an expression: {error.msg}") from None
        except BaseException as error:
            if isinstance(error, NameError) and error.name:
                raise NotYet(error.name, _names(expression)) from None
            raise Wrong(f"{expression!r} raises {described(error)}") from None

    def wait(self, claim: Claim, names: frozenset[str]) -> None:
        """Check the claim again at the page's end, where its names must have had one value only."""
        self.waiting.append((claim, {name: _Mark() for name in names}))

    def note_bindings(self) -> None:
        """Remember what the names that claims wait for are bound to first."""
        for _, marks in self.waiting:
            for name, mark in marks.items():
                if not mark.bound and name in self.namespace:
                    marks[name] = _Mark.of(self.namespace[name])


def _names(expression: str) -> frozenset[str]:
    """Return the names that an expression reads, without those that it binds itself."""
    nodes = list(ast.walk(ast.parse(expression.strip(), mode="eval")))
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return frozenset(read - bound - {node.arg for node in nodes if isinstance(node, ast.arg)})


def described(error: BaseException) -> str:
    """Return an exception's type and message, also where the message cannot be had."""
    return traceback.format_exception_only(error)[-1].strip()


@dataclass(frozen=True)
class _Mark:
    """What a name was bound to: the object, and its content where that can be told."""

    bound: bool = False
    value: Any = None
    content: bytes | None = None

    @classmethod
    def of(cls, value: Any) -> "_Mark":
        try:
            return cls(True, value, pickle.dumps(value))
        except Exception:  # whatever an object of the page answers when asked for its content
            return cls(True, value)

    def same(self, other: "_Mark") -> bool:
        """Whether both have one content; two objects whose content cannot be told must be one."""
        return self.value is other.value if self.content is None else self.content == other.content


def run_claim(claim: Claim, scope: Scope) -> list[Result]:
    """Check one claim where it stands; there is no result yet if it has to wait for a name."""
    try:
        return [_judge(claim, scope)]
    except NotYet as error:
        scope.wait(claim, error.names)
        return []
    finally:
        scope.note_bindings()


def run_waiting(scope: Scope) -> list[Result]:
    """Check, at the page's end, the claims that came before the names they need."""
    waiting, scope.waiting = scope.waiting, []
    return [_judge(_Waited(claim, marks), scope) for claim, marks in waiting]


@dataclass
class _Waited:
    """A claim at the page's end, where the name it waited for must have had one meaning only."""

    claim: Claim
    marks: dict[str, _Mark]

    @property
    def kind(self) -> str:
        return self.claim.kind

    @property
    def start(self) -> int:
        return self.claim.start

    @property
    def end(self) -> int:
        return self.claim.end

    def check(self, scope: Scope) -> Evidence:
        for name, mark in self.marks.items():
            if mark.bound and not mark.same(_Mark.of(scope.namespace.get(name))):
                raise Wrong(f"the name {name!r} is bound anew or changed further down: which value is meant?")
        try:
            return self.claim.check(scope)
        except NotYet as error:
            raise Wrong(str(error)) from None


def _judge(claim: Claim, scope: Scope) -> Result:
    begin, evidence, wrong = perf_counter(), Evidence(), None
    try:
        with left_as_found(), time_limit(scope.config.seconds_per_claim):
            evidence = claim.check(scope)
    except NotYet:
        raise
    except TimeIsUp:
        wrong = Wrong(f"does not end within {scope.config.seconds_per_claim:g} s")
    except MemoryError:
        wrong = Wrong("needs more memory than a page may have")
    except Exception as error:  # the claims after it are still checked
        wrong = error if isinstance(error, Wrong) else Wrong(f"cannot be checked: {described(error)}")
    return _result(claim, scope, perf_counter() - begin, evidence, wrong)


def _result(claim: Claim, scope: Scope, seconds: float, evidence: Evidence, wrong: Wrong | None) -> Result:
    line, _ = scope.page.place(claim.start)
    result = Result(claim.kind, claim.start, line, seconds, evidence)
    if wrong:
        place = scope.page.place(claim.start if wrong.offset is None else wrong.offset)
        result.finding = Finding(scope.path, *place, str(wrong))
        result.correction = wrong.correction
    return result


@contextmanager
def left_as_found() -> Iterator[None]:
    """Restore what a page's code could change for the checker: the working directory and the builtins."""
    folder, names = Path.cwd(), dict(vars(builtins))
    try:
        yield
    finally:
        os.chdir(folder)
        vars(builtins).update(names)


PATIENCE = 5.0
"""Seconds on the clock for each one of work, so that a busy machine changes no verdict."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeIsUp` inside the block after so many seconds of work, where the system can interrupt it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    worked, begin = process_time(), perf_counter()

    def look(*_: object) -> None:
        if process_time() - worked >= 0.9 * seconds or perf_counter() - begin >= PATIENCE * seconds:
            raise TimeIsUp

    previous = signal.signal(signal.SIGALRM, look)
    # Again and again, in case the code caught it.
    outer = signal.setitimer(signal.ITIMER_REAL, seconds, min(seconds, 1.0))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *outer)
        signal.signal(signal.SIGALRM, previous)


def shown_path(path: Path, root: Path) -> str:
    """Return how findings name a page: relative to the site's root where it lies below it."""
    return path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else str(path)
