"""What a top-level statement binds, reads and alters: what slices and standalone copies are made from.

=================  =========================================================================
`binds`            names that it gives a value
`settles`          those of them whose earlier value cannot matter afterwards
`reads`            names whose value it needs when it runs
`late`             names that functions written in it need whenever they are called
`alters`           names whose objects it changes in place: `ax.plot(…)`, `table[0] = …`
`hands`            names that it gives to a call, which changes them if they carry a state
`keeps_state`      whether it makes something that every use changes: a generator, axes
=================  =========================================================================

All of this is read from how the statement is written. The names come from Python's own symbol table.
"""

import ast
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

STATE = {
    "RandomState",
    "default_rng",
    "Generator",
    "Random",
    "iter",
    "open",
    "StringIO",
    "figure",
    "subplots",
}
"""What makes objects that every use changes: the next draw differs, the next line is drawn over the last."""
MUTATORS = {
    *("append", "extend", "insert", "pop", "popitem", "remove", "clear", "sort", "reverse"),
    *("add", "discard", "update", "setdefault", "fill", "put", "resize", "partition"),
}
"""Methods of containers and arrays that change them."""
HARMLESS = {"print", "display", "len", "repr", "isinstance"}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Names:
    """The names of a piece of code, by what becomes of them."""

    bound: frozenset[str]
    read: frozenset[str]
    late: frozenset[str]


@dataclass(frozen=True)
class Statement:
    """One statement, or several that share a line."""

    text: str
    nodes: tuple[ast.stmt, ...] = field(compare=False)

    @property
    def is_import(self) -> bool:
        """Whether it does nothing but import."""
        return all(isinstance(node, ast.Import | ast.ImportFrom) for node in self.nodes)

    @property
    def is_definition(self) -> bool:
        """Whether it defines a function or a class, which stands between two blank lines."""
        return any(isinstance(node, FUNCTIONS | ast.ClassDef) for node in self.nodes)

    @cached_property
    def binds(self) -> frozenset[str]:
        """Names that it gives a value."""
        return _names(self.text).bound

    @cached_property
    def settles(self) -> frozenset[str]:
        """Names whose earlier value cannot matter after it."""
        return frozenset[str]().union(*map(_settled, self.nodes))

    @cached_property
    def reads(self) -> frozenset[str]:
        """Names whose value it needs when it runs."""
        return _exposed(self.nodes) | self.alters

    @cached_property
    def late(self) -> frozenset[str]:
        """Names that functions written in it need whenever they are called."""
        return _names(self.text).late

    @cached_property
    def alters(self) -> frozenset[str]:
        """Names whose objects it changes in place."""
        return frozenset(name for node in self.nodes for name in _altered(node))

    @cached_property
    def hands(self) -> frozenset[str]:
        """Names that it gives to a call, or calls a method of."""
        return frozenset(name for node in self.nodes for call in _calls(node) for name in _handed(call))

    @cached_property
    def keeps_state(self) -> bool:
        """Whether it makes something that every use changes."""
        return any(_last_name(call.func) in STATE for node in self.nodes for call in _calls(node))

    @cached_property
    def shares(self) -> frozenset[str]:
        """Names that may be one object after it, or parts of one: `first, second = both`."""
        return frozenset(name for node in self.nodes for name in _shared(node))


def read_statements(code: str) -> list[Statement]:
    """Return the top-level statements of code, each with its decorators and the comments right above it."""
    lines = code.splitlines()
    found: list[tuple[int, int, list[ast.stmt]]] = []
    for node in ast.parse(code).body:
        start = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        if found and start <= found[-1][1]:
            start, _, nodes = found.pop()
            found.append((start, node.end_lineno or start, [*nodes, node]))
        else:
            found.append((start, node.end_lineno or start, [node]))
    starts = [_with_comments(lines, start) for start, _, _ in found]
    texts = ["\n".join(lines[first - 1 : end]) for first, (_, end, _) in zip(starts, found, strict=True)]
    return [Statement(text, tuple(nodes)) for text, (_, _, nodes) in zip(texts, found, strict=True)]


def _with_comments(lines: list[str], start: int) -> int:
    while start > 1 and lines[start - 2].startswith("#"):
        start -= 1
    return start


def _names(code: str) -> Names:
    """Return the names of code that stands at the top of a module."""
    table = symtable.symtable(code, "statement", "exec")
    symbols = table.get_symbols()
    bound = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported() or s.is_namespace()}
    read = {s.get_name() for s in symbols if s.is_referenced()}
    inner = {name for child in table.get_children() for name in _globals(child, called=False)}
    late = {name for child in table.get_children() for name in _globals(child, called=True)}
    return Names(frozenset(bound), frozenset(read | inner), frozenset(late))


def _globals(table: symtable.SymbolTable, *, called: bool) -> Iterator[str]:
    """Yield the global names that a scope reads; `called` keeps to those in the bodies of functions."""
    function = called and table.get_type() == "function" and not _runs_at_once(table)
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced() and (function or not called):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child, called=called and not function)


def _runs_at_once(table: symtable.SymbolTable) -> bool:
    """Whether a scope is a comprehension; a generator's body runs when it is read, most often at once."""
    return table.get_name() in {"listcomp", "setcomp", "dictcomp", "genexpr"}


# -- what a statement reads before it binds it ----------------------------------------------------


def _exposed(nodes: Iterable[ast.stmt]) -> frozenset[str]:
    """Return the names whose values from before a block matter in it."""
    live: frozenset[str] = frozenset()
    for node in reversed(list(nodes)):
        live = (live - _settled(node)) | _needed(node)
    return live


def _needed(node: ast.stmt) -> frozenset[str]:
    """Return the names that one statement needs, blocks inside it included."""
    if isinstance(node, FUNCTIONS):
        return _names(ast.unparse(node)).read - _names(ast.unparse(node)).late
    blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
    if not any(blocks) or isinstance(node, ast.ClassDef):
        return _names(ast.unparse(node)).read
    handlers = [handler.body for handler in getattr(node, "handlers", [])]
    cases = [case.body for case in getattr(node, "cases", [])]
    inside = frozenset[str]().union(*map(_exposed, [*blocks, *handlers, *cases]))
    return (inside - _bound_by_head(node)) | _head(node)


def _head(node: ast.stmt) -> frozenset[str]:
    """Return the names that the head of a compound statement reads."""
    heads = [getattr(node, name, None) for name in ("test", "iter", "subject")]
    heads += [item.context_expr for item in getattr(node, "items", [])]
    heads += [handler.type for handler in getattr(node, "handlers", [])]
    heads += [part for case in getattr(node, "cases", []) for part in (case.guard,)]
    return frozenset[str]().union(*(_names(ast.unparse(head)).read for head in heads if head))


def _bound_by_head(node: ast.stmt) -> frozenset[str]:
    """Return the names that a compound statement binds before its blocks run."""
    targets = [getattr(node, "target", None)]
    targets += [item.optional_vars for item in getattr(node, "items", [])]
    patterns = [case.pattern for case in getattr(node, "cases", [])]
    names = {handler.name for handler in getattr(node, "handlers", []) if handler.name}
    captured = {name for pattern in patterns for part in ast.walk(pattern) if (name := _captured(part))}
    return frozenset(name for target in targets if target for name in _stored(target)) | names | captured


def _captured(part: ast.AST) -> str | None:
    name = getattr(part, "name", None) or getattr(part, "rest", None)
    return name if isinstance(name, str) else None


def _stored(target: ast.AST) -> Iterator[str]:
    return (n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


def _settled(node: ast.stmt) -> frozenset[str]:
    """Return the names that a statement binds whatever happens."""
    simple = ast.Assign | ast.Import | ast.ImportFrom | ast.ClassDef | FUNCTIONS
    if isinstance(node, simple) or (isinstance(node, ast.AnnAssign) and node.value):
        return _names(ast.unparse(node)).bound
    return frozenset()


# -- what a statement changes ---------------------------------------------------------------------


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs with a statement: the bodies of functions do not."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, FUNCTIONS | ast.Lambda):
            yield from _walk(child)


def _calls(node: ast.stmt) -> Iterator[ast.Call]:
    return (part for part in _walk(node) if isinstance(part, ast.Call) and not isinstance(node, FUNCTIONS))


def _altered(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, FUNCTIONS):
        return
    for part in _walk(node):
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Call):
            yield from _handed(part.value)
        elif isinstance(part, ast.Call):
            yield from _changed_by(part)
        elif isinstance(part, ast.AugAssign):
            yield from _root(part.target)
        elif isinstance(part, ast.Attribute | ast.Subscript) and not isinstance(part.ctx, ast.Load):
            yield from _root(part)
        elif isinstance(part, ast.For):
            yield from _through_items(part)


def _changed_by(call: ast.Call) -> Iterator[str]:
    """Yield what a call changes although its result is used."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in MUTATORS:
        yield from _root(call.func)
    for keyword in call.keywords:
        if keyword.arg == "out":
            yield from _root(keyword.value)


def _through_items(loop: ast.For) -> Iterator[str]:
    """Yield what a loop changes by changing its items: `for ax in axes: ax.plot(…)`."""
    changed = {name for node in loop.body for name in _altered(node)}
    if changed & set(_stored(loop.target)):
        yield from (part.id for part in ast.walk(loop.iter) if isinstance(part, ast.Name))


def _handed(call: ast.Call) -> Iterator[str]:
    """Yield what a call could change: whose method it is, and what it is given."""
    if _last_name(call.func) in HARMLESS:
        return
    if isinstance(call.func, ast.Attribute):
        yield from _root(call.func)
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        yield from _root(argument)


def _root(node: ast.AST) -> Iterator[str]:
    """Yield the name at the root of `name.attribute[0].method()`."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _last_name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _shared(node: ast.stmt) -> Iterator[str]:
    """Yield the names of `first, second = both`, all of which show a change of one."""
    value = getattr(node, "value", None)
    if isinstance(node, ast.Assign) and isinstance(value, ast.Name | ast.Attribute | ast.Subscript):
        yield from _root(value)
        yield from (name for target in node.targets for name in _stored(target))
