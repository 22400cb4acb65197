import pytest

NOTATION = """\
```notation
sizes: {{N: samples, D: 2 inputs}}
given:
  X: N x D, the samples
  \\mathbf{{t}}: N x 1 unit, the targets
```

```python
import numpy as np
{code}
```

Both are used: $2 X = X + X$, $2 \\mathbf{{t}} = \\mathbf{{t}} + \\mathbf{{t}}$.
"""


@pytest.mark.parametrize(
    "code",
    [
        "X, t = np.ones((5, 2)), np.ones((5, 1))",
        "X = np.ones((5, 2))",
        "t = np.ones((7, 1))",
        "N, X = 5, np.ones((5, 2))",
        "x = 1",
    ],
)
def test_arrays_have_the_shapes_of_the_symbol_table(findings, code: str):
    assert findings(NOTATION.format(code=code)) == []


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("X = np.ones((5, 3))", "X has (5, 3)"),
        ("X = np.ones(5)", "X has (5,)"),
        ("t = np.ones(5)", "the shape (N, 1) = (N, 1), the array t has (5,)"),
        ("X, t = np.ones((5, 2)), np.ones((4, 1))", "t has (4, 1)"),
        ("X, t = np.ones((5, 2)), np.ones((1, 5))", "t has (1, 5)"),
        ("N, X = 6, np.ones((5, 2))", "(N, D) = (6, 2), the array X has (5, 2)"),
        ("D = 3", "gives D as 2, the page binds it to 3"),
    ],
)
def test_another_shape_is_one_finding_at_the_symbol_table(findings, code: str, message: str):
    (finding,) = findings("prose\n\n" + NOTATION.format(code=code))
    assert finding.startswith("page.md:3:1: the symbol table gives")
    assert message in finding


@pytest.mark.parametrize(
    "wrong",
    [
        "  X: N y D, the samples",
        "  X: N x Q, the samples",
        "nonsense:",
        "  X",
        "  : x",
        "{",
        "\tX: N x D",
        "  \\frac{a: N x D",
    ],
)
def test_a_notation_block_that_cannot_be_read_is_one_finding_with_its_line(findings, wrong: str):
    text = f"prose\n\n```notation\nsizes: {{N: samples, D: inputs}}\ngiven:\n{wrong}\n```\n\n97\n"
    found = findings(text)
    assert len(found) == 2, found
    assert found[0].startswith(("page.md:4:", "page.md:5:", "page.md:6:", "page.md:7:")), found[0]
    assert "'97'" in found[1]


def test_a_second_notation_block_is_a_finding(findings):
    block = "```notation\nsizes: {N: samples}\n```\n\n"
    found = findings(block + block)
    assert any("a page has one notation block" in finding for finding in found)
