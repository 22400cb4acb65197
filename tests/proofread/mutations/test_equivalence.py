"""Which planted errors are none: decided by rounding, syntax and bits, never by the checker."""

import numpy as np
import pytest

from proofread.mutations.equivalence import same_at_bound, same_code, same_number, same_output
from proofread.mutations.mutant import Mutant


@pytest.mark.parametrize(
    ("old", "new", "value", "equal"),
    [
        ("0.12", "0.13", 0.125, True),  # half a unit away from both
        ("0.12", "0.13", 0.12499, False),
        ("0.3843", "0.3844", 0.38432, False),
        ("(0.5, 0.25)", "(0.5, 0.26)", np.array([0.5, 0.25]), False),
        ("(0.5, 0.2)", "(0.5, 0.3)", np.array([0.5, 0.25]), True),
        ("2", "3", 2.5, False),
        ("three", "four", 3, False),
        ("0.5", "0.6", None, False),
    ],
)
def test_a_digit_is_judged_by_rounding(old: str, new: str, value: object, equal: bool):
    assert same_number(old, new, value) is equal


def test_an_output_is_judged_by_what_was_printed():
    assert same_output("[0.12 1.]", "[0.13 1.]", "[0.125 1.]")
    assert not same_output("[0.12 1.]", "[0.12 2.]", "[0.12 1.]")
    assert not same_output("a 0.12", "a 0.13", "b 0.125")


def test_code_is_judged_by_its_syntax_tree():
    assert same_code("a = x * 1\n", "a = x / 1\n")
    assert not same_code("a = x * 2\n", "a = x / 2\n")
    assert not same_code("a = x\n", "a = (\n")


STEPS = '''
import numpy as np


def meeting(z):
    """Two formulas that give the same number at zero."""
    return np.where(z >= 0, z, -z * 1.0) + 0.0


def jumping(z):
    """One that jumps there."""
    return np.where(z >= 0, 1.0, 0.0)


def shifted(z):
    """Two formulas that meet at one half."""
    return np.where(z < 0.5, z, 1.0 - z)


def elsewhere(z):
    """Jumps where the argument is one, not where it is the number compared with."""
    z = z - 1.03125
    return np.where(z >= 0, 1.0, 0.0)


def refusing(z):
    """Takes positive numbers only."""
    if np.any(z <= 0):
        raise ValueError(z)
    return z


def two(z, a):
    """Has another argument."""
    return np.where(z >= 0, a, a)
'''


@pytest.mark.parametrize(
    ("name", "old", "new", "equal"),
    [
        ("meeting", ">=", ">", True),
        ("meeting", ">=", "<", False),
        ("jumping", ">=", ">", False),
        ("shifted", "<", "<=", True),
        ("elsewhere", ">=", ">", False),
        ("refusing", "<=", "<", False),
        ("two", ">=", ">", False),
    ],
)
def test_a_bound_may_belong_to_either_formula_only_where_both_give_the_same_bits(
    tmp_path, name: str, old: str, new: str, equal: bool
):
    start = STEPS.index(old, STEPS.index(f"def {name}"))
    mutant = Mutant(tmp_path / "steps.py", "operator", start, start + len(old), new, f"steps.{name}")
    assert same_at_bound(mutant, STEPS) is equal
