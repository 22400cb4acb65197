"""The pictures of the pages: what is drawn is computed in plain NumPy, drawing it takes few lines.

| function        | what it gives                                                     |
|-----------------|-------------------------------------------------------------------|
| `decision_grid` | a grid of points that covers the data with a margin               |
| `surface`       | a loss on a grid of two weights                                   |
| `draw_classes`  | red stars for class 0, blue circles for class 1                   |
| `draw_regions`  | the plane coloured by the predicted class                         |
| `draw_surface`  | a loss over two weights as filled contours                        |
| `draw_path`     | the first updates of a descent on such a surface                  |
| `draw_image`    | an image, or weights laid out as one, in squares                  |
| `draw_network`  | layers of nodes and weighted edges, with numbers on them if given |

Every drawing function takes the matplotlib axes first.
A colour is one of `PALETTE`, so that a page can restyle a picture for light and dark.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import NDArray

from nnscratch.arrays import Array, accept, said
from nnscratch.shapes import shapes

INK, PAPER, GRID, MUTED = "#1b1b1f", "#ffffff", "#d9d9de", "#6b6b76"
RED, BLUE, ACCENT = "#c8371b", "#1f5fbf", "#7a3e9d"

PALETTE = MappingProxyType(
    {"ink": INK, "paper": PAPER, "grid": GRID, "muted": MUTED, "red": RED, "blue": BLUE, "accent": ACCENT}
)
"""Every colour of a figure by its role."""

RADIUS = 0.78
"""Radius of a node of `draw_network`, whose layers are `LAYER_GAP` apart."""
LAYER_GAP, NODE_GAP = 4.0, 2.8

Texts = Sequence[Any] | None
"""Texts on the nodes or the edges of a network: a sequence for each layer."""

SHADES = 8
"""How many shades of its colour an image has."""

SIDE = 500
"""How many steps a side of a grid has at most, so that it costs the same for data in any units."""


@shapes(X="N 2", margin="number >= 0", step="number > 0")
def decision_grid(
    X: Array,
    margin: float = 0.5,
    step: float = 0.01,
) -> tuple[Array, Array]:
    """Return the coordinates of a grid that covers two-dimensional data and a margin around it.

    Parameters
    ----------
    X : ndarray of shape (N, 2)
        The data.
    margin : float
        How far the grid goes beyond the data, in the units of `X`.
    step : float
        Distance of neighbouring grid points, above 0, as long as no side needs more than `SIDE` of them.

    Returns
    -------
    x1, x2 : ndarray of shape (rows, columns)
        `np.column_stack([x1.ravel(), x2.ravel()])` are the points as samples.

    Raises
    ------
    ValueError
        If `X` is not (N, 2) and finite, `margin` is below 0, or `step` is not above 0.

    Examples
    --------
    >>> x1, x2 = decision_grid(np.array([[0.0, 0.0], [1.0, 2.0]]), margin=0.5, step=0.5)
    >>> x1.shape
    (7, 5)
    """
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    steps = np.maximum(step, (high - low) / SIDE)
    sides = [np.arange(a, b + h / 2, h) for a, b, h in zip(low, high, steps, strict=True)]
    x1, x2 = np.meshgrid(*sides)
    return x1, x2


def surface(loss: Callable[[Array], float], w1: Array, w2: Array) -> Array:
    """Return `loss(w)` for each pair of weights, shape (len(w2), len(w1)); `w` is passed as a row (1, 2).

    Examples
    --------
    >>> surface(lambda w: w[0, 0] + 10 * w[0, 1], np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
    array([[ 0.,  1.,  2.],
           [10., 11., 12.]])
    """
    return np.array([[loss(np.array([[a, b]])) for a in w1] for b in w2])


@shapes(X="N 2", t="N 1 in {0, 1}")
def draw_classes(ax: Axes, X: Array, t: Array) -> None:
    """Draw the samples of class 0 as red stars and of class 1 as blue circles."""
    is_blue = t[:, 0] == 1
    size = 60 / (1 + len(X) / 300) + 4  # many samples are drawn smaller, so that they stay apart
    red, blue = X[~is_blue], X[is_blue]
    ax.scatter(red[:, 0], red[:, 1], marker="*", s=1.6 * size, color=RED, linewidths=0, label="$t = 0$")
    ax.scatter(blue[:, 0], blue[:, 1], marker="o", s=0.7 * size, color=BLUE, linewidths=0, label="$t = 1$")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    # Above the plane, where no sample is, with marks of one size.
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, markerscale=7.5 / np.sqrt(size))


def draw_regions(ax: Axes, probability: Callable[[Array], Array], X: Array, step: float = 0.02) -> None:
    """Colour the plane around `X` blue where `probability` is one half or more, else red; boundary in ink."""
    x1, x2 = decision_grid(X, step=step)
    y = probability(np.column_stack([x1.ravel(), x2.ravel()])).reshape(x1.shape)
    below_half = np.nextafter(0.5, 0)  # a filled level holds its upper end, and one half itself is blue
    ax.contourf(x1, x2, y, levels=[-0.5, below_half, 1.5], colors=[RED, BLUE], alpha=0.14)
    ax.contour(x1, x2, y, levels=[0.5], colors=[INK], linewidths=1.2)


def draw_surface(ax: Axes, loss: Callable[[Array], float], w1: Array, w2: Array, levels: int = 12) -> None:
    """Draw a loss over two weights: the stronger the colour, the higher."""
    height = surface(loss, w1, w2)
    steps = np.linspace(0, 1, levels + 1) ** 2  # denser at the bottom, which is flat
    edges = height.min() + np.ptp(height) * steps
    shades = [(ACCENT, 0.75 * i / levels) for i in range(levels)]
    ax.contourf(w1, w2, height, levels=edges, colors=shades)
    ax.contour(w1, w2, height, levels=edges[1:-1], colors=[ACCENT], linewidths=0.4)
    ax.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")


def draw_path(ax: Axes, iterates: Array) -> None:
    """Draw iterates of two weights, shape (k, 1, 2) or (k, 2), as numbered points joined by arrows."""
    points = accept("iterates", np.reshape(iterates, (len(iterates), -1)), "k 2", {})
    for start, end in pairwise(points):
        ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": INK, "shrinkA": 4, "shrinkB": 4})
    ax.scatter(points[:, 0], points[:, 1], s=18, color=INK, zorder=3)
    for k, point in enumerate(points):
        ax.annotate(f"$w({k})$", point, xytext=(5, -11), textcoords="offset points", color=INK)


@shapes(image="R K")
def draw_image(ax: Axes, image: Array, corner: tuple[float, float] = (0, 0), colour: str = INK) -> None:
    """Draw an array as an image of unit squares: the further from 0, the stronger; red below 0.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    image : array_like of shape (R, K)
        Its entry furthest from 0 gets the full colour, and 0 none.
    corner : tuple of float
        Where its upper left corner lies, so that several images fit into one picture.
    colour : str
        That of what is above 0.
    """
    (rows, columns), (left, top) = image.shape, corner
    ax.add_patch(Rectangle((left, top - rows), columns, rows, fill=False, edgecolor=GRID))
    shades = np.sign(image) * np.ceil(SHADES * np.abs(image) / (np.abs(image).max() or 1))
    for shade in np.unique(shades[shades != 0]):
        squares = _squares(shades == shade, left, top)
        style = {"facecolor": RED if shade < 0 else colour, "alpha": abs(shade) / SHADES}
        ax.add_patch(PathPatch(squares, **style, edgecolor="none"))
    ax.set(aspect="equal")
    ax.axis("off")
    ax.autoscale_view()


def _squares(where: NDArray[np.bool_], left: float, top: float) -> Path:
    """Return the outlines of the squares of an image where a condition holds, as one path."""
    rows, columns = np.nonzero(where)
    corners = np.array([[0, 0], [1, 0], [1, -1], [0, -1]])
    upper_left = np.column_stack([left + columns, top - rows])
    return Path.make_compound_path_from_polys(upper_left[:, None] + corners)


def node_positions(sizes: Sequence[int], layer_gap: float = LAYER_GAP) -> list[Array]:
    """Return the centres of the nodes of each layer, shape (size, 2), the first node on top.

    Examples
    --------
    >>> [centres.shape for centres in node_positions([2, 3, 1])]
    [(2, 2), (3, 2), (1, 2)]
    """
    return [
        np.column_stack([np.full(size, layer_gap * layer), NODE_GAP * ((size - 1) / 2 - np.arange(size))])
        for layer, size in enumerate(sizes)
    ]


def draw_network(
    ax: Axes,
    sizes: Sequence[int],
    nodes: Sequence[Sequence[str]] | None = None,
    edges: Sequence[Sequence[Sequence[str]]] | None = None,
    *,
    notes: Sequence[Sequence[str]] | None = None,
    backward: bool = False,
    layer_gap: float = LAYER_GAP,
) -> None:
    """Draw a layered network.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    sizes : sequence of int
        Nodes of each layer, such as (2, 3, 1).
    nodes : nested sequence of str, optional
        `nodes[l][i]` is written in node i of layer l.
    edges : nested sequence of str, optional
        `edges[l][i][j]` is written on the edge from node i of layer l to node j of the next.
    notes : nested sequence of str, optional
        `notes[l][i]` is written below node i of layer l.
    backward : bool
        Whether the arrows point from the outputs to the inputs.
    layer_gap : float
        Distance of two layers, for edges that need more room for what is written on them.
    """
    _require_texts(sizes, nodes, edges, notes)
    centres = node_positions(sizes, layer_gap)
    for layer, (left, right) in enumerate(pairwise(centres)):
        for i, j in np.ndindex(len(left), len(right)):
            _draw_edge(ax, left[i], right[j], ACCENT if backward else MUTED, backward)
            if edges:
                _draw_edge_label(
                    ax, edges[layer][i][j], left[i], right[j], _label_place(len(left), len(right))
                )
    for layer, i in ((layer, i) for layer, size in enumerate(sizes) for i in range(size)):
        _draw_node(ax, centres[layer][i], nodes[layer][i] if nodes else "", notes[layer][i] if notes else "")
    ax.set(aspect="equal")
    ax.axis("off")
    ax.margins(0)


def _require_texts(sizes: Sequence[int], nodes: Texts, edges: Texts, notes: Texts) -> None:
    """Refuse texts that are not one for each node of a layer, or for each edge from a layer to the next."""
    units, pairs = [(size,) for size in sizes], list(pairwise(sizes))
    for name, texts, expected in [("nodes", nodes, units), ("edges", edges, pairs), ("notes", notes, units)]:
        got = expected if texts is None else [np.array(layer, dtype=object).shape for layer in texts]
        if got != expected:
            raise ValueError(f"{name} has layers of shapes {said(got)}, expected {said(expected)}")


def _draw_node(ax: Axes, centre: Array, text: str, note: str) -> None:
    x1, x2 = centre
    rim = {"edgecolor": INK, "linewidth": 1.2, "clip_on": False}  # half of it lies outside the axes
    ax.add_patch(Circle((x1, x2), RADIUS, facecolor=PAPER, **rim, zorder=3))
    ax.text(x1, x2, _with_minus(text), ha="center", va="center", color=INK, linespacing=1.25, zorder=4)
    ax.text(x1, x2 - 1.15 * RADIUS, _with_minus(note), ha="center", va="top", color=INK, zorder=4)


def _draw_edge(ax: Axes, left: Array, right: Array, colour: str, backward: bool) -> None:
    gap = RADIUS * (right - left) / np.linalg.norm(right - left)
    tail, head = (right - gap, left + gap) if backward else (left + gap, right - gap)
    style = {"arrowstyle": "->", "color": colour, "shrinkA": 0, "shrinkB": 1}
    ax.annotate("", tuple(head), tuple(tail), arrowprops=style, zorder=1)


def _label_place(n_left: int, n_right: int) -> float:
    """Return how far along the edges labels stand: nearer to the side with more nodes, which are apart."""
    return 0.5 + 0.14 * float(np.sign(n_right - n_left))


def _draw_edge_label(ax: Axes, label: str, left: Array, right: Array, place: float) -> None:
    across, up = (right - left) / np.linalg.norm(right - left)
    beside = (-3 * up, 3 * across)  # in points, so that the letters stand on the edge as on a line
    ax.annotate(
        _with_minus(label), tuple(left + place * (right - left)), beside, textcoords="offset points",
        rotation=np.degrees(np.arctan2(up, across)), rotation_mode="anchor",
        ha="center", va="bottom", color=INK, fontsize=_label_size(label),
    )  # fmt: skip


def _label_size(label: str) -> str:
    """Return the size of a label on an edge: a number is small, a formula not, for its indices are."""
    return "medium" if label.startswith("$") else "small"


def _with_minus(label: str) -> str:
    """Return a label with true minus signs in place of hyphens; between dollars matplotlib sees to them."""
    parts = label.split("$")
    return "$".join(part if k % 2 else part.replace("-", "\N{MINUS SIGN}") for k, part in enumerate(parts))
