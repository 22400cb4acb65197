"""Findings that a site may have: of kinds that it ignores on some pages, and those with which it began.

A claim whose finding is let pass is let go with it: it is not counted, not kept and not shown as proved.
"""

import json
from collections import Counter
from collections.abc import Sequence
from fnmatch import fnmatch

from proofread.checking.files import write_whole
from proofread.checking.page import Report
from proofread.checking.plain import Damaged, read
from proofread.claims.claim import Result
from proofread.config import Config, SettingError

Entry = tuple[str, str, str]
"""Page, code and message of a finding; its line may move."""


class Known:
    """What a site knows to be wrong; each entry of its baseline lets one finding pass."""

    def __init__(self, config: Config) -> None:
        self.ignored = config.ignore
        file = config.root / config.baseline
        baseline = file.read_bytes() if config.baseline and file.is_file() else b"[]"
        try:
            self.left = Counter((page, code, said) for page, code, said in read(list[list[str]], baseline))
        except (Damaged, ValueError) as error:
            raise SettingError(f"the baseline {config.baseline} cannot be read: {error}") from None

    def lets_pass(self, result: Result) -> bool:
        """Tell whether a result has a finding that the site does not ask to be mended yet."""
        if result.finding is None:
            return False
        entry = _entry(result)
        if any(fnmatch(entry[0], pattern) and entry[1] in codes for pattern, codes in self.ignored.items()):
            return True
        self.left[entry] -= 1
        return self.left[entry] >= 0


def let_pass(reports: Sequence[Report], config: Config) -> None:
    """Take out of reports the claims whose findings the site knows."""
    known = Known(config)
    for report in reports:
        report.results = [result for result in report.results if not known.lets_pass(result)]


def write_baseline(reports: Sequence[Report], config: Config) -> int:
    """Write the findings of reports to the file that the settings name; return how many there are."""
    entries = [_entry(result) for report in reports for result in report.results if result.finding]
    text = json.dumps(entries, indent=1, ensure_ascii=False) + "\n"
    write_whole(config.root / config.baseline, text.encode())
    return len(entries)


def _entry(result: Result) -> Entry:
    assert result.finding
    return result.finding.path, result.code, result.finding.message
