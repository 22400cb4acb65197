"""Numerals in text, and whether they are the correct rounding of a value.

A shown numeral is right when it differs from the value by at most half a unit of its last digit.
Comparing with a tolerance of a whole unit, as doctest's NUMBER does, passes `0.6` for 0.54.
"""

import numbers
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np

NUMERAL = re.compile(
    r"(?<![\w.])[+\-−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)?(?:(?<=\d)\.\d*|\.\d+|(?<=\d))(?:[eE][+\-−]?\d+)?(?![\w])"
)
LOOSE = re.compile(
    r"(?<![^\W_])(?<![^\W_]_)(?<!\w\.)[+\-−]?\.?[\d¼-¾⅐-⅞](?:[\w.,]*[^\W_])?(?:(?<=[eE])[+\-−]\d+)?"
)
"""Whatever a reader takes for a number, `40x` and `10th` too, but no digit of a name (`W1`, `x_1`)."""
WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WORD = re.compile(rf"(?<![\w-])({'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:half|thirds?|quarters?|dozen|hundred|thousand|million|billion"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
"""Words that make another number of one beside them."""


def decimal(numeral: str) -> Decimal:
    """Return the number that a numeral writes."""
    return Decimal(numeral.replace("−", "-").replace(",", ""))


def is_whole(numeral: str) -> bool:
    """Whether a numeral is written as a whole number, without point and exponent."""
    return not re.search(r"[.eE]", numeral)


def half_unit(numeral: str) -> Decimal:
    """Return half a unit of the last digit shown."""
    exponent = decimal(numeral).as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) / 2


def rounds_to(numeral: str, value: Decimal) -> bool:
    """Whether `numeral` is `value` correctly rounded at the digits shown, sign included."""
    shown = decimal(numeral)
    wrong_sign = shown.is_signed() != value.is_signed() and bool(shown or shown.is_signed())
    return value.is_finite() and not wrong_sign and abs(shown - value) <= half_unit(numeral)


def difference(shown: str, printed: str) -> str:
    """Return what is wrong with a shown output, or nothing: text is exact, numerals are rounded."""
    shown, printed = _trimmed(shown), _trimmed(printed)
    if NUMERAL.split(shown) != NUMERAL.split(printed):
        return f"the page shows\n{indented(shown)}\nthe code prints\n{indented(printed)}"
    pairs = zip(NUMERAL.findall(shown), NUMERAL.findall(printed), strict=True)
    wrong = [f"{a} where the code prints {b}" for a, b in pairs if not _same(a, b)]
    return f"the page shows {'; '.join(wrong)}" if wrong else ""


def _same(shown: str, printed: str) -> bool:
    """Whether one numeral of an output rounds another; whole numbers stay whole, no digit is made up."""
    if is_whole(shown) or is_whole(printed) or shown.endswith("."):
        return shown == printed
    return (
        _spelling(shown) == _spelling(printed)
        and rounds_to(shown, decimal(printed))
        and (half_unit(shown) >= half_unit(printed))
    )


def renewed(shown: str, printed: str) -> str:
    """Return what a page shows once it is up to date: with as many digits as it showed, where it may."""
    before, after = _trimmed(shown).splitlines(), _trimmed(printed).splitlines()
    if len(before) != len(after):
        return printed
    return "\n".join(map(_renewed_line, before, after))


def _renewed_line(shown: str, printed: str) -> str:
    if NUMERAL.split(shown) != NUMERAL.split(printed):
        return printed
    old = iter(NUMERAL.findall(shown))
    return NUMERAL.sub(lambda new: _renewed_numeral(next(old), new[0]), printed)


def _renewed_numeral(shown: str, printed: str) -> str:
    if _same(shown, printed):
        return shown
    places = -int(decimal(shown).as_tuple().exponent)
    rounded = f"{decimal(printed):.{max(places, 0)}f}"
    return rounded if "." in rounded and _same(rounded, printed) else printed


def _spelling(numeral: str) -> str:
    """Return how it is written, apart from its digits: sign, thousands, exponent."""
    return re.sub(r"\d+(?:\.\d*)?", "0", numeral)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def indented(text: str) -> str:
    """Return the text set off by four spaces."""
    return "\n".join(f"    {line}" for line in text.splitlines()) or "    (nothing)"


def mismatch(shown: str, value: Any) -> str:
    """Return what is wrong with the numerals of `shown` as the rounding of `value`, or nothing."""
    if isinstance(value, str | bool | np.bool_):
        said = (
            {"yes": "True", "no": "False"}.get(shown.lower(), shown) if not isinstance(value, str) else shown
        )
        return "" if said == str(value) else f"the page shows {shown!r}, the value is {str(value)!r}"
    pattern = rf"{NUMERAL.pattern}|{_WORD.pattern}"
    numerals, values = [m[0] for m in re.finditer(pattern, shown, re.IGNORECASE)], _values(value)
    rest = NUMERAL.sub("", shown)
    if not numerals or LOOSE.search(rest) or _PART.search(rest):
        return f"{shown!r} holds {'what is no number' if numerals else 'no number'}"
    if len(numerals) != len(values):
        count = f"{len(numerals)} number{'s' * (len(numerals) != 1)}"
        return f"the page shows {count} in {shown!r}, the value {_repr(value)} holds {len(values)}"
    wrong = [
        f"{a} where the value is {_repr(b)}"
        for a, b in zip(numerals, values, strict=True)
        if not _shows(a, b)
    ]
    return f"the page shows {'; '.join(wrong)}" if wrong else ""


def _values(value: Any) -> list[Any]:
    if isinstance(value, Iterator | list | tuple):
        return [one for item in value for one in _values(item)]
    return list(np.ravel(np.asarray(value, dtype=object)))


def _shows(numeral: str, value: Any) -> bool:
    if not isinstance(value, numbers.Real | Decimal):
        return False
    exact = Decimal(int(value)) if isinstance(value, numbers.Integral) else Decimal(float(value))
    if numeral.lower() in WORDS:
        return exact == WORDS.index(numeral.lower())
    return rounds_to(numeral, exact)


def _repr(value: Any) -> str:
    text = f"{value:.10g}" if isinstance(value, float) else " ".join(str(value).split())
    return text if len(text) <= 80 else f"{text[:77]}…"
