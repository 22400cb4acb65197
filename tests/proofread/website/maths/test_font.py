"""The font has every glyph of the formulas, few others, and the same bytes each time."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from proofread.website.maths import font as mathfont
from proofread.website.maths.font import characters, math_font
from proofread.website.maths.mathml import to_mathml


def font_of(*formulas: str) -> TTFont:
    page = "".join(to_mathml(formula, display=True) for formula in formulas)
    return TTFont(BytesIO(math_font(characters(page))))


@pytest.mark.parametrize(
    ("latex", "needed"),
    [
        ("x", "𝑥"),
        ("h", "ℎ"),
        (r"\sigma", "𝜎"),
        (r"\partial", "𝜕"),
        (r"\mathbf{w}", "𝐰"),
        (r"\log x", "log"),
        (r"\sqrt{2}", "√2"),
        (r"f'", "′"),
        (r"\text{mean of}", "mean\N{NO-BREAK SPACE}of"),
        (r"a \le b", "≤"),
    ],
)
def test_characters_are_those_that_a_browser_shows(latex: str, needed: str):
    assert {ord(character) for character in needed} <= characters(f"<p>{to_mathml(latex, display=True)}</p>")


def test_upright_letter_needs_no_italic():
    assert characters(to_mathml(r"\mathrm{d}", display=False)) == {ord("d")}


def test_text_outside_formulas_needs_no_glyph():
    assert characters("<p>α <mi>β</mi></p>") == frozenset()


def test_font_has_each_character_and_its_larger_forms():
    font = font_of(r"\sigma(x) = \sum_{i=1}^N \left( \sqrt{x} \right)")
    assert {ord(sign) for sign in "𝜎𝑥∑(√="} <= set(font.getBestCmap())
    assert len(font.getGlyphOrder()) > 2 * len(font.getBestCmap())
    assert "MATH" in font


def test_font_leaves_the_rest_out():
    assert len(math_font(frozenset({ord("x")}))) < 5_000
    assert ord("y") not in font_of("x").getBestCmap()


def test_font_keeps_its_licence():
    names = {record.nameID: str(record) for record in font_of("x")["name"].names}
    assert "STIX Fonts Project Authors" in names[0]
    assert "SIL Open Font License" in names[13]


def test_same_characters_give_the_same_bytes():
    wanted = frozenset(map(ord, "𝑥𝜎∑("))
    first = math_font(wanted)
    math_font.cache_clear()
    assert math_font(frozenset(sorted(wanted, reverse=True))) == first


def test_accents_have_the_width_of_their_outline():
    font = TTFont(mathfont.font_path())
    hat = font.getBestCmap()[0x0302]
    assert font["hmtx"][hat][0] == 0, "the shipped font has mended this: the patch can go"
    mathfont.give_width_to_accents(font)
    width, left = font["hmtx"][hat]
    assert (width, left) == (font["glyf"][hat].xMax, 0)
    assert width > 0


def test_primes_are_the_small_ones():
    font = TTFont(mathfont.font_path())
    mathfont.use_small_primes(font)
    assert font.getBestCmap()[0x2032] == "minute.ssty"


def test_missing_ziamath_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mathfont, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="ziamath"):
        mathfont.font_path()
