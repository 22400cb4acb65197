"""The terms of a field: explained on one page, and a link away wherever another page first uses them.

A page with `<!-- proofread: glossary -->` is the glossary of a site. It is a Markdown definition list:

    learning rate
    :   How far one update goes against the gradient.
        Introduced in [Descent](learn/descent.md).

Lines without a link are what a tooltip says, those with one lead on. Several names may share an explanation,
each on a line of its own; a plural needs none.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from proofread.pages.markdown import Page

_ENTRY = re.compile(
    r"^(?P<names>(?:[^\s:#<].*\n)+):[ ]{3}(?P<text>.*(?:\n(?:[ ]{4}.*|[ \t]*(?=\n[ ]{4})))*)", re.MULTILINE
)
_PROSE = re.compile(
    r"<(?P<skip>a|button|code|h[1-6]|math|pre|script|style|svg|table)\b.*?</(?P=skip)>"
    r'|<span class="tip".*?</span>'  # an answer of its own
    r"|<(?P<close>/?)(?P<block>p|li)\b(?P<attributes>[^>]*)>"
    r"|<[^>]*>"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)
"""Pieces of HTML. Running prose is text in a plain paragraph or list item, outside of what is skipped."""


_TITLE = re.compile(r"<dt>(.*?)</dt>", re.DOTALL)


class UnclearEntry(ValueError):
    """An entry of the glossary that no link could lead to, or that would explain nothing."""


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    names: tuple[str, ...]
    """As the field says it, the usual name first."""
    text: str
    """What it means, in Markdown."""

    @property
    def anchor(self) -> str:
        """Where the entry stands on its page."""
        return re.sub(r"[\W_]+", "-", self.names[0].lower()).strip("-")

    @property
    def explanation(self) -> str:
        """What a tooltip says."""
        return " ".join(line.strip() for line in self.text.splitlines() if "](" not in line).strip()


def find(pages: Mapping[str, Page]) -> tuple[str, list[Term]]:
    """Return the address of a site's glossary and its entries; no address and no entry without one."""
    for uri, page in pages.items():
        if page.has_directive("glossary"):
            return uri, terms(page.text)
    return "", []


def terms(markdown: str) -> list[Term]:
    """Return the entries of a glossary."""
    return [
        Term(tuple(name.strip() for name in entry["names"].splitlines()), entry["text"])
        for entry in _ENTRY.finditer(markdown)
    ]


def with_anchors(content: str, entries: Sequence[Term]) -> str:
    """Return a glossary's HTML with an address for each entry.

    Raises
    ------
    UnclearEntry
        If two entries share a name or an address, or one is not written as `terms` reads it.
    """
    seen: set[str] = set()
    for entry in entries:
        if not entry.anchor or not entry.explanation:
            raise UnclearEntry(f"the entry {entry.names[0]!r} says nothing that is no link")
        names = {entry.anchor, *map(str.lower, entry.names)}
        if twice := sorted(names & seen):
            raise UnclearEntry(f"two entries are called {twice[0]!r}, or have that address")
        seen |= names
        name = f"{html.escape(entry.names[0], quote=False)}</dt>"
        content = content.replace(f"<dt>{name}", f'<dt id="{entry.anchor}">{name}')
    known = {name for entry in entries for name in entry.names[1:]}
    for title in _TITLE.findall(content):
        if html.unescape(title) not in known:
            raise UnclearEntry(f"the entry {title!r} is no plain name above a line that begins with ':   '")
    return content


def with_terms(content: str, entries: Sequence[Term], address: str) -> str:
    """Return a page's HTML in which the first use of each term is a link to its entry.

    Parameters
    ----------
    content : str
        The HTML of the page.
    entries : sequence of Term
        What the glossary explains.
    address : str
        Where the glossary is, seen from the page.
    """
    waiting = {name.lower(): entry for entry in entries for name in entry.names}

    def link(found: re.Match[str]) -> str:
        entry = waiting.get(" ".join(html.unescape(found["name"]).lower().split()))
        if entry is None:
            return found[0]
        for name in entry.names:  # which wait no longer
            waiting.pop(name.lower(), None)
        said = html.escape(entry.explanation)
        return f'<a class="term" href="{address}#{entry.anchor}" data-term="{said}">{found[0]}</a>'

    names, pieces = _any_of(waiting), []
    plain: list[bool] = []  # of each block around a piece: whether it is no more than a paragraph or an item
    for piece in _PROSE.finditer(content):
        if piece["close"]:
            plain = plain[:-1]
        elif piece["block"]:
            plain.append(not piece["attributes"])
        is_prose = piece["text"] and plain and all(plain)
        pieces.append(names.sub(link, piece[0]) if is_prose else piece[0])
    return "".join(pieces)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Match each name, or its plural; the longest first, so that no name is found within a longer one."""
    longest_first = sorted(names, key=len, reverse=True)
    spaced = "|".join(re.escape(html.escape(name, quote=False)) for name in longest_first)
    either = spaced.replace(r"\ ", r"\s+") or "(?!)"
    return re.compile(rf"(?<![\w&-])(?P<name>{either})(?:e?s)?(?![\w-])", re.IGNORECASE)
