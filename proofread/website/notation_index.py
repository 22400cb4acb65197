"""One table for the whole site: each symbol, its Python name, and the pages that use it."""

from collections.abc import Sequence

from proofread.equations import Symbol
from proofread.pages.markdown import Page
from proofread.website.render import symbol_row, symbol_rows


def tables(pages: Sequence[tuple[str, Page]]) -> str:
    """Return the notation of all pages, a Markdown table for each chapter (a folder of pages)."""
    chapters: dict[str, dict[tuple[str, str], Symbol]] = {}
    for uri, page in pages:
        name = uri.split("/")[-2].replace("-", " ").capitalize() if "/" in uri else "This site"
        for symbol in page.notation.symbols:
            chapters.setdefault(name, {}).setdefault((symbol.latex, symbol.python), symbol)
    rows = {
        name: [symbol_row(symbol) for symbol in symbols.values() if symbol.meaning]
        for name, symbols in chapters.items()
    }
    return "\n\n".join(f"## {name}\n\n{symbol_rows(lines)}" for name, lines in rows.items() if lines)
