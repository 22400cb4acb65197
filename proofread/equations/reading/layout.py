"""From the LaTeX of a formula to chains of equations, with every column kept.

`masked` blanks what only sets type, keeping the length: a column in the masked text is a column of the page.
`chains` cuts the masked text at relations, commas, words and row ends that stand outside all brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from proofread.equations.errors import Unreadable
from proofread.equations.reading import bars, spellings
from proofread.equations.reading.bars import ABS, ABS_END, BAR, BAR_END, NORM, NORM_END


class TiedNumeral(Protocol):
    """A numeral in a formula that is tied to an expression of the page."""

    @property
    def start(self) -> int:
        """Where in the formula it stands."""

    @property
    def shown(self) -> str:
        """What is shown."""


TIED, BREAK, GIVEN, IF = map(chr, range(0xE000, 0xE004))

_BLANK = re.compile(
    r"(?P<row>\\\\)|\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])\.?|\\[,;:!> ]|~"
    r"|\\(?:(?:no)?limits|(?:display|text|script)style|nonumber|notag)(?![A-Za-z])|\\label\{[^{}]*\}"
    r"|\\begin\{(?:align|flalign)(?:ed)?at\*?\}\s*\{\d+\}"
    r"|\\(?:begin|end)\{(?:(?:fl)?align(?:ed|at|edat)?|equation|gather(?:ed)?|split|multline|multlined|eqnarray)\*?\}"
    r"|\\[hv]?phantom\{[^{}]*\}|(?<!\\)%.*"
)
_QUAD = re.compile(r"\\q?quad(?![A-Za-z])|\\hspace\*?\{[^{}]*\}")
_TEXT = re.compile(r"\\(?:text|textrm|textit|textbf|textnormal)\s*\{([^{}]*)\}")
_ELSE = re.compile(r"\s*(?:otherwise|else)\b.*", re.DOTALL)
_JOINS = re.compile(
    r"\s*(?:and|or|if|for|all|each|every|where|when|with|so|hence|thus|then|as|since|because|that is)?"
    r"[,.]?\s*"
)
_AND = re.compile(r"\s*and\s*")
_THEN = re.compile(r"\s*(?:then|we have|it holds that)\s*")
_IF = re.compile(r"\s*,?\s*(?:if|when|whenever|for|for all|for each|for every|at)\s*")
_PROBABILITY = re.compile(
    r"(?:(?<![A-Za-z\\])[PpQq]|(?!\\mathcal\{O\})\\(?:mathrm|mathcal|operatorname|text|textrm)\{[^{}]*\}|D_\{[^{}]*(?:\{[^{}]*\})?\})"
    r"\s*\([^()]*\)"
)
_BARE = re.compile(r"(?<![A-Za-z\\{])(sin|cos|tan|exp|log|ln|tanh|max|min|sqrt)(?=\s*[({])")
_SCIENTIFIC = re.compile(r"(?<![A-Za-z\\])\d+(?:\.\d+)?[eE][+-]?\d")

_SCAN = re.compile(
    r"\\(?:begin|end)\{[a-zA-Z]*\*?\}"
    r"|\\\\(?:\[[^\]]*\])?|\\[A-Za-z]+|\\.|:=|<=|>=|[=<>&,;:{}()\[\]]"
    f"|[{ABS}{ABS_END}{NORM}{NORM_END}{BREAK}{IF}{BAR}{BAR_END}]|$"
)
_RELATIONS = {
    "=": "=",
    r"\equiv": "=",
    ":=": ":=",
    r"\coloneqq": ":=",
    r"\triangleq": ":=",
    r"\approx": "~",
    r"\simeq": "~",
    r"\ne": "!=",
    r"\neq": "!=",
    r"\le": "<=",
    r"\leq": "<=",
    r"\leqslant": "<=",
    r"\ge": ">=",
    r"\geq": ">=",
    r"\geqslant": ">=",
    "<": "<",
    ">": ">",
    r"\lt": "<",
    r"\gt": ">",
    r"\leftarrow": "<-",
    r"\gets": "<-",
    r"\in": "in",
    r"\propto": "propto",
    r"\mapsto": "mapsto",
    r"\sim": "sim",
    r"\to": "to",
    r"\rightarrow": "to",
}
RELATIONS = frozenset(_RELATIONS.values())
_BREAKS = {
    BREAK,
    IF,
    ",",
    ";",
    ":",
    r"\forall",
}
IMPLIES = {r"\Rightarrow", r"\implies", r"\Longrightarrow"}
EQUIVALENT = {r"\iff", r"\Leftrightarrow", r"\Longleftrightarrow"}
_CUTS = {*_RELATIONS, *_BREAKS, *IMPLIES, *EQUIVALENT, ""}
_OPENING = {"{", "(", "[", r"\{", r"\lfloor", r"\lceil", r"\langle", ABS, NORM, BAR}
_CLOSING = {"}", ")", "]", r"\}", r"\rfloor", r"\rceil", r"\rangle", ABS_END, NORM_END, BAR_END}
_BLANKS = f" \n\f\t&{BREAK}"
_RELATION_NEXT = re.compile(rf"[{_BLANKS}]*(?:{'|'.join(map(re.escape, _RELATIONS))})(?![^\W\d_])")
_GOES_ON = re.compile(rf"[\s&{BREAK}]*(?:[+\-]|\\(?:cdot|odot|times)(?![A-Za-z]))")
_GOES_ON_AFTER = re.compile(r"(?:[+\-]|\\(?:cdot|odot|times))[\s&]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One side of an equation: where it stands, and the relation before it (none for a chain's first)."""

    relation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Pieces joined by relations, and what stands before them: a comma, a word such as `if`, an arrow."""

    pieces: list[Piece]
    opener: str = ""

    @property
    def conditional(self) -> bool:
        """Whether a word such as `if` stands before them."""
        return self.opener in (IF, r"\forall")


def masked(latex: str, numerals: Sequence[TiedNumeral] = ()) -> str:
    """Return the formula with what only sets type blanked, same length."""
    for numeral in numerals:
        end = numeral.start + len(numeral.shown)
        latex = latex[: numeral.start] + TIED * len(numeral.shown) + latex[end:]
    if found := _SCIENTIFIC.search(latex):
        raise Unreadable(f"{found[0]} is a program's numeral: write \\cdot 10^{{…}}", found.start())
    if found := _BARE.search(_TEXT.sub(lambda words: " " * len(words[0]), latex)):
        raise Unreadable(f"{found[0]} is a product of letters: write \\{found[0]}", found.start())
    spellings.refuse(latex)
    latex = bars.evaluated(spellings.spelled(latex))
    latex = _BLANK.sub(lambda match: match[0] if match["row"] else " " * len(match[0]), latex)
    latex = _QUAD.sub(lambda match: BREAK + " " * (len(match[0]) - 1), latex)
    latex = _TEXT.sub(_words, latex)
    # The bar of `P(t | x)` is no absolute value, and that of `KL(p \| q)` is no norm.
    latex = _PROBABILITY.sub(lambda match: match[0].replace(r"\|", GIVEN + " ").replace("|", GIVEN), latex)
    return bars.paired(latex)


def _words(match: re.Match[str]) -> str:
    """Words part equations; a single other word is a name, and `otherwise` belongs to cases."""
    if _ELSE.fullmatch(match[1]) or (" " not in match[1] and not _JOINS.fullmatch(match[1])):
        return match[0]
    marks = ((_IF, IF), (_AND, ","), (_THEN, ":"))
    mark = next((mark for words, mark in marks if words.fullmatch(match[1])), BREAK)
    return mark + " " * (len(match[0]) - 1)


def chains(text: str) -> list[Chain]:
    """Cut a masked formula into chains of pieces, in reading order."""
    found = [Chain([])]
    start, relation = 0, ""
    for match in _cuts(text):
        token = match[0]
        inner = text[start : match.start()].lstrip(_BLANKS)
        start = match.start() - len(inner)
        inner = inner.rstrip(f"{_BLANKS}.")
        if inner or relation:  # an empty first piece has nothing to say; any other is a hole
            found[-1].pieces.append(Piece(relation, start, start + len(inner)))
        start, relation = match.end(), _RELATIONS.get(token, "")
        goes_on = token.startswith("\\\\") and _RELATION_NEXT.match(text, match.end())
        if not relation and not goes_on:
            found.append(Chain([], token))
    return [chain for chain in found if chain.pieces]


def _cuts(text: str) -> Iterator[re.Match[str]]:
    """Yield where a formula is cut: at relations, breaks and row ends that stand outside all brackets."""
    depth = 0
    for match in _SCAN.finditer(text):
        token = match[0]
        depth += token in _OPENING or token.startswith(r"\begin")
        depth -= token in _CLOSING or token.startswith(r"\end")
        if depth < 0:
            raise Unreadable(f"{token} closes nothing", match.start())
        goes_on = _GOES_ON.match(text, match.end())
        if token.startswith("\\\\"):
            cuts = not (goes_on or _GOES_ON_AFTER.search(text[: match.start()]))
        else:
            cuts = token in _CUTS and not (token == BREAK and goes_on)
        if cuts and depth == 0:
            yield match
    if depth:
        raise Unreadable("a bracket is not closed", len(text))


def readable(text: str, piece: Piece) -> str:
    """Return what stands before and in a piece, all else blank, so that offsets stay those of the formula."""
    inner = text[piece.start : piece.end].replace(BREAK, " ").replace(IF, " ")
    if r"\begin" not in inner:
        inner = re.sub(r"(?<!\\)&|\\\\", lambda match: " " * len(match[0]), inner)
    return " " * piece.start + inner
