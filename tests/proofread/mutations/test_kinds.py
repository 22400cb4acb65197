"""Each kind of error, planted on a page of its own, and what the trial says of it."""

from pathlib import Path

import pytest

from proofread.checking.page import check_text
from proofread.config import Config
from proofread.mutations.mutant import KINDS, Mutant
from proofread.mutations.plan import mutants_of
from proofread.mutations.trial import Trial

PAGE = r"""# Least squares

```notation
sizes: {N: samples, D: inputs}
index: {i: N, d: D}
given:
  X: N x D, the inputs
  \mathbf{w}: 1 x D, the weights
  \mathbf{t}: N x 1, the targets
parts:
  x_{id}: X[i, d]
  w_d: \mathbf{w}[1, d]
  t_i: \mathbf{t}[i, 1]
  y_i: \mathbf{y}[i, 1]
defined:
  \mathbf{y}: N x 1, the outputs
  E: number, the error
```

$$ \mathbf{y} := X \mathbf{w}^T $$

$$ E := \frac{1}{2} \sum_{i=1}^{N} (y_i - t_i)^2 $$

$$ y_i = \sum_{d=1}^{D} w_d x_{id} $$

$$ \frac{\partial E}{\partial \mathbf{w}} = (\mathbf{y} - \mathbf{t})^T X $$

```python
import numpy as np

X, w = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, 1.0]]), np.array([[0.5, -0.25]])
t = np.array([[0.0], [1.0], [1.0]])
y = X @ w.T
print(y.ravel(), len(y))
```

```output
[ 0.   -0.25  1.25] 3
```

The error is [0.8125]{np.sum((y - t) ** 2) / 2} on [three]{len(X)} samples, and
$E = \frac{1}{2} ([1]{t[1, 0]} + [0.25]{-y[1, 0]})^2 + \frac{1}{2} [0.25]{y[2, 0] - 1}^2$
is [0.8125]{np.sum((y - t) ** 2) / 2}. [The outputs are smaller than the targets]{y.mean() < t.mean()}.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("site") / "page.md"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture(scope="module")
def config(path) -> Config:
    return Config(path.parent)


@pytest.fixture(scope="module")
def mutants(path, config) -> list[Mutant]:
    return list(mutants_of(path, PAGE, config, seed=0))


def test_the_page_itself_is_sound(config):
    assert check_text(PAGE, "page.md", config).findings == []


def test_every_kind_but_operators_is_planted(mutants):
    assert {mutant.kind for mutant in mutants} == set(KINDS) - {"operator"}


def test_every_mutant_changes_the_page_in_one_place(mutants):
    for mutant in mutants:
        changed = mutant.applied(PAGE)
        assert changed != PAGE
        assert changed[: mutant.start] == PAGE[: mutant.start]
        assert changed.endswith(PAGE[mutant.end :])


def test_the_same_seed_plants_the_same(path, config, mutants):
    assert list(mutants_of(path, PAGE, config, seed=0)) == mutants
    assert list(mutants_of(path, PAGE, config, seed=1)) != mutants


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"operator"}))
def test_no_error_of_any_kind_escapes_from_the_page(path, config, mutants, kind: str):
    planted = [mutant for mutant in mutants if mutant.kind == kind][:12]
    outcomes = Trial(path, config, PAGE).outcomes(planted)
    assert len(outcomes) == len(planted) > 0
    assert [f"{one.place} {one.change}" for one in outcomes if one.verdict == "escaped"] == []
    assert all(one.message for one in outcomes)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("sign", "(y_i - t_i)", "(y_i + t_i)"),
        ("factor", r"\frac{1}{2} \sum", r"\sum"),
        ("exponent", "t_i)^2", "t_i)^3"),
        ("index", "w_d x_{id}", "w_d x_{ii}"),
        ("transposed matrix", r"\mathbf{w}^T", r"\mathbf{w}"),
        ("dropped term", r"(\mathbf{y} - \mathbf{t})", r"(\mathbf{y} )"),
        ("constant", r"\frac{1}{2} \sum", r"\frac{1}{3} \sum"),
        ("shape", "X: N x D", "X: D x N"),
        ("digit in output", "-0.25  1.25]", "-0.25  1.26]"),
        ("digit in prose", "[three]{", "[seven]{"),
        ("turned comparison", "y.mean() < t", "y.mean() > t"),
        ("moved bound", "< t.mean()}", "< (y.mean())}"),
        ("swapped array", "{y.mean()", "{X.mean()"),
    ],
)
def test_an_error_known_by_hand_is_caught_where_it_stands(path, config, kind: str, old: str, new: str):
    start = PAGE.index(old)
    mutant = Mutant(path, kind, start, start + len(old), new)
    (outcome,) = Trial(path, config, PAGE).outcomes([mutant])
    line = PAGE[:start].count("\n") + 1
    assert (outcome.verdict, outcome.place.split(":")[1]) == ("caught", str(line))


BOOKS = r"""# The notation of books

```notation
sizes: {n: power, D: inputs}
index: {k: n, i: D}
given:
  \mathbf{x}: D x 1, a point
  \mathbf{y}: D x 1, another
  A: D x D, a matrix
  x: real
functions:
  f(x): \sin(x)
```

$$ \binom{n}{k} = \frac{n!}{k!\,(n-k)!} $$

$$ \langle \mathbf{x}, A \mathbf{y} \rangle = \sum_{i=1}^{D} x_i (A \mathbf{y})_i $$

$$ \left. \frac{\mathrm{d}f}{\mathrm{d}x} \right|_{x = 0} = \lim_{x \to 0} \frac{f(x)}{x} $$

$$ \underbrace{2 A \mathbf{x}}_{\text{twice}} = A (\mathbf{x} + \mathbf{x}) $$
"""


def test_no_error_escapes_from_the_notation_of_books(tmp_path):
    page, config = tmp_path / "books.md", Config(tmp_path)
    page.write_text(BOOKS, "utf-8")
    outcomes = Trial(page, config, BOOKS).outcomes(list(mutants_of(page, BOOKS, config, seed=0)))
    assert {one.mutant.kind for one in outcomes} >= {"sign", "factor", "index", "constant", "swapped names"}
    assert [f"{one.place} {one.change}" for one in outcomes if one.verdict == "escaped"] == []


def test_what_no_claim_is_about_escapes_and_says_where(path, config):
    text = PAGE.replace("# Least squares", "# Least squares\n\nSigma is a letter.")
    path.write_text(text, "utf-8")
    start = text.index("letter")
    (outcome,) = Trial(path, config, text).outcomes([Mutant(path, "sign", start, start + 6, "word")])
    path.write_text(PAGE, "utf-8")
    assert (outcome.verdict, outcome.place, outcome.change) == (
        "escaped",
        "page.md:3:12",
        "`letter` became `word`",
    )


def test_an_error_far_from_what_it_makes_wrong_is_caught(path, config):
    start = PAGE.index("^T $$")
    mutant = Mutant(path, "factor", start, start + 2, r"^T \cdot 2")
    (outcome,) = Trial(path, config, PAGE).outcomes([mutant])
    assert outcome.verdict == "caught"
    assert int(outcome.message.split(":")[1]) > int(outcome.place.split(":")[1])
