"""Which mutants are no errors, decided without the checker: when in doubt, one is an error.

A digit is judged by Python's own rounding of the value, an operator by the syntax tree, or by the bits that a
function gives. What is no error in a formula is not planted, and no shape is taken for another.
"""

import ast
import inspect
import re
import warnings
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import numpy as np

from proofread.mutations.code import Places
from proofread.mutations.mutant import Mutant

_SHOWN = re.compile(r"[-−]?\d[\d,]*(?:\.\d*)?(?:[eE][-+]?\d+)?|[-−]?\.\d+(?:[eE][-+]?\d+)?")


def same_number(old: str, new: str, value: Any) -> bool:
    """Whether a checked number that showed `old` is a correct rounding of its value with `new`, too."""
    shown, before, values = _SHOWN.findall(new), _SHOWN.findall(old), list(_flat(value))
    if not len(shown) == len(before) == len(values) or _SHOWN.sub("#", old) != _SHOWN.sub("#", new):
        return False
    return all(a == b or _is_rounding(b, v) for a, b, v in zip(before, shown, values, strict=True))


def same_output(old: str, new: str, printed: str) -> bool:
    """Whether an output that showed `old` is a correct rounding of what was printed with `new`, too."""
    is_same_text = _SHOWN.sub("#", old) == _SHOWN.sub("#", printed)
    return is_same_text and same_number(old, new, _SHOWN.findall(printed))


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def _is_rounding(shown: str, value: Any) -> bool:
    """Whether a numeral is what rounding gives, ties to either side; whole numbers do not round."""
    try:
        numeral = Decimal(shown.replace(",", "").replace("−", "-"))
        exact = Decimal(value.replace(",", "").replace("−", "-") if isinstance(value, str) else float(value))
        rounded = [exact.quantize(numeral, how) for how in (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_HALF_DOWN)]
    except (InvalidOperation, ValueError, TypeError):
        return False
    return "." in shown and numeral in rounded and numeral.is_signed() == exact.is_signed()


def same_code(old: str, new: str) -> bool:
    """Whether two texts of a module have the same syntax tree, numerals computed with and `x * 1` dropped."""
    try:
        before, after = (ast.dump(_Simple().visit(ast.parse(text))) for text in (old, new))
    except SyntaxError:
        return False
    return before == after


class _Simple(ast.NodeTransformer):
    """Leaves out what changes no value: `x * 1`, `x / 1`, `x ** 1`, `+x`."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:  # the name that ast calls
        self.generic_visit(node)
        is_one = isinstance(node.right, ast.Constant) and node.right.value == 1
        return node.left if is_one and isinstance(node.op, ast.Mult | ast.Div | ast.Pow) else node


# -- comparisons with a bound ---------------------------------------------------------------------

_EXCHANGES = ({">=", ">"}, {"<=", "<"})


def same_at_bound(mutant: Mutant, text: str) -> bool:
    """Whether a comparison and the one planted in its place provably give a function the same values.

    `z >= 0` and `z > 0` differ at the bound alone. Where a function of one array compares its own argument
    with a number, exchanging the two is no error if the function gives the same bits at that number, as it
    does where two formulas meet. The bits are compared at many other numbers, too: at the neighbours of the
    bound, at both zeros, at subnormal and infinite numbers, at every power of two, and at random bits.
    """
    if {text[mutant.start : mutant.end], mutant.new} not in _EXCHANGES:
        return False
    place = Places(text)
    single = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Compare) and len(n.ops) == 1)
    here = (n for n in single if place.end(n.left) <= mutant.start < place.start(n.comparators[0]))
    comparison = next(here, None)
    if comparison is None or not isinstance(comparison.left, ast.Name):
        return False
    try:
        bound = float(ast.literal_eval(comparison.comparators[0]))
    except (ValueError, TypeError):
        return False
    try:
        old, new = (_values(_function(mutant, source), bound) for source in (text, mutant.applied(text)))
        argument = slice(place.start(comparison.left), place.end(comparison.left))
        return old == new and _compares_its_argument(mutant, text, argument, bound)
    except Exception:  # it wants other arguments, or refuses some of these
        return False


def _compares_its_argument(mutant: Mutant, text: str, name: slice, bound: float) -> bool:
    """Whether what is compared is the argument as it was given, not something computed from it."""
    function = _function(mutant, f"{text[: name.start]}_met({text[name]}){text[name.stop :]}")
    met: list[Any] = []

    def note(value: Any) -> Any:
        met.append(value)
        return value

    function.__globals__["_met"] = note
    _values(function, bound)
    return all(np.array_equal(m, z, equal_nan=True) for m, z in zip(met, _arguments(bound), strict=True))


def _function(mutant: Mutant, text: str) -> Callable[..., Any]:
    """Return the function as this text of its module defines it."""
    module, _, name = mutant.symbol.rpartition(".")
    names: dict[str, Any] = {"__name__": module, "__file__": str(mutant.path)}
    exec(compile(text, str(mutant.path), "exec"), names)
    function: Callable[..., Any] = names[name]
    (_,) = inspect.signature(function).parameters
    return function


def _values(function: Callable[..., Any], bound: float) -> list[bytes]:
    """Return the bits of what a function gives for all numbers at once, and for the bound alone."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [np.asarray(function(z)).tobytes() for z in _arguments(bound)]


def _arguments(bound: float) -> list[Any]:
    powers = 2.0 ** np.arange(-1074, 1024)
    patterns = np.random.default_rng(0).integers(0, 2**64, 4096, dtype=np.uint64).view(np.float64)
    around = np.array([bound, *(np.nextafter(bound, far) for far in (-np.inf, np.inf)), 0.0, np.inf])
    numbers = np.concatenate([around, -around, powers, -powers, patterns])
    return [numbers, np.array([[bound]]), np.float64(bound)]
