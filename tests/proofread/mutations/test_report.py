"""The whole way: a small site with a package, its plan, its result, and the command."""

import json
import sys
from pathlib import Path

import pytest

from proofread.__main__ import main
from proofread.checking.cache import Cache
from proofread.config import load_config
from proofread.mutations import measure, mutation_section, remarks, shortfalls, text_of, write_result
from proofread.mutations.code import plant_operators
from proofread.mutations.mutant import Mutant, Outcome
from proofread.mutations.plan import choose, plantable
from proofread.mutations.report import VERDICTS, by_kind, mutation_table, read_result, result_of

MODULE = '''"""Small."""


def scaled(x, factor):
    """Return x - 1 times factor, unless that is too much."""
    if factor > 100:
        return x + 0
    return (x - 1) * -factor
'''
PAGE = """# Scaled

```python source="smallsite.scaled"
```

```python
from smallsite import scaled

print(scaled(3.5, 2))
```

```output
-5.0
```

It is [-5]{scaled(3.5, 2)}.
"""
SETTINGS = """[tool.proofread]
packages = ["smallsite"]
data = ["docs/tables"]

[[tool.proofread.demands]]
name = "operators"
kinds = ["operator"]
caught = 1
reason = "Readers copy them."

[[tool.proofread.demands]]
name = "digits"
kinds = ["digit in output", "digit in prose"]
caught = 0.5
reason = "Readers believe them."
"""
EXPLAINED = """
[[tool.proofread.escapes]]
page = "smallsite/__init__.py"
kinds = ["operator"]
line = "if factor >"
reason = "No page shows the bound."
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch) -> Path:
    (tmp_path / "docs" / "tables").mkdir(parents=True)
    (tmp_path / "smallsite").mkdir()
    (tmp_path / "smallsite" / "__init__.py").write_text(MODULE, "utf-8")
    (tmp_path / "docs" / "page.md").write_text(PAGE, "utf-8")
    (tmp_path / "docs" / "wrong.md").write_text("It is [2]{1}.\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text(SETTINGS, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("smallsite", None)


def measured(site: Path, sample: int = 1000, seed: int = 0) -> dict:
    config = load_config(site / "docs")
    paths = sorted((site / "docs").glob("*.md"))
    return measure(paths, config, Cache(site / "cache", config), seed, sample)


def test_operators_are_planted_where_they_stand(site):
    mutants = list(plant_operators([site / "docs" / "page.md"]))
    changes = [mutant.change(MODULE).split(" before")[0] for mutant in mutants]
    assert sorted(changes) == sorted(
        ["`>` became `>=`", "`+` became `-`", "`*` became `/`", "`-` became `+`", "`-` removed"]
    )


def test_the_result_names_every_operator_caught_and_those_that_no_page_runs(site):
    result = measured(site)
    operators = result["pages"]["smallsite/__init__.py"]["operator"]
    assert operators == {"caught": 3, "equivalent": 0, "unreached": 1, "escaped": 1}
    assert [one["place"] for one in result["escapes"]] == ["smallsite/__init__.py:6:15"]
    assert [one["place"] for one in result["unreached"]] == ["smallsite/__init__.py:7:18"]
    assert result["skipped"] == ["docs/wrong.md"]
    assert result["planted"] == sum(sum(counts.values()) for counts in by_kind(result).values())
    assert by_kind(result)["digit in output"]["caught"] == 2
    assert shortfalls(result) == ["operators: 75.00% caught, 100% demanded"]
    assert "smallsite/__init__.py:6:15: operator: `>` became `>=` escaped" in text_of(result)


def test_the_same_seed_makes_the_same_plan(site):
    config, paths = load_config(site / "docs"), [site / "docs" / "page.md"]
    mutants, others = (plantable(paths, config, seed) for seed in (0, 1))
    assert choose(mutants, 0, 5) == choose(plantable(paths, config, 0), 0, 5)
    assert len(choose(mutants, 0, 5)) == 5
    assert len(choose(mutants, 0, 1000)) == len(set(choose(others, 1, 1000))) == 8


def outcome(kind: str, verdict: str, disputed: bool = False) -> Outcome:
    return Outcome(
        Mutant(Path("a.md"), kind, 0, 1, "x"), verdict, "a.md:1:1", "`y` became `x`", disputed=disputed
    )


def test_the_numbers_of_the_report_add_up(site):
    outcomes = [outcome("sign", verdict) for verdict in (*VERDICTS, "caught")] + [
        outcome("shape", "caught", True)
    ]
    result = result_of(outcomes, load_config(site))
    assert result["planted"] == 6
    assert by_kind(result) == {
        "sign": {"caught": 2, "equivalent": 1, "unreached": 1, "escaped": 1},
        "shape": {"caught": 1, "equivalent": 0, "unreached": 0, "escaped": 0},
    }
    table = mutation_table(result)
    assert "| sign | 5 | 2 | 1 | 1 | 1 |" in table
    assert "| **all** | 6 | 3 | 1 | 1 | 1 |" in table
    assert table.count("`a.md:1:1`, sign: `y` became `x`") == 2
    assert "is no error, but was reported" in text_of(result)
    assert shortfalls(result) == [
        "operators: 0.00% caught, 100% demanded",
        "digits: 0.00% caught, 50% demanded",
    ]
    assert "- operators: 0.00 % caught, 100 % demanded. Readers copy them." in table


def test_an_escape_is_explained_wherever_its_line_moves(site):
    assert "smallsite/__init__.py:6:15: operator: `>` became `>=` escaped, and" in remarks(measured(site))[1]
    (site / "pyproject.toml").write_text(SETTINGS + EXPLAINED, "utf-8")
    (site / "smallsite" / "__init__.py").write_text(
        MODULE.replace('"""Small."""', '"""Small."""\n\n'), "utf-8"
    )
    sys.modules.pop("smallsite")
    result = measured(site)
    assert [(one["place"], one["reason"]) for one in result["escapes"]] == [
        ("smallsite/__init__.py:8:15", "No page shows the bound.")
    ]
    assert remarks(result) == ["docs/wrong.md has findings, so nothing was planted there"]
    assert len(shortfalls(result)) == 1  # what is explained has escaped all the same


@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ("if factor >", "if factor <", True),  # no such line
        ("smallsite/__init__.py", "smallsite/gone.py", True),
        ('["operator"]', '["sign"]', True),
        ("if factor >", "return (x - 1)", True),  # planted there, and caught
        ("smallsite/__init__.py", "docs/wrong.md", False),  # was not measured
    ],
)
def test_an_explanation_that_explains_nothing_is_named(site, old: str, new: str, stale: bool):
    (site / "pyproject.toml").write_text(SETTINGS + EXPLAINED.replace(old, new), "utf-8")
    found = [line for line in remarks(measured(site)) if "nothing escapes in a line with" in line]
    assert len(found) == stale


def test_an_explanation_is_not_stale_as_long_as_not_all_that_it_fits_was_planted(site):
    (site / "pyproject.toml").write_text(SETTINGS + EXPLAINED.replace("if factor >", "x"), "utf-8")
    assert measured(site, sample=1)["stale"] == []


@pytest.mark.parametrize(("caught", "code"), [("1", 1), ("0.75", 0)])
def test_the_command_fails_where_a_demand_is_missed(site, capsys, caught: str, code: int):
    (site / "pyproject.toml").write_text(SETTINGS.replace("caught = 1", f"caught = {caught}"), "utf-8")
    assert main(["mutate", str(site / "docs" / "page.md"), "--output", str(site / "out.json")]) == code
    assert ("operators: 75.00% caught" in capsys.readouterr().err) is bool(code)


def test_a_checker_with_a_blind_spot_misses_its_demands(site, monkeypatch):
    """The checker takes every numeral of a text for right: digits are planted, and none is caught."""
    blind = [outcome("digit in prose", "escaped"), outcome("digit in output", "caught")]
    blind += [outcome("digit in prose", "escaped"), outcome("operator", "caught")]
    assert shortfalls(result_of(blind, load_config(site))) == ["digits: 33.33% caught, 50% demanded"]


def test_a_result_is_read_only_for_the_state_it_was_measured_at(site):
    write_result({"state": "a", "planted": 1}, site / "deep" / "mutation.json")
    assert read_result(site / "deep" / "mutation.json", "a") == {"state": "a", "planted": 1}
    assert read_result(site / "deep" / "mutation.json", "b") is None
    assert read_result(site / "none.json", "a") is None


def test_ledger_says_so_where_nothing_was_measured_at_this_state(site):
    assert "Not measured for this state" in mutation_section(site / "none.json", "a")


def test_nothing_planted_is_a_failure(site, capsys):
    assert main(["mutate", str(site / "docs" / "wrong.md"), "--output", str(site / "out.json")]) == 1
    assert "nothing was planted" in capsys.readouterr().err
    assert json.loads((site / "out.json").read_text("utf-8"))["planted"] == 0
