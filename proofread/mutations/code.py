"""Errors in the functions that pages show: one operator is exchanged for another."""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import FunctionType

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
    sources = (fence.attributes.get("source") for page in pages.values() for fence in page.fences)
    for symbol in dict.fromkeys(filter(None, sources)):
        function = inspect.unwrap(resolve(symbol))
        if inspect.isfunction(function):
            path = Path(inspect.getsourcefile(function) or "")
            text, shown_on = path.read_text("utf-8"), _pages_of(symbol, pages)
            for statement, start, end, new in _edits(function, text):
                yield Mutant(path, "operator", start, end, new, symbol, shown_on, statement)


def _pages_of(symbol: str, pages: dict[Path, Page]) -> tuple[Path, ...]:
    """Return the pages that show a function, then those that name it in code, then those with its module."""
    module, _, name = symbol.rpartition(".")
    ranked = []
    for path, page in pages.items():
        is_shown = any(fence.attributes.get("source") == symbol for fence in page.fences)
        code = "\n".join(fence.body for fence in page.fences if fence.is_python)
        signs = [is_shown, symbol in page.text or name in code, module in page.text]
        if any(signs):
            ranked.append((signs.index(True), path))
    return tuple(path for _, path in sorted(ranked))


def _edits(function: FunctionType, text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield what can be wrong in a function of a module, and where the statement begins that it stands in."""
    lines, first = inspect.getsourcelines(function)
    tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
    ast.increment_lineno(tree, first - 1)
    place = Places(text)
    for statement in (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node is not tree):
        inside = (child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt))
        for node in itertools.chain([statement], *map(ast.walk, inside)):
            yield from ((place.start(statement), *edit) for edit in _in_node(node, text, place))


def _in_node(node: ast.AST, text: str, place: "Places") -> Iterator[tuple[int, int, str]]:
    """Yield what can be wrong in a node itself: its minus, its `.T`, or an operator between two operands."""
    between: Iterable[tuple[ast.AST, ast.expr, ast.expr]] = ()
    match node:
        case ast.UnaryOp(op=ast.USub()):
            yield place.start(node), place.start(node) + 1, ""
        case ast.Attribute(attr="T"):
            yield place.end(node) - 2, place.end(node), ""
        case ast.BinOp(left, op, right) | ast.AugAssign(left, op, right):
            between = [(op, left, right)]
        case ast.Compare(left, ops, others):
            between = zip(ops, [left, *others], others, strict=False)
        case ast.BoolOp(joint, values):
            between = ((joint, *pair) for pair in itertools.pairwise(values))
    for operator, left, right in between:
        if type(operator) in EXCHANGED:
            old, new = EXCHANGED[type(operator)]
            start = text.find(old, place.end(left), place.start(right))
            if start >= 0:  # else it stands within brackets of an operand
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
