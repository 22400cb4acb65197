"""Errors in what a page shows: digits in outputs and checked numbers, shapes in notation blocks."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from proofread.checking.page import page_claims
from proofread.claims.code import PlainExample, PromptExample
from proofread.claims.number import NumberClaim
from proofread.config import Config
from proofread.mutations.formulas import Edit
from proofread.pages.blocks import Fence
from proofread.pages.markdown import Page

WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
]  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
_SHAPE = re.compile(r"(?<=:)\s+(?P<rows>\S+)\s+x\s+(?P<columns>[^\s,]+)")
_FIXED = re.compile(r"\b[A-Za-z]\w*:\s*(?P<number>\d+)(?=\s)")
_INDEX = re.compile(r"^index:\s*\{(?P<pairs>[^}]*)\}", re.MULTILINE)
_LETTER = re.compile(r":\s*(?P<size>[A-Za-z]\w*)")


def plant_digits(page: Page, config: Config, random: Random) -> Iterator[Edit]:
    """Yield one changed digit for every digit that the page shows and checks."""
    for claim in page_claims(page, config):
        if isinstance(claim, NumberClaim):
            start = claim.block.start + page.text[claim.block.start :].index("[") + 1
            yield from _digits("digit in prose", page.text, start, start + len(claim.block.shown), random)
        elif isinstance(claim, PlainExample) and claim.output:
            shown = claim.output.body_start, claim.output.body_end
            yield from _digits("digit in output", page.text, *shown, random)
        elif isinstance(claim, PromptExample):
            yield from _digits("digit in output", page.text, *want_of(claim, page), random)


def want_of(claim: PromptExample, page: Page) -> tuple[int, int]:
    """Return where the output below a prompt begins and ends."""
    lines = [*page.line_starts, len(page.text)]
    first = page.place(claim.start)[0] - 1 + claim.example.source.count("\n")
    return lines[first], lines[first + claim.example.want.count("\n")]


def _digits(kind: str, text: str, start: int, end: int, random: Random) -> Iterator[Edit]:
    for match in re.finditer(r"\d", text[start:end]):
        other = random.choice([digit for digit in "0123456789" if digit != match[0]])
        yield kind, start + match.start(), start + match.end(), other
    if kind == "digit in prose":
        for match in _WORD.finditer(text[start:end]):
            other = random.choice([word for word in WORDS if word != match[0].lower()])
            cased = other.capitalize() if match[0][0].isupper() else other
            yield kind, start + match.start(), start + match.end(), cased


def plant_shapes(fence: Fence, sizes: Sequence[str]) -> Iterator[Edit]:
    """Yield every wrong shape: axes exchanged, another letter, another fixed size, another index range."""
    for match in _SHAPE.finditer(fence.body):
        if match["rows"] != match["columns"]:
            yield _edit(fence, match.start("rows"), match.end(), f"{match['columns']} x {match['rows']}")
        for axis in ("rows", "columns"):
            others = [size for size in (*sizes, "1") if size != match[axis]]
            yield from (_edit(fence, match.start(axis), match.end(axis), other) for other in others)
    for match in _FIXED.finditer(fence.body):
        yield _edit(fence, match.start("number"), match.end("number"), str(int(match["number"]) + 1))
    for block in _INDEX.finditer(fence.body):
        for match in _LETTER.finditer(fence.body, block.start("pairs"), block.end("pairs")):
            others = [size for size in sizes if size != match["size"]]
            yield from (_edit(fence, match.start("size"), match.end(), other) for other in others)


def _edit(fence: Fence, start: int, end: int, new: str) -> Edit:
    # Notation blocks are not indented, so the body's offsets are those of the page.
    return "shape", fence.body_start + start, fence.body_start + end, new
