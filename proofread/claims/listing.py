"""A fence that names a symbol shows the symbol's own source, so code is never typed twice."""

import ast
import inspect
import textwrap
from dataclasses import dataclass
from pathlib import Path

from proofread.claims.claim import Claim, Evidence, Kind, Scope
from proofread.packages import resolve
from proofread.pages.blocks import Listing
from proofread.pages.findings import Wrong
from proofread.running import record


@dataclass(frozen=True)
class Source:
    """The source of a symbol, and where it lives."""

    symbol: str
    code: str
    path: Path
    line: int


def read_source(symbol: str) -> Source:
    """Return the source of a function, a class or a module constant, without its docstring.

    Raises
    ------
    LookupError
        If there is no such symbol, or it has no Python source.
    """
    found, (module, _, name) = inspect.unwrap(resolve(symbol)), symbol.rpartition(".")
    is_defined = inspect.isfunction(found) or inspect.isclass(found) or inspect.ismethod(found)
    try:
        with record.reads_function(getattr(found, "__qualname__", "")) as read_from:
            lines, line = inspect.getsourcelines(found) if is_defined else _assignment(module, name)
            file = Path(inspect.getsourcefile(found if is_defined else resolve(module)) or "")
            read_from(file)
    except (OSError, TypeError):
        raise LookupError(f"{symbol!r} has no Python source") from None
    return Source(symbol, without_docstrings(textwrap.dedent("".join(lines))), file, line)


def _assignment(module: str, name: str) -> tuple[list[str], int]:
    """Return the statement that binds a constant."""
    text = inspect.getsource(resolve(module))
    for node in ast.parse(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return text.splitlines(keepends=True)[node.lineno - 1 : node.end_lineno], node.lineno
    raise OSError


def without_docstrings(code: str) -> str:
    """Return the code without its docstrings; they belong to the reference."""
    lines = code.splitlines(keepends=True)
    for node in ast.walk(ast.parse(code)):
        body = getattr(node, "body", [])
        for place, text in enumerate(body if isinstance(body, list) and len(body) > 1 else []):
            match text:  # a string alone: a docstring, or the text under an attribute
                case ast.Expr(value=ast.Constant(value=str()), lineno=first, end_lineno=int(last)):
                    end = last + (place == 0 and not lines[last].strip())
                    lines[first - 1 : end] = [""] * (end - first + 1)  # and the blank line below it
    return "".join(lines).strip("\n") + "\n"


@dataclass(frozen=True)
class SourceClaim(Claim):
    """A fence that shows a symbol of the package."""

    block: Listing
    kind = Kind.SOURCE

    def check(self, scope: Scope) -> Evidence:
        """Find the symbol; a copy beside it would be a second home for one fact."""
        symbol = self.block.symbol
        if self.block.body.strip():
            raise Wrong(f"the fence shows {symbol}, so it must hold no copy of it")
        if not symbol.startswith(tuple(f"{package}." for package in scope.config.packages)):
            raise Wrong(
                f"{symbol!r} is in none of the packages {', '.join(scope.config.packages) or '(none)'}"
            )
        try:
            source = read_source(symbol)
        except LookupError as error:
            raise Wrong(str(error.args[0])) from None
        return Evidence(symbol, artefact=source.code)
