import random
from time import process_time

import pytest

from proofread.pages.blocks import PYTHON
from proofread.pages.brackets import without_numbers
from proofread.pages.markdown import Page, read_page, read_text

FENCE = "```{info}\nx = 1\n```\n"


def only_fence(text: str):
    (fence,) = read_page(text).fences
    return fence


@pytest.mark.parametrize(
    "info",
    [
        "python",
        "py",
        "pycon",
        "Python",
        " python",
        "python ",
        "python\t",
        "{.python}",
        "{ .python .annotate }",
        "{.annotate .python}",
        "{#identifier .python}",
        "{: .python}",
        "{python}",
        "python{.wide}",
        "python,wide",
        "python:wide",
        'python title="a = b"',
        'python hl_lines="1 2"',
        "python hl_lines=1",
        'python linenums="1"',
        "python3",
        "ipython",
        "python-console",
    ],
)
def test_a_python_fence_is_read_in_every_spelling(info: str):
    fence = only_fence(FENCE.format(info=info))
    assert fence.is_python
    assert fence.body == "x = 1\n"


def test_the_marks_of_a_quotation_are_no_part_of_its_formulas():
    quoted, plain = read_page("> $$\n> 1\n> = 1\n> $$\n\n$2\n> 1$\n").formulas
    assert quoted.latex == "\n  1\n  = 1\n  "
    assert plain.latex == "2\n> 1"


def test_the_names_of_python_are_those_of_pygments():
    from pygments.lexers import get_lexer_by_name

    lexers = {name: get_lexer_by_name(name).name for name in PYTHON if not name.startswith("ipython")}
    assert set(lexers.values()) <= {"Python", "Python 2.x", "Python console session", "NumPy"}


@pytest.mark.parametrize("info", ["", "sh", "pytb", "text", "json", "output", "notation", "cython"])
def test_another_language_is_no_python(info: str):
    assert not only_fence(FENCE.format(info=info)).is_python


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("~~~python\nx = 1\n~~~\n", "x = 1\n"),
        ("````python\n```\n````\n", "```\n"),
        ("```python\nx = 1\n`````\n", "x = 1\n"),
        ("```python\nx = 1\n```", "x = 1\n"),
        ("```python\n```\n", ""),
        ('!!! note "Title"\n\n    ```python\n    if x:\n        y = 1\n    ```\n', "if x:\n    y = 1\n"),
        ('=== "Tab"\n\n    ```python\n    x = 1\n\n    y = 2\n    ```\n', "x = 1\n\ny = 2\n"),
        ("- item\n\n    ```python\n    x = 1\n    ```\n", "x = 1\n"),
        ("- ```python\n  x = 1\n  ```\n", "x = 1\n"),
        ("1. ```python\n   x = 1\n   ```\n", "x = 1\n"),
        ("> ```python\n> if x:\n>     y = 1\n> ```\n", "if x:\n    y = 1\n"),
        ("> > ```python\n> > x = 1\n> > ```\n", "x = 1\n"),
        ("> - ```python\n>   x = 1\n>   ```\n", "x = 1\n"),
        ("\t```python\n\tx = 1\n\t```\n", "x = 1\n"),
        ("\t```python\n    x = 1\n\t```\n", "x = 1\n"),
        ("---\ntitle: x\n---\n```python\nx = 1\n```\n", "x = 1\n"),
    ],
)
def test_a_fence_is_read_without_what_encloses_it(text: str, body: str):
    fence = only_fence(text)
    assert (fence.language, fence.body, fence.problem) == ("python", body, "")


def test_a_fence_knows_its_attributes():
    fence = only_fence("```{.python figure='a-b' alt=\"one = 1\" width=3}\n```\n")
    assert fence.attributes == {"figure": "a-b", "alt": "one = 1", "width": "3"}


def test_a_fence_that_is_never_closed_is_a_problem():
    assert "never closed" in only_fence("```sh\nls\n\nprose\n").problem


def test_a_fence_that_swallows_another_is_a_problem():
    assert "another fence" in only_fence("```sh\nls\n\nprose\n\n```python\n1 / 0\n```\n").problem


def test_a_longer_fence_may_show_a_shorter_one():
    assert only_fence("````markdown\n```python\n1 / 0\n```\n````\n").problem == ""


@pytest.mark.parametrize(
    "text",
    [
        "Use ```python``` here.\n",
        "<!--\n```python\n1 / 0\n```\n-->\n",
        "A ` tick.\n\nAnother ` tick.\n",
        "``` `python` ```\n",
    ],
)
def test_what_is_no_fence_is_none(text: str):
    assert read_page(text).fences == []


@pytest.mark.parametrize(
    "before",
    [
        "Write `<!--` here.",
        "Write <!-- and never close it.",
        "A lone ` tick",
        "$a",
        "[x](y",
        "<p",
        "\\`",
        "`` ` ``",
    ],
)
def test_nothing_before_a_fence_hides_it(before: str):
    assert only_fence(f"{before}\n```python\nx = 1\n```\n").is_python
    assert only_fence(f"{before}\n\n```python\nx = 1\n```\n").is_python


def test_a_code_span_is_neither_formula_nor_number_nor_comment():
    page = read_page("`$a = b$` `[1]{x}` `<!-- unchecked: why -->` `` `x` ``\n")
    assert [*page.formulas, *page.numbers, *page.strays] == []
    assert [code for _, code in page.code_spans] == ["$a = b$", "[1]{x}", "<!-- unchecked: why -->", " `x` "]


@pytest.mark.parametrize(
    ("text", "latex", "display"),
    [
        ("$$ a = b $$", " a = b ", True),
        ("$$\na = b\n$$", "\na = b\n", True),
        (r"\[ a = b \]", " a = b ", True),
        (r"\begin{align}a\end{align}", r"\begin{align}a\end{align}", True),
        ("so $a = b$.", "a = b", False),
        ("so $a\n= b$.", "a\n= b", False),
        (r"so \(a\).", "a", False),
        (r"so $\$ a$.", r"\$ a", False),
    ],
)
def test_a_formula_is_read(text: str, latex: str, display: bool):
    (formula,) = read_page(text).formulas
    assert (formula.latex, formula.display) == (latex, display)
    assert text[formula.latex_start :].startswith(latex)


@pytest.mark.parametrize("text", [r"\$5 and \$6", "$ 5 $", "it costs $5", "```sh\necho $a $b\n```", "`$a$`"])
def test_a_dollar_alone_is_no_formula(text: str):
    page = read_page(text)
    assert page.formulas == []
    assert page.strays == []


@pytest.mark.parametrize("text", ["$$ a = b\n\nprose", "$a = b", r"so $\mu = b", "$$ a $$ b $$"])
def test_a_formula_that_is_never_closed_is_a_stray_dollar(text: str):
    (stray,) = read_page(text).strays
    assert "dollar" in stray.message


def test_a_formula_that_is_never_closed_costs_its_paragraph_only():
    assert [f.latex for f in read_page("$$ a = b\n\nprose $c$\n\n$$ d $$").formulas] == ["c", " d "]


def test_a_checked_number_in_a_formula_is_blanked_to_what_it_shows():
    (formula,) = read_page("$z = [0.5]{y[0, 0]} x$").formulas
    (number,) = formula.numbers
    assert (number.shown, number.expression) == ("0.5", "y[0, 0]")
    assert formula.latex.split() == ["z", "=", "0.5", "x"]
    assert len(formula.latex) == len("z = [0.5]{y[0, 0]} x")
    assert formula.latex.index("0.5") == "z = [0.5]{y[0, 0]} x".index("0.5")


@pytest.mark.parametrize(
    ("text", "shown", "expression"),
    [
        ("[3]{x}", "3", "x"),
        ("a [(40, 2)]{X.shape} b", "(40, 2)", "X.shape"),
        ("[[0.1, 0.2]]{w[0]}", "[0.1, 0.2]", "w[0]"),
        ("| [3]{x} |", "3", "x"),
        ("# [3]{x}", "3", "x"),
        ("([3]{x})", "3", "x"),
        ("**[3]{x}**", "3", "x"),
        ("[[3]{x} stars](y.md)", "3", "x"),
        ("![Plot of [3]{x} stars](y.png)", "3", "x"),
        ("[`3`]{x}", "`3`", "x"),
        ("[97.8 %]{100 * a}", "97.8 %", "100 * a"),
    ],
)
def test_a_checked_number_is_read_wherever_it_stands(text: str, shown: str, expression: str):
    (number,) = read_page(text).numbers
    assert (number.shown, number.expression) == (shown, expression)
    assert text[number.start : number.end] == f"[{shown}]{{{expression}}}"


def test_what_a_reader_sees_of_a_checked_number():
    assert without_numbers("Of [40]{N}, [two]{wrong} are wrong") == "Of 40, two are wrong"


@pytest.mark.parametrize(
    "text",
    [
        "[a](b97.md)",
        "[a](b97(97).md)",
        "<https://example.org/97>",
        "[a]: b97.md",
        "a[^97]",
        '<p class="n97">',
        "a {.n97}",
        "a {: #n97 }",
        '![a](b.png){ width="97" }',
        "<!-- 97 -->",
        "---\ndate: 97\n---\n",
        "`x97`",
        "$x_{97}$",
        "```text\n97\n```",
    ],
)
def test_what_no_reader_sees_is_no_prose(text: str):
    assert "97" not in read_page(text).prose


@pytest.mark.parametrize(
    "text",
    [
        "[97](b.md)",
        '[a](b.md "97 %")',
        "[a](b.md '97 %')",
        "[a](97 samples)",
        "[a]: the text goes on with 97",
        "{.5, 97}",
        "<b and\n\n97 > a",
        "<abbr title=97>a</abbr>",
        "<img alt=97>",
        '<ol start="97">',
        '<input placeholder="97">',
        "---\ntitle: >\n  97 %\n---\n",
        "---\ntitle:\n  97 %\n---\n",
        "---\n  description: 97 %\n---\n",
        '[a]: b.md "97 %"',
        "[^1]: 97 %",
        "*[HTML]: 97",
        '<abbr title="97 %">a</abbr>',
        "<img alt='97 %'>",
        '<img aria-label="97">',
        "a {: title='97 %' }",
        "![97 %](b.png)",
        "---\ntitle: 97 %\n---\n",
        "---\ndescription: 97 %\n---\n",
        "---\n\n97 %\n\n---\n",
        '```sh title="97 %"\n```',
        '```python figure="a" alt="97 stars"\n```',
        "<td>97</td>",
        "&nbsp;97",
        "~~97~~",
        '!!! note "97 %"\n\n    x',
        "    97 in an indented block",
    ],
)
def test_whatever_a_reader_sees_is_prose(text: str):
    page = read_page(text)
    assert "97" in page.prose
    assert page.prose.index("97") == text.index("97")


@pytest.mark.parametrize(("entity", "number"), [("&frac12;", "½"), ("&#x39;", "9"), ("&#57;", "9")])
def test_an_entity_that_stands_for_a_number_is_that_number(entity: str, number: str):
    assert read_page(f"a {entity} b").prose == f"a {number:<{len(entity)}} b"


def test_a_checked_number_in_an_alt_text_is_no_prose():
    page = read_page('```python figure="a" alt="[97]{N} stars"\n```\n')
    assert "97" not in page.prose
    (number,) = page.all_numbers
    assert page.text[number.start : number.end] == "[97]{N}"


@pytest.mark.parametrize(
    "block",
    ["```python\n1 / 0\n```", "$a = b$", "$$ a = b $$", "    ```python\n    x\n    ```", "- ```sh\n  ```"],
)
def test_a_reason_belongs_to_the_block_below(block: str):
    page = read_page(f"<!-- unchecked: it never ends -->\n\n{block}\n")
    (found,) = [*page.fences, *page.formulas]
    assert found.unchecked == "it never ends"
    assert page.strays == []


def test_a_reason_above_nothing_is_a_stray():
    (stray,) = read_page("<!-- unchecked: why -->\nprose, then\n\n```python\n1\n```\n").strays
    assert "reason" in stray.message


@pytest.mark.parametrize(
    ("below", "caption"),
    [
        ("\n\nFigure: one line.\n\nprose", "one line."),
        ("\nFigure: one line.\n\nprose", "one line."),
        ("\n\nFigure: two\nlines.\n", "two\nlines."),
        ("\n\nFigure: two\nlines.\n\nprose", "two\nlines."),
        ("\n\nFigure: at the end", "at the end"),
        ("\n\nFigure: then code\n```sh\n```\n", "then code"),
        ("\n\nprose\n\nFigure: far", None),
        ("\n\nFigures: no", None),
        ("", None),
    ],
)
def test_a_caption_stands_right_below_its_figure(below: str, caption: str | None):
    page = read_page(f'```python figure="a" alt="b"\nx\n```{below}')
    found = page.fences[0].caption
    assert (page.text[found.text_start : found.end] if found else None) == caption


def test_a_place_is_a_line_and_a_column():
    page = Page("ab\n\ncd\n")
    assert [page.place(offset) for offset in range(8)] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (3, 1),
        (3, 2),
        (3, 3),
        (4, 1),
    ]


def test_a_page_is_read_without_byte_order_mark_and_with_plain_line_ends(tmp_path):
    (tmp_path / "page.md").write_bytes("\ufeff# π\r\n".encode())
    assert read_text(tmp_path / "page.md") == "# π\n"


def test_every_offset_survives_any_mixture_of_marks():
    rng = random.Random(1)
    marks = [
        "```python\n",
        "```\n",
        "~~~",
        "`",
        "$",
        "$$",
        "[1]{x}",
        "<!--",
        "-->",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "<b>",
        "97",
        "](",
        "{.x}",
        "\\",
        "    ",
        "\\begin{a}",
        "\\end{a}",
        " ",
    ]
    for _ in range(300):
        text = "".join(rng.choices(marks, k=rng.randrange(30)))
        page = read_page(text)
        assert len(page.prose) == len(text)
        assert all(seen in (" ", "\0", "\n", written) for seen, written in zip(page.prose, text, strict=True))
        for block in (*page.fences, *page.formulas, *page.numbers):
            assert 0 <= block.start <= block.end <= len(text)


def test_a_page_of_a_megabyte_is_read_in_a_second():
    part = "Of [3]{x}, $a$ and `b`, 97.\n\n```python\nx = 1\n```\n\n<!-- unchecked: why -->\n$$ c $$\n\n"
    begin = process_time()
    page = read_page(part * (2**20 // len(part)))
    assert len(page.fences) == len(page.numbers) == 2**20 // len(part)
    assert process_time() - begin < 5
