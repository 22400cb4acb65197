"""Formulas, and the links of their chains as they stand on the page: what is compared with what, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from proofread.equations.errors import Unreadable
from proofread.equations.meaning.vocabulary import Key
from proofread.equations.reading import grammar, layout, spellings
from proofread.equations.reading.layout import Chain, Piece
from proofread.equations.reading.nodes import Comparison, Node, Number, Scripted, Word

_SHOWN = {
    "~": "≈",
    "!=": "≠",
    "<=": "≤",
    ">=": "≥",
    "<-": "←",
    "in": "∈",
    "propto": "∝",
    "sim": "∼",
    "to": "→",
    "mapsto": "↦",
}
RELATION_NAMES = {shown: name for name, shown in _SHOWN.items()}
_QUANTIFIER = re.compile(
    r"(?<![\w\\])(?<!_\{)([A-Za-z])\s*(?:=|\\in\s*\\\{)\s*(\w+)\s*,\s*(?:\w+\s*,\s*)?\\[lc]?dots[a-z]?(?![A-Za-z])\s*,\s*"
    r"([A-Za-z0-9]+(?:\s*[+-]\s*\d+)?)(?:\s*\\\})?"
)


@dataclass(frozen=True)
class Numeral:
    """A numeral of a formula that is tied to an expression of the page.

    `start` is the offset in the formula's LaTeX where the shown numeral stands.
    """

    start: int
    shown: str
    expression: str


@dataclass(frozen=True)
class Formula:
    """A formula of a page: its LaTeX as it stands between the dollars, and where that is.

    `unchecked` holds the author's reason where the formula is skipped.
    """

    latex: str
    start: int
    display: bool
    numerals: tuple[Numeral, ...] = ()
    unchecked: str = ""


@dataclass(frozen=True)
class Verdict:
    """What checking a link found.

    `offset` is where on the page the finding is, `tolerance` the worst relative difference seen, `against`
    what the link was checked with.
    """

    ok: bool
    message: str = ""
    offset: int = 0
    tolerance: float | None = None
    against: str = ""


@dataclass(frozen=True)
class Quantifier:
    r"""What a formula says of an index beside it: `i = 1, \dots, N-1`."""

    letter: str
    low: Node
    high: Node


@dataclass(eq=False)
class Link:
    """One link of a chain: two sides and the relation between them.

    `kind` is link, definition, assignment, rounding, shape, condition, skipped or unreadable.
    """

    formula: Formula
    start: int
    source: str
    relation: str
    kind: str = "link"
    problem: str = ""
    offset: int = 0
    left: Node | None = None
    right: Node | None = None
    right_source: str = ""
    conditions: list[Node] = field(default_factory=list)
    quantifiers: list[Quantifier] = field(default_factory=list)
    anchored: bool = False
    exact: bool = True
    chain: int = 0
    defines: Key | None = None

    def fail(self, error: Unreadable, kind: str = "unreadable") -> None:
        """Note what cannot be read, and where."""
        self.kind, self.problem = kind, error.message
        self.offset = self.formula.start + error.offset if error.offset >= 0 else self.start


@dataclass
class Cut:
    """A formula cut into links, its conditions, and the expressions that stand in no relation."""

    links: list[Link] = field(default_factory=list)
    mentions: list[Node] = field(default_factory=list)


def cut(formula: Formula) -> Cut:
    """Cut a formula into links, each side read."""
    if formula.unchecked:
        return Cut([_whole(formula, "skipped", formula.unchecked)])
    try:
        return _Cutter(formula).cut()
    except Unreadable as error:
        link = _whole(formula, "unreadable", "")
        link.fail(error)
        return Cut([link])


def _whole(formula: Formula, kind: str, problem: str) -> Link:
    lead = len(formula.latex) - len(formula.latex.lstrip())
    start = formula.start + lead
    return Link(formula, start, " ".join(formula.latex.split()), "", kind, problem, start)


class _Cutter:
    """Cuts one formula."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.text = layout.masked(formula.latex, formula.numerals)
        self.tied = {n.start: (n.expression, n.shown.lstrip()[:1] in "-\u2212+") for n in formula.numerals}
        self.quantifiers: list[Quantifier] = []
        self.loose: list[Unreadable] = []

    def cut(self) -> Cut:
        self.text = _QUANTIFIER.sub(self._quantifier, self.text)
        spellings.refuse_dots(self.text)
        result = Cut()
        for chain in layout.chains(self.text):
            self._add(chain, result)
        if result.links and self.loose:
            raise self.loose[0]
        if self.formula.display and not result.links:
            raise Unreadable("there is no equation here", 0)
        for link in result.links:
            link.quantifiers = self.quantifiers
        return result

    def _quantifier(self, match: re.Match[str]) -> str:
        low = grammar.read(" " * match.start(2) + match[2])
        self.quantifiers.append(Quantifier(match[1], low, grammar.read(" " * match.start(3) + match[3])))
        return layout.BREAK + " " * (len(match[0]) - 1)

    def _add(self, chain: Chain, result: Cut) -> None:
        pieces = self._unwrapped(chain.pieces)
        inner = pieces is not chain.pieces
        links = [self._link(left, right) for left, right in pairwise(pieces)]
        if pieces[0].relation:
            raise Unreadable(f"nothing stands left of {pieces[0].relation}", pieces[0].start)
        if (chain.conditional or inner) and links and result.links:
            _restrict(result.links, links)
            return
        if not links:
            self._mention(pieces[0], result)
        for link in links:
            link.chain = pieces[0].start
            link.anchored = link is links[0] and link.relation == ":=" and len(links) > 1
        result.links += links

    def _unwrapped(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        r"""Take `(i \ne j)` for the condition that it is."""
        piece = pieces[0]
        inner = self.text[piece.start : piece.end]
        if len(pieces) > 1 or not (inner.startswith("(") and inner.endswith(")")):
            return pieces
        padded = " " * (piece.start + 1) + inner[1:-1]
        try:
            found = layout.chains(padded)
        except Unreadable:
            return pieces
        return found[0].pieces if len(found) == 1 and len(found[0].pieces) > 1 else pieces

    def _mention(self, piece: Piece, result: Cut) -> None:
        """Keep an expression in no relation; beside equations it may be a symbol only, else it is lost."""
        try:
            node = self._read(piece)
        except Unreadable as error:
            self.loose.append(error)
            return
        result.mentions.append(node)
        if not isinstance(node, Word | Scripted | Number):
            self.loose.append(Unreadable(f"`{self._source(piece)}` stands in no relation", piece.start))

    def _link(self, left: Piece, right: Piece) -> Link:
        first, last = self._source(left), self._source(right)
        relation = _SHOWN.get(right.relation, right.relation)
        link = Link(self.formula, self.formula.start + left.start, f"{first} {relation} {last}", relation)
        link.offset, link.right_source = link.start, last
        try:
            link.left = self._read(left)
            if relation != "∈":
                link.right = self._read(right)
        except Unreadable as error:
            link.fail(error)
        return link

    def _source(self, piece: Piece) -> str:
        return " ".join(self.formula.latex[piece.start : piece.end].split())

    def _read(self, piece: Piece) -> Node:
        return grammar.read(layout.readable(self.text, piece), self.tied)


def _restrict(links: list[Link], conditions: list[Link]) -> None:
    """Let conditions restrict the last chain; one that cannot be read stays, as a finding."""
    last = links[-1].chain
    for link in [link for link in links if link.chain == last]:
        link.conditions += [_comparison(condition) for condition in conditions if condition.kind == "link"]
    links += [condition for condition in conditions if condition.kind != "link"]


def _comparison(link: Link) -> Node:
    assert link.left is not None
    assert link.right is not None
    name = RELATION_NAMES.get(link.relation, link.relation)
    return Comparison(link.left.at, name, link.left, link.right)
