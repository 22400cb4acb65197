"""The picture that a link to a page shows elsewhere: its title, its chapter, and two classes no line parts.

A card is drawn while the site is built, from fonts that come with matplotlib and in the colours of the site's
stylesheet. The same page has the same card, byte by byte, so cards are kept under a hash of what is on them.
"""

import contextlib
import hashlib
import io
import math
import re
import textwrap
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from PIL import __version__ as pillow_version

from proofread.checking.files import write_whole

WIDTH, HEIGHT = 1200, 630
"""What the networks that show cards ask for, in pixels."""

FINE = 2
"""Cards are drawn this many times as large and made smaller, which smooths what Pillow draws in steps."""

MARGIN = 84
TITLE_WIDTH = WIDTH - 2 * MARGIN
TITLE_SIZES = (96, 86, 76, 64, 54)
POINTS = 11
"""How many stars, and how many circles, stand on a card."""
SHADES = 48
"""How many colours a card keeps: flat ones and the steps between them."""

ROLES = {"paper": "paper", "ink": "ink", "accent": "accent", "red": "figure-red", "blue": "figure-blue"}
"""The colours of a card, each with its variable in the stylesheet."""

Colours = Mapping[str, str]
Point = tuple[float, float]


class Card(NamedTuple):
    """What stands on a card."""

    site: str
    chapter: str
    title: str


class MissingColour(ValueError):
    """The stylesheet does not define a colour that cards need."""


def light_colours(sheet: str) -> dict[str, str]:
    """Return the colours of the light scheme, each the first of a `light-dark(…)` pair."""
    pairs = dict(re.findall(r"--([\w-]+):\s*light-dark\(\s*(#[0-9a-fA-F]{6})\b", sheet))
    if missing := [name for name in ROLES.values() if name not in pairs]:
        raise MissingColour(f"the stylesheet of the cards defines no light-dark(#……, #……) for --{missing[0]}")
    return {role: pairs[name] for role, name in ROLES.items()}


def write_cards(cards: Mapping[Path, Card], colours: Colours, store: Path) -> None:
    """Write each card to its file; `store` keeps those of this build for the next one."""
    shared = [*sorted(colours.values()), pillow_version, Path(__file__).read_text(encoding="utf-8")]
    kept = set()
    for file, card in cards.items():
        key = hashlib.sha256("\0".join([*card, *shared]).encode()).hexdigest()
        stored = store / f"{key}.png"
        kept.add(stored)
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            png = stored.read_bytes()
        except OSError:
            png = drawn_card(card, colours)
            with contextlib.suppress(OSError):  # where nothing can be kept, every build draws all cards
                write_whole(stored, png)  # another build may look for it at the same time
        file.write_bytes(png)
    with contextlib.suppress(OSError):
        for stale in set(store.glob("*.png")) - kept:
            stale.unlink(missing_ok=True)


def drawn_card(card: Card, colours: Colours) -> bytes:
    """Return a card as PNG."""
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), colours["paper"])
    draw = ImageDraw.Draw(image)
    _draw_moons(draw, colours)
    lines, size = _fitted(card.title)
    top = HEIGHT - MARGIN - 6 - 1.12 * size * len(lines)
    _draw_text(draw, card.site, MARGIN - 16, font("STIXGeneralBol", 44), colours["ink"])
    _draw_text(draw, card.chapter, top - 58, font("DejaVuSans", 28), colours["accent"])
    for number, line in enumerate(lines):
        _draw_text(draw, line, top + 1.12 * size * number, font("STIXGeneralBol", size), colours["ink"])
    small = image.reduce(FINE).quantize(SHADES, dither=Image.Dither.NONE)
    png = io.BytesIO()
    small.save(png, "PNG", optimize=True)
    return png.getvalue()


def _draw_text(
    draw: ImageDraw.ImageDraw, text: str, top: float, face: ImageFont.FreeTypeFont, colour: str
) -> None:
    draw.text((MARGIN * FINE, top * FINE), text, font=face, fill=colour)


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return one of the fonts that come with matplotlib, in pixels of the card."""
    import matplotlib as mpl

    file = Path(mpl.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"
    return ImageFont.truetype(str(file), size * FINE, layout_engine=ImageFont.Layout.BASIC)


def _fitted(title: str) -> tuple[list[str], int]:
    """Return the lines of a title and the largest size in which they fit below the moons."""
    for size in TITLE_SIZES:
        # As full as the width allows if letters have their usual width.
        lines = textwrap.wrap(title, int(TITLE_WIDTH / (0.48 * size)), break_long_words=False)
        width = max(font("STIXGeneralBol", size).getlength(line) for line in lines) / FINE
        if len(lines) * size <= 2 * TITLE_SIZES[0] and width <= TITLE_WIDTH:
            return lines, size
    return lines[:3], size


def _draw_moons(draw: ImageDraw.ImageDraw, colours: Colours) -> None:
    """Draw two half moons of stars and circles, and the bend that parts them."""
    bend = [_placed(x / 50, -0.44 * math.sin(math.pi * (x / 50 - 0.5))) for x in range(-62, 113)]
    draw.line(bend, fill=colours["accent"], width=5 * FINE, joint="curve")
    angles = [math.pi * (number / 5 - 0.5) for number in range(10)]
    corners = [
        (r * math.cos(a), r * math.sin(a)) for r, a in zip([16 * FINE, 6.5 * FINE] * 5, angles, strict=True)
    ]
    for number in range(POINTS):
        # Two distances in turn give the moon some breadth.
        angle, radius = math.pi * number / (POINTS - 1), 1 + 0.12 * (-1) ** number
        x, y = radius * math.cos(angle), radius * math.sin(angle) - 0.25
        left, top = _placed(x, y)
        draw.polygon([(left + right, top + down) for right, down in corners], fill=colours["red"])
        draw.circle(_placed(1 - x, -y), 11.5 * FINE, fill=colours["blue"])


def _placed(x: float, y: float) -> Point:
    """Return where a point of the moons lies on the card."""
    return (910 + 128 * (x - 0.5)) * FINE, (200 - 128 * y) * FINE
