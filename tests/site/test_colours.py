"""The colours can be read and told apart, in light and dark, with every kind of colour vision."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

SHEET = Path(__file__).parents[2] / "docs" / "stylesheets" / "colours.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)")
SAME = re.compile(r"--([\w-]+): var\(--([\w-]+)\)")

# How the colour-blind see: Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB.
VISION = {
    "usual": np.eye(3),
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def scheme(column: int) -> dict[str, str]:
    """Return the colours of the light scheme (0) or the dark one (1)."""
    text = SHEET.read_text(encoding="utf-8")
    colours = {name: shades[column] for name, *shades in PAIR.findall(text)}
    colours |= {name: colours[other] for name, other in SAME.findall(text) if other in colours}
    return {name: colour for name, colour in colours.items() if len(colour) == 7}


def linear(colour: str) -> np.ndarray:
    """Return a colour as linear RGB."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    low, high = sorted(float(linear(colour) @ TO_XYZ[1]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, vision: str) -> np.ndarray:
    """Return a colour in CIELAB, as somebody with this vision sees it."""
    seen = np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1)
    x, y, z = np.cbrt(TO_XYZ @ seen / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.fixture(params=[0, 1], ids=["light", "dark"])
def colours(request: pytest.FixtureRequest) -> dict[str, str]:
    return scheme(request.param)


TEXT = ["ink", "muted", "accent"]
CODE = ["keyword", "string", "number", "function", "comment", "operator", "name"]


@pytest.mark.parametrize("ground", ["paper", "surface"])
@pytest.mark.parametrize("text", TEXT + [f"md-code-hl-{kind}-color" for kind in CODE])
def test_text_can_be_read(colours: dict[str, str], text: str, ground: str):
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_lit_symbol_can_be_read(colours: dict[str, str]):
    assert contrast(colours["ink"], colours["glow"]) >= 4.5


@pytest.mark.parametrize("mark", ["ink", "red", "blue", "accent", "muted"])
def test_marks_of_figures_stand_out(colours: dict[str, str], mark: str):
    assert contrast(colours[f"figure-{mark}"], colours["figure-paper"]) >= 3


@pytest.mark.parametrize("vision", VISION)
def test_everyone_can_tell_red_from_blue(colours: dict[str, str], vision: str):
    distance = np.linalg.norm(lab(colours["figure-red"], vision) - lab(colours["figure-blue"], vision))
    assert distance > 40


@pytest.mark.parametrize("vision", VISION)
def test_classes_differ_from_what_is_drawn_around_them(colours: dict[str, str], vision: str):
    for mark, around in combinations(["figure-red", "figure-blue", "figure-ink"], 2):
        assert np.linalg.norm(lab(colours[mark], vision) - lab(colours[around], vision)) > 30


def test_all_colours_of_figures_are_defined():
    text = SHEET.read_text(encoding="utf-8")
    roles = {"ink", "paper", "grid", "red", "blue", "accent", "muted"}
    assert set(re.findall(r"--figure-(\w+):", text)) == roles
