"""Names that may stand for one object after a statement, or for parts of one: all show a change of one."""

import ast
from collections.abc import Iterator

from proofread.standalone.effects import MUTATORS, last_name, root
from proofread.standalone.names import FUNCTIONS, stored

VIEWS = {
    *("reshape", "ravel", "asarray", "atleast_1d", "atleast_2d", "broadcast_to", "diagonal", "expand_dims"),
    *("moveaxis", "squeeze", "swapaxes", "transpose", "view", "dict", "get", "items", "partial", "values"),
}
"""Functions that return what they are given, or a part of it."""


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
    if isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.Starred):
        yield from _of_part(value)
    elif isinstance(
        value, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.IfExp | ast.BoolOp | ast.NamedExpr
    ):
        parts = value.values if isinstance(value, ast.Dict | ast.BoolOp) else ast.iter_child_nodes(value)
        yield from (name for part in parts if isinstance(part, ast.expr) for name in held(part))
    elif isinstance(value, ast.Call):
        yield from _returned(value)


def _of_part(value: ast.expr) -> Iterator[str]:
    """Yield the name at the root of `name.attribute[0]`, or of what a call in its place returns."""
    while isinstance(value, ast.Attribute | ast.Subscript | ast.Starred):
        value = value.value
    yield from [value.id] if isinstance(value, ast.Name) else held(value)


def _returned(call: ast.Call) -> Iterator[str]:
    """Yield what a call may return of what it gets: a class keeps it, and some functions give it back."""
    name = last_name(call.func)
    if name in VIEWS or name[:1].isupper():
        yield from held(call.func) if isinstance(call.func, ast.Attribute) else [name]
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
            yield from held(argument)
