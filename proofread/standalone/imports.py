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


def read_imports(node: ast.stmt, package: str = "") -> Iterator[Import]:
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
    here.sort(key=lambda i: (_kind(i.name), i.name.lower(), i.name))
    plain = [i.name for i in here if i.bound == i.name]
    aliases = [f"from {i.module} import {i}" for i in here if i.bound != i.name]
    return [*([_from(imported.module, plain)] if plain else []), *aliases]


def _section(module: str, packages: Collection[str]) -> int:
    top = module.partition(".")[0]
    if top == "__future__":
        return 0
    return 3 if top in packages else 1 if top in sys.stdlib_module_names else 2


def _from(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _kind(name: str) -> int:
    """Constants stand before classes, classes before functions."""
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
