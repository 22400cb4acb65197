"""What a tree means on this page.

`vocabulary`, `code`  the page's symbols to look up, and the code that they are tied to
`resolver`, `rules`   the tree with its calls, products, indices and derivatives told apart
`links`               formulas, and the links of their chains, as they stand on the page
`definitions`         what `:=` adds
`dependencies`        what reads what; `behind`: all that a tree rests on; `indices`: which of them stay open
`hints`               what to write instead of a name that is not declared
"""

from proofread.equations.meaning import rules

__all__ = ["rules"]
