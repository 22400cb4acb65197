"""Formulas as a reader gets them: MathML that needs no script, in a font with the glyphs that the site uses.

`mathml` turns LaTeX into MathML; `font` cuts the font.
"""
