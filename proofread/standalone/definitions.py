"""A symbol of a package as a text that runs by itself, to paste into an empty file.

`standalone(symbol, config)` collects the symbol's definition and every helper, class and constant that it
needs from the packages, in an order that runs, under the imports of everything else. Its last lines use it as
the first example of its docstring does. It reads the files alone, so it is the same in every process and
runs nothing.

A reader pastes the mathematics, so guards stay behind: of a decorator that only refuses wrong arguments, a
comment is left. What cannot leave its package stays there, too: a definition that looks for a file beside the
package, imports from it while it runs, or uses a module of it as a whole is imported, and a comment says why,
unless the settings say what stands in for it. If two things of one name are needed, the symbol itself is
imported.
"""

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from proofread.config import Config
from proofread.standalone.imports import Import, import_block, read_imports
from proofread.standalone.modules import Module, locate, read_module
from proofread.standalone.statements import Statement, joined
from proofread.standalone.usage import usage_of

OF_THE_FILE = {"__file__", "__path__", "__spec__", "__package__", "__loader__"}
"""Names by which a module finds itself; in another file they mean something else."""


class TwoMeanings(Exception):
    """Two things of one name that a copy would need."""


def standalone(symbol: str, config: Config) -> str:
    """Return a text that defines a symbol and needs none of the packages, as far as that can be."""
    module, name = locate(symbol)
    copy = Copy(config)
    try:
        copy.take(module, name)
        return copy.with_usage(module, name).text()
    except TwoMeanings as reason:
        wanted = import_block([Import(module, name, name)], config.packages)
        return f"# {name} {reason}, so it is imported.\n\n{wanted}\n"


def definition(symbol: str, packages: Collection[str]) -> str:
    """Return a text that defines a symbol alone and imports what it needs, from the packages, too."""
    module, name = locate(symbol)
    source = read_module(module)
    statements = source.of(name)
    needed = _globals(statements) - {name}
    own = {n for n in needed if n not in source.imports and source.of(n)}
    imports = [Import(module, n, n) for n in own]
    imports += [source.imports[n] for n in needed if n in source.imports]
    return joined(import_block(imports, packages), statements)


def _globals(statements: Iterable[Statement]) -> set[str]:
    return {name for s in statements for name in s.reads | s.late}


@dataclass
class Copy:
    """What has been collected of the packages."""

    config: Config
    taken: dict[str, list[Statement]] = field(default_factory=dict)
    imports: set[Import] = field(default_factory=set)
    homes: dict[str, str] = field(default_factory=dict)
    """Where each name of the text comes from: two homes for one name would be two meanings."""
    kept: list[str] = field(default_factory=list)
    last: list[Statement] = field(default_factory=list)
    """What stands below all definitions."""

    def fork(self) -> "Copy":
        """Return a copy to try something with."""
        taken = {module: [*statements] for module, statements in self.taken.items()}
        return Copy(self.config, taken, {*self.imports}, {**self.homes}, [*self.kept], [*self.last])

    def text(self) -> str:
        """Return what was collected, in an order that runs."""
        imports = import_block(self.imports, self.config.packages)
        return joined(imports, [*self.definitions(), *self.last], self.kept)

    def definitions(self) -> list[Statement]:
        """Return the definitions that were taken, those first that others may need."""
        done: set[str] = set()
        ordered = [name for module in sorted(self.taken) for name in self._after(module, done)]
        modules = [(self._module(name), self.taken.get(name, [])) for name in ordered]
        return [s for m, taken in modules for s in m.statements if s in taken]

    def with_usage(self, module: str, name: str) -> "Copy":
        """Return it with last lines that use a symbol, where a docstring shows how without the package."""
        source, used = self._module(module), self.fork()
        statements = usage_of(source.documented(name))
        imported = [i for s in statements for node in s.nodes for i in read_imports(node)]
        used.last = [s for s in statements if not s.is_import]
        if not used.last:
            return self
        try:
            for wanted in imported:
                used.follow(wanted)
            bound = {n for s in used.last for n in s.binds} | {i.bound for i in imported}
            used._take_globals(source, _globals(used.last) - bound)
        except TwoMeanings:
            return self
        return used if used.kept == self.kept else self

    def _module(self, name: str) -> Module:
        return read_module(name, self.config)

    def take(self, module: str, name: str) -> None:
        """Take a name of a module of the packages, and all that it needs."""
        source = self._module(module)
        if name in source.imports:
            return self.follow(source.imports[name])
        statements = source.of(name)
        if not statements:
            raise LookupError(f"{module} has no {name!r}")
        if reason := self._why_it_stays(source, statements):
            self._settle(name, f"{module}.{name}")
            if (wanted := Import(module, name, name)) not in self.imports:
                self.imports.add(wanted)
                self.kept.append(f"# {name} {reason}, so it is imported.")
            return None
        new = [s for s in statements if s not in self.taken.get(module, [])]
        self.taken.setdefault(module, []).extend(new)
        for bound in {bound for s in new for bound in s.binds}:
            self._settle(bound, f"{module}.{bound}")
        return self._take_globals(source, _globals(new))

    def _take_globals(self, source: Module, names: Iterable[str]) -> None:
        for needed in sorted(names):
            if needed in source.imports:
                self.follow(source.imports[needed])
            elif source.of(needed):
                self.take(source.name, needed)

    def follow(self, wanted: Import) -> None:
        """Take what an import names: from the packages its definition, from elsewhere the import."""
        if self._is_ours(wanted):
            return self.take(wanted.module, wanted.name)
        self._settle(wanted.bound, f"{wanted.module}.{wanted.name}")
        return self.imports.add(wanted)

    def _is_ours(self, wanted: Import) -> bool:
        return wanted.module.partition(".")[0] in self.config.packages

    def _settle(self, name: str, home: str) -> None:
        if self.homes.setdefault(name, home) != home:
            raise TwoMeanings(f"needs both {self.homes[name]} and {home}")

    def _why_it_stays(self, source: Module, statements: Iterable[Statement]) -> str:
        """Return why statements cannot leave their package, if so."""
        if found := sorted(_globals(statements) & OF_THE_FILE):
            return f"looks beside the package ({', '.join(found)})"
        parts = (part for s in statements for node in s.nodes for part in ast.walk(node))
        inside = (imported for part in parts for imported in read_imports(part))
        if ours := next(filter(self._is_ours, inside), None):
            return f"imports from {ours.module} while it runs"
        for name in sorted(_globals(statements)):
            wanted = source.imports.get(name)
            if wanted is None:
                if not source.of(name) and not hasattr(builtins, name):
                    return f"needs {name!r}, which no statement of {source.name} binds"
            elif self._is_ours(wanted):
                home = read_module(wanted.module)
                if wanted.is_whole or not (wanted.name in home.imports or home.of(wanted.name)):
                    dot = "" if wanted.is_whole else "."
                    return f"uses the module {wanted.module}{dot}{wanted.name} as a whole"
                if wanted.bound != wanted.name:
                    return f"calls {wanted.name} by another name, {wanted.bound}"
        return ""

    def _after(self, module: str, done: set[str]) -> Iterator[str]:
        """Yield a module after those that it imports from."""
        if module in done or module.partition(".")[0] not in self.config.packages:
            return
        done.add(module)
        for wanted in sorted({i.module for i in read_module(module).imports.values()}):
            yield from self._after(wanted, done)
        yield module
