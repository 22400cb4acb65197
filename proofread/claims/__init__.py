"""What a page claims, and how each kind of claim is checked.

=============  ==============================================================================
`claim`        what a claim is, what it is checked with, and what becomes of it
`code`         Python fences run, and what they print
`listing`      code shown from a package
`program`      a whole program, run as its readers run it
`docstring`    the examples and labels of docstrings that a page shows
`figure`       figures drawn by the page's code; `svg` makes them light for browsers
`number`       numbers in prose; `rounding` says when a numeral is right
`statement`    words in prose that an expression decides
`equation`     equations evaluated from their own LaTeX
`shape`        symbol tables against the page's arrays
=============  ==============================================================================
"""
