"""What the process of a page has found so far, in case that it does not live to report it.

Code on a page may end its process, or never let go of it.
Then the journal knows which claim was being checked, and what became of those before it.
"""

from pathlib import Path

from proofread.checking.plain import Damaged, read, written
from proofread.claims.claim import Result
from proofread.running import record

Place = tuple[int, int]
"""A line and a column of the page."""


class Journal:
    """Writes each entry out at once; without a file it forgets them."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def begins(self, line: int, column: int) -> None:
        """Note where the claim stands that is checked next."""
        self._write((line, column))

    def has(self, results: list[Result]) -> None:
        """Note what became of it."""
        self._write(results)

    def _write(self, entry: list[Result] | Place) -> None:
        if self.path:
            with record.not_heard(), self.path.open("a", encoding="ascii") as file:
                file.write(written(entry) + "\n")


def read_journal(path: Path) -> tuple[list[Result], Place]:
    """Return the results in a journal, and where the last claim stands that was begun."""
    results: list[Result] = []
    place: Place = (1, 1)
    for line in path.read_bytes().splitlines():
        try:
            entry: list[Result] | Place = read(list[Result] | Place, line)
        except Damaged:  # half an entry
            break
        if isinstance(entry, tuple):
            place = entry
        else:
            results += entry
    return results, place
