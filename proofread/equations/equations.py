"""The equations of one page: definitions registered, links resolved, each ready to be checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from proofread.equations.errors import Unreadable, readable
from proofread.equations.judging.judge import Judge
from proofread.equations.meaning.definitions import define, with_awaited, without_idle_parameters
from proofread.equations.meaning.dependencies import Dependencies
from proofread.equations.meaning.indices import is_about_indices
from proofread.equations.meaning.links import Formula, Link, Read, Verdict, comparison, cut_all
from proofread.equations.meaning.resolver import Resolver
from proofread.equations.meaning.rules import expectations
from proofread.equations.meaning.vocabulary import Vocabulary
from proofread.equations.notation import keys
from proofread.equations.notation.notation import Notation
from proofread.equations.reading import nodes
from proofread.equations.reading.nodes import Node, Reference

_NAMES = re.compile(r"\b[A-Za-z_]\w*(?:\.\w+)+|\b[A-Za-z_]\w+(?=[(=])|\.\w+")
"""The names of functions, keywords and attributes in a tie to code, whose letters are no symbols."""
_COMMANDS = re.compile(r"\\text\w*\s*\{[^{}]*\}|\\[A-Za-z]+")
_COMPARED = {"=", "≠", "<", ">", "≤", "≥"}
_KINDS = {
    **dict.fromkeys((*_COMPARED, ":=", "∼"), "link"),
    "≈": "rounding",
    "←": "assignment",
    "∈": "shape",
}


class Equations:
    """One page's equations.

    Parameters
    ----------
    notation : Notation
        The page's notation block.
    formulas : sequence of Formula
        In page order.
    seed : int
        Seeds the random points.

    Attributes
    ----------
    links : list of Link
        In page order.
    """

    def __init__(self, notation: Notation, formulas: Sequence[Formula], seed: int = 0) -> None:
        self.notation = notation
        self._texts = [formula.latex for formula in formulas]
        self._texts += [f"{symbol.latex} {_NAMES.sub(' ', symbol.code)}" for symbol in notation.symbols]
        self.vocabulary = notation.vocabulary.copy()
        pieces = cut_all(formulas)
        read = with_awaited([link for piece in pieces for link in piece.links], self.vocabulary)
        defined = define(read, self.vocabulary)
        links = _with_conditions([defined.get(link) or _resolved(link, self.vocabulary) for link in read])
        self.dependencies = Dependencies(self.vocabulary)
        self.links = [without_idle_parameters(link, self.vocabulary, self.dependencies) for link in links]
        self._checked = self.dependencies.of_nodes(_trees(self.links, definitions=False))
        mentioned: list[Node] = []
        for mention in [node for piece in pieces for node in piece.mentions]:
            with suppress(Exception):  # what stands in no relation claims nothing
                mentioned.append(Resolver(self.vocabulary).resolve(mention))
        self._seen = self.dependencies.of_nodes([*_trees(self.links), *mentioned])
        self._judge = Judge(self.vocabulary, self.dependencies, seed)

    def check(self, link: Link, value_of: Callable[[str], Any]) -> Verdict:
        """Check one link.

        Parameters
        ----------
        link : Link
            One of `links`.
        value_of : callable
            The value of a Python expression on the page.
        """
        try:
            verdict = self._judge.verdict(link, value_of)
        except RecursionError:
            verdict = Verdict(False, "this is nested too deeply, or defined in a circle")
        except Exception as error:
            verdict = Verdict(False, readable(error).message)
        is_checked = link.read.anchored or link.defines in self._checked
        if verdict.ok and link.kind == "definition" and not is_checked:
            verdict = Verdict(
                False, "nothing checks this definition: neither code nor another equation uses it"
            )
        return verdict if verdict.ok else replace(verdict, offset=verdict.offset or link.start)

    def unused(self) -> list[str]:
        """Return the symbols that the notation declares and no formula of the page uses."""
        found = []
        for symbol in self.notation.symbols:
            latex = symbol.latex.removesuffix(r"\leftarrow").removesuffix(r"\gets")
            try:
                every = list(nodes.walk(keys.expression(latex, self.notation.vocabulary)))
            except Unreadable:
                continue
            own = {(node.function, False, 0) for node in every if isinstance(node, nodes.Call)}
            own |= {node.key for node in every if isinstance(node, Reference)}
            if not own & self._seen:
                found.append(symbol.latex)
        return found

    def unused_letters(self) -> list[str]:
        """Return the sizes and indices that the notation declares and nothing on the page uses."""
        shapes = {letter for symbol in self.notation.symbols for letter in symbol.shape}
        ranges = {str(limit) for over in self.vocabulary.ranges.values() for limit in (over.low, over.high)}
        written = "".join(_COMMANDS.sub(" ", text) for text in self._texts)
        letters = [*self.notation.sizes, *self.notation.vocabulary.ranges]
        return [letter for letter in letters if letter not in shapes | ranges and letter not in written]


def _resolved(read: Read, vocabulary: Vocabulary) -> Link:
    """Return a link with the meaning of its sides and conditions, and of which kind it is."""
    if read.problem:
        return Link.unread(read)
    resolver = Resolver(vocabulary, frozenset(q.letter for q in read.quantifiers))
    relation = read.relation
    try:
        left, right = resolver.side(read.left), resolver.side(read.right)
        if isinstance(right, nodes.Set) and relation == "∼":
            left, right = expectations.declared(left, right, resolver)
        conditions = tuple(resolver.comparison(condition) for condition in read.conditions)
        quantifiers = tuple(
            replace(q, low=resolver.resolve(q.low), high=resolver.resolve(q.high)) for q in read.quantifiers
        )
        found = {type(node) for side in (left, right) for node in nodes.walk(side)}
        positions = nodes.Position in found and relation in _COMPARED
        if read.premise or (positions and all(is_about_indices(side, vocabulary) for side in (left, right))):
            kind = "condition"
        elif nodes.Order in found:
            if relation not in ("=", "≈", ":="):
                raise Unreadable(f"O(…) and {relation} do not go together")
            kind = "order"
        elif relation not in _KINDS:
            raise Unreadable(f"the relation {relation} is not one that can be checked")
        else:
            kind = _KINDS[relation]
    except Exception as error:
        return Link.failed(read, readable(error))
    return Link(read, kind, left, right, conditions, quantifiers)


def _with_conditions(links: list[Link]) -> list[Link]:
    r"""Let `\quad i \ne j` restrict the chain before it in its formula."""
    restricted: list[Link] = []
    for place, link in enumerate(links):
        found: list[nodes.Comparison] = []
        for other in links[place:] if link.kind != "condition" else ():
            is_condition = other.kind == "condition"
            if is_condition and not other.read.premise and other.formula is link.formula:
                found.append(comparison(other.read, other.left, other.right))
            elif found or is_condition or other.read.chain != link.read.chain:
                break
        restricted.append(replace(link, conditions=(*link.conditions, *found)))
    return restricted


def _trees(links: list[Link], definitions: bool = True) -> list[Node]:
    kept = [link for link in links if definitions or link.kind != "definition"]
    return [tree for link in kept for tree in (*link.sides, *link.conditions)]
