"""What several folders of tests use: the built site with a server for it, and pages that are checked as text.

NNSCRATCH_SITE may name a site that is built already. Otherwise a strict build goes to a temporary folder,
which the workers of pytest-xdist share.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from proofread.checking.page import Report, check_text
from proofread.config import Config

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
BUILD_SECONDS = 300

FIRST = [
    "browser/test_pages_wide.py",
    "proofread/checking/test_notebook.py",
    "browser/test_pages_narrow.py",
    "site/test_reproducible.py",
    "browser/test_evidence.py",
    "labs/test_labs.py",
    "proofread/standalone/test_slices.py",
    "browser/",
    "site/",
    "proofread/",
]
"""The files that take longest begin first; the second needs no site while the first has it built."""

collect_ignore = ["sites"]  # sites of their own, which tests/proofread check in processes of their own


class Tolerant(yaml.SafeLoader):
    """Reads mkdocs.yml although `!ENV` means nothing here."""


Tolerant.add_multi_constructor("!", lambda loader, tag, node: None)


def pages_of(nav: list[Any]) -> Iterator[str]:
    """Give the source files of the navigation in the reading order."""
    for entry in nav:
        for item in entry.values() if isinstance(entry, dict) else [entry]:
            yield from pages_of(item) if isinstance(item, list) else [item]


def address(source: str) -> str:
    """Return where a source file's page is, below the site's root."""
    path = source.rpartition(".")[0]
    return "" if path == "index" else path.removesuffix("/index") + "/"


@cache
def sources() -> list[str]:
    """Return the source files of all pages in the reading order."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Tolerant)
    return list(pages_of(settings["nav"]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test with the argument `address` every page, and the one for dead links."""
    if "address" in metafunc.fixturenames:
        every = [*map(address, sources()), "404.html"]
        metafunc.parametrize("address", every, ids=lambda page: page or "home")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files first that take longest, and trace only the tests that have to cover the package."""
    items.sort(key=lambda item: rank(item.path))
    for item in items:
        if not item.path.is_relative_to(FOLDER / "nnscratch"):
            item.add_marker(
                "no_cover"
            )  # the package's own tests cover it, and tracing slows the others by a third


def rank(file: Path) -> int:
    """Return how early a file begins."""
    name = file.relative_to(FOLDER).as_posix() if file.is_relative_to(FOLDER) else ""
    return next((place for place, start in enumerate(FIRST) if name.startswith(start)), len(FIRST))


@pytest.fixture(scope="session")
def pages() -> list[str]:
    """Return the addresses of the navigation."""
    return [address(source) for source in sources()]


@pytest.fixture(scope="session")
def notebooks() -> list[str]:
    """Return the addresses of the notebooks."""
    return [address(source) for source in sources() if source.endswith(".ipynb")]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site."""
    if built := os.environ.get("NNSCRATCH_SITE"):
        return Path(built)
    base = tmp_path_factory.getbasetemp()
    return build_once(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


def build_once(folder: Path) -> Path:
    """Build the site in a folder, or wait for the worker that does."""
    site, verdict = folder / "site", folder / "site.verdict"
    try:
        (folder / "site.lock").mkdir()
    except FileExistsError:
        wait_for(verdict)
    else:
        written = verdict.with_suffix(".part")
        written.write_text(build(site), encoding="utf-8")
        written.rename(verdict)
    if message := verdict.read_text(encoding="utf-8"):
        pytest.fail(f"the site was not built:\n{message}", pytrace=False)
    return site


def build(site: Path) -> str:
    """Build the site strictly; return what went wrong, or nothing."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )
    return run.stdout + run.stderr if run.returncode else ""


def wait_for(file: Path) -> None:
    """Wait until another worker has written a file."""
    for _ in range(BUILD_SECONDS * 5):
        if file.exists():
            return
        time.sleep(0.2)
    pytest.fail(f"no worker has built the site in {BUILD_SECONDS} seconds")


class Silent(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve the site; return its address, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(site))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Report]:
    """Give a function that checks a page's text under the settings named."""

    def checked(text: str, **settings: object) -> Report:
        return check_text(text, "page.md", Config(tmp_path, **{"seconds_per_claim": 5.0, **settings}))

    return checked


@pytest.fixture
def findings(check: Callable[..., Report]) -> Callable[..., list[str]]:
    """Give a function that checks a page's text and returns what is wrong with it."""
    return lambda text, **settings: [str(finding) for finding in check(text, **settings).findings]
