"""In the reference, a name between backticks is a link to its entry; in the source it stays a plain name.

mkdocstrings loads this as an extension of griffe, the library that reads docstrings without running the code.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from griffe import Alias, Extension, Function, Module, Object

_CODE = re.compile(r"``.*?``|\[`[^`\n]*`\]|`(?P<name>[A-Za-z_]\w*)(?:\([^`\n]*\))?`")
"""Code spans; of those in double backticks, or linked already, no name is asked."""


class LinkedNames(Extension):
    """Links the names in the docstrings of a package, once the whole of it is read."""

    def on_package(self, *, pkg: Module, **_: Any) -> None:
        """Write the links into the docstrings."""
        documented = list(entries(pkg))
        for entry in documented:
            if entry.docstring:
                entry.docstring.value = linked(entry.docstring.value, lookup(entry, documented))


def entries(parent: Object) -> Iterator[Object]:
    """Yield a package, its modules, and all that they define and document."""
    yield parent
    for member in parent.members.values():
        if not isinstance(member, Alias) and (member.docstring or isinstance(member, Module)):
            yield from entries(member)


def lookup(entry: Object, documented: list[Object]) -> Callable[[str], str | None]:
    """Return a function from a name to the entry that it means in a docstring, if it means one.

    What the same module holds comes first, then what one module alone holds. The entry itself and the
    parameters of a function are no links: the reader is there already.
    """
    parameters = [parameter.name for parameter in entry.parameters] if isinstance(entry, Function) else []
    module = entry if isinstance(entry, Module) else entry.module

    def path(name: str) -> str | None:
        if name.startswith("_") or name in (entry.name, *parameters):
            return None
        found = [other for other in documented if other.name == name and isinstance(other.parent, Module)]
        here = [other for other in found if other.parent is module] or found
        return here[0].path if len(here) == 1 else None

    return path


def linked(docstring: str, path: Callable[[str], str | None]) -> str:
    """Return a docstring in which each name that has a path is a reference to it."""

    def link(code: re.Match[str]) -> str:
        target = path(code["name"]) if code["name"] else None
        return f"[{code[0]}][{target}]" if target else code[0]

    return _CODE.sub(link, docstring)
