"""What code uses while it runs: the files it opens, the folders it lists, the modules it imports.

An audit hook sees them, whatever way they are asked for. Modules that no distribution installed are compiled
here, from the very bytes that are noted, and note which of their functions run. So of such a module counts
what runs when it is imported, which is all but the bodies of its functions, and each body that ran.
Whoever reads the module's file, or the code of a function, depends on all of it.
"""

import ast
import contextlib
import functools
import hashlib
import os
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

MARK = "__ran__"
"""What the functions of a watched module call at their start."""
STARTING = {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn"}
UNSEEN = STARTING | {"subprocess.Popen", "socket.connect", "socket.getaddrinfo", "socket.bind"}
"""Behind these events stands what no hook of this process sees."""
HERE = "site"
"""The folder, below its own, in which the code of a page stands: it has links to what the root holds."""
PASSING = ("/dev/", "/proc/", "/sys/")
"""Files that are never what they were."""


@dataclass
class Used:
    """What some code used, each with a hash of what it was; paths are relative to the site's root."""

    files: dict[str, str] = field(default_factory=dict)
    """The content of files that were opened, and the names in folders that were listed."""
    modules: dict[str, str] = field(default_factory=dict)
    """Where modules were found, or nothing where they were not."""
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of modules: what runs on import, and each function that ran."""
    unseen: str = ""
    """What happened that nobody could follow; then nothing can be kept."""

    def add(self, other: "Used") -> None:
        """Take in what other code used for the same page."""
        for path, state in other.files.items():
            if self.files.setdefault(path, state) != state:
                self.unseen = f"{path} changed meanwhile"
        for path, parts in other.parts.items():
            mine = self.parts.setdefault(path, {})
            if any(mine.setdefault(name, state) != state for name, state in parts.items()):
                self.unseen = f"{path} changed meanwhile"
        self.modules |= other.modules
        self.unseen = self.unseen or other.unseen


# -- parts of a module -----------------------------------------------------------------------------


def functions(tree: ast.AST, above: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield the functions of a module or a class that stand in no other, with their names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{above}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{above}{node.name}.")
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from functions(node, above)


def bodies(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, list[ast.stmt]]]:
    """Yield each function with a body of its own lines, which begins below its docstring."""
    count: dict[str, int] = {}
    for name, node in functions(tree):
        count[name] = count.get(name, 0) + 1
        body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
        above = node.body[0].end_lineno if body is not node.body else _signature_end(node)
        if body and body[0].lineno > (above or 0):
            yield f"{name} {count[name]}", node, body


def _signature_end(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return a line on which the signature of a function still stands."""
    parts = [part for part in ast.walk(node.args) if isinstance(part, ast.expr | ast.arg)]
    return max([node.lineno, *(part.end_lineno or 0 for part in [*parts, *filter(None, [node.returns])])])


@functools.lru_cache(256)
def parts_of(source: bytes) -> dict[str, str]:
    """Return the parts of a module, each with its hash.

    They are "" for what runs when the module is imported, the name of a function for its body, and
    "def …" for a function as it is written.
    """
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    rest, found = list(lines), {}
    for name, _, body in bodies(tree):
        first, last = body[0].lineno - 1, body[-1].end_lineno or 0
        found[name] = digest(b"".join(lines[first:last]))
        rest[first:last] = [b""] * (last - first)
    for name, node in functions(tree):
        start = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        found[f"def {name}"] = digest(b"".join(lines[start - 1 : node.end_lineno]))
    return {"": digest(b"".join(rest)), **found}


def marked(source: bytes, path: str) -> CodeType:
    """Return the code of a module whose functions note that they run; its asserts always run."""
    tree = ast.parse(source, path)
    for name, node, body in bodies(tree):
        call = ast.Call(ast.Name(MARK, ast.Load()), [ast.Constant(name)], [])
        mark = ast.fix_missing_locations(ast.copy_location(ast.Expr(call), body[0]))
        node.body.insert(node.body.index(body[0]), mark)
    code: CodeType = compile(tree, path, "exec", dont_inherit=True, optimize=0)
    return code


_marked = functools.lru_cache(256)(marked)


# -- states ----------------------------------------------------------------------------------------


def digest(content: bytes) -> str:
    """Return a hash."""
    return hashlib.sha256(content).hexdigest()[:32]


def state(path: Path) -> str:
    """Return a hash of a file's content, or of the names in a folder; nothing where there is none."""
    try:
        if path.is_dir():
            names = "\0".join(sorted(entry.name for entry in path.iterdir()))
            return "folder " + digest(names.encode("utf-8", "surrogatepass"))
        return digest(path.read_bytes())
    except OSError:
        return ""


def origin(module: str) -> str:
    """Return the file that a module would be imported from, without importing what it stands in."""
    folders, found = None, None
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        found = PathFinder.find_spec(".".join(parts[:end]), folders)
        if found is None:
            return ""
        folders = list(found.submodule_search_locations or [])
    return (found and found.origin) or ""


@functools.cache
def installed() -> tuple[str, ...]:
    """Return the folders whose content changes with what is installed, and else never."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    places = {sysconfig.get_path(name) for name in names} | {str(Path(__file__).parents[1])}
    places |= {
        sysconfig.get_path(name, vars={"base": sys.base_prefix, "platbase": sys.base_prefix})
        for name in names
    }
    return tuple(f"{place}{os.sep}" for found in places for place in {found, os.path.realpath(found)})


def is_installed(path: str) -> bool:
    """Whether a file belongs to Python, to an installed distribution or to the checker."""
    return path.startswith(installed())


# -- recording -------------------------------------------------------------------------------------


class Recorder:
    """Notes what the code of this process uses, and of those forked from it."""

    def __init__(self, root: Path) -> None:
        self.root, self.own = str(root), ""
        self.used, self.others = Used(), Used()
        self.ran: dict[str, set[str]] = {}
        self.sources: dict[str, bytes] = {}
        self.whole: set[str] = set()
        self.silent = threading.local()
        self.on_import: Callable[[ModuleType], None] = lambda module: None

    def start(self) -> None:
        """Begin; there is no end, as no hook can be taken away."""
        global current
        current = self
        sys.addaudithook(self._hear)
        sys.meta_path.insert(sys.meta_path.index(PathFinder), self)
        sys.dont_write_bytecode = True

    @contextlib.contextmanager
    def not_heard(self) -> Iterator[None]:
        """Note nothing that is opened within."""
        before, self.silent.on = getattr(self.silent, "on", False), True
        try:
            yield
        finally:
            self.silent.on = before

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if getattr(self.silent, "on", False):
            return
        if event in ("os.listdir", "os.scandir"):
            asking = str(sys._getframe(2).f_globals.get("__name__"))
            if asking.startswith(("importlib.", "zipimport")):
                return  # `find_spec` notes what comes of it
        if event in ("open", "os.listdir", "os.scandir"):
            self._opened(arguments[0] if arguments[0] is not None else ".")
        elif event in UNSEEN:
            self.used.unseen = f"{event} was called"
        elif event == "object.__getattr__" and arguments[1] == "__code__":
            self._read_code(arguments[0])

    def _opened(self, path: object) -> None:
        if isinstance(path, str | bytes | os.PathLike):
            with self.not_heard():
                self.note(Path(os.path.normpath(Path.cwd() / os.fsdecode(path))))

    def note(self, path: Path) -> None:
        """Note what a file, or a folder, holds."""
        if is_installed(str(path)) or str(path).startswith(PASSING):
            return
        if self.own and path.is_relative_to(self.own):
            here = Path(self.own, HERE)
            inside = path.exists() and os.path.realpath(path).startswith(os.path.realpath(self.own))
            if not path.is_relative_to(here) or (inside and path != here):
                return  # made by the code itself
            path = Path(self.root) / path.relative_to(here)
        shown = self.shown(path)
        if shown in self.sources:
            self.whole.add(shown)
        self.used.files.setdefault(shown, state(path))

    def shown(self, path: Path) -> str:
        """Return a path as it is noted."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def _read_code(self, function: object) -> None:
        if isinstance(function, FunctionType):
            module = sys.modules.get(function.__module__ or "")
            file = getattr(module, "__file__", None)
            if file and MARK in vars(module):
                self._opened(file)

    # -- imports, as `sys.meta_path` and `importlib` ask for them --

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Find a module as Python does, and watch it if no distribution installed it."""
        with self.not_heard():
            spec = PathFinder.find_spec(name, path, target)
        place = (spec.origin or "") if spec else ""
        if "." not in name or (place and not is_installed(place)):
            self.used.modules[name] = place and self.shown(Path(place))
        if spec and type(spec.loader) is SourceFileLoader and not is_installed(place):
            spec.loader = _Watched(name, place, self)
        return spec

    def code(self, path: str) -> CodeType:
        """Return the code of a watched module, and note what runs when it is imported."""
        source = Path(path).read_bytes()
        shown = self.shown(Path(path))
        self.sources[shown] = source
        return _marked(source, path)

    def compile_ahead(self, folder: Path) -> None:
        """Compile the modules of a folder, so that processes forked from this one need not."""
        for file in [folder] if folder.is_file() else sorted(folder.rglob("*.py")):
            with contextlib.suppress(SyntaxError, ValueError, OSError):
                _marked(file.read_bytes(), str(file))

    def wrote(self, path: Path, name: str) -> None:
        """Note that the text of a function was read, and no more of its file."""
        shown = self.shown(path)
        self.ran.setdefault(shown, set()).add(f"def {name}")
        self.sources.setdefault(shown, path.read_bytes())

    def result(self) -> Used:
        """Return what was used so far, if all of it is still what it was."""
        used = Used(dict(self.used.files), dict(self.used.modules), {}, self.used.unseen)
        read = {shown: digest(source) for shown, source in self.sources.items()}
        for shown, source in self.sources.items():
            with self.not_heard():
                parts = parts_of(source)
            names = self.ran[shown] & parts.keys() | {""}
            used.parts[shown] = {name: parts[name] for name in sorted(names)}
            if shown in self.whole or self.ran[shown] - parts.keys():
                used.files[shown] = read[shown]
        with self.not_heard():
            moved = [p for p, was in (used.files | read).items() if state(Path(self.root, p)) != was]
        used.add(self.others)
        used.unseen = used.unseen or (f"{moved[0]} changed meanwhile" if moved else "")
        return used


current: Recorder | None = None
"""What notes in this process."""


def take(used: Used) -> None:
    """Note what a process forked from this one used."""
    if current:
        current.others.add(used)


def not_heard() -> contextlib.AbstractContextManager[None]:
    """Note nothing of what is done within, in this thread."""
    return current.not_heard() if current else contextlib.nullcontext()


@contextlib.contextmanager
def reads_function(name: str) -> Iterator[Callable[[Path], None]]:
    """Let a function's own text be read, and say then from which file; no more of that file is noted."""
    if not current:
        yield lambda path: None
        return
    with current.not_heard():
        yield lambda path: current.wrote(path, name)


class _Watched(SourceFileLoader):
    """Loads a module that notes which of its functions run."""

    def __init__(self, name: str, path: str, recorder: Recorder) -> None:
        super().__init__(name, path)
        self.recorder = recorder

    def get_code(self, fullname: str) -> CodeType:
        """Return the module's code, compiled from its source and nothing else."""
        with self.recorder.not_heard():
            return self.recorder.code(str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        shown = self.recorder.shown(Path(str(self.path)))
        vars(module)[MARK] = self.recorder.ran.setdefault(shown, set()).add
        super().exec_module(module)
        self.recorder.on_import(module)
