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
