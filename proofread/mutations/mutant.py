"""What a planted error is, and what became of it."""

from dataclasses import dataclass
from pathlib import Path

EQUATION_KINDS = (
    "sign", "factor", "exponent", "index", "transposed matrix", "swapped names", "dropped term", "constant",
)  # fmt: skip
STATEMENT_KINDS = ("turned comparison", "moved bound", "swapped array")
KINDS = (*EQUATION_KINDS, "digit in output", "digit in prose", *STATEMENT_KINDS, "shape", "operator")
"""The kinds of errors, in the order of the report."""


@dataclass(frozen=True)
class Mutant:
    """One error: the text from `start` to `end` of a file is replaced."""

    path: Path
    """A page, or the module of a shown function."""
    kind: str
    start: int
    end: int
    new: str
    symbol: str = ""
    """The shown function that an operator stands in."""
    pages: tuple[Path, ...] = ()
    """For an operator: the pages to check, those that show the function first."""
    statement: int = 0
    """For an operator: where its statement begins."""

    def applied(self, text: str) -> str:
        """Return the file's text with the error in it."""
        return text[: self.start] + self.new + text[self.end :]

    def stopped(self, text: str) -> str:
        """Return the module's text with an exception before the statement, to see if a page comes there."""
        indent = self.statement - text.rfind("\n", 0, self.statement) - 1
        stop = "raise RuntimeError('reached')\n" + " " * indent
        return text[: self.statement] + stop + text[self.statement :]

    def line(self, text: str) -> str:
        """Return the line that the error stands in, as it was."""
        end = text.find("\n", self.start)
        return text[text.rfind("\n", 0, self.start) + 1 : end if end >= 0 else len(text)].strip()

    def outcome(self, text: str, path: str, message: str, why_equivalent: str) -> "Outcome":
        """Return what became of the error in this text, which is shown as that of `path`."""
        line, column = text.count("\n", 0, self.start) + 1, self.start - text.rfind("\n", 0, self.start)
        place, change = f"{path}:{line}:{column}", self.change(text)
        if why_equivalent:
            return Outcome(self, "equivalent", place, change, why_equivalent, disputed=bool(message))
        verdict = "caught" if message else "escaped"
        return Outcome(self, verdict, place, change, message, line=self.line(text))

    def change(self, text: str) -> str:
        """Say what was changed."""
        old, new = " ".join(text[self.start : self.end].split()), " ".join(self.new.split())
        if not old:
            return f"`{new}` added before `{_after(text, self.end)}`"
        return f"`{old}` became `{new}`" if new else f"`{old}` removed before `{_after(text, self.end)}`"


def _after(text: str, offset: int) -> str:
    rest = " ".join(text[offset : offset + 40].split())
    return rest[:16] + ("…" if len(rest) > 16 else "")


@dataclass(frozen=True)
class Outcome:
    """What became of a planted error: caught, equivalent, unreached or escaped.

    Equivalent is what provably is no error; unreached an operator that no page's code comes to.
    """

    mutant: Mutant
    verdict: str
    place: str
    change: str
    message: str = ""
    """What the checker said; for an equivalent one, why it is."""
    disputed: bool = False
    """The checker reported an error that is provably none."""
    line: str = ""
    """The line of the file, as it was."""
