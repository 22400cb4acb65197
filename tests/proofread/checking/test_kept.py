"""A kept report is never stale: it holds as long as all that the page's code used is as it was."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from proofread.checking import processes
from proofread.checking.cache import Cache
from proofread.checking.processes import check_pages
from proofread.config import Config

MODULE = '''"""A module without a distribution, that no setting names."""

import functools

RATE = 2


def plain(f):
    return f


def twice(f):
    return functools.wraps(f)(lambda x: 2 * f(x))


class Model:
    bias = 0

    def forward(self, x):
        return RATE * x + self.bias

    def backward(self, x):
        return RATE


@plain
def used(x, more=0):
    """Return the double of x."""

    def inner(y):
        return y

    return inner(RATE * x) + more


def other(x):
    return x + 1


TABLE = [plain(1)]
'''
PAGE = """```python
from kept_module import Model, used
```

[6]{used(3)} and [8]{Model().forward(4)} and [3]{int(open('rates.txt').read())}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "kept_module.py").write_text(MODULE)
    (tmp_path / "rates.txt").write_text("3")
    (tmp_path / "page.md").write_text(PAGE)
    (tmp_path / "plain.md").write_text("```python\nimport kept_module\n```\n[2]{1 + 1}\n")
    return tmp_path


@pytest.fixture
def run_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Give a function that checks the pages and returns those that had to be proved."""
    proved: list[str] = []
    really = processes._in_own_process

    def noted(path, *rest):
        proved.append(path.name)
        return really(path, *rest)

    monkeypatch.setattr("proofread.checking.processes._in_own_process", noted)

    def checked() -> list[str]:
        proved.clear()
        config = Config(site)
        check_pages([site / "page.md", site / "plain.md"], config, Cache(site / ".cache", config))
        return sorted(proved)

    return checked


CHANGES = {
    "the body of a function that runs": ("inner(RATE * x) + more", "inner(RATE * x) + more + 1"),
    "a function within it": ("        return y\n", "        return y + 1\n"),
    "a method that runs": ("RATE * x + self.bias", "RATE * x - self.bias"),
}
OF_ALL = {
    "a constant": ("RATE = 2", "RATE = 3"),
    "a default": ("more=0", "more=1"),
    "a decorator": ("@plain\ndef used", "@twice\ndef used"),
    "a class attribute": ("bias = 0", "bias = 1"),
    "code of the module": ("TABLE = [plain(1)]", "used = other"),
    "a decorator that ran on import": ("    return f\n", "    return lambda *a: 7\n"),
    "a docstring": ("Return the double", "Return twice"),
}
OF_NONE = {
    "a function that never runs": ("return x + 1", "return x + 2"),
    "a method that never runs": (
        "def backward(self, x):\n        return RATE",
        "def backward(self, x):\n        return 9",
    ),
}


def replace(site: Path, old: str, new: str) -> None:
    text = (site / "kept_module.py").read_text()
    assert text.count(old) == 1
    (site / "kept_module.py").write_text(text.replace(old, new))


@pytest.mark.parametrize("change", [*CHANGES, *OF_ALL, *OF_NONE])
def test_a_change_proves_the_pages_that_use_what_changed_and_no_other(site, run_again, change: str):
    assert run_again() == ["page.md", "plain.md"]
    assert run_again() == []
    replace(site, *(CHANGES | OF_ALL | OF_NONE)[change])
    expected = ["page.md"] if change in CHANGES else [] if change in OF_NONE else ["page.md", "plain.md"]
    assert run_again() == expected


def test_a_change_of_a_file_that_was_opened_proves_its_page(site, run_again):
    run_again()
    (site / "rates.txt").write_text("4")
    assert run_again() == ["page.md"]
    (site / "rates.txt").unlink()
    assert run_again() == ["page.md"]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("try:\n    open('none.txt')\nexcept OSError:\n    pass", "none.txt"),
        ("import os\nos.listdir('folder')", "folder/new"),
        ("try:\n    import kept_none\nexcept ImportError:\n    pass", "kept_none.py"),
        ("import inspect, kept_module\ninspect.getsource(kept_module.other)", "kept_module.py"),
        ("import kept_module\nkept_module.other.__code__.co_consts", "kept_module.py"),
        ("import kept_names.inner", "kept_names/inner/__init__.py"),
        ("import subprocess\nsubprocess.run(['true'])", ""),
    ],
)
def test_whatever_way_a_page_looks_at_something_its_change_is_seen(site, run_again, code: str, change: str):
    (site / "folder").mkdir()
    (site / "kept_names").mkdir()
    (site / "kept_names" / "inner.py").write_text("")
    (site / "page.md").write_text(f"```python\n{code}\n```\n")
    run_again()
    if change:
        assert run_again() == []
        (site / change).parent.mkdir(exist_ok=True)
        with (site / change).open("a") as file:
            file.write("\n# more\n")
    assert "page.md" in run_again()


def test_a_page_that_is_mended_and_spoilt_again_while_it_is_checked_is_not_proved(
    site, run_again, monkeypatch
):
    true, false = "[2]{1 + 1}\n", "[3]{1 + 1}\n"
    started, page = processes._in_own_process, site / "page.md"

    def meanwhile(path, *rest):
        if path == page:
            page.write_text(true)
        proved = started(path, *rest)
        page.write_text(false)
        return proved

    page.write_text(false)
    config = Config(site)
    monkeypatch.setattr("proofread.checking.processes._in_own_process", meanwhile)
    (report,) = check_pages([page], config, Cache(site / ".cache", config))
    assert report.findings
    (report,) = check_pages([page], config, Cache(site / ".cache", config))
    assert report.findings


@pytest.mark.parametrize("file", ["rates.txt", "kept_module.py"])
def test_nothing_is_kept_of_what_changes_while_the_page_runs(site, run_again, file: str):
    old = (site / file).read_text()
    (site / "page.md").write_text(PAGE + "\n```python\nimport time\ntime.sleep(1)\n```\n")

    def edit() -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not stop.is_set():
            (site / file).write_text(old if (site / file).read_text() != old else f"{old} ")
            time.sleep(0.3)

    stop, thread = threading.Event(), threading.Thread(target=edit)
    thread.start()
    run_again()
    stop.set()
    thread.join()
    (site / file).write_text(old.replace("3", "4").replace("RATE = 2", "RATE = 4"))
    assert "page.md" in run_again()


def test_asserts_run_under_every_flag_and_each_flag_has_reports_of_its_own(site):
    (site / "page.md").write_text("```python\nassert 1 + 1 == 3\n```\n")
    command = [sys.executable, "-m", "proofread", "check", str(site / "page.md")]
    for optimise in ("1", ""):
        run = subprocess.run(
            command,
            env=os.environ | {"PYTHONOPTIMIZE": optimise},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "AssertionError" in run.stdout
        assert run.returncode == 1


def test_the_state_of_a_page_includes_flags_and_variables(site, monkeypatch):
    config = Config(site)
    before = Cache(site / ".cache", config).key(site / "page.md")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "7")
    assert Cache(site / ".cache", config).key(site / "page.md") != before
