"""What is wrong, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong on a page; `str` gives `path:line:column: message`."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True)
class Correction:
    """A stale output, and what the code prints now."""

    start: int
    end: int
    text: str


class Wrong(Exception):
    """A claim is not true. The message says what the page shows and what would be right."""

    def __init__(self, message: str, offset: int | None = None, correction: Correction | None = None) -> None:
        super().__init__(message)
        self.offset = offset
        """Where in the page's text, if that is known better than the start of the claim."""
        self.correction = correction
