"""What is planted in statements, and which of it is no error."""

from pathlib import Path
from random import Random

import pytest

from proofread.config import Config
from proofread.mutations.mutant import Mutant
from proofread.mutations.statements import plant_statements
from proofread.mutations.trial import Trial
from proofread.pages.markdown import read_page

CODE = """```python
import numpy as np

low, high, _ = np.array([1.0, 2.0]), np.array([3.0, 2.0]), "no array"
```

"""


def planted(expression: str, kind: str) -> set[str]:
    text = f"{CODE}It is so that [this holds]{{{expression}}} here."
    start = text.index("]{") + 2
    edits = [edit for edit in plant_statements(read_page(text), Random(0)) if edit[0] == kind]
    assert all(start <= first <= last <= start + len(expression) for _, first, last, _ in edits)
    return {text[start:first] + new + text[last : start + len(expression)] for _, first, last, new in edits}


@pytest.mark.parametrize(
    ("expression", "turned"),
    [
        ("low.sum() < 4", {"low.sum() > 4"}),
        ("low.sum() <= 3", {"low.sum() > 3"}),
        (" 0 < low[0] <= 1", {" 0 > low[0] <= 1", " 0 < low[0] > 1"}),
        ("(low <= high).all()", {"(low > high).all()"}),
        ("np.all((low == high)[1:])", {"np.all((low != high)[1:])"}),
        ("all(a != 3 for a in low)", {"all(a == 3 for a in low)"}),
        (
            "not low[0] >= 2 and low[1] > 1",
            {"not low[0] < 2 and low[1] > 1", "not low[0] >= 2 and low[1] < 1"},
        ),
        ("np.sum(low > 1)", set()),  # a number
    ],
)
def test_every_comparison_is_turned(expression: str, turned: set[str]):
    assert planted(expression, "turned comparison") == turned


@pytest.mark.parametrize(
    ("expression", "moved"),
    [
        ("low[0] < 4", "low[0] < (low[0])"),
        ("4 > low[0]", "(low[0]) > low[0]"),
        ("low[0] <= 1", "low[0] <= (low[0] - 1e-9 * (1 + abs(low[0])))"),
        ("low[0] >= 1", "low[0] >= (low[0] + 1e-9 * (1 + abs(low[0])))"),
        ("1 <= low[0]", "(low[0] + 1e-9 * (1 + abs(low[0]))) <= low[0]"),
        ("(low <= high).all()", "(low <= (low - 1e-9 * (1 + abs(low)))).all()"),
    ],
)
def test_a_moved_bound_is_one_that_the_value_breaks(expression: str, moved: str):
    names: dict[str, object] = {}
    exec(CODE.split("```")[1].removeprefix("python"), names)
    assert planted(expression, "moved bound") == {moved}
    assert eval(expression, names)
    assert not eval(moved, names)


def test_names_give_way_to_other_names_of_the_page():
    assert planted("np.all(low <= high)", "swapped array") == {
        "np.all(high <= high)",
        "np.all(low <= low)",
    }


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("<=", ">", "caught"),
        ("high)", "low)", "equivalent"),  # no array is larger than itself
        ("high)", "_)", "caught"),  # raises
        ("high)", "high.mean())", "equivalent"),
        ("high)", "low.mean())", "caught"),
    ],
)
def test_what_is_true_all_the_same_is_no_error(tmp_path: Path, old: str, new: str, verdict: str):
    text = f"{CODE}So [the one is never larger]{{np.all(low <= high)}}.\n"
    (tmp_path / "page.md").write_text(text, "utf-8")
    start = text.rindex(old)
    mutant = Mutant(tmp_path / "page.md", "swapped array", start, start + len(old), new)
    (outcome,) = Trial(tmp_path / "page.md", Config(tmp_path), text).outcomes([mutant])
    assert (outcome.verdict, outcome.disputed) == (verdict, False)


def test_a_statement_that_waits_for_its_names_is_judged_at_the_end(tmp_path: Path):
    text = f"So [the one is never larger]{{np.all(low <= high)}}.\n\n{CODE}"
    (tmp_path / "page.md").write_text(text, "utf-8")
    start = text.index("high)")
    mutants = [Mutant(tmp_path / "page.md", "swapped array", start, start + 4, new) for new in ("low", "1.5")]
    outcomes = Trial(tmp_path / "page.md", Config(tmp_path), text).outcomes(mutants)
    assert [(one.verdict, one.disputed) for one in outcomes] == [("equivalent", False), ("caught", False)]
