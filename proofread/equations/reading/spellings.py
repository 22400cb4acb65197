r"""One notation has many spellings: each is brought to the one that is read, at the same length.

So a column stays the column of the page.  What cannot be evaluated, or what the site cannot show, is refused
with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from proofread.equations.errors import Unreadable

_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
_SINGLE = r"(?:=|:=|<|>|\\[A-Za-z]+)"
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([a-zA-Z]*\*?)\}")
_NAMED = r"operatorname\*?\s*\{[A-Za-z\\, ]+\}"

_INSTEAD = {
    r"\\tag(?![A-Za-z])": r"the site numbers its equations, so leave it out (a \label names one)",
    r"\\begin\{(?:small|V|B)matrix\}": r"write \begin{pmatrix} or \begin{bmatrix}",
    r"\\math(?:ds|bbm)(?![A-Za-z])": r"write \mathbb{1}",
    r"\\nicefrac(?![A-Za-z])": r"write \tfrac",
    r"\\substack(?![A-Za-z])": "write what stands below in one line, with commas",
    r"\\(?:smash|rule|ensuremath|intertext|shortintertext)(?![A-Za-z])": "leave it out",
    r"\\i{2,}nt(?![A-Za-z])": "of several integrals, write one inside the other",
    r"\\oint(?![A-Za-z])": "integrals along curves are not evaluated",
    r"\\sqrt(?=\s*\ue000)": "the root of a tied numeral needs braces",
    r"\\[bB]igg?r?\s*(?:\||\\r?vert)(?=\s*_\s*\{[^{}]*=)": (
        r"write \left. … \right|_{x = 1}, which says where it begins"
    ),
    rf"\\(?:under|over)brace\s*{_BRACES}\s*[_^](?!\s*\{{\s*\\text)": (
        r"name a brace by \text, and state equations apart"
    ),
    r"\\(?:overset|underset|stackrel)\s*\{[^{}]*[=<>]": "a name stands on a sign; state equations apart",
    r"\\text[a-z]*\s*\{[^{}]*[=<>≤≥≠≈]": r"words stand in \text, and equations outside",
    r"\\(?:mp|pm)(?![A-Za-z])": "write one equation for each sign",
    r"\\b?p?mod(?![A-Za-z])": "congruences are not evaluated",
    r"\\(?:exists|nexists)(?![A-Za-z])": "what exists cannot be tried out: give the value itself",
}
_SPELLINGS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
    (re.compile(r"\\left\s*\\\{\s*\\begin\{array\}\s*\{[^{}]*\}"), lambda found: r"\begin{cases}"),
    (re.compile(r"\\end\{array\}\s*\\right\s*\."), lambda found: r"\end{cases}"),
    (
        re.compile(rf"\\(?:overset|underset|stackrel)\s*(?P<on>{_BRACES})\s*\{{\s*(?P<sign>{_SINGLE})\s*\}}"),
        lambda found: ":=" if re.search("def|triangle", found["on"]) else found["sign"],
    ),
    (
        re.compile(rf"\\underset\s*(?P<below>{_BRACES})\s*\{{\s*(?P<operator>\\(?:max|min|{_NAMED}))\s*\}}"),
        lambda found: f"{found['operator']}_{found['below']}",
    ),
    (
        re.compile(r"\\mathop\s*\{\s*\\(?:mathrm|text|operatorname\*?)\s*\{([A-Za-z\\, ]+)\}\s*\}"),
        lambda found: rf"\operatorname{{{found[1]}}}",
    ),
    (
        re.compile(rf"\\(?:under|over)brace\s*(?P<kept>{_BRACES})(?:\s*[_^]\s*{_BRACES})?"),
        lambda found: _alone(found, spelled(found["kept"])),
    ),
    (
        re.compile(r"(?<=\\math(?:bb|bf)\{[1I]\})\s*_\s*\{\s*(?P<kept>\\\{.*?\\\}|\[[^\]]*\])\s*\}"),
        lambda found: _alone(found, found["kept"]),
    ),
    (re.compile(r"\\cr(?![A-Za-z])"), lambda found: r"\\"),
    (re.compile(r"\\mbox(?![A-Za-z])"), lambda found: r"\text"),
    (re.compile(r"\\boxed(?![A-Za-z])|(?<![A-Za-z_^}\]])\{\s*\}"), lambda found: ""),
]


def _alone(found: re.Match[str], kept: str) -> str:
    """Return what is kept of a match, where it stands."""
    return " " * (found.start("kept") - found.start()) + kept


def spelled(latex: str) -> str:
    """Return a formula of the same length in the spelling that is read."""
    for pattern, spelling in _SPELLINGS:
        latex = pattern.sub(lambda found, write=spelling: write(found).ljust(len(found[0])), latex)  # type: ignore[misc]
    return latex


def refuse(latex: str) -> None:
    """Refuse what cannot be evaluated or shown.

    Raises
    ------
    Unreadable
        With what to write instead.
    """
    for pattern, instead in _INSTEAD.items():
        if found := re.search(pattern, latex):
            raise Unreadable(f"{found[0]} is not read here: {instead}", found.start())
    opened: list[str] = []
    for found in _ENVIRONMENT.finditer(latex):
        if found[1] == "begin":
            opened.append(found[2])
        elif not opened or opened.pop() != found[2]:
            raise Unreadable(f"{found[0]} ends what did not begin", found.start())
