"""One table for the whole site: each symbol, its Python name, and the pages that use it."""

from collections.abc import Sequence

from proofread.equations import Symbol
from proofread.pages.markdown import Page
from proofread.website.render import symbol_row, symbol_rows


def tables(pages: Sequence[tuple[str, Page]]) -> str:
    """Return the notation of all pages, a Markdown table for each chapter (a folder of pages)."""
    chapters: dict[str, dict[tuple[str, str], Symbol]] = {}
    for uri, page in pages:
        for symbol in page.notation.symbols:
            chapters.setdefault(_chapter(uri), {}).setdefault((symbol.latex, symbol.python), symbol)
    return "\n\n".join(_table(name, list(symbols.values())) for name, symbols in chapters.items())


def _chapter(uri: str) -> str:
    return uri.split("/")[-2].replace("-", " ").capitalize() if "/" in uri else "This site"


def _table(name: str, symbols: list[Symbol]) -> str:
    rows = [symbol_row(symbol) for symbol in symbols if symbol.meaning]
    return f"## {name}\n\n{symbol_rows(rows)}" if rows else ""
