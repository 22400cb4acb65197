"""The names of a page: its code runs in them, its expressions have values.

Each function takes the names, and the path that tracebacks show. What it returns is plain, so that a process
of its own can do it as well as the one that judges; only `value` may return anything.
"""

import contextlib
import hashlib
import importlib
import io
import os
import pickle
import shutil
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from proofread.pages.findings import Wrong
from proofread.running.limits import TimeIsUp, described

Names = dict[str, Any]
streams: Callable[[], tuple[Any, Any]] = lambda: (io.StringIO(), io.StringIO())  # noqa: E731
"""Gives what takes the two outputs of code; a process of its own has files, for its children, too."""


class Unbound(Exception):
    """An expression needs a name that is not bound so far."""


class Played(NamedTuple):
    """What the interactive interpreter answers to an example."""

    printed: str
    raised: str | None
    """The last line of a traceback."""
    complaint: str
    """What was written to the error stream."""


@contextlib.contextmanager
def capture() -> Iterator[tuple[Any, Any]]:
    """Collect what code prints; a warning, such as an overflow, is a mistake on a page."""
    out, err = streams()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings():
        warnings.simplefilter("error")
        yield out, err


def run(names: Names, path: str, code: str, line: int) -> str:
    """Run code as if it stood on this line of the page; return what it prints."""
    with capture() as (out, err), contextlib.redirect_stderr(out):  # in the order in which it prints
        try:
            exec(_compiled("\n" * (line - 1) + code, path, "exec"), names)
        except (TimeIsUp, MemoryError, KeyboardInterrupt):
            raise
        except SyntaxError as error:
            what = f"{type(error).__name__} in line {error.lineno}: {error.msg}"
            raise Wrong(f"the code raises {what}") from None
        except BaseException as error:
            lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
            place = f" (line {lines[-1]})" if lines else ""
            raise Wrong(f"the code raises {described(error)}{place}") from None
    return str(out.getvalue() + err.getvalue())


def program(names: Names, _: str, name: str, code: str, files: Sequence[str]) -> str:
    """Run a program by itself, beside copies of the files it needs; what it binds is `program.…` then."""
    alone: Names = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            shutil.copy(file, folder)
        before = Path.cwd()
        os.chdir(folder)
        try:
            printed = run(alone, name, code, 1)
        finally:
            os.chdir(before)
    names["program"] = SimpleNamespace(**alone)
    return printed


def _compiled(code: str, path: str, mode: str) -> Any:
    """Compile code of the page, whose asserts are claims whatever the interpreter was told."""
    return compile(code, path, mode, dont_inherit=True, optimize=0)


def play(names: Names, path: str, source: str) -> Played:
    """Run an example as the interactive interpreter would."""
    raised, hook = None, sys.displayhook
    with capture() as (out, err):
        sys.displayhook = sys.__displayhook__
        try:
            exec(_compiled(source, path, "single"), names)
        except (TimeIsUp, MemoryError, KeyboardInterrupt):
            raise
        except BaseException as error:
            raised = described(error)
        finally:
            sys.displayhook = hook
    return Played(str(out.getvalue()), raised, str(err.getvalue()))


def documented(_: Names, path: str, module: str, sources: Sequence[str]) -> list[Played]:
    """Run the examples of a docstring in the names of its module, up to the first that raises."""
    names = dict(vars(importlib.import_module(module)))
    return [play(names, path, source) for source in sources]


def value(names: Names, path: str, expression: str) -> Any:
    """Return the value of an expression."""
    return _value(names, path, expression, {}, expression)


def observed(names: Names, path: str, rewritten: str, note: str, expression: str) -> tuple[Any, list[Any]]:
    """Return the value of an expression that was rewritten to note its parts, and what it noted."""
    noted: list[Any] = []

    def take(*seen: Any) -> Any:
        noted.append(seen)
        return seen[-1]

    return _value(names, path, rewritten, {note: take}, expression), noted


def _value(names: Names, path: str, source: str, more: Names, expression: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            _compiled(expression.strip(), path, "eval")  # it may warn of what the rewritten one does not
            return eval(_compiled(source.strip(), path, "eval"), names, more or names)
    except (TimeIsUp, MemoryError, KeyboardInterrupt):
        raise
    except SyntaxError as error:
        raise Wrong(f"{expression!r} is not an expression: {error.msg}") from None
    except BaseException as error:
        if isinstance(error, NameError) and error.name:
            raise Unbound(str(error.name)) from None
        raise Wrong(f"{expression!r} raises {described(error)}") from None


def call(names: Names, path: str, expression: str, *arguments: Any, **named: Any) -> list[Any]:
    """Return what a function of the page returns, or what it raises: the type's name and the message."""
    function = value(names, path, expression)
    try:
        return [function(*arguments, **named)]
    except (TimeIsUp, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        return [type(error).__name__, described(error).partition(": ")[2]]


def shapes(names: Names, _: str, wanted: Sequence[str]) -> dict[str, int | list[int]]:
    """Return the whole numbers, and the shapes of the arrays, that names are bound to."""
    found: dict[str, int | list[int]] = {}
    numpy = sys.modules.get("numpy")
    for name in wanted:
        bound = names.get(name)
        if isinstance(bound, int):
            found[name] = int(bound)
        elif numpy and isinstance(bound, numpy.ndarray):
            found[name] = list(map(int, bound.shape))
    return found


_marked: list[Any] = []
"""What was told by its place in memory stays there."""


def marks(names: Names, _: str, wanted: Sequence[str]) -> dict[str, str]:
    """Return what tells the contents of bound names apart; an object without content is told by its place."""
    found = {}
    for name in wanted:
        if name in names:
            try:
                found[name] = hashlib.sha256(pickle.dumps(names[name])).hexdigest()
            except Exception:  # whatever an object of the page answers when asked for its content
                _marked.append(names[name])
                found[name] = str(id(names[name]))
    return found


def draw(names: Names, path: str, code: str, line: int, name: str, style: str) -> str:
    """Run a figure's code and return the SVG of the one figure that it draws."""
    import matplotlib.pyplot as plt

    with plt.rc_context():
        _prepare(name, style)
        try:
            printed = run(names, path, code, line)
            if printed.strip():
                raise Wrong(f"the code of a figure prints: {printed.strip()!r}")
            if len(plt.get_fignums()) != 1:
                raise Wrong(f"the code of the figure draws {len(plt.get_fignums()) or 'none'}, not one")
            svg = io.StringIO()
            with capture():  # a warning, such as of a missing glyph, is a mistake
                plt.gcf().savefig(
                    svg, format="svg", metadata={"Date": None}, bbox_inches="tight", transparent=True
                )
            return svg.getvalue()
        finally:
            plt.close("all")


def _prepare(name: str, style: str) -> None:
    """Give a figure the site's style and nobody's settings."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    mpl.use("Agg", force=False)
    plt.close("all")
    mpl.rcdefaults()
    if style:
        plt.style.use(Path(style))
    mpl.rcParams["svg.hashsalt"] = name
    mpl.rcParams["svg.fonttype"] = "path"
