import pytest

from proofread.checking.fix import fixed

RIGHT = """\
# Page

```python
print("a\\n\\nb")
```

```output
a

b
```

- item

    ```python
    print([1, 2])
    ```

    ```output
    [1, 2]
    ```

> ```python
> print(3)
> ```
>
> ```output
> 3
> ```

```pycon
>>> x = 1
>>> x
1
>>> print("a\\n\\nb")
a
<BLANKLINE>
b
>>> x + 1
2
```
"""


@pytest.mark.parametrize(
    ("right", "stale"),
    [
        ("a\n\nb\n```\n\n- item", "old\n```\n\n- item"),
        ("a\n\nb\n```\n\n- item", "```\n\n- item"),
        ("a\n\nb\n```\n\n- item", "a\n\nb\nand\nmore\n```\n\n- item"),
        ("    [1, 2]\n", "    [1, 3]\n"),
        ("    [1, 2]\n", ""),
        ("> 3\n", "> 4\n"),
        (">>> x\n1\n", ">>> x\n2\n"),
        (">>> x\n1\n", ">>> x\n"),
        ("a\n<BLANKLINE>\nb\n", "c\n"),
        ("2\n```\n", "3\n4\n```\n"),
    ],
)
def test_stale_output_becomes_what_the_code_prints(check, right: str, stale: str):
    assert RIGHT.count(right) == 1
    text = RIGHT.replace(right, stale)
    report = check(text)
    assert report.findings
    assert fixed(text, report) == RIGHT


@pytest.mark.parametrize(
    ("shown", "printed", "fixed_to"),
    [
        ("64.40", "64.37665782493369", "64.38"),
        ("loss 0.52, 0.04", "loss 0.5176, 0.1436", "loss 0.52, 0.14"),
        ("[0.5 1.25]", "[0.4963 -1.2519]", "[0.5 -1.25]"),
        ("3", "4", "4"),
        ("0.5", "7", "7"),
        ("1.5e-3", "1.7213e-03", "1.7213e-03"),
        ("0.50 a", "0.5176 b", "0.5176 b"),
        ("0.50", "0.5176\n0.6", "0.5176\n0.6"),
        ("0.5000", "0.25", "0.25"),  # no digit is made up
    ],
)
def test_as_many_digits_are_shown_as_before(check, shown: str, printed: str, fixed_to: str):
    text = "```python\nprint({!r})\n```\n\n```output\n{}\n```\n"
    page = text.format(printed, shown)
    mended = fixed(page, check(page))
    assert mended == text.format(printed, fixed_to)
    assert check(mended).findings == []


@pytest.mark.parametrize("margin", ["", "    ", "> "])
@pytest.mark.parametrize(("printed", "ticks"), [("a\n\nb", "```"), ("```", "````")])
def test_output_that_is_missing_is_inserted(check, margin: str, printed: str, ticks: str):
    begin = "- item\n\n" if margin == "    " else ""
    code = f"```python\nprint({printed!r})\n```\n"
    shown = f"\n{ticks}output\n{printed}\n{ticks}\n"

    def within(text: str) -> str:
        return begin + "".join((margin + line).rstrip() + "\n" for line in text.splitlines())

    page = within(code)
    mended = fixed(page, check(page))
    assert check(mended).findings == []
    assert [line.rstrip() for line in mended.splitlines()] == within(code + shown).splitlines()


def test_a_right_page_stays(check):
    report = check(RIGHT)
    assert report.findings == []
    assert fixed(RIGHT, report) == RIGHT


@pytest.mark.parametrize(
    "text",
    [
        "[3]{1 + 1}\n",
        "97\n",
        "```python\n1 / 0\n```\n\n```output\n1\n```\n",
        "```python\n>>> 1 / 0\n1\n```\n",
    ],
)
def test_what_is_wrong_otherwise_stays(check, text: str):
    report = check(text)
    assert report.findings
    assert fixed(text, report) == text
