"""The last lines of a copy: the first example of a docstring, as a script that prints what it shows.

What a guard takes as lists are arrays where the guard is gone, so lists of rows become arrays.
"""

import ast
import doctest
import re
from typing import TypeGuard

from proofread.standalone.modules import Documented
from proofread.standalone.statements import Statement, read_statements


def usage_of(documented: Documented) -> list[Statement]:
    """Return the statements of the first example as far as the first result; none where there is none."""
    found = []
    for example in doctest.DocTestParser().get_examples(documented.text):
        if example.exc_msg is not None:
            break
        found.append(example.source)
        if example.want:
            node = ast.parse(example.source).body[0]
            if isinstance(node, ast.Expr) and not ast.unparse(node).startswith("print("):
                found[-1] = f"print({example.source.strip()})\n"
            code = "".join(found)
            return read_statements(_with_arrays(code) if documented.guard else code)
    return []


def _with_arrays(code: str) -> str:
    """Write each list of numbers as an array."""
    lines = code.splitlines(keepends=True)
    tree = ast.parse(code)
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.List) for part in node.elts}
    lists = [node for node in ast.walk(tree) if _is_written_out(node) and id(node) not in inner]
    for node in sorted(lists, key=lambda n: (n.lineno, n.col_offset), reverse=True):
        for line, column, text in (
            ((node.end_lineno or 1) - 1, node.end_col_offset or 0, ")"),
            (node.lineno - 1, node.col_offset, "np.array("),
        ):
            lines[line] = lines[line][:column] + text + lines[line][column:]
    return "".join(lines)


def _is_written_out(node: ast.AST) -> TypeGuard[ast.List]:
    """Whether a node is a list of nothing but numbers, in lists or not."""
    if not isinstance(node, ast.List):
        return False
    try:
        return not re.search("['\"]", repr(ast.literal_eval(node)))
    except ValueError:
        return False
