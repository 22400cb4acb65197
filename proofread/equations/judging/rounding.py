r"""`\approx`: the numeral on the right is the correct rounding of the left side at the digits shown."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from proofread.equations.errors import Untrue
from proofread.equations.judging.compare import Difference, number
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node
from proofread.equations.values.numbers.arrays import Value, squeezed

_DIGITS = 3
_SLACK = 1e-9  # half a unit, and what floating point loses on the way to it


def is_numeral(node: Node) -> bool:
    """Whether a side is of numerals alone, tied or not: what is near to it is rounded."""
    items = [item for row in node.rows for item in row] if isinstance(node, nodes.Matrix) else [node]
    kinds = (nodes.Reference, nodes.Position, nodes.Over, nodes.Call)
    return not any(isinstance(inner, kinds) for item in items for inner in nodes.walk(item))


def is_rounded(node: Node) -> bool:
    """Whether a side is a numeral, or a matrix of numerals; a sum of tied numerals is not, it counts exactly.

    Raises
    ------
    Untrue
        If it holds decimals that are neither.
    """
    if isinstance(node, nodes.Matrix):
        return all(_decimal(item) is not None for row in node.rows for item in row)
    if _decimal(node) is not None:
        return True
    loose = [n.text for n in nodes.walk(node) if isinstance(n, nodes.Number) and "." in n.text]
    tied = any(isinstance(n, nodes.Tied) for n in nodes.walk(node))
    if loose or not tied:
        raise Untrue(
            "right of \\approx stands one numeral, or an expression of numerals that are tied to the page"
        )
    return False


def is_worked_out(left: Node, right: Node) -> bool:
    r"""Whether a link works a decimal numeral out from numerals alone, as `\sqrt{0.074} = 0.272` does."""
    kinds = (nodes.Tied, nodes.Reference, nodes.Position)
    shown = _decimal(right)
    return shown is not None and shown[1] < 0 and not any(isinstance(n, kinds) for n in nodes.walk(left))


def worked_out(left: Value, right: Node) -> Difference:
    r"""Take a numeral of three digits or more on `=` as the rounding it is; for fewer `\approx` says so."""
    difference, shown = rounds(left, right), _decimal(right)
    if difference.message or shown is None or len(shown[0].as_tuple().digits) >= _DIGITS:
        return difference
    return Difference(f"left {number(squeezed(left))}, right {shown[0]}: write \\approx for so few digits")


def _decimal(node: Node) -> tuple[Decimal, int] | None:
    """Return a numeral and the exponent of its last digit."""
    match node:
        case nodes.Number(text=text):
            return Decimal(text), -len(text.partition(".")[2])
        case nodes.Negative(of=of):
            inner = _decimal(of)
            return None if inner is None else (-inner[0], inner[1])
        case nodes.Product(left=left, right=nodes.Power(base=nodes.Number(text="10"), exponent=exponent)):
            mantissa, power = _decimal(left), _decimal(exponent)
            if mantissa is None or power is None or power[1]:
                return None
            return mantissa[0].scaleb(int(power[0])), mantissa[1] + int(power[0])
    return None


def rounds(left: Value, right: Node) -> Difference:
    """Compare exact values with the numerals that they are shown as."""
    left = squeezed(left)
    rows = right.rows if isinstance(right, nodes.Matrix) else ((right,),)
    shape = (len(rows), len(rows[0]))
    if np.shape(left) != shape and not (np.shape(left) == () and shape == (1, 1)):
        return Difference(f"left side has shape {np.shape(left)}, right side has shape {shape}")
    items = [item for row in rows for item in row]
    for value, node in zip(np.ravel(np.real(left)).tolist(), items, strict=True):
        found = _decimal(node)
        assert found is not None
        shown, last = found
        if not np.isfinite(value) or abs(value - float(shown)) > 0.5 * 10.0**last * (1 + _SLACK) + 1e-15:
            rounded = f"{value:.{max(-last, 0)}f}" if last <= 0 else number(value)
            return Difference(f"left {number(value)} is shown as {shown}, rounded it is {rounded}")
    return Difference()
