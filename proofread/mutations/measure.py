"""One measurement: sound pages, planted errors, the result."""

import platform
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import Any

from proofread.checking.cache import Cache
from proofread.checking.ledger import LIBRARIES
from proofread.checking.processes import check_pages
from proofread.config import Config
from proofread.mutations.explanations import stale
from proofread.mutations.plan import choose, plantable
from proofread.mutations.report import result_of
from proofread.mutations.run import run

RESULT = Path(".cache") / "mutation.json"
"""Where the result is kept, in the site's root."""


def measure(paths: Sequence[Path], config: Config, cache: Cache, seed: int, sample: int) -> dict[str, Any]:
    """Plant errors on the pages without findings, and return what became of them."""
    begin = perf_counter()
    reports = check_pages(paths, config, cache)
    sound = [path for path, report in zip(paths, reports, strict=True) if not report.findings]
    mutants = plantable(sound, config, seed)
    outcomes = run(choose(mutants, seed, sample), config)
    return result_of(
        outcomes,
        config,
        seed=seed,
        stale=list(stale(mutants, outcomes, config)),
        state=cache.state(paths),
        versions=_versions(),
        seconds=round(perf_counter() - begin, 1),
        skipped=[report.path for report in reports if report.findings],
    )


def _versions() -> dict[str, str]:
    libraries = {name: metadata.version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), **libraries}
