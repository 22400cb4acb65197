r"""LaTeX formulas become MathML Core when the site is built: no script, no layout shift, readable aloud.

- `to_mathml` converts one formula, and tags the symbols that have a Python name with `data-symbol`.
- `render_maths` converts what `pymdownx.arithmatex` (generic) left in the HTML of a page.
- `render_notebook_maths` converts the dollars that a notebook's Markdown left.
- `FormulaError` says which formula could not be converted, and why.

A symbol is found in the finished MathML, never in the LaTeX: it is converted alone, and the same elements are
looked for in the formula. So a tag is one attribute more and cannot change how a formula looks; and `W^{(1)}`
is found in $W^{(1)}_{dj}$ and in $W^{(1)T}$, while a lone $W$ is not.
"""

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from math_core import LatexError, LatexToMathML

CONVERTER = LatexToMathML(fancy_error=False)
# What the end of a line may not part from a formula: a bracket before it, a sign or the rest of a word after.
BEFORE = r"(?P<before>[(\[“‘]?)"
AFTER = r"(?P<after>[-–][a-z]+|[,.;:!?)\]”’]*)"
ARITHMATEX = re.compile(
    r'<div class="arithmatex">\s*\\\[(?P<display>.*?)\\\]\s*</div>|'
    rf'{BEFORE}<span class="arithmatex">\\\((?P<inline>.*?)\\\)</span>{AFTER}',
    re.DOTALL,
)
# Dollars as Pandoc reads them (no space inside, no digit after: prices stay prices), outside tags and code.
DOLLARS = re.compile(
    rf"""<p>\s*\$\$(?P<paragraph>[^$<]+)\$\$\s*</p>
    | <(?P<tag>pre|code|svg|math|script|style)\b.*?</(?P=tag)> | <[^>]*>
    | \$\$(?P<display>[^$<]+)\$\$
    | {BEFORE}\$(?P<inline>[^\s$<](?:[^$<]*[^\s$<])?)\$(?!\d){AFTER}""",
    re.DOTALL | re.VERBOSE,
)
ARGUMENTS = re.compile(r"(?<!\^)(?<!\{)\([^()]*\)$")
XML_ENTITIES = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\w+);)\w+;")
ROW = ("mrow", "math")
# A formula's number among those with evidence: evidence.py writes it, and finds it as an attribute.
MARK = re.compile(r"\\proofread\{(?P<number>\d+)\}")
# What an author calls an equation is part of its address (proofread/pages/numbering.py), not of its LaTeX.
LABEL = re.compile(r"\\label\s*\{[^{}]*\}")

# Ways to open and to close a bracket. Each that stays open doubles the time that math-core takes.
OPENING = re.compile(r"\\l(?:angle|brace|brack|ceil|floor|group|moustache)\b|\\?[(\[]|\\\{")
CLOSING = re.compile(r"\\r(?:angle|brace|brack|ceil|floor|group|moustache)\b|\\?[)\]]|\\\}")
OPEN = 12
"""How many brackets of a formula may be open at once."""

Form = tuple[object, ...]


class FormulaError(ValueError):
    """A formula that cannot be converted.

    Attributes
    ----------
    latex : str
        The formula as it was written.
    message : str
        What is wrong with it.
    """

    def __init__(self, latex: str, message: str) -> None:
        super().__init__(f"{message} In the formula: {latex}")
        self.latex, self.message = latex, message


class Symbol(NamedTuple):
    """A symbol taken apart: what stands on the line, below and above it, and its Python name."""

    base: Form
    below: tuple[Form, ...]
    above: tuple[Form, ...]
    name: str = ""


def to_mathml(latex: str, display: bool, symbols: Mapping[str, str] | None = None) -> str:
    r"""Convert a formula to MathML Core.

    Parameters
    ----------
    latex : str
        The formula without its dollars.
    display : bool
        Whether it stands on a line of its own.
    symbols : Mapping of str to str, optional
        The Python name of each LaTeX symbol, such as `{r"W^{(1)}": "W1"}`. Arguments do not count:
        `\sigma(z)` is `\sigma`.

    Returns
    -------
    str
        A `<math>` element. Its attribute `data-tex` holds the LaTeX, to be copied; `data-symbol` holds the
        Python name of the symbol that an element shows.

    Raises
    ------
    FormulaError
        If the formula, or a symbol, uses a command that math-core does not know, or is not LaTeX.
    """
    formula = convert(latex, display)
    names = [symbol(key, name) for key, name in (symbols or {}).items()]
    if names:
        tag_symbols(formula, names)
    formula.set("data-tex", " ".join(latex.split()))
    return ElementTree.tostring(formula, encoding="unicode")


def render_maths(page: str, symbols: Mapping[str, str] | None = None) -> str:
    r"""Convert every formula that arithmatex marked in the HTML of a page.

    Raises
    ------
    FormulaError
        At the first formula that cannot be converted.
    """
    return ARITHMATEX.sub(lambda found: found_formula(found, symbols), page)


def render_notebook_maths(page: str, symbols: Mapping[str, str] | None = None) -> str:
    """Convert every formula between dollars in the HTML of Markdown cells, code and figures left alone.

    Raises
    ------
    FormulaError
        At the first formula that cannot be converted.
    """
    return DOLLARS.sub(lambda found: found_formula(found, symbols), page)


def found_formula(found: re.Match[str], symbols: Mapping[str, str] | None) -> str:
    """Return the formula in the element that lets it scroll inside itself where it is too wide."""
    groups = found.groupdict("")
    display = groups.get("paragraph") or groups["display"]
    latex = html.unescape(display or groups["inline"]).strip()
    if not latex:
        return found[0]
    formula = to_mathml(LABEL.sub("", MARK.sub("", latex)).strip(), bool(display), symbols)
    if mark := MARK.search(latex):
        formula = formula.replace("<math", f'<math data-proof="{mark["number"]}"', 1)
    if display:
        return f'<span class="formula" data-search-exclude>{formula}</span>'  # unreadable as a search result
    return f'<span class="formula-inline">{groups["before"]}{formula}{groups["after"]}</span>'


def convert(latex: str, display: bool) -> Element:
    """Return the formula as a tree; `:=` becomes one sign."""
    if most_open(latex) > OPEN:
        raise FormulaError(latex, f"More than {OPEN} brackets are open at once.")
    try:
        markup = CONVERTER.convert_with_local_state(latex.replace(":=", r"\coloneqq "), displaystyle=display)
    except LatexError as error:
        raise FormulaError(latex, str(error)) from None
    return ElementTree.fromstring(XML_ENTITIES.sub(lambda entity: html.unescape(entity[0]), markup))


def most_open(latex: str) -> int:
    """Return how many brackets are open at once that their groups do not close."""
    groups, most = [0], 0
    for token in re.findall(rf"{OPENING.pattern}|{CLOSING.pattern}|\\[a-zA-Z]+|\\.|[{{}}]", latex):
        if token == "{":
            groups.append(0)
        elif token == "}":
            groups = groups[:-1] or [0]
        else:
            change = bool(OPENING.fullmatch(token)) - bool(CLOSING.fullmatch(token))
            groups[-1] = max(0, groups[-1] + change)
        most = max(most, sum(groups))
    return most


@cache
def symbol(latex: str, name: str) -> Symbol:
    r"""Take a LaTeX symbol apart; its arguments are left out.

    What takes several elements, such as `\partial J / \partial w`, can only be found as a whole formula.
    """
    formula = convert(ARGUMENTS.sub("", latex.strip()), display=False)
    return take_apart(formula[0] if len(formula) == 1 else formula)._replace(name=name)


def take_apart(element: Element) -> Symbol:
    """Split an element with indices into its base and what is below and above it."""
    parts = list(element)
    if element.tag == "msub":
        return Symbol(form(parts[0]), row(parts[1]), ())
    if element.tag == "msup":
        return Symbol(form(parts[0]), (), row(parts[1]))
    if element.tag == "msubsup":
        return Symbol(form(parts[0]), row(parts[1]), row(parts[2]))
    return Symbol(form(element), (), ())


def form(element: Element) -> Form:
    """Return what an element shows, without the spacing that depends on its neighbours."""
    text = (element.text or "").strip()
    return (element.tag, element.get("mathvariant"), text, *map(form, element))


def row(element: Element) -> tuple[Form, ...]:
    """Return the forms of the elements in a row, or of the one element that stands alone."""
    return tuple(map(form, element)) if element.tag in ROW else (form(element),)


def tag_symbols(element: Element, symbols: list[Symbol]) -> None:
    """Write the Python name to each element that shows a symbol; the largest symbol wins."""
    shown = take_apart(element)
    best, name = max((closeness(shown, known), known.name) for known in symbols)
    parts = list(element)
    if best and name:
        element.set("data-symbol", name)
        if element.tag in ("msub", "msup", "msubsup"):
            del parts[0]  # the base of a named symbol is not one of its own
    for part in parts:
        tag_symbols(part, symbols)


def closeness(shown: Symbol, known: Symbol) -> int:
    """Say how well a known symbol fits what is shown; 0 if it does not.

    What stands above the known symbol must come first above the shown one; a transpose may follow. Below, a
    letter stands for any index: $y_i$ fits $y_1$, but $y_1$ does not fit $y_i$. A symbol without index fits
    an indexed one only if something stands above it: $W^{(1)}$ fits $W^{(1)}_{dj}$, $x$ does not fit $x_i$.
    """
    if shown.base != known.base or shown.above[: len(known.above)] != known.above:
        return 0
    if shown.below == known.below:
        exact = len(known.above) == len(shown.above)
        return 2 + exact if known.above or known.below or exact else 0
    any_index = all(kind == "mi" for kind, *_ in known.below)
    return 1 if shown.below and any_index and (known.below or known.above) else 0
