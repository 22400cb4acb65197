"""Letters keep their shape when they are written in fewer bytes."""

import io
import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from proofread.claims.svg.glyphs import COARSER, GLYPH, SCALE, compact_glyphs


@pytest.fixture
def drawn() -> str:
    file = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "path"}):
        fig, ax = plt.subplots()
        ax.set(xlabel="weight $w_1$, 0.58 & more", title=r"$\sigma(z)$")
        fig.savefig(file, format="svg")
        plt.close(fig)
    return file.getvalue()


def corners(outline: str) -> list[complex]:
    """Return where the commands of an outline end, whether it is written by places or by steps."""
    found, here, start = [], 0j, 0j
    for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", outline):
        if command == "z":
            here = start
            continue
        x, y = np.array(re.findall(r"-?[\d.]+", numbers), float).reshape(-1, 2)[-1]
        here = complex(x, y) + (here if command.islower() else 0)
        start = here if command in "Mm" else start
        found.append(here)
    return found


def test_places_become_steps():
    svg = f'<path id="a-1" d="M 32 -16 \nL 64 -16 \nQ 80 0 96 160 \nz\n" transform="scale({SCALE})"/>'
    assert compact_glyphs(svg) == '<path id="a-1" d="m2-1l2 0q1 1 2 11z" transform="scale(0.25)"/>'


def test_next_part_of_a_letter_begins_where_the_last_one_began():
    svg = f'<path id="i" d="M 16 16 L 32 16 z M 48 16 L 64 16 z" transform="scale({SCALE})"/>'
    assert 'd="m1 1l1 0zm2 0l1 0z"' in compact_glyphs(svg)


def test_every_corner_of_every_letter_keeps_its_place(drawn: str):
    compact = dict(
        re.findall(r'<path id="([^"]+)" d="([^"]*)" transform="scale\(0\.25\)"', compact_glyphs(drawn))
    )
    letters = {glyph["name"].split('"')[1]: glyph["outline"] for glyph in GLYPH.finditer(drawn)}
    assert len(letters) > 15
    assert compact.keys() == letters.keys()
    for name, outline in letters.items():
        moved = np.array(corners(outline)) - COARSER * np.array(corners(compact[name]))
        assert np.abs([moved.real, moved.imag]).max() <= COARSER / 2


def test_letters_take_half_of_their_bytes(drawn: str):
    before = sum(len(glyph["outline"]) for glyph in GLYPH.finditer(drawn))
    assert len(drawn) - len(compact_glyphs(drawn)) > 0.45 * before


def test_what_is_no_letter_stays():
    svg = '<path id="m1" d="M 0 0 L 16 16"/><use xlink:href="#a" transform="scale(0.015625)"/>'
    assert compact_glyphs(svg) == svg
