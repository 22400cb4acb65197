"""What pages agree on: a LaTeX symbol has one Python name through the site, one shape in a chapter."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import PurePosixPath

from proofread.equations import Symbol
from proofread.pages.blocks import Fence
from proofread.pages.findings import Finding
from proofread.pages.markdown import Page

Use = tuple[str, Page, Fence, Symbol]


def disagreements(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield a finding for each symbol that has another name or shape than on a page before.

    Parameters
    ----------
    pages : mapping of str to Page
        The pages by the path that findings name, in reading order.
    """
    named: dict[str, Use] = {}
    shaped: dict[tuple[str, str], Use] = {}
    for use in _uses(pages):
        path, _, _, symbol = use
        first = named.setdefault(symbol.latex, use)
        if symbol.python != first[3].python:
            yield _finding(use, f"is {symbol.python} in Python here and {first[3].python} in {first[0]}")
        first = shaped.setdefault((str(PurePosixPath(path).parent), symbol.latex), use)
        if not _agree(symbol.shape, first[3].shape):
            shapes = [f"({', '.join(shape)})" for shape in (symbol.shape, first[3].shape)]
            yield _finding(use, f"has the shape {shapes[0]} here and {shapes[1]} in {first[0]}")


def _uses(pages: Mapping[str, Page]) -> Iterator[Use]:
    for path, page in pages.items():
        if fence := page.notation_block:
            yield from ((path, page, fence, symbol) for symbol in page.notation.symbols if symbol.python)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two shapes can be one: a letter may stand for a number; what is tied to code has none."""
    pairs = zip_longest(one, other) if one and other else ()
    return all(a == b or (a or "").isdigit() or (b or "").isdigit() for a, b in pairs)


def _finding(use: Use, message: str) -> Finding:
    path, page, fence, symbol = use
    offset = page.text.find(symbol.latex, fence.body_start)
    return Finding(path, *page.place(offset), f"{symbol.latex} {message}")
