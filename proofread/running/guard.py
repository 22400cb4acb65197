"""What the code of a page may not change: files outside its folder, and what other modules are made of.

Files are held twice: an audit hook refuses what Python asks for, with a sentence that says so, and on Linux
the kernel refuses the rest, in the programs that a page starts, too.
"""

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from proofread.running import record

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {
    **dict.fromkeys(
        ["os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.chown", "os.utime"], 1
    ),
    **dict.fromkeys(["os.rename", "os.link"], 2),
    "os.symlink": 2,
    "sqlite3.connect": 1,
}
"""How many paths each of these events may change."""


def keep_writes_in(folder: Path, functions: "Functions") -> None:
    """Refuse whatever this process would write outside a folder, or into the functions of modules."""
    own = os.path.realpath(folder)

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        paths = arguments[: CHANGING.get(event, 0)]
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
            paths = arguments[:1]
        if event == "object.__setattr__" and id(arguments[0]) in functions.all:
            raise AttributeError(f"a page may not change {arguments[1]} of {arguments[0].__qualname__}")
        for path in paths:
            if isinstance(path, str | bytes | os.PathLike) and not _is_own(os.fsdecode(path), own):
                raise PermissionError(
                    f"a page may write to the folder it runs in only, not to {os.fsdecode(path)}"
                )

    sys.addaudithook(refuse)
    with contextlib.suppress(OSError, AttributeError):  # not Linux, or one that is too old
        _confine(own)


def _is_own(path: str, own: str) -> bool:
    if os.path.lexists(path):
        place = os.path.realpath(path)
    else:
        made = Path.cwd() / path
        place = f"{os.path.realpath(made.parent)}{os.sep}{made.name}"
    return place == os.devnull or place.startswith(own + os.sep)


LANDLOCK = {"create": 444, "add": 445, "restrict": 446}
"""The numbers of Linux's system calls, the same on all processors."""
ALL_WRITES = sum(1 << bit for bit in (1, *range(4, 13)))
"""Writing a file, removing and making anything."""


def _confine(own: str) -> None:
    """Let this process, and those that it starts, write to a folder and to devices only."""
    libc = ctypes.CDLL(None, use_errno=True)

    def call(name: str, *arguments: Any) -> int:
        result: int = libc.syscall(LANDLOCK[name], *arguments)
        if result < 0:
            raise OSError(ctypes.get_errno(), name)
        return result

    rules = call("create", struct.pack("Q", ALL_WRITES), 8, 0)
    for folder in (own, "/dev"):
        descriptor = os.open(folder, os.O_PATH)
        call("add", rules, 1, struct.pack("=Qi", ALL_WRITES, descriptor), 0)
        os.close(descriptor)
    libc.prctl(38, 1, 0, 0, 0)  # no program that is started may gain rights: the kernel demands it
    call("restrict", rules, 0)
    os.close(rules)


# -- what modules are made of ----------------------------------------------------------------------

GUARDED = {"builtins", "cmath", "decimal", "fractions", "functools", "itertools", "json", "math", "numpy"} | {
    *("numpy.fft", "numpy.linalg", "numpy.random", "operator", "os", "random", "statistics", "sys", "time"),
}
"""Modules by whose functions claims are made, besides those that no distribution installed."""
FUNCTIONS = (FunctionType, BuiltinFunctionType, type)
NUMPY_FUNCTIONS = ("ufunc", "_ArrayFunctionDispatcher")


class Functions:
    """The functions and classes of modules, to see whether code puts others in their place."""

    def __init__(self) -> None:
        self.owners: list[tuple[ModuleType | type, list[str], list[int]]] = []
        self.all: set[int] = set()

    def remember_imported(self) -> None:
        """Remember the modules that every page uses."""
        for name, module in list(sys.modules.items()):
            guarded = name in GUARDED or name.startswith("proofread.running.")
            if guarded or record.MARK in vars(module):
                self.remember(module)

    def remember(self, owner: ModuleType | type) -> None:
        """Remember what a module, or a class, is made of; of a watched module its classes, too."""
        names = [
            name
            for name, value in vars(owner).items()
            if isinstance(value, FUNCTIONS) or type(value).__name__ in NUMPY_FUNCTIONS
        ]
        ids = [id(vars(owner)[name]) for name in names]
        self.owners.append((owner, names, ids))
        self.all.update(ids)
        for value in list(vars(owner).values()) if record.MARK in vars(owner) else ():
            if isinstance(value, type) and value.__module__ == owner.__name__:
                self.remember(value)

    def changed(self) -> Iterator[str]:
        """Yield the names of what is another function now, and put the change at rest."""
        for place, (owner, names, was) in enumerate(self.owners):
            now = list(map(id, map(vars(owner).get, names)))
            if now != was:
                self.owners[place] = (owner, names, now)
                yield from (
                    f"{owner.__name__}.{n}" for n, a, b in zip(names, was, now, strict=True) if a != b
                )
