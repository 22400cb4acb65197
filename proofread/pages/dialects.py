r"""Formulas in the spellings of other dialects, written anew between dollars, at the same length and place.

=======================================================  ==========================
written                                                  in
=======================================================  ==========================
a fence called `math`; `` $`a`$ ``                       GitHub, GitLab
a fence or a directive `{math}`; `` {math}`a` ``         MyST, with its `:label:`
`$ a $`, with blanks                                     MyST, pandoc's relatives
`<script type="math/tex">`                               what MathJax leaves
=======================================================  ==========================

Whatever reads the page then, and the generator that shows it, knows dollars only. The marks of MyST's boxes,
such as a fence `{note}`, are blanked: what they hold is read as the page's own.
"""

import re

from proofread.pages.fences import NEXT, OPTIONS, blanks, read_fence

_INSIDE = r"(?:(?!\n[ \t>]*(?:\n|\Z)).)+?"  # whatever a paragraph may hold: no blank line
FORMULA = re.compile(
    rf"(?<!\\)\$\$(?P<d>{_INSIDE})(?<!\\)\$\$"
    rf"|\\\[(?P<b>{_INSIDE})\\\]"
    rf"|(?P<e>\\begin\{{(?P<env>[a-z]+\*?)\}}{_INSIDE}\\end\{{(?P=env)\}})"
    r"|(?<![\\$])\$(?P<i>(?![\s$])(?:\\.|[^$\\\n]|\n(?!\s*\n))+?)(?<!\s)\$"
    rf"|\\\((?P<p>{_INSIDE})\\\)",
    re.DOTALL,
)
_SPACED = re.compile(
    rf"(?P<formula>{FORMULA.pattern})"
    r"|(?<![\\$\w])\$(?!\$)(?P<before>[ \t]*)(?P<inside>(?:\\.|[^$\\\n])+?)(?P<after>[ \t]*)\$(?![$\w])"
    r"|<script\b[^>]*\btype=[\"']math/tex(?P<display>;[^\"']*)?[\"'][^>]*>(?P<script>.+?)</script>",
    re.DOTALL,
)
_MATHS = re.compile(r"\\[A-Za-z]|[\^_=]|\A[A-Za-z]\d?\Z|(?=.*[A-Za-z]).*[+*<>/]", re.DOTALL)
"""What tells a formula from two prices."""
_OPTION = re.compile(r"^(?P<margin>[ \t>]*):(?P<name>[\w-]+):[ \t]*(?P<value>.*?)[ \t]*$")
_NOTHING = "\\,"
"""A blank of LaTeX: a line of options must not end the paragraph."""
LINE_END = "\f"
"""The end of a line before an empty one in a formula, which must not end the paragraph either."""
_BOX = re.compile(
    r"\{(?:admonition|attention|caution|card|danger|dropdown|epigraph|error|exercise|figure|hint|important|margin|note"
    r"|prf:[a-z]+|proof|seealso|sidebar|solution|tab-item|tab-set|tip|topic|warning)\}"
)
"""The directives of MyST that hold Markdown."""


def in_dollars(text: str) -> str:
    """Return a page's text with every formula between dollars; nothing else changes, nor does any place."""
    text = _without_boxes(text)
    pieces, end = [], 0
    while match := NEXT.search(text, end):
        pieces.append(_SPACED.sub(_without_blanks, text[end : match.start()]))
        end = match.end()
        if match["fence"]:
            fence = read_fence(text, match, None)
            end = fence.end
            is_formula = fence.language == "math" and not fence.problem
            pieces.append(_fenced(text, match, fence.end) if is_formula else text[match.start() : end])
        elif match["code"] is not None and len(match["ticks"]) == 1 and (span := _span(text, match)):
            before, written, end = span
            pieces[-1] = pieces[-1].removesuffix(before)
            pieces.append(written)
        else:
            pieces.append(match[0])
    return "".join([*pieces, _SPACED.sub(_without_blanks, text[end:])])


def _without_boxes(text: str) -> str:
    """Blank the marks and the options of boxes; their titles stay, which readers see."""
    end = 0 if _BOX.search(text) else len(text)
    while match := NEXT.search(text, end):
        end = match.end()
        if not match["fence"]:
            continue
        fence = read_fence(text, match, None)
        if not (box := _BOX.match(match["info"])) or fence.problem:
            end = fence.end
            continue
        opening = blanks(text[match.start("fence") : match.start("info") + box.end()])
        options = OPTIONS.match(text, fence.body_start)
        body_start = options.end() if options else fence.body_start
        title = text[match.start("info") + box.end() : fence.body_start]
        text = "".join(
            [text[: match.start("fence")], opening, title, blanks(text[fence.body_start : body_start])]
            + [text[body_start : fence.body_end], blanks(text[fence.body_end : fence.end]), text[fence.end :]]
        )
    return text


def _without_blanks(match: re.Match[str]) -> str:
    """Move dollars inwards over blanks; those of prices stay."""
    if script := match["script"]:
        mark = "$$" if match["display"] and "display" in match["display"] else "$"
        opening = match.start("script") - match.start() - len(mark)
        closing = match.end() - match.end("script") - len(mark)
        return " " * opening + mark + script + mark + " " * closing
    if match["formula"] or not (match["before"] or match["after"]) or not _MATHS.search(match["inside"]):
        return match[0]
    return f"{match['before']}${match['inside']}${match['after']}"


def _span(text: str, match: re.Match[str]) -> tuple[str, str, int] | None:
    """Return what stands before a code span that is a formula, both written anew, and the end of all."""
    start, end, code = match.start(), match.end(), match["code"].strip()
    inside = match["code"].replace(code, f"${code}$", 1)
    if text.endswith("{math}", 0, start):
        return "{math}", " " * 6 + inside, end
    if text.endswith("$", 0, start) and not text.endswith("$$", 0, start) and text.startswith("$", end):
        return "$", " " + inside + " ", end + 1
    return None


def _fenced(text: str, match: re.Match[str], end: int) -> str:
    """Return a fence as a display formula: its marks become dollars, a label becomes LaTeX's."""
    opening, *lines = text[match.start() : end].split("\n")
    written = [match["prefix"] + "$$" + " " * (len(opening) - len(match["prefix"]) - 2)]
    while lines and (option := _OPTION.match(lines[0])):
        line, label = lines.pop(0), f"\\label{{{option['value']}}}"
        shown = option["margin"] + (label if option["name"] == "label" else _NOTHING)
        written.append((shown if len(shown) <= len(line) else option["margin"] + _NOTHING).ljust(len(line)))
    *body, closing = lines
    margin = closing[: len(closing) - len(closing.lstrip(" \t>"))]
    formula = "\n".join([*written, *body, (margin + "$$").ljust(len(closing))])
    return re.sub(r"\n(?=[ \t>]*\n)", LINE_END, formula)
