"""A page cannot tamper: what its code patches, starts or writes changes no verdict and no other page."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from proofread.checking.page import Report
from proofread.checking.processes import check_pages
from proofread.config import Config

FALSE = "[3]{1 + 1}\n"
"""What stays false, whatever the code above it does."""
ATTACKS = {
    "the judge is patched": (
        "import proofread.claims.claim as judge\n"
        "judge._judged = lambda claim, scope, *rest: judge.Result(claim.kind, claim.start, 1, 0.0)"
    ),
    "the judge's class is patched": (
        "from proofread.claims.number import NumberClaim\nfrom proofread.claims.claim import Evidence\n"
        "NumberClaim.check = lambda self, scope: Evidence()"
    ),
    "rounding is patched": "import proofread.claims.rounding as r\nr.rounds_to = lambda *a: True",
    "the precision is one digit": "import decimal\ndecimal.getcontext().prec = 1",
    "a report is sent wherever it can be": (
        "import gc, os\nfrom multiprocessing.connection import Connection\n"
        "from proofread.checking.plain import written\nfrom proofread.checking.page import Report\n"
        "text = written({'report': Report('page0.md'), 'used': {}}).encode()\n"
        "for found in gc.get_objects():\n"
        "    if isinstance(found, Connection):\n"
        "        try:\n            found.send_bytes(text)\n        except OSError:\n            pass\n"
        "for number in range(3, 64):\n"
        "    try:\n        os.write(number, text + b'\\n')\n    except OSError:\n        pass"
    ),
    "frames of the checker are changed": (
        "import sys\nframe = sys._getframe()\nwhile frame:\n"
        "    frame.f_globals['value'] = frame.f_globals['told'] = lambda *a: 3\n    frame = frame.f_back"
    ),
}


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., list[Report]]:
    """Give a function that checks pages as a build does."""

    def reports(*texts: str, **settings: object) -> list[Report]:
        paths = [tmp_path / f"page{number}.md" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        return check_pages(paths, Config(tmp_path, **settings))

    return reports


def fence(code: str, output: str | None = None) -> str:
    shown = "" if output is None else f"\n```output\n{output}\n```\n"
    return f"```python\n{code}\n```\n{shown}\n"


def said(report: Report) -> str:
    return "\n".join(map(str, report.findings))


def test_what_is_false_stays_false_whatever_the_code_above_it_does(checked):
    reports = checked(*(fence(code) + FALSE for code in ATTACKS.values()))
    for name, report in zip(ATTACKS, reports, strict=True):
        assert "3 where the value is 2" in said(report) or "nothing below is checked" in said(report), name


def test_a_function_that_others_use_is_not_replaced_unseen(checked, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "taught_here.py").write_text(
        "class Model:\n    def loss(self):\n        return 1\n\ndef loss():\n    return 1\n"
    )
    pages = {
        "numpy.all": "import numpy as np\nnp.all = lambda *a, **k: True",
        "math.exp": "import math\nmath.exp = lambda x: 1.0",
        "numpy.linalg.norm": "import numpy as np\nnp.linalg.norm = max",
        "taught_here.loss": "import taught_here\ntaught_here.loss = lambda: 2",
        "Model.loss": "from taught_here import Model\nModel.loss = lambda self: 2",
        "__code__ of loss": "from taught_here import loss\nloss.__code__ = (lambda: 2).__code__",
    }
    for name, report in zip(pages, checked(*map(fence, pages.values())), strict=True):
        assert name in said(report), name


def test_errors_that_a_fence_silences_are_heard_below_it(checked):
    silent = fence("import numpy as np\nnp.seterr(all='ignore')")
    (report,) = checked(silent + fence("x = np.float64(1e308) * 10"))
    assert "overflow" in said(report)


def test_what_a_page_starts_ends_with_it(checked, tmp_path):
    beat = "import time, sys\nwhile True:\n    open(sys.argv[1], 'a').write('.')\n    time.sleep(0.05)"
    code = (
        "import subprocess, sys, os, tempfile\nfile = os.path.join(tempfile.mkdtemp(), 'beats')\n"
        f"p = subprocess.Popen([sys.executable, '-c', {beat!r}, file], start_new_session=True)\n"
        "print(p.pid > 0)"
    )
    before = processes()
    (report,) = checked(fence(code, "True"))
    assert said(report) == ""
    time.sleep(0.2)
    assert [process for process in processes() - before if "beats" in command(process)] == []


def processes() -> set[Path]:
    """Return the processes that run, where the system tells them."""
    return set(Path("/proc").glob("[0-9]*/cmdline"))


def command(process: Path) -> str:
    try:
        return process.read_text("utf-8", "replace")
    except OSError:
        return ""


def test_whatever_a_page_prints_by_whatever_way_is_output(checked):
    code = (
        "import os, subprocess\nprint('a')\nos.write(1, b'b\\n')\nsubprocess.run(['echo', 'c'])\nprint('d')"
    )
    shown, hidden = checked(fence(code, "a\nb\nc\nd"), fence("import os\nos.system('echo c')"))
    assert said(shown) == ""
    assert "the code prints, and no output fence below shows it" in said(hidden)


def test_what_a_page_writes_is_seen_by_itself_alone(checked, tmp_path):
    write = (
        "from pathlib import Path\nPath('left.txt').write_text('here')\nprint(Path('left.txt').read_text())"
    )
    look = "import os\nprint(os.path.exists('left.txt'), os.path.exists('page0.md'))"
    first, second = checked(fence(write, "here"), fence(look, "False True"))
    assert said(first) + said(second) == ""
    assert not (tmp_path / "left.txt").exists()


@pytest.mark.parametrize(
    "code",
    [
        "open('page0.md', 'a').write('more')",
        "import os\nos.remove(os.path.realpath('page0.md'))",
        "from pathlib import Path\nPath('folder/new.txt').write_text('x')",
        "import subprocess\nsubprocess.run(['sh', '-c', 'echo more >> folder/file.txt'], check=True)",
    ],
)
def test_what_the_checkout_holds_is_not_written_to(checked, tmp_path, code: str):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file.txt").write_text("as it was")
    (report,) = checked(fence(code))
    assert report.findings or os.uname().sysname != "Linux"
    assert (tmp_path / "page0.md").read_text() == fence(code)
    assert (tmp_path / "folder" / "file.txt").read_text() == "as it was"
    assert [file.name for file in (tmp_path / "folder").iterdir()] == ["file.txt"]


def test_a_page_within_a_page_cannot_reach_the_judge_either(checked):
    inner = fence(ATTACKS["rounding is patched"]).replace("```", "~~~")
    (report,) = checked(f'````markdown page="inner.md"\n{inner}\n````\n\n{FALSE}')
    assert "3 where the value is 2" in said(report)


def test_asserts_run_whatever_the_interpreter_was_told(checked, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "asserts_here.py").write_text("def check():\n    assert 1 + 1 == 3\n")
    first, second = checked(fence("assert 1 + 1 == 3"), fence("import asserts_here\nasserts_here.check()"))
    assert "AssertionError" in said(first)
    assert "AssertionError" in said(second)
