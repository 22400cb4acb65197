"""What CI shows elsewhere is not shown by nothing: pips fall into the trap, sites that differ are named."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def elsewhere():
    spec = importlib.util.spec_from_file_location("elsewhere", ROOT / ".ci" / "elsewhere.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


# Oldest


def untested(project: dict, pins: str) -> list[str]:
    """Return the lower bounds of what the package and its drawings need that the oldest pins do not have."""
    wanted = map(Requirement, project["dependencies"] + project["optional-dependencies"]["plots"])
    bounds = [f"{need.name}{str(need.specifier).replace('>=', '==')}" for need in wanted]
    pinned = re.findall(r"^(\S+==[\d.]+?)(?:\.0)? ", pins, re.MULTILINE)
    return [bound for bound in bounds if bound not in pinned or "==" not in bound]


@pytest.fixture
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_every_lower_bound_is_what_the_oldest_pins_have(project):
    assert untested(project, (ROOT / ".ci" / "oldest.txt").read_text()) == []


def test_a_bound_that_is_missing_or_not_tested_is_named(project):
    pins = (ROOT / ".ci" / "oldest.txt").read_text()
    moved = project | {"dependencies": ["numpy>=1.23"]}
    none = project | {"dependencies": ["numpy"]}
    assert untested(moved, pins) == ["numpy==1.23"]
    assert untested(none, pins) == ["numpy"]


# Pips


def test_a_pip_that_resolves_falls_into_the_trap(elsewhere, tmp_path: Path):
    (tmp_path / "alpha-1-py3-none-any.whl").write_bytes(b"never opened")
    elsewhere.set_trap(tmp_path / "alpha-1-py3-none-any.whl")
    settings = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "alpha"]
    run = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=True)
    assert "Would install alpha-9999" in run.stdout


# Pythons

needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell in the place of Python")


@needs_shell
def test_an_interpreter_counts_that_runs_and_has_its_version(elsewhere, tmp_path: Path, monkeypatch):
    script(tmp_path / "bin/python3.12", "exit 127")  # as the stand-ins of pyenv do
    script(tmp_path / "bin/python3.13", "echo 3.11")
    right = script(tmp_path / "pyenv/versions/3.12.4/bin/python3.12", "echo 3.12")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert elsewhere.others(own="3.11") == {"3.12": right}


def test_own_version_is_told(elsewhere):
    assert elsewhere.version_of(Path(sys.executable)) == f"3.{sys.version_info.minor}"


def test_sites_differ_in_a_byte_or_a_file(elsewhere, tmp_path: Path):
    for name in ("one", "other"):
        (tmp_path / name / "a").mkdir(parents=True)
        (tmp_path / name / "a" / "index.html").write_text("same")
        (tmp_path / name / "index.html").write_text(name)
    assert elsewhere.differences(tmp_path / "one", tmp_path / "one") == []
    (tmp_path / "other" / "more.html").write_text("")
    assert elsewhere.differences(tmp_path / "one", tmp_path / "other") == ["index.html", "more.html"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Built with Python 3.11.7", "Built with Python 3.13.0", True),
        ("Built with Python 3.11.7", "Built with Python 3.13.0 and another digit", False),
        ("mkdocs-1.6.1, mkdocs-material-9.8.1", "mkdocs-ProperDocs 1.6.7, mkdocs-material-9.8.1", True),
        ("mkdocs-1.6.1, mkdocs-material-9.8.1", "mkdocs-1.6.1, mkdocs-material-9.8.2", False),
    ],
)
def test_sites_may_name_what_built_them(elsewhere, tmp_path: Path, one: str, other: str, is_same: bool):
    for name, text in (("one", one), ("other", other)):
        (tmp_path / name).mkdir()
        with ZipFile(tmp_path / name / "site.zip", "w") as archive:
            archive.writestr("index.html", text)
    assert elsewhere.differences(tmp_path / "one", tmp_path / "other") == ([] if is_same else ["site.zip"])


def test_what_fails_ends_the_script_with_what_it_printed(elsewhere, tmp_path: Path):
    with pytest.raises(SystemExit, match=r"red\n\n.* in .*: exit code 3"):
        elsewhere.run(sys.executable, "-c", "print('red'); raise SystemExit(3)", cwd=tmp_path)


def test_every_supported_python_is_tried(elsewhere, project):
    oldest = project["requires-python"].removeprefix(">=")
    matrix = re.search(r"python: (\[.*\])", (ROOT / ".github/workflows/tests.yml").read_text())[1]
    assert re.findall(r"[\d.]+", matrix) == elsewhere.SUPPORTED
    assert elsewhere.SUPPORTED[0] == oldest
    assert set(elsewhere.OLDEST_PIP) == set(elsewhere.SUPPORTED)
