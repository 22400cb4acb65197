"""Planted errors: the proof that the checker finds what is wrong.

=======================================  ==============================================================
`mutant`                                 a planted error, and what became of it
`latex`, `declared`                      formulas and notation, read independently of the checker
`formulas`, `numbers`, `code`            what is planted in equations; digits and shapes; operators
`plan`                                   a random choice of all that, the same for the same seed
`trial`                                  a page's errors, tried by the checker's own claims
`polynomials`, `canonical`, `chains`     a normal form of formulas
`equivalence`, `bounds`                  which of them are provably no errors
`run`                                    many pages and functions side by side
`measure`                                all of that for the pages without findings
`known`                                  why some escape, and whether they still do
`report`                                 counted by page and kind, every escape with its place
=======================================  ==============================================================
"""

from proofread.mutations.measure import RESULT, measure
from proofread.mutations.report import mutation_section, remarks, shortfalls, text_of, write_result

__all__ = [
    "RESULT",
    "measure",
    "mutation_section",
    "remarks",
    "shortfalls",
    "text_of",
    "write_result",
]
