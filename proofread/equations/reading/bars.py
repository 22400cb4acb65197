r"""Bars: an absolute value, a norm, or where something is evaluated (`\left. … \right|_{x = 1}`)."""

from __future__ import annotations

import re

ABS, ABS_END, NORM, NORM_END, BAR, BAR_END = map(chr, range(0xE004, 0xE00A))
"""Marks that tell what a bar is, and whether it opens or closes."""
_LEFT_RIGHT = re.compile(r"\\(?P<side>left|right)(?![A-Za-z])\s*(?P<sign>\\[A-Za-z]+|\\?.)")
_BARS = {"|", r"\vert", r"\rvert"}
_BAR = re.compile(r"\\[lr]?vert(?![A-Za-z])|\\[lr]?Vert(?![A-Za-z])|\\\||\|\||\||[{}()\[\]]|\\[{}]")


def evaluated(latex: str) -> str:
    r"""Mark `\left.` and the `\right|` that belongs to it, which says where something is evaluated."""
    opened: list[re.Match[str]] = []
    for found in _LEFT_RIGHT.finditer(latex):
        if found["side"] == "left":
            opened.append(found)
        elif opened and (first := opened.pop())["sign"] == "." and found["sign"] in _BARS:
            latex = _marked(_marked(latex, first, BAR), found, BAR_END)
    return latex


def _marked(latex: str, found: re.Match[str], mark: str) -> str:
    return latex[: found.start()] + mark.ljust(len(found[0])) + latex[found.end() :]


def paired(latex: str) -> str:
    """Tell the bars that open from those that close: `|x|` looks the same on both sides."""
    open_bars: list[str] = [""]

    def told(match: re.Match[str]) -> str:
        bar = match[0]
        if bar in {"{", "(", "[", r"\{"}:
            open_bars.append("")
        elif bar in {"}", ")", "]", r"\}"}:
            open_bars[:] = open_bars[:-1] or [""]
        elif bar == "||" and open_bars[-1] == ABS:
            return _bar("|", open_bars) + _bar("|", open_bars)
        else:
            return _bar(bar, open_bars).ljust(len(bar))
        return bar

    return _BAR.sub(told, latex)


def _bar(bar: str, open_bars: list[str]) -> str:
    kind = NORM if "V" in bar or bar in (r"\|", "||") else ABS
    closes = bar.startswith(r"\r") or (not bar.startswith(r"\l") and open_bars[-1] == kind)
    open_bars[-1] = "" if closes else kind
    return {NORM: NORM_END, ABS: ABS_END}[kind] if closes else kind
