"""Formulas and cells in the spellings of other dialects: each is read, and none is passed over in silence."""

import re

import pytest

from proofread.pages.dialects import in_dollars
from proofread.pages.markdown import read_page

NOTATION = "```notation\ngiven:\n  a: number\n```\n\n"
SPELLINGS = [
    "${}$",
    "$$ {} $$",
    "\\({}\\)",
    "\\[ {} \\]",
    "$ {} $",
    "$ {}$",
    "${} $",
    "$`{}`$",
    "{{math}}`{}`",
    "```math\n{}\n```",
    "~~~~ math\n{}\n~~~~",
    "```{{math}}\n{}\n```",
    "```{{math}}\n:label: one\n:nowrap:\n{}\n```",
    ":::{{math}}\n{}\n:::",
    "```{{math}}\n:label: three\n\n{}\n```",
    "```math\n\n\n{}\n\n```",
    "```{{note}}\n:class: tip\n\ntext\n\n$$\n{}\n$$\n```",
    "````{{admonition}} A title\ntext with ${}$\n\n```{{math}}\n\n{}\n```\n````",
    "::::{{dropdown}} Folded\n:open:\n{{math}}`{}`\n::::",
    "::::{{math}}\n:label: two\n{}\n::::",
    '<script type="math/tex">{}</script>',
    '<script type="math/tex; mode=display">{}</script>',
    "> ```math\n> {}\n> ```",
    "- item\n\n    ```math\n    {}\n    ```",
    '!!! note\n\n    text with $`{}`$ in it\n\n    :::{{math}}\n    {}\n    :::',
    "| a | b |\n|---|---|\n| $`{}`$ | {{math}}`{}` |",
    "\\begin{{align}}{}\\end{{align}}",
]  # fmt: skip


def written(spelling: str, latex: str) -> str:
    return spelling.format(*[latex] * spelling.count("{}"))


def counted(text: str) -> int:
    """Count what a reader of the source would take for formulas, without the checker's own reading."""
    return len(re.findall(r"a = a", text))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_formula_is_read_in_every_spelling(findings, spelling: str):
    text = NOTATION + written(spelling, "a = a + 1") + "\n"
    assert len(in_dollars(text)) == len(text)
    found = findings(text)
    assert len(found) == counted(text)
    for finding, place in zip(found, re.finditer("a = a", text), strict=True):
        line = text.count("\n", 0, place.start()) + 1
        assert finding.startswith(f"page.md:{line}:")
        assert "left " in finding


def test_formulas_counted_are_formulas_checked_or_left_out_with_a_reason(check):
    text = NOTATION + "\n\n".join(written(s, "a = a") for s in SPELLINGS)
    text += "\n\n<!-- unchecked: a picture -->\n```math\na = a\n```\n"
    report = check(text)
    assert report.findings == []
    kinds = [result.kind for result in report.results]
    assert kinds.count("skipped") == 1
    assert kinds.count("equation") + kinds.count("skipped") == counted(text) == len(read_page(text).formulas)


@pytest.mark.parametrize(
    "text",
    [
        "It costs $ 5, or $ 6 with $a$.",
        "`$ a = b $` and ``$`a = b`$``",
        "````text\n```math\na = b\n```\n````",
        "<!-- $ a = b $ -->",
        "```python\nx = '$ a = b $'\n```",
        "$a$ = $b$",
        "\\$ a = b \\$",
        "```math\na = b",
    ],
)
def test_what_is_no_formula_stays_as_it_is(text: str):
    assert in_dollars(text) == text


def test_the_marks_of_a_box_are_blanked_and_its_title_stays():
    text = "```{admonition} All 3 laws\n:class: tip\nThe text.\n```\n"
    assert in_dollars(text).split() == ["All", "3", "laws", "The", "text."]


def test_settings_of_a_directive_state_nothing(findings):
    assert findings("```{contents} Contents\n:depth: 2\n```\n") == []


def test_a_label_of_myst_is_the_equations_label():
    page = read_page("```{math}\n:label: double\na = a\n```\n")
    assert [(equation.id, equation.label) for equation in page.equations] == [("eq-double", "double")]


@pytest.mark.parametrize(
    "cell",
    [
        "```{code-cell}\n1 / 0\n```",
        "```{code-cell} ipython3\n:tags: [hide-input]\n1 / 0\n```",
        "```{code-cell} python\n---\ntags: [x]\n---\n1 / 0\n```",
        ":::{code-cell}\n1 / 0\n:::",
    ],
)
def test_a_cell_of_myst_is_run(findings, cell: str):
    (found,) = findings(cell + "\n")
    line = cell[: cell.index("1 / 0")].count("\n") + 1
    assert "ZeroDivisionError" in found
    assert f"(line {line})" in found


def test_what_a_cell_of_myst_prints_is_the_generators_to_show(findings):
    assert findings("```{code-cell}\n:tags: [x]\nprint(1)\n```\n") == []
