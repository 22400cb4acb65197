"""CITATION.cff, pyproject.toml and CHANGELOG.md tell one story of version, date and authors."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = {"version": "1.2.0", "license": "MIT", "authors": [{"name": "The bank"}]}
CITATION = {**PROJECT, "date-released": "2031-05-06"}
CHANGELOG = "## [Unreleased]\n\n## [1.2.0] - 2031-05-06\n\n## [1.1.0] - 2030-01-01\n"


def released(changelog: str, version: str) -> str | None:
    """Return the day on which a version came out, by the changelog; nothing before that."""
    heading = re.search(rf"^## \[{re.escape(version)}\] - (\d{{4}}-\d\d-\d\d)$", changelog, re.MULTILINE)
    return heading[1] if heading else None


def contradictions(citation: dict[str, Any], project: dict[str, Any], changelog: str) -> list[str]:
    """Return where the three disagree."""
    known = {name: project[name] for name in ("version", "license", "authors")}
    known["date-released"] = released(changelog, project["version"])
    said = {name: citation.get(name) for name in known}
    said["date-released"] = str(said["date-released"]) if said["date-released"] else None
    return [f"{name}: {said[name]}, expected {known[name]}" for name in known if said[name] != known[name]]


def test_the_three_agree():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert contradictions(citation, project, changelog) == []
    assert {"cff-version", "message", "title"} <= citation.keys()


def test_before_the_release_there_is_no_date():
    assert contradictions(PROJECT, PROJECT, "## [Unreleased]\n") == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ({"version": "1.1.0"}, "version: 1.1.0, expected 1.2.0"),
        ({"date-released": "2030-01-01"}, "date-released: 2030-01-01, expected 2031-05-06"),
        ({"date-released": None}, "date-released: None, expected 2031-05-06"),
        ({"license": "BSD"}, "license: BSD, expected MIT"),
    ],
)
def test_a_difference_is_found(planted: dict[str, Any], found: str):
    assert contradictions(CITATION, PROJECT, CHANGELOG) == []
    assert contradictions({**CITATION, **planted}, PROJECT, CHANGELOG) == [found]
