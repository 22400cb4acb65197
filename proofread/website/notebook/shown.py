"""Notebook pages as pages of the site: what mkdocs-jupyter makes, in the same HTML as the Markdown pages.

mkdocs-jupyter gives each page JupyterLab's stylesheet (590 KB), a loader for MathJax and one for diagrams
from another host. `notebook_page` takes the cells out of all that, so that the site's own stylesheet, copy
button and dark scheme serve them:

- a Markdown cell is its HTML, with its formulas as MathML;
- a code cell is a code block, followed by what `proofread.checking.cell_outputs` made of its outputs;
- printed output is an output block;
- a figure is a `<figure>` with the text of the comment `# alt: …` that begins its cell.

`resolve_links` turns links to Markdown files into links to their pages, as MkDocs does for Markdown pages.
"""

import re
from collections.abc import Callable, Mapping
from itertools import takewhile

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from proofread.website.maths.mathml import render_notebook_maths

CELL_PARTS = ".jp-MarkdownCell .jp-MarkdownOutput, .jp-CodeCell .highlight-ipynb"
RELATIVE_LINK = re.compile(r'(?P<before><a\b[^>]*?\bhref=")(?![a-z]+:|[#/])(?P<path>[^"#]+)')


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
        The Python names of LaTeX symbols, as for `proofread.website.maths.mathml.to_mathml`.

    Raises
    ------
    proofread.website.maths.mathml.FormulaError
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
        for link in part.select("a.anchor-link"):
            link.attrs.update({"class": "headerlink", "title": "Link to this section"})
        return render_notebook_maths(part.decode_contents().strip(), symbols)
    cell = part.find_parent(class_="jp-Cell", id=True)
    name = str(cell["id"]).removeprefix("cell-id=") if cell else ""
    return code_html(part) + outputs.get(name, "")


def has_class(part: Tag, name: str) -> bool:
    """Tell whether an element has a class."""
    return name in part.get_attribute_list("class")


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
