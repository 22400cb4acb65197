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
    uses = (
        (path, page, fence, symbol)
        for path, page in pages.items()
        if (fence := page.notation_block)
        for symbol in page.notation.symbols
        if symbol.python
    )
    for use in uses:
        path, _, _, symbol = use
        first = named.setdefault(symbol.latex, use)
        if symbol.python != first[3].python:
            yield _finding(use, f"is {symbol.python} in Python here and {first[3].python} in {first[0]}")
        first = shaped.setdefault((str(PurePosixPath(path).parent), symbol.latex), use)
        here, there = symbol.shape, first[3].shape
        sizes = zip_longest(here, there, fillvalue="") if here and there else ()  # tied to code, it has none
        if not all(a == b or a.isdigit() or b.isdigit() for a, b in sizes):  # a letter stands for any number
            shapes = [f"({', '.join(shape)})" for shape in (here, there)]
            yield _finding(use, f"has the shape {shapes[0]} here and {shapes[1]} in {first[0]}")


def _finding(use: Use, message: str) -> Finding:
    path, page, fence, symbol = use
    offset = page.text.find(symbol.latex, fence.body_start)
    return Finding(path, *page.place(offset), f"{symbol.latex} {message}")
