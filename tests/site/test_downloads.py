"""Every page of every chapter can be downloaded as a notebook, and no link in one leads nowhere."""

import json
import re
from pathlib import Path

import pytest

LINK = re.compile(r"\]\((?P<target>[^()\s]+)")


@pytest.fixture
def chapters(pages: list[str]) -> list[str]:
    """Return the addresses of the chapters' pages."""
    found = [page for page in pages if page.startswith("learn/")]
    assert len(found) > 15
    return found


def test_every_page_of_a_chapter_offers_itself_as_a_notebook(site: Path, chapters: list[str]):
    for page in chapters:
        (link,) = re.findall(
            r'<a href="([^"]+\.ipynb)" download>', (site / page / "index.html").read_text("utf-8")
        )
        assert json.loads((site / page / link).read_text("utf-8"))["nbformat"] == 4


def test_a_notebook_from_a_page_links_to_hosts_alone(site: Path, chapters: list[str], notebooks: list[str]):
    for page in (page for page in chapters if page not in notebooks):
        (file,) = (site / page).glob("*.ipynb")
        cells = json.loads(file.read_text("utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        assert [target for target in LINK.findall(text) if not target.startswith("http")] == []
