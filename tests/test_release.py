"""A release is refused unless its tag, its version, its changelog and its packages agree."""

import importlib.util
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHANGELOG = """\
# Changelog

## [Unreleased]

## [1.2.0] - 2026-01-31

### Added

- A page.

## [1.1.0]

- Old.
"""
PACKAGES = ["nnscratch-1.2.0.tar.gz", "nnscratch-1.2.0-py3-none-any.whl"]


@pytest.fixture(scope="module")
def release():
    spec = importlib.util.spec_from_file_location("release", ROOT / ".github" / "release.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_notes_are_what_the_changelog_says_of_the_version(release):
    assert release.notes(CHANGELOG, "1.2.0") == "### Added\n\n- A page."
    assert release.notes(CHANGELOG, "1.1.0") == "- Old."
    assert release.notes(CHANGELOG, "1.2") == ""


def test_release_whose_parts_agree_is_accepted(release):
    assert release.problems("v1.2.0", "1.2.0", CHANGELOG, PACKAGES) == []


@pytest.mark.parametrize(
    ("tag", "changelog", "packages", "named"),
    [
        ("v1.2.1", CHANGELOG, PACKAGES, "the tag is v1.2.1, the version of pyproject.toml 1.2.0"),
        ("1.2.0", CHANGELOG, PACKAGES, "the tag is 1.2.0"),
        ("v1.2.0", "## [Unreleased]\n\n- All.\n", PACKAGES, "CHANGELOG.md says nothing of 1.2.0"),
        ("v1.2.0", CHANGELOG, PACKAGES[:1], "the packages are nnscratch-1.2.0.tar.gz, expected"),
        ("v1.2.0", CHANGELOG, [], "the packages are none"),
        ("v1.2.0", CHANGELOG, [*PACKAGES, "nnscratch-1.1.0.tar.gz"], "nnscratch-1.1.0.tar.gz"),
    ],
)
def test_disagreement_is_named(release, tag: str, changelog: str, packages: list[str], named: str):
    (found,) = release.problems(tag, "1.2.0", changelog, packages)
    assert named in found


def test_this_project_is_refused_without_packages(release, tmp_path: Path):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert "the packages are none" in release.main(f"v{version}", str(tmp_path))
