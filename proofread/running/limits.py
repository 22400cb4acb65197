"""How long code may take, and what it must leave as it found it."""

import builtins
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

PATIENCE = 5.0
"""Seconds on the clock for each one of work, so that a busy machine changes no verdict."""


class TimeIsUp(BaseException):
    """Code has taken longer than it may; no `except Exception` in it holds this up."""


@contextmanager
def left_as_found() -> Iterator[None]:
    """Restore what code could change for all that follows: the folder, the builtins, NumPy's errors."""
    folder, names = Path.cwd(), dict(vars(builtins))
    numpy = sys.modules.get("numpy")
    errors = numpy.geterr() if numpy else {}
    try:
        yield
    finally:
        os.chdir(folder)
        vars(builtins).update(names)
        if numpy:
            numpy.seterr(**errors)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeIsUp` inside the block after so many seconds of work, where the system can interrupt it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    worked, begin = process_time(), perf_counter()

    def look(*_: object) -> None:
        if process_time() - worked >= 0.9 * seconds or perf_counter() - begin >= PATIENCE * seconds:
            raise TimeIsUp

    previous = signal.signal(signal.SIGALRM, look)
    # Again and again, in case the code caught it.
    outer = signal.setitimer(signal.ITIMER_REAL, seconds, min(seconds, 1.0))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *outer)
        signal.signal(signal.SIGALRM, previous)


def described(error: BaseException) -> str:
    """Return an exception's type and message, also where the message cannot be had."""
    return traceback.format_exception_only(error)[-1].strip()
