"""`proofread fix`: stale output is rewritten in place, inside its fence and nowhere else."""

import codecs
import difflib
from pathlib import Path

from proofread.checking.files import write_whole
from proofread.checking.page import Report
from proofread.pages.markdown import read_text


def fixed(text: str, report: Report) -> str:
    """Return the page's text with the output that its code prints now."""
    corrections = sorted(
        (r.correction for r in report.results if r.correction), key=lambda c: c.start, reverse=True
    )
    for correction in corrections:
        text = text[: correction.start] + correction.text + text[correction.end :]
    return text


def fix_page(path: Path, report: Report) -> str:
    """Rewrite a page's stale output; return the diff, empty where nothing was stale."""
    if not any(result.correction for result in report.results):
        return ""  # it may be a page that nobody can read
    old, raw = read_text(path), path.read_bytes()
    new = fixed(old, report)
    encoding = "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else "utf-8"
    lines_end = "\r\n" if b"\r\n" in raw else "\n"
    write_whole(path, new.replace("\n", lines_end).encode(encoding))
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), report.path, report.path
    )
    return "".join(lines)
