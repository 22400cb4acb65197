"""An example of a page as a text that runs by itself: what it needs of the earlier ones, and then itself.

`standalone_examples(page, config)` goes backwards from an example and keeps each statement that binds a name
still needed, or that changes what such a name stands for. Functions need their names when they are called,
not where they are defined; objects with a state, such as axes, are changed by every call that gets them.
"""

import ast
import doctest
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from proofread.config import Config
from proofread.pages.blocks import Example, Figure
from proofread.pages.markdown import Page
from proofread.standalone.effects import Effect
from proofread.standalone.imports import Import, import_block, read_imports
from proofread.standalone.inlining import inlined
from proofread.standalone.modules import read_module
from proofread.standalone.statements import Statement, joined, read_statements

PYPLOT = "matplotlib.pyplot"
Names = frozenset[str]
_NONE: Names = frozenset()
_NOTHING = read_statements("pass")[0]


def standalone_examples(page: Page, config: Config) -> dict[int, str]:
    """Return the text of each example that needs the page above it, or a package, by the fence's place."""
    fences = list(examples(page))
    parts = [read_statements(code_of(fence)) for fence in fences]
    statements = [statement for part in parts for statement in part]
    known, steps = _Known(config.packages), list[_Step]()
    for statement in [*statements, _NOTHING]:
        changes = known.changes(statement)
        steps.append(_Step(statement, changes, dict(known.late), statement.is_opaque(known.imported)))
        known.add(statement, changes)
    texts, start = {}, 0
    for fence, part in zip(fences, parts, strict=True):
        end = start + len(part)
        needed = _needed(steps, start, end)
        imports = [i for step in steps[start:end] for i in _imports(step.statement)]
        is_alone = not needed and not any(i.module.partition(".")[0] in config.packages for i in imports)
        if not is_alone and not fence.has_prompts:
            texts[fence.start] = _text(fence, needed, steps[start:end], config)
        start = end
    return texts


def examples(page: Page) -> Iterator[Example]:
    """Yield the code of a page's own that its build runs."""
    yield from (fence for fence in page.fences if isinstance(fence, Example) and fence.is_taken)


def code_of(fence: Example) -> str:
    """Return the code of a fence, without its prompts if it has any."""
    if not fence.has_prompts:
        return fence.body
    return "".join(example.source for example in doctest.DocTestParser().get_examples(fence.body))


@dataclass(frozen=True)
class _Step:
    """A statement, and what is known where it stands."""

    statement: Statement
    changes: Names
    late: Mapping[str, Names]
    """What each name may need when it is called."""
    is_opaque: bool
    """Whether all that stands above it may matter below it."""

    @property
    def reads(self) -> Names:
        return self.reaching(self.statement.reads)

    def reaching(self, names: Names) -> Names:
        """Return names with those that functions behind them need."""
        found = _NONE
        while names - found:
            found |= names
            names = _NONE.union(*(self.late.get(name, _NONE) for name in found))
        return found


@dataclass
class _Known:
    """What the statements so far say of names."""

    packages: Collection[str]
    late: dict[str, Names] = field(default_factory=dict)
    groups: dict[str, Names] = field(default_factory=dict)
    """Names that may stand for one object, by each of them."""
    functions: dict[str, Statement | None] = field(default_factory=dict)
    states: Names = _NONE
    makers: Names = _NONE
    """Classes, and functions, whose objects every use may change."""
    modules: Names = _NONE
    imported: dict[str, str] = field(default_factory=dict)
    """From which module each imported name comes."""

    def changes(self, s: Statement) -> Names:
        """Return the names of all that a statement changes in place."""
        states = self.states | self._states_in(s)
        touched = s.alters | (s.hands & states)
        for effect in s.effects:
            function = self.functions.get(effect.function)
            if not function or (function.changed_inside or _NONE) & function.arguments:
                touched |= effect.changes(states, self.modules)
        touched |= self._by_calls(s.called, _NONE)
        return touched.union(*(self.groups.get(name, _NONE) for name in touched))

    def _by_calls(self, called: Iterable[Effect], seen: Names) -> Names:
        """Return what the page's own functions change when they are called, those that they call included."""
        touched = _NONE
        for call in called:
            function = self.functions.get(call.function)
            if function and call.function not in seen:
                inside = function.altered_inside | (function.hands_inside & self.states)
                deeper = self._by_calls(function.called_inside, seen | {call.function})
                inside |= deeper
                touched |= deeper - function.arguments
                touched |= _NONE if call.function in self.imported else inside & function.reaches
                if inside & function.arguments:
                    touched |= call.given & self.states or call.given
        return touched

    def _states_in(self, s: Statement) -> Names:
        """Return the names by which a statement calls a state that another name stood for before it."""
        return s.binds.intersection(_NONE.union(*(group for group in s.shares if group & self.states)))

    def add(self, s: Statement, changes: Names) -> None:
        """Learn what a statement binds its names to."""
        holds = s.late.union(*(self.late.get(name, _NONE) for name in s.reads))
        self.late |= dict.fromkeys(s.binds, holds)
        self.late |= {name: self.late.get(name, _NONE) | holds for name in changes - s.binds}
        known = self.groups
        self.groups = known | dict.fromkeys(s.binds, _NONE)
        stateful = s.binds if s.keeps_state or s.functions & self.makers else self._states_in(s)
        for group in s.shares:
            shared = group.union(*(known.get(name, _NONE) for name in group - s.binds))
            self.groups |= dict.fromkeys(shared, shared)
        self.states = (self.states - s.settles) | stateful
        self.makers = (self.makers - s.settles) | (s.binds if s.makes_objects else _NONE)
        self.modules = (self.modules - s.settles) | {i.bound for i in _imports(s) if i.is_whole}
        self.imported = {n: m for n, m in self.imported.items() if n not in s.binds}
        self.imported |= {i.bound: i.module for i in _imports(s)}
        self.functions |= dict.fromkeys(s.binds, s if s.changed_inside is not None else None)
        for imported in _imports(s):  # a function of the packages is looked up, to see what it changes
            if imported.name and imported.module.partition(".")[0] in self.packages:
                found = read_module(imported.module).of(imported.name)
                is_function = len(found) == 1 and found[0].changed_inside is not None
                self.functions[imported.bound] = found[0] if is_function else None


def _needed(steps: Sequence[_Step], start: int, end: int) -> list[Statement]:
    """Return the statements before `start` that those from there to `end` need."""
    live = _NONE.union(*(step.statement.binds for step in steps[start:end]))
    after = steps[end]
    live = after.reaching(live) - live  # what its functions need, whoever calls them
    for step in reversed(steps[start:end]):
        live = (live - step.statement.settles) | step.reads
    kept = []
    unseen = any(step.statement.reaches_unseen for step in steps[start:end])
    opaque = max((n for n, step in enumerate(steps[:start]) if step.is_opaque or unseen), default=-1)
    for number, step in reversed([*enumerate(steps[:start])]):
        wanted = (step.statement.binds | step.changes) & live
        if number <= opaque or wanted:
            kept.append(step.statement if number <= opaque else _narrowed(step.statement, wanted))
            live = (live - step.statement.settles) | step.reads
    return kept[::-1]


def _narrowed(statement: Statement, wanted: Names) -> Statement:
    """Return an import of those names only that are wanted, any other statement as it is."""
    if not statement.is_import:
        return statement
    imports = [i for i in _imports(statement) if i.bound in wanted]
    (joint,) = read_statements("; ".join(import_block([i]) for i in imports))
    return replace(joint, text=import_block(imports))


def _imports(statement: Statement) -> Iterator[Import]:
    return (imported for node in statement.nodes for imported in read_imports(node))


def _text(fence: Example, needed: Sequence[Statement], own: Sequence[_Step], config: Config) -> str:
    """Return imports, what is needed, and the example itself."""
    statements = [*needed, *(step.statement for step in own)]
    top = _movable(statements)
    body = fence.body
    for statement in (s for s in statements[len(needed) :] if _moves(s, top)):
        body = body.replace(statement.text + "\n", "", 1)
    if isinstance(fence, Figure):
        bound = next((i.bound for i in top if i.module == PYPLOT and i.is_whole), "plt")
        body, top = f"{body.rstrip()}\n{bound}.show()\n", [*top, Import(PYPLOT, "", bound)]
    rest = [s for s in needed if not _moves(s, top)]
    first = next((s for s in statements[len(needed) :] if not _moves(s, top)), _NOTHING)
    copy = inlined(top, statements, config)
    rest = [*copy.definitions(), *rest]
    near = rest and not rest[-1].is_definition and not first.is_definition
    example = replace(first, text="\n" * bool(near) + body.strip("\n"))
    parts = (part for s in statements for node in s.nodes for part in ast.walk(node))
    texts = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    files = sorted(text for text in texts if text.startswith(tuple(f"{folder}/" for folder in config.data)))
    where = "run it in the top folder of a copy of the site's source"
    comments = [*copy.kept, *([f"# Reads {' and '.join(files)}: {where}."] if files else [])]
    return joined(import_block(copy.imports, config.packages), [*rest, example], comments)


def _movable(statements: Iterable[Statement]) -> list[Import]:
    """Return the imports that can stand at the top: those whose name means nothing else further down."""
    meanings = Counter(name for s in statements if not s.is_import for name in s.binds)
    imports = {i for s in statements if s.is_import for i in _imports(s)}
    meanings.update(i.bound for i in imports)
    return [i for i in imports if meanings[i.bound] == 1 and i.name != "*"]


def _moves(statement: Statement, top: Collection[Import]) -> bool:
    return statement.is_import and all(i in top for i in _imports(statement))
