"""Outlines lose the corners that nobody can see, and no others."""

import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from proofread.claims.svg.outlines import TOLERANCE, simplified_outlines, visible_corners

CIRCLE = np.exp(1j * np.linspace(0, 2 * np.pi, 400))


def test_points_on_a_straight_line_go():
    svg = '<path d="M 0 0 \nL 1 0 \nL 2 0 \nL 2 5 \nL 0 5 \nL 0 0 \nz\n" style="fill: red"/>'
    assert simplified_outlines(svg) == '<path d="M0 0L2 0L2 5L0 5L0 0z" style="fill: red"/>'


def test_each_part_of_a_path_is_simplified_by_itself():
    assert simplified_outlines('<path d="M 0 0 L 1 0 L 2 0 z M 5 5 L 5 6 L 5 7 L 9 9 z"/>') == (
        '<path d="M0 0L2 0zM5 5L5 7L9 9z"/>'
    )


def test_kept_corners_keep_their_digits():
    assert simplified_outlines('<path d="M 0.25 -1e-07 L 3.5 8"/>') == '<path d="M0.25 -1e-07L3.5 8"/>'


@pytest.mark.parametrize("path", ["M 0 0 L 1 0 Q 2 0 3 1 z", "M 0 0 C 1 0 2 0 3 0", ""])
def test_path_that_is_no_polyline_stays(path: str):
    assert simplified_outlines(f'<path d="{path}"/>') == f'<path d="{path}"/>'


def test_identifier_that_looks_like_a_path_stays():
    assert simplified_outlines('<path id="M 0 0 L 1 0 L 2 0"/>') == '<path id="M 0 0 L 1 0 L 2 0"/>'


@pytest.mark.parametrize("radius", [0.01, 1, 100])
def test_no_point_is_farther_from_the_outline_than_the_tolerance(radius: float):
    points = radius * CIRCLE
    kept = points[visible_corners(points)]
    shares = np.linspace(0, 1, 200)[:, None]
    outline = (kept[:-1] + shares * np.diff(kept)).ravel()
    assert max(np.abs(outline - point).min() for point in points) <= TOLERANCE + 0.01 * radius
    assert len(kept) < len(points) / 3


def test_corner_beyond_the_tolerance_stays():
    assert visible_corners(np.array([0, 1 + 1.1j * TOLERANCE, 2])) == [0, 1, 2]


def test_filled_plane_loses_most_of_its_corners():
    x1, x2 = np.meshgrid(np.linspace(0, 1, 80), np.linspace(0, 1, 80))
    fig, ax = plt.subplots()
    ax.contourf(x1, x2, x1 + x2**2, levels=[-1, 1, 3])
    file = io.StringIO()
    fig.savefig(file, format="svg")
    plt.close(fig)
    before = file.getvalue()
    after = simplified_outlines(before)
    corners = [len(re.findall("L", svg[: svg.index("axis_1")])) for svg in (before, after)]
    assert corners[1] < corners[0] / 5
