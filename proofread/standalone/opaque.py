"""Statements whose effect their text does not show: below them, nobody can tell what of the above matters.

They bind or read names without naming them, as `exec` does, or change a setting for all that follows: how
arrays are printed, the seed of NumPy's global generator, and each draw from it. A standalone text brings
them, with everything above them.
"""

import ast
import re
from collections.abc import Iterator, Mapping

from proofread.standalone.effects import last_name, root
from proofread.standalone.names import FUNCTIONS

UNSEEN = {
    *("exec", "eval", "globals", "locals", "vars", "get_type_hints", "__import__", "import_module", "reload"),
    *("getcontext", "nditer"),
}
"""Functions that reach names, or objects, that they are not given."""
SETTINGS = {
    *("set_printoptions", "seterr", "seed", "manual_seed", "set_state", "simplefilter", "filterwarnings"),
    *("use", "rc", "rcdefaults", "setrecursionlimit", "chdir", "setlocale", "basicConfig"),
}
"""Functions that change what others do."""
GENERATORS = {
    "RandomState",
    "default_rng",
    "Generator",
    "SeedSequence",
    "PCG64",
    "MT19937",
    "Philox",
    "Random",
}
"""What makes a source of random numbers of its own."""
GLOBAL_DRAW = re.compile(r"(?:\w+\.)*random\.(?P<name>\w+)")


def reaches_unseen(node: ast.stmt) -> bool:
    """Whether a statement may read any name of the page."""
    return any(last_name(call.func) in UNSEEN for call in _calls(node))


def is_opaque(node: ast.stmt, imported: Mapping[str, str]) -> bool:
    """Whether a statement changes more than its text shows; `imported` gives the module of a name."""
    return (
        reaches_unseen(node)
        or any(_is_setting(call, imported) for call in _calls(node))
        or any(name in imported for name in _stored_into(node))
        or any(name not in imported for name in _decorators(node))
        or (isinstance(node, ast.ImportFrom) and node.names[0].name == "*")
    )


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Call))


def _is_setting(call: ast.Call, imported: Mapping[str, str]) -> bool:
    name, owner = last_name(call.func), next(root(call.func), "")
    if owner not in imported:
        return False
    drawn = GLOBAL_DRAW.fullmatch(f"{imported[owner]}.{ast.unparse(call.func)}")
    is_draw = drawn is not None and drawn["name"] not in GENERATORS
    return is_draw or name in SETTINGS or (name == "update" and owner != name)


def _stored_into(node: ast.stmt) -> Iterator[str]:
    """Yield the names whose attributes or items a statement sets, outside of functions that it defines."""
    if not isinstance(node, FUNCTIONS | ast.ClassDef):
        for part in ast.walk(node):
            if isinstance(part, ast.Attribute | ast.Subscript) and not isinstance(part.ctx, ast.Load):
                yield from root(part)


def _decorators(node: ast.stmt) -> Iterator[str]:
    for decorator in getattr(node, "decorator_list", []):
        yield from (name for name in root(decorator) if name not in {"property", "staticmethod"})
