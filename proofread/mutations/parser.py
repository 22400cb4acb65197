r"""A reader of LaTeX of its own, so that planting and judging mutants shares nothing with the checker.

It never refuses: what it does not know is an atom. It knows where things stand, and how sums, products,
scripts, fractions and brackets nest.

    formula    statements, parted by commas, line ends and words
    statement  sums, joined by relations
    sum        terms with their signs
    product    factors with the signs between them: nothing, `.`, `o` (\odot) or `/`
    factor     an atom, number, tied number, group, fraction, root or operator, with its scripts
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_TEXT = r"\\(?:text|textrm|mbox|textnormal)\s*\{[^{}]*\}"
_TOKEN = re.compile(
    _TEXT + r"|\\begin\{[a-z]*\*?\}|\\end\{[a-z]*\*?\}|\\[A-Za-z]+|\\.|:=|\d+(?:\{,\}\d{3})*(?:\.\d+)?|\S",
    re.DOTALL,
)
_IGNORED = re.compile(
    r"\\[,;:!> ]|~|\\(?:left|right|middle|[bB]igg?[lrm]?|limits|displaystyle)"
    r"|\\(?:begin|end)\{(?:aligned|align|split)\*?\}"
)
_STYLE = {
    "mathbf", "mathrm", "mathsf", "mathit", "mathcal", "mathbb", "boldsymbol", "bm", "operatorname",
    "hat", "bar", "tilde", "vec", "dot",
}  # fmt: skip
OPERATORS = {
    "sum", "prod", "max", "min", "arg", "lim", "det", "partial", "nabla",
    "log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh",
}  # fmt: skip
DIFFERENTIALS = {r"\partial", r"\nabla", "d", r"\mathrm{d}"}
RELATIONS = {
    "=", ":=", "<", ">", r"\approx", r"\simeq",
    r"\ne", r"\neq", r"\le", r"\leq", r"\ge", r"\geq", r"\lt", r"\gt",
    r"\leftarrow", r"\gets", r"\in", r"\propto", r"\equiv", r"\sim", r"\to", r"\mapsto",
}  # fmt: skip
_BREAKS = {",", ";", r"\quad", r"\qquad", r"\\", r"\Rightarrow", r"\implies", r"\iff", r"\forall", "."}
_SIGNS = {r"\cdot": ".", r"\times": ".", "*": ".", r"\odot": "o", r"\circ": "o", "/": "/"}
_ARGUMENTS = {"frac": 2, "dfrac": 2, "tfrac": 2, "binom": 2, "sqrt": 1, "underbrace": 1, "overbrace": 1}
_OPEN = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\langle": r"\rangle"}
BARS = {"|", r"\|"}
"""Brackets that close as they open."""


Tied = tuple[int, int, str]
"""Where a checked number begins and ends, and its expression."""


@dataclass(frozen=True)
class Node:
    """A part of a formula, and where on the page it stands; `signs` has one entry for each of `parts`."""

    kind: str
    start: int
    end: int
    text: str = ""
    parts: tuple["Node", ...] = ()
    signs: tuple["Sign", ...] = ()
    below: "Node | None" = None
    above: "Node | None" = None
    primes: int = 0

    def walk(self) -> Iterator["Node"]:
        """Yield the node and all below it, its scripts included."""
        yield self
        for node in (*self.parts, *filter(None, [self.below, self.above])):
            yield from node.walk()

    def walk_unscripted(self) -> Iterator["Node"]:
        """Yield the node and all below it, but nothing that stands in a subscript or superscript."""
        yield self
        for node in self.parts:
            yield from node.walk_unscripted()

    @property
    def holds_one(self) -> bool:
        """Whether it is a bracket around one expression, without a relation or a script that says more."""
        is_plain = self.kind == "group" and self.text in ("(", "{", "[", *BARS)
        is_plain = is_plain and not (self.below or self.primes)
        return is_plain and len(self.parts) == 1 and len(self.parts[0].parts) == 1

    @property
    def factors(self) -> tuple["Node", ...]:
        """The factors in a bracket around one product without a sign; nothing of any other."""
        total = self.parts[0].parts[0] if self.holds_one else None
        is_product = total is not None and len(total.parts) == 1 and not total.signs[0].text
        return total.parts[0].parts if total is not None and is_product else ()

    @property
    def is_derivative(self) -> bool:
        """Whether it is a fraction that differentiates something."""
        return self.kind == "fraction" and any(
            part.text in DIFFERENTIALS for part in self.parts[0].walk_unscripted()
        )

    @property
    def differentiates(self) -> bool:
        """Whether it is a derivative of what stands behind it."""
        return self.is_derivative and len(self.parts[0].factors) == 1


@dataclass(frozen=True)
class Sign:
    """A relation, a sign before a term or between factors; empty where none is written."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int
    tied: bool = False


def read(latex: str, start: int = 0, tied: Sequence[Tied] = ()) -> Node:
    """Return the tree of a formula that stands at `start`; `tied` are the checked numbers in it."""
    tokens, position = [], 0
    while match := _TOKEN.search(latex, position):
        place = start + match.start()
        if span := next((span for span in tied if span[0] <= place < span[1]), None):
            tokens.append(_Token(span[2], span[0], span[1], tied=True))
            position = span[1] - start
            continue
        position = match.end()
        if not _IGNORED.fullmatch(match[0]):
            tokens.append(_Token(match[0], place, start + position))
    return _Reader(tokens).formula("")


@dataclass
class _Reader:
    tokens: list[_Token]
    position: int = 0
    matrices: int = 0

    @property
    def next(self) -> str:
        token = self.tokens[self.position] if self.position < len(self.tokens) else None
        return "" if token is None else "0" if token.tied else token.text

    def take(self) -> _Token:
        self.position += 1
        return self.tokens[self.position - 1]

    def sign(self) -> Sign:
        token = self.take()
        return Sign(token.text, token.start, token.end)

    def here(self) -> int:
        """Return where the next token begins, or the last one ended."""
        if self.position < len(self.tokens):
            return self.tokens[self.position].start
        return self.tokens[-1].end if self.tokens else 0

    def ended(self) -> int:
        return self.tokens[self.position - 1].end if self.position else self.here()

    def breaks(self) -> bool:
        is_cell = self.next == "&" and self.matrices > 0
        return is_cell or self.next in _BREAKS or bool(re.match(_TEXT, self.next))

    def stops(self, closing: str) -> bool:
        return self.next in ("", closing, *_OPEN.values()) or self.next.startswith(r"\end")

    def formula(self, closing: str) -> Node:
        start, statements = self.here(), []
        while (
            self.next and self.next != closing and not (closing == r"\end" and self.next.startswith(closing))
        ):
            if self.breaks() or self.stops(closing) or self.next == "&":
                self.take()  # a closing bracket that closes nothing is passed over, too
            else:
                statements.append(self.statement(closing))
        return Node("formula", start, self.ended(), parts=tuple(statements))

    def statement(self, closing: str) -> Node:
        start, parts, signs = self.here(), [self.sum(closing)], [Sign("", self.here(), self.here())]
        while self.next in RELATIONS or self.continues():
            signs.append(self.sign())
            parts.append(self.sum(closing))
        return Node("statement", start, self.ended(), parts=tuple(parts), signs=tuple(signs))

    def continues(self) -> bool:
        """Pass over the line end and the marks before a relation that goes on with the chain."""
        ahead = self.position
        while ahead < len(self.tokens) and self.tokens[ahead].text in (r"\\", "&") and not self.matrices:
            ahead += 1
        if ahead > self.position and ahead < len(self.tokens) and self.tokens[ahead].text in RELATIONS:
            self.position = ahead
            return True
        return False

    def sum(self, closing: str) -> Node:
        start, signs = self.here(), list[Sign]()
        terms: list[Node] = []
        self.pass_marks()
        while not terms or self.next in ("+", "-", "−"):
            signs.append(self.sign() if self.next in ("+", "-", "−") else Sign("", self.here(), self.here()))
            terms.append(self.product(closing))
            self.pass_marks()
        return Node("sum", start, self.ended(), parts=tuple(terms), signs=tuple(signs))

    def pass_marks(self) -> None:
        while self.next == "&" and not self.matrices:
            self.take()

    def product(self, closing: str) -> Node:
        start, factors, signs = self.here(), [], []
        while not self.ends_product(closing):
            sign = Sign("", self.here(), self.here())
            if self.next in _SIGNS:
                token = self.take()
                sign = Sign(_SIGNS[token.text], token.start, token.end)
            if not self.ends_product(closing):
                signs.append(sign)
                factors.append(self.factor())
        end = factors[-1].end if factors else start
        return Node("product", start, end, parts=tuple(factors), signs=tuple(signs))

    def ends_product(self, closing: str) -> bool:
        marks = self.next in RELATIONS or self.next in ("+", "-", "−", "&")
        return marks or self.stops(closing) or self.breaks()

    def factor(self) -> Node:
        node = self.nucleus()
        while self.next in ("_", "^", "'"):
            mark = self.take().text
            if mark == "'":
                node = replace(node, primes=node.primes + 1, end=self.ended())
            elif mark == "_":
                node = replace(node, below=self.argument(), end=self.ended())
            else:
                node = replace(node, above=self.argument(), end=self.ended())
        return node

    def argument(self) -> Node:
        if self.next == "{":
            return self.group()
        return self.nucleus() if self.next else Node("atom", self.here(), self.here())

    def nucleus(self) -> Node:
        token = self.tokens[self.position]
        name = token.text.removeprefix("\\")
        if token.tied or token.text[0].isdigit():
            self.take()
            return Node("tied" if token.tied else "number", token.start, token.end, token.text)
        if token.text in _OPEN or token.text.startswith(r"\begin") or self.opens_bars():
            return self.group()
        if name in _ARGUMENTS:
            self.take()
            parts = tuple(self.argument() for _ in range(_ARGUMENTS[name]))
            return Node("fraction" if len(parts) == 2 else "root", token.start, self.ended(), parts=parts)
        if name in _STYLE:
            return self.styled()
        self.take()
        return Node("operator" if name in OPERATORS else "atom", token.start, token.end, token.text)

    def opens_bars(self) -> bool:
        """Whether a bar comes that a second one closes, before the bracket closes that both stand in."""
        depth = 0
        for token in self.tokens[self.position + 1 :] if self.next in BARS else ():
            depth += (token.text in _OPEN) - (token.text in _OPEN.values())
            if depth < 0 or (token.text == self.next and depth == 0):
                return depth == 0
        return False

    def styled(self) -> Node:
        r"""Read a name in a style of its own, such as `\mathbf{t}`, as one atom."""
        first = self.position
        self.take()
        self.argument()
        text = "".join(token.text for token in self.tokens[first : self.position])
        return Node("atom", self.tokens[first].start, self.ended(), text)

    def group(self) -> Node:
        token = self.take()
        is_matrix = token.text.startswith(r"\begin")
        self.matrices += is_matrix
        inner = self.formula(r"\end" if is_matrix else _OPEN.get(token.text, token.text))
        self.matrices -= is_matrix
        if self.position < len(self.tokens):
            self.take()
        return Node("group", token.start, self.ended(), token.text, parts=inner.parts)
