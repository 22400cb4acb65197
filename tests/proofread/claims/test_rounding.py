import random
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from proofread.claims.rounding import LOOSE, NUMERAL, difference, mismatch, rounds_to


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("0.3843", ["0.3843"]),
        ("-0.5, +1.", ["-0.5", "+1."]),
        ("−3 and .5", ["−3", ".5"]),
        ("1e-05 1.5E+3", ["1e-05", "1.5E+3"]),
        ("1,234,567 of 12,34", ["1,234,567", "12", "34"]),
        ("(40, 2)", ["40", "2"]),
        ("W1 x_1 float64 1_000 3rd", []),
        ("array([1., 0.])", ["1.", "0."]),
    ],
)
def test_a_numeral_is_no_part_of_a_name(text: str, numerals: list[str]):
    assert NUMERAL.findall(text) == numerals


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("40x 5k 20ms 10th", ["40x", "5k", "20ms", "10th"]),
        ("_97_ __0.5__", ["97", "0.5"]),
        ("½ 1½ 10⁵", ["½", "1½", "10⁵"]),
        ("1e-5, -3 −3 .5", ["1e-5", "-3", "−3", ".5"]),
        ("the end is 97.", ["97"]),
        ("1,234.5 1_000", ["1,234.5", "1_000"]),
        ("97%", ["97"]),
        ("2-3-1", ["2", "3", "1"]),
        ("W1 x_1 H100 v1.5 W1.T utf8 x_{1}", ["1"]),
        ("٣", ["٣"]),
    ],
)
def test_a_reader_takes_more_for_a_number(text: str, numerals: list[str]):
    assert LOOSE.findall(text) == numerals


def test_rounding_agrees_with_exact_fractions_on_random_values():
    rng = random.Random(0)
    for _ in range(5000):
        value = rng.choice([1, -1]) * rng.random() * 10.0 ** rng.randrange(-8, 8)
        digits = rng.randrange(9)
        unit = Fraction(1, 10**digits)
        step = rng.choice([0, 0, 0, 1, -1])
        shown = Decimal(f"{value:.{digits}f}") + step * Decimal(1).scaleb(-digits)
        right = abs(Fraction(str(shown)) - Fraction(value)) <= unit / 2
        sign = shown.is_signed() == (value < 0) or (not shown and not shown.is_signed())
        assert rounds_to(f"{shown:f}", Decimal(value)) == (right and sign), (f"{shown:f}", value)


def test_rounding_with_an_exponent_agrees_with_python():
    rng = random.Random(1)
    for _ in range(2000):
        value = rng.uniform(-1, 1) * 10.0 ** rng.randrange(-300, 300)
        digits = rng.randrange(6)
        assert rounds_to(f"{value:.{digits}e}", Decimal(value))
        with localcontext(prec=40):
            unit = Decimal(f"{value:.{digits}e}").as_tuple().exponent
            other = Decimal(f"{value:.{digits}e}") + Decimal(1).scaleb(unit)
        assert not rounds_to(f"{other:e}", Decimal(value))


@pytest.mark.parametrize(
    ("numeral", "value", "right"),
    [
        ("0.6", "0.54", False),  # within one unit, as doctest's NUMBER would have it
        ("1e-05", "1.9e-05", False),
        ("0.5", "0.45", True),  # a tie goes either way
        ("0.4", "0.45", True),
        ("0.0", "-0.04", True),
        ("-0.0", "-0.04", True),
        ("-0.0", "0.04", False),
        ("-0.0", "0", False),
        ("-0.1", "0.04", False),
        ("−0.5", "-0.5", True),
        ("+0.5", "0.5", True),
        ("1,234", "1234.4", True),
        ("1,234", "1235", False),
        ("0.5", "nan", False),
        ("0.5", "inf", False),
        ("0", "0", True),
    ],
)
def test_rounding_at_the_edges(numeral: str, value: str, right: bool):
    assert rounds_to(numeral, Decimal(value)) == right


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("0.3843", 0.384318),
        ("97.8 %", 97.75),
        ("(40, 2)", (40, 2)),
        ("[0.1 -0.2]", np.array([0.1, -0.2])),
        ("0.1 to 0.9", iter([0.1, 0.9])),
        ("two", 2),
        ("Two of 40", [2, 40]),
        ("twelve", 12.0),
        ("2000", np.int64(2000)),
        ("0.1", np.float32(0.1)),
        ("1,234,567", 1234567),
        ("1.4e4", 14123),
        ("9007199254740993", 2**53 + 1),
        ("0.33", Fraction(1, 3)),
        ("0.33", Decimal("0.333")),
        ("True", np.bool_(True)),
        ("relu", "relu"),
        ("0.5", np.array(0.5)),
        ("1e400", 10**400),
    ],
)
def test_shown_numbers_that_round_the_value(shown: str, value: object):
    assert mismatch(shown, value) == ""


@pytest.mark.parametrize(
    ("shown", "value", "message"),
    [
        ("0.3844", 0.384318, "0.3844 where the value is 0.384318"),
        ("(2, 40)", (40, 2), "2 where the value is 40; 40 where the value is 2"),
        ("(40, 2)", (40, 2, 1), "2 numbers in '(40, 2)', the value (40, 2, 1) holds 3"),
        ("0.5", (0.5, 0.5), "1 number in"),
        ("three", 2, "three where the value is 2"),
        ("two", 2.4, "two where"),
        ("many", 2, "holds no number"),
        ("", 2, "holds no number"),
        ("40x of 2", 2, "what is no number"),
        ("twenty-one", 1, "holds no number"),
        ("one hundred", 1, "what is no number"),
        ("3 million", 3, "what is no number"),
        ("two thirds", 2, "what is no number"),
        ("1", True, "the value is 'True'"),
        ("False", True, "shows 'False'"),
        ("1", None, "where the value is None"),
        ("1", {"a": 1}, "where the value is"),
        ("1", {1}, "where the value is"),
        ("1", 1 + 0j, "where the value is"),
        ("1", "one", "the value is 'one'"),
        ("1", [object()], "where the value is"),
        ("0.5", float("nan"), "where the value is nan"),
        ("9007199254740992", 2**53 + 1, "where the value is"),
        ("9007199254740992", np.int64(2**53 + 1), "where the value is"),
        ("-0", 0, "where the value is 0"),
    ],
)
def test_shown_numbers_that_do_not(shown: str, value: object, message: str):
    assert message in mismatch(shown, value)


OUTPUT = """\
X (40, 2) t (40, 1) True
[[ 0.62434536 -0.61175641]
 [-1.07296862  0.        ]]
loss 1.9e-05, 12.50 %, 3 of 2000, -0.5, nan, inf, 1., -0., 1e+16
"""


def test_an_output_equals_itself():
    assert difference(OUTPUT, OUTPUT) == ""
    assert difference(OUTPUT, OUTPUT.replace("\n", "  \n") + "\n\n") == ""


def test_no_changed_character_of_an_output_escapes():
    for place, old in enumerate(OUTPUT):
        for new in set("0123456789.-eE +,x") - {old}:
            changed = OUTPUT[:place] + new + OUTPUT[place + 1 :]
            if changed.rstrip() != OUTPUT.rstrip() and old != "\n":
                at_line_end = new == " " and OUTPUT[place : place + 2][1:] == "\n"
                assert difference(changed, OUTPUT) or at_line_end or is_rounding(changed, OUTPUT), (
                    old,
                    new,
                    changed,
                )


def is_rounding(changed: str, output: str) -> bool:
    """Whether all that was lost are digits, which leaves a correct rounding with a space in its place."""
    pairs = list(zip(NUMERAL.findall(changed), NUMERAL.findall(output), strict=False))
    different = [(a, b) for a, b in pairs if a != b]
    return all("." in a and rounds_to(a, Decimal(b)) and len(a) < len(b) for a, b in different)


def test_no_lost_character_of_an_output_escapes():
    for place, old in enumerate(OUTPUT):
        changed = OUTPUT[:place] + OUTPUT[place + 1 :]
        if old.isdigit() and "." not in OUTPUT[:place].split()[-1]:
            assert difference(changed, OUTPUT), changed


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("0.38", "0.384318"),
        ("1.0e-05", "1.04e-05"),
        ("1.0", "1.04"),
        ("loss 0.4 after 3", "loss 0.384 after 3"),
        ("1.", "1."),
        ("-0.", "-0."),
    ],
)
def test_an_output_may_show_fewer_digits(shown: str, printed: str):
    assert difference(shown, printed) == ""


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("0.3844", "0.384318"),
        ("0.500", "0.5"),  # digits that nobody printed
        ("0.", "-0."),
        ("1.", "1.2"),
        ("1", "1.0"),
        ("2", "1.7"),
        ("[1,234]", "[1234]"),
        ("1,234.5", "1234.5"),
        ("+0.5", "0.5"),
        ("−0.5", "-0.5"),
        ("-0.0", "0.0"),
        ("0.1", "1e-1"),
        ("a # b", "a 5 b"),
        ("a 5 b", "a # b"),
        ("nan", "inf"),
        ("True", "1"),
        ("[1. 0. 0.]", "[0. 1. 0.]"),
        ("(40, 2)", "(40, 1)"),
        ("...", "0.5"),
        ("", "0.5"),
        ("0.5", ""),
        ("0.5  1", "0.5 1"),
        ("1.5.2", "1.5.3"),
    ],
)
def test_an_output_that_is_wrong(shown: str, printed: str):
    assert "the page shows" in difference(shown, printed)


def test_a_difference_in_numbers_names_only_those():
    assert difference("a 0.5 b 0.7", "a 0.5 b 0.8") == "the page shows 0.7 where the code prints 0.8"


def test_a_difference_in_text_shows_both():
    message = difference("yes", "")
    assert message == "the page shows\n    yes\nthe code prints\n    (nothing)"
