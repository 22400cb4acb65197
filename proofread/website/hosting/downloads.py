"""What readers take away besides pages: data files, and the site's own package as a wheel.

A wheel's address is all that `pip install` needs, so whoever reads the site can run what it shows.
"""

import contextlib
import importlib
import os
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from proofread.config import Config

FOLDER = "downloads"
"""Where they lie on the site."""


def address(file: str) -> str:
    """Return where a file of the source lies on the site."""
    return f"{FOLDER}/{Path(file).name}"


def downloads(config: Config) -> Iterator[tuple[str, bytes]]:
    """Yield each file that readers can get: its address on the site, and its content."""
    for file in config.downloads:
        yield address(file), (config.root / file).read_bytes()
    if config.wheel:
        name, content = build_wheel(config.root)
        yield address(name), content


def build_wheel(root: Path) -> tuple[str, bytes]:
    """Return the name and the content of the wheel of the project in `root`, by the backend that it names."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    backend = importlib.import_module(project["build-system"]["build-backend"])
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(root), _without("SOURCE_DATE_EPOCH"):
        name = backend.build_wheel(folder)
        return name, (Path(folder) / name).read_bytes()


@contextlib.contextmanager
def _without(variable: str) -> Iterator[None]:
    """Hide a variable of the environment: the same sources are the same wheel, on whatever day."""
    value = os.environ.pop(variable, None)
    try:
        yield
    finally:
        if value is not None:
            os.environ[variable] = value
