"""Markdown to blocks, each with its place: the only module with regular expressions over Markdown.

`read_page(text)` takes out one kind of block after the other and blanks what it took, so that a dollar in
a fence is no formula and a bracket in a formula is no link. Blanks keep the length of the text, so every
offset is an offset in the page as it was written. What a reader sees stays: titles and alt texts, too.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from proofread.equations import Notation, NotationError
from proofread.pages.blocks import (
    Directive,
    Documented,
    Fence,
    Figure,
    FormulaBlock,
    Label,
    NotationBlock,
    Number,
    Reference,
    Stray,
)
from proofread.pages.brackets import NUMBER, numbers_in
from proofread.pages.dialects import FORMULA, LINE_END, in_dollars
from proofread.pages.fences import NEXT, PREFIX, blanks, read_fence
from proofread.pages.numbering import Equation, numbered

_NEXT_BLOCK = re.compile(rf"\s*{PREFIX}")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?=\s*[\w-]+[ \t]*:).*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_STRAYS = {
    re.compile(r"(?<!\\)(?:\$\$|\$(?=[A-Za-z\\]))"): "this dollar has no second one in its paragraph",
    re.compile(r"(\\(?:label|tag))\s*\{"): "{} belongs inside its formula: readers would see it as it is",
    re.compile(r"(\\(?:eqref|ref))\s*\{"): "{} is written [](#eq-…): readers would see it as it is",
}
"""Marks of formulas that stand in none, and what is wrong with them."""
_LABEL = re.compile(r"\\label\s*\{(?P<name>[^{}]*)\}")
_REFERENCE = re.compile(
    r"(?P<empty>(?<![!\\\]])\[)?(?<!\\)\]\((?P<page>[^()#\s]*)(?:#(?P<anchor>[^()\s]*))?[^()\n]*\)"
)
_PAGE = re.compile(r"[^:/][^:]*\.(?:md|ipynb)")
_UNCHECKED = re.compile(r"\s*unchecked\s*:\s*(.*?)\s*\Z", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*proofread\s*:\s*(\w+)\s*\Z")
_DOCUMENTED = re.compile(r"^(?:#+[ \t]*)?:::[ \t]*(?P<symbol>[\w.]+)[ \t]*$", re.MULTILINE)
_TITLE = r"""(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?"""
_LINK_TARGET = re.compile(
    rf"(?<=\])\([^()\s]*(?:\([^()\n]*\)[^()\s]*)*{_TITLE}[ \t]*\)"  # [text](target "title")
    rf"|^[ \t]*\[(?!\^)[^\]\n]+\]:[ \t]*\S+{_TITLE}[ \t]*$"  # [name]: target "title"
    r"|<https?:[^>\n]*>"
    r"|\[\^[\w-]+\]",  # the mark of a footnote
    re.MULTILINE,
)
_TAG = re.compile(r"</?[A-Za-z](?:[^<>\n]|\n(?!\s*\n))*>")
_ATTRIBUTE_LIST = re.compile(r"\{:?[ \t]*[.#][A-Za-z_-][^}\n]*\}|\{:[^}\n]*\}|(?<=[)\]])\{[^}\n]*=[^}\n]*\}")
_LINK_TITLE = re.compile(r"""\s("[^"\n]*"|'[^'\n]*')[ \t]*\)?$""")
_SHOWN_ATTRIBUTE = re.compile(
    r"""\b(?:alt|title|aria-\w+|label|placeholder|start)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>}]+)"""
)
_SHOWN_METADATA = re.compile(r"^[ \t]*(?:title|description)[ \t]*:(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#\w+|\w+);")


@dataclass(frozen=True)
class Page:
    """A page's blocks in the order in which they stand; `prose` is the text with all of them blanked."""

    text: str
    fences: list[Fence] = field(default_factory=list)
    formulas: list[FormulaBlock] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    code_spans: list[tuple[int, str]] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    prose: str = ""
    references: list[Reference] = field(default_factory=list)
    documented: list[Documented] = field(default_factory=list)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of each line."""
        return [0, *(m.end() for m in re.finditer(f"[\n{LINE_END}]", self.text))]

    @cached_property
    def all_numbers(self) -> list[Number]:
        """The checked numbers in prose, in formulas and in alt texts."""
        in_formulas = [number for formula in self.formulas for number in formula.numbers]
        in_figures = [
            number for fence in self.fences if isinstance(fence, Figure) for number in fence.numbers
        ]
        return [*self.numbers, *in_formulas, *in_figures]

    @cached_property
    def equations(self) -> list[Equation]:
        """The display formulas, with their numbers and addresses."""
        return numbered(self.formulas)

    @cached_property
    def notation_block(self) -> NotationBlock | None:
        """The fence that says what the symbols of the page are; a second one is a finding."""
        return next((fence for fence in self.fences if isinstance(fence, NotationBlock)), None)

    @cached_property
    def notation(self) -> Notation:
        """What the symbols of the page are; nothing is known of them where the block cannot be read."""
        try:
            return Notation.read(self.notation_block.body if self.notation_block else "")
        except NotationError:  # reported by the block's own claim
            return Notation.read("")

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def has_directive(self, name: str) -> bool:
        """Whether the page asks the build for something by this name."""
        return any(directive.name == name for directive in self.directives)


def read_text(path: Path) -> str:
    """Return a page's text with plain line ends and without a byte order mark."""
    return text_of(path.read_bytes())


def text_of(content: bytes) -> str:
    """Return the text of a page's bytes, likewise."""
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def without_front_matter(text: str) -> str:
    """Return a page's text without the settings at its top."""
    return _FRONT_MATTER.sub("", text)


@lru_cache(256)  # a site is read as a whole by whatever compares its pages
def read_page(text: str) -> Page:
    """Return the blocks of a Markdown page; its formulas stand between dollars, however they are written."""
    text = in_dollars(text)
    found = _take_fences_comments_and_code(_FRONT_MATTER.sub(lambda m: _only(_SHOWN_METADATA, m[0]), text))
    formulas, rest = _take_formulas("".join(found.rest), found.reasons)
    numbers, rest = list(numbers_in(rest, text, 0, len(rest))), NUMBER.sub(_blank, rest)
    rest = _ATTRIBUTE_LIST.sub(lambda m: _only(_SHOWN_ATTRIBUTE, m[0]), rest)
    references = []
    for match in _REFERENCE.finditer(rest):
        page, anchor, is_empty = match["page"], match["anchor"] or "", match["empty"] is not None
        if _PAGE.fullmatch(page) or anchor.startswith("eq-") or (is_empty and (page or anchor)):
            start = match.start("empty" if is_empty else "page")
            references.append(Reference(start, match.end(), page, anchor, is_empty))
    rest = _LINK_TARGET.sub(lambda m: _only(_LINK_TITLE, m[0]), rest)
    rest = _TAG.sub(lambda m: _only(_SHOWN_ATTRIBUTE, m[0]), rest)
    strays = [
        Stray(*m.span(), message.format(*m.groups()))
        for mark, message in _STRAYS.items()
        for m in mark.finditer(rest)
    ]
    astray = "this reason stands above no fence and no formula"
    strays += [Stray(start, start, astray) for start, _ in found.reasons.values()]
    documented = [Documented(m.start(), m.end(), m["symbol"]) for m in _DOCUMENTED.finditer(rest)]
    shown = list(rest)
    for fence in found.fences:  # their titles and alt texts are read, without the numbers that are checked
        opening = NUMBER.sub(_blank, _only(_SHOWN_ATTRIBUTE, text[fence.start : fence.body_start]))
        shown[fence.start : fence.body_start] = opening
    for entity in _ENTITY.finditer("".join(shown)):  # `&frac12;` stands for a number
        if (character := html.unescape(entity[0])).isnumeric():
            shown[entity.start() : entity.end()] = character.ljust(len(entity[0]))
    blocks = (found.fences, formulas, numbers, found.directives, found.code_spans, strays)
    return Page(text, *blocks, "".join(shown), references, documented)


def _blank(match: re.Match[str]) -> str:
    return blanks(match[0])


def _only(shown: re.Pattern[str], text: str) -> str:
    """Blank a text but for the parts that a reader sees."""
    kept, end = [], 0
    for match in shown.finditer(text):
        kept += [blanks(text[end : match.start(1)]), match[1]]
        end = match.end(1)
    return "".join([*kept, blanks(text[end:])])


# -- fences, comments and code spans --------------------------------------------------------------


@dataclass
class _Found:
    fences: list[Fence] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    code_spans: list[tuple[int, str]] = field(default_factory=list)
    reasons: dict[int, tuple[int, str]] = field(default_factory=dict)
    """For each reason, by the place of the block below it: where it stands, and what it says."""
    rest: list[str] = field(default_factory=list)


def _take_fences_comments_and_code(text: str) -> _Found:
    found, end = _Found(), 0
    while match := NEXT.search(text, end):
        found.rest.append(text[end : match.start()])
        start, end = match.span()
        if match["fence"]:
            _, unchecked = found.reasons.pop(match.start("fence"), (0, None))
            found.fences.append(read_fence(text, match, unchecked))
            end = found.fences[-1].end
        elif match["code"] is not None:
            found.code_spans.append((match.start("code"), match["code"]))
        elif reason := _UNCHECKED.match(match["comment"]):
            below = _NEXT_BLOCK.match(text, end)
            found.reasons[below.end() if below else end] = (start, reason[1])
        elif name := _DIRECTIVE.match(match["comment"]):
            found.directives.append(Directive(start, end, name[1]))
        # Something visible stays where code stood, so that a bracket around it still shows something.
        found.rest.append(blanks(text[start:end], " " if match["code"] is None else "\0"))
    found.rest.append(text[end:])
    return found


# -- formulas and numbers -------------------------------------------------------------------------


def _take_formulas(text: str, reasons: dict[int, tuple[int, str]]) -> tuple[list[FormulaBlock], str]:
    formulas = []
    for match in FORMULA.finditer(text):
        group = next(name for name in "dbeip" if match[name] is not None)
        start = match.start(group)
        labels = tuple(Label(start + m.start(), m["name"]) for m in _LABEL.finditer(match[group]))
        latex, line_start = match[group], text.rfind("\n", 0, match.start()) + 1
        if re.match(r"[ \t]*>", text[line_start : match.start()]):  # a quotation, whose marks are no LaTeX
            latex = re.sub(r"(?<=\n)[ \t]*(?:>[ \t]?)+", _blank, latex)
        latex = _LABEL.sub(_blank, latex)
        numbers = tuple(
            Number(start + m.start(), start + m.end(), m["shown"], m["expression"])
            for m in NUMBER.finditer(latex)
        )
        # The shown digits keep their own place, one column after the bracket.
        latex = NUMBER.sub(lambda m: f" {m['shown']}".ljust(len(m[0])), latex)
        _, reason = reasons.pop(match.start(), (0, None))
        display = group in "dbe"
        in_heading = text.startswith("#", line_start)
        given = (match.start(), match.end(), latex, start, display, numbers, reason, labels, in_heading)
        formulas.append(FormulaBlock(*given))
    return formulas, FORMULA.sub(_blank, text)
