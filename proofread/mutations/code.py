"""Errors in the functions that pages show: one operator is exchanged for another."""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from proofread.mutations.mutant import Mutant
from proofread.packages import resolve
from proofread.pages.markdown import Page, read_page

EXCHANGED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"),
    ast.MatMult: ("@", "*"), ast.Pow: ("**", "*"), ast.FloorDiv: ("//", "/"), ast.Mod: ("%", "//"),
    ast.GtE: (">=", ">"), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.Lt: ("<", "<="),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.And: ("and", "or"), ast.Or: ("or", "and"),
}  # fmt: skip
"""What each operator is written as, and what stands in its place."""


def plant_operators(paths: Sequence[Path]) -> Iterator[Mutant]:
    """Yield every exchanged operator of every function that a page shows; `.T` dropped counts as one."""
    pages = {path: read_page(path.read_text("utf-8")) for path in paths}
    shown = {
        f.attributes["source"]: None
        for page in pages.values()
        for f in page.fences
        if "source" in f.attributes
    }
    for symbol in shown:
        found = inspect.unwrap(resolve(symbol))
        if inspect.isfunction(found):
            yield from _in_function(symbol, found, _pages_of(symbol, pages))


def _pages_of(symbol: str, pages: dict[Path, Page]) -> tuple[Path, ...]:
    """Return the pages that show a function, then those that name it in code, then those with its module."""
    module, _, name = symbol.rpartition(".")
    ranks = {path: _rank(page, symbol, module, name) for path, page in pages.items()}
    return tuple(sorted((path for path in pages if ranks[path] < 3), key=lambda path: (ranks[path], path)))


def _rank(page: Page, symbol: str, module: str, name: str) -> int:
    if any(fence.attributes.get("source") == symbol for fence in page.fences):
        return 0
    if symbol in page.text:
        return 1
    code = "\n".join(fence.body for fence in page.fences if fence.is_python)
    return 1 if name in code else 2 if module in page.text else 3


def _in_function(symbol: str, function: object, pages: tuple[Path, ...]) -> Iterator[Mutant]:
    path = Path(inspect.getsourcefile(function) or "")  # type: ignore[arg-type]  # it is a function
    text = path.read_text("utf-8")
    lines, first = inspect.getsourcelines(function)  # type: ignore[arg-type]
    tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
    ast.increment_lineno(tree, first - 1)
    place = Places(text)
    for statement in (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node is not tree):
        for node in _own(statement):
            for start, end, new in _edits(node, text, place):
                where = place.start(statement)
                yield Mutant(path, "operator", start, end, new, symbol, pages, where)


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield a statement and the expressions in it, but no statement within."""
    yield statement
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt):
            yield from ast.walk(child)


def _edits(node: ast.AST, text: str, place: "Places") -> Iterator[tuple[int, int, str]]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield place.start(node), place.start(node) + 1, ""
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield place.end(node) - 2, place.end(node), ""
    for op, left, right in _operations(node):
        yield from _between(op, left, right, text, place)


def _operations(node: ast.AST) -> Iterator[tuple[ast.AST, ast.expr, ast.expr]]:
    """Yield each operator of a node with the operands between which it stands."""
    if isinstance(node, ast.BinOp):
        yield node.op, node.left, node.right
    elif isinstance(node, ast.AugAssign):
        yield node.op, node.target, node.value
    elif isinstance(node, ast.Compare):
        yield from zip(node.ops, [node.left, *node.comparators], node.comparators, strict=False)
    elif isinstance(node, ast.BoolOp):
        yield from ((node.op, left, right) for left, right in itertools.pairwise(node.values))


def _between(
    op: ast.AST, left: ast.expr, right: ast.expr, text: str, place: "Places"
) -> Iterator[tuple[int, int, str]]:
    """Yield the exchange of the operator that stands between two operands, outside of their brackets."""
    if type(op) in EXCHANGED:
        old, new = EXCHANGED[type(op)]
        start = text.find(old, place.end(left), place.start(right))
        if start >= 0:
            yield start, start + len(old), new


class Places:
    """Offsets in a text, from lines and columns in bytes as `ast` counts them."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Return where a node begins."""
        return self._offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        """Return where a node ends."""
        return self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def _offset(self, line: int, column: int) -> int:
        before = self.lines[line - 1].encode()[:column].decode()
        return self.starts[line - 1] + len(before)
