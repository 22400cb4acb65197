import pytest

from proofread.checking.page import check_page
from proofread.config import Config

CODE = "```python\n{}\n```\n"


def test_an_empty_page_states_nothing(check):
    assert check("").results == []
    assert check("\n\n").results == []


def test_claims_are_checked_in_the_order_in_which_they_stand(check):
    report = check("```python\na = 1\n```\n[1]{a}\n```python\na = 2\n```\n[2]{a}\n$[2]{a} x$\n")
    assert report.findings == []
    assert [result.kind for result in report.results] == ["code", "number", "code", "number", "number"]
    assert [result.line for result in report.results] == [1, 4, 5, 8, 9]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("```output\n3\n```\n", "stands below no code"),
        (CODE.format("x = 1") + "\nprose\n\n```output\n```\n", "stands below no code"),
        (CODE.format(">>> 1\n1") + "\n```output\n1\n```\n", "stands below no code"),
        (CODE.format("print(1)") + "\n```output\n1\n```\n\n```output\n1\n```\n", "stands below no code"),
        (
            '```python source="proofread.pages.fences.blanks"\n```\n\n```output\n1\n```\n',
            "stands below no code",
        ),
        ("```text\n97\n```\n", "nothing checks the numbers in this fence"),
        ("```\n97\n```\n", "nothing checks the numbers in this fence"),
        ('```json\n{"accuracy": 0.978}\n```\n', "nothing checks the numbers in this fence"),
        ("```{.csv}\nlabel,x\n0,1.5\n```\n", "nothing checks the numbers in this fence"),
        ("```yaml\nrate: 0.05\n```\n", "nothing checks the numbers in this fence"),
        ("```toml\nrate = 5\n```\n", "nothing checks the numbers in this fence"),
        *((f"```{name}\n97 %\n```\n", "nothing checks the numbers") for name in ("result", "log", "mermaid")),
        ("```pytb\nValueError: 97\n```\n", "nothing checks the numbers in this fence"),
        ("```text\n10th of 40x\n```\n", "nothing checks the numbers in this fence"),
        ("```sh\n$ python train.py\naccuracy 0.978\n```\n", "nothing checks the numbers in this fence"),
        ("```console\n>>> True\nFalse\n```\n", "these examples are not run"),
        ('```sh figure="a" alt="b"\nls\n```\n', "a figure is drawn by Python, not by sh"),
        ('``` figure="a" alt="b"\nls\n```\n', "not by a fence without a language"),
        ("```sh\nls\n", "never closed"),
        ("```python\nx = 1\n", "never closed"),
        ("```python\nx = 1\n\nprose\n\n```python\ny = 1\n```\n", "another fence opens inside this one"),
    ],
)
def test_a_fence_that_nothing_checks_is_one_finding(findings, text: str, message: str):
    (finding,) = findings(text, packages=("proofread",))
    assert message in finding


@pytest.mark.parametrize(
    "text",
    [
        "```sh\nmake -j 4 test\n```\n",
        "```js\nlet x = 97;\n```\n",
        "```\na/b\n```\n",
        "<!-- unchecked: shows a file -->\n```text\n97\n```\n",
        "<!-- unchecked: an example of a setting -->\n```yaml\nrate: 0.05\n```\n",
        "```yaml\nplugins: [proofread]\n```\n",
        "<!-- unchecked: asks the network -->\n```python\n1 / 0\n```\n\n```output\n97\n```\n",
        "!!! note\n\n    ```python\n    print(3)\n    ```\n\n    ```output\n    3\n    ```\n",
        "> ```python\n> print(3)\n> ```\n>\n> ```output\n> 3\n> ```\n",
        CODE.format("print('>>>')") + "```output\n>>>\n```\n",
        "````markdown\n```python\n1 / 0\n```\n````\n",
    ],
)
def test_a_fence_that_is_checked_or_states_nothing_has_no_finding(findings, text: str):
    assert findings(text) == []


def test_a_page_that_cannot_be_read_is_one_finding(tmp_path):
    (tmp_path / "page.md").write_bytes(b"one\n\n\xff\n[3]{x}\n")
    (finding,) = check_page(tmp_path / "page.md", Config(tmp_path)).findings
    assert str(finding) == "page.md:3:1: is not UTF-8: b'\\xff'"


def test_a_page_that_is_not_there_is_one_finding(tmp_path):
    (finding,) = check_page(tmp_path / "page.md", Config(tmp_path)).findings
    assert "cannot be read" in str(finding)


@pytest.mark.parametrize(("encoding", "newline"), [("utf-8", "\n"), ("utf-8-sig", "\n"), ("utf-8", "\r\n")])
def test_marks_and_line_ends_of_other_systems_change_nothing(tmp_path, encoding: str, newline: str):
    text = "---\ntitle: x\n---\n\n```python\nprint('a\\nb')\n```\n\n```output\na\nc\n```\n\n97\n"
    (tmp_path / "page.md").write_text(text, encoding, newline=newline)
    findings = check_page(tmp_path / "page.md", Config(tmp_path)).findings
    assert [(finding.line, finding.column) for finding in findings] == [(9, 1), (14, 1)]


def test_a_fault_of_the_checker_is_a_finding_and_no_traceback(findings, monkeypatch):
    monkeypatch.setattr("proofread.claims.code.difference", lambda *_: 1 / 0)
    first, last = findings(CODE.format("print(1)") + "```output\n1\n```\n\n97\n")
    assert "cannot be checked: ZeroDivisionError" in first
    assert "'97'" in last


def test_findings_come_in_the_order_of_the_page(check):
    report = check("[1]{later}\n\n97\n\n```python\nlater = 2\n```\n")
    assert [finding.line for finding in report.findings] == [1, 3]


def test_artefacts_are_kept_by_place(check):
    assert check("```python\nprint(1)\n```\n\n```output\n1\n```\n").artefacts() == {0: "1\n"}
