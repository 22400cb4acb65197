"""Marks are joined without a change of what is drawn: each keeps its place, shape and style."""

import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from proofread.claims.svg.marks import joined_marks

STAR = '<path id="star" d="M 0 -2 \nL 1 1 \nz\n"/>'


def use(mark: str, x: float, y: float, style: str = "fill: red") -> str:
    return f'<use xlink:href="#{mark}" x="{x}" y="{y}" style="{style}"/>\n'


def test_run_of_marks_becomes_one_path():
    svg = f"<svg>{STAR}<g>\n{use('star', 1, 2)}{use('star', 3, 4)}{use('star', 5.5, -6)}</g></svg>"
    assert joined_marks(svg) == (
        f'<svg>{STAR}<g>\n<marker id="star-0" overflow="visible" markerUnits="userSpaceOnUse">'
        '<path d="M 0 -2 L 1 1 z" style="fill: red"/></marker>\n'
        '<path d="M1 2l2 2l2.5 -10" style="fill: none; marker: url(#star-0)"/>\n</g></svg>'
    )


def test_another_style_is_another_path():
    svg = f"{STAR}{use('star', 1, 2) * 2}{use('star', 1, 2, 'fill: blue') * 2}"
    joined = joined_marks(svg)
    assert re.findall(r'marker id="([^"]+)"', joined) == ["star-0", "star-1"]
    assert re.findall(r"fill: (red|blue)", joined) == ["red", "blue"]


@pytest.mark.parametrize(
    "svg",
    [
        STAR + use("star", 1, 2),
        STAR + use("star", 1, 2) + "<g/>" + use("star", 3, 4),
        STAR + use("glyph", 1, 2) * 2,
        '<use xlink:href="#star"/><use xlink:href="#star" transform="translate(1 0)"/>',
    ],
)
def test_what_is_no_run_of_marks_stays(svg: str):
    assert joined_marks(svg) == svg


def test_every_sample_of_a_scatter_plot_keeps_its_place():
    fig, ax = plt.subplots()
    ax.scatter(np.arange(50), np.arange(50) ** 2, marker="*", color="#c8371b", linewidths=0)
    file = io.StringIO()
    fig.savefig(file, format="svg")
    plt.close(fig)
    drawn = file.getvalue()
    places = re.findall(r'<use xlink:href="#\w+" x="([^"]+)" y="([^"]+)" style="fill: #c8371b"/>', drawn)
    assert len(places) == 50
    corners = re.search(r'd="M([^"]+)" style="fill: none; marker', joined_marks(drawn))[1]
    shown = np.cumsum([np.array(step.split(), float) for step in corners.split("l")], axis=0)
    np.testing.assert_allclose(shown, np.array(places, float), rtol=0, atol=0.0501)


def test_marks_stand_from_left_to_right_whatever_their_order():
    svg = f"{STAR}{use('star', 3, 0.04)}{use('star', -1.26, 7)}{use('star', 3, -5)}"
    assert 'd="M-1.3 7l4.3 -12l0 5"' in joined_marks(svg)
