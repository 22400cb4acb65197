"""One picture of each kind of page, wide and light, narrow and dark: for whoever reads a change of the looks.

They go to .cache/screenshots, or to the folder that NNSCRATCH_SCREENSHOTS names.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("NNSCRATCH_SCREENSHOTS") or ROOT / ".cache" / "screenshots")


@pytest.fixture
def kinds(pages, notebooks) -> dict[str, str]:
    """Return a page of each kind: the first of each folder, page outside folders, and sort of source."""
    first: dict[str, str] = {}
    for address in pages:
        name = address.split("/")[0] or "home"
        first.setdefault(f"{name}-notebook" if address in notebooks else name, address)
    return first | {"missing": "404.html"}


@pytest.mark.parametrize(("view", "looks"), [(0, "wide-light"), (-1, "narrow-dark")])
def test_a_picture_of_each_kind_of_page_is_kept(kinds, views, view: int, looks: str):
    FOLDER.mkdir(parents=True, exist_ok=True)
    tab = views[view].tab
    for kind, address in kinds.items():
        tab.goto(address)
        picture = tab.screenshot(path=FOLDER / f"{kind}-{looks}.png")
        assert len(picture) > 10_000, f"{kind} is blank"
