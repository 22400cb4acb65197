"""The equations of a page: its display formulas, each with its number and its address."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from proofread.pages.blocks import FormulaBlock

PREFIX = "eq-"
LABEL = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
"""A label begins with a letter and an address made from LaTeX with a digit, so they never meet."""
DIGITS = 8


@dataclass(frozen=True)
class Equation:
    """A display formula, with what it is called."""

    formula: FormulaBlock
    number: int
    """Its place among the equations of its page, from 1."""
    id: str
    """Its address on the page: `#id` leads to it."""
    label: str = ""

    @property
    def shown(self) -> str:
        """The number as a reader sees it."""
        return f"({self.number})"

    def __str__(self) -> str:
        """Return how findings name it."""
        return " ".join(["equation", *filter(None, [self.label]), self.shown])


def numbered(formulas: Iterable[FormulaBlock]) -> list[Equation]:
    """Return the display formulas with their numbers; those in headings have none.

    An address stays when other equations come or go: it is made of the author's label, or else of the LaTeX.
    """
    displayed = [formula for formula in formulas if formula.display and not formula.in_heading]
    uses: Counter[str] = Counter()
    found = []
    for number, formula in enumerate(displayed, 1):
        label = next((label.name for label in formula.labels if LABEL.fullmatch(label.name)), "")
        digest = hashlib.sha256(" ".join(formula.latex.split()).encode()).digest()  # however it is spaced
        address = PREFIX + (label or str(int.from_bytes(digest) % 10**DIGITS).zfill(DIGITS))
        uses[address] += 1
        repeated = f"-{uses[address]}" if uses[address] > 1 else ""
        found.append(Equation(formula, number, address + repeated, label))
    return found
