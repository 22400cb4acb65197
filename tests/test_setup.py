"""The set-up installs what is pinned and nothing else, and says in one line what a machine lacks."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What installs

TELLING = ["Makefile", "README.md", "CONTRIBUTING.md", "RELEASING.md", ".ci/run", ".github/workflows/*.yml"]
INSTALL = re.compile(r"\bpip install\b.*")
PINNED = re.compile(
    r" --no-deps --require-hashes -r requirements\.txt$"
    r"| --no-deps --no-build-isolation -e \.$"
    r"| uv==[\d.]+$"
)


def unpinned(text: str) -> Iterator[str]:
    """Yield what may install more than the pins, and requirements whose completeness nobody looks at."""
    yield from (line for line in INSTALL.findall(text) if not PINNED.search(line))
    if "pip check" not in text.rpartition("-r requirements.txt")[2]:
        yield "no pip check after the requirements"


def test_whatever_installs_takes_the_pins_alone_and_looks_whether_they_suffice():
    texts = {path.name: path.read_text("utf-8") for glob in TELLING for path in ROOT.glob(glob)}
    installing = {name: text for name, text in texts.items() if "pip install" in text}
    assert {"Makefile", "README.md"} <= set(installing)
    assert [f"{name}: {finding}" for name, text in installing.items() for finding in unpinned(text)] == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("pip install --require-hashes -r requirements.txt\npip check", "pip install --require-hashes"),
        ("pip install --no-deps -r requirements.txt\npip check", "pip install --no-deps -r requirements.txt"),
        ("pip install --no-deps --require-hashes -r requirements.txt\n", "no pip check"),
        ("pip check\npip install --no-deps --require-hashes -r requirements.txt\n", "no pip check"),
        ("pip install uv\npip check", "pip install uv"),
    ],
)
def test_an_install_that_may_bring_more_is_named(text: str, finding: str):
    (found,) = unpinned(text)
    assert found.startswith(finding)


# What a machine lacks

needs_make = pytest.mark.skipif(
    not shutil.which("make") or sys.platform == "win32",
    reason="needs make and a shell",
)


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def set_up(folder: Path, interpreter: str) -> subprocess.CompletedProcess[str]:
    """Set up in a folder of its own with a shell script for an interpreter."""
    for name in ("Makefile", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    script(folder / "python", interpreter)
    command = ["make", "test", "PYTHON=./python"]
    # Below another make, make would also print where it is.
    outermost = {name: value for name, value in os.environ.items() if name not in {"MAKELEVEL", "MAKEFLAGS"}}
    return subprocess.run(command, cwd=folder, env=outermost, capture_output=True, text=True, check=False)


@needs_make
@pytest.mark.parametrize(
    ("interpreter", "advice"),
    [
        ("exit 1", '"./python" is not. Name another: make test PYTHON=python3.13'),
        ("exec ./nowhere", '"./python" is not. Name another: make test PYTHON=python3.13'),
        ('case "$2" in *venv*) echo Traceback >&2; exit 1; esac', "sudo apt install python3-venv"),
    ],
    ids=["too old", "not there", "without venv"],
)
def test_what_a_machine_lacks_is_said_in_one_line_with_what_to_do(interpreter, advice, tmp_path: Path):
    run = set_up(tmp_path, interpreter)
    assert run.returncode == 2
    assert advice in run.stdout
    assert run.stdout.count("\n") == 1
    assert len(run.stderr.splitlines()) == 1  # make's own


@needs_make
def test_pins_that_do_not_suffice_stop_the_set_up(tmp_path: Path):
    script(tmp_path / ".venv/bin/python", 'case "$3" in check) echo "mkdocs needs click"; exit 1; esac')
    run = set_up(tmp_path, "exit 0")
    assert run.returncode == 2
    assert run.stdout.endswith("\nmkdocs needs click\n")
    assert not (tmp_path / ".venv/.ready").exists()


@needs_make
def test_a_set_up_that_goes_well_says_what_it_does_and_no_more(tmp_path: Path):
    script(tmp_path / ".venv/bin/python", 'case "$3" in check) echo "No broken requirements found."; esac')
    script(tmp_path / ".venv/bin/pytest", "")
    run = set_up(tmp_path, "exit 0")
    assert run.returncode == 0
    assert "No broken" not in run.stdout
    assert (tmp_path / ".venv/.ready").exists()


# Requirements

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


@needs_make
def test_new_requirements_are_listed_and_checked(tmp_path: Path):
    old = "alpha==1 \\\n    --hash=sha256:00\nbeta==3 \\\n    --hash=sha256:11\n"
    for name in ("ruff", "zizmor", "mypy", "mkdocs", "pytest"):
        script(tmp_path / ".venv/bin" / name, f"echo {name} $1")
    script(tmp_path / ".venv/bin/python", "")
    script(tmp_path / ".venv/bin/uv", "sed -i.old -e s/alpha==1/alpha==2/ -e s/00/22/ requirements.txt")
    script(tmp_path / "python", "")
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "requirements.txt").write_text(old)
    for command in (["init", "--quiet"], ["add", "requirements.txt"], ["commit", "--quiet", "-m", "pins"]):
        subprocess.run([*GIT, *command], cwd=tmp_path, check=True)
    command = ["make", "requirements", "PYTHON=./python"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Changed since the last commit:\n- alpha==1\n+ alpha==2\n" in run.stdout
    assert "beta" not in run.stdout
    assert run.stdout.rstrip().splitlines()[-1].startswith(("pytest", "make"))
    assert "mkdocs build" in run.stdout
