"""A notebook's cells run in IPython's shell, and what they show is told as a notebook would store it.

The shell is watched: an error counts, whatever magic ran the code that raised it.
"""

import contextlib
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from proofread.running import record, session
from proofread.running.limits import TimeIsUp

Outputs = list[dict[str, Any]]


class Ran(NamedTuple):
    """What became of a cell."""

    outputs: Outputs
    mistake: str
    line: int


def cell(_: session.Names, __: str, source: str, style: str) -> Ran:
    """Run a cell; the first one is given matplotlib's settings."""
    with record.not_heard():  # what IPython is made of is no matter of the page's
        shell = _shell(style)
    shell.errors.clear()
    with _shown(shell) as (outputs, err), warnings.catch_warnings(record=True) as warned:
        # As in a kernel, the warnings count that Python shows by default.
        warnings.simplefilter("always")
        for kind in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
            warnings.simplefilter("ignore", kind)
        warnings.filterwarnings("always", category=DeprecationWarning, module="__main__")
        result = shell.run_cell(source, store_history=True)
    errors = [result.error_before_exec, result.error_in_exec, *shell.errors]
    for error in filter(None, errors):
        if isinstance(error, TimeIsUp | MemoryError):
            raise error
        return Ran(outputs, *_told(error, source))
    for warning in warned:
        line = warning.lineno if "ipython-input" in warning.filename else 1
        return Ran(outputs, f"warns: {warning.category.__name__}: {warning.message}", line)
    complaint = err.getvalue().strip()
    return Ran(outputs, f"writes to stderr: {complaint}" if complaint else "", 1)


def _told(error: BaseException, source: str) -> tuple[str, int]:
    """Return what a cell raised, on which of its lines, and what stands there."""
    text = traceback.format_exception_only(error)[-1].strip()
    if isinstance(error, SyntaxError):
        text, line = f"SyntaxError: {error.msg}", error.lineno or 1
    else:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "ipython-input" in f.filename]
        # What a magic runs are the lines below it.
        line = (frames[0].lineno or 0) + source.startswith("%%") if frames else 0
    lines = source.splitlines()
    if type(error).__name__ == "UsageError" or not 0 < line <= len(lines):  # a magic that is none
        return text.rpartition("IPython.core.error.")[2], 1
    return f"{text} in `{lines[line - 1].strip()}`", line


@contextlib.contextmanager
def _shown(shell: Any) -> Iterator[tuple[Outputs, Any]]:
    """Collect what a cell prints and displays, in its order."""
    outputs: Outputs = []
    out, err = session.streams()
    told = 0

    def printed() -> None:
        nonlocal told
        if text := out.getvalue()[told:]:
            told += len(text)
            outputs.append({"output_type": "stream", "name": "stdout", "text": text})

    def show(data: dict[str, Any]) -> None:
        printed()
        texts = {kind: str(text) for kind, text in data.items()}
        outputs.append({"output_type": "display_data", "data": texts})

    shell.show = show
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield outputs, err
    printed()


@cache
def _shell(style: str) -> Any:
    """Return the shell, which knows nothing of the user's settings."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    class Hook(DisplayHook):
        """Shows the value of a cell."""

        def write_output_prompt(self) -> None:
            """Show none."""

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            """Show the value in all its forms."""
            shell.show(format_dict)

        def finish_displayhook(self) -> None:
            """Write nothing behind it."""

    class Publisher(DisplayPublisher):
        """Shows what a cell displays."""

        def publish(self, data: Any, *rest: Any, **more: Any) -> None:
            """Show it in all its forms."""
            shell.show(data)

    class Shell(InteractiveShell):
        """Keeps errors instead of printing them."""

        displayhook_class = Type(Hook)
        display_pub_class = Type(Publisher)
        errors: list[BaseException] = []  # noqa: RUF012  # there is one shell
        show: Any = None

        def showtraceback(self, exc_tuple: Any = None, *rest: Any, **more: Any) -> None:
            """Keep what was raised."""
            error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
            self.errors += [error] if error else []

        def enable_gui(self, gui: Any = None) -> None:
            """Have no windows."""

        def showsyntaxerror(self, *rest: Any, **more: Any) -> None:
            """Keep it, too."""
            self.showtraceback()

    settings = {"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}}
    settings |= {"InlineBackend": {"figure_formats": {"svg"}}}
    folder = tempfile.mkdtemp()
    shell = Shell.instance(config=Config(settings), ipython_dir=folder)
    _draw_as(style, shell, Path(folder, "matplotlibrc"))
    return shell


def _draw_as(style: str, shell: Any, file: Path) -> None:
    """Let figures be drawn as SVG in a style, below the cell that draws them."""
    try:
        import matplotlib as mpl
    except ImportError:
        return
    file.write_text(style, "utf-8")
    mpl.rcdefaults()
    shell.enable_matplotlib("inline")
    mpl.rcParams.update(mpl.rc_params_from_file(file, use_default_template=False))
