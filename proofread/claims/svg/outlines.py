"""Outlines of a figure without the points that nobody can see.

matplotlib fills the regions of a contour plot with outlines that have a corner at every cell of the grid,
also where they run straight along the frame: a plane of two colours took 8 KB of a page's 150.
`simplified_outlines` keeps the corners that matter, so that no outline moves by more than `TOLERANCE`.
"""

import re

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.complex128]

TOLERANCE = 0.05
"""In points, the unit of the SVG; a pixel is 0.75 of them."""
NUMBER = r"-?[\d.]+(?:e-?\d+)?"
POLYGONS = re.compile(rf'(?<= d=")(?:\s*[ML]\s*{NUMBER}\s+{NUMBER}|\s*[zZ])+\s*(?=")')
POLYGON = re.compile(r"M([^Mz]*)(z?)", re.IGNORECASE)


def simplified_outlines(svg: str) -> str:
    """Return an SVG in which every path of straight lines has the corners that can be seen.

    Parameters
    ----------
    svg : str
        What matplotlib drew. A path with a curve in it stays as it is.
    """
    return POLYGONS.sub(lambda path: "".join(map(_outline, POLYGON.finditer(path[0]))), svg)


def _outline(polygon: re.Match[str]) -> str:
    numbers = re.findall(NUMBER, polygon[1])
    points = np.array([complex(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)])
    corners = (f"{numbers[2 * k]} {numbers[2 * k + 1]}" for k in visible_corners(points))
    return "M" + "L".join(corners) + polygon[2]


def visible_corners(points: Points, tolerance: float = TOLERANCE) -> list[int]:
    """Return which points of a polyline to keep: the others lie within the tolerance of what remains.

    This is the method of Douglas and Peucker: keep the point farthest from the straight line between two kept
    ones, and look at both halves, until no point is too far away.

    Examples
    --------
    >>> visible_corners(np.array([0, 1, 2 + 0.01j, 3, 3 + 1j]))
    [0, 3, 4]
    """
    kept, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        along, behind = points[last] - points[first], points[first + 1 : last] - points[first]
        share = (behind * np.conj(along)).real / (abs(along) ** 2 or 1)  # of the way along the straight line
        away = np.abs(behind - np.clip(share, 0, 1) * along)
        if away.size and away.max() > tolerance:
            middle = first + 1 + int(away.argmax())
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return sorted(kept)
