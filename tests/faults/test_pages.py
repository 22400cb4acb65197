"""Planted errors in pages: each is caught once, and named by its page and line."""

import random
import re
from pathlib import Path

import pytest

from proofread.checking.page import check_page, page_claims
from proofread.config import Config, load_config
from proofread.pages.markdown import read_page, read_text

PAGE = """\
---
title: Two classes
---

# Two classes

There are [40]{N} samples of [two]{D} inputs, an accuracy of [97.5 %]{100 * accuracy}.
The array has the shape [(40, 2)]{X.shape}.

```notation
sizes: {N: samples, D: inputs}
given:
  X: N x D, the samples
  a: positive, a rate
```

```{.python title="data"}
import numpy as np

X = np.linspace(-1.0, 1.0, 80).reshape(40, 2)
N, D = X.shape
accuracy = 0.975
a = 0.05
print("X", X.shape, X.dtype)
print(X[:2])
print(f"{X.std():.4f} {1e-5:.1e} {True}")
```

```output
X (40, 2) float64
[[-1.         -0.97468354]
 [-0.94936709 -0.92405063]]
0.5846 1.0e-05 True
```

!!! note "A remark"

    ```pycon
    >>> X.sum(axis=0).round(2)
    array([-0.51,  0.51])
    >>> N * D
    80
    ```

| rate | mean |
|---|---|
| [0.05]{a} | [-0.0127]{X[:, 0].mean()} |

The rate $[0.05]{a}$ gives $2 a X = a X + a X$, and $[0.05]{a} \\cdot [2]{D} = [0.10]{a * D}$.

```python figure="line" alt="A line through [40]{N} points."
import matplotlib.pyplot as plt

fig, ax = plt.subplots()
ax.plot(X[:, 0])
```

Figure: The first of [two]{D} columns, [which *never*
falls]{(np.diff(X[:, 0]) > 0).all()}.

[The rate is small]{a < 0.1}.
"""
ONCE = [
    ("[40]{N} samples", "[41]{N} samples", 7, "41 where the value is 40"),
    ("[two]{D} inputs", "[three]{D} inputs", 7, "three where the value is 2"),
    ("[97.5 %]", "[97.6 %]", 7, "97.6 where the value is 97.5"),
    ("[97.5 %]", "[0.975]", 7, "0.975 where the value is 97.5"),
    ("[(40, 2)]", "[(2, 40)]", 8, "2 where the value is 40; 40 where the value is 2"),
    ("[(40, 2)]", "[(40,)]", 8, "1 number"),
    ("X (40, 2)", "X (40, 1)", 29, "1 where the code prints 2"),
    ("[[-1. ", "[[ 1. ", 29, "the code prints"),
    ("-0.97468354", "-0.97468345", 29, "-0.97468345 where the code prints -0.97468354"),
    ("1.0e-05 True", "1.0e-06 True", 29, "1.0e-06 where the code prints 1.0e-05"),
    ("1.0e-05 True", "1.0e-05 False", 29, "the code prints"),
    ("float64\n", "float32\n", 29, "the code prints"),
    ("0.51])", "0.52])", 39, "0.52 where the code prints 0.51"),
    ("    80\n", "    81\n", 41, "81 where the code prints 80"),
    ("[0.05]{a} |", "[0.06]{a} |", 47, "0.06 where the value is 0.05"),
    ("[-0.0127]", "[0.0127]", 47, "0.0127 where the value is -0.0126"),
    ("rate $[0.05]{a}$", "rate $[0.04]{a}$", 49, "0.04 where the value is 0.05"),
    ("rate $[0.05]{a}$", "rate $0.05$", 49, "nothing checks the number '0.05'"),
    ("through [40]{N}", "through [50]{N}", 51, "50 where the value is 40"),
    ("through [40]{N}", "through 40", 51, "nothing checks the number '40'"),
    ("of [two]{D} columns", "of [one]{D} columns", 58, "one where the value is 2"),
    ("of [two]{D} columns", "of 2 columns", 58, "nothing checks the number '2'"),
    ("title: Two classes", "title: 40 samples", 2, "nothing checks the number '40'"),
    ("# Two classes", "# Chapter 2", 5, "nothing checks the number '2'"),
    ('"A remark"', '"Remark 1"', 36, "nothing checks the number '1'"),
    ('title="data"', 'title="40 samples"', 17, "nothing checks the number '40'"),
    ("There are", "There `50` are", 7, "nothing checks the number '50'"),
    ("X.shape, X.dtype)", "X.shap, X.dtype)", 17, "AttributeError"),
    ("accuracy = 0.975", "accuracy = 0.965", 7, "97.5 where the value is 96.5"),
    ("a = 0.05\n", "a = 0.05\nprint(a)\n", 30, "the code prints"),
    ('alt="A line through [40]{N} points."', "", 51, "has no alt text"),
    ("Figure: The first", "The first", 51, "has no caption"),
    ('figure="line"', 'figure="A Line"', 51, "lower-case words"),
    ("ax.plot(X[:, 0])", "ax.plot(X[:, 2])", 51, "IndexError"),
    ("X: N x D", "X: D x N", 10, "the symbol table gives X"),
    ("```output", "```html", 17, "no output fence below shows it"),
    ("$2 a X", "$3 a X", 49, "left "),
    ("a < 0.1}", "a > 0.1}", 61, "this is not so: a = 0.05, so a > 0.1 is False"),
    ("a < 0.1}", "a < 0.04}", 61, "this is not so: a = 0.05, so a < 0.04 is False"),
    ("a < 0.1}", "X < 0.1}", 61, "an array of truth values: write .all() or .any()"),
    ("a < 0.1}", "a}", 61, "'The rate is small' holds no number"),
    ("[The rate is small]", "[0.05]", 61, "state in words what is so"),
    ("X[:, 0]) > 0", "X[0]) > 0.1", 58, "np.diff(X[0]) = 0.02532, so"),
    ("X[:, 0]) > 0", "X[:, 0]) > 1", 58, "np.diff(X[:, 0]) = 0.05063, so"),
    ("= [0.10]{a * D}$", "= [0.11]{a * D}$", 49, "0.11"),
]


def test_the_page_itself_has_no_fault(findings):
    assert findings(PAGE) == []


@pytest.mark.parametrize(("right", "wrong", "line", "message"), ONCE)
def test_a_planted_error_is_caught_and_named(findings, right: str, wrong: str, line: int, message: str):
    assert PAGE.count(right) == 1
    found = findings(PAGE.replace(right, wrong))
    named = [
        finding for finding in found if re.match(rf"page\.md:{line}:\d+: ", finding) and message in finding
    ]
    assert len(named) == 1, found
    assert all(finding.startswith(f"page.md:{line}:") for finding in found), found


def test_no_changed_digit_of_a_page_escapes(findings):
    """Digits of what is shown, that is, outside the code that computes it, the LaTeX and the expressions."""
    rng = random.Random(0)
    shown = [*re.finditer(r"(?<!\{)\[(?:[^\[\]{}]*\d[^\[\]{}]*)\]\{", PAGE)]
    shown += [*re.finditer(r"(?<=```output\n).*?(?=\n```)", PAGE, re.DOTALL)]
    shown += [*re.finditer(r"(?<=\n    )(?:array.*|80)(?=\n)", PAGE)]
    places = [m.start() + d.start() for m in shown for d in re.finditer(r"\d", m[0])]
    assert len(places) > 60
    for place in rng.sample(places, 30):
        digit = rng.choice([d for d in "0123456789" if d != PAGE[place]])
        assert findings(PAGE[:place] + digit + PAGE[place + 1 :]), (
            place,
            PAGE[place - 20 : place + 20],
            digit,
        )


# Fences: counted by another reader than the checker's


FENCES = [
    "```python\n{}\n```\n",
    "```py\n{}\n```\n",
    "```pycon\n{}\n```\n",
    "```Python\n{}\n```\n",
    "``` python\n{}\n```\n",
    "```python \n{}\n```\n",
    "```{{.python}}\n{}\n```\n",
    "``` {{ .python .annotate }}\n{}\n```\n",
    '```python title="a.py"\n{}\n```\n',
    '```python hl_lines="1"\n{}\n```\n',
    '```python linenums="1" title="x = y"\n{}\n```\n',
    "~~~python\n{}\n~~~\n",
    "````python\n{}\n````\n",
    "```python\n{}\n`````\n",
    "!!! note\n\n    ```python\n    {}\n    ```\n",
    '=== "Tab"\n\n    ```python\n    {}\n    ```\n',
    '??? info "Folded"\n\n    === "Tab"\n\n        ```python\n        {}\n        ```\n',
    "- item\n\n    ```python\n    {}\n    ```\n",
    "- ```python\n  {}\n  ```\n",
    "1. item\n\n    ```python\n    {}\n    ```\n",
    "> ```python\n> {}\n> ```\n",
    "\t```python\n\t{}\n\t```\n",
    "<div markdown>\n\n```python\n{}\n```\n\n</div>\n",
    "Text right above\n```python\n{}\n```\nand right below.\n",
    "A lone ` tick, `<!--` and <!-- here.\n\n```python\n{}\n```\n",
]


def counted(text: str) -> int:
    """Count lines that open a Python fence: after marks, three of a kind, then something like Python."""
    return len(re.findall(r"(?m)^[ \t>\-\d.]*(?:`{3,}|~{3,})[ \t{.]*(?i:py)\w*", text))


@pytest.mark.parametrize("fence", FENCES)
def test_a_wrong_block_is_caught_in_every_spelling_of_its_fence(findings, fence: str):
    text = fence.format("1 / 0")
    (finding,) = findings(text)
    line = 1 + text[: re.search("`{3}|~{3}", text).start()].count("\n")
    assert finding.startswith(f"page.md:{line}:")
    assert "ZeroDivisionError" in finding


@pytest.mark.parametrize("before", ["", "---\ntitle: x\n---\n\n", "---\ntitle: x\n...\n", "<!-- x -->\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fences_counted_are_fences_run(check, tmp_path, before: str, newline: str):
    text = before + "\n".join(fence.format(f"ran_{number} = {number}") for number, fence in enumerate(FENCES))
    (tmp_path / "page.md").write_text(text, "utf-8", newline=newline)
    report = check_page(tmp_path / "page.md", Config(tmp_path))
    assert report.findings == []
    assert [result.kind for result in report.results].count("code") == counted(text) == len(FENCES)


def test_every_fence_of_the_site_is_counted_and_run():
    root = Path(__file__).parents[2]
    pages = [*root.glob("docs/**/*.md"), root / "README.md"]
    fences = 0
    for path in pages:
        page = read_page(read_text(path))
        starts = {claim.start for claim in page_claims(page, load_config(root))}
        python = [fence for fence in page.fences if fence.is_python]
        prompts = [fence for fence in python if ">>>" in fence.body]
        assert {fence.start for fence in python if fence not in prompts} <= starts, path
        shown = sum(counted(fence.body) for fence in page.fences)  # fences within a fence are text
        assert counted(page.text) - shown == len(python), path
        fences += len(python)
    assert fences > 50


def test_a_page_of_a_megabyte_is_checked(check):
    part = "Prose with [3]{1 + 2}, `code` and words.\n\n```python\nx = 1\n```\n\n" + "words " * 200 + "\n\n"
    report = check(part * (2**20 // len(part)) + "97\n")
    assert [finding.message[:27] for finding in report.findings] == ["nothing checks the number '"]
