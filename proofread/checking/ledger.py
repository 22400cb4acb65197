"""What was checked: counted from the reports of one build, never from memory."""

import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import PurePosixPath
from statistics import median

from proofread.checking.page import Report
from proofread.claims.claim import Kind, Result

KINDS = {kind: kind.words for kind in Kind if kind.words}
"""The kinds of claims that a reader is told of, in the order of the table's columns."""

ONE = {Kind.SOURCE: "listing from the package", Kind.INEQUALITY: "inequality"}
"""What one of a kind is called, where that is more than its plural without an s."""

LIBRARIES = ("numpy", "matplotlib", "lark", "math-core", "sybil")


def page_line(report: Report, ledger: str = "") -> str:
    """Return one sentence that says what was checked on a page, with a link to the ledger if there is one."""
    counts = _counts(report.results)
    parts = [
        f"{counts[kind]} {words if counts[kind] > 1 else ONE.get(kind, kind.words.removesuffix('s'))}"
        for kind, words in KINDS.items()
        if counts[kind] and kind != Kind.SHAPE
    ]
    checked = f'<a href="{ledger}">Checked</a>' if ledger else "Checked"
    return f"{checked} when this page was built: {', '.join(parts)}." if parts else ""


def counts(reports: Sequence[Report]) -> str:
    """Return the figures of this build, for the first page."""
    found = _counts([result for report in reports for result in report.results])
    entries = [
        f"<div><dt>{words}</dt><dd>{found[kind]}</dd></div>"
        for kind, words in KINDS.items()
        if found[kind] and kind not in (Kind.INEQUALITY, Kind.MEMBERSHIP, Kind.SHAPE, Kind.SKIPPED)
    ]
    return f'<dl class="counts">{"".join(entries)}</dl>' if entries else ""


def _counts(results: Sequence[Result]) -> Counter[str]:
    return Counter(result.evidence.form or result.kind for result in results)


def tables(pages: Mapping[str, Report], titles: Mapping[str, str] | None = None) -> str:
    """Return the ledger in Markdown: claims by page and kind, tolerances, skips and versions.

    It says nothing of time, so that two builds of one state are the same byte by byte.

    Parameters
    ----------
    pages : mapping of str to Report
        The reports by the address of their page, relative to where the ledger stands.
    titles : mapping of str to str, optional
        The titles of the pages; a page without one is named by its address.
    """
    reports, titles = list(pages.values()), {at: _title(at) for at in pages} | dict(titles or {})
    skips = [
        f"- `{report.path}:{result.line}`: {result.evidence.against}"
        for report in reports
        for result in report.results
        if result.kind == Kind.SKIPPED
    ]
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    sections = [
        _claims(pages, titles),
        _tolerances(reports),
        "## Left unchecked\n\n" + ("\n".join(skips) or "Nothing."),
        _unproved(pages, titles),
        f"## Versions\n\nPython {platform.python_version()}, {versions}, on {platform.machine()}.",
    ]
    return "\n\n".join(sections)


def times(pages: Mapping[str, Report]) -> str:
    """Return in Markdown how long the checks of each page took, and the median of an equation."""
    rows = [
        f"| [{_title(at)}]({at}) | {sum(result.seconds for result in report.results):.2f} |"
        for at, report in pages.items()
        if report.results
    ]
    results = [result for report in pages.values() for result in report.results]
    equations = [result.seconds for result in results if result.kind == Kind.EQUATION]
    typical = f"\n\nThe median of an equation is {1000 * median(equations):.1f} ms." if equations else ""
    return "\n".join(["## Time", "", "| page | seconds |", "|---|--:|", *rows]) + typical


def _claims(pages: Mapping[str, Report], titles: Mapping[str, str]) -> str:
    every = [result for report in pages.values() for result in report.results]
    kinds = [kind for kind in KINDS if kind in _counts(every) or kind == Kind.SKIPPED]
    rows = [
        _row(f"[{titles[at]}]({at})", report.results, kinds) for at, report in pages.items() if report.results
    ]
    rows.append(_row("**All pages**", every, kinds, zero="0"))
    words = " | ".join(KINDS[kind] for kind in kinds)
    head = f"| page | {words} |\n|---|" + "--:|" * len(kinds)
    table = "\n".join([head, *rows])
    return f'## Claims\n\n<div class="ledger-table" markdown="1">\n\n{table}\n\n</div>'


def _row(name: str, results: Sequence[Result], kinds: Sequence[str], zero: str = "") -> str:
    counts = _counts(results)
    return f"| {name} | " + " | ".join(str(counts[kind] or zero) for kind in kinds) + " |"


def _title(address: str) -> str:
    path = PurePosixPath(address)
    names = (path.parent.name, path.stem if path.stem != "index" else "")
    return ": ".join(name.replace("-", " ") for name in names if name).capitalize() or "Home"


def _tolerances(reports: Sequence[Report]) -> str:
    measured = [
        (result.evidence.tolerance, report.path, result.line)
        for report in reports
        for result in report.results
        if result.evidence.tolerance is not None
    ]
    if not measured:
        return "## Tolerances\n\nNo equation was evaluated."
    (tight, *_), (loose, path, line) = min(measured), max(measured)
    return (
        "## Tolerances\n\nThe two sides of an equation are compared as float64. "
        f"The closest agree to a relative difference of {tight:.1e}, "
        f"the least close, `{path}:{line}`, to {loose:.1e}."
    )


def _unproved(pages: Mapping[str, Report], titles: Mapping[str, str]) -> str:
    """Return the sentences that nothing checks, folded under their page."""
    listed = {at: report.unproved for at, report in pages.items() if report.unproved}
    total = sum(map(len, listed.values()))
    head = (
        "## Words that nothing checks\n\nA sentence that judges or compares can be a statement. "
        f"So many say that something is small, falls or is never so, and carry no check: {total}."
    )
    for address, sentences in listed.items():
        lines = "\n".join(f"- Line {sentence.line}: {sentence.text}" for sentence in sentences)
        summary = f"<summary>{titles[address]}: {len(sentences)}</summary>"
        head += f'\n\n<details markdown="1">\n{summary}\n\n{lines}\n\n</details>'
    return head
