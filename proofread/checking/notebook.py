"""Notebooks run as their readers run them, and each code cell is a claim: that it ends well.

IPython's shell runs the cells in a process of their own and an empty folder, so a notebook that needs a file
beside it is found out. It knows nothing of the user's settings of IPython and matplotlib, draws SVG in the
site's style, and gives the same bytes each time.

A cell is a finding, `notebook.ipynb:cell 5:3:1: …`, if it raises, takes too long, warns, prints what differs
from run to run, or draws what the site cannot show. The cells after it do not run. Once all have run,
the numbers of the text are held against them.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from proofread.checking.cell_outputs import Cell, Figure, Notebook, alt_text, outputs_html
from proofread.checking.notebook_numbers import stray_numbers
from proofread.checking.page import Report, broken
from proofread.claims.claim import Evidence, Kind, Result, shown_path
from proofread.config import Config
from proofread.pages.findings import Finding, Wrong
from proofread.running import record
from proofread.running.limits import TimeIsUp
from proofread.running.process import Lost, Process
from proofread.running.shell import Ran

ANSI = re.compile(r"\x1b\[[0-9;]*m")
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
FIXED = {"figure.facecolor": "none", "axes.facecolor": "none", "svg.fonttype": "path"}
"""What every figure has, whatever the site's style says: the page shows through, letters are shapes."""
HIDING = {"raises-exception", "skip-execution"}
"""The tags by which a cell is not run, or may fail unseen."""


def check_notebook(path: Path, config: Config, source: bytes | None = None) -> Report:
    """Execute a notebook; the artefact of each cell is its id and the HTML of its outputs."""
    report = Report(shown_path(path, config.root))
    text = (path.read_bytes() if source is None else source).decode("utf-8", "replace")
    if problem := format_problem(text):
        return broken(report.path, problem)
    notebook = Notebook([read_cell(cell) for cell in json.loads(text)["cells"]])
    end = perf_counter() + config.seconds_per_page
    process = Process(config.root, report.path, config.seconds_per_claim, linked=False)
    try:
        for number, cell in enumerate(notebook.cells, start=1):
            if cell.cell_type == "code" and not report.findings:
                report.results.append(checked_cell(process, cell, number, report, config, end))
        if not report.findings:
            record.take(process.used())
            report.results += stray_numbers(notebook, report.path, config.allowed)
    finally:
        process.end()
    return report


def read_cell(cell: Mapping[str, Any]) -> Cell:
    """Return a cell as it stands in the file."""
    source, tags = cell.get("source", ""), cell.get("metadata", {}).get("tags", [])
    return Cell(cell["id"], cell.get("cell_type", ""), "".join(source), tags)


def format_problem(text: str) -> str:
    """Return why a text is no notebook whose outputs could be told by the ids of their cells, if so."""
    try:
        read = json.loads(text)
    except ValueError as error:
        return f"is no JSON: {error}"
    if not isinstance(read, dict) or (read.get("nbformat"), read.get("nbformat_minor", 0) >= 5) != (4, True):
        return "is no notebook in format 4.5, in which cells have ids: save it anew with a Jupyter of today"
    ids = [cell.get("id") for cell in read.get("cells", [])]
    if not ids:
        return "is a notebook without cells: there is nothing to read or to check"
    wrong = [name for name in ids if not name or ids.count(name) > 1]
    return f"the id {wrong[0]!r} is not that of one cell" if wrong else ""


def checked_cell(
    process: Process, cell: Cell, number: int, report: Report, config: Config, end: float
) -> Result:
    """Run a cell, counted from one as ruff counts them, and say what became of it."""
    begin, result = perf_counter(), Result(Kind.CELL, number, number, 0.0)
    figures = sum("<figure" in above.evidence.artefact for above in report.results)
    try:
        if begin >= end:
            raise Wrong("is never reached: the cells above it take all the time that a page may have")
        cell.outputs = run_cell(process, cell, style(config, Path(report.path).stem))
        figure = Figure(f"figure-{figures + 1}", alt_text(cell.source))
        shown = {"id": cell.id, "html": outputs_html(cell.outputs, figure, config.colours)}
        result.evidence = Evidence("ran to its end", artefact=json.dumps(shown))
    except Wrong as error:
        result.finding = Finding(f"{report.path}:cell {number}", error.offset or 1, 1, str(error))
    result.seconds = perf_counter() - begin
    return result


def outputs_by_cell(report: Report) -> dict[str, str]:
    """Return the HTML of the outputs of a notebook's cells, by the cell's id."""
    shown = [json.loads(artefact) for artefact in report.artefacts().values()]
    return {cell["id"]: cell["html"] for cell in shown}


def run_cell(process: Process, cell: Cell, settings: str) -> list[dict[str, Any]]:
    """Execute a cell and return its outputs.

    Raises
    ------
    Wrong
        If it fails, does not end in time, or prints what a page should not show; the offset is the line.
    """
    if hiding := HIDING & set(cell.tags):
        raise Wrong(f"is tagged {min(hiding)}, so nobody would see its claims fail: leave the tag out")
    try:
        ran = Ran(*process.ask("cell", cell.source, settings))
    except TimeIsUp:
        raise Wrong(f"does not end within {process.seconds:g} s") from None
    except MemoryError:
        raise Wrong("needs more memory than a page may have") from None
    except Lost:
        raise Wrong("ends the process of the notebook, for lack of memory perhaps") from None
    if ran.mistake:
        raise Wrong(ANSI.sub("", ran.mistake), ran.line)
    for output in ran.outputs:
        require_clean(output)
    return ran.outputs


def require_clean(output: Mapping[str, Any]) -> None:
    """Refuse objects printed with their address, which differs from run to run."""
    printed = output.get("text", "") or output.get("data", {}).get("text/plain", "")
    if found := ADDRESS.search(printed):
        raise Wrong(f"prints an address, {found[0]!r}, that differs from run to run")


def style(config: Config, name: str) -> str:
    """Return matplotlib's settings: the site's, the fixed ones, and identifiers that depend on the name."""
    sheet = (config.root / config.style).read_text("utf-8") if config.style else ""
    fixed = FIXED | {"svg.hashsalt": name}
    kept = [line for line in sheet.splitlines() if line.partition(":")[0].strip() not in fixed]
    return "\n".join([*kept, *(f"{key}: {value}" for key, value in fixed.items()), ""])
