"""Pages through pytest, as a reader of a failing run sees them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from proofread.checking.cache import Proved, site_cache
from proofread.checking.page import Report, page_claims
from proofread.config import load_config
from proofread.pages.markdown import read_page, read_text
from proofread.running.record import Used

MINIMAL = Path(__file__).parents[1] / "sites" / "minimal"


@pytest.fixture
def site(tmp_path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "site"))


def run(site: Path, *arguments: str) -> str:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--rootdir",
        ".",
        "-c",
        "pyproject.toml",
        "-p",
        "no:cacheprovider",
    ]
    paths = ["docs", "README.md", "pocket"]
    return subprocess.run(
        [*command, *paths, *arguments], cwd=site, capture_output=True, text=True, check=False
    ).stdout


def test_each_claim_of_the_minimal_site_is_an_item_with_a_readable_name(site):
    listed = re.findall(r"^(\S+)::(\S+)$", run(site, "--collect-only", "-q"), re.MULTILINE)
    for path in ("docs/index.md", "docs/second.md", "README.md"):
        items = [name for file, name in listed if file == path]
        claims = page_claims(read_page(read_text(site / path)), load_config(site))
        assert len(items) == len(claims) + 1  # and what waits for the page's end
        assert len(set(items)) == len(items)
    assert ("docs/index.md", "figure:54:1") in listed
    assert [name for file, name in listed if file == "pocket/money.py"] == ["code:7:1", "code:16:1"]


def test_a_planted_fault_fails_with_its_page_and_line(site):
    plant(site / "docs" / "index.md", "[eight]{doubling(rate)} years", "[nine]{doubling(rate)} years")
    plant(site / "README.md", "162.89", "162.98")
    plant(site / "pocket" / "money.py", "    225.0\n", "    225.5\n")
    printed = run(site, "-n", "2", "--dist", "loadfile")
    assert "docs/index.md:47:46: the page shows nine where the value is 8" in printed
    assert "README.md:9:1: the page shows 162.98 where the code prints 162.89" in printed
    assert "pocket/money.py:7:1: the page shows 225.5 where the code prints 225.0" in printed
    assert "3 failed, 22 passed" in printed
    assert "Traceback" not in printed


def test_a_page_that_a_build_has_proved_is_not_run_again_until_it_changes(site, monkeypatch):
    monkeypatch.syspath_prepend(str(site))
    config, page = load_config(site), site / "docs" / "index.md"
    site_cache(config).put(site_cache(config).key(page), Proved(Report("docs/index.md"), Used()))
    plant(site / "docs" / "second.md", "> False", "> True")
    printed = run(site)
    assert "docs/second.md:" in printed
    assert "1 failed, 24 passed" in printed
    plant(page, "[eight]{doubling(rate)} years", "[nine]{doubling(rate)} years")
    assert "docs/index.md:47:46: the page shows nine where the value is 8" in run(site)


def test_a_docstring_has_names_of_its_own_and_hides_no_example(site):
    example = "    >>> {}\n    8\n"
    plant(site / "pocket" / "money.py", example.format("doubling(0.1)"), example.format("years = 8; years"))
    plant(site / "pocket" / "money.py", "    225.0\n", "    225.0\n    >>> 1 / 0  # doctest: +SKIP\n")
    printed = run(site)
    assert "pocket/money.py:9:1: readers see the `# doctest:` flag" in printed


def test_what_a_page_sets_for_all_of_numpy_ends_with_it(site):
    (site / "docs" / "a.md").write_text(
        "```python\nimport numpy as np\nnp.set_printoptions(precision=2)\n```\n"
    )
    shown = (
        "```python\nimport numpy as np\nprint(np.array([0.12345678]))\n```\n\n```output\n[0.12345678]\n```\n"
    )
    (site / "docs" / "b.md").write_text(shown)
    assert "failed" not in run(site)


def plant(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
