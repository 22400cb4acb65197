"""The reference has a page for each module of the package, in the order of reading."""

import re
from pathlib import Path

import nnscratch

ROOT = Path(__file__).parents[1]


def test_the_reference_has_a_page_for_each_module_in_the_order_of_the_map():
    listed = re.findall(r"^\| `(\w+)`", nnscratch.__doc__, re.MULTILINE)
    nav = re.findall(r"reference/(\w+)\.md", (ROOT / "mkdocs.yml").read_text("utf-8"))
    assert nav == ["index", *listed]
    for module in listed:
        page = (ROOT / "docs" / "reference" / f"{module}.md").read_text("utf-8")
        assert f"::: nnscratch.{module}\n" in page
