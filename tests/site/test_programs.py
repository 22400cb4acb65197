"""The programs of the chapters need NumPy, the files that they name, and nothing else."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from proofread.pages.blocks import Output, Program
from proofread.pages.markdown import read_page, read_text

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PROGRAMS = sorted((DOCS / "programs").glob("*.py"))


def fences() -> dict[str, list[tuple[Program, Output]]]:
    """Return the fences that show each program, with the output below them."""
    found: dict[str, list[tuple[Program, Output]]] = {}
    for page in (read_page(read_text(path)) for path in DOCS.rglob("*.md")):
        for fence, below in zip(page.fences, page.fences[1:], strict=False):
            if isinstance(fence, Program):
                found.setdefault(fence.path, []).append((fence, below))
    return found


def test_each_program_is_shown_where_its_chapter_opens_and_where_it_closes():
    assert len(PROGRAMS) > 1
    shown = {name: len(places) for name, places in fences().items()}
    assert shown == {f"programs/{path.name}": 2 for path in PROGRAMS}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_is_short_enough_to_paste(path: Path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 30
    assert max(map(len, lines)) <= 72


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_imports_numpy_and_what_comes_with_python(path: Path):
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    named = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in named} <= {"numpy", *sys.stdlib_module_names}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_prints_what_its_pages_show_in_an_empty_folder(path: Path, tmp_path: Path):
    for fence, output in fences()[f"programs/{path.name}"]:
        for file in fence.needs:
            shutil.copy(ROOT / file, tmp_path)
        shutil.copy(path, tmp_path)
        command = [sys.executable, "-I", path.name]
        run = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        assert run.stdout == output.body


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_site_carries_each_program(path: Path, site: Path):
    assert (site / "programs" / path.name).read_bytes() == path.read_bytes()
