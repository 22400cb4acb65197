"""A page that is checked in a test: text in, report out."""

from collections.abc import Callable
from pathlib import Path

import matplotlib
import pytest

from proofread.check import Report, check_text
from proofread.config import Config

matplotlib.use("Agg")


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
