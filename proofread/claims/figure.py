"""A figure fence draws one SVG that follows the page's colours in light and dark.

Each colour of the SVG becomes a CSS variable by its role in the palette, coordinates keep two decimals, and
identifiers carry the figure's name, so that several figures can stand in one page. The same code gives the
same bytes under one version of matplotlib. Outlines keep the corners that can be seen.

`data="X t"` on the fence hands the values of these names over to a script of the page: the SVG carries them
as JSON in its attribute `data-values`.
"""

import html
import json
import re
from dataclasses import dataclass

from proofread.claims.claim import Claim, Evidence, Kind, Scope
from proofread.claims.code import code_line
from proofread.claims.svg.glyphs import compact_glyphs
from proofread.claims.svg.marks import joined_marks
from proofread.claims.svg.outlines import simplified_outlines
from proofread.pages.blocks import Figure
from proofread.pages.brackets import without_numbers
from proofread.pages.findings import Wrong

_COORDINATE = re.compile(
    r"scale\([^)]*\)|-?\d+\.\d{3,}"
)  # a scale stays: 0.08333 to two decimals shrinks letters
_COLOUR = re.compile(r"(?<=: )#[0-9a-fA-F]{6}\b")
_HEAD = re.compile(r"\A.*?<svg\b[^>]*?viewBox=\"(?P<box>[^\"]*)\"[^>]*>", re.DOTALL)
_PAGE_STYLE = re.compile(r"<style[^>]*>.*?</style>\s*", re.DOTALL)  # would style every figure of the page
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_IDENTIFIER = re.compile(r'(\bid="|xlink:href="#|href="#|url\(#)')


@dataclass(frozen=True)
class FigureClaim(Claim):
    """A fence that draws a figure, with its alt text."""

    block: Figure
    kind = Kind.FIGURE

    def check(self, scope: Scope) -> Evidence:
        """Draw the figure."""
        name = self.block.name
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise Wrong(f"a figure's name is lower-case words joined by hyphens, not {name!r}")
        figures = (fence for fence in scope.page.fences if isinstance(fence, Figure))
        if next(figure for figure in figures if figure.name == name) != self.block:
            raise Wrong(f"another figure of this page is called {name!r}, too")
        svg = with_values(draw(self.block, scope, name), self.block.attributes.get("data", ""), scope)
        if not self.block.alt.strip():  # only now, for the code below may need what this code binds
            raise Wrong(f"the figure {name!r} has no alt text")
        if self.block.caption is None:
            raise Wrong(
                f"the figure {name!r} has no caption: a paragraph right below it that starts with 'Figure:'"
            )
        return Evidence("drawn by this code while the site was built", artefact=svg)


def with_values(svg: str, names: str, scope: Scope) -> str:
    """Return a figure that carries the values of some names of its page."""
    if not names:
        return svg
    values = {}
    for name in names.split():
        value = scope.value(name)
        values[name] = value.tolist() if hasattr(value, "tolist") else value
        try:
            json.dumps(values[name], allow_nan=False)
        except (TypeError, ValueError) as error:
            raise Wrong(f"the value of {name!r} cannot be handed to a script: {error}") from None
    return svg.replace("<svg ", f'<svg data-values="{html.escape(json.dumps(values))}" ', 1)


def draw(fence: Figure, scope: Scope, name: str) -> str:
    """Run a figure's code and return its SVG, named by its alt text."""
    style = str(scope.config.root / scope.config.style) if scope.config.style else ""
    svg = scope.ask("draw", fence.body, code_line(fence, scope), name, style)
    return themed(svg, name, without_numbers(fence.alt), scope.config.colours)


def themed(svg: str, name: str, alt: str, colours: dict[str, str]) -> str:
    """Return an SVG for the page: scalable, named, small, its colours by role."""
    box = _HEAD.match(svg)
    if box is None:
        raise Wrong("the figure is no SVG")
    body = _PAGE_STYLE.sub("", _METADATA.sub("", svg[box.end() :]))
    if colours and "<image" in body:
        raise Wrong("the figure holds an image of pixels, whose colours dark pages cannot change")
    body = simplified_outlines(_COORDINATE.sub(_rounded, compact_glyphs(body)))
    body = _IDENTIFIER.sub(rf"\g<1>{name}-", body)
    if colours:
        for colour in _COLOUR.findall(body):
            if colour.lower() not in colours:
                without = "a colour without a role in the palette: dark pages cannot change it"
                raise Wrong(f"the figure uses {colour}, {without}")
        body = _COLOUR.sub(lambda m: f"var(--figure-{colours[m[0].lower()]})", body)
    width = f"{float(box['box'].split()[2]):.0f}pt"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{box["box"]}" role="img" aria-label="{html.escape(alt)}" '
        f'width="{width}" stroke-linejoin="round">'
    )
    return joined_marks(re.sub(r"\n\s*", "\n", head + body).strip())


def _rounded(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("scale") else f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
