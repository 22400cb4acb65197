"""Imports as the block at the top of a text: each once, in the sections and the order that isort asks for."""

import ast
import sys
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

WIDTH = 88
"""Where an import is wrapped: pages are narrower than screens."""


class Import(NamedTuple):
    """One imported name: `import module as bound`, or `from module import name as bound`."""

    module: str
    name: str
    """Empty for a whole module."""
    bound: str
    """The name that the code uses."""

    @property
    def is_whole(self) -> bool:
        """Whether it imports a module."""
        return not self.name

    def __str__(self) -> str:
        """Write what stands between `import` and a comma."""
        shown = self.name or self.module
        return shown if self.bound in {shown, shown.partition(".")[0]} else f"{shown} as {self.bound}"


def read_imports(node: ast.AST, package: str = "") -> Iterator[Import]:
    """Yield what an import statement imports, in a module of `package` if its path is relative."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, "", alias.asname or alias.name.partition(".")[0])
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        module = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            yield Import(module, alias.name, alias.asname or alias.name)


def import_block(imports: Iterable[Import], packages: Collection[str] = ()) -> str:
    """Return import statements in sections: the standard library, others, and the packages at hand."""
    unique = sorted(set(imports), key=lambda i: (_section(i.module, packages), not i.is_whole, i.module))
    sections: dict[int, list[str]] = {}
    for imported in unique:
        lines = sections.setdefault(_section(imported.module, packages), [])
        lines += [line for line in _lines(imported, unique) if line not in lines]
    return "\n\n".join("\n".join(lines) for lines in sections.values())


def _lines(imported: Import, others: Iterable[Import]) -> list[str]:
    """Return the statements that import from a module: one for all names, one for each alias."""
    if imported.is_whole:
        return [f"import {imported}"]
    here = [i for i in others if i.module == imported.module and not i.is_whole]
    # Constants stand before classes, classes before functions.
    kinds = {
        i.name: 0 if i.name.isupper() and len(i.name) > 1 else 1 if i.name[:1].isupper() else 2 for i in here
    }
    here.sort(key=lambda i: (kinds[i.name], i.name.lower(), i.name))
    plain = [i.name for i in here if i.bound == i.name]
    line = f"from {imported.module} import {', '.join(plain)}"
    if len(line) > WIDTH:
        line = f"from {imported.module} import (\n" + "".join(f"    {name},\n" for name in plain) + ")"
    aliases = [f"from {i.module} import {i}" for i in here if i.bound != i.name]
    return [*([line] if plain else []), *aliases]


def _section(module: str, packages: Collection[str]) -> int:
    top = module.partition(".")[0]
    if top == "__future__":
        return 0
    return 3 if top in packages else 1 if top in sys.stdlib_module_names else 2
