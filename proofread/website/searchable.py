"""What the search of a site reads of a page: formulas on one line, and each term of the glossary for itself.

A formula in a result has no layout: its fraction would read `11+e−z`, and here reads `1/(1 + e^−z)`.
And whoever looks for a term wants its entry, not the glossary as a whole.
"""

import html
import re
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
TERM = re.compile(r'<dt (id="[^"]*")>(.*?)</dt>', re.DOTALL)
SPACED = frozenset("=≠<>≤≥≈∼∈→↦≔+−±⋅·×⊙")
GROUPED = re.compile(r"[\w.∂′]*(?:<su[bp]>[^<]*</su[bp]>)*")
"""What needs no brackets above or below a line."""


def searchable(content: str) -> str:
    """Return a page's HTML as the search should read it."""
    return TERM.sub(r"<h2 \1>\2</h2>", FORMULA.sub(lambda found: on_one_line(found[0]), content))


def on_one_line(formula: str) -> str:
    """Return a formula in MathML as a line of text, in which indices and exponents are lowered and raised.

    Examples
    --------
    >>> on_one_line("<math><mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><mi>x</mi></mrow></mfrac></math>")
    '1/(1 + x)'
    """
    return " ".join(_line(ElementTree.fromstring(formula)).split())


def _line(element: Element) -> str:
    tag, parts = element.tag.rpartition("}")[2], [_line(part) for part in element]
    if tag in LAID_OUT:
        return LAID_OUT[tag](*parts)
    if tag == "mtr":
        return ", ".join(parts)
    if tag == "mtable":
        return "; ".join(parts)
    for place, part in enumerate(element):
        is_operator = part.tag.rpartition("}")[2] == "mo" and (part.text or "").strip() in SPACED
        if is_operator and place:  # between its two sides; in front of all else it is a sign of what follows
            parts[place] = f" {parts[place]} "
    return html.escape((element.text or "").strip(), quote=False) + "".join(parts)


def _grouped(part: str) -> str:
    part = part.strip()
    return part if GROUPED.fullmatch(part) else f"({part})"


def _scripts(base: str, below: str, above: str) -> str:
    lowered, raised = f"<sub>{below.strip()}</sub>", f"<sup>{above.strip()}</sup>"
    return base + (lowered if below else "") + (raised if above else "")


LAID_OUT: dict[str, Callable[..., str]] = {
    "mfrac": lambda above, below: f"{_grouped(above)}/{_grouped(below)}",
    "msqrt": lambda *parts: f"√{_grouped(''.join(parts))}",
    "mroot": lambda base, degree: f"<sup>{degree}</sup>√{_grouped(base)}",
    "msub": lambda base, below: _scripts(base, below, ""),
    "msup": lambda base, above: _scripts(base, "", above),
    "msubsup": _scripts,
    "munder": lambda base, below: _scripts(base, below, ""),
    "mover": lambda base, above: base,  # an accent
    "munderover": _scripts,
}
"""How each element that lays its parts out reads on one line."""
