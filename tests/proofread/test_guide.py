"""The guide names all that an author can write or set; each of its examples is checked by the build."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from proofread.__main__ import command_line
from proofread.config import Config
from proofread.equations.notation.blocks import SECTIONS
from proofread.equations.notation.domains import DOMAINS

GUIDE = (Path(__file__).parents[2] / "docs" / "writing-a-page.md").read_text("utf-8")
SETTINGS = [field.name.replace("_", "-") for field in fields(Config) if field.name != "root"]
COMMANDS = re.search(r"\{([a-z,]+)\}", command_line().format_usage())[1].split(",")


@pytest.mark.parametrize("name", [*SECTIONS, *DOMAINS, *SETTINGS])
def test_the_guide_names_every_section_domain_and_setting(name: str):
    row = rf"^\|[^|]*`{re.escape(name)}`[^|]*\|[^|]+\|$"
    assert re.search(row, GUIDE, re.MULTILINE), f"no table of the guide has a row for {name}"


def test_the_guide_shows_every_exit_code():
    for code in (0, 1, 2, 130):
        assert re.search(rf"\b{code}: \w+", GUIDE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guide_shows_every_command_with_its_options(command: str, capsys):
    assert f"python -m proofread {command} " in GUIDE
    with pytest.raises(SystemExit):
        command_line().parse_args([command, "--help"])
    for option in set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}:
        assert option in GUIDE
