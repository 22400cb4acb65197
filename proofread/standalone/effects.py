"""What a statement changes without binding it, as far as the way it is written tells.

A call whose result is dropped is there for what it changes: its owner, or what it is given. Of what it is
given, that is what carries a state, such as axes, if anything does. Methods of containers change them always.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from proofread.standalone.known import HARMLESS, MUTATORS, OF_FIRST, STATE
from proofread.standalone.names import FUNCTIONS, stored


@dataclass(frozen=True)
class Effect:
    """A call whose result is dropped."""

    function: str
    """The name of the function; empty for a method."""
    owner: str
    """The name at the root of a method: `ax` in `ax.get_legend().remove()`."""
    given: frozenset[str]

    def changes(self, states: frozenset[str], modules: frozenset[str]) -> frozenset[str]:
        """Return what the call changes: its owner, or of what it is given that which carries a state."""
        owner = frozenset({self.owner} - {""})
        return owner if owner - modules else owner | (self.given & states or self.given)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs with a statement: the bodies of functions do not."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, FUNCTIONS | ast.Lambda):
            yield from _walk(child)


def calls(node: ast.stmt) -> Iterator[ast.Call]:
    """Yield the calls that run with a statement."""
    return (part for part in _walk(node) if isinstance(part, ast.Call) and not isinstance(node, FUNCTIONS))


def altered(node: ast.stmt) -> Iterator[str]:
    """Yield the names whose objects a statement changes for certain."""
    if isinstance(node, FUNCTIONS):
        return
    for part in _walk(node):
        if isinstance(part, ast.Call):
            yield from _changed_by(part)
        elif isinstance(part, ast.AugAssign):
            yield from root(part.target)
        elif isinstance(part, ast.Attribute | ast.Subscript) and not isinstance(part.ctx, ast.Load):
            yield from root(part)
            if isinstance(part.value, ast.Call):  # `np.ravel(a)[0] = 1`
                yield from _given(part.value)
        elif isinstance(part, ast.For):
            yield from _through_items(part)


def dropped_calls(node: ast.stmt) -> Iterator[Effect]:
    """Yield the calls whose result a statement drops."""
    if isinstance(node, FUNCTIONS):
        return
    for part in _walk(node):
        call = part.value if isinstance(part, ast.Expr) else None
        if isinstance(call, ast.Call) and last_name(call.func) not in HARMLESS:
            method = isinstance(call.func, ast.Attribute)
            owner = next(root(call.func), "") if method else ""
            yield Effect("" if method else last_name(call.func), owner, frozenset(_given(call)))


def named_calls(node: ast.stmt) -> Iterator[Effect]:
    """Yield the calls of functions by their names that run with a statement."""
    for call in calls(node):
        if isinstance(call.func, ast.Name):
            yield Effect(call.func.id, "", frozenset(_given(call)))
        for given in _given(call):  # a function that is handed on may be called
            yield Effect(given, "", frozenset(_given(call)))


def body(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield the statements that run when a function, a class or a lambda with a name is called."""
    if isinstance(node, FUNCTIONS):
        yield from node.body
    elif isinstance(node, ast.ClassDef):
        yield from (inner for method in node.body for inner in body(method))
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        yield ast.Expr(node.value.body)


def _changed_by(call: ast.Call) -> Iterator[str]:
    """Yield what a call changes although its result is used."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in MUTATORS:
        yield from root(call.func)
    if last_name(call.func) in OF_FIRST and call.args:
        yield from root(call.args[0])
    for keyword in call.keywords:
        if keyword.arg == "out":
            yield from root(keyword.value)


def _through_items(loop: ast.For) -> Iterator[str]:
    """Yield what a loop changes by changing its items: `for ax in axes: ax.plot(…)`."""
    changed = {name for node in loop.body for name in altered(node)}
    effects = [effect for node in loop.body for effect in dropped_calls(node)]
    changed |= {name for effect in effects for name in ({effect.owner} if effect.owner else effect.given)}
    zipped = loop.iter.args if isinstance(loop.iter, ast.Call) and last_name(loop.iter.func) == "zip" else []
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else []
    # By `for a, b in zip(x, y)`, a is bound to items of x alone.
    if not zipped or len(targets) != len(zipped):
        targets, zipped = [loop.target], [loop.iter]
    for target, items in zip(targets, zipped, strict=True):
        if changed & set(stored(target)):
            functions = [part.func for part in ast.walk(items) if isinstance(part, ast.Call)]
            names = (part for part in ast.walk(items) if isinstance(part, ast.Name))
            yield from (name.id for name in names if name not in functions)


def handed(call: ast.Call) -> Iterator[str]:
    """Yield what a call could change: whose method it is, and what it is given."""
    if last_name(call.func) in HARMLESS:
        return
    yield from root(call.func)
    yield from _given(call)


def _given(call: ast.Call) -> Iterator[str]:
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        yield from root(argument)


def root(node: ast.AST) -> Iterator[str]:
    """Yield the name at the root of `name.attribute[0].method()`."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def last_name(function: ast.expr) -> str:
    """Return the name by which a function is called, without what it is a method of."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def values(node: ast.stmt) -> Iterator[ast.expr]:
    """Yield what a statement gives its names."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
        yield node.value
    yield from (item.context_expr for item in getattr(node, "items", []))


def makes_state(value: ast.expr) -> bool:
    """Whether a value comes from a maker of states, as `plt.figure().subplots()` does, or holds one."""
    if isinstance(value, ast.GeneratorExp):
        return True
    if isinstance(value, ast.List | ast.Tuple | ast.Dict | ast.ListComp | ast.DictComp):
        return any(makes_state(part) for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr))
    while isinstance(value, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(value, ast.Call) and last_name(value.func) in STATE:
            return True
        value = value.func if isinstance(value, ast.Call) else value.value
    return False
