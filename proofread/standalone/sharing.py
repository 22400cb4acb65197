"""Names that may stand for one object after a statement, or for parts of one: all show a change of one."""

import ast
from collections.abc import Iterable, Iterator

from proofread.standalone.effects import last_name, root
from proofread.standalone.known import MUTATORS, VIEWS
from proofread.standalone.names import FUNCTIONS, stored


def shared(node: ast.stmt) -> Iterator[frozenset[str]]:
    """Yield groups of names that share an object, as those of `first = both[0]` and of `box = [first]` do."""
    if isinstance(node, ast.ClassDef):
        yield frozenset([node.name, *(name for base in node.bases for name in root(base))])
    if isinstance(node, FUNCTIONS | ast.ClassDef):
        return
    for part in ast.walk(node):
        if isinstance(part, ast.Assign | ast.AnnAssign | ast.NamedExpr) and part.value:
            yield from _bound(part.value, part.targets if isinstance(part, ast.Assign) else [part.target])
        elif isinstance(part, ast.Call) and last_name(part.func) in MUTATORS:
            kept = [name for argument in part.args for name in held(argument)]
            yield frozenset([*root(part.func), *kept] if kept else [])


def renamed(node: ast.stmt) -> Iterator[str]:
    """Yield the names of `view = array[1:]`, where a change of the one is always a change of the other."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute | ast.Subscript):
        yield from frozenset().union(*shared(node))


def _bound(value: ast.expr, targets: list[ast.expr]) -> Iterator[frozenset[str]]:
    if tied := pairs(value, targets):
        for target, part in tied:
            yield from _bound(part, [target])
        return
    names = list(held(value))
    if names or (len(targets) > 1 and not isinstance(value, ast.Constant)):
        yield frozenset([*names, *(n for t in targets for n in (*stored(t), *root(t)))])


def pairs(value: ast.expr, targets: list[ast.expr]) -> list[tuple[ast.expr, ast.expr]]:
    """Return the targets and values of `a, b = x, y`, which ties a to x alone, and b to y."""
    sides = [side.elts for side in (*targets, value) if isinstance(side, ast.Tuple)]
    is_plain = not any(isinstance(part, ast.Starred) for side in sides for part in side)
    return list(zip(*sides, strict=True)) if len(targets) == 1 and len(sides) == 2 and is_plain else []


def held(value: ast.expr) -> Iterator[str]:
    """Yield the names whose objects a value may be, or hold."""
    parts: Iterable[ast.AST] = []
    match value:
        case ast.Name():
            yield value.id
        case ast.Attribute() | ast.Subscript() | ast.Starred():
            parts = [value.value]
        case ast.Dict() | ast.BoolOp():
            parts = value.values
        case ast.List() | ast.Tuple() | ast.Set() | ast.IfExp() | ast.NamedExpr():
            parts = ast.iter_child_nodes(value)
        case ast.Call() if (name := last_name(value.func)) in VIEWS or name[:1].isupper():
            # A class keeps what it is given, and some functions give it back.
            yield from [] if isinstance(value.func, ast.Attribute) else [name]
            owner = [value.func] if isinstance(value.func, ast.Attribute) else []
            parts = [*owner, *value.args, *(keyword.value for keyword in value.keywords)]
    yield from (name for part in parts if isinstance(part, ast.expr) for name in held(part))
