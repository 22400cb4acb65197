"""What the process of a page has found so far, in case that it does not live to report it.

Code on a page may end its process, or never let go of it.
Then the journal knows which claim was being checked, and what became of those before it.
"""

import pickle
from pathlib import Path
from typing import Any

Place = tuple[int, int]
"""A line and a column of the page."""


class Journal:
    """Writes each entry out at once; without a file it forgets them."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def begins(self, line: int, column: int) -> None:
        """Note where the claim stands that is checked next."""
        self._write((line, column))

    def has(self, results: list[Any]) -> None:
        """Note what became of it."""
        self._write(results)

    def _write(self, entry: object) -> None:
        if self.path:
            with self.path.open("ab") as file:
                pickle.dump(entry, file)


def read_journal(path: Path) -> tuple[list[Any], Place]:
    """Return the results in a journal, and where the last claim stands that was begun."""
    results: list[Any] = []
    place: Place = (1, 1)
    with path.open("rb") as file:
        while True:
            try:
                entry = pickle.load(file)
            except Exception:  # its end, or whatever half an entry raises
                return results, place
            if isinstance(entry, list):
                results += entry
            else:
                place = entry
