"""What is kept or sent is plain data: it comes back as it was, or not at all, and runs nothing."""

from pathlib import Path

import pytest

from proofread.checking.page import Report
from proofread.checking.plain import Damaged, read, written
from proofread.claims.claim import Evidence, Result
from proofread.pages.findings import Correction, Finding

REPORT = Report(
    "docs/ä.md",
    [
        Result("number", 3, 1, 0.25, Evidence("x", 1e-9, "<svg>\u2028", "definition")),
        Result("code", 9, 2, 1, finding=Finding("a", 1, 2, "no"), correction=Correction(1, 2, "\n")),
    ],
)


def test_what_was_written_is_read_as_it_was():
    assert read(Report, written(REPORT)) == REPORT
    assert read(list[Result] | str, written(REPORT.results)) == REPORT.results
    assert read(list[Result] | str, written("why")) == "why"
    assert read(tuple[int, int], written((1, 2))) == (1, 2)
    assert read(dict[str, Path | None], written({"a": Path("b"), "c": None})) == {"a": Path("b"), "c": None}
    assert "\n" not in written(REPORT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "NaN",
        '{"path": "a"}',
        '{"path": "a", "results": {}}',
        '{"path": "a", "results": [], "more": 1}',
        '{"path": ["a"], "results": []}',
        written(REPORT).replace('"line":1', '"line":true', 1),
        written(REPORT).replace('"line":1', '"line":"1"', 1),
        written(REPORT).replace('"tolerance":1e-09', '"tolerance":[]', 1),
        "[" * 100_000,
    ],
)
def test_what_is_damaged_or_forged_is_refused(text: str):
    with pytest.raises(Damaged):
        read(Report, text)


def test_only_plain_values_are_written():
    with pytest.raises(TypeError, match="object is neither plain nor a dataclass"):
        written([object()])
