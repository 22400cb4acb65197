"""What to write instead of a name that is not declared and that the field uses."""

import re

_HINTS = {
    r"\\mathbb\{E\}|\\(?:operatorname|mathrm|text)\{E\}": r": write the mean, as in \frac{1}{N} \sum_i x_i",
    r"\\(?:operatorname|mathrm|text)\{(?:Var|Cov|var|cov)\}": r": write it as a mean of squares, with \sum",
    r"\\(?:operatorname|mathrm|text)\{(?:tr|Tr|trace|diag|softmax|sign|sgn)\}": (
        ": its argument needs brackets"
    ),
    r"(?:\\mathbf\{)?I\}?": ": declare it under given: as `D x D identity`, or write I_D",
    r"\\mathbf\{0\}": ": declare it under given: as `D x 1 zeros`",
    r"\\top|\\intercal": r": a transpose is written ^\top, without more in its braces",
    r"\\otimes": r": write the outer product as a b^T",
    r"\\(?:circ|ast|star)": r": write \odot for a product entry by entry",
    r"\\(?:rm|bf|sf|it|cal)": r": put its braces around it, or write \mathrm{…}",
}


def hint(name: str, indices: int = 0) -> str:
    """Return what to write instead of an unknown name, or nothing."""
    if indices and name.startswith(r"\mathbf"):
        return r": declare it under parts:, as in `\mathbf{x}_i: X[i, :]`"
    return next((text for pattern, text in _HINTS.items() if re.fullmatch(pattern, name)), "")
