import shutil
from pathlib import Path

import pytest

from proofread.__main__ import main

MINIMAL = Path(__file__).parents[1] / "sites" / "minimal"


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    site = Path(shutil.copytree(MINIMAL, tmp_path / "site"))
    monkeypatch.syspath_prepend(str(site))
    return site


def test_the_minimal_site_passes(site, capsys):
    assert main(["check", str(site / "docs"), str(site / "README.md")]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "20 claims on 3 pages, 0 findings\n"


def test_findings_are_printed_and_counted(site, capsys):
    page = site / "docs" / "index.md"
    page.write_text(page.read_text("utf-8").replace("    121.0\n", "    121.1\n"), "utf-8")
    assert main(["check", "--no-cache", str(page)]) == 1
    assert capsys.readouterr().out == "docs/index.md:36:5: the page shows 121.1 where the code prints 121.0\n"


def test_stale_output_is_fixed_and_nothing_else(site, capsys):
    page, right = site / "docs" / "index.md", (site / "docs" / "index.md").read_bytes()
    stale = right.replace(b"    121.0\n", b"    7\n    8\n").replace(b"133.1]", b"9.9]")
    page.write_bytes(stale.replace(b"\n", b"\r\n"))
    assert main(["fix", str(page)]) == 0
    assert page.read_bytes() == right.replace(b"\n", b"\r\n")
    assert "-    7" in capsys.readouterr().out


@pytest.mark.parametrize("number", ["eight", "214.36"])
def test_a_wrong_number_in_prose_is_not_fixed(site, number: str, capsys):
    page = site / "docs" / "index.md"
    wrong = page.read_text("utf-8").replace(f"[{number}]", "[7]", 1)
    page.write_text(wrong, "utf-8")
    assert main(["fix", str(page)]) == 1
    assert page.read_text("utf-8") == wrong


def test_a_page_that_is_named_twice_is_checked_once(site, capsys):
    second = site / "docs" / "second.md"
    again = site / "docs" / ".." / "docs" / "second.md"
    assert main(["check", str(second), str(again), str(second.parent), str(second)]) == 0
    assert " on 2 pages, " in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "fix"])
def test_what_cannot_be_read_is_found_and_what_is_no_file_is_no_page(tmp_path, capsys, command: str):
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "page.md").write_bytes(b"\xff")
    assert main([command, str(tmp_path)]) == 1
    assert capsys.readouterr().out == "page.md:1:1: is not UTF-8: b'\\xff'\n"


def test_an_interruption_shows_no_traceback(site, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("proofread.checking.processes._cached", interrupted)
    assert main(["check", str(site)]) == 130
    assert capsys.readouterr().err == "interrupted\n"


@pytest.mark.parametrize("command", ["check", "fix", "ledger", "mutate"])
def test_no_page_at_all_is_no_success(tmp_path, capsys, command: str):
    assert main([command, str(tmp_path)]) == 2
    assert "no page in" in capsys.readouterr().err


def test_a_path_that_is_not_there_is_told(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["check", str(tmp_path / "none")])
    assert "there is no " in capsys.readouterr().err


def test_a_wrong_setting_is_told(site, capsys):
    (site / "pyproject.toml").write_text("[tool.proofread]\npackages = ['nowhere']\n")
    assert main(["check", str(site)]) == 2
    assert capsys.readouterr().err == "there is no package 'nowhere' with source\n"
