"""The notation block of a page: what its symbols are, where their values come from, their Python names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from proofread.equations.errors import NotationError, readable
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.notation import declarations
from proofread.equations.notation import tied_code as ties
from proofread.equations.notation.blocks import Line, sections
from proofread.equations.notation.keys import Row


@dataclass(frozen=True)
class Symbol:
    """A row of the page's symbol table."""

    latex: str
    python: str
    shape: tuple[str, ...]
    meaning: str
    code: str
    section: str


@dataclass(frozen=True)
class Size:
    """What a size letter counts; a number where the page fixes it."""

    words: str
    number: int | None


@dataclass
class Notation:
    """A page's notation block.

    Attributes
    ----------
    symbols : list of Symbol
        In the order written.
    sizes : dict
        Size letter -> `Size`.
    vocabulary : Vocabulary
        The same, in the form that equations are evaluated with.
    """

    symbols: list[Symbol] = field(default_factory=list)
    sizes: dict[str, Size] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @classmethod
    def read(cls, text: str) -> Notation:
        """Read the text of a notation block.

        Raises
        ------
        NotationError
            With the line in the block, where it cannot be used.
        """
        notation, found = cls(), sections(text)
        rows: list[tuple[int, Symbol]] = []
        for section, reader in _READERS:
            for line in found.get(section, []):
                try:
                    row = reader(notation.vocabulary, line)
                except NotationError:
                    raise
                except Exception as error:
                    raise NotationError(f"{line.key}: {readable(error).message}", line.number) from None
                if isinstance(row, Row):
                    tied = line.text if section == "code" else ""
                    symbol = Symbol(line.key, row.python, row.shape, line.meaning, tied, section)
                    rows.append((line.number, symbol))
        notation.symbols = [symbol for _, symbol in sorted(rows, key=lambda row: row[0])]
        counted = {line.key: declarations.number_and_words(line) for line in found.get("sizes", [])}
        notation.sizes = {letter: Size(words, number) for letter, (number, words) in counted.items()}
        return notation


_READERS: list[tuple[str, Callable[[Vocabulary, Line], Row | None]]] = [
    ("reading", declarations.reading),
    ("sizes", declarations.size),
    ("index", declarations.index),
    ("functions", declarations.announce),
    ("code", declarations.announce),
    ("given", declarations.given),
    ("random", declarations.random),
    ("parts", declarations.part),
    ("defined", declarations.defined),
    ("functions", declarations.function),
    ("code", ties.tie),
]
"""Every function is known before the first entry that may use it is read."""
