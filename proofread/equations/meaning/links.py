"""Formulas, and the links of their chains as they stand on the page: what is compared with what, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from proofread.equations.errors import Unreadable, readable
from proofread.equations.meaning.vocabulary import Key
from proofread.equations.reading import grammar, layout
from proofread.equations.reading.layout import Chain, Piece
from proofread.equations.reading.nodes import HOLE, Comparison, Node, Number, Scripted, Set, Word

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


@dataclass(frozen=True, eq=False)
class Read:
    """One link of a chain as it stands on the page: two sides and the relation between them.

    `problem` says why it was not read, `offset` where on the page; `skipped` that its author wants it so.
    A `premise` is not claimed: it is the condition of what stands behind an arrow.
    """

    formula: Formula
    start: int
    source: str
    relation: str
    left: Node = HOLE
    right: Node = HOLE
    conditions: tuple[Comparison, ...] = ()
    quantifiers: tuple[Quantifier, ...] = ()
    chain: int = 0
    anchored: bool = False
    problem: str = ""
    offset: int = 0
    skipped: bool = False
    premise: bool = False

    def failed(self, error: Unreadable) -> Read:
        """Return the link with what cannot be read, and where."""
        return replace(self, problem=error.message, offset=self.place_of(error))

    def place_of(self, error: Unreadable) -> int:
        """Return where on the page reading stopped."""
        return self.formula.start + error.offset if error.offset >= 0 else self.start


@dataclass(frozen=True, eq=False)
class Link:
    """One link of a chain with its meaning on this page.

    `kind` is link, definition, assignment, rounding, shape, condition, skipped or unreadable.
    """

    read: Read
    kind: str
    left: Node = HOLE
    right: Node = HOLE
    conditions: tuple[Comparison, ...] = ()
    quantifiers: tuple[Quantifier, ...] = ()
    defines: Key | None = None
    problem: str = ""
    offset: int = 0

    @classmethod
    def unread(cls, read: Read) -> Link:
        """Return the link of what is not to be read, or could not be."""
        kind = "skipped" if read.skipped else "unreadable"
        return cls(read, kind, problem=read.problem, offset=read.offset)

    @classmethod
    def failed(cls, read: Read, error: Unreadable) -> Link:
        """Return the link of what means nothing here."""
        return cls.unread(read.failed(error))

    @property
    def formula(self) -> Formula:
        """The formula in which it stands."""
        return self.read.formula

    @property
    def start(self) -> int:
        """Where on the page its left side begins."""
        return self.read.start

    @property
    def source(self) -> str:
        """Its LaTeX."""
        return self.read.source

    @property
    def relation(self) -> str:
        """The relation, as readers see it."""
        return self.read.relation

    @property
    def sides(self) -> tuple[Node, ...]:
        """The sides that have a value."""
        return tuple(side for side in (self.left, self.right) if side != HOLE and not isinstance(side, Set))


@dataclass
class Cut:
    """A formula cut into links, its conditions, and the expressions that stand in no relation."""

    links: list[Read] = field(default_factory=list)
    mentions: list[Node] = field(default_factory=list)


def cut_all(formulas: Sequence[Formula]) -> list[Cut]:
    """Cut the formulas of a page; a display that begins with a relation goes on from the display above."""
    found: list[Cut] = []
    above = HOLE
    for formula in formulas:
        found.append(cut(formula, above))
        if formula.display:
            above = found[-1].links[-1].right if found[-1].links else HOLE
    return found


def cut(formula: Formula, above: Node = HOLE) -> Cut:
    """Cut a formula into links, each side read."""
    if formula.unchecked:
        return Cut([replace(_whole(formula), problem=formula.unchecked, skipped=True)])
    try:
        return _Cutter(formula, above).cut()
    except Exception as error:
        return Cut([_whole(formula).failed(readable(error))])


def _whole(formula: Formula) -> Read:
    start = formula.start + len(formula.latex) - len(formula.latex.lstrip())
    return Read(formula, start, " ".join(formula.latex.split()), "", offset=start)


class _Cutter:
    """Cuts one formula."""

    def __init__(self, formula: Formula, above: Node) -> None:
        self.formula, self.above = formula, above
        text = layout.masked(formula.latex, formula.numerals)
        self.tied = {n.start: (n.expression, n.shown.lstrip()[:1] in "-\u2212+") for n in formula.numerals}
        self.quantifiers: list[Quantifier] = []
        for found in _QUANTIFIER.finditer(text):
            low, high = (grammar.read(" " * found.start(group) + found[group]) for group in (2, 3))
            self.quantifiers.append(Quantifier(found[1], low, high))
        self.text = _QUANTIFIER.sub(lambda found: layout.BREAK.ljust(len(found[0])), text)
        self.result = Cut()
        self.loose: list[Unreadable] = []
        self.pending: list[Read] = []
        self.in_conditions = self.in_front = False

    def cut(self) -> Cut:
        result, chains = self.result, layout.chains(self.text)
        for place, chain in enumerate(chains):
            pieces = self._unwrapped(chain.pieces)
            pairs = zip([None, *pieces], pieces, strict=False)
            links = [self._link(left, right) for left, right in pairs if right.relation]
            bracketed = pieces is not chain.pieces
            if self._is_condition(chain, bracketed, links, chains[place + 1 :]):
                if self.in_front:
                    self.pending += links
                else:
                    result.links = _restricted(result.links, links)
            elif links:
                self._claim(chain, links)
            else:
                self._mention(pieces[0])
        if result.links and self.loose:
            raise self.loose[0]
        if self.formula.display and not result.links:
            raise Unreadable("there is no equation here", 0)
        quantifiers = tuple(self.quantifiers)
        return Cut([replace(link, quantifiers=quantifiers) for link in result.links], result.mentions)

    def _is_condition(self, chain: Chain, bracketed: bool, links: list[Read], after: list[Chain]) -> bool:
        """Whether a chain says when another holds: behind `if`, in brackets, or listed with one that does."""
        leads_on = any(later.opener == ":" for later in after) and chain.opener != ":"
        listed = chain.opener == "," and self.in_conditions and (not self.pending or leads_on)
        if listed and any(link.relation == "=" for link in links):
            raise Unreadable(
                "is this a condition too? Put an equation of its own behind \\quad", links[0].left.at
            )
        self.in_front = leads_on or not self.result.links
        restricts = chain.conditional or listed or (bracketed and bool(self.result.links))
        self.in_conditions = bool(links) and restricts
        return self.in_conditions

    def _claim(self, chain: Chain, links: list[Read]) -> None:
        first = links[0]  # `y := … = …` compares what it defines at once
        links[0] = replace(first, anchored=first.relation == ":=" and len(links) > 1)
        links = [replace(link, chain=first.start) for link in links]
        if self.pending:
            links = _restricted(links, self.pending)
            self.pending = []
        if chain.opener in layout.IMPLIES | layout.EQUIVALENT and self.result.links:
            links = self._implied(links, chain.opener in layout.EQUIVALENT)
        self.result.links += links

    def _implied(self, links: list[Read], both_ways: bool) -> list[Read]:
        """Let the chain before an arrow be the condition of the one behind it; a definition is none."""
        result = self.result
        last = result.links[-1].chain
        before = [link for link in result.links if link.chain == last and not link.premise]
        if any(link.relation == ":=" for link in before):
            return links
        result.links = [
            replace(link, premise=not both_ways) if link in before else link for link in result.links
        ]
        if both_ways:
            result.links = _restricted(result.links, links)
        links = _restricted(links, before)
        inherited = before[0].conditions if before else ()
        return [replace(link, conditions=inherited + link.conditions) for link in links]

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

    def _mention(self, piece: Piece) -> None:
        """Keep an expression in no relation; beside equations it may be a symbol only, else it is lost."""
        try:
            node = self._read(piece)
        except Unreadable as error:
            self.loose.append(error)
            return
        self.result.mentions.append(node)
        if not isinstance(node, Word | Scripted | Number):
            self.loose.append(Unreadable(f"`{self._source(piece)}` stands in no relation", piece.start))

    def _link(self, left: Piece | None, right: Piece) -> Read:
        """Read both sides of a link; the left one of a display that begins with a relation is above it."""
        relation = _SHOWN.get(right.relation, right.relation)
        above = self.formula.display and not self.result.links and not isinstance(self.above, Set)
        if left is None and (self.above == HOLE or not above):
            raise Unreadable(f"nothing stands left of {relation}", right.start)
        last = self._source(right)
        source = f"{self._source(left)} {relation} {last}" if left else f"{relation} {last}".strip()
        start = self.formula.start + (left or right).start
        link = Read(self.formula, start, source, relation, offset=start)
        try:
            behind = Set(right.start, last) if relation in ("∈", "∼") else None
            first = self._read(left) if left else self.above
            return replace(link, left=first, right=behind or self._read(right))
        except Unreadable as error:
            return link.failed(error)

    def _source(self, piece: Piece) -> str:
        return " ".join(self.formula.latex[piece.start : piece.end].split())

    def _read(self, piece: Piece) -> Node:
        return grammar.read(layout.readable(self.text, piece), self.tied)


def _restricted(links: list[Read], conditions: list[Read]) -> list[Read]:
    """Let conditions restrict the last chain; one that cannot be read stays, as a finding."""
    last = links[-1].chain
    found = tuple(comparison(each, each.left, each.right) for each in conditions if not each.problem)
    return [
        *(
            replace(link, conditions=link.conditions + found) if link.chain == last else link
            for link in links
        ),
        *(each for each in conditions if each.problem),
    ]


def comparison(link: Read, left: Node, right: Node) -> Comparison:
    """Return the condition that a link is."""
    return Comparison(left.at, RELATION_NAMES.get(link.relation, link.relation), left, right)
