"""Pages, the README and docstrings are tests: each claim of a page is an item, named by its line."""

from pathlib import Path

import matplotlib

from proofread.config import load_config
from proofread.pytest_plugin import collector

matplotlib.use("Agg")

pytest_collect_file = collector(load_config(Path(__file__).parent))
