"""Brackets with what checks them, `[shown]{expression}`, wherever they stand."""

import re
from collections.abc import Iterator

from proofread.pages.blocks import Number

_WORDS = r"[^\[\]\n]*(?:\n(?![ \t>]*(?:\n|\Z))[^\[\]\n]*)*"  # on one line or several, but in one paragraph
_SHOWN = rf"(?!\]){_WORDS}(?:\[{_WORDS}\]{_WORDS}){{0,4}}"
NUMBER = re.compile(rf"(?<![A-Za-z\\!\]])\[(?P<shown>{_SHOWN})\]\{{(?P<expression>[^}}\n|]+)\}}")
"""A bracket may hold others: the digits of an array, or checked numbers in the words of a statement."""


def numbers_in(rest: str, text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the brackets of a part of a page, each before those within it.

    Parameters
    ----------
    rest : str
        The page with everything blanked that is read already.
    text : str
        The page as it is written.
    start, end : int
        The part to read.
    """
    for m in NUMBER.finditer(rest, start, end):
        yield Number(m.start(), m.end(), text[m.start("shown") : m.end("shown")], m["expression"])
        yield from numbers_in(rest, text, m.start("shown"), m.end("shown"))


def read_numbers(text: str, start: int = 0) -> list[Number]:
    """Return the checked numbers in a piece of text, such as an alt text, that stands at `start`."""
    found = numbers_in(text, text, 0, len(text))
    return [Number(start + n.start, start + n.end, n.shown, n.expression) for n in found]


def without_numbers(text: str) -> str:
    """Return the text as the reader sees it: each checked number replaced by what it shows."""
    return NUMBER.sub(lambda m: without_numbers(m["shown"]), text)
