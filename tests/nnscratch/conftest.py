"""What several tests of the taught package share.

They pass beside the installed package with NumPy alone: what needs another library is skipped without it.
"""

import os
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from nnscratch.activations import logistic
from nnscratch.datasets import load_moons

# `nnscratch.plots` draws with Matplotlib, an extra of the package.
collect_ignore = [] if find_spec("matplotlib") else ["test_plots.py"]


@pytest.fixture(scope="session")
def moons():
    return load_moons()


@pytest.fixture(scope="session")
def published_moons():
    """The original file of the post, which is not ours to publish."""
    path = os.environ.get("NNSCRATCH_PUBLISHED_MOONS")
    if path is None:
        pytest.skip("NNSCRATCH_PUBLISHED_MOONS does not name the post's own data file")
    return load_moons(Path(path))


@pytest.fixture(scope="session")
def sigmas() -> dict[str, Callable]:
    """The logistic function as shipped, and in two forms that round differently."""
    return {
        "shipped": logistic,
        "textbook": lambda z: 1 / (1 + np.exp(-z)),
        "by tanh": lambda z: 0.5 * (1 + np.tanh(0.5 * z)),
    }


@pytest.fixture
def mpmath() -> Iterator[ModuleType]:
    """Arithmetic in 400 digits, in which 1 - 1e-308 and 1 differ."""
    mpmath = pytest.importorskip("mpmath")
    with mpmath.workdps(400):
        yield mpmath


@pytest.fixture
def ulps(mpmath: ModuleType) -> Callable[[float, Any], float]:
    """Distance from the truth in units of its last place, which are 5e-324 below the normal numbers."""

    def distance(got: float, truth: Any) -> float:
        return float(abs(mpmath.mpf(float(got)) - truth) / mpmath.mpf(float(np.spacing(abs(float(truth))))))

    return distance


@pytest.fixture
def exact_logistic(mpmath: ModuleType) -> Callable[[float], Any]:
    """The definition in 400 digits: the textbook form is right where nothing is rounded."""

    def exact(z: float) -> Any:
        if abs(z) > 1e4:  # e^-10000 is far below the smallest float64, and mpmath would take long for it
            return mpmath.mpf(int(z > 0))
        return 1 / (1 + mpmath.exp(-mpmath.mpf(float(z))))

    return exact


@pytest.fixture(scope="session")
def refuses() -> Callable[..., None]:
    """Call a function and demand a ValueError that says exactly this, got and expected."""

    def demand(message: str, function: Callable[..., object], *arguments: object, **options: object) -> None:
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            function(*arguments, **options)

    return demand
