"""The formulas of the built site are complete: MathML, with a glyph for each character."""

import re
from pathlib import Path

from fontTools.ttLib import TTFont

from proofread.website.maths.font import characters

FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
INVISIBLE = {0x2061, 0x2062, 0x2063}


def page(site: Path, address: str) -> str:
    return (site / address / ("" if address.endswith(".html") else "index.html")).read_text(encoding="utf-8")


def test_font_has_every_character_of_the_formulas(site: Path, address: str):
    cmap = TTFont(site / "assets" / "maths.woff2").getBestCmap()
    missing = characters(page(site, address)) - set(cmap) - INVISIBLE
    assert not missing, f"no glyph for {''.join(map(chr, sorted(missing)))}"


def test_font_is_small(site: Path):
    assert (site / "assets" / "maths.woff2").stat().st_size < 25_000


def test_font_is_fetched_early_where_there_are_formulas(site: Path, address: str):
    text = page(site, address)
    assert bool(FORMULA.search(text)) == ('maths.woff2" as="font"' in text)


def test_no_formula_waits_for_a_script(site: Path, address: str):
    text = page(site, address)
    assert 'class="arithmatex' not in text
    assert "mathjax" not in text.lower()
    assert "katex" not in text.lower()


def test_chapters_have_formulas_and_tagged_symbols(site: Path, pages: list[str]):
    chapters = [address for address in pages if address.startswith("learn/")]
    assert chapters
    tagged = sum("data-symbol=" in page(site, address) for address in chapters)
    assert tagged > len(chapters) / 2
