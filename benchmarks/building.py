"""What proving costs: each build beside one of the same pages without any check, and a saved page.

Times depend on the machine and on what else it does; the ratios are what to compare.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import yaml

from proofread.checking.cache import Cache
from proofread.checking.processes import check_pages
from proofread.config import load_config

ROOT = Path(__file__).parents[1]
COPIED = ["docs", "nnscratch", "data", "overrides", "templates", "CHANGELOG.md", "CITATION.cff", "README.md"]
BOUNDS = {"from nothing": 4.0, "unchanged": 1.5}
"""How many times the time of an unchecked build a checked one may take."""


class Settings(yaml.SafeLoader):
    """Reads mkdocs.yml and keeps what `!ENV` gives as it stands."""


Settings.add_multi_constructor("!", lambda loader, tag, node: "")


def built(site: Path, settings: str) -> float:
    """Return the seconds that a build takes."""
    begin = perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", settings]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stdout + run.stderr)
    return perf_counter() - begin


def unchecked(site: Path) -> str:
    """Return the name of a configuration that builds the pages as any Markdown, without the checker."""
    settings = yaml.load((site / "mkdocs.yml").read_text("utf-8"), Settings)
    settings["plugins"] = [plugin for plugin in settings["plugins"] if "proofread" not in plugin]
    settings |= {"strict": False, "site_dir": "site-unchecked"}
    (site / "unchecked.yml").write_text(yaml.dump(settings), "utf-8")
    return "unchecked.yml"


def copied(folder: Path) -> Path:
    """Return a copy of the site."""
    for name in [*COPIED, "mkdocs.yml", "pyproject.toml"]:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def saved(site: Path) -> float:
    """Return the seconds until a saved page is proved again, the others from what is kept."""
    config = load_config(site)
    pages = sorted((site / "docs").rglob("*.md"))
    page = site / "docs" / "learn" / "linear-regression" / "descent.md"
    check_pages(pages, config, Cache(site / ".cache" / "proofread", config))
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    begin = perf_counter()
    check_pages(pages, config, Cache(site / ".cache" / "proofread", config))
    return perf_counter() - begin


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        site = copied(Path(folder))
        plain = unchecked(site)
        built(site, plain)  # the first one compiles what Python imports
        base = built(site, plain)
        print(f"without checks {base:.1f} s")
        for state, most in BOUNDS.items():
            seconds = built(site, "mkdocs.yml")
            print(f"{state}: {seconds:.1f} s, {seconds / base:.1f} times that, at most {most:g}")
        small = saved(site)
        print(f"a saved page is proved after {small:.1f} s, at most 2")


if __name__ == "__main__":
    main()
