"""What each kind of node means: every rule is registered in `resolver`, under the class of its node.

`trees`          nodes that mean what their parts mean, and words with their scripts
`runs`           factors in a row: in which order they multiply
`factors`        the cursor that takes them, and what the leading one takes with it
`callables`      words with a bracket behind them
`operators`      logarithms, roots of functions, gradients: what they act on
`dots`           dots whose neighbours say what they stand for
`expectations`   moments, and means over an index
`integrals`      integrals of one variable
`overs`          sums, products and extremes over an index; limits
`differentials`  fractions and slashes that are derivatives
"""

from proofread.equations.meaning.rules import callables, differentials, operators, runs, trees

__all__ = ["callables", "differentials", "operators", "runs", "trees"]
