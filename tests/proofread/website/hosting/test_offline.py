"""The copy for reading offline: links name files, nothing needs a server, one site is one archive."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from proofread.website.hosting.offline import (
    file_address,
    folder_name,
    offline_copy,
    offline_files,
    offline_page,
)

PAGES = {"index.html": b"", "learn/index.html": b"", "learn/a b/index.html": b"", "images/mark.svg": b""}


@pytest.mark.parametrize(
    ("page", "link", "named"),
    [
        ("index.html", "learn/", "learn/index.html"),
        ("index.html", ".", "./index.html"),
        ("index.html", "./", "./index.html"),
        ("index.html", "learn/a%20b/#one", "learn/a%20b/index.html#one"),
        ("index.html", "learn/?h=one&amp;two#x", "learn/index.html?h=one&amp;two#x"),
        ("learn/index.html", "..", "../index.html"),
        ("learn/a b/index.html", "../../", "../../index.html"),
    ],
)
def test_link_to_a_folder_names_its_page(page: str, link: str, named: str):
    assert file_address(link, page, PAGES) == named


@pytest.mark.parametrize(
    "link",
    [
        "#top",
        "images/mark.svg",
        "nowhere/",
        "https://example.org/learn/",
        "//example.org/",
        "mailto:a@b.c",
        "",
    ],
)
def test_every_other_link_stays(link: str):
    assert file_address(link, "index.html", PAGES) == link


def test_page_asks_for_nothing_that_a_file_may_not_have():
    page = (
        '<link rel="preload" href="assets/maths.woff2" as="font" type="font/woff2" crossorigin>'
        '<meta property="og:image" content="assets/cards/a.png">'
        '<a class="offline-copy" href="assets/site.zip" download>All pages</a>'
        '<script src="javascripts/search.js"></script>{"version": {"provider": "mike"}}'
    )
    assert offline_page(page, "index.html", PAGES) == (
        '<script src="javascripts/offline.js"></script>{"version": null}'
    )


def test_what_only_looks_like_a_link_stays():
    text = "<p>href=\"learn/\"</p><code>&lt;a href='learn/'&gt;</code>"
    assert offline_page(text, "index.html", PAGES) == text


def test_stylesheet_holds_its_font():
    files = {"css/a.css": b'src: url("../assets/f.woff2")', "assets/f.woff2": b"font"}
    assert offline_files(files)["css/a.css"] == b'src: url("data:font/woff2;base64,Zm9udA==")'


def test_index_of_the_search_is_a_script_that_names_files():
    index = b'{"config": {}, "docs": [{"location": ""}, {"location": "learn/#one"}]}'
    files = offline_files({**PAGES, "search/search_index.json": index})
    assert "search/search_index.json" not in files
    docs = b'[{"location":"./index.html"},{"location":"learn/index.html#one"}]'
    assert files["search/search_index.js"] == b'var __index = {"config":{},"docs":' + docs + b"}\n"


@pytest.mark.parametrize(
    ("title", "name"), [("nnscratch", "nnscratch"), ("A Site, Mine!", "a-site-mine"), ("", "site")]
)
def test_folder_is_called_like_the_site(title: str, name: str):
    assert folder_name(title) == name


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (
        "index.html",
        "404.html",
        "sitemap.xml.gz",
        "assets/a.js.map",
        "assets/site.zip",
        "assets/cards/a.png",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def test_archive_leaves_out_what_only_a_host_needs(site: Path):
    assert ZipFile(io.BytesIO(offline_copy(site, "mine"))).namelist() == ["mine/index.html"]


def test_archive_tells_no_time(site: Path):
    (entry,) = ZipFile(io.BytesIO(offline_copy(site, "mine"))).infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
