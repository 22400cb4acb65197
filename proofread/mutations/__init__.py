"""Planted errors: the proof that the checker finds what is wrong.

=======================================  ==============================================================
`mutant`                                 a planted error, and what became of it
`parser`, `declared`                     formulas and notation, read independently of the checker
`formulas`, `numbers`                    what is planted in equations; digits and shapes
`statements`, `code`                     what is planted in the expressions of statements; operators
`fingerprint`                            which edits of a formula are no errors, and so are not planted
`plan`                                   a random choice of all that, the same for the same seed
`trial`                                  a page's errors, tried by the checker's own claims
`equivalence`                            which digits and operators are provably no errors
`run`                                    one measurement: many pages and functions side by side
`report`                                 counted by page and kind, every escape with its place and reason
=======================================  ==============================================================
"""

from proofread.mutations.report import mutation_section, remarks, shortfalls, text_of, write_result
from proofread.mutations.run import RESULT, measure

__all__ = [
    "RESULT",
    "measure",
    "mutation_section",
    "remarks",
    "shortfalls",
    "text_of",
    "write_result",
]
