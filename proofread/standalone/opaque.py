"""Statements whose effect their text does not show: below them, nobody can tell what of the above matters.

They bind or read names without naming them, as `exec` does, or change a setting for all that follows: how
arrays are printed, the seed of NumPy's global generator, and each draw from it. A standalone text brings
them, with everything above them.
"""

import ast
import re
from collections.abc import Iterator, Mapping

from proofread.standalone.effects import last_name, root
from proofread.standalone.known import GENERATORS, SETTINGS, UNSEEN
from proofread.standalone.names import FUNCTIONS

GLOBAL_DRAW = re.compile(r"(?:\w+\.)*random\.(?P<name>\w+)")


def reaches_unseen(node: ast.stmt) -> bool:
    """Whether a statement may read any name of the page."""
    return any(last_name(call.func) in UNSEEN for call in _calls(node))


def is_opaque(node: ast.stmt, imported: Mapping[str, str]) -> bool:
    """Whether a statement changes more than its text shows; `imported` gives the module of a name."""
    runs = [] if isinstance(node, FUNCTIONS | ast.ClassDef) else ast.walk(node)
    stored = [part for part in runs if isinstance(part, ast.Attribute | ast.Subscript)]
    decorators = getattr(node, "decorator_list", [])
    return (
        reaches_unseen(node)
        or any(_is_setting(call, imported) for call in _calls(node))
        or any(name in imported for p in stored if not isinstance(p.ctx, ast.Load) for name in root(p))
        or any(name not in {*imported, "property", "staticmethod"} for d in decorators for name in root(d))
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
