"""A dotted name of a package, `package.module.function`: its object, its file and its docstrings."""

import ast
import importlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# -- objects ---------------------------------------------------------------------------------------


def resolve(dotted: str) -> Any:
    """Return what a dotted name such as `package.module.function` or `package.module.Class.method` names.

    Raises
    ------
    LookupError
        If there is no such module or attribute. The message says which part is missing.
    """
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError as error:
            if error.name and not dotted.startswith(error.name):
                raise
            continue
        for name in parts[cut:]:
            if not hasattr(found, name):
                owner = getattr(found, "__name__", found)
                raise LookupError(f"{owner!r} has no {name!r}, which {dotted!r} asks for")
            found = getattr(found, name)
        return found
    raise LookupError(f"there is no module {parts[0]!r} for {dotted!r}")


# -- files -----------------------------------------------------------------------------------------


def module_file(name: str) -> Path | None:
    """Return the file of a module or a package by its dotted name; None if it has no Python source."""
    try:
        spec = importlib.util.find_spec(name)
    except (ModuleNotFoundError, ValueError):  # what holds it is no package, or it is no name
        return None
    return Path(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None


def home(symbol: str) -> tuple[str, Path, list[str]]:
    """Return the module that defines a symbol, its file, and the names that lead to the symbol there.

    Raises
    ------
    LookupError
        If no part of the dotted name is a module with Python source.
    """
    parts = symbol.split(".")
    for cut in range(len(parts), 0, -1):
        module = ".".join(parts[:cut])
        if path := module_file(module):
            return module, path, parts[cut:]
    raise LookupError(f"there is no module {symbol!r} with Python source")


# -- docstrings ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Docstring:
    """A docstring as it is written, and where."""

    module: str
    path: Path
    line: int
    text: str


def docstrings(symbol: str) -> Iterator[Docstring]:
    """Yield the docstrings of a module, a class or a function, and of all that it defines.

    Raises
    ------
    LookupError
        If there is no such symbol with Python source.
    """
    module, path, names = home(symbol)
    tree: ast.AST = ast.parse(path.read_text("utf-8-sig"), path.name)
    for name in names:
        defined = (node for node in ast.iter_child_nodes(tree) if getattr(node, "name", None) == name)
        if (found := next(defined, None)) is None:
            raise LookupError(f"nothing defines {name!r}, which {symbol!r} asks for")
        tree = found
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text)), lineno=line):
                yield Docstring(module, path, line, text)
