"""Numbers in the text of a notebook: each stands in its code, or rounds what the code prints.

On a page a number carries the expression that it rounds. A notebook is read in other programs, too, which
would show the expression, so less is asked of it. Code in backticks states nothing: it is to be typed.
"""

import re
from collections.abc import Collection, Iterator

from proofread.checking.cell_outputs import ALT, Cell, Notebook, alt_text
from proofread.claims.claim import Kind, Result
from proofread.claims.number import unchecked_numerals
from proofread.claims.rounding import LOOSE, NUMERAL, difference
from proofread.pages.blocks import NotationBlock, Output, Text
from proofread.pages.findings import Finding
from proofread.pages.markdown import Page, read_page


def stray_numbers(notebook: Notebook, path: str, allowed: re.Pattern[str]) -> list[Result]:
    """Return a finding for each number in a Markdown cell or an alternative text that nothing backs."""
    known = {number for cell in notebook.cells for number in numbers_of(cell)}
    results = []
    for number, cell in enumerate(notebook.cells, start=1):
        text = cell.source if cell.cell_type == "markdown" else alt_text(cell.source) or ""
        for line, column, numeral in unknown_numbers(text, known, allowed):
            message = f"neither the code nor what it prints shows the number {numeral!r}"
            finding = Finding(f"{path}:cell {number}", line, column, message)
            results.append(Result(Kind.NUMERAL, number, number, 0.0, finding=finding))
    return results


def numbers_of(cell: Cell) -> Iterator[str]:
    """Yield the numbers of a code cell and of the text that it printed."""
    if cell.cell_type == "code":
        yield from NUMERAL.findall(ALT.sub("", cell.source, count=1))
        for output in cell.outputs:
            yield from NUMERAL.findall(output.get("text", "") or output.get("data", {}).get("text/plain", ""))


def unknown_numbers(
    text: str, known: Collection[str], allowed: re.Pattern[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and text of each number that none of those known rounds to."""
    page = read_page(text)
    code = {start for start, _ in page.code_spans}
    found = {n.start: n.text for n in unchecked_numerals(page, allowed, [], set()) if n.start not in code}
    found |= dict(shown_results(page))
    for start, numeral in sorted(found.items()):
        if all(difference(numeral, number) for number in known):
            yield *page.place(start), numeral


def shown_results(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the numbers in fences that may show results, and in the brackets that only a page can check."""
    for fence in page.fences:
        if isinstance(fence, Output | NotationBlock) or (isinstance(fence, Text) and fence.shows_results):
            yield from ((fence.body_start + m.start(), m[0]) for m in LOOSE.finditer(fence.body))
    for number in page.all_numbers:
        yield number.start, page.text[number.start : number.end]
