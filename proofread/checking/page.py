"""From a page to its findings: read it, collect its claims, check them in the order in which they stand."""

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from proofread.checking.journal import Journal
from proofread.claims.claim import (
    Claim,
    Evidence,
    Kind,
    Result,
    Scope,
    Span,
    run_claim,
    run_waiting,
    shown_path,
)
from proofread.claims.code import (
    PlainExample,
    Skipped,
    Unread,
    prompt_examples,
    stale,
    text_between,
)
from proofread.claims.docstring import docstring_claims
from proofread.claims.equation import EquationClaim, equation_claims
from proofread.claims.figure import FigureClaim
from proofread.claims.listing import SourceClaim, read_source
from proofread.claims.number import NumberClaim, StrayClaim, unchecked_numerals
from proofread.claims.program import ProgramClaim, read_program
from proofread.claims.rounding import LOOSE, difference
from proofread.claims.shape import NotationClaim, ShapeClaim
from proofread.config import Config
from proofread.pages.blocks import (
    Example,
    Fence,
    Figure,
    Listing,
    NotationBlock,
    Output,
    Program,
    Specimen,
    Stray,
    Text,
)
from proofread.pages.findings import Finding, Wrong
from proofread.pages.markdown import Page, read_page, text_of
from proofread.pages.references import wrong_marks
from proofread.pages.sentences import Sentence, unproved
from proofread.running import record
from proofread.running.process import Lost, Process

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
"""A reason may stand between code and its output."""
DIRECTIVES = ("changelog", "citation", "counts", "glossary", "ledger", "licences", "notation")
"""What a build can write in the place of `<!-- proofread: name -->`."""


@dataclass
class Report:
    """What became of one page."""

    path: str
    results: list[Result] = field(default_factory=list)
    unproved: list[Sentence] = field(default_factory=list)
    """The sentences that judge or compare and carry no check."""
    broken: Finding | None = None
    """Why the page could not be checked to its end."""

    @property
    def findings(self) -> list[Finding]:
        """What is wrong, in the order of the page."""
        found = [result.finding for result in self.results if result.finding]
        return sorted([*found, *([self.broken] if self.broken else [])])

    def artefacts(self) -> dict[int, str]:
        """Return what the build puts on the page, by the place of the claim that made it."""
        return {result.start: result.evidence.artefact for result in self.results if result.evidence.artefact}


def check_page(
    path: Path, config: Config, source: bytes | None = None, journal: Journal | None = None
) -> Report:
    """Check every claim of a Markdown file, or of the bytes it held, its code in a process of its own."""
    shown = shown_path(path, config.root)
    try:
        text = text_of(path.read_bytes() if source is None else source)
    except OSError as error:
        return broken(shown, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return broken(shown, f"is not UTF-8: {error.object[error.start : error.end]!r}", line)
    return check_text(text, shown, config, journal, apart=hasattr(os, "fork"))


def broken(path: str, message: str, line: int = 1) -> Report:
    """Return the report of a page that could not be checked as a whole."""
    return Report(path, broken=Finding(path, line, 1, message))


def check_text(
    text: str, path: str, config: Config, journal: Journal | None = None, apart: bool = False
) -> Report:
    """Check every claim of a Markdown text that findings name by this path.

    With `apart` its code runs in a process of its own, so that it cannot reach what judges it.
    """
    page, report, journal = read_page(text), Report(path), journal or Journal()
    process = Process(config.root, path, config.seconds_per_claim) if apart else None
    scope, place = Scope(page, path, config, process=process), (1, 1)
    try:
        for claim in page_claims(page, config):
            place = page.place(claim.start)
            journal.begins(*place)
            results = run_claim(claim, scope)
            journal.has(results)
            report.results += results
        report.results += run_waiting(scope)
        report.unproved = unproved(page, config.judging)
        if process:
            record.take(process.used())
    except (Lost, Wrong) as error:
        finding = Finding(path, *place, f"{error}; nothing below is checked")
        report.broken = finding
    finally:
        if process:
            process.end()
    return report


def page_claims(page: Page, config: Config) -> list[Claim]:
    """Return every claim of a page, in the order of checking: as they stand, shapes at the end."""
    notations = [fence for fence in page.fences if isinstance(fence, NotationBlock)]
    equations, page_end = list(equation_claims(page)), Span(len(page.text), len(page.text))
    unknown = (
        Stray(directive.start, directive.end, f"there is no directive {directive.name!r}")
        for directive in page.directives
        if directive.name not in DIRECTIVES
    )
    stated = {claim.link.formula.start for claim in equations if isinstance(claim, EquationClaim)}
    claims: list[Claim] = [
        *map(NotationClaim, notations),
        *_fence_claims(page),
        *docstring_claims(page, config),
        *equations,
        *map(NumberClaim, page.all_numbers),  # those in an alt text follow the figure's code, as they stand
        *unchecked_numerals(page, config.allowed, list(_code_on_page(page, config)), stated),
        *map(StrayClaim, [*page.strays, *wrong_marks(page), *unknown]),
        *(ShapeClaim(page_end, fence, page.notation) for fence in notations[:1]),
    ]
    return sorted(claims, key=lambda claim: claim.start)


def _fence_claims(page: Page) -> Iterator[Claim]:
    covered: set[int] = set()
    for fence, below in zip_longest(page.fences, page.fences[1:]):
        between = _COMMENT.sub("", page.text[fence.end : below.start]).strip(" \t\n>") if below else ""
        output = below if isinstance(below, Output) and not between else None
        prints = isinstance(fence, Specimen | Program) or (
            isinstance(fence, Example) and not isinstance(fence, Figure) and not fence.has_prompts
        )
        if output and prints and output.unchecked is None:
            covered.add(output.start)
        if fence.start not in covered:
            yield from _claims_of(fence, output, page)


def _claims_of(fence: Fence, output: Output | None, page: Page) -> Iterator[Claim]:
    if problem := fence.problem or _problem(fence):
        yield Unread(fence, problem)
        return
    if fence.unchecked is not None:
        yield Skipped(fence, fence.unchecked)
        return
    match fence:
        case Listing():
            yield SourceClaim(fence)
        case Figure():
            yield FigureClaim(fence)
        case Specimen():
            yield PageExample(fence, output)
        case Program():
            yield ProgramClaim(fence, output)
        case Example(has_prompts=True):
            yield from prompt_examples(fence, page)
            yield from text_between(fence)
        case Example():
            yield PlainExample(fence, output)


def _problem(fence: Fence) -> str:
    """Return why a fence that runs nothing cannot stand as it is; a reason lets it stand."""
    match fence:
        case Output(unchecked=None):
            return "this output stands below no code, so nothing checks it"
        case Text(unchecked=None) if "figure" in fence.attributes:
            return f"a figure is drawn by Python, not by {fence.language or 'a fence without a language'}"
        case Text(unchecked=None, shows_results=True, has_prompts=True):
            return "these examples are not run: call the fence python"
        case Text(unchecked=None, shows_results=True) if LOOSE.search(fence.body):
            return (
                "nothing checks the numbers in this fence: "
                "show them as output, below the code that prints them"
            )
    return ""


@dataclass(frozen=True)
class PageExample(Claim):
    """A fence that holds a page itself, such as this format's guide shows, and the findings below it."""

    block: Specimen
    output: Output | None
    kind = Kind.EXAMPLE_PAGE

    def check(self, scope: Scope) -> Evidence:
        """Check the page in the fence and compare its findings with those shown."""
        apart = scope.process is not None
        report = check_text(self.block.body, self.block.name, scope.config, apart=apart)
        found = "\n".join(map(str, report.findings))
        shown = self.output.body if self.output else ""
        if wrong := difference(shown, found):
            place = self.output or self.block
            raise Wrong(wrong, place.start, stale(place, place.body_start, place.body_end, found))
        return Evidence("the checker's own findings")


def _code_on_page(page: Page, config: Config) -> Iterator[str]:
    """Yield the code that the page runs or shows; prose may quote it."""
    for fence in page.fences:
        yield fence.body
        if isinstance(fence, Program):
            with contextlib.suppress(Exception):  # reported by the fence's own claim
                yield read_program(fence, config)
        if isinstance(fence, Listing):
            with contextlib.suppress(Exception):  # reported by the fence's own claim
                yield read_source(fence.symbol).code
