"""Equations, checked from their own LaTeX.

===========  =====================================================================
`reading`    from LaTeX to a tree, which knows no page
`meaning`    what the tree means on this page
`notation`   what the page says its symbols are
`values`     what the tree is worth at one point
`judging`    whether both sides are worth the same, at several points
`equations`  all of that for one page
`errors`     what can be wrong with a notation block or an equation
===========  =====================================================================

Each package needs only those above it, and `errors`.
"""

from proofread.equations.equations import Equations
from proofread.equations.errors import NotationError
from proofread.equations.meaning.links import Formula, Link, Numeral, Verdict
from proofread.equations.notation.notation import Notation, Size, Symbol

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
