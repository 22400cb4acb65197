"""Pages are checked side by side, each in a process of its own.

A fresh process imports the package as it is now, so a server that rebuilds pages sees every change in it.
It leaves nothing behind for the next page.
And a page that never ends or needs all memory takes down nobody else.
"""

import contextlib
import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from proofread.checking.cache import Cache, Proved, package_folder
from proofread.checking.journal import Journal, read_journal
from proofread.checking.known import let_pass
from proofread.checking.notebook import check_notebook
from proofread.checking.page import Report, broken, check_page
from proofread.checking.plain import Damaged, read, written
from proofread.claims.claim import Kind, Result, shown_path
from proofread.claims.docstring import wrong_docstrings
from proofread.config import Config
from proofread.pages.agreement import disagreements
from proofread.pages.findings import Finding
from proofread.pages.markdown import read_page, read_text
from proofread.pages.references import wrong_links
from proofread.running import record
from proofread.running.limits import PATIENCE
from proofread.running.process import adopt, end_children
from proofread.running.record import Used

PRELOADED = (
    *(
        "proofread.checking.processes",
        "proofread.checking.ahead",
        "matplotlib.pyplot",
        "matplotlib.backends.backend_svg",
    ),
    *("IPython.core.interactiveshell", "matplotlib_inline.backend_inline"),
)
"""What most pages need; what is not installed is passed over."""
SETTLED = dict.fromkeys(("PYTHONHASHSEED", "SOURCE_DATE_EPOCH"), "0") | {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "MPLBACKEND": "Agg",
}
"""What is the same for all pages on all machines: no chance, one thread each, as many pages as processors."""
_STARTING = threading.Lock()
GRACE = 10.0
"""Seconds that a process may exceed its page's time limit before it is ended from outside."""


def check_pages(paths: Sequence[Path], config: Config, cache: Cache | None = None) -> list[Report]:
    """Check pages, and execute notebooks, in parallel, and what they must agree on.

    A page whose report is in the cache is not run again.

    Raises
    ------
    proofread.config.SettingError
        If the settings name a package that is not there.
    """
    for package in config.packages:
        package_folder(package)
    with ThreadPoolExecutor(processors()) as threads:
        try:
            reports = list(threads.map(lambda path: _cached(path, config, cache), paths))
        except KeyboardInterrupt:
            for process in multiprocessing.active_children():
                process.kill()  # or the threads would wait for them
            raise
    add_disagreements(reports, paths, config, cache)
    let_pass(reports, config)
    return reports


def add_disagreements(
    reports: Sequence[Report], paths: Sequence[Path], config: Config, cache: Cache | None = None
) -> None:
    """Add to the reports what one page says against another, or a docstring against all."""
    by_path = {report.path: report for report in reports}

    def found() -> list[Result]:
        pages = {
            report.path: read_page(read_text(path))
            for report, path in zip(reports, paths, strict=True)
            if report.broken is None and not is_notebook(path)
        }
        wrong = [
            *((Kind.NOTATION, finding) for finding in disagreements(pages)),
            *((Kind.PROSE, finding) for finding in wrong_links(pages, config.root)),
            *((Kind.EQUATION, finding) for finding in wrong_docstrings(pages, config)),
        ]
        return [Result(kind, 0, finding.line, 0.0, finding=finding) for kind, finding in wrong]

    everything = [*paths, *sorted((config.root / config.docs).rglob("*.md"))]
    for result in cache.kept(everything, list[Result], found) if cache else found():
        if result.finding:
            by_path[result.finding.path].results.append(result)


def processors() -> int:
    """Return how many processes may run side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """Return how to start processes: forked from a server with the libraries loaded, where that exists."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    with _STARTING:
        before = dict(os.environ)
        os.environ.update(SETTLED)  # for the server and all that it forks
        forkserver.ensure_running()
        for name in SETTLED:
            os.environ.pop(name)
        os.environ.update({name: before[name] for name in SETTLED if name in before})
    return context


def _cached(path: Path, config: Config, cache: Cache | None) -> Report:
    if cache is None or not path.is_file():  # the check says what is wrong with it
        return _in_own_process(path, config).report
    source = path.read_bytes()  # what is judged is what the report is kept for, whatever becomes of the file
    report = cache.get(path, source)
    if report is None:
        proved = _in_own_process(path, config, source)
        cache.put(cache.key(path, source), proved)
        report = proved.report
    return report


def _in_own_process(path: Path, config: Config, source: bytes | None = None) -> Proved:
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal"
        try:
            seconds = PATIENCE * config.seconds_per_page + GRACE
            # Its process starts at the root, where a path from elsewhere leads nowhere.
            work = (path.absolute(), config, source, journal)
            proved: Proved = apart(Proved, _prove, work, config, seconds)
            return proved
        except TimeoutError:
            report = _cut_off(path, config, journal, f"does not end within {config.seconds_per_page:g} s")
        except EOFError as error:
            report = _cut_off(path, config, journal, f"{error} before the page did")
        return Proved(report, Used(unseen="its process ended"))


def _cut_off(path: Path, config: Config, journal: Path, message: str) -> Report:
    """Return what was found before a page's process ended, and the claim with which it did."""
    shown = shown_path(path, config.root)
    if not journal.exists():  # a notebook, whose cells are the kernel's
        return broken(shown, message)
    results, place = read_journal(journal)
    finding = Finding(shown, *place, f"{message}; nothing below is checked")
    return Report(shown, results, broken=finding)


def apart(
    kind: Any, work: Callable[..., Any], arguments: tuple[Any, ...], config: Config, seconds: float
) -> Any:
    """Return what `work(*arguments)` returns in a process of its own: a value of this kind, as plain data.

    Raises
    ------
    TimeoutError
        If it takes longer than so many seconds.
    EOFError
        If the process ends before it has returned, for lack of memory for example.
    """
    context = _context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, arguments, config, sender))  # type: ignore[attr-defined]  # typeshed
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise TimeoutError
        return read(kind, receiver.recv_bytes())
    except (EOFError, Damaged):
        process.join(GRACE)
        raise EOFError(f"its process ended with exit code {process.exitcode}") from None
    finally:
        process.kill()
        process.join()


def _work(work: Callable[..., Any], arguments: tuple[Any, ...], config: Config, sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it, without a traceback
    os.chdir(config.root)  # a page opens files as its reader does, from the top of the checkout
    with contextlib.suppress(ImportError, ValueError):  # Windows has no limit, macOS refuses a small one
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (config.megabytes_per_page * 2**20,) * 2)
    sender.send_bytes(written(work(*arguments)).encode("ascii"))
    sender.close()


def _prove(path: Path, config: Config, source: bytes | None, journal: Path) -> Proved:
    adopt()
    recorder = record.Recorder(config.root)
    recorder.start()
    with recorder.not_heard():
        for package in config.packages:
            recorder.compile_ahead(package_folder(package))
    try:
        report = (
            check_notebook(path, config, source)
            if is_notebook(path)
            else check_page(path, config, source, Journal(journal))
        )
    except Exception as error:
        report = broken(shown_path(path, config.root), f"cannot be read: {type(error).__name__}: {error}")
    with recorder.not_heard():
        end_children()
    return Proved(report, recorder.result())


def is_notebook(path: Path) -> bool:
    """Tell whether a page is a notebook; every other one is Markdown."""
    return path.suffix == ".ipynb"
