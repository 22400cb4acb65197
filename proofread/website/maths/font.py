"""The mathematical font of the site: STIX Two Math, cut down to the glyphs that its formulas use.

- `characters` lists the characters that a page's MathML shows.
- `math_font` makes the WOFF2 file; the same characters give the same bytes.

The font is the work of the STIX Fonts Project Authors under the SIL Open Font License; the wheel of `ziamath`
carries it, and what it says about itself stays in the subset.
"""

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

TOKEN = re.compile(r"<(mi|mo|mn|mtext)\b([^>]*)>([^<]*)</")
FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
RADICAL = 0x221A
SPACE = 0x20

# A lone letter in <mi> is shown in italics: the first and last letter of each run, and the first's italic.
ITALICS = [(0x41, 0x5A, 0x1D434), (0x61, 0x7A, 0x1D44E), (0x391, 0x3A9, 0x1D6E2), (0x3B1, 0x3C9, 0x1D6FC)]
ITALIC_SIGNS = {
    0x68: 0x210E,
    0x2202: 0x1D715,
    0x2207: 0x1D6FB,
    0x3F5: 0x1D716,
    0x3D1: 0x1D717,
    0x3D5: 0x1D719,
}

# Chromium does not ask the font for the small forms that it sets as primes.
PRIMES = {0x2032: "minute.ssty", 0x2033: "second.ssty"}
ACCENTS = (0x20D6, 0x20D7, 0x0302, 0x0303, 0x0305, 0x030C, 0x0332)


def characters(page: str) -> frozenset[int]:
    """Return the code points that the formulas in the HTML of a page need.

    Those of the italics are added for one-letter identifiers, and the radical sign, which no text names.
    """
    formulas = "".join(FORMULA.findall(page))
    tokens = [(tag, attributes, html.unescape(text)) for tag, attributes, text in TOKEN.findall(formulas)]
    shown = {ord(character) for _, _, text in tokens for character in text}
    italics = {
        italic(ord(text))
        for tag, attributes, text in tokens
        if tag == "mi" and len(text) == 1 and "mathvariant" not in attributes
    }
    return frozenset(shown | italics | ({RADICAL} if re.search("<m(sqrt|root)", formulas) else set()))


def italic(character: int) -> int:
    """Return the code point in mathematical italics that a browser shows for a lone letter."""
    for first, last, italic_first in ITALICS:
        if first <= character <= last and character not in ITALIC_SIGNS:
            return italic_first + character - first
    return ITALIC_SIGNS.get(character, character)


@lru_cache(maxsize=2)
def math_font(code_points: frozenset[int]) -> bytes:
    """Return a WOFF2 font with these characters, their larger forms and the measures for formulas."""
    options = font_options()
    font = subset.load_font(str(font_path()), options, lazy=False)
    use_small_primes(font)
    give_width_to_accents(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes={SPACE, *code_points})
    subsetter.subset(font)
    file = BytesIO()
    subset.save_font(font, file, options)
    return file.getvalue()


def font_path() -> Path:
    """Return where the wheel of ziamath keeps the font.

    Raises
    ------
    FileNotFoundError
        If ziamath is not installed.
    """
    spec = find_spec("ziamath")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the font of the formulas comes with ziamath, which is not installed")
    return Path(spec.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"


def font_options() -> Any:
    """Keep what browsers read: no hints for pixels, no names of glyphs.

    The font's own date stays, so that bytes repeat. The second drawings of small letters (`ssty`) would
    double the file, and Chromium does not ask for them.
    """
    return subset.Options(
        flavor="woff2",
        layout_features=["dtls", "flac", "ccmp"],
        name_IDs=[0, 1, 2, 7, 13, 14],
        notdef_outline=True,
        glyph_names=False,
        hinting=False,
        recalc_timestamp=False,
        ignore_missing_unicodes=True,
    )


def use_small_primes(font: TTFont) -> None:
    """Show the primes in the size that they have above a letter."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update({sign: glyph for sign, glyph in PRIMES.items() if sign in table.cmap})


def give_width_to_accents(font: TTFont) -> None:
    """Give accents without width the width of their outline: Chromium centres them by it."""
    names = font.getBestCmap()
    accents = {names[sign] for sign in ACCENTS if sign in names}
    for glyph in accents | set(wider_forms(font, accents)):
        if font["hmtx"][glyph][0] == 0 and font["glyf"][glyph].numberOfContours > 0:
            move_to_origin(font, glyph)


def wider_forms(font: TTFont, glyphs: Iterable[str]) -> Iterable[str]:
    """List the glyphs that may stand for others where something wider is below."""
    variants = font["MATH"].table.MathVariants
    forms = dict(zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction, strict=True))
    return [
        form.VariantGlyph
        for glyph in glyphs
        if glyph in forms
        for form in forms[glyph].MathGlyphVariantRecord
    ]


def move_to_origin(font: TTFont, glyph: str) -> None:
    """Shift a glyph that hangs over what stands before it, with the point at which it is attached."""
    outline = font["glyf"][glyph]
    distance = -outline.xMin
    outline.coordinates.translate((distance, 0))
    outline.recalcBounds(font["glyf"])
    font["hmtx"][glyph] = (outline.xMax, 0)
    attachment = font["MATH"].table.MathGlyphInfo.MathTopAccentAttachment
    for name, point in zip(attachment.TopAccentCoverage.glyphs, attachment.TopAccentAttachment, strict=True):
        if name == glyph:
            point.Value += distance
    font["GDEF"].table.GlyphClassDef.classDefs[glyph] = 1  # a base glyph: HarfBuzz takes a mark's width away
