"""Nothing on the built site leads nowhere, and nothing that a page loads comes from another host."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

DOCS = Path(__file__).parents[2] / "docs"
HOST = "http://site.test/"
LOADS = {"stylesheet", "preload", "icon", "modulepreload", "manifest"}
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


class Anatomy(HTMLParser):
    """What a page can be linked by, what it links to and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.anchors += [
            values[name] for name in ("id", "name") if name in values and (name == "id" or tag == "a")
        ]
        if tag in {"a", "area"} and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and LOADS & set(values.get("rel", "").split()):
            self.loads.append(values["href"])
        elif values.get("property") == "og:image":
            self.loads.append(values["content"])
        elif "src" in values:
            self.loads.append(values["src"])


@cache
def anatomy(file: Path) -> Anatomy:
    """Read a page."""
    found = Anatomy()
    found.feed(file.read_text(encoding="utf-8"))
    return found


def target(site: Path, page: str, link: str) -> Path | None:
    """Return the file that a link of a page leads to; None for one that leaves the site."""
    address = urlsplit(urljoin(HOST + page, link))
    if address.netloc != urlsplit(HOST).netloc:
        return None
    file = site / unquote(address.path).lstrip("/")
    return file / "index.html" if address.path.endswith("/") else file


def page_file(site: Path, address: str) -> Path:
    """Return the file of a page."""
    return site / address if address.endswith(".html") else site / address / "index.html"


def problem(site: Path, address: str, link: str) -> str | None:
    """Return why a link leads nowhere."""
    path, anchor = urldefrag(link)
    file = target(site, address, path) if path else page_file(site, address)
    if file is None or urlsplit(link).scheme in {"mailto", "javascript"}:
        return None
    if not file.is_file():
        return f"{link} leads to no file"
    if anchor and unquote(anchor) not in anatomy(file).anchors:
        return f"{link} leads to no place on its page"
    return None


def pages_of(folder: Path) -> list[str]:
    """Return the addresses of all pages in a folder, each the name of a file."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))


def test_every_link_of_a_page_leads_somewhere(site: Path, address: str):
    found = anatomy(page_file(site, address))
    assert len(found.links) > 3, "too few links for a page of this site"
    problems = [problem(site, address, link) for link in dict.fromkeys(found.links)]
    assert not any(problems), "\n".join(filter(None, problems))


def test_everything_a_page_loads_is_on_the_site(site: Path, address: str):
    loads = anatomy(page_file(site, address)).loads
    assert any(file.endswith(".css") for file in loads)
    files = {load: target(site, address, load) for load in loads if not load.startswith("data:")}
    assert not [load for load, file in files.items() if file is None or not file.is_file()]


def test_no_anchor_of_a_page_is_given_twice(site: Path, address: str):
    anchors = anatomy(page_file(site, address)).anchors
    assert not {anchor for anchor in anchors if anchors.count(anchor) > 1}


def test_stylesheets_load_nothing_from_elsewhere(site: Path):
    sheets = list(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        addresses = ["".join(found) for found in CSS_ADDRESS.findall(sheet.read_text(encoding="utf-8"))]
        page = sheet.relative_to(site).as_posix()
        for address in addresses:
            if not address.startswith(("data:", "#")):
                file = target(site, page, address)
                assert file, f"{page} loads {address}"
                assert file.is_file(), f"{page} loads {address}, which is not there"


def test_every_page_of_the_navigation_is_built_and_no_other(site: Path, pages: list[str]):
    built = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    expected = {page.rstrip("/") or "." for page in pages if not page.endswith(".html")}
    assert built == expected | {"learn/logistic-regression/beyond"}  # whose address leads to what replaced it


def test_every_notebook_can_be_downloaded_from_its_page(site: Path, notebooks: list[str]):
    if not notebooks:
        pytest.fail("the navigation has no notebook")
    for address in notebooks:
        links = [link for link in anatomy(page_file(site, address)).links if link.endswith(".ipynb")]
        assert links, f"{address} has no link to its notebook"
        file = target(site, address, links[-1])
        assert json.loads(file.read_text(encoding="utf-8"))["nbformat"] == 4


NOTEBOOK_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<link>[^)\s]+)")


def notebook_links(file: Path) -> list[str]:
    """Return what the text of a notebook links to."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return [link for text in texts for link in NOTEBOOK_LINK.findall(text)]


def test_links_of_a_notebook_lead_to_sources_beside_it(notebooks: list[str]):
    links = {address: notebook_links(DOCS / f"{address.rstrip('/')}.ipynb") for address in notebooks}
    assert sum(map(len, links.values())) > 5
    for address, found in links.items():
        folder = (DOCS / address).parent
        sources = [
            link for link in found if "://" not in link and "/downloads/" not in link
        ]  # which the build makes
        dead = [link for link in sources if not (folder / urldefrag(link).url).is_file()]
        assert not dead, f"{address} links to {dead}"


def test_every_link_of_the_offline_copy_names_a_file(offline: Path):
    pages = pages_of(offline)
    assert len(pages) > 10
    for page in pages:
        found = anatomy(offline / page)
        problems = [problem(offline, page, link) for link in dict.fromkeys([*found.links, *found.loads])]
        own = [link for link in found.links if not urlsplit(link).netloc]
        problems += [f"{link} is a folder" for link in own if urlsplit(link).path.endswith(("/", "."))]
        assert not any(problems), f"{page}:\n" + "\n".join(filter(None, problems))


def test_offline_copy_has_every_page_and_notebook(site: Path, offline: Path):
    assert pages_of(offline) == [page for page in pages_of(site) if page != "404.html"]
    assert [*offline.rglob("*.ipynb")]
    assert not [*offline.rglob("*.zip")]


def test_offline_copy_is_linked_from_every_page(site: Path, address: str):
    links = [link for link in anatomy(page_file(site, address)).links if link.endswith(".zip")]
    assert links
    assert all(problem(site, address, link) is None for link in links)
