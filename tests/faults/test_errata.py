"""Errors that stood in well-known teaching material: the wrong form is a finding, the right form is not.

Their numbers are those of the collection, whose every case is here, as an equation, as a page, or among those
that no claim of ours can state, with the reason.
"""

import re
from pathlib import Path

import numpy as np
import pytest

from tests.equation_pages import findings, judged

# -- equations: right, wrong -----------------------------------------------------------------------

ERRATA_NOTATION = r"""
sizes: {N: samples, D: inputs, M: hidden units, C: outputs}
index: {i: N, d: D, j: M, k: C}
given:
  X: N x D
  B: D x M
  A: N x D
  T: N x C
  W^{(1)}: D x M
  W^{(2)}: M x C
  \mathbf{w}: D x 1
  \mathbf{t}: N x 1 unit
  \mathbf{s}: N x 1 unit
  \mu: positive
  g: real
  x: real
  y: real
  z: real
  a: real
  c: real
functions:
  \sigma(z): \frac{1}{1 + e^{-z}}
code:
  \mathbf{w} \leftarrow: page_update(\mathbf{w}, X, \mathbf{t}, \mu)
  \operatorname{loss}(\mathbf{s}, \mathbf{t}): page_loss(\mathbf{s}, \mathbf{t})
"""
NETWORK = (
    r"Z^{(1)} := X W^{(1)}, \quad H^{(1)} := \tanh(Z^{(1)}), \quad Z^{(2)} := H^{(1)} W^{(2)}",
    r"E := \frac12 \lVert Z^{(2)} - T \rVert_F^2, \quad \delta^{(2)} := "
    r"\frac{\partial E}{\partial Z^{(2)}} = Z^{(2)} - T",
)
DELTA = r"\delta^{(1)} := \frac{\partial E}{\partial Z^{(1)}}"
SQUARES = r"Q := \frac{1}{2} \lVert X \mathbf{w} - \mathbf{t} \rVert^2"
LIKELIHOOD = r"\ell := \prod_{i=1}^N s_i^{t_i} (1 - s_i)^{1 - t_i}"
CUBE = r"q := e^{-1} \bigl( -1 - (x+1) + (x+1)^2 + y^2 \bigr), \quad f(x, y) := x e^{-x^2 - y^2}"
ENTROPY = r"-\log \ell = {}"
ERRATA = {
    "F01": (
        (LIKELIHOOD,),
        r"-\log \ell = -\sum_i (t_i \log s_i + (1-t_i) \log(1-s_i))",
        r"-\log \ell = \sum_i (t_i \log s_i + (1-t_i) \log(1-s_i))",
    ),
    "F07": (
        (SQUARES,),
        r"\mathbf{w} \leftarrow \mathbf{w} - \frac{\mu}{N} X^T (X \mathbf{w} - \mathbf{t})",
        r"\mathbf{w} \leftarrow \mathbf{w} - \mu X^T (X \mathbf{w} - \mathbf{t})",
    ),
    "F11": ((), r"(X B)_{ij} = X_{i,:} B_{:,j}", r"(X B)_{ij} = X_{i,:} B_{j,:}"),
    "F13": (
        (CUBE,),
        r"\frac{\partial^2}{\partial y^2} q = 2 e^{-1}",
        r"\frac{\partial^2}{\partial y^2} q = 4 e^{-1}",
    ),
    "F17": ((), r"(X B)_{ij} = X_{i,:} B_{:,j}", r"(X B)_{ij} = X_{i,:} B_{:,j}^T"),
    "F21": (
        (),
        r"\arg\max_i s_i = \arg\min_i (-\log s_i)",
        r"\arg\max_i s_i = \arg\max_i (-\log s_i)",
    ),
    "F25": (
        (*NETWORK, DELTA),
        r"\delta^{(1)} = (1 - \tanh(Z^{(1)}) \odot \tanh(Z^{(1)})) \odot \bigl(\delta^{(2)} W^{(2)T}\bigr)",
        r"\delta^{(1)} = (1 - \tanh(Z^{(2)}) \odot \tanh(Z^{(2)})) \odot \bigl(\delta^{(2)} W^{(2)T}\bigr)",
    ),
    "F27": (
        (r"\bar{t} := \frac1N \sum_i t_i", r"V := \frac1N \sum_i t_i^2 - \bar{t}^2"),
        r"\sum_i (t_i - \bar{t})^2 = N V",
        r"\sum_i (t_i - \bar{t}_i)^2 = N V",
    ),
    "F31": (
        (r"J := \frac1N \sum_i (s_i - t_i)^2",),
        r"J = \operatorname{loss}(\mathbf{s}, \mathbf{t})",
        r"N J = \operatorname{loss}(\mathbf{s}, \mathbf{t})",
    ),
    "F33": ((), r"X \in \mathbb{R}^{N \times D}", r"X \in \mathbb{R}^{D \times N}"),
    "F35a": ((), r"\tanh(z) = 2 \sigma(2z) - 1", r"\tanh(z) = 2 \sigma(z) - 1"),
    "F35b": ((), r"e^{-y c x} = (e^c)^{-yx}", r"e^{-y c x} = e^{-c} e^{-yx}"),
    "F39": ((), r"\frac{d}{dz} e^{-z^2/2} = -z e^{-z^2/2}", r"\frac{d}{dz} e^{-z^2/2} = -z e^{x^2/2}"),
    "F43": ((), r"\sigma'(z) = \sigma(z) (1 - \sigma(z))", r"\sigma'(z) = (1 - \sigma(z))"),
    "F45": (
        (*NETWORK,),
        r"\frac{\partial E}{\partial Z^{(1)}} = \frac{\partial E}{\partial "
        r"H^{(1)}} \odot (1 - \tanh(Z^{(1)}) \odot \tanh(Z^{(1)}))",
        r"\frac{\partial E}{\partial Z^{(1)}} = \frac{\partial E}{\partial H^{(1)}}",
    ),
    "F49": (
        (*NETWORK,),
        r"\frac{\partial E}{\partial H^{(1)}} = \delta^{(2)} W^{(2)T}",
        r"\frac{\partial E}{\partial Z^{(1)}} = \delta^{(2)} W^{(2)T}",
    ),
    "F51": (
        (SQUARES,),
        r"\mathbf{w} \leftarrow \mathbf{w} - \frac{\mu}{N} \frac{\partial Q}{\partial \mathbf{w}}",
        r"\mathbf{w} \leftarrow \mathbf{w} + \frac{\mu}{N} \frac{\partial Q}{\partial \mathbf{w}}",
    ),
    "F53": (
        (LIKELIHOOD,),
        r"\log \ell = \sum_i (t_i \log s_i + (1-t_i) \log(1-s_i)) \le 0",
        r"\sum_i (t_i \log s_i + (1-t_i) \log(1-s_i)) \ge 0",
    ),
}


def mean_update(w, X, t, learning_rate):
    return w - learning_rate * X.T @ (X @ w - t) / len(X)


def mean_squares(s, t):
    return np.mean((s - t) ** 2)


NAMES = {"page_update": mean_update, "page_loss": mean_squares}


@pytest.mark.parametrize("name", ERRATA)
def test_the_right_form_of_an_erratum_raises_nothing(name):
    definitions, right, _ = ERRATA[name]
    messages = findings(ERRATA_NOTATION, *definitions, right, names=NAMES)
    assert [message for message in messages if "nothing checks" not in message] == []


@pytest.mark.parametrize("name", ERRATA)
def test_the_wrong_form_of_an_erratum_is_a_finding(name):
    definitions, _, wrong = ERRATA[name]
    *_, (_, verdict) = judged(ERRATA_NOTATION, *definitions, wrong, names=NAMES)
    assert not verdict.ok
    assert "unknown" not in verdict.message


def test_the_moments_of_a_product_of_random_variables():
    """F03: Var(w x) = E(x)^2 Var(w) + E(w)^2 Var(x) + Var(w) Var(x), over all pairs of values."""
    notation = r"""
sizes: {N: values of x, M: values of w}
index: {i: N, j: M}
given:
  \mathbf{x}: N x 1
  \mathbf{w}: M x 1
"""
    moments = (
        r"\bar{x} := \frac1N \sum_i x_i, \quad \bar{w} := \frac1M \sum_j w_j",
        r"u := \frac1N \sum_i (x_i - \bar{x})^2, \quad v := \frac1M \sum_j (w_j - \bar{w})^2",
        r"V := \frac{1}{N M} \sum_{i,j} (w_j x_i - \bar{w} \bar{x})^2",
    )
    assert findings(notation, *moments, r"V = \bar{x}^2 v + \bar{w}^2 u + u v") == []
    assert findings(notation, *moments, r"V = \bar{x} v + \bar{w} u + u v")


RIGHT_THOUGH_REPORTED = {
    "N1": (r"2 \cdot [0.20]{value} \approx 0.39", {"value": 0.196612}),
    "N2": (r"y := e^z, \quad \frac{\partial y}{\partial z} = y", {}),
    "N3": (
        r"y := \max(0, z), \quad \frac{\partial y}{\partial z} = \begin{cases} "
        r"0 & y = 0 \\ 1 & \text{otherwise} \end{cases}",
        {},
    ),
}


@pytest.mark.parametrize("name", RIGHT_THOUGH_REPORTED)
def test_what_is_right_though_reported_as_wrong_raises_nothing(name):
    latex, names = RIGHT_THOUGH_REPORTED[name]
    assert findings("given:\n  z: real", latex, names=names) == []


# -- pages: the text, what is right in it, what stood there instead ------------------------------------

PAGES = {
    "F05": (
        """```python
class Shouter:
    def __init__(self, name):
        self.name = name

    def shout(self):
        print(f"HELLO, {self.name.upper()}!")


Shouter("Fred").shout()
```

```output
HELLO, FRED!
```
""",
        "HELLO, FRED!\n",
        "HELLO, BOB!\n",
    ),
    "F09": (
        """```python
import numpy as np

y, t = np.array([0.0, 0.5]), np.array([0.0, 1.0])
with np.errstate(divide="ignore"):
    logarithms = np.where(t > 0, np.log(y), 0.0)
print(-np.sum(t * logarithms).round(4))
```

```output
0.6931
```
""",
        """with np.errstate(divide="ignore"):
    logarithms = np.where(t > 0, np.log(y), 0.0)
""",
        "logarithms = np.log(y)\n",
    ),
    "F23": (
        """```python
import numpy as np

X = np.zeros((4, 3))
```

X holds [four]{X.shape[0]} examples of [three]{X.shape[1]} features.
""",
        "[four]{X.shape[0]} examples of [three]{",
        "[three]{X.shape[0]} examples of [four]{",
    ),
    "F29": (
        """```python
import numpy as np

area, price = np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 9.0])
slope, intercept = np.polyfit(area, price, 1)
on_screen = 600 - 40 * intercept
```

The line has the slope [2.00]{slope} and the intercept [1.00]{intercept}.
""",
        "[1.00]{intercept}",
        "[560.00]{intercept}",
    ),
    "F41": (
        """```python
import numpy as np

x = np.arange(0.0, 10.0, 0.01)
```

The inputs run from [0]{x[0]} to ten in steps of [0.01]{x[1] - x[0]}.
""",
        "[0.01]{",
        "[0.1]{",
    ),
    "F47": (
        """```python
import numpy as np

C, W1 = np.zeros((27, 10)), np.zeros((30, 200))
emb = C[np.zeros((32, 3), dtype=int)]
h = np.tanh(emb.reshape(32, 30) @ W1)
```

The embeddings have shape [(32, 3, 10)]{emb.shape}, the hidden layer has [(32, 200)]{h.shape}.
""",
        "[(32, 3, 10)]{emb.shape}, the hidden layer has [(32, 200)]",
        "[(32, 3, 2)]{emb.shape}, the hidden layer has [(32, 100)]",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_right_form_of_a_page_raises_nothing(check, name):
    assert check(PAGES[name][0]).findings == []


@pytest.mark.parametrize("name", PAGES)
def test_the_wrong_form_of_a_page_is_found_where_it_stands(check, name):
    page, right, wrong = PAGES[name]
    assert page.count(right) == 1
    found = check(page.replace(right, wrong)).findings
    assert len({finding.line for finding in found}) == 1
    said = ("the page shows", "the code raises RuntimeWarning: divide by zero")
    assert all(finding.message.startswith(said) for finding in found)


# -- all of them -----------------------------------------------------------------------------------

NOT_STATED = {
    "F15": "The gradient of x instead of that of f(x): a name left out of the text; no equation was false.",
    "F19": "An argument of another library, taken for another one: no page states what it means.",
}


def test_every_case_of_the_collection_is_here():
    here = {name.rstrip("ab") for name in [*ERRATA, *PAGES, *NOT_STATED, "F03"]}
    assert here == {f"F{number:02}" for number in range(1, 54, 2)} - {"F37"}  # there is no F37
    assert set(RIGHT_THOUGH_REPORTED) == {"N1", "N2", "N3"}


# -- the page ----------------------------------------------------------------------------------------

LEARN = Path(__file__).parents[2] / "docs" / "learn"
PAGE = LEARN.with_name("errata.md").read_text("utf-8")
REPORT = re.compile(
    r"(?P<shown>#\d+\b|\bcommit [0-9a-f]{7,8}\b)(?P<address>\]\(https://github\.com/[^)]+\))?"
)


def test_every_report_leads_to_where_it_was_made():
    reports = list(REPORT.finditer(PAGE))
    assert len(reports) >= 25
    for report in reports:
        kind, name = ("issues", report["shown"][1:]) if "#" in report["shown"] else report["shown"].split()
        assert (report["address"] or "").endswith(f"/{kind}/{name})"), report[0]


def test_chapters_and_their_errors_lead_to_each_other():
    (section,) = re.findall(r"^## By chapter\n(.*?)^## ", PAGE, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| \[[^]]+\]\(learn/([\w-]+)/[^)]+\) \| (.*) \|$", section, re.MULTILINE)
    assert {"linear-regression", "logistic-regression", "hidden-layer"} <= {chapter for chapter, _ in rows}
    for chapter, errors in rows:
        pages = "".join(page.read_text("utf-8") for page in (LEARN / chapter).glob("*.md"))
        named = set(re.findall(r"\((#[\w-]+)\)", errors))
        assert named
        assert named & {f"#{place}" for place in re.findall(r"errata\.md#([\w-]+)", pages)}, chapter
