"""Notebook pages as pages of the site: what mkdocs-jupyter makes, in the same HTML as the Markdown pages.

mkdocs-jupyter gives each page JupyterLab's stylesheet (590 KB), a loader for MathJax and one for diagrams
from another host. `notebook_page` takes the cells out of all that, so that the site's own stylesheet, copy
button and dark scheme serve them:

- a Markdown cell is its HTML, with its formulas as MathML;
- a code cell is a code block, followed by what `outputs_html` makes of its outputs;
- printed output is an output block;
- a figure is a `<figure>` with the text of the comment `# alt: …` that begins its cell.

`resolve_links` turns links to Markdown files into links to their pages, as MkDocs does for Markdown pages.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from proofread.figures import themed
from proofread.findings import Wrong
from proofread.mathml import render_notebook_maths

CELL_PARTS = ".jp-MarkdownCell .jp-MarkdownOutput, .jp-CodeCell .highlight-ipynb"
ALT = re.compile(r"# alt:(?P<text>.*(?:\n#.*)*)\n?")
RELATIVE_LINK = re.compile(r'(?P<before><a\b[^>]*?\bhref=")(?![a-z]+:|[#/])(?P<path>[^"#]+)')
SVG = "image/svg+xml"


class Figure(NamedTuple):
    """What is known of a cell's figure: its name on the page, and what it shows."""

    name: str
    alt: str | None


def notebook_page(
    page: str, outputs: Mapping[str, str] | None = None, symbols: Mapping[str, str] | None = None
) -> str:
    """Return the cells of a notebook, in the HTML of the site's own pages.

    Parameters
    ----------
    page : str
        What mkdocs-jupyter made of the notebook.
    outputs : Mapping of str to str, optional
        The HTML of the outputs of a code cell, by the cell's id.
    symbols : Mapping of str to str, optional
        The Python names of LaTeX symbols, as for `proofread.mathml.to_mathml`.

    Raises
    ------
    proofread.mathml.FormulaError
        If a formula cannot be converted.
    """
    parts = BeautifulSoup(page, "html.parser").select(CELL_PARTS)
    return "\n".join(filter(None, (part_html(part, outputs or {}, symbols) for part in parts)))


def resolve_links(page: str, address: Callable[[str], str | None]) -> str:
    """Replace the path of each relative link by what `address` says of it; None leaves it as it is."""
    return RELATIVE_LINK.sub(lambda link: link["before"] + (address(link["path"]) or link["path"]), page)


def part_html(part: Tag, outputs: Mapping[str, str], symbols: Mapping[str, str] | None) -> str:
    """Return one part of a cell as the site shows it, a cell's outputs with its code."""
    if has_class(part, "jp-MarkdownOutput"):
        return render_notebook_maths(markdown_html(part), symbols)
    return code_html(part) + outputs.get(cell_id(part), "")


def cell_id(part: Tag) -> str:
    """Return the id of the innermost cell around a part."""
    cell = part.find_parent(class_="jp-Cell", id=True)
    return str(cell["id"]).removeprefix("cell-id=") if cell else ""


def has_class(part: Tag, name: str) -> bool:
    """Tell whether an element has a class."""
    return name in part.get_attribute_list("class")


def markdown_html(part: Tag) -> str:
    """Return the HTML of a Markdown cell, with the site's links at its headings."""
    for link in part.select("a.anchor-link"):
        link.attrs.update({"class": "headerlink", "title": "Link to this section"})
    return part.decode_contents().strip()


def code_html(part: Tag) -> str:
    """Return a code block like those of the Markdown pages, without the comment that describes its figure."""
    for span in figure_comment(part):
        line_end = span.next_sibling
        span.decompose()
        if isinstance(line_end, NavigableString):
            line_end.replace_with(line_end.removeprefix("\n"))
    code = (part.find("pre") or part).decode_contents().rstrip() + "\n"
    return f'<div class="language-python highlight"><pre><code>{code}</code></pre></div>'


def figure_comment(part: Tag) -> list[Tag]:
    """Return the comment lines that describe a figure."""
    spans = [span for span in part.find_all("span") if span.get_text()]
    described = bool(spans) and spans[0].get_text().startswith("# alt:")
    return list(takewhile(lambda span: has_class(span, "c1"), spans)) if described else []


def alt_text(source: str) -> str | None:
    """Return what the comment `# alt: …` that begins a cell says of its figure; None without a comment."""
    found = ALT.match(source)
    if not found:
        return None
    return " ".join(line.lstrip("# ").strip() for line in found["text"].splitlines()).strip()


def outputs_html(outputs: Sequence[Mapping[str, Any]], figure: Figure, colours: dict[str, str]) -> str:
    """Return the outputs of a code cell as the site shows them.

    Parameters
    ----------
    outputs : sequence of Mapping
        As a notebook stores them.
    figure : Figure
        The name of the figure among them, if there is one, and the alternative text, if there is that.
    colours : dict of str to str
        The role of each colour that a figure may use.

    Raises
    ------
    Wrong
        If a figure has no alternative text, a text no figure, or a cell more than one figure; or if
        an output is neither text nor an SVG.
    """
    require_one_figure(sum(SVG in output.get("data", {}) for output in outputs), figure.alt)
    return "".join(output_html(output, figure, colours) for output in outputs)


def require_one_figure(number: int, alt: str | None) -> None:
    """Refuse a cell whose figures and alternative text are not one each."""
    if not alt and (number or alt is not None):
        raise Wrong("a figure has no alternative text: begin its cell with `# alt: …`, what the figure shows")
    if alt and number != 1:
        raise Wrong(f"one figure belongs to `# alt: {alt}`, but its cell draws {number or 'none'}")


def output_html(output: Mapping[str, Any], figure: Figure, colours: dict[str, str]) -> str:
    """Return one output: a figure, a piece of HTML such as a table, or text."""
    data = output.get("data", {"text/plain": output.get("text", "")})
    if SVG in data:
        return f'<figure class="figure">{themed(data[SVG], figure.name, figure.alt or "", colours)}</figure>'
    if pixels := [kind for kind in data if kind.startswith("image/")]:
        raise Wrong(f"an output is of the kind {pixels[0]}, whose colours dark pages cannot change: draw SVG")
    if "text/html" in data:
        return f'<div class="output">{data["text/html"]}</div>'
    text = html.escape(data["text/plain"].rstrip(), quote=False)
    return f'<div class="output"><pre><code>{text}\n</code></pre></div>'
