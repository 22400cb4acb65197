"""The whole way: a small site with a package, its plan, its result, and the command."""

import json
import sys
from pathlib import Path

import pytest

from proofread.__main__ import main
from proofread.cache import Cache
from proofread.config import load_config
from proofread.mutations import measure, mutation_table, read_result, shortfalls, text_of, write_result
from proofread.mutations.code import plant_operators
from proofread.mutations.mutant import Mutant, Outcome
from proofread.mutations.plan import choose
from proofread.mutations.report import VERDICTS, by_kind, result_of

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


@pytest.fixture
def site(tmp_path: Path, monkeypatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "smallsite").mkdir()
    (tmp_path / "smallsite" / "__init__.py").write_text(MODULE, "utf-8")
    (tmp_path / "docs" / "page.md").write_text(PAGE, "utf-8")
    (tmp_path / "docs" / "wrong.md").write_text("It is [2]{1}.\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.proofread]\npackages = ["smallsite"]\n', "utf-8")
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
    assert shortfalls(result) == ["operator: 75.00% caught, 100% wanted"]
    assert "smallsite/__init__.py:6:15: operator: `>` became `>=` escaped" in text_of(result)


def test_the_same_seed_makes_the_same_plan(site):
    config, paths = load_config(site / "docs"), [site / "docs" / "page.md"]
    assert choose(paths, config, 0, 5) == choose(paths, config, 0, 5)
    assert len(choose(paths, config, 0, 5)) == 5
    assert len(choose(paths, config, 0, 1000)) == len(set(choose(paths, config, 1, 1000))) == 8


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
    assert shortfalls(result) == ["equations: 66.67% caught, 99% wanted"]


def test_a_result_is_read_only_for_the_state_it_was_measured_at(site):
    write_result({"state": "a", "planted": 1}, site / "deep" / "mutation.json")
    assert read_result(site / "deep" / "mutation.json", "a") == {"state": "a", "planted": 1}
    assert read_result(site / "deep" / "mutation.json", "b") is None
    assert read_result(site / "none.json", "a") is None


def test_nothing_planted_is_a_failure(site, capsys):
    assert main(["mutate", str(site / "docs" / "wrong.md"), "--output", str(site / "out.json")]) == 1
    assert "nothing was planted" in capsys.readouterr().err
    assert json.loads((site / "out.json").read_text("utf-8"))["planted"] == 0
