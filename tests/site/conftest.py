"""The site's own settings and theme around two small pages: what hosting changes is built in a moment."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = f"""\
INHERIT: {ROOT.as_posix()}/mkdocs.yml
watch: []
docs_dir: docs
nav:
  - Home: index.md
  - A chapter:
      - learn/one.md
plugins:
  - search
  - proofread:
      cards: stylesheets/colours.css
"""
PAGES = {
    "index.md": "# Home\n\nTwo pages, and no more. [The other](learn/one.md).\n",
    "learn/one.md": "# A &lt;weight&gt; & more\n\nOne weight is enough to learn. It is a number.\n",
}
ADDRESSES = ("SITE_URL", "REPO_URL", "MIKE_DOCS_VERSION")
"""The variables of the environment that say where a site is hosted."""

Build = Callable[..., Path]


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Give a function that builds the small site with variables of the environment."""

    def build(**addresses: str) -> Path:
        folder = tmp_path_factory.mktemp("small")
        write_sources(folder)
        clean = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
        environment = clean | {"NO_MKDOCS_2_WARNING": "1", **addresses}
        run = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return folder / "site"

    return build


@pytest.fixture(scope="session")
def offline(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the copy for reading offline."""
    (archive,) = (site / "assets").glob("*.zip")
    target = tmp_path_factory.mktemp("offline")
    zipfile.ZipFile(archive).extractall(target)
    (folder,) = target.iterdir()
    return folder


def write_sources(folder: Path) -> None:
    """Write the settings, the pages, and what the theme asks for."""
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    for name, text in PAGES.items():
        page = folder / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    for name in ("overrides", "templates", "docs/stylesheets", "docs/javascripts", "docs/images"):
        shutil.copytree(ROOT / name, folder / name)
