"""Every claim of the pages is a test."""

from pathlib import Path

from proofread.config import load_config
from proofread.pytest_plugin import collector

pytest_collect_file = collector(load_config(Path(__file__).parent))
