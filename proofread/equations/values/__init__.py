"""What a tree is worth at one point.

`points`       the random points at which equations are tried
`point`        one with the values of all symbols; `page_point`: the page's own values
`terms`        the value of a sum, a product, a matrix there (`arrays`, `locate`, `conditions`)
`calls`        of functions (`numbers`); `ranges`: of what runs over an index
`derivatives`  by numbers (`calculus`); `limits`, too; `expectations`: by weights

The rule for a kind of node is registered with `evaluate` of `point`.
"""

from proofread.equations.values import calls, derivatives, expectations, limits, ranges, terms

__all__ = ["calls", "derivatives", "expectations", "limits", "ranges", "terms"]
