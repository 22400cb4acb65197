"""What a reference shows of a package is checked as a page is."""

import sys
from pathlib import Path

import pytest

from proofread.checking.processes import check_pages
from proofread.claims.docstring import chains, docstrings
from proofread.config import Config

MODULE = r'''"""Money.

$(a + c)^2 = a^2 + 2 a c + c^2$, which is [][eq-square].
"""

FACTOR = 2
"""Twice."""


def double(x):
    r"""Return twice $x$.

    >>> double(4)
    8
    >>> y = double(2)
    >>> y
    4
    """
    return FACTOR * x


class Account:
    """An account.

    >>> Account().balance()
    0.1235
    """

    def balance(self):
        """Return 0.123456."""
        return 0.123456
'''
STATED = """```notation
given: {a: number, c: number}
```

$$ (a + c)^2 = a^2 + 2ac + c^2 \\label{square} $$
"""


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "square.md").write_text(STATED)
    (tmp_path / "docs" / "money.md").write_text("# Money\n\n::: money\n    options:\n      x: y\n")
    (tmp_path / "money.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    sys.modules.pop("money", None)


def found(site: Path, page: str = "") -> list[str]:
    if page:
        (site / "docs" / "money.md").write_text(page)
    config = Config(site, packages=("money",))
    (report,) = check_pages([site / "docs" / "money.md"], config)
    return [str(finding) for finding in report.findings]


def planted(site: Path, old: str, new: str) -> list[str]:
    text = (site / "money.py").read_text()
    assert text.count(old) == 1
    (site / "money.py").write_text(text.replace(old, new))
    return found(site)


def test_docstrings_that_hold_are_counted_one_by_one(site):
    (report,) = check_pages([site / "docs" / "money.md"], Config(site, packages=("money",)))
    assert [(result.kind, result.line) for result in report.results] == [("code", 3), ("code", 3)]
    assert found(site) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("    8\n", "    9\n", "money.py:13: the page shows 9 where the code prints 8"),
        ("    4\n", "    5\n", "money.py:16: the page shows 5 where the code prints 4"),
        ("return FACTOR *", "return 1 +", "money.py:13: the page shows 8 where the code prints 5"),
        ("0.1235", "0.1234", "money.py:25: the page shows 0.1234 where the code prints 0.123456"),
        ("double(4)", "double(4)  # doctest: +SKIP", "money.py:13: readers see the `# doctest:` flag"),
        ("double(4)", "double(4) / 0", "money.py:13: the code raises ZeroDivisionError"),
        ("+ 2 a c", "- 2 a c", "money.py:3: no page states and checks $(a + c)^2 = a^2 - 2 a c + c^2$"),
        ("[eq-square]", "[eq-cube]", "money.py:3: no page has an equation labelled 'cube'"),
        (
            '"""Money.',
            "Money",
            "unterminated triple-quoted string literal (detected at line 31) (money.py, line",
        ),
    ],
)
def test_a_planted_error_is_named_with_its_file_and_line(site, old: str, new: str, finding: str):
    first, *others = planted(site, old, new)
    assert first.startswith("docs/money.md:3:1: ")
    assert finding in first
    assert others == []


def test_a_symbol_is_all_that_is_shown(site):
    assert [docstring.line for docstring in docstrings("money.Account")] == [23, 30]
    planted(site, "    8\n", "    9\n")
    assert found(site, "# Money\n\n::: money.Account\n") == []


@pytest.mark.parametrize("symbol", ["money.Nothing", "money.Account.nothing", "monkey", "money.double.x"])
def test_what_is_not_there_cannot_be_shown(site, symbol: str):
    (finding,) = found(site, f"# Money\n\n::: {symbol}\n")
    assert finding.startswith("docs/money.md:3:1: ")
    assert symbol.rpartition(".")[2] in finding


def test_an_equation_that_its_page_leaves_unchecked_is_not_stated(site):
    page = site / "docs" / "square.md"
    page.write_text(page.read_text().replace("$$ (a", "<!-- unchecked: a riddle -->\n$$ (a"))
    assert "no page states and checks" in found(site)[0]


def test_spaces_breaks_and_alignment_make_no_other_equation():
    aligned = r"\begin{aligned} a &= b \, c \\ &= d, \quad e := f. \end{aligned} \label{x}"
    assert list(chains(aligned)) == [{"a", "bc"}, {"", "d"}, {"e", "f"}]
