"""The outputs of a notebook's cell as the site shows them: text, tables, a figure with its alternative text.

The text stands in a comment `# alt: …`, over as many lines as it needs, with which the cell begins.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from proofread.claims.figure import themed
from proofread.pages.findings import Wrong

ALT = re.compile(r"# alt:(?P<text>.*(?:\n#.*)*)\n?")
SVG = "image/svg+xml"


@dataclass
class Cell:
    """A cell of a notebook, and what it showed when it ran."""

    id: str
    cell_type: str
    source: str
    tags: Sequence[str] = ()
    outputs: Sequence[Mapping[str, Any]] = ()


@dataclass
class Notebook:
    """The cells of a notebook."""

    cells: list[Cell]


class Figure(NamedTuple):
    """What is known of a cell's figure: its name on the page, and what it shows."""

    name: str
    alt: str | None


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
