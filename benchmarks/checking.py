"""What checking costs: an equation, the whole site from nothing, and the site unchanged."""

import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from proofread.__main__ import find_pages
from proofread.checking.cache import Cache
from proofread.checking.processes import check_pages
from proofread.config import load_config


def main() -> None:
    """Print the figures."""
    config = load_config(Path(__file__).parent)
    pages = find_pages([config.root / config.docs])
    with tempfile.TemporaryDirectory() as folder:
        for state in ("from nothing", "unchanged"):
            begin = perf_counter()
            reports = check_pages(pages, config, Cache(Path(folder), config))
            print(f"{len(pages)} pages {state}: {perf_counter() - begin:.2f} s")
    links = [result.seconds for report in reports for result in report.results if result.kind == "equation"]
    print(f"{len(links)} equations, median {1000 * median(links):.1f} ms, longest {1000 * max(links):.0f} ms")


if __name__ == "__main__":
    main()
