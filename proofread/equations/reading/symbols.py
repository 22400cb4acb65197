"""Names: what a symbol written in LaTeX is called here, and in Python."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable

from proofread.equations.errors import Unreadable
from proofread.equations.reading import grammar, layout, nodes
from proofread.equations.reading.nodes import Index, Node, Reference

_ITEM = re.compile(r"\\[A-Za-z]+\s*\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z](?:[+-]\d+)?|\d+|\S")
IsIndex = Callable[[str], bool]


def items(below: str) -> list[str]:
    r"""Cut a subscript into its parts: `ij`, `i,j`, `\text{max}`; `12` is 1 and 2, `12,1` is 12 and 1."""
    found = [item for item in _ITEM.findall(re.sub(r"\s+|\\,", "", below)) if item != ","]
    if "," in below:
        return found
    return [part for item in found for part in (item if item.isdigit() else [item])]


def index_of(item: str) -> Index | None:
    """Return the position that a part of a subscript can be: a letter, a shifted letter, a number, `:`."""
    if item.isdigit():
        return Index("", int(item))
    if item in (":", r"\cdot"):
        return nodes.ALL
    if found := re.fullmatch(r"([A-Za-z])([+-]\d+)?", item):
        return Index(found[1], int(found[2] or 0))
    return None


def reference(node: Node, is_index: IsIndex) -> Reference:
    """Return the symbol that a word with its scripts is.

    Raises
    ------
    Unreadable
        If it is no symbol.
    """
    scripted = node if isinstance(node, nodes.Scripted) else nodes.Scripted(node.at, node)
    if not isinstance(scripted.nucleus, nodes.Word):
        raise Unreadable("a symbol is expected here", node.at)
    name, inner = scripted.nucleus.name, list[Index]()
    for below in re.findall(r"_(\{[^{}]*\}|\w)", name) if "(" in name else ():
        labels, subs = _labels_and_indices(below.strip("{}"), is_index)
        if not labels:  # `p(t_i\mid x_i)` is one quantity for each i
            inner.extend(sub for sub in subs if sub not in inner)
            name = name.replace(f"_{below}", "")
    labels, subs = _labels_and_indices(scripted.below, is_index)
    name += "^*" * scripted.star + (f"_{{{','.join(labels)}}}" if labels else "") + "'" * scripted.primes
    return Reference(node.at, name, (*inner, *subs), index_of(scripted.layer) if scripted.layer else None)


def at_iteration(symbol: Reference, iterations: set[str]) -> Reference:
    r"""Return `w_{k+1}` and `w^{(k+1)}`, where k counts iterations, as the symbol that `w(k+1)` is.

    Every step is part of the name: `v_{t,k}`, `v_{t,k-1}` and `v_t` are three symbols, and so is `v`.
    """
    steps = [slot for slot in symbol.slots if slot.letter in iterations]
    if not steps:
        return symbol
    subs = tuple(sub for sub in symbol.subs if sub.letter not in iterations)
    layer = None if symbol.layer in steps else symbol.layer
    return Reference(symbol.at, stepped(symbol.name, *steps), subs, layer)


def stepped(name: str, *steps: Index) -> str:
    """Return the name of a symbol at these iterations."""
    return f"{name}({','.join(map(str, steps))})"


def conditional(name: str) -> tuple[str, list[str]]:
    r"""Cut `p(x \mid \theta)` into the name that tells it from `p(x)`, and what stands in its bracket."""
    head, _, inner = name.removesuffix(")").partition("(")
    parts = re.split(r"(\\mid(?![A-Za-z])|\\parallel(?![A-Za-z])|,|;)", inner)
    return f"{head}({''.join(parts[1::2])})", [part.strip() for part in parts[::2]]


def layer_text(above: Node | None) -> str:
    """Return the layer that a superscript such as `l-1` can be, or nothing."""
    match above:
        case nodes.Number(text=text) if text.isdigit():
            return text
        case nodes.Word(name=name) if len(name) == 1:
            return name
        case nodes.Plus(left=nodes.Word(name=name), right=nodes.Number(text=text), sign=sign) if (
            len(name) == 1
        ):
            return f"{name}{'+' if sign > 0 else '-'}{text}"
    return ""


def _labels_and_indices(below: str, is_index: IsIndex) -> tuple[list[str], list[Index]]:
    labels, subs = [], []
    for item in items(below):
        index = index_of(item)
        if index and (not index.letter or index.letter == ":" or is_index(index.letter)):
            subs.append(index)
        else:
            labels.append(item)
    return labels, subs


def word_of(latex: str) -> Node:
    """Read a key of the notation block.

    Raises
    ------
    Unreadable
        If it is not LaTeX that the grammar knows.
    """
    return grammar.read(layout.masked(latex))


def python_name(symbol: Reference) -> str:
    r"""Return the Python name of a symbol: `W^{(1)}` is `W1`, `\mathbf{t}` is `t`, `\hat{y}` is `y_hat`."""
    name = re.sub(r"\([A-Za-z](,[A-Za-z])*\)$", "", symbol.name)  # the page's value is that of this step
    name = re.sub(r"\\(hat|bar|tilde|dot)\{([^{}]*(?:\{[^{}]*\})?)\}", r"\2_\1", name)
    name = re.sub(r"\\(?:math\w+|operatorname|text)\{([^{}]*)\}", r"\1", name)
    name = re.sub(r"\\Delta(?=\S)", "delta_", name).replace("^*", "_star").replace("'", "_prime")
    name = re.sub(r"[^A-Za-z0-9_]+", "", re.sub(r"\\([A-Za-z]+)", r"\1", name))
    if symbol.layer is not None:
        name += str(symbol.layer)
    name += "".join(f"_{sub}" for sub in symbol.subs if not sub.letter)
    return name + "_" if keyword.iskeyword(name) else name
