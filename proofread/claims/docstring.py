"""What a reference shows of a package: the examples of its docstrings run, and its equations stand on pages.

`::: package.module` on a page is how mkdocstrings is asked for the docstrings of a symbol. They are read from
the source as it is on disk. An equation there has no notation of its own, so a page has to state it.
"""

import contextlib
import doctest
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proofread.claims.claim import Claim, Evidence, Kind, Scope, shown_path
from proofread.claims.code import FLAGGED, mistake
from proofread.claims.number import StrayClaim
from proofread.config import Config
from proofread.packages import Docstring, docstrings
from proofread.pages.blocks import Documented, Stray
from proofread.pages.findings import Finding, Wrong
from proofread.pages.markdown import Page, read_page, read_text
from proofread.running.session import Played

Equation = frozenset[str]
"""The sides of a chain of equations."""
REFERENCE = re.compile(r"\]\[eq-(?P<label>[^\]]*)\]")
"""The end of a link to an equation by its label, as mkdocs-autorefs reads it."""


# -- examples --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DocstringClaim(Claim):
    """The examples of a docstring that a page shows."""

    block: Documented
    docstring: Docstring
    kind = Kind.CODE

    def check(self, scope: Scope) -> Evidence:
        """Run the examples in names of their own and compare what they print."""
        path, examples = shown_path(self.docstring.path, scope.config.root), _examples(self.docstring.text)
        answers = scope.ask("documented", self.docstring.module, [example.source for example in examples])
        for example, answer in zip(examples, answers, strict=True):
            if wrong := FLAGGED if example.options else mistake(example, Played(*answer)):
                raise Wrong(f"{path}:{self.docstring.line + example.lineno}: {wrong}")
        return Evidence("what the interpreter printed while the site was built")


def docstring_claims(page: Page, config: Config) -> Iterator[Claim]:
    """Yield a claim for each docstring with examples that a page shows."""
    for shown in page.documented:
        try:
            found = [one for one in _shown_by(shown, config) if _examples(one.text)]
        except (LookupError, SyntaxError) as error:
            yield StrayClaim(Stray(shown.start, shown.end, str(error)))
            continue
        yield from (DocstringClaim(shown, docstring) for docstring in found)


def _shown_by(shown: Documented, config: Config) -> list[Docstring]:
    if shown.symbol.partition(".")[0] not in config.packages:
        packages = ", ".join(config.packages) or "(none)"
        raise LookupError(f"{shown.symbol!r} is in none of the packages {packages}")
    return list(docstrings(shown.symbol))


def _examples(text: str) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(text)


# -- equations -------------------------------------------------------------------------------------


def wrong_docstrings(pages: Mapping[str, Page], config: Config) -> Iterator[Finding]:
    """Yield what docstrings shown on these pages say of equations, and no page of the site bears out."""
    places = [(path, shown) for path, page in pages.items() for shown in page.documented]
    stated = _Stated.on_pages(config) if places else _Stated([], set())
    for path, shown in places:
        with contextlib.suppress(LookupError, SyntaxError):  # reported by `docstring_claims`
            for docstring in _shown_by(shown, config):
                file = shown_path(docstring.path, config.root)
                for line, wrong in stated.problems(docstring):
                    yield Finding(path, *pages[path].place(shown.start), f"{file}:{line}: {wrong}")


@dataclass(frozen=True)
class _Stated:
    """The equations that the pages of a site state and check, and the labels that they give."""

    equations: list[Equation]
    labels: set[str]

    @classmethod
    def on_pages(cls, config: Config) -> "_Stated":
        files = sorted((config.root / config.docs).rglob("*.md"))
        formulas = [formula for file in files for formula in read_page(read_text(file)).formulas]
        checked = [formula.latex for formula in formulas if formula.unchecked is None]
        labels = {label.name for formula in formulas for label in formula.labels}
        return cls([chain for latex in checked for chain in chains(latex)], labels)

    def problems(self, docstring: Docstring) -> Iterator[tuple[int, str]]:
        """Yield what is wrong with a docstring, with its line."""
        text = inspect.cleandoc(docstring.text)
        for formula in read_page(text).formulas:
            if not all(map(self.has, chains(formula.latex))):
                line = docstring.line + text.count("\n", 0, formula.start)
                yield line, f"no page states and checks ${formula.latex}$"
        for reference in REFERENCE.finditer(text):
            if reference["label"] not in self.labels:
                line = docstring.line + text.count("\n", 0, reference.start())
                yield line, f"no page has an equation labelled {reference['label']!r}"

    def has(self, chain: Equation) -> bool:
        """Whether a page states what a chain of equations says."""
        return any(chain <= other for other in self.equations)


def chains(latex: str) -> Iterator[Equation]:
    """Yield the sides of each chain of equations in a formula, without what LaTeX does not care about."""
    latex = re.sub(r"\\label\{[^}]*\}|\\[,;:!]|[&]", " ", latex.replace(":=", "="))
    for chain in re.split(r",\s*\\q?quad|\\\\|\\begin\{aligned\}|\\end\{aligned\}", latex):
        sides = [re.sub(r"\s+", "", side).strip(".,") for side in chain.split("=")]
        if len(sides) > 1:
            yield frozenset(sides)
