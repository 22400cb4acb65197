"""The page's own values: the point at which worked examples are evaluated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.meaning.dependencies import Dependencies
from proofread.equations.meaning.vocabulary import Key, Meaning, Vocabulary
from proofread.equations.reading.nodes import Reference
from proofread.equations.values.numbers.arrays import Value
from proofread.equations.values.point import Point, ValueKey, latex


class PagePoint(Point):
    """A point whose symbols have the values that their Python names have on the page."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        dependencies: Dependencies,
        value_of: Callable[[str], Any],
        read: set[Key],
    ) -> None:
        fixed = {letter: number for letter, number in vocabulary.sizes.items() if number is not None}
        super().__init__(vocabulary, dependencies, fixed, _unbound, value_of)
        for key in sorted(read):  # no other symbol than those that the link reads is asked for
            for meaning in (*vocabulary.meanings.get(key, ()), *vocabulary.shapes.get(key, ())):
                named = meaning.shape and meaning.python
                shape = np.shape(bound_on_page(meaning.python, value_of)) if named else ()
                for letter, number in zip(meaning.shape or (), shape, strict=False):
                    if not letter.isdigit():
                        self.sizes.setdefault(letter, number)
        for letter in vocabulary.sizes:
            asked = letter not in self.sizes and (letter, False, 0) in read and letter.isidentifier()
            number = bound_on_page(letter, value_of) if asked else None
            if isinstance(number, int):
                self.sizes[letter] = number

    def _compute(self, key: ValueKey, symbol: Reference) -> Value:
        meaning = self.matching(symbol.key, key[2])
        names = [meaning.python if meaning else ""]
        names += [shaped.python for shaped in self.vocabulary.shapes.get(symbol.key, ())]
        for name in names:
            found = bound_on_page(name, self.value_of) if name else None
            if isinstance(found, int | float | np.number | np.ndarray):
                if meaning is not None:
                    self.check_shape(meaning, symbol, found)
                return found if np.shape(found) else float(found)
        return super()._compute(key, symbol)


def _unbound(meaning: Meaning, key: ValueKey, point: Point) -> Value:
    raise Untrue(f"{latex(meaning.symbol)} ({meaning.python} in Python) has no value on the page here")


def bound_on_page(name: str, value_of: Callable[[str], Any]) -> Any:
    """Return the value of a name on the page, or `None` where it is not bound."""
    try:
        return value_of(name)
    except (TimeoutError, MemoryError):
        raise
    except Exception:  # whatever a namespace raises for a name that it does not hold
        return None
