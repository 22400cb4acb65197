"""What a notation block says of its symbols, as far as planting and judging mutants needs it."""

import re
from dataclasses import dataclass

from proofread.mutations.parser import Node, read

_ENTRY = re.compile(r"^\s+(?P<key>\S.*?):\s+(?P<shape>\S+\s+x\s+[^\s,]+)?(?P<rest>.*)$", re.MULTILINE)
_PAIR = re.compile(r"(\\?\w+):\s*(?:(?:\d+\s*\.\.\s*)?(\w+))")
_SECTION = re.compile(r"^(\w+):", re.MULTILINE)

_FRAMES = ("formula", "statement", "sum", "product")
"""The nodes that hold others and say nothing themselves."""


@dataclass(frozen=True)
class Declared:
    """The letters of sizes and indices, the names of arrays, and those of numbers."""

    sizes: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    arrays: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    """The arrays of one entry: their transposes are themselves."""
    values: frozenset[str] = frozenset()
    """What is tied to code and takes no argument: no function, so what stands behind is a factor."""

    def is_value(self, node: Node) -> bool:
        """Whether an atom names what code computes from nothing that stands behind it."""
        return node.kind == "atom" and node.below is None and name_of(node) in self.values

    def is_array(self, node: Node) -> bool:
        """Whether an atom names an array that is declared as such."""
        return node.kind == "atom" and node.below is None and name_of(node) in self.arrays

    def is_single(self, node: Node) -> bool:
        """Whether an atom names an array of one entry, whose transpose is itself."""
        return node.kind == "atom" and node.below is None and _in_layer(node) in self.single

    def is_number(self, node: Node) -> bool:
        """Whether a factor surely is one number: a numeral, a size, or a symbol declared without a shape."""
        if node.kind in ("number", "tied"):
            return True
        if node.kind != "atom" or node.primes:
            return False
        return node.text in self.sizes or name_of(node) in self.numbers


def name_of(node: Node) -> str:
    """Return an atom's name with the places of its layer and indices, but without what stands there."""
    layer = "^()" if node.above is not None and is_layer(node.above) else ""
    below = list(node.below.walk()) if node.below is not None else []
    return f"{node.text}{layer}_{sum(part.kind in ('atom', 'number') for part in below)}"


def _in_layer(node: Node) -> str:
    """Return an atom's name with its layer; a transpose beside the layer is left out."""
    above = list(node.above.walk()) if node.above is not None and is_layer(node.above) else []
    layer = "".join(part.text for part in above if part.kind in ("atom", "number") and part.text != "T")
    return f"{node.text}^({layer})"


def is_layer(above: Node) -> bool:
    """Whether a superscript is a layer such as `{(1)}` or `{(1)T}`."""
    return next((part.text in ("(", "[") for part in above.walk() if part is not above and part.text), False)


def read_declared(block: str) -> Declared:
    """Read the text of a notation block; what it does not understand is not declared."""
    parts = _SECTION.split(block)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    sizes = tuple(m[1] for m in _PAIR.finditer(sections.get("sizes", "")))
    indices = tuple(m[1] for m in _PAIR.finditer(sections.get("index", "")))
    arrays: set[str] = set()
    numbers: set[str] = set()
    single: set[str] = set()
    for section in ("given", "defined", "parts"):
        for match in _ENTRY.finditer(sections.get(section, "")):
            atom = next((node for node in read(match["key"]).walk() if node.kind == "atom"), None)
            shape = (match["shape"] or "").split()
            if section == "parts" and ":" in match["rest"]:
                shape = ["?"]  # of a row or column of an array
            if atom is None:
                continue
            (arrays if shape else numbers).add(name_of(atom))
            if shape == ["1", "x", "1"]:
                single.add(_in_layer(atom))
            elif "1" in shape and (bold := re.fullmatch(r"\\mathbf\{(\w)\}", atom.text)):
                numbers.add(f"{bold[1]}_1")  # y_i is an entry of the bold y
    values = set()
    for match in _ENTRY.finditer(sections.get("code", "")):
        found = [node for node in read(match["key"]).walk() if node.kind not in _FRAMES]
        if [node.kind for node in found] == ["atom"]:  # a single name, such as `J`, but not `\sigma(z)`
            values.add(name_of(found[0]))
    return Declared(
        sizes, indices, frozenset(arrays), frozenset(numbers - arrays), frozenset(single), frozenset(values)
    )
