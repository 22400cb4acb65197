"""What stands around something has a meaning there, or is refused: nothing that readers see is lost."""

from __future__ import annotations

from proofread.equations.errors import Unreadable
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node

_SCRIPTS = {
    "below": "subscript",
    "layer": "layer",
    "primes": "prime",
    "star": "star",
    "transposed": "transpose",
    "above": "power",
}


def require_only(node: Node, *meant: str) -> None:
    """Refuse scripts other than those that have a meaning at this place."""
    for script, name in _SCRIPTS.items() if isinstance(node, nodes.Scripted) else ():
        if getattr(node, script) and script not in meant:
            raise Unreadable(f"this {name} has no meaning here", node.at)
