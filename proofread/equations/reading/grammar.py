"""The grammar: from one side of an equation to a tree of nodes.

It knows LaTeX, not the page: whether `f(x)` is a call or a product is told later (meaning/), by what the
page declares.  So the parser is built once a process.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedEOF, UnexpectedInput, UnexpectedToken, VisitError

from proofread.equations.errors import Unreadable
from proofread.equations.reading import layout, nodes
from proofread.equations.reading.nodes import Node
from proofread.equations.reading.syntax import GRAMMAR


class _Builder(Transformer[Token, Any]):
    """Nodes from what the parser found."""

    def __init__(self, tied: dict[int, tuple[str, bool]]) -> None:
        super().__init__(visit_tokens=True)
        self.tied = tied

    def NUMBER(self, token: Token) -> Node:
        return nodes.Number(_start(token), token.replace("{,}", ""))

    DIGIT = DIGIT1 = NUMBER

    def TIED(self, token: Token) -> Node:
        return nodes.Tied(_start(token), *self.tied[_start(token)])

    def WORD(self, token: Token) -> Node:
        name = word(token)
        upright = _UPRIGHT.fullmatch(name)
        return nodes.Operator(_start(token), upright[1]) if upright else nodes.Word(_start(token), name)

    def DOTS(self, token: Token) -> Node:
        return nodes.Dots(_start(token), str(token))

    def PROBABILITY(self, token: Token) -> Node:
        return nodes.Word(_start(token), symbols_of(token))

    def OPERATOR(self, token: Token) -> Node:
        name = re.sub(r"\\operatorname\*?|[^A-Za-z]", "", token)
        return nodes.Operator(_start(token), name)

    def side(self, found: list[Node]) -> Node:
        return found[0]

    def conditions(self, found: list[Node]) -> list[Node]:
        return found

    def condition(self, found: list[Node]) -> Node:
        return found[0]

    def comparison(self, found: list[Any]) -> nodes.Comparison:
        return nodes.Comparison(found[0].at, _RELATION.get(str(found[1]), str(found[1])), found[0], found[2])

    def plus(self, found: list[Node]) -> Node:
        return nodes.Plus(found[0].at, found[0], found[1], 1)

    def minus(self, found: list[Any]) -> Node:
        return nodes.Plus(found[0].at, found[0], found[2], -1)

    def negative(self, found: list[Any]) -> Node:
        return nodes.Negative(_start(found[0]), found[1])

    def positive(self, found: list[Node]) -> Node:
        return found[0]

    def run(self, found: list[Any]) -> Node:
        factors = [nodes.Factor("", found[0])]
        for sign, factor in zip(found[1::2], found[2::2], strict=True):
            factors.append(nodes.Factor(_SIGN.get(getattr(sign, "type", ""), ""), factor))
        return factors[0].node if len(factors) == 1 else nodes.Run(factors[0].node.at, tuple(factors))

    def script(self, found: list[Any]) -> Any:
        return found[0]

    def scripted(self, found: list[Any]) -> Node:
        nucleus, *scripts = found
        fields: dict[str, Any] = {}
        above = 0
        for script in scripts:
            fields |= _script(script, fields)
            above += isinstance(script, Node) or script.type not in ("SUB", "PRIME")
        if above > 1:  # refused, as LaTeX does
            message = "two superscripts: brace the symbol with its first, as in {W^{(2)}}^T"
            raise Unreadable(message, nucleus.at)
        return nodes.Scripted(nucleus.at, nucleus, **fields)

    def group(self, found: list[Any]) -> Node:
        items = found[1] if isinstance(found[1], list) else [found[1]]
        return nodes.Group(_start(found[0]), tuple(items), str(found[0]))

    def items(self, found: list[Node]) -> list[Node]:
        return found

    def indicator(self, found: list[Any]) -> Node:
        marks = ("ONE", "LSQB", "LSET", "RSET", "LPAR")
        condition = [part for part in found if getattr(part, "type", "") not in marks]
        return nodes.Indicator(_start(found[0]), self.comparison(condition))

    def fraction(self, found: list[Any]) -> Node:
        return nodes.Fraction(_start(found[0]), found[1], found[2])

    def root(self, found: list[Any]) -> Node:
        if len(found) == 2:
            return nodes.Root(_start(found[0]), found[1])
        at, one = _start(found[0]), nodes.Number(_start(found[0]), "1")
        return nodes.Power(at, found[3], nodes.Fraction(at, one, found[2]))

    def rounded(self, found: list[Any]) -> Node:
        name = "floor" if found[0].type == "LFLOOR" else "ceil"
        return nodes.Call(_start(found[0]), name, (found[1],))

    def factorial(self, found: list[Any]) -> Node:
        return nodes.Call(found[0].at, "factorial", (found[0],))

    def binomial(self, found: list[Any]) -> Node:
        return nodes.Call(_start(found[0]), "binom", (found[1], found[2]))

    def inner(self, found: list[Any]) -> Node:
        return nodes.Call(_start(found[0]), "inner", (found[1], found[2]))

    def determinant(self, found: list[Any]) -> Node:
        return nodes.Call(_start(found[0]), "det", (self.matrix(found),))

    def bar(self, found: list[Any]) -> Node:
        script = _script(found[3], {})
        where = read_conditions(" " * script["below_at"] + script["below"])
        return nodes.Bar(_start(found[0]), found[1], tuple(where))

    def norm(self, found: list[Any]) -> Node:
        return nodes.Norm(_start(found[0]), found[1], "abs" if found[0].type == "ABS" else "")

    def row(self, found: list[Any]) -> tuple[Node, ...]:
        return tuple(item for item in found if isinstance(item, Node))

    def matrix(self, found: list[Any]) -> Node:
        return nodes.Matrix(_start(found[0]), tuple(row for row in found if isinstance(row, tuple)))

    def branch(self, found: list[Any]) -> tuple[Node, Node | None]:
        return found[0], found[2] if isinstance(found[2], nodes.Comparison) else None

    def cases(self, found: list[Any]) -> Node:
        return nodes.Cases(_start(found[0]), tuple(branch for branch in found if isinstance(branch, tuple)))


_UPRIGHT = re.compile(
    r"\\(?:operatorname\*?|mathrm|text|textrm)\{(sin|cos|tan|sinh|cosh|tanh|exp|log|ln|max|min|det|argmax|argmin)\}"
)
_SIGN = {"TIMES": ".", "ODOT": "o", "SLASH": "/"}
_RELATION = {
    r"\ne": "!=", r"\neq": "!=", r"\le": "<=", r"\leq": "<=", r"\ge": ">=", r"\geq": ">=",
    r"\lt": "<", r"\gt": ">",
}  # fmt: skip


def symbols_of(token: str) -> str:
    r"""Return `p(x \mid \theta)` in one spelling: a blank stays only where a command ends at a letter."""
    text = re.sub(r"\s+", " ", token.replace(layout.GIVEN, r"\mid "))
    return re.sub(r"(\\[A-Za-z]+ (?=[^\W\d_]))|\s", r"\1", text)


def _start(token: Token) -> int:
    return token.start_pos or 0


def word(text: str) -> str:
    r"""Return the one spelling of a name: `\hat y` and `\hat {y}` are `\hat{y}`."""
    text = re.sub(r"^\{\s*\\(rm|bf|sf|it|cal)\s+(.*)\}$", r"\\math\1{\2}", text)
    text = re.sub(r"\s+", "", re.sub(r"\\bm\b|\\vec\b", r"\\boldsymbol", text)).replace(
        r"\boldsymbol", r"\mathbf"
    )
    found = re.fullmatch(
        r"(.*?\\(?:math(?:bf|rm|sf|it|cal|bb|frak|tt|scr)|hat|bar|tilde|dot|breve|check|wide\w+|overline|underline))(\\[A-Za-z]+|[A-Za-z])",
        text,
    )
    return f"{found[1]}{{{found[2]}}}" if found and "{" not in text else text


def _script(script: Token | Node, fields: dict[str, Any]) -> dict[str, Any]:
    if isinstance(script, Node):
        return {"above": script}
    at, inner = _start(script), re.sub(r"^[\^_]\s*", "", script)
    inner = inner[1:-1] if inner.startswith("{") else inner
    match script.type:
        case "SUB":
            if "below" in fields:
                raise Unreadable("two subscripts", at)
            return {"below": inner, "below_at": at + script.index(inner)}
        case "LAYER" | "LAYER_T":
            layer = re.split(r"[)\]]", re.sub(r"[\s(\[]", "", inner))[0]
            return {"layer": layer, "transposed": script.type == "LAYER_T"}
        case "ENTRYWISE":
            return {"above": nodes.Number(at, re.sub(r"\D", "", inner)), "entrywise": True}
        case "INVERSE_T":
            return {"transposed": True, "above": nodes.Negative(at, nodes.Number(at, "1"))}
        case "PRIME":
            return {"primes": script.count("'") or 1}
    return {"transposed": True} if script.type == "TRANSPOSE" else {"star": True}


@cache
def _parser() -> Lark:
    text = GRAMMAR
    for name in ("TIED", "ABS_END", "ABS", "NORM_END", "NORM", "BAR_END", "BAR", "BREAK", "GIVEN", "IF"):
        text = text.replace(f"@{name}@", getattr(layout, name))
    return Lark(text, parser="lalr", start=["side", "conditions"], maybe_placeholders=True)


def read(text: str, tied: dict[int, tuple[str, bool]] | None = None) -> Node:
    """Read one side of an equation (masked text).

    Raises
    ------
    Unreadable
        With the offset where reading stopped.
    """
    return _side(text, tuple((tied or {}).items()))


@lru_cache(maxsize=4096)  # pages are read again and again by a server, and by whoever plants errors
def _side(text: str, tied: tuple[tuple[int, tuple[str, bool]], ...]) -> Node:
    found: Node = _read(text, "side", dict(tied))
    return found


def read_conditions(text: str) -> list[Node]:
    r"""Read what stands below a sum: `i = 1`, `i, j`, `j \ne i`."""
    found: list[Node] = _read(text, "conditions", {})
    return found


def _read(text: str, start: str, tied: dict[int, tuple[str, bool]]) -> Any:
    try:
        return _Builder(tied).transform(_parser().parse(text, start=start))
    except VisitError as error:
        if isinstance(error.orig_exc, Unreadable):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        end = len(text.rstrip())
        at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        if at_end or isinstance(error, UnexpectedEOF):
            message = "it ends too early" if text.strip() else "nothing stands here"
            raise Unreadable(message, end) from None
        position = getattr(error, "pos_in_stream", None)
        offset = position if isinstance(position, int) and position >= 0 else end
        rest = " ".join(text[offset:].split())[:20]
        digits = re.match(r"[0-9.]{2,}", rest)
        if digits and re.search(r"\^\s*$", text[:offset]):
            message = f"an exponent of several digits needs braces: ^{{{digits[0]}}}"
            raise Unreadable(message, offset) from None
        raise Unreadable(f"cannot read from `{rest}` on", offset) from None
