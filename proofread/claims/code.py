"""Python fences run, and what they print is what the page shows.

=================  ==========================================================================
`PlainExample`     a fence without prompts, and the ```output fence below it
`PromptExample`    one `>>>` of a fence with prompts, and the output below it
`Skipped`          a fence or formula that carries a reason why it is not checked
`Unread`           what cannot be checked as it stands, such as output without code above
=================  ==========================================================================
"""

import contextlib
import doctest
import re
from collections.abc import Iterator
from dataclasses import dataclass

from proofread.claims.claim import Claim, Evidence, Kind, Scope, Span
from proofread.claims.rounding import difference, indented, renewed
from proofread.pages.blocks import Cell, Example, Fence, FormulaBlock, Output, Program
from proofread.pages.findings import Correction, Wrong
from proofread.pages.markdown import Page
from proofread.running.session import Played

FLAGGED = "readers see the `# doctest:` flag: output is compared without any"


def stale(fence: Fence, start: int, end: int, printed: str) -> Correction:
    """Return what would correct the output of a fence."""
    return Correction(start, end, beside(fence, printed.strip("\n")) + "\n")


def missing(fence: Fence, printed: str) -> Correction:
    """Return what would show, below code, what it prints."""
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", printed)), default=0))
    shown = printed.strip("\n")
    return Correction(fence.end, fence.end, "\n" + beside(fence, f"\n{ticks}output\n{shown}\n{ticks}"))


def beside(fence: Fence, text: str) -> str:
    """Return lines with the marks and the indentation that a fence has."""
    margin = re.sub(r"[^>\s]", " ", fence.indent)  # a list's mark stands before its first line only
    return "\n".join((margin + line).rstrip() for line in text.split("\n"))


def code_line(fence: Fence, scope: Scope) -> int:
    """Return the page's line on which the fence's code begins."""
    return scope.page.place(fence.body_start)[0]


@dataclass(frozen=True)
class PlainExample(Claim):
    """A Python fence without prompts; what it prints is shown by an output fence below it."""

    block: Example | Program
    output: Output | None
    kind = Kind.CODE

    @property
    def end(self) -> int:
        """Where the code, or its output, closes."""
        return self.output.end if self.output else self.block.end

    def printed(self, scope: Scope) -> str:
        """Run the code in the page's names, and return what it prints."""
        return str(scope.ask("run", self.block.body, code_line(self.block, scope)))

    def check(self, scope: Scope) -> Evidence:
        """Run the code and compare what it prints."""
        printed = self.printed(scope)
        if self.output is None:
            if printed.strip() and not isinstance(self.block, Cell):
                raise Wrong(
                    f"the code prints, and no output fence below shows it:\n{indented(printed)}",
                    correction=missing(self.block, printed),
                )
            return Evidence("the code, run while the site was built")
        if self.output.unchecked is not None:
            return Evidence("the code, run while the site was built")
        if wrong := difference(self.output.body, printed):
            raise Wrong(
                wrong,
                self.output.start,
                stale(
                    self.output,
                    self.output.body_start,
                    self.output.body_end,
                    renewed(self.output.body, printed),
                ),
            )
        return Evidence("what the code printed while the site was built", artefact=printed)


@dataclass(frozen=True)
class PromptExample(Claim):
    """One example of a fence with prompts."""

    block: Span
    fence: Example
    example: doctest.Example
    kind = Kind.CODE

    def check(self, scope: Scope) -> Evidence:
        """Run the example and compare what it prints."""
        played, page, correction = Played(*scope.ask("play", self.example.source)), scope.page, None
        wrong = mistake(self.example, played)
        if not wrong:
            return Evidence("what the interpreter printed while the site was built")
        if played.printed and not played.raised and not self.example.exc_msg:
            first = page.place(self.start)[0] - 1 + self.example.source.count("\n")
            lines = [*page.line_starts, len(page.text)]
            place = lines[first], lines[first + self.example.want.count("\n")]
            blank_lines = re.sub(r"(?m)^[ \t]*$(?!\Z)", "<BLANKLINE>", played.printed.rstrip("\n"))
            correction = stale(self.fence, *place, renewed(self.example.want, blank_lines))
        raise Wrong(wrong, correction=correction)


def mistake(example: doctest.Example, played: Played) -> str:
    """Return what is wrong with an example, given what the interpreter answered, or nothing."""
    raised = played.raised and f"the code raises {played.raised}"
    if example.exc_msg is None:
        wrong = raised or difference(re.sub(r"(?m)^<BLANKLINE>$", "", example.want), played.printed)
    elif played.raised is None or difference(example.exc_msg, played.raised):
        wrong = f"the page shows {example.exc_msg.strip()}\n{raised or 'the code raises nothing'}"
    else:
        wrong = ""
    stray = f"the code writes to the error stream:\n{indented(played.complaint)}"
    return wrong or (stray if played.complaint else "")


def prompt_examples(fence: Example, page: Page) -> Iterator["PromptExample | Unread"]:
    """Yield the examples of a fence with prompts, or of a docstring."""
    try:
        examples = doctest.DocTestParser().get_examples(fence.body)
    except ValueError as error:
        yield Unread(fence, f"cannot be read as examples: {error}")
        return
    body_line = page.place(fence.body_start)[0]
    for example in examples:
        start = page.line_starts[body_line - 1 + example.lineno] + len(fence.indent)
        if example.options:
            yield Unread(fence, FLAGGED, start)
        else:
            yield PromptExample(Span(start, fence.end), fence, example)


def text_between(fence: Example) -> Iterator["Unread"]:
    """Yield what stands between the examples of a fence, where nobody would check it."""
    with contextlib.suppress(ValueError):  # reported by `prompt_examples`
        for piece in doctest.DocTestParser().parse(fence.body):
            if isinstance(piece, str) and piece.strip():
                yield Unread(fence, f"nothing checks this text between examples: {piece.strip()!r}")


@dataclass(frozen=True)
class Unread(Claim):
    """A fence, or a part of one, that cannot be checked as it stands."""

    block: Fence
    message: str
    offset: int | None = None
    kind = Kind.CODE

    def check(self, scope: Scope) -> Evidence:
        """Report it."""
        raise Wrong(self.message, self.offset)


@dataclass(frozen=True)
class Skipped(Claim):
    """A fence or a formula that its author took out of the checks, with the reason."""

    block: Fence | FormulaBlock
    reason: str
    kind = Kind.SKIPPED

    def check(self, scope: Scope) -> Evidence:
        """Demand that a reason is there."""
        if not self.reason.strip():
            raise Wrong("is left unchecked without a reason")
        return Evidence(f"not checked: {self.reason}")
