"""Whatever a page or a script carries of others is named with its licence."""

import re
from pathlib import Path
from urllib.parse import unquote

import material
import pytest

from proofread.website.hosting.licences import works_in

OUTLINE = re.compile(r"""\bd=["']([^"']{12,})["']""")
ICONS = Path(material.__file__).parent / "templates" / ".icons"


@pytest.fixture(scope="module")
def named(site: Path) -> str:
    return (site / "licences" / "index.html").read_text("utf-8")


def test_every_notice_in_a_script_that_ships_is_named(site: Path, named: str):
    works = {work.name for file in site.rglob("*.js") for work in works_in(file)}
    assert {"lunr", "escape-html"} <= works
    assert sorted(work for work in works if work not in named) == []


def sets_of(drawn: set[str]) -> set[str]:
    """Return the sets of icons that some outlines come from."""
    icons = {path: OUTLINE.findall(path.read_text("utf-8")) for path in ICONS.rglob("*.svg")}
    return {
        path.relative_to(ICONS).parts[0] for path, outlines in icons.items() if drawn.intersection(outlines)
    }


def test_every_set_of_icons_is_named(site: Path, named: str):
    files = [
        *site.glob("assets/stylesheets/*.css"),
        *site.rglob("index.html"),
        *site.glob("assets/javascripts/*.js"),
    ]
    drawn = {outline for file in files for outline in OUTLINE.findall(unquote(file.read_text("utf-8")))}
    sets = sets_of(drawn)
    assert "material" in sets
    assert [name for name in sets if f"{name} icons" not in named] == []


def test_letters_of_formulas_and_figures_are_named(named: str):
    assert {"STIX Two Math Regular", "STIXGeneral-Regular", "SIL Open Font License"} <= set(
        re.findall(r"STIX Two Math Regular|STIXGeneral-Regular|SIL Open Font License", named)
    )
