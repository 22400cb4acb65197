"""One measurement: sound pages, planted errors, the result."""

import platform
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import Any

from proofread.cache import Cache
from proofread.config import Config
from proofread.ledger import LIBRARIES
from proofread.mutations.plan import choose
from proofread.mutations.report import result_of
from proofread.mutations.run import run
from proofread.workers import check_pages

RESULT = Path(".cache") / "mutation.json"
"""Where the result is kept, in the site's root."""


def measure(paths: Sequence[Path], config: Config, cache: Cache, seed: int, sample: int) -> dict[str, Any]:
    """Plant errors on the pages without findings, and return what became of them."""
    begin = perf_counter()
    reports = check_pages(paths, config, cache)
    sound = [path for path, report in zip(paths, reports, strict=True) if not report.findings]
    return result_of(
        run(choose(sound, config, seed, sample), config),
        config,
        seed=seed,
        state=cache.state(paths),
        versions={
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in LIBRARIES},
        },
        seconds=round(perf_counter() - begin, 1),
        skipped=[report.path for report in reports if report.findings],
    )
