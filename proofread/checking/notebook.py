"""Notebooks run as their readers run them, and each code cell is a claim: that it ends well.

A fresh kernel of this very Python runs the cells in an empty folder, so a notebook that needs a file beside
it is found out. The kernel imports what this process would import, knows nothing of the user's settings of
IPython and matplotlib, draws SVG in the site's style, and gives the same bytes each time.

A cell is a finding, `notebook.ipynb:cell 5:3:1: …`, if it raises, takes too long, warns, prints what differs
from run to run, or draws what the site cannot show. The cells after it do not run. Once all have run,
the numbers of the text are held against them.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from proofread.checking.cell_outputs import Figure, alt_text, outputs_html
from proofread.checking.notebook_numbers import stray_numbers
from proofread.checking.page import Report, broken
from proofread.claims.claim import Evidence, Result, shown_path
from proofread.config import Config
from proofread.pages.findings import Finding, Wrong

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbformat import NotebookNode

ANSI = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"In\[\d+\], line (?P<line>\d+)")
WARNED = re.compile(r"\S*\bipykernel_\d+\S*:(?P<line>\d+): (?P<text>.*)")
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
FIXED = {"figure.facecolor": "none", "axes.facecolor": "none", "svg.fonttype": "path"}
"""What every figure has, whatever the site's style says: the page shows through, letters are shapes."""
OPTIONS = ["--InlineBackend.figure_formats=svg", "--HistoryManager.enabled=False"]


def check_notebook(path: Path, config: Config) -> Report:
    """Execute a notebook; the artefact of each cell is its id and the HTML of its outputs."""
    import nbformat

    report = Report(shown_path(path, config.root))
    if problem := format_problem(path):
        return broken(report.path, problem)
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # its types are unfinished
    end = perf_counter() + config.seconds_per_page
    with running_kernel(notebook, path.stem, config) as client:
        for number, cell in enumerate(notebook.cells, start=1):
            if cell.cell_type == "code" and not report.findings:
                client.timeout = ceil(min(config.seconds_per_claim, end - perf_counter()))
                report.results.append(checked_cell(client, number, report, config))
    if not report.findings:
        report.results += stray_numbers(notebook, report.path, config.allowed)
    return report


def format_problem(path: Path) -> str:
    """Return why a file is no notebook whose outputs could be told by the ids of their cells, if so."""
    try:
        read = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        return f"is no JSON: {error}"
    if not isinstance(read, dict) or (read.get("nbformat"), read.get("nbformat_minor", 0) >= 5) != (4, True):
        return "is no notebook in format 4.5, in which cells have ids: save it anew with a Jupyter of today"
    ids = [cell.get("id") for cell in read.get("cells", [])]
    if not ids:
        return "is a notebook without cells: there is nothing to read or to check"
    wrong = [name for name in ids if not name or ids.count(name) > 1]
    return f"the id {wrong[0]!r} is not that of one cell" if wrong else ""


def checked_cell(client: "NotebookClient", number: int, report: Report, config: Config) -> Result:
    """Run a cell, counted from one as ruff counts them, and say what became of it."""
    cell, begin = client.nb.cells[number - 1], perf_counter()
    result = Result("cell", number, number, 0.0)
    figures = sum("<figure" in above.evidence.artefact for above in report.results)
    try:
        run_cell(client, number - 1)
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


def run_cell(client: "NotebookClient", index: int) -> None:
    """Execute a cell.

    Raises
    ------
    Wrong
        If it fails, does not end in time, or prints what a page should not show; the offset is the line.
    """
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    cell = client.nb.cells[index]
    try:
        if client.timeout is not None and client.timeout <= 0:
            raise Wrong("is never reached: the cells above it take all the time that a page may have")
        client.execute_cell(cell, index)
    except CellExecutionError as error:
        raise failure(cell, error.ename, error.evalue) from None
    except CellTimeoutError:
        raise Wrong(f"does not end within {client.timeout:g} s") from None
    except DeadKernelError:
        raise Wrong("ends the process of the notebook, for lack of memory perhaps") from None
    for output in cell.outputs:
        require_clean(output)


def failure(cell: "NotebookNode", name: str, value: str) -> Wrong:
    """Return what a cell raised and, where IPython says it, on which line, and what stands there."""
    trace = [line for output in cell.outputs for line in output.get("traceback", [])]
    place = PLACE.search(ANSI.sub("", "\n".join(trace)))
    message = ": ".join(filter(None, [name, ANSI.sub("", value).strip()]))
    if place is None:  # such as of an unknown magic command
        return Wrong(message)
    line = int(place["line"])
    return Wrong(f"{message} in `{cell.source.splitlines()[line - 1].strip()}`", line)


def require_clean(output: "NotebookNode") -> None:
    """Refuse warnings, and objects printed with their address, which differs from run to run."""
    if output.get("name") == "stderr":
        if warned := WARNED.match(output.text):
            raise Wrong(f"warns: {warned['text']}", int(warned["line"]))
        raise Wrong(f"writes to stderr: {ANSI.sub('', output.text).strip()}")
    printed = output.get("text", "") or output.get("data", {}).get("text/plain", "")
    if found := ADDRESS.search(printed):
        raise Wrong(f"prints an address, {found[0]!r}, that differs from run to run")


@contextmanager
def running_kernel(notebook: "NotebookNode", name: str, config: Config) -> Iterator["NotebookClient"]:
    """Start a kernel in an empty folder, and end it and the folder at the end."""
    from nbclient import NotebookClient

    with TemporaryDirectory(prefix="notebook-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        (folder / "empty").mkdir()
        (folder / "matplotlibrc").write_text(style(config, name), "utf-8")
        client = NotebookClient(notebook, kernel_manager(folder), coalesce_streams=True)
        client.extra_arguments = list(OPTIONS)
        client.shutdown_kernel = "immediate"
        with client.setup_kernel(cleanup_kc=True, cwd=str(folder / "empty"), env=environment(folder)):
            yield client


def kernel_manager(folder: Path) -> "AsyncKernelManager":
    """Return what starts a kernel of this Python, whichever others are installed, and talks to it."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    return AsyncKernelManager(
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(folder / "kernel.json"),
        transport="tcp" if sys.platform == "win32" else "ipc",  # no port that others could listen at
    )


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of the kernel, without the user's settings and without chance."""
    return os.environ | {
        "IPYTHONDIR": str(folder / "ipython"),
        "MATPLOTLIBRC": str(folder / "matplotlibrc"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path),
        "SOURCE_DATE_EPOCH": "0",
    }


def style(config: Config, name: str) -> str:
    """Return matplotlib's settings: the site's, the fixed ones, and identifiers that depend on the name."""
    sheet = (config.root / config.style).read_text("utf-8") if config.style else ""
    fixed = FIXED | {"svg.hashsalt": name}
    kept = [line for line in sheet.splitlines() if line.partition(":")[0].strip() not in fixed]
    return "\n".join([*kept, *(f"{key}: {value}" for key, value in fixed.items()), ""])
