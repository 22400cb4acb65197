import os
import sys
import time
from pathlib import Path

import pytest

PAGE = "```python\n{code}\n```\n\n```output\n{output}\n```\n"


def page(code: str, output: str = "") -> str:
    return PAGE.format(code=code, output=output) if output else f"```python\n{code}\n```\n"


def test_a_fence_prints_what_the_output_below_shows(findings):
    assert findings(page("print(0.384318)", "0.3843")) == []


def test_all_fences_share_the_names_of_the_page(findings):
    assert (
        findings(page("x = 1") + "\n" + page(">>> x + 1\n2\n>>> y = 3") + "\n" + page("print(x + y)", "4"))
        == []
    )


def test_a_wrong_output_is_named_by_its_own_line(findings):
    (finding,) = findings("prose\n\n" + page("print(2)", "3"))
    assert finding == "page.md:7:1: the page shows 3 where the code prints 2"


def test_what_is_printed_must_be_shown(findings):
    (finding,) = findings(page("print(2)"))
    assert "no output fence below shows it" in finding


def test_what_is_shown_must_be_printed(findings):
    (finding,) = findings(page("x = 2", "2"))
    assert "(nothing)" in finding


def test_what_goes_to_the_error_stream_must_be_shown_too(findings):
    code = "import sys\nprint('lost', file=sys.stderr)"
    assert "lost" in findings(page(code))[0]
    assert findings(page(code, "lost")) == []
    assert "lost" in findings(page(">>> import sys\n>>> _ = sys.stderr.write('lost')"))[0]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero (line 2)"),
        ("def f():\n    1 / 0\n\nf()", "(line 3)"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import sys; sys.exit()", "SystemExit"),
        ("exit()", "SystemExit"),
        ("x = = 1", "SyntaxError in line 2"),
        ("if x:\ny = 1", "IndentationError"),
        ("import nowhere", "No module named 'nowhere'"),
        ("import warnings\nwarnings.warn('careful')", "UserWarning: careful"),
        ("import numpy as np\nnp.log(np.zeros(1))", "RuntimeWarning: divide by zero"),
        ("import numpy as np\nnp.exp(1e3)", "RuntimeWarning: overflow"),
        ("'\\d'", "SyntaxError in line 2: invalid escape sequence"),
        ("raise TimeoutError('slow')", "TimeoutError: slow"),
        ("class E(BaseException): pass\nraise E('mine')", "E: mine"),
        ("class E(Exception):\n    def __str__(self): 1 / 0\nraise E", "<exception str() failed>"),
        ("def f(): f()\nf()", "RecursionError"),
        ("assert 1 == 2", "AssertionError"),
        ("del missing", "NameError"),
        ("await x", "SyntaxError"),
        ("x = '\x00'", "null bytes"),
        ("(" * 5000, "SyntaxError"),
        ("--8<-- 'part.md'", "TypeError"),
    ],
)
def test_code_that_raises_is_one_finding_and_the_rest_is_checked(findings, code: str, message: str):
    first, last = findings(page(code) + "\n" + page("print(2)", "3"))
    assert message in first
    assert "the page shows 3" in last


def test_code_that_never_ends_is_ended(findings):
    begin = time.perf_counter()
    (finding,) = findings(page("while True:\n    pass") + "\n" + page("x = 1"), seconds_per_claim=0.2)
    assert finding == "page.md:1:1: does not end within 0.2 s"
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize("caught", ["Exception", "OSError", "TimeoutError"])
def test_code_cannot_catch_the_end_of_its_time(findings, caught: str):
    code = f"while True:\n    try:\n        while True: pass\n    except {caught}: pass"
    (finding,) = findings(page(code), seconds_per_claim=0.2)
    assert "does not end" in finding


def test_code_that_catches_everything_is_ended_in_the_end(findings):
    code = "for _ in range(2):\n    try:\n        while True: pass\n    except: pass\nwhile True: pass"
    (finding,) = findings(page(code), seconds_per_claim=0.1)
    assert "does not end" in finding


def test_prompts_that_never_end_are_ended(findings):
    (finding,) = findings(page(">>> while True:\n...     pass"), seconds_per_claim=0.2)
    assert "does not end" in finding


def test_code_that_needs_all_memory_is_one_finding(findings):
    (finding,) = findings(page("x = bytearray(2 ** 62)"))
    assert "memory" in finding


def test_code_leaves_the_working_directory_as_it_was(findings, tmp_path):
    before = Path.cwd()
    assert findings(page(f"import os\nos.chdir({str(tmp_path)!r})")) == []
    assert Path.cwd() == before


def test_code_leaves_the_builtins_as_they_were(findings):
    assert findings(page("import builtins\nbuiltins.len = None")) == []
    assert len("ab") == 2


def test_a_page_may_bind_names_of_builtins_for_itself(findings):
    assert findings(page("print, sum = print, 3\nprint(sum)", "3")) == []
    assert sum([1, 2]) == 3


def test_code_leaves_the_standard_streams_as_they_were(findings):
    before = sys.stdout, sys.stderr
    assert findings(page("import sys\nsys.stdout = None")) == []
    assert (sys.stdout, sys.stderr) == before


def test_code_does_not_inherit_what_the_checker_imports(findings):
    (finding,) = findings(page("x: int = np"))
    assert "NameError" in finding


def test_code_runs_as_the_main_module(findings):
    assert findings(page("if __name__ == '__main__':\n    print(1)", "1")) == []


def test_a_thread_may_print_while_its_fence_runs(findings):
    code = "import threading\nt = threading.Thread(target=print, args=(3,))\nt.start()\nt.join()"
    assert findings(page(code, "3")) == []


def test_random_numbers_without_a_seed_are_caught(findings):
    (finding,) = findings(
        page("import numpy as np\nprint(np.random.default_rng().random())", "0.5238476529873")
    )
    assert "the page shows" in finding


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        (">>> 1 + 1\n3", "the page shows 3 where the code prints 2"),
        (">>> print(1)\n", "(nothing)"),
        (">>> x = 1\n1", "(nothing)"),
        (">>> 1 / 0\n", "ZeroDivisionError: division by zero"),
        (">>> 3333\n3...", "3333"),
        (">>> 3\n...", "(nothing)"),
        (">>> 1 / 0  # doctest: +SKIP\n3", "# doctest:"),
        (">>> 3  # doctest: +ELLIPSIS\n...", "# doctest:"),
        (">>> 3  # doctest: +NUMBER\n3", "cannot be read"),
        (">>> x = 1\n>>>x", "cannot be read"),
        ("stray\n>>> x = 1", "nothing checks this text between examples: 'stray'"),
        (">>> x = 1\n\nstray\n>>> y = 1", "nothing checks this text between examples: 'stray'"),
        (
            ">>> int('x')\nTraceback (most recent call last):\n    ...\nValueError: wrong",
            "the page shows ValueError: wrong",
        ),
        (">>> int('1')\nTraceback (most recent call last):\n    ...\nValueError: wrong", "ValueError: wrong"),
        (">>> print('a\\n\\nb')\na\n<BLANKLINE>\nc", "the page shows"),
        (">>> raise SystemExit", "SystemExit"),
        (">>> import warnings\n>>> warnings.warn('careful')", "UserWarning: careful"),
        (">>> True\nFalse", "True"),
    ],
)
def test_a_wrong_example_is_one_finding(findings, examples: str, message: str):
    (finding,) = findings(page(examples))
    assert message in finding


@pytest.mark.parametrize(
    "examples",
    [
        ">>> 1 + 1\n2",
        ">>> 1 / 3\n0.3333",
        ">>> for i in range(2):\n...     print(i)\n0\n1",
        ">>> print('a\\n\\nb')\na\n<BLANKLINE>\nb",
        ">>> [].pop()\nTraceback (most recent call last):\n    ...\nIndexError: pop from empty list",
        ">>> import numpy as np\n>>> print(np.arange(2000))\n[   0    1    2 ... 1997 1998 1999]",
        "    >>> 1 + 1\n    2",
    ],
)
def test_a_right_example_passes(findings, examples: str):
    assert findings(page(examples)) == []


def test_each_example_is_a_claim_with_its_own_line(check):
    report = check("```pycon\n>>> x = 1\n>>> x\n2\n>>> x\n1\n```\n")
    assert [result.line for result in report.results] == [2, 3, 5]
    assert [str(finding) for finding in report.findings] == [
        "page.md:3:1: the page shows 2 where the code prints 1"
    ]


def test_the_message_of_a_wrong_exception_shows_no_traceback(findings):
    (finding,) = findings(page(">>> int('x')\nTraceback (most recent call last):\nValueError: wrong"))
    assert "File" not in finding


def test_a_fence_without_a_check_needs_a_reason(check):
    (skipped,) = check("<!-- unchecked: it asks the network -->\n" + page("1 / 0", "3")).results
    assert (skipped.kind, skipped.finding) == ("skipped", None)
    assert "it asks the network" in skipped.evidence.against


def test_an_empty_reason_is_none(findings):
    (finding,) = findings("<!-- unchecked: -->\n" + page("1 / 0"))
    assert "without a reason" in finding


def test_reading_from_the_keyboard_does_not_hang(findings):
    (finding,) = findings(page("input()"), seconds_per_claim=0.5)
    assert "raises" in finding or "does not end" in finding


def test_the_environment_of_the_checker_is_not_on_the_page(findings):
    assert findings(page(f"import os\nprint(os.getpid() == {os.getpid()})", "True")) == []


VARIES = (
    "```python\nx = object()\nprint(x)\n```\n\n<!-- unchecked: {} -->\n```output\n<object 1>\n```\n\n"
    "[It is itself]{{x is x}}.\n"
)


def test_output_that_varies_is_shown_unchecked_while_its_code_runs(check):
    report = check(VARIES.format("an address in memory"))
    assert report.findings == []
    assert [result.kind for result in report.results] == ["code", "skipped", "statement"]


def test_code_above_output_that_varies_must_not_fail(findings):
    (found,) = findings(VARIES.format("an address in memory").replace("print(x)", "print(y)"))
    assert "NameError" in found


def test_output_that_varies_needs_a_reason(findings):
    (found,) = findings(VARIES.format(""))
    assert found.endswith("is left unchecked without a reason")


def test_other_words_between_code_and_output_part_them(findings):
    assert len(findings("```python\nprint(1)\n```\n\n<!-- a word -->\nmore\n\n```output\n1\n```\n")) == 2
