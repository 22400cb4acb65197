"""What a top-level statement binds, reads and alters: what slices and standalone copies are made from.

=================  =========================================================================
`binds`            names that it gives a value
`settles`          those of them whose earlier value cannot matter afterwards
`reads`            names whose value it needs when it runs
`late`             names that functions written in it need whenever they are called
`alters`           names whose objects it changes in place, as `table[0] = …` does
`effects`          calls whose result it drops, so that they are there for what they change
`hands`            names that it gives to any call, which changes them if they carry a state
`keeps_state`      whether it makes something that every use changes: a generator, axes
`shares`           names that may be one object after it
=================  =========================================================================

All of this is read from how the statement is written: the modules `names` and `effects` do it.
"""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from proofread.standalone.effects import (
    Effect,
    altered,
    body,
    calls,
    dropped_calls,
    handed,
    makes_state,
    named_calls,
    values,
)
from proofread.standalone.names import FUNCTIONS, exposed, names_of, settled
from proofread.standalone.opaque import is_opaque, reaches_unseen
from proofread.standalone.sharing import renamed, shared


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
    def is_text(self) -> bool:
        """Whether it does nothing but stand there, as a docstring does."""
        return all(isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) for n in self.nodes)

    @property
    def is_definition(self) -> bool:
        """Whether it defines a function or a class, which stands between two blank lines."""
        return any(isinstance(node, FUNCTIONS | ast.ClassDef) for node in self.nodes)

    @cached_property
    def binds(self) -> frozenset[str]:
        """Names that it gives a value."""
        return names_of(self.text).bound

    @cached_property
    def settles(self) -> frozenset[str]:
        """Names whose earlier value cannot matter after it."""
        return frozenset[str]().union(*map(settled, self.nodes))

    @cached_property
    def reads(self) -> frozenset[str]:
        """Names whose value it needs when it runs."""
        return exposed(self.nodes)

    @cached_property
    def late(self) -> frozenset[str]:
        """Names that functions written in it need whenever they are called."""
        return names_of(self.text).late

    @cached_property
    def alters(self) -> frozenset[str]:
        """Names whose objects it changes in place."""
        return frozenset(name for node in self.nodes for name in altered(node))

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """Calls whose result it drops."""
        return tuple(effect for node in self.nodes for effect in dropped_calls(node))

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names of the functions that it calls."""
        called = (call.func for node in self.nodes for call in calls(node))
        return frozenset(function.id for function in called if isinstance(function, ast.Name))

    @cached_property
    def called(self) -> tuple[Effect, ...]:
        """The calls of functions by their names, and what they are given."""
        return tuple(effect for node in self.nodes for effect in named_calls(node))

    @cached_property
    def inside(self) -> tuple[ast.stmt, ...]:
        """The statements of the function, or of the methods of the class, that it defines."""
        if len(self.nodes) != 1:
            return ()
        return tuple(body(self.nodes[0]))

    @cached_property
    def changed_inside(self) -> frozenset[str] | None:
        """What the function that it defines changes when it is called, its arguments included."""
        if not self.inside:
            return None
        nothing = frozenset[str]()
        dropped = (effect for node in self.inside for effect in dropped_calls(node))
        return self.altered_inside.union(*(effect.changes(nothing, nothing) for effect in dropped))

    @cached_property
    def altered_inside(self) -> frozenset[str]:
        """What it changes for certain, also by another name."""
        changed = frozenset(name for node in self.inside for name in altered(node))
        views = [names for node in self.inside if (names := frozenset(renamed(node))) & changed]
        return changed.union(self._declared, *views)

    @cached_property
    def _declared(self) -> frozenset[str]:
        """The names that the function that it defines says are global."""
        parts = (part for node in self.inside for part in ast.walk(node))
        return frozenset(name for part in parts if isinstance(part, ast.Global) for name in part.names)

    @cached_property
    def reaches(self) -> frozenset[str]:
        """The names outside of the function that it defines, which it could change."""
        return (self.late | self._declared) - self.arguments

    @cached_property
    def hands_inside(self) -> frozenset[str]:
        """Names that the function that it defines gives to a call."""
        made = (call for node in self.inside for call in calls(node))
        return frozenset(name for call in made for name in handed(call))

    @cached_property
    def called_inside(self) -> tuple[Effect, ...]:
        """The calls of functions by their names in the function that it defines."""
        return tuple(effect for node in self.inside for effect in named_calls(node))

    @cached_property
    def makes_objects(self) -> bool:
        """Whether what it defines makes objects that every use changes: generators, counters."""
        parts = (part for node in self.nodes if self.is_definition for part in ast.walk(node))
        is_class = any(isinstance(node, ast.ClassDef) for node in self.nodes)
        keeps = any(isinstance(part, ast.Yield | ast.YieldFrom | ast.Nonlocal) for part in parts)
        return keeps or (is_class and "self" in (self.changed_inside or ()))

    def is_opaque(self, imported: Mapping[str, str]) -> bool:
        """Whether it changes more than its text shows."""
        return any(is_opaque(node, imported) for node in self.nodes)

    @cached_property
    def reaches_unseen(self) -> bool:
        """Whether it may read any name of the page."""
        return any(map(reaches_unseen, self.nodes))

    @cached_property
    def arguments(self) -> frozenset[str]:
        """The arguments of the function that it defines."""
        parts = (part for node in self.nodes for part in ast.walk(node))
        return frozenset(part.arg for part in parts if isinstance(part, ast.arg))

    @cached_property
    def hands(self) -> frozenset[str]:
        """Names that it gives to a call, or calls a method of."""
        made = (call for node in self.nodes for call in calls(node))
        return frozenset(name for call in made for name in handed(call))

    @cached_property
    def keeps_state(self) -> bool:
        """Whether it makes something that every use changes."""
        return any(makes_state(value) for node in self.nodes for value in values(node))

    @cached_property
    def shares(self) -> tuple[frozenset[str], ...]:
        """Groups of names that may be one object after it, or parts of one: `first, second = both`."""
        groups: list[frozenset[str]] = []
        for group in (group for node in self.nodes for group in shared(node)):
            touching = [other for other in groups if other & group]
            groups = [other for other in groups if not other & group] + [group.union(*touching)]
        return tuple(groups)


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
            while start > 1 and lines[start - 2].startswith("#"):
                start -= 1
            found.append((start, node.end_lineno or start, [node]))
    return [Statement("\n".join(lines[start - 1 : end]), tuple(nodes)) for start, end, nodes in found]


def joined(imports: str, statements: Iterable[Statement], comments: Iterable[str] = ()) -> str:
    """Return imports and statements with the blank lines that formatters ask for."""
    text, previous = "\n\n".join(filter(None, ["\n".join(comments), imports])), None
    for statement in statements:
        apart = statement.is_definition or (previous and previous.is_definition)
        gap = "\n\n\n" if apart else "\n" if previous else "\n\n"
        text, previous = text + (gap if text else "") + statement.text, statement
    return text + "\n"
