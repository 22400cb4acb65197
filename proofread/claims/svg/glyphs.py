"""Letters of a figure in fewer bytes.

matplotlib draws text as outlines, in units of which a capital letter is 4000 high, and each figure carries
the letters of its own labels: they were half of the bytes of a page with four plots. `compact_glyphs` writes
each outline by its steps, in units sixteen times as large, which are still finer than any screen.
"""

import re

COARSER = 16
SCALE = "0.015625"
"""By which matplotlib scales the outline of a letter to the size of one point."""
GLYPH = re.compile(rf'(?P<name><path id="[^"]+") d="(?P<outline>[^"]*)" transform="scale\({SCALE}\)"')
COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")


def compact_glyphs(svg: str) -> str:
    """Return an SVG in which the outlines of letters take half of the bytes.

    Parameters
    ----------
    svg : str
        What matplotlib drew with `svg.fonttype: path`.
    """
    scale = f"{COARSER * float(SCALE):g}"
    return GLYPH.sub(lambda g: f'{g["name"]} d="{_steps(g["outline"])}" transform="scale({scale})"', svg)


def _steps(outline: str) -> str:
    """Return an outline with each place given by its distance from where the last command ended."""
    written, here, start = [], (0, 0), (0, 0)
    for command, numbers in COMMAND.findall(outline):
        coarse = [round(float(number) / COARSER) for number in numbers.split()]
        places = list(zip(coarse[::2], coarse[1::2], strict=True))
        written.append(command.lower() + " ".join(f"{x - here[0]} {y - here[1]}" for x, y in places))
        if command == "M":
            start = places[-1]
        here = places[-1] if places else start
    return "".join(written).replace(" -", "-")
