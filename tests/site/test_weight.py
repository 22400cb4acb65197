"""A page costs little over a slow line: all that its page asks for, packed, nothing kept from before."""

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, SoupStrainer

LIMIT = 150_000
PACKED = {".woff2", ".png", ".jpg", ".webp"}
"""Files that no host packs a second time."""
HOST = "http://site.test/"
ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)""")


@cache
def over_the_wire(file: Path) -> int:
    """Return the bytes of a file as a host sends it."""
    content = file.read_bytes()
    return len(content) if file.suffix in PACKED else len(gzip.compress(content, 6, mtime=0))


def requests(site: Path, page: Path) -> set[Path]:
    """Return all files that a page makes a browser ask for, itself included."""
    text = page.read_text(encoding="utf-8")
    html = BeautifulSoup(text, "html.parser", parse_only=SoupStrainer(["link", "script", "img"]))
    address = HOST + page.relative_to(site).as_posix().removesuffix("index.html")
    asked = [
        link["href"] for link in html.select("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]")
    ]
    asked += [element["src"] for element in html.select("script[src], img[src]")]
    files = {page} | {located(site, urljoin(address, link)) for link in asked}
    sheets = [file for file in files if file.suffix == ".css"]
    return files | {file for sheet in sheets for file in fetched_by_sheet(site, sheet) if "<math" in text}


def located(site: Path, address: str) -> Path:
    """Return the file at an address."""
    return site / urlsplit(address).path.lstrip("/")


def fetched_by_sheet(site: Path, sheet: Path) -> list[Path]:
    """Return the fonts and pictures of a stylesheet."""
    base = HOST + sheet.relative_to(site).as_posix()
    links = ADDRESS.findall(sheet.read_text(encoding="utf-8"))
    return [located(site, urljoin(base, link)) for link in links if not link.startswith(("data:", "#"))]


def weights(site: Path, address: str) -> dict[str, int]:
    """Return the bytes of each file that a page asks for."""
    files = requests(site, site / address if address.endswith(".html") else site / address / "index.html")
    return {file.relative_to(site).as_posix(): over_the_wire(file) for file in files}


def test_page_weighs_little(site: Path, address: str):
    heavy = weights(site, address)
    listed = "\n".join(f"{size:8} {name}" for name, size in sorted(heavy.items(), key=lambda item: -item[1]))
    assert sum(heavy.values()) <= LIMIT, f"{sum(heavy.values())} bytes:\n{listed}"


def test_everything_a_page_asks_for_is_weighed(site: Path):
    names = weights(site, "learn/logistic-regression/gradient/")
    assert any(name.endswith("index.html") for name in names)
    for kind in ("main.*.css", "bundle.*.js", "search.js", "maths.woff2", "mark.svg", "evidence.js"):
        assert [name for name in names if re.search(kind.replace(".", r"\.").replace("*", r".*"), name)], kind


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    """Return a site whose page is light but loads what is not."""
    (tmp_path / "index.html").write_text(
        '<link rel="stylesheet" href="a.css"><math></math>', encoding="utf-8"
    )
    (tmp_path / "a.css").write_text("@font-face { src: url(a.woff2); }", encoding="utf-8")
    (tmp_path / "a.woff2").write_bytes(bytes(LIMIT))
    return tmp_path


def test_weight_that_hides_in_a_stylesheet_is_found(heavy: Path):
    assert sum(weights(heavy, "").values()) > LIMIT
