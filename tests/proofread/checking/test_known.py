"""A site may begin with what is wrong on it: that is let pass, nothing new is, and none is called proved."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from proofread.__main__ import main
from proofread.checking.processes import check_pages
from proofread.config import Config, SettingError, load_config

WRONG = "# A page\n\nIt is [3]{1 + 1}, and [5]{2 + 2}, and it weighs 7 kg.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "news").mkdir(parents=True)
    (tmp_path / "docs" / "page.md").write_text(WRONG)
    (tmp_path / "docs" / "news" / "old.md").write_text("It is [3]{1 + 1}.\n")
    (tmp_path / "pyproject.toml").write_text("[tool.proofread]\nbaseline = 'known.json'\n")
    return tmp_path


def messages(site: Path, **settings: object) -> list[str]:
    config = replace(load_config(site), **settings)
    reports = check_pages(sorted((site / "docs").rglob("*.md")), config)
    return [finding.message for report in reports for finding in report.findings]


def test_a_site_begins_with_what_it_has(site: Path, capsys):
    docs = str(site / "docs")
    assert main(["check", docs]) == 1
    assert main(["baseline", docs]) == 0
    assert "4 findings stand in known.json" in capsys.readouterr().out
    assert main(["check", docs]) == 0
    (site / "docs" / "page.md").write_text("One line more.\n\n" + WRONG.replace("[3]{", "[9]{"))
    assert main(["check", docs]) == 1
    found = capsys.readouterr().out.splitlines()
    assert [line.rpartition(": ")[2] for line in found] == ["the page shows 9 where the value is 2"]


def test_an_entry_lets_one_finding_pass(site: Path):
    (site / "docs" / "news" / "old.md").write_text("It is [3]{1 + 1}, [3]{1 + 1}.\n")
    entry = ["docs/news/old.md", "number", "the page shows 3 where the value is 2"]
    (site / "known.json").write_text(json.dumps([entry]))
    assert len(messages(site)) == 3 + 1


def test_what_is_let_pass_is_not_proved(site: Path):
    main(["baseline", str(site / "docs")])
    (report,) = check_pages([site / "docs" / "page.md"], load_config(site))
    assert report.results == []


def test_kinds_are_ignored_where_the_settings_say_so(site: Path):
    assert len(messages(site, ignore={"docs/news/*": ["number"]})) == 3
    assert len(messages(site, ignore={"docs/news/*": ["equation"]})) == 4
    assert len(messages(site, ignore={"docs/*": ["number"]})) == 1


def test_pages_are_left_alone_where_the_settings_say_so(site: Path, capsys):
    (site / "pyproject.toml").write_text("[tool.proofread]\nexclude = ['docs/news/*', 'docs/page.md']\n")
    assert main(["check", str(site / "docs")]) == 2
    assert "no page in" in capsys.readouterr().err
    assert main(["check", str(site / "docs" / "page.md")]) == 1  # whoever names a page means it


@pytest.mark.parametrize("text", ["{", '[["a", "b"]]', "[1]", '"number"'])
def test_a_damaged_baseline_is_named(site: Path, text: str):
    (site / "known.json").write_text(text)
    with pytest.raises(SettingError, match=r"the baseline known\.json cannot be read: "):
        messages(site)


def test_codes_are_a_list(site: Path):
    (site / "pyproject.toml").write_text("[tool.proofread.ignore]\n'docs/*' = 'number'\n")
    with pytest.raises(SettingError, match=r"ignore takes a list of codes for 'docs/\*', not 'number'"):
        load_config(site)


def test_without_a_file_to_write_there_is_no_baseline(site: Path, capsys):
    (site / "pyproject.toml").write_text("[tool.proofread]\n")
    assert main(["baseline", str(site / "docs")]) == 2
    assert "names no baseline" in capsys.readouterr().err
    assert not Config(site).baseline
