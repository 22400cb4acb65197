"""Equations, checked from their own LaTeX.

notation    what a page's symbols are: its notation block (blocks, declarations, ties, keys)
vocabulary  the same to look up; dependencies: what reads what
layout      formulas cut into chains, columns kept (spellings, bars)
grammar     LaTeX -> tree; it knows no page
resolve     the tree on this page: calls, products, indices, derivatives
            (runs, callables, operators, overs, limits, differentials, symbols)
definitions what `:=` adds
world       a point with the values of all symbols; page_world: the page's own values
evaluate    the value of a tree there
            (arrays, functions, calls, ranges, locate, derivatives, calculus, limits)
judge       both sides at several points, and how they differ
            (points, behind, compare, rounding, sets, conditions)
equations   all of that for one page
"""

from proofread.equations.equations import Equations
from proofread.equations.errors import NotationError
from proofread.equations.links import Formula, Link, Numeral, Verdict
from proofread.equations.notation import Notation, Size, Symbol

__all__ = [
    "Equations",
    "Formula",
    "Link",
    "Notation",
    "NotationError",
    "Numeral",
    "Size",
    "Symbol",
    "Verdict",
]
