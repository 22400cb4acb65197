"""Pages of equations for tests: a notation block, formulas, and what the checker says of them."""

import re

from proofread.equations import Equations, Formula, Link, Notation, Numeral, Verdict

_TIED = re.compile(r"(?<!\\sqrt)\[([^\][{}]+)\]\{([^{}]+)\}")


def formula(latex: str, start: int = 0, display: bool = True, unchecked: str = "") -> Formula:
    """Make a formula as a page does: tied numerals blanked to what is shown, same length."""
    numerals = tuple(Numeral(m.start(), m[1], m[2]) for m in _TIED.finditer(latex))
    latex = _TIED.sub(lambda m: m[1].ljust(len(m[0])), latex)
    return Formula(latex, start, display, numerals, unchecked)


def judged(
    notation: str, *formulas: str, names: dict | None = None, seed: int = 0
) -> list[tuple[Link, Verdict]]:
    """Return every link of the formulas with its verdict; `names` is the page's namespace."""
    page = Equations(Notation.read(notation), [formula(latex) for latex in formulas], seed)
    return [(link, page.check(link, lambda text: eval(text, dict(names or {})))) for link in page.links]


def findings(notation: str, *formulas: str, names: dict | None = None) -> list[str]:
    """Return what the checker finds wrong."""
    return [verdict.message for _, verdict in judged(notation, *formulas, names=names) if not verdict.ok]
