"""Notebook pages as pages of the site: what mkdocs-jupyter makes, in the same HTML as the Markdown pages.

mkdocs-jupyter gives each page JupyterLab's stylesheet (590 KB), a loader for MathJax and one for diagrams
from another host. `notebook_page` takes the cells out of all that, so that the site's own stylesheet, copy
button and dark scheme serve them:

- a Markdown cell is its HTML, with its formulas as MathML;
- a code cell is a code block, its printed output an output block;
- a figure is a `<figure>` with the text of the comment `# alt: …` that begins its cell.

`resolve_links` turns links to Markdown files into links to their pages, as MkDocs does for Markdown pages.
"""

import base64
import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from proofread.mathml import render_notebook_maths

Theme = Callable[[str, str, str], str]
"""From an SVG, a name and an alternative text to the SVG that the site shows."""

CELL_PARTS = (
    ".jp-MarkdownCell .jp-MarkdownOutput, .jp-CodeCell .highlight-ipynb, .jp-CodeCell .jp-OutputArea-output"
)
ALT = re.compile(r"# alt:(?P<text>.*(?:\n#.*)*)\n?")
RELATIVE_LINK = re.compile(r'(?P<before><a\b[^>]*?\bhref=")(?![a-z]+:|[#/])(?P<path>[^"#]+)')
SVG_DATA = "data:image/svg+xml;base64,"
RANDOM_ID = re.compile(r'\bid="(?P<id>[^"]*[0-9a-f]{10})"')


class NotebookError(ValueError):
    """A notebook that cannot become a page."""


class Figure(NamedTuple):
    """What is known of a cell's figure: its name on the page, and what it shows."""

    name: str
    alt: str


def notebook_page(page: str, symbols: Mapping[str, str] | None = None, *, themed: Theme | None = None) -> str:
    """Return the cells of a notebook, in the HTML of the site's own pages.

    Parameters
    ----------
    page : str
        What mkdocs-jupyter made of the notebook.
    symbols : Mapping of str to str, optional
        The Python names of LaTeX symbols, as for `proofread.mathml.to_mathml`.
    themed : callable, optional
        Makes the site's figure of an SVG, its name and its alternative text; without it an SVG is an image.

    Raises
    ------
    NotebookError
        If a figure has no alternative text, a text no figure, or a cell more than one figure.
    proofread.mathml.FormulaError
        If a formula cannot be converted.
    """
    parts = BeautifulSoup(page, "html.parser").select(CELL_PARTS)
    figures = figures_of(parts)
    return "\n".join(render_notebook_maths(part_html(part, figures, themed), symbols) for part in parts)


def resolve_links(page: str, address: Callable[[str], str | None]) -> str:
    """Replace the path of each relative link by what `address` says of it; None leaves it as it is."""
    return RELATIVE_LINK.sub(lambda link: link["before"] + (address(link["path"]) or link["path"]), page)


def figures_of(parts: list[Tag]) -> dict[str, Figure]:
    """Return the figure of each cell that has one, by the cell's id."""
    texts = [(cell_id(part), ALT.match(part.get_text())) for part in parts if is_code(part)]
    alts = {cell: joined_comment(found["text"]) for cell, found in texts if found}
    drawn = Counter(cell_id(part) for part in parts if is_image(part))
    for cell in [*alts, *drawn]:
        require_one_figure(drawn[cell], alts.get(cell, ""))
    return {cell: Figure(f"figure-{number}", alt) for number, (cell, alt) in enumerate(alts.items(), start=1)}


def require_one_figure(number: int, alt: str) -> None:
    """Refuse a cell whose figures and alternative text are not one each."""
    if not alt:
        raise NotebookError(
            "a figure has no alternative text: begin its cell with `# alt: …`, what the figure shows"
        )
    if number != 1:
        raise NotebookError(f"one figure belongs to `# alt: {alt}`, but its cell draws {number or 'none'}")


def joined_comment(text: str) -> str:
    """Return the lines of a comment as one."""
    return " ".join(line.lstrip("# ").strip() for line in text.splitlines()).strip()


def cell_id(part: Tag) -> str:
    """Return the id of the innermost cell around a part."""
    cell = part.find_parent(class_="jp-Cell", id=True)
    return str(cell["id"]) if cell else ""


def is_code(part: Tag) -> bool:
    """Tell whether a part is the source of a code cell."""
    return has_class(part, "highlight-ipynb")


def is_image(part: Tag) -> bool:
    """Tell whether a part is a figure that a code cell drew."""
    return has_class(part, "jp-RenderedImage") or has_class(part, "jp-RenderedSVG")


def has_class(part: Tag, name: str) -> bool:
    """Tell whether an element has a class."""
    return name in part.get_attribute_list("class")


def part_html(part: Tag, figures: Mapping[str, Figure], themed: Theme | None) -> str:
    """Return one part of a cell as the site shows it."""
    if is_code(part):
        return code_html(part)
    if is_image(part):
        return figure_html(part, figures[cell_id(part)], themed)
    if has_class(part, "jp-MarkdownOutput"):
        return markdown_html(part)
    if has_class(part, "jp-RenderedText"):
        return f'<div class="output"><pre><code>{preformatted(part)}</code></pre></div>'
    return f'<div class="output">{part.decode_contents()}</div>'


def code_html(part: Tag) -> str:
    """Return a code block like those of the Markdown pages, without the comment that describes its figure."""
    for span in figure_comment(part):
        line_end = span.next_sibling
        span.decompose()
        if isinstance(line_end, NavigableString):
            line_end.replace_with(line_end.removeprefix("\n"))
    return f'<div class="language-python highlight"><pre><code>{preformatted(part)}</code></pre></div>'


def figure_comment(part: Tag) -> list[Tag]:
    """Return the comment lines that describe a figure."""
    spans = [span for span in part.find_all("span") if span.get_text()]
    described = bool(spans) and spans[0].get_text().startswith("# alt:")
    return list(takewhile(lambda span: has_class(span, "c1"), spans)) if described else []


def preformatted(part: Tag) -> str:
    """Return what stands in the block of a part, with one line end."""
    return (part.find("pre") or part).decode_contents().rstrip() + "\n"


def figure_html(part: Tag, figure: Figure, themed: Theme | None) -> str:
    """Return a figure with its alternative text."""
    image = part.find("img")
    source = str(image["src"]) if image else ""
    if themed and source.startswith(SVG_DATA):
        svg = base64.b64decode(source.removeprefix(SVG_DATA)).decode()
        return f'<figure class="figure">{themed(repeatable(svg), *figure)}</figure>'
    return f'<figure class="figure"><img src="{source}" alt="{html.escape(figure.alt)}"></figure>'


def repeatable(svg: str) -> str:
    """Return an SVG with its random identifiers counted: a notebook has no `svg.hashsalt`."""
    names = {found["id"]: f"part-{number}" for number, found in enumerate(RANDOM_ID.finditer(svg))}
    return re.sub(r"[\w-]+", lambda word: names.get(word[0], word[0]), svg) if names else svg


def markdown_html(part: Tag) -> str:
    """Return the HTML of a Markdown cell, with the site's links at its headings."""
    for link in part.select("a.anchor-link"):
        link.attrs.update({"class": "headerlink", "title": "Link to this section"})
    return part.decode_contents().strip()
