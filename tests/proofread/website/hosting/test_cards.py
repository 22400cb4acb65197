"""A card is what a link to a page shows: the same page has the same card, in the colours of the site."""

import io
from pathlib import Path

import pytest
from PIL import Image

from proofread.website.hosting import cards
from proofread.website.hosting.cards import Card, MissingColour, drawn_card, light_colours, write_cards

SHEET = """
--paper: light-dark(#fdfcf9, #14171b); --ink: light-dark(#1e2227, #e4e2dd);
--accent: light-dark(#0b6b62, #5ccdb9); --figure-red: light-dark(#c2371e, #ff8468);
--figure-blue: light-dark( #1c62b8, #74b3ff); --figure-ink: var(--ink);
"""
CARD = Card("A site", "A chapter", "A title")


@pytest.fixture(scope="module")
def colours() -> dict[str, str]:
    return light_colours(SHEET)


def test_colours_are_those_of_the_light_scheme(colours: dict[str, str]):
    assert colours["paper"] == "#fdfcf9"
    assert colours["blue"] == "#1c62b8"


def test_missing_colour_is_named():
    with pytest.raises(MissingColour, match="--figure-red"):
        light_colours(SHEET.replace("--figure-red: light-dark", "--figure-red: "))


@pytest.mark.parametrize(
    "title", ["A title", "A much longer title, " * 8, "σ(z) " + "Donaudampfschifffahrt" * 4]
)
def test_card_has_the_size_that_networks_show_and_is_small(colours: dict[str, str], title: str):
    png = drawn_card(CARD._replace(title=title), colours)
    assert Image.open(io.BytesIO(png)).size == (1200, 630)
    assert len(png) < 40_000


def test_card_shows_every_colour_of_the_site(colours: dict[str, str]):
    seen = Image.open(io.BytesIO(drawn_card(CARD, colours))).convert("RGB").getcolors()
    shown = {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in seen}
    assert set(colours.values()) <= shown


def test_same_card_is_the_same_file(colours: dict[str, str]):
    assert drawn_card(CARD, colours) == drawn_card(CARD, colours)


@pytest.mark.parametrize("part", Card._fields)
def test_each_part_is_shown(colours: dict[str, str], part: str):
    assert drawn_card(CARD._replace(**{part: "Other"}), colours) != drawn_card(CARD, colours)


def test_unchanged_card_is_not_drawn_again(
    colours: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first, second = tmp_path / "site" / "a.png", tmp_path / "site" / "b" / "c.png"
    write_cards({first: CARD}, colours, tmp_path / "store")
    monkeypatch.setattr(cards, "drawn_card", lambda *_: pytest.fail("drawn again"))
    write_cards({second: CARD}, colours, tmp_path / "store")
    assert second.read_bytes() == first.read_bytes()


def test_changed_card_takes_the_place_of_the_old_one(colours: dict[str, str], tmp_path: Path):
    write_cards({tmp_path / "a.png": CARD}, colours, tmp_path / "store")
    write_cards({tmp_path / "a.png": CARD._replace(title="New")}, colours, tmp_path / "store")
    assert len(list((tmp_path / "store").iterdir())) == 1


def test_other_colours_make_another_card(colours: dict[str, str], tmp_path: Path):
    write_cards({tmp_path / "a.png": CARD}, colours, tmp_path / "store")
    write_cards({tmp_path / "b.png": CARD}, colours | {"red": "#ff0000"}, tmp_path / "store")
    assert (tmp_path / "a.png").read_bytes() != (tmp_path / "b.png").read_bytes()
