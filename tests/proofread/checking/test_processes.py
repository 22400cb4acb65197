import os
import sys
from pathlib import Path

import pytest

from proofread.checking import ahead
from proofread.checking.journal import Journal, read_journal
from proofread.checking.processes import PRELOADED, check_pages
from proofread.claims.claim import Result
from proofread.config import Config

FAULT = "[3]{1 + 1}\n"
LETHAL = [
    ("import os\nos._exit(3)", "its process ended with exit code 3 before the page did"),
    (
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "its process ended with exit code -9 before the page did",
    ),
    (
        "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})\ntime.sleep(60)",
        "does not end within 0.5 s",
    ),
]


@pytest.fixture
def pages(tmp_path):
    """Write pages; give their paths."""

    def written(*texts: str):
        paths = [tmp_path / f"page{number}.md" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        return paths

    return written


def fence(code: str) -> str:
    return f"```python\n{code}\n```\n"


def test_a_page_that_takes_its_process_down_is_one_finding_and_other_pages_are_checked(
    pages, tmp_path, monkeypatch
):
    monkeypatch.setattr("proofread.checking.processes.GRACE", 0.5)
    paths = pages(*(fence(code) for code, _ in LETHAL), FAULT)
    reports = check_pages(paths, Config(tmp_path, seconds_per_claim=20, seconds_per_page=0.5))
    for report, (_, message) in zip(reports, LETHAL, strict=False):
        (finding,) = report.findings
        assert message in str(finding)
    assert [str(finding) for finding in reports[-1].findings] == [
        "page3.md:1:1: the page shows 3 where the value is 2"
    ]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit the memory of a process")
@pytest.mark.parametrize(("code", "message"), LETHAL)
def test_the_claim_that_took_its_page_down_is_named_and_those_before_it_are_kept(
    pages, tmp_path, monkeypatch, code: str, message: str
):
    monkeypatch.setattr("proofread.checking.processes.GRACE", 0.5)
    text = f"# Title\n\n{FAULT}\n{fence('x = 1')}\n{fence(code)}\n{FAULT}"
    (report,) = check_pages(pages(text), Config(tmp_path, seconds_per_claim=20, seconds_per_page=0.5))
    assert [str(finding) for finding in report.findings] == [
        "page0.md:3:1: the page shows 3 where the value is 2",
        f"page0.md:9:1: {message}; nothing below is checked",
    ]
    assert report.findings[1].line == 9
    assert report.broken


def test_a_journal_that_was_cut_off_says_what_it_can(tmp_path):
    journal = Journal(tmp_path / "journal")
    journal.begins(3, 1)
    held = Result("number", 0, 3, 0.5)
    journal.has([held])
    journal.begins(5, 2)
    with (tmp_path / "journal").open("ab") as file:
        file.write(b'[{"kind":"num')
    assert read_journal(tmp_path / "journal") == ([held], (5, 2))


def test_a_page_that_needs_all_memory_is_one_finding_and_its_other_claims_are_checked(pages, tmp_path):
    (report,) = check_pages(
        pages(fence("x = [0] * 10**10") + FAULT), Config(tmp_path, megabytes_per_page=2048)
    )
    assert ["memory" in str(finding) for finding in report.findings] == [True, False]


def test_pages_leave_nothing_behind_for_each_other(pages, tmp_path):
    change = fence("import builtins, sys\nbuiltins.left = sys.left = 1")
    look = fence("import builtins, sys\nprint(hasattr(builtins, 'left'), hasattr(sys, 'left'))")
    first, last = check_pages(pages(change, f"{look}\n```output\nFalse False\n```\n"), Config(tmp_path))
    assert first.findings + last.findings == []
    assert not hasattr(os.sys, "left")


def test_a_change_of_the_package_is_seen_by_the_next_check(pages, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    paths = pages(fence("from fresh_package import value") + "[1]{value}\n")
    for value, wrong in ((1, 0), (2, 1), (1, 0)):
        (tmp_path / "fresh_package.py").write_text(f"value = {value}  # {'x' * value}\n")
        (report,) = check_pages(paths, Config(tmp_path))
        assert len(report.findings) == wrong


def test_reports_come_in_the_order_of_the_pages(pages, tmp_path):
    reports = check_pages(pages(fence("import time\ntime.sleep(0.3)"), FAULT, ""), Config(tmp_path))
    assert [report.path for report in reports] == ["page0.md", "page1.md", "page2.md"]


def test_what_cannot_be_read_is_one_finding(tmp_path):
    (tmp_path / "bytes.md").write_bytes(b"\xff")
    reports = check_pages([tmp_path / "bytes.md", tmp_path / "none.md", tmp_path], Config(tmp_path))
    assert [len(report.findings) for report in reports] == [1, 1, 1]


def test_a_page_is_found_from_a_folder_above_its_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "page.md").write_text("[4]{2 + 1}\n")
    monkeypatch.chdir(tmp_path)
    (report,) = check_pages([Path("site/page.md")], Config(tmp_path / "site"))
    (finding,) = report.findings
    assert str(finding).startswith("page.md:1:1: the page shows 4 where the value is 3")


def test_what_every_page_needs_is_made_before_its_process_is_forked():
    assert "proofread.checking.ahead" in PRELOADED
    assert [symbol.latex for symbol in ahead.SYMBOLS] == ["x_1"]
