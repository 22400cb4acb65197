import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from proofread.__main__ import find_pages, main
from proofread.config import Config

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


def test_findings_can_be_read_by_programs(site, capsys):
    page = site / "docs" / "index.md"
    page.write_text(page.read_text("utf-8").replace("    121.0\n", "    121.1\n"), "utf-8")
    message = "the page shows 121.1 where the code prints 121.0"
    main(["check", "--format", "json", str(page)])
    (found,) = json.loads(capsys.readouterr().out)
    assert found == {"path": "docs/index.md", "line": 36, "column": 5, "code": "code", "message": message}
    main(["check", "--format", "github", str(page)])
    line = f"::error file=docs/index.md,line=36,col=5,title=proofread code::{message}\n"
    assert capsys.readouterr().out == line
    main(["check", "--format", "sarif", str(page)])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert run["results"][0]["message"] == {"text": message}


def test_a_folder_is_searched_without_environments(tmp_path):
    for folder in ("env", ".hidden", "node_modules", "docs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.md").write_text("")
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    assert find_pages([tmp_path], Config(tmp_path)) == [tmp_path / "docs" / "page.md"]


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert re.fullmatch(r"proofread \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_whoever_reads_enough_gets_no_traceback(tmp_path):
    (tmp_path / "page.md").write_text("[3]{1 + 1}\n" * 3000, "utf-8")
    command = f"{sys.executable} -m proofread check {tmp_path}/page.md | head -1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    assert run.stdout.startswith("page.md:1:1:")


def test_a_path_that_a_terminal_cannot_show_is_no_traceback(tmp_path):
    (tmp_path / "ä.md").write_text("[3]{1 + 1}\n", "utf-8")
    plain = os.environ | {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [sys.executable, "-m", "proofread", "check", str(tmp_path)]
    run = subprocess.run(command, env=plain, capture_output=True, check=False)
    assert b"Traceback" not in run.stderr
    assert b"md:1:1: the page shows 3 where the value is 2" in run.stdout


def test_findings_name_pages_from_where_one_stands(tmp_path: Path, monkeypatch, capsys):
    site = tmp_path / "manual"
    (site / "docs").mkdir(parents=True)
    (site / "docs" / "page.md").write_text("It is [3]{1 + 1}.\n")
    (site / "pyproject.toml").write_text("")
    for here, shown in (
        (tmp_path, "manual/docs/page.md"),
        (site, "docs/page.md"),
        (site / "docs", "docs/page.md"),
    ):
        monkeypatch.chdir(here)
        assert main(["check", "--no-cache", str(site / "docs")]) == 1
        assert capsys.readouterr().out.startswith(f"{shown}:1:7: ")
