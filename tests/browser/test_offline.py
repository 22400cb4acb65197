"""The offline copy as a reader opens it: from a folder, by a double click, without a server."""

import zipfile
from pathlib import Path

import pytest

CHAPTER = "learn/logistic-regression/gradient"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the copy was unpacked."""
    (archive,) = (site / "assets").glob("*.zip")
    target = tmp_path_factory.mktemp("offline")
    zipfile.ZipFile(archive).extractall(target)
    (top,) = target.iterdir()
    return top


@pytest.fixture
def seen() -> list[str]:
    """Return what the tab says or asks of a host."""
    return []


@pytest.fixture
def tab(browser, folder: Path, seen: list[str]):
    """Return a tab with the first page of the copy."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.on("console", lambda message: seen.append(message.text))
    tab.on("pageerror", lambda error: seen.append(str(error)))
    tab.on("request", lambda request: request.url.startswith(("file:", "data:")) or seen.append(request.url))
    tab.on("requestfailed", lambda request: seen.extend(failed(request)))
    tab.goto((folder / "index.html").as_uri())
    yield tab
    tab.close()


def failed(request) -> list[str]:
    """Return what a request did not find; leaving a page also ends what it still asks for."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def test_links_lead_from_page_to_page(tab, folder: Path, seen: list[str]):
    tab.locator("article a[href*=one-weight]").first.click()
    assert tab.url == (folder / "learn/linear-regression/one-weight/index.html").as_uri()
    tab.locator(".md-footer__link--next").click()
    tab.locator(".md-header a.md-logo").click()
    assert tab.url == (folder / "index.html").as_uri()
    assert seen == []


def test_formulas_have_their_font_and_figures_their_colours(tab, folder: Path, seen: list[str]):
    tab.goto((folder / CHAPTER / "index.html").as_uri())
    fonts = tab.evaluate("document.fonts.ready.then(() => [...document.fonts].map((font) => font.status))")
    assert fonts == ["loaded"]
    assert (
        tab.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(253, 252, 249)"
    )
    assert seen == []


def test_search_works_without_a_worker(tab, folder: Path, seen: list[str]):
    tab.goto((folder / CHAPTER / "index.html").as_uri())
    tab.locator("input[name=query]").press_sequentially("mean_cross_entropy")
    tab.locator(".md-search-result__item a").first.click()
    tab.locator("article h1").wait_for(timeout=5000)
    assert tab.url.startswith(folder.as_uri())
    assert seen == []


def test_copy_does_not_offer_itself(tab):
    assert tab.locator("footer").is_visible()
    assert tab.locator(".offline-copy").count() == 0
