"""Which names a piece of code binds, reads at once, and reads later: from Python's own symbol table."""

import ast
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Names:
    """The names of a piece of code, by what becomes of them."""

    bound: frozenset[str]
    read: frozenset[str]
    late: frozenset[str]


def names_of(code: str) -> Names:
    """Return the names of code that stands at the top of a module."""
    tree = _Generators().visit(ast.parse(code))
    table = symtable.symtable(ast.unparse(tree), "statement", "exec")
    symbols = table.get_symbols()
    bound = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported() or s.is_namespace()}
    read = {s.get_name() for s in symbols if s.is_referenced()}
    inner = {name for child in table.get_children() for name in _globals(child, called=False)}
    late = {name for child in table.get_children() for name in _globals(child, called=True)}
    bound |= {node.target.id for node in ast.walk(tree) if isinstance(node, ast.NamedExpr)}
    return Names(frozenset(bound), frozenset(read | inner), frozenset(late))


class _Generators(ast.NodeTransformer):
    """Turns comprehensions into generators, whose variables have a scope of their own on every Python.

    From Python 3.12 on, the symbol table counts those of lists, sets and dictionaries among the names around
    them (PEP 709), though they are bound there no more than before.
    """

    def visit(self, node: ast.AST) -> ast.AST:
        """Return a node with a generator in the place of each comprehension in it."""
        self.generic_visit(node)
        match node:
            case ast.ListComp() | ast.SetComp():
                return ast.GeneratorExp(node.elt, node.generators)
            case ast.DictComp():
                return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)
        return node


def _globals(table: symtable.SymbolTable, *, called: bool) -> Iterator[str]:
    """Yield the global names that a scope reads; `called` keeps to those in the bodies of functions."""
    function = called and table.get_type() == "function" and not _runs_at_once(table)
    for symbol in table.get_symbols():
        is_counted = symbol.is_declared_global() and not _runs_at_once(table)  # as by `calls += 1`
        is_read = symbol.is_referenced() or is_counted
        if symbol.is_global() and is_read and (function or not called):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child, called=called and not function)


def _runs_at_once(table: symtable.SymbolTable) -> bool:
    """Whether a scope is a comprehension; a generator's body runs when it is read, most often at once."""
    return table.get_name() == "genexpr"


# -- what a statement reads before it binds it ----------------------------------------------------


def exposed(nodes: Iterable[ast.stmt]) -> frozenset[str]:
    """Return the names whose values from before a block matter in it."""
    live: frozenset[str] = frozenset()
    for node in reversed(list(nodes)):
        live = (live - settled(node)) | _needed(node)
    return live


def _needed(node: ast.stmt) -> frozenset[str]:
    """Return the names that one statement needs, blocks inside it included."""
    if isinstance(node, FUNCTIONS):
        return names_of(ast.unparse(node)).read - names_of(ast.unparse(node)).late
    if isinstance(node, ast.AugAssign):
        target = (part.id for part in ast.walk(node.target) if isinstance(part, ast.Name))
        return names_of(ast.unparse(node)).read.union(target)
    blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
    if not any(blocks) or isinstance(node, ast.ClassDef):
        return names_of(ast.unparse(node)).read
    handlers = [handler.body for handler in getattr(node, "handlers", [])]
    cases = [case.body for case in getattr(node, "cases", [])]
    inside = frozenset[str]().union(*map(exposed, [*blocks, *handlers, *cases]))
    heads = [getattr(node, name, None) for name in ("test", "iter", "subject")]
    heads += [item.context_expr for item in getattr(node, "items", [])]
    heads += [handler.type for handler in getattr(node, "handlers", [])]
    heads += [case.guard for case in getattr(node, "cases", [])]
    return (inside - _bound_by_head(node)).union(
        *(names_of(ast.unparse(head)).read for head in heads if head)
    )


def _bound_by_head(node: ast.stmt) -> frozenset[str]:
    """Return the names that a compound statement binds before its blocks run."""
    targets = [getattr(node, "target", None)]
    targets += [item.optional_vars for item in getattr(node, "items", [])]
    patterns = [part for case in getattr(node, "cases", []) for part in ast.walk(case.pattern)]
    named = [*getattr(node, "handlers", []), *patterns]
    names = (getattr(part, "name", None) or getattr(part, "rest", None) for part in named)
    return frozenset([*(n for target in targets if target for n in stored(target)), *filter(None, names)])


def stored(target: ast.AST) -> Iterator[str]:
    """Yield the names that an assignment's target binds."""
    return (n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


def settled(node: ast.stmt) -> frozenset[str]:
    """Return the names that a statement binds whatever happens."""
    if isinstance(node, ast.Import) and not all(alias.asname for alias in node.names):
        return frozenset()  # `import xml` leaves what `import xml.dom` has brought
    simple = ast.Assign | ast.Import | ast.ImportFrom | ast.ClassDef | FUNCTIONS
    if isinstance(node, simple) or (isinstance(node, ast.AnnAssign) and node.value):
        return names_of(ast.unparse(node)).bound
    return frozenset()
