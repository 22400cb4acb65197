"""Where the site and its source are hosted is said in one place, and what is not said leaves no trace."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

REPOSITORY = "https://github.com/example/nnscratch"
SITE = "https://example.org/nnscratch/"


def read(site: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def unhosted(small_site) -> Path:
    return small_site()


@pytest.fixture(scope="module")
def hosted(small_site) -> Path:
    return small_site(SITE_URL=SITE, REPO_URL=REPOSITORY)


@pytest.fixture(scope="module")
def version(small_site) -> Path:
    return small_site(SITE_URL=SITE + "1.0/", REPO_URL=REPOSITORY, MIKE_DOCS_VERSION="1.0")


@pytest.mark.parametrize("page", ["index.html", "learn/one/index.html", "404.html"])
def test_without_a_repository_no_page_links_to_one(unhosted: Path, page: str):
    html = read(unhosted, page)
    assert not html.select(".md-source, [rel=edit]")
    assert not html.select("link[rel=canonical]")


@pytest.mark.parametrize("page", ["index", "learn/one"])
def test_with_a_repository_each_page_can_be_edited_there(hosted: Path, page: str):
    html = read(hosted, "index.html" if page == "index" else f"{page}/index.html")
    assert html.select_one("[rel=edit]")["href"] == f"{REPOSITORY}/edit/main/docs/{page}.md"
    assert {link["href"] for link in html.select("a.md-source")} == {REPOSITORY}


def test_link_to_the_repository_asks_its_host_for_nothing(hosted: Path):
    # Material's script asks the host's interface for stars wherever it finds this component.
    assert not read(hosted, "index.html").select("[data-md-component=source]")


def test_page_knows_its_own_address_where_the_site_has_one(hosted: Path):
    assert (
        read(hosted, "learn/one/index.html").select_one("link[rel=canonical]")["href"] == f"{SITE}learn/one/"
    )


def test_versions_are_offered_only_on_a_site_that_has_them(unhosted: Path, hosted: Path, version: Path):
    asked = [
        '"provider": "mike"' in (site / "index.html").read_text() for site in (unhosted, hosted, version)
    ]
    assert asked == [False, False, True]


def test_reader_of_another_version_is_led_to_the_latest(version: Path):
    banner = read(version, "learn/one/index.html").select_one("[data-md-component=outdated]")
    assert banner.select_one("a")["href"] == "../../.."
    assert "hidden" in banner.attrs, "only Material's script knows whether the version is the latest"


def test_map_of_the_site_lists_every_page_and_no_date(hosted: Path):
    listed = (hosted / "sitemap.xml").read_text(encoding="utf-8")
    assert listed.startswith("<?xml")
    assert re.findall("<loc>(.*?)</loc>", listed) == [SITE, f"{SITE}learn/one/"]
    assert "lastmod" not in listed


def test_searches_are_led_to_the_latest_release(version: Path):
    page = read(version, "learn/one/index.html")
    assert page.select_one("link[rel=canonical]")["href"] == f"{SITE}latest/learn/one/"


def test_description_is_what_the_page_says_first(unhosted: Path):
    description = read(unhosted, "learn/one/index.html").select_one("meta[name=description]")["content"]
    assert description == "One weight is enough to learn. It is a number."


def card(site: Path, page: str) -> dict[str, str]:
    """Return what a page says to those who show a link to it."""
    tags = read(site, page).select("meta[property^='og:'], meta[name^='twitter:']")
    return {tag.get("property") or tag["name"]: tag["content"] for tag in tags}


def test_card_names_the_page_and_says_what_it_is_about(unhosted: Path):
    said = card(unhosted, "learn/one/index.html")
    assert said["og:title"] == "A <weight> & more"
    assert said["og:description"] == "One weight is enough to learn. It is a number."
    assert said["twitter:card"] == "summary_large_image"


def test_picture_has_its_whole_address_where_the_site_has_one(hosted: Path, unhosted: Path):
    assert card(hosted, "learn/one/index.html")["og:image"] == f"{SITE}assets/cards/learn/one.png"
    assert card(unhosted, "learn/one/index.html")["og:image"] == "../../assets/cards/learn/one.png"
    assert (hosted / "assets/cards/learn/one.png").is_file()
