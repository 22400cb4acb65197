"""Fences, in all spellings that Material and MyST read; comments and code spans are told from them."""

import re

from proofread.pages.blocks import (
    PYTHON,
    Caption,
    Cell,
    Example,
    Fence,
    Figure,
    Listing,
    NotationBlock,
    Output,
    Program,
    Specimen,
    Text,
)
from proofread.pages.brackets import read_numbers

PREFIX = r"[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+)*"
NEXT = re.compile(
    rf"^(?P<prefix>{PREFIX})(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}}|:{{3,}}(?=\{{(?:math|code-cell)\}}))(?P<info>.*?)$"
    r"|<!--(?P<comment>.*?)-->"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n[ \t>]*(?:\n|\Z|```|~~~)).)+?)(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
"""A fence, a comment or a code span, whichever comes first: each may hold what would open another."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s}]+))""")
_CAPTION = re.compile(
    r"[ \t]*\n(?:[ \t]*\n)?[ \t]*(?P<label>Figure:[ \t]*)"
    r"(?P<text>[^\n]+(?:\n(?![ \t]*(?:\n|\Z|```|~~~))[^\n]+)*)"
)
OPTIONS = re.compile(r"(?:---[ \t]*\n.*?\n---[ \t]*\n|(?:[ \t]*:[\w-]+:[^\n]*\n)+)", re.DOTALL)
"""What MyST reads at the top of a cell or a box: lines that are no code and no text."""


def read_fence(text: str, match: re.Match[str], reason: str | None) -> Fence:
    """Read a fence as CommonMark closes it: by the same character, at least as often; or at the end."""
    prefix, mark, body_start = match["prefix"], match["fence"], min(match.end() + 1, len(text))
    start, info = match.start("fence"), _info(match["info"])
    body, body_end, end, problem = [], len(text), len(text), "this fence is never closed"
    for written in _LINE.finditer(text, body_start):
        line = _outdented(written[0], prefix)
        if re.fullmatch(rf" {{0,3}}{mark}{mark[0]}*[ \t]*\n?", line):
            body_end, end, problem = written.start(), written.start() + len(written[0].rstrip("\n")), ""
            break
        body.append(line)
    if re.search(rf"^[ \t]*{mark}{mark[0]}*[ \t]*[^\s{mark[0]}]", "".join(body), re.MULTILINE):
        problem = "another fence opens inside this one: is it not closed, or should it be longer?"
    fence = Fence(start, end, *info, "".join(body), body_start, body_end, prefix, reason, problem)
    return _of_kind(fence, text, is_cell=match["info"].lstrip().startswith("{code-cell}"))


def _of_kind(fence: Fence, text: str, is_cell: bool) -> Fence:
    """Decide, once, what a fence is."""
    given, attributes = vars(fence), fence.attributes
    if "source" in attributes:
        return Listing(**given)
    if "figure" in attributes and fence.is_python:
        alt = attributes.get("alt", "")
        numbers = tuple(read_numbers(alt, text.find(alt, fence.start)))
        under = _CAPTION.match(text, fence.end)
        caption = Caption(under.start("label"), under.end(), under.start("text")) if under else None
        return Figure(**given, numbers=numbers, caption=caption)
    if "page" in attributes:
        return Specimen(**given)
    if "program" in attributes:
        return Program(**given)
    if is_cell and fence.is_python:
        options = OPTIONS.match(fence.body)
        shown = options.end() if options else 0
        return Cell(**given | {"body": blanks(fence.body[:shown]) + fence.body[shown:]})
    if fence.is_python:
        return Example(**given)
    kinds: dict[str, type[Fence]] = {"output": Output, "notation": NotationBlock}
    is_titled = fence.language in ("", "text") and attributes.get("title", "").lower() == "output"
    return kinds.get("output" if is_titled else fence.language, Text)(**given)


def _outdented(line: str, prefix: str) -> str:
    """Return a line of a fence without the quotation marks and the indentation that its fence has."""
    for _ in range(prefix.count(">")):
        line = re.sub(r"\A[ \t]*>[ \t]?", "", line)
    width = len(re.sub(r"\A.*>[ \t]?", "", prefix).expandtabs(4))
    code = line.lstrip(" \t")
    return line[: -len(code)].expandtabs(4)[width:] + code if width and code else line


def _info(info: str) -> tuple[str, dict[str, str]]:
    """Return language and attributes of an info line, in any spelling that Material reads."""
    attributes = {m[1]: next(v for v in m.groups()[1:] if v is not None) for m in _ATTRIBUTE.finditer(info)}
    words = re.split(r"[\s{},:]+", _ATTRIBUTE.sub(" ", info))
    names = [word for word in words if word and not word.startswith("#")]
    if names[:1] == ["code-cell"]:  # MyST's: of Python, if it does not say of what
        names = names[1:] or ["python"]
    language = next((name for name in names if name.lstrip(".").lower() in PYTHON), names[0] if names else "")
    return language.lstrip(".").lower(), attributes


def blanks(text: str, blank: str = " ") -> str:
    """Return spaces of the same length, or as many of another character; line ends stay."""
    return re.sub(r"[^\n]", blank, text)
