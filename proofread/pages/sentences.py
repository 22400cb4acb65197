"""Sentences of a page that judge or compare, and those among them that carry no check.

Whether a sentence judges is told by a short list of words, so what is listed is a reminder and no finding.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proofread.pages.markdown import Page, without_front_matter

_BREAK = re.compile(
    r"\n[ \t>]*\n"  # between paragraphs
    r"|\n(?=[ \t>]*(?:[-*+]|\d+[.)]|\#{1,6}|:|\?{3}|!{3}|={3})[ \t])"  # before an item, a heading, a note
    r"|[ \t]*\|[ \t]*"  # between cells
    r"|(?<=[.!?])(?<!!!!)(?<!\?\?\?)[\"')*_]*(?=\s)"
)
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_OPENING = re.compile(r"^(?:[-*+]|\d+[.)]|\#+|:|[?!=]{3}\+?(?: \w+)*)\s+")
_MARKS = re.compile(r"</?\w[^<>]*>|(?<!\w)[*_]{1,2}(?=\w)|(?<=[\w.`])[*_]{1,2}(?![\w{])")
"""Tags and emphasis; what stands so in a formula is none."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of running text."""

    line: int
    text: str
    """What a reader reads, on one line."""


def unproved(page: Page, judging: Sequence[str]) -> list[Sentence]:
    """Return the sentences that judge by one of these words, and hold no number, statement or equation."""
    either = "|".join(map(re.escape, judging)) or "(?!)"
    word = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)
    top = len(page.text) - len(without_front_matter(page.text))
    checks = [(number.start, number.end) for number in page.all_numbers]
    checks += [
        (f.start, f.end) for f in page.formulas if re.search(r"[=<>]|\\(?:le|ge|approx|in)\b", f.latex)
    ]
    found, before = [], top
    for after in [*(match.end() for match in _BREAK.finditer(page.prose, top)), len(page.prose)]:
        words = page.text[before:after].strip(" \t\n>|")
        start = page.text.index(words, before)
        end, before = start + len(words), after
        is_checked = any(first < end and start < last for first, last in checks)
        if word.search(page.prose, start, end) and not is_checked:
            found.append(Sentence(page.place(start)[0], shown(words)))
    return found


def shown(markdown: str) -> str:
    """Return a sentence on one line, without its links and marks."""
    text = _LINK.sub(r"\1", _OPENING.sub("", markdown))
    return " ".join(_MARKS.sub("", text.replace("\n>", "\n")).split())
