"""Labels of equations, and the links that refer to them.

- `labelled` finds an equation of the site by its label.
- `wrong_marks` and `wrong_links` are what is wrong with labels and references, on a page and between pages.
- `reference_edits` fills in the links that an author leaves empty: `[](#eq-b)` becomes `[(3)](#eq-b)`.
- `with_labels_linked` does so for `[][eq-b]`, by which docstrings refer to an equation on whatever page.
"""

import contextlib
import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from proofread.pages.blocks import Label, Reference, Stray
from proofread.pages.findings import Finding
from proofread.pages.markdown import Page, read_page, read_text
from proofread.pages.numbering import LABEL, PREFIX, Equation

AUTOREF = re.compile(
    rf'<autoref [^>]*?\bidentifier="{PREFIX}(?P<label>[^"]+)"[^>]*>(?P<text>.*?)</autoref>', re.DOTALL
)


def labelled(pages: Mapping[str, Page]) -> dict[str, tuple[str, Equation]]:
    """Return, for each label of a site, the path of its page and its equation.

    Parameters
    ----------
    pages : mapping of str to Page
        The pages by their paths.
    """
    return {e.label: (path, e) for path, page in pages.items() for e in page.equations if e.label}


# -- what is wrong ---------------------------------------------------------------------------------


def wrong_marks(page: Page) -> Iterator[Stray]:
    """Yield the labels that name nothing, and the references of a page to itself that lead nowhere."""
    given: dict[str, Label] = {}
    for formula in page.formulas:
        for label in formula.labels:
            first = given.setdefault(label.name, label)
            if not LABEL.fullmatch(label.name):
                problem = (
                    f"a label is made of letters, digits and hyphens, a letter first, not {label.name!r}"
                )
            elif not formula.display or formula.in_heading:
                problem = f"the label {label.name} names no equation: only a display formula has a number"
            elif label != formula.labels[0]:
                already = formula.labels[0].name
                problem = f"this equation has a label already, {already}: a formula has one number"
            elif label != first:
                line, column = page.place(first.start)
                problem = f"the label {label.name} is given already, at {line}:{column}"
            else:
                continue
            yield Stray(label.start, label.start, problem)
    known = {equation.id for equation in page.equations}
    for reference in page.references:
        if reference.is_empty and not reference.anchor.startswith(PREFIX):
            advice = f"only a link to an equation, [](#{PREFIX}…), gets one from the build"
            yield _stray(reference, f"this link has no text: {advice}")
        elif not reference.page and reference.anchor.startswith(PREFIX) and reference.anchor not in known:
            yield _stray(reference, f"there is no equation {reference.anchor} on this page")


def _stray(reference: Reference, message: str) -> Stray:
    return Stray(reference.start, reference.end, message)


def wrong_links(pages: Mapping[str, Page], root: Path) -> Iterator[Finding]:
    """Yield the labels that two pages give, and the references to other pages that lead nowhere.

    Parameters
    ----------
    pages : mapping of str to Page
        The pages by the path that findings name, in reading order.
    root : Path
        The folder that these paths start from. A link may lead to a page there that is not among them.
    """
    given: dict[str, Finding] = {}
    for path, page in pages.items():
        for label in (label for formula in page.formulas for label in formula.labels):
            here = Finding(path, *page.place(label.start), f"the label {label.name} is given already, at ")
            first = given.setdefault(label.name, here)
            if first.path != path:
                yield replace(here, message=f"{here.message}{first.path}:{first.line}:{first.column}")
        for reference in page.references:
            if reference.page and (problem := _lost(target(path, reference), reference, pages, root)):
                yield Finding(path, *page.place(reference.start), problem)


def _lost(other: str, reference: Reference, pages: Mapping[str, Page], root: Path) -> str:
    """Return why a reference to another page leads nowhere, if it does."""
    if other not in pages and not (root / other).is_file():
        return f"there is no page {other}"
    if not reference.anchor.startswith(PREFIX):
        return ""
    page = pages.get(other)
    if page is None:
        with contextlib.suppress(OSError, UnicodeDecodeError):  # its own check reports it
            page = read_page(read_text(root / other))
    lost = page is not None and _equation(page, reference) is None
    return f"there is no equation {reference.anchor} in {other}" if lost else ""


# -- links -----------------------------------------------------------------------------------------


def target(path: str, reference: Reference) -> str:
    """Return the path of the page that a reference on the page at `path` leads to."""
    if not reference.page:
        return path
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(reference.page)))


def reference_edits(path: str, pages: Mapping[str, Page]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that write the numbers of equations into the empty links of a page."""
    for reference in pages[path].references:
        other = pages.get(target(path, reference))
        if reference.is_empty and other and (equation := _equation(other, reference)):
            yield reference.start + 1, reference.start + 1, equation.shown


def _equation(page: Page, reference: Reference) -> Equation | None:
    return next((e for e in page.equations if e.id == reference.anchor), None)


def with_labels_linked(content: str, links: Mapping[str, tuple[str, str]]) -> str:
    """Return a page's HTML with links where mkdocs-autorefs has marked references to labels.

    Parameters
    ----------
    content : str
        In which `[][eq-delta2]` has become `<autoref identifier="eq-delta2"></autoref>`.
    links : mapping of str to a pair of str
        For each label the address, and the words to show. An unknown one stays: mkdocs-autorefs reports it.
    """

    def link(found: re.Match[str]) -> str:
        if found["label"] not in links:
            return found[0]
        address, words = links[found["label"]]
        return f'<a href="{html.escape(address)}">{found["text"] or words}</a>'

    return AUTOREF.sub(link, content)
