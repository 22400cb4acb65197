import re

import pytest

CODE = "```python\nx = 500.384\nN = 40\nw = [0.25, -1.5]\n```\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "It reaches 97 %.",
        "It reaches 97.",
        "97 samples",
        "# Chapter 97",
        "| 97 | x |",
        "- 97 stars",
        "> 97 stars",
        "*97*",
        "_97_",
        "__97__",
        "97x",
        "97th",
        "97ms",
        "[97 stars](page.md)",
        "![97 stars](plot.png)",
        "Figure: 97 stars",
        "<b>97</b>",
        "a &gt; 97",
        "−97",
        "97,000",
        "1e-97",
        ".97",
        "97%",
        "97⁵",
        "½",
        "`97`",
        "`x[97]`",
        "$97$",
        "$0.05$",
        r"$\mu + 0.05$",
        "$x^3$",
        "$x^{-7}$",
        "$a_{1} b_{23} + 97$",
        "so it is\n97. Then",
        "97) a list that starts late",
        "A page[^a].\n\n[^a]: 97 %",
        '[a](b.md "97 %")',
        "[97]{97}",
        "[97]{(97)}",
        '[97]{"97"}',
        "[40]{N} and [97]{97 + 0}: [0.5]{0.5}",
        "[97 and 3]{(97, 3)}",
        "[0.38]{x | y}",
        "[0.38] {x}",
        "x[0.38]{x}",
    ],
)
def test_an_unchecked_number_is_one_finding(findings, text: str):
    found = findings(CODE + text + "\n")
    assert len(found) == 1, found
    assert "nothing checks the number" in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "No number, W1, x_1, utf8, A10 and H100 are names.",
        "[500.384]{x}, [500]{x} and [40]{N}",
        "`500.384`, `N = 40`, `40`, `[0.25, -1.5]` quote code.",
        "$x_{12}$, $W^{(1)}$, $x_1 + 2 x_2$, $1 - y$ and $\\frac{1}{2} x^2$ state nothing.",
        "1. first\n2. second\n3. third\n\nprose\n\n1. again\n1. and again",
        "> 1. quoted",
        "a\n[link](b97.md)",
        "<!-- 97 -->",
        "two of twelve",
    ],
)
def test_what_needs_no_check_has_no_finding(findings, text: str):
    assert findings(CODE + text + "\n") == []


def test_an_unchecked_number_is_named_by_its_place(findings):
    assert findings("one\n\ntwo 97\n")[0].startswith("page.md:3:5: nothing checks the number '97'")


def test_every_unchecked_number_is_a_finding_of_its_own(findings):
    assert len(findings("1.5 and 2.5, `3.5` and $4.5$\n")) == 4


@pytest.mark.parametrize("code", ["`5`", "`0.38`", "`500.3`", "`00.384`", "`40.5`", "`-0.25`", "`1.5`"])
def test_a_part_of_a_number_is_no_quotation(findings, code: str):
    (finding,) = findings(CODE + code)
    assert "nothing checks" in finding


def test_a_constant_is_allowed_where_its_expression_matches(findings):
    constants = {r"\b[Ll]ayer \d+\b": "counting"}
    assert findings("Layer 1 and layer 2, `layer 3`, $\\text{layer 4}$\n", constants=constants) == []
    (finding,) = findings("Layer 1 has 97 units\n", constants=constants)
    assert "'97'" in finding


def test_a_checked_number_is_compared_with_its_value(findings):
    assert findings(CODE + "[500.38]{x} of [40]{N}, [0.25 and -1.5]{w}\n") == []
    (finding,) = findings(CODE + "[500.39]{x}\n")
    assert finding == "page.md:7:1: the page shows 500.39 where the value is 500.384"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("[3]{undefined}", "the name 'undefined' is bound nowhere"),
        ("[3]{x +}", "is not an expression"),
        ("[3]{x = 3}", "is not an expression"),
        ("[3]{ }", "is not an expression"),
        ("[3]{.red}", "is not an expression"),
        ("[3]{x.y}", "raises AttributeError"),
        ("[3]{1 / 0 * x}", "raises ZeroDivisionError"),
        ("[3]{exit()}", "raises SystemExit"),
        ("[3]{w[7]}", "raises IndexError"),
        ("[3]{'a' is 1}", "is not an expression"),
        ("[3]{bytearray(2 ** 62)}", "memory"),
        ("[3]{iter(int, 1)}", "does not end"),
        ("[3]{print}", "where the value is"),
        ("[3]{w}", "holds 2"),
        ("[red]{x}", "holds no number"),
        ("[3]{(lambda: missing)()}", "'missing' is bound nowhere"),
        ("[3]{[missing for i in w]}", "'missing' is bound nowhere"),
        ("[3]{(yield)}", "yield"),
    ],
)
def test_an_expression_that_fails_is_one_finding_and_the_rest_is_checked(findings, number: str, message: str):
    first, last = findings(f"{CODE}{number} and [41]{{N}}\n", seconds_per_claim=0.5)
    assert message in first
    assert "41 where the value is 40" in last


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("−[40]{N}", "−"),
        ("(-[40]{N})", "-"),
        ("[40]{N}e5", "e5"),
        ("[40]{N}⁵", "⁵"),
        ("[40]{N}[40]{N}", "]{N}"),
        ("$[40]{N}0 x$", "0"),
        ("$2[40]{N} x$", "2"),
        ("$[40]{N}.2 x$", ".2"),
    ],
)
def test_what_makes_another_number_of_a_checked_one_is_a_finding(findings, text: str, part: str):
    assert any(f"{part!r} beside the bracket" in finding for finding in findings(CODE + text + "\n"))


@pytest.mark.parametrize(
    "text",
    [
        "- [40]{N}",
        "[40]{N}-[40]{N}",
        "[40]{N}–[40]{N}",
        "[40]{N}x",
        "[40]{N}.",
        "$-[40]{N} x$",
        "$[40]{N}^2$",
    ],
)
def test_what_leaves_a_checked_number_as_it_is_may_stand_beside_it(findings, text: str):
    assert findings(CODE + text + "\n") == []


# Numbers that stand above the code that they need


def test_a_number_may_stand_above_its_code(check):
    report = check("[40]{N}\n\n" + CODE)
    assert report.findings == []
    assert [result.kind for result in report.results] == ["code", "number"]


def test_a_number_above_its_code_is_compared(findings):
    assert findings("[41]{N}\n\n" + CODE) == ["page.md:1:1: the page shows 41 where the value is 40"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("a = 1", "a = 2"),
        ("a = [1]", "a[0] = 2"),
        ("a = [1]", "a.append(2)"),
        ("import numpy as np\na = np.ones(1)", "a += 1"),
        ("a = {}", "a['b'] = 1"),
        ("a = 1", "del a"),
        ("def a(): return 1", "def a(): return 1"),
        ("a = 1", "from math import pi as a"),
    ],
)
def test_a_name_that_changes_below_the_first_binding_is_a_finding(findings, first: str, then: str):
    (finding,) = findings(f"[2]{{(a, 2)[1]}}\n\n```python\n{first}\n```\n\n```python\n{then}\n```\n")
    assert "'a' is bound anew or changed" in finding


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_every_name_of_the_expression_must_keep_its_value(findings, order: tuple[str, str]):
    expression = " + ".join(order)
    (finding,) = findings(f"[3]{{{expression}}}\n\n```python\nb = 1\na = 2\n```\n\n```python\nb = 9\n```\n")
    assert "'b' is bound anew" in finding


def test_a_name_bound_above_must_keep_its_value_too(findings):
    text = "```python\nb = 1\n```\n\n[3]{a + b}\n\n```python\nb = 1.5\na = 1.5\n```\n"
    assert "'b' is bound anew" in findings(text)[0]


def test_a_name_may_be_bound_anew_to_the_same_value(findings):
    assert findings("[1]{a[0]}\n\n```python\na = [1]\n```\n\n```python\na = [1]\n```\n") == []


def test_a_variable_of_the_expression_itself_is_no_name_of_the_page(findings):
    text = "[3]{sum(i for i in a)}\n\n```python\na = [1, 2]\ni = 1\n```\n\n```python\ni = 2\n```\n"
    assert findings(text) == []


def test_a_number_below_its_code_takes_the_value_at_its_place(findings):
    assert findings("```python\na = 1\n```\n\n[1]{a}\n\n```python\na = 2\n```\n\n[2]{a}\n") == []


# Numbers that repeat themselves


def test_a_number_may_repeat_what_the_code_or_another_number_uses(findings):
    assert findings(CODE + "At [40]{40} and at [3]{3}: [43]{N + 3}\n") == []


def test_numbers_in_a_formula_are_checked_once_and_named(findings):
    (finding,) = findings(CODE + "$[41]{N} x$\n")
    assert re.match(r"page\.md:7:\d: the page shows 41", finding)


@pytest.mark.parametrize("mark", ["<!-- unchecked: why -->\nprose\n", "$a\n", "so $$ a = b\n\nprose"])
def test_a_mark_that_opens_nothing_is_a_finding(findings, mark: str):
    (finding,) = findings(mark)
    assert "page.md:1" in finding
