r"""What a formula was checked against, and the number by which it is linked, told where the formula stands.

A formula keeps its evidence through the generator by a slot at the end of its LaTeX, `\proofread{3}`.

- `proofs` collects the evidence of each formula from the page's report, and the numbers of equations.
- `mark_edits` puts the marks into the Markdown; `proofread.website.maths.mathml` makes attributes of them.
- `with_proofs` replaces the attributes in the HTML by what a reader can ask for.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from proofread.checking.page import Report
from proofread.pages.blocks import FormulaBlock
from proofread.pages.markdown import Page
from proofread.pages.numbering import Equation
from proofread.website.slots import filled

PLACE = re.compile(
    r'(?P<formula><span class="formula"[^>]*>)?<math data-proof="(?P<number>\d+)"'
    r"(?(formula)(?P<rest>.*?</math></span>))",
    re.DOTALL,
)
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Proof:
    """The evidence of one formula."""

    formula: FormulaBlock
    links: int = 0
    """How many equations of it were evaluated."""
    against: tuple[str, ...] = ()
    tolerance: float = 0.0
    """The largest relative difference between two sides."""
    equation: Equation | None = None
    """Its number and address, if it is displayed."""

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say of how it was checked."""
        return bool(self.links) or self.formula.unchecked is not None

    def __str__(self) -> str:
        """Say it to a reader, code between backticks."""
        if self.formula.unchecked is not None:
            return f"Left unchecked: {self.formula.unchecked}"
        links = "1 equation" if self.links == 1 else f"{self.links} equations"
        against = f", against {listed([quoted(name) for name in self.against])}" if self.against else ""
        digits, exponent = f"{self.tolerance:.1e}".split("e")
        power = str(int(exponent)).translate(SUPERSCRIPTS)
        difference = f"Largest relative difference: {digits} · 10{power}."
        agreement = difference if self.tolerance else "Both sides agree in all digits."
        return f"Checked when this page was built: {links}{against}. {agreement}"


def quoted(name: str) -> str:
    """Put code between backticks; what is no dotted name is words."""
    return f"`{name}`" if re.fullmatch(r"\w+(\.\w+)+", name) else name


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def proofs(page: Page, report: Report) -> list[Proof]:
    """Return each formula that has a number or evidence, in the order of the page.

    Those in headings are left out: a mark in them would become part of the heading's address.
    """
    numbered = {equation.formula: equation for equation in page.equations}
    equations = [result for result in report.results if result.kind == "equation"]
    found = []
    for formula in (formula for formula in page.formulas if not formula.in_heading):
        evidence = [e.evidence for e in equations if formula.start <= e.start < formula.end]
        measured = [e for e in evidence if e.tolerance is not None]  # a condition beside an equation is not
        against = dict.fromkeys(name for e in measured for name in e.against.split(", ") if name)
        worst = max((e.tolerance or 0.0 for e in measured), default=0.0)
        found.append(Proof(formula, len(measured), tuple(against), worst, numbered.get(formula)))
    return [proof for proof in found if proof.is_told or proof.equation]


def mark_edits(page: Page, report: Report) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that mark each formula with the number of its evidence."""
    for number, proof in enumerate(proofs(page, report)):
        formula = proof.formula
        inside = page.text[formula.latex_start : formula.latex_start + len(formula.latex)]
        end = formula.latex_start + len(inside.rstrip())  # arithmatex wants no space before the last dollar
        if formula.latex_start == formula.start:  # a bare environment: inside it
            end = page.text.rfind("\\end{", 0, end)
        yield end, end, rf"\proofread{{{number}}}"


def with_proofs(content: str, found: Sequence[Proof]) -> str:
    """Return a page's HTML with the evidence beside display formulas and in inline ones.

    Raises
    ------
    proofread.website.slots.Lost
        If a formula's mark is not in the HTML exactly once.
    """
    expected = {n: f"the formula {' '.join(proof.formula.latex.split())}" for n, proof in enumerate(found)}
    return filled(content, PLACE, expected, lambda place: _shown(place, found[int(place["number"])]))


def _shown(place: re.Match[str], proof: Proof) -> str:
    if not place["formula"]:
        return f'<math data-proof="{html.escape(str(proof))}"'
    button = address = link = ""
    if proof.is_told:  # a popover works without a script, by any means
        label, kind = ("Left unchecked", "proof skipped") if proof.formula.unchecked else ("Checked", "proof")
        words = re.sub("`(.+?)`", r"<code>\1</code>", html.escape(str(proof), quote=False))
        tip = f"proof-{place['number']}"
        button = (
            f'<button type="button" class="{kind}" popovertarget="{tip}" '
            f'aria-label="{label}: against what?"></button>'
            f'<span class="tip" id="{tip}" popover data-search-exclude>{words}</span>'
        )
    if proof.equation:
        at, attributes = proof.equation.id, 'class="number" title="Link to this equation" data-search-exclude'
        address, link = f' id="{at}"', f'<a {attributes} href="#{at}">{proof.equation.shown}</a>'
    formula = f"{place['formula']}<math{place['rest']}"
    return f'<div class="equation"{address}>{formula}<span class="marks">{button}{link}</span></div>'
