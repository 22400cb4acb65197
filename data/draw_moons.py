"""Draw data/moons.csv again: `python data/draw_moons.py [path]` writes the same bytes each time.

The generator works in float64, whose last digits may differ between processors.
Six decimals do not: no coordinate of this draw lies within 1e-11 of where its sixth decimal turns over.
"""

import sys
from pathlib import Path

from nnscratch.datasets import moons

# Chosen among the first hundred, so that a line, the network and two roundings show what the chapter tells.
SEED = 68
SAMPLES, NOISE = 2000, 0.2


def lines() -> list[str]:
    """Return the lines `label,x1,x2` of the file."""
    X, t = moons(SAMPLES, NOISE, SEED)
    return [f"{label:.0f},{x1:.6f},{x2:.6f}\n" for (label,), (x1, x2) in zip(t, X, strict=True)]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("moons.csv")
    target.write_text("".join(lines()), encoding="ascii", newline="\n")
    print(f"{target}: {SAMPLES} rows")
