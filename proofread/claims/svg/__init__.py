"""Figures made light: browsers draw them quickly, and readers wait for fewer bytes.

==========  ==================================================
`marks`     the marks of a scatter plot joined into one path
`outlines`  corners of outlines that nobody can see, dropped
`glyphs`    the letters of a figure by short steps
==========  ==================================================
"""
