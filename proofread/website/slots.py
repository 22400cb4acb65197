"""What the build holds of a page passes the generator by its number: a slot, filled in the HTML that is made.

A mark that survives Markdown wherever it stands carries the number: in a formula a command of LaTeX, on a
fence a class, for a figure words around its caption. No order has to be trusted, and what is lost on the way,
or shown twice, stops the build.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping


class Lost(ValueError):
    """Something checked is not, or not once, on the page that was made."""


def filled(
    content: str, slot: re.Pattern[str], expected: Mapping[int, str], fill: Callable[[re.Match[str]], str]
) -> str:
    """Return a page's HTML with its slots filled.

    Parameters
    ----------
    content : str
        The HTML, as the generator made it.
    slot : Pattern
        What a slot looks like there; its group `number` is the number.
    expected : mapping of int to str
        What belongs on the page, by its number, and how an author knows it.
    fill : callable
        From a slot that was found to what stands in its place.

    Raises
    ------
    Lost
        If one of those expected is not in the HTML exactly once.
    """
    found = Counter(int(match["number"]) for match in slot.finditer(content))
    for number, name in expected.items():
        if found[number] != 1:
            raise Lost(f"{name} is on the page {found[number]} times")
    return slot.sub(fill, content)
