"""What an example uses of the packages, in its own text, so that whoever pastes it needs no package."""

import ast
from collections.abc import Collection, Sequence

from proofread.config import Config
from proofread.standalone.definitions import Copy, TwoMeanings
from proofread.standalone.effects import root
from proofread.standalone.imports import Import
from proofread.standalone.modules import read_module
from proofread.standalone.names import FUNCTIONS, stored
from proofread.standalone.sharing import pairs
from proofread.standalone.statements import Statement


def inlined(imports: Collection[Import], statements: Sequence[Statement], config: Config) -> Copy:
    """Return the definitions of what is imported from the packages, and the imports that are left.

    One is left where a definition would bring a name that the page gives another meaning, or where the page
    shows what a guard does.
    """
    leaning = _leaning(statements)
    staying = {
        wanted
        for wanted in imports
        if wanted.module.partition(".")[0] in config.packages
        and (
            wanted.is_whole
            or wanted.bound != wanted.name
            or (wanted.name in leaning and read_module(wanted.module, config).documented(wanted.name).guard)
        )
    }
    taken = {name for s in statements if not s.is_import for name in s.binds} | {i.bound for i in staying}
    copy = Copy(config, imports={*staying}, homes=dict.fromkeys(taken, "the page"))
    for wanted in sorted({*imports} - staying):
        tried = copy.fork()
        try:
            tried.follow(wanted)
            copy = tried
        except (TwoMeanings, LookupError):  # another meaning, or a module
            copy.imports.add(wanted)
    return copy


def _leaning(statements: Sequence[Statement]) -> set[str]:
    """Return the functions that a guard helps: it makes arrays of lists, and refuses what is tried.

    Where the page's own functions are given lists, those that they call may be, too.
    """
    nodes = [part for s in statements for node in s.nodes for part in ast.walk(node)]
    bindings: list[tuple[ast.expr, ast.expr]] = []
    for node in nodes:  # targets, and the values written beside them or of which they become items
        if isinstance(node, ast.Assign):
            bindings += pairs(node.value, node.targets) or [(node.targets[0], node.value)]
        elif isinstance(node, ast.For) and isinstance(node.iter, ast.List | ast.Tuple):
            bindings += [(node.target, item) for item in node.iter.elts]
    listed = {name for target, value in bindings if _is_list(value) for name in stored(target)}
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Try):
            found |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        elif isinstance(node, ast.Call):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(_is_list(part) or (isinstance(part, ast.Name) and part.id in listed) for part in given):
                found |= {*root(node.func)}
    inside = {s.nodes[0].name: s.late for s in statements if isinstance(s.nodes[0], FUNCTIONS)}
    while more := frozenset().union(*(inside.get(name, ()) for name in found)) - found:
        found |= more
    return found


def _is_list(value: ast.expr) -> bool:
    """Whether a value is written as a list of numbers, or of lists of them."""
    parts = value.elts if isinstance(value, ast.List) else []
    is_text = any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)
    return bool(parts) and not is_text
