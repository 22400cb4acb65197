"""What the glossary explains is used on the path, and what the path links is in the glossary."""

import re
from pathlib import Path

ENTRY = re.compile(r'<dt id="([^"]+)"')
USE = re.compile(r'<a class="term" href="[^"]*glossary/#([^"]+)"')


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def unused(entries: list[str], used: set[str]) -> list[str]:
    return [entry for entry in entries if entry not in used]


def test_every_entry_is_a_link_on_some_page(site: Path):
    entries = ENTRY.findall(read(site / "glossary" / "index.html"))
    used = {term for page in site.glob("learn/*/*/index.html") for term in USE.findall(read(page))}
    assert len(entries) >= 25
    assert unused(entries, used) == []
    assert unused([*entries, "never-used"], used) == ["never-used"]


def test_no_page_links_a_term_twice_or_too_many_of_them(site: Path):
    for page in site.glob("learn/*/*/index.html"):
        links = USE.findall(read(page))
        assert len(links) == len(set(links)) <= 20, page


def test_pages_beside_the_path_have_no_such_links(site: Path):
    for name in (".", "glossary", "notation", "reference/mlp"):
        assert not USE.search(read(site / name / "index.html"))
