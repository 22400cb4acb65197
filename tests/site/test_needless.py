"""Nothing ships that no page uses, and all that ships is small."""

import re
from pathlib import Path

from tests.site.test_weight import over_the_wire

LIMIT = 6_000_000
ASKED_FOR = re.compile(
    r"(?:.*/)?(?:index|404)\.html|sitemap\.xml(?:\.gz)?|search/search_index\.json|versions\.json"
    r"|downloads/.*|javascripts/offline\.js"
)
"""What nothing has to mention: pages, what crawlers and the theme look for by name, what readers take by its
address, and the script of the copy to read offline."""
MENTIONING = {".html", ".css", ".js", ".json"}
SOURCE_MAP = re.compile(r"sourceMappingURL=\S+")


def needless(site: Path) -> list[str]:
    """Return the files whose name no page, style or script mentions."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    texts = [SOURCE_MAP.sub("", f.read_text("utf-8")) for f in files.values() if f.suffix in MENTIONING]
    mentioned = "\n".join(texts)
    return sorted(
        path for path, f in files.items() if not ASKED_FOR.fullmatch(path) and f.name not in mentioned
    )


def test_no_file_ships_that_nothing_uses(site: Path):
    assert needless(site) == []


def test_a_file_that_nothing_uses_is_named(tmp_path: Path):
    (tmp_path / "index.html").write_text('<script src="a.js"></script>')
    (tmp_path / "a.js").write_text("1 //# sourceMappingURL=a.js.map")
    (tmp_path / "a.js.map").write_text("{}")
    (tmp_path / "lunr.fr.js").write_text("")
    assert needless(tmp_path) == ["a.js.map", "lunr.fr.js"]


def test_whole_site_is_small_to_serve_and_to_take_away(site: Path):
    archives = set(site.glob("assets/*.zip"))
    assert sum(over_the_wire(file) for file in set(site.rglob("*.*")) - archives if file.is_file()) <= LIMIT
    (archive,) = archives
    assert archive.stat().st_size <= LIMIT
