"""The process in which the code of a page runs, and how whoever judges the page asks it.

It is forked from the judge, which it cannot reach: it has no file of the judge's, and what it sends is a line
of plain data that must repeat the token of what it was asked. It stands in a folder of its own, with links to
what the site's root holds. What it writes there, starts, or changes ends with it.
"""

import contextlib
import ctypes
import io
import json
import os
import secrets
import shutil
import signal
import socket
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from proofread.pages.findings import Wrong
from proofread.running import record, session, shell
from proofread.running.guard import Functions, keep_writes_in
from proofread.running.limits import PATIENCE, TimeIsUp, described, left_as_found, time_limit
from proofread.running.record import Recorder, Used
from proofread.running.values import told, value_of

GRACE = 2.0
"""Seconds that an answer may take longer than it is allowed to."""


class Lost(BaseException):
    """The process of a page has ended, or no longer answers; no `except Exception` passes this over."""


OPERATIONS = {
    operation.__name__: operation
    for operation in (
        *(session.run, session.play, session.documented, session.program, session.draw),
        *(session.value, session.observed, session.call, session.shapes, session.marks, shell.cell),
    )
}
"""What may be asked for, by name."""
ASKING = {"call", "marks", "observed", "shapes", "value"}
"""What runs so little and so often that its changes are looked for at the page's end."""


class Process:
    """A page's code in a process of its own, in a folder with links to what the root holds, or with none."""

    def __init__(self, root: Path, path: str, seconds: float, linked: bool = True) -> None:
        self.root, self.path, self.seconds, self.linked = root, path, seconds, linked
        self.pid, self.ended = 0, False

    def _fork(self) -> None:
        with record.not_heard():
            self.folder = Path(tempfile.mkdtemp(prefix="page-"))
            self.channel, other = socket.socketpair()
            with warnings.catch_warnings():
                # There are threads of NumPy's, which is ready for a fork.
                warnings.simplefilter("ignore", DeprecationWarning)
                self.pid = os.fork()
            if self.pid == 0:
                _become(self, other)
            other.close()
            self.lines = self.channel.makefile("rb")

    def ask(self, operation: str, *arguments: Any, **named: Any) -> Any:
        """Return what an operation of the session returns.

        Raises
        ------
        Wrong, Unbound, TimeIsUp, MemoryError
            As the operation does.
        Lost
            If there is no answer, or none to this question.
        """
        if not self.pid:
            self._fork()
        token = secrets.token_hex(8)
        message = json.dumps([token, operation, told(list(arguments)), told(named)]) + "\n"
        try:
            with no_limit():
                self.channel.sendall(message.encode("ascii"))
                self.channel.settimeout(PATIENCE * self.seconds + GRACE)
                line = self.lines.readline()
                if not line.endswith(b"\n"):  # it ended, or takes too long
                    raise OSError
                answered, kind, content = json.loads(line)
        except (OSError, ValueError, TypeError):
            raise Lost(self._how_it_ended()) from None
        if answered != token:
            raise Lost("its code writes where the checker reads")
        return self._answer(kind, content)

    def _answer(self, kind: str, content: Any) -> Any:
        match kind:
            case "value":
                try:
                    return value_of(content)
                except (ValueError, TypeError, KeyError, AttributeError):
                    raise Lost("its code writes where the checker reads") from None
            case "unbound":
                raise session.Unbound(str(content))
            case "time":
                raise TimeIsUp
            case "memory":
                raise MemoryError
        raise Wrong(str(content))

    def _how_it_ended(self) -> str:
        end = monotonic() + GRACE
        while monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.ended = True
                code = os.waitstatus_to_exitcode(status)
                return f"its process ended with exit code {code} before the page did"
            sleep(0.01)
        return f"does not end within {self.seconds:g} s"

    def used(self) -> Used:
        """Return what the page's code used."""
        if not self.pid:
            return Used()
        try:
            return Used(**self.ask("used"))
        except TypeError:
            raise Lost("its code writes where the checker reads") from None

    def end(self) -> None:
        """End the process and all that it started, and forget what it wrote."""
        if self.pid:
            self.lines.close()
            self.channel.close()
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
            if not self.ended:
                os.waitpid(self.pid, 0)
            with record.not_heard():
                shutil.rmtree(self.folder, ignore_errors=True)
            self.pid = 0


@contextlib.contextmanager
def no_limit() -> Iterator[None]:
    """Let no limit of time run out within: it is the other process that works."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    outer = signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *outer)


# -- ending what was started -----------------------------------------------------------------------


def adopt() -> None:
    """Let this process have the children of those that it starts, where Linux can do that."""
    _prctl(36, 1)


def _prctl(option: int, argument: int) -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(option, argument, 0, 0, 0)


def end_children() -> None:
    """End the children that this process has left, as often as others come to it."""
    with contextlib.suppress(ChildProcessError):  # there are no more
        while True:
            ended, _ = os.waitpid(-1, os.WNOHANG)
            for pid in () if ended else _children():
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _children() -> Iterator[int]:
    """Yield the processes that this one started or adopted, where the system tells them."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(file.read_text("utf-8", "replace").rpartition(")")[2].split()[1]) == os.getpid():
                yield int(file.parent.name)


# -- within the process ----------------------------------------------------------------------------


def _become(process: Process, channel: socket.socket) -> None:
    """Serve the questions of the judge until it has no more; never return."""
    try:
        _leave_the_judge(channel)
        os.environ["TMPDIR"] = tempfile.tempdir = str(process.folder)
        here = process.folder / record.HERE
        here.mkdir()
        for entry in list(process.root.iterdir()) if process.linked else ():
            (here / entry.name).symlink_to(entry)
        os.chdir(here)
        recorder, functions = record.current or record.Recorder(process.root), Functions()
        if recorder is not record.current:
            recorder.start()
        recorder.own, recorder.on_import = str(process.folder), functions.remember
        with recorder.not_heard():
            outputs = [_Output(descriptor, process.folder) for descriptor in (1, 2)]
        session.streams = lambda: tuple(output.stream() for output in outputs)
        functions.remember_imported()
        keep_writes_in(process.folder, functions)
        recorder.silent.on = False
        _serve(process, channel, recorder, functions)
    finally:
        os._exit(0)


def _leave_the_judge(channel: socket.socket) -> None:
    """Close what was opened before the fork, and end when the judge does."""
    _prctl(1, signal.SIGKILL)
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.closerange(3, channel.fileno())
    os.closerange(channel.fileno() + 1, 65_536)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


class _Output:
    """Collects what is written to a file descriptor, by whatever way and process."""

    def __init__(self, descriptor: int, folder: Path) -> None:
        self.descriptor = descriptor
        file = os.open(folder / f"output-{descriptor}", os.O_RDWR | os.O_CREAT | os.O_APPEND)
        os.dup2(file, descriptor)
        self.file = file

    def stream(self) -> Any:
        """Return a stream to it, which knows what was written."""
        os.ftruncate(self.file, 0)
        stream = io.TextIOWrapper(
            io.FileIO(self.descriptor, "w", closefd=False), "utf-8", "replace", newline="", write_through=True
        )
        stream.getvalue = lambda: self._text(stream)  # type: ignore[attr-defined]
        return stream

    def _text(self, stream: io.TextIOWrapper) -> str:
        stream.flush()
        return os.pread(self.file, os.fstat(self.file).st_size, 0).decode("utf-8", "replace")


def _serve(process: Process, channel: socket.socket, recorder: Recorder, functions: Functions) -> None:
    names = {"__name__": "__main__"}
    questions = channel.makefile("rb")
    for line in questions:
        token, operation, *given = json.loads(line)
        arguments, named = map(value_of, given)
        if operation == "used":
            kind, content = "value", told(asdict(recorder.result()))
        else:
            asked = partial(OPERATIONS[operation], names, process.path, *arguments, **named)
            kind, content = _done(process.seconds, asked)
        if changed := [] if operation in ASKING else sorted(functions.changed()):
            kind, content = "wrong", f"the code puts something else in the place of {', '.join(changed)}"
        channel.sendall((json.dumps([token, kind, content]) + "\n").encode("ascii"))


def _done(seconds: float, operation: Callable[[], Any]) -> tuple[str, Any]:
    """Return what became of an operation."""
    try:
        with left_as_found(), time_limit(seconds):
            found = told(operation())
    except TimeIsUp:
        return "time", None
    except MemoryError:
        return "memory", None
    except session.Unbound as error:
        return "unbound", str(error)
    except Wrong as error:
        return "wrong", str(error)
    except Exception as error:  # the claims after it are still checked
        return "wrong", f"cannot be checked: {described(error)}"
    return "value", found
