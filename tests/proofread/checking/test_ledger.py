"""What a page and the ledger say was checked: each claim under the name that it deserves."""

import pytest

from proofread.checking import ledger
from proofread.checking.page import Report, check_text
from proofread.config import Config

PAGE = r"""# Squares

```notation
sizes: {N: samples}
index: {i: N}
given:
  x: N x 1, inputs
```

$$ y := x_1 + 1, \quad \sum_i x_i^2 \ge 0, \quad y - 1 = x_1 = 1 \cdot x_1 $$

$$ x \in \mathbb{R}^{N \times 1} $$

$$ z_i := x_i^2, \quad z_i = x_i x_i \quad (i \ne 1) $$

<!-- unchecked: a name, no claim -->
$$ p(x) = 1 $$
"""


@pytest.fixture
def report(tmp_path) -> Report:
    return check_text(PAGE, "squares.md", Config(tmp_path))


def test_the_page_holds(report):
    assert report.findings == []


def test_definitions_inequalities_and_conditions_do_not_pass_for_equations(report):
    line = ledger.page_line(report)
    assert "3 equations, 2 definitions, 1 inequality, 1 membership, 1 left unchecked" in line


def test_the_table_has_a_column_for_what_occurs_and_for_what_was_left_out(report):
    table = ledger.tables({"squares.md": report})
    head = "| page | equations | definitions | inequalities | memberships | symbol tables | left unchecked |"
    assert head in table
    assert "| **All pages** | 3 | 2 | 1 | 1 | 1 | 1 |" in table
    plain = ledger.tables({"plain.md": Report("plain.md")})
    assert "| page | left unchecked |" in plain


def test_the_table_names_pages_by_their_titles_and_leaves_out_what_a_page_has_not(report):
    pages = {"a/squares.md": report, "a/plain.md": Report("a/plain.md", report.results[:1])}
    table = ledger.tables(pages, {"a/squares.md": "Squares of sums"})
    assert "| [Squares of sums](a/squares.md) | 3 | 2 | 1 | 1 | 1 | 1 |" in table
    (plain,) = (line for line in table.splitlines() if line.startswith("| [A: plain](a/plain.md) |"))
    assert " 0 " not in plain


def test_statements_are_counted_apart_from_numbers(tmp_path):
    report = check_text(
        "```python\nx = 1\n```\n[Small]{x < 2}, [one]{x}, [odd]{x % 2 == 1}\n", "a.md", Config(tmp_path)
    )
    assert "1 number, 2 statements" in ledger.page_line(report)
    assert "<dt>statements</dt><dd>2</dd>" in ledger.counts([report])


def test_sentences_that_judge_without_a_check_are_counted_and_listed(tmp_path):
    report = check_text(
        "It grows.\n\nIt is [small]{1 + 1 < 3 + len('')} and [Never]{len('') == 1}.\n",
        "b.md",
        Config(tmp_path),
    )
    table = ledger.tables({"a/b.md": report, "c.md": check_text("It is here.", "c.md", Config(tmp_path))})
    assert "and carry no check: 1." in table
    assert "<summary>A: b: 1</summary>\n\n- Line 1: It grows.\n" in table


def test_the_time_stands_apart_since_it_differs_from_build_to_build(report):
    assert "seconds" not in ledger.tables({"squares.md": report})
    times = ledger.times({"squares.md": report})
    assert "| page | seconds |" in times
    assert "The median of an equation is " in times


def test_the_first_page_counts_what_anybody_knows(report):
    assert ledger.counts([report]) == (
        '<dl class="counts"><div><dt>equations</dt><dd>3</dd></div>'
        "<div><dt>definitions</dt><dd>2</dd></div></dl>"
    )
