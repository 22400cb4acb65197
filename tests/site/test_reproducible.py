"""The same sources are the same site, byte by byte, whatever the day, the folder and the order of sets."""

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OTHER = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1", "TZ": "Asia/Tokyo"}
"""What differs from one build to the next: the order of sets, the day, where on earth."""


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that two folders do not have in common, or with other bytes."""
    names = {
        file.relative_to(folder) for folder in (one, other) for file in folder.rglob("*") if file.is_file()
    }
    _, different, missing = filecmp.cmpfiles(one, other, map(str, names), shallow=False)
    return sorted([*different, *missing])


def build(settings: Path, site: Path, folder: Path) -> None:
    """Build a site from another working directory."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(settings), "-d", str(site)]
    environment = os.environ | OTHER
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_second_build_has_the_same_bytes(site: Path, tmp_path: Path):
    build(ROOT / "mkdocs.yml", tmp_path / "site", tmp_path)
    assert (tmp_path / "site" / "index.html").is_file()
    assert differences(site, tmp_path / "site") == []


def test_build_that_proves_everything_anew_has_the_same_bytes(small_site, tmp_path: Path, monkeypatch):
    warm = small_site(SITE_URL="https://example.org/")
    shutil.rmtree(warm.parent / ".cache")
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    build(warm.parent / "mkdocs.yml", tmp_path / "site", tmp_path)
    assert differences(warm, tmp_path / "site") == []


@pytest.mark.parametrize(("name", "content"), [("a", b"2"), ("folder/b", b""), ("c", b"new")])
def test_planted_difference_is_named(tmp_path: Path, name: str, content: bytes):
    for folder in ("one", "other"):
        (tmp_path / folder / "folder").mkdir(parents=True)
        (tmp_path / folder / "a").write_bytes(b"1")
        (tmp_path / folder / "folder" / "b").write_bytes(b"1")
    (tmp_path / "other" / name).write_bytes(content)
    assert differences(tmp_path / "one", tmp_path / "other") == [name]
