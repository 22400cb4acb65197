"""The file of a module, and what it binds, read without running it."""

import ast
import textwrap
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from proofread.claims.listing import without_docstrings
from proofread.config import Config
from proofread.packages import home, module_file
from proofread.standalone.effects import root
from proofread.standalone.imports import WIDTH, Import, read_imports
from proofread.standalone.statements import Statement, read_statements

DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Documented(NamedTuple):
    """The docstring of a definition."""

    text: str = ""
    guard: str = ""
    """The decorator that is left out, by which it accepts more than without: lists, for example."""


@dataclass(frozen=True)
class Module:
    """The file of a module, and what it binds."""

    name: str
    package: str
    text: str
    guards: frozenset[str] = frozenset()
    """The dotted names of decorators that only refuse wrong arguments: a comment takes their place."""
    stand_ins: frozenset[tuple[str, str]] = frozenset()
    """Dotted names, and the texts that take the place of their definitions."""

    @cached_property
    def statements(self) -> list[Statement]:
        """Its statements without docstrings, imports left out."""
        found = read_statements(without_docstrings(self.text))
        return [self._in_copies(s) for s in found if not s.is_import and not s.is_text]

    @cached_property
    def imports(self) -> dict[str, Import]:
        """What each imported name stands for."""
        nodes = ast.parse(self.text).body
        return {i.bound: i for node in nodes for i in read_imports(node, self.package)}

    def _in_copies(self, statement: Statement) -> Statement:
        """Return what stands for a definition in copies.

        Its guard becomes a comment, for what a guard declares is worth reading all the same.
        """
        for name, text in self.stand_ins:
            if {name} == {f"{self.name}.{bound}" for bound in statement.binds}:
                return read_statements(text)[0]
        decorators = getattr(ast.parse(statement.text).body[0], "decorator_list", [])
        guard = next((decorator for decorator in decorators if self._is_guard(decorator)), None)
        if guard is None:
            return statement
        lines = statement.text.splitlines()
        above, below = lines[: guard.lineno - 1], lines[guard.end_lineno :]
        declared = " ".join((ast.get_source_segment(statement.text, guard) or "").split())
        declared = declared.replace("( ", "(").replace(", )", ")")
        comment = textwrap.fill(declared, WIDTH, initial_indent="# ", subsequent_indent="#     ")
        (plain,) = read_statements("\n".join([*above, *below]))
        return replace(plain, text="\n".join([*above, comment, *below]))

    def _is_guard(self, decorator: ast.expr) -> bool:
        wanted = self.imports.get(next(root(decorator), ""))
        return wanted is not None and f"{wanted.module}.{wanted.name}" in self.guards

    def documented(self, name: str) -> Documented:
        """Return what a definition says of itself, and whether a guard stood above it."""
        for node in ast.parse(self.text).body:
            if isinstance(node, DEFINITION) and node.name == name:
                guards = [ast.unparse(d) for d in node.decorator_list if self._is_guard(d)]
                return Documented(ast.get_docstring(node) or "", "".join(guards))
        return Documented()

    def of(self, name: str) -> list[Statement]:
        """Return the statements that bind a name or change what it names."""
        return [s for s in self.statements if name in s.binds | s.alters]


def read_module(name: str, config: Config | None = None) -> Module:
    """Return a module by its dotted name, as it is, or with its definitions as they stand in copies.

    Raises
    ------
    LookupError
        If there is no such module with Python source.
    """
    path = module_file(name)
    if path is None:
        raise LookupError(f"there is no module {name!r} with Python source")
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    changes = (frozenset(config.guards), frozenset(config.stand_ins.items())) if config else ()
    return _parsed(name, package, path.read_text("utf-8-sig"), *changes)


@lru_cache(maxsize=256)
def _parsed(name: str, package: str, text: str, *changes: frozenset[Any]) -> Module:
    return Module(name, package, text, *changes)


def locate(symbol: str) -> tuple[str, str]:
    """Return the module of a symbol, and its name there: the class for a method.

    Raises
    ------
    LookupError
        If no part of the dotted name is a module.
    """
    module, _, names = home(symbol)
    if not names:
        raise LookupError(f"{symbol!r} is a module itself")
    return module, names[0]
