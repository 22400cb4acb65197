"""A page as a notebook to download: its prose, its code and what the code printed, all of it checked.

====================  ====================================================================
on the page           in the notebook
====================  ====================================================================
prose, formulas       Markdown cells; numbers as they are shown, equations with theirs
a notation block      its table
a Python fence        a code cell, with the output of the page
a figure fence        a code cell that begins with the alternative text: `# alt: …`
a source fence        a code cell that defines the function, from its own source
a program, others     as they are
a remark              its title in bold, and its text
a link                a link to the hosted site, or its words where there is none
====================  ====================================================================

The same page gives the same bytes.
"""

import doctest
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from proofread.claims.program import read_program
from proofread.config import Config
from proofread.pages.blocks import Example, Fence, Figure, Listing, NotationBlock, Output, Program
from proofread.pages.brackets import without_numbers
from proofread.pages.markdown import Page, without_front_matter
from proofread.pages.references import reference_edits
from proofread.standalone.definitions import definition
from proofread.standalone.imports import read_imports
from proofread.standalone.slices import code_of, examples
from proofread.standalone.statements import read_statements
from proofread.website.render import Edit, applied, symbol_lines

Address = Callable[[str], str | None]
"""From a link as the page has it to the address on the hosted site; None without one."""
Cell = dict[str, Any]

FENCE = re.compile(r"^[ \t>]*\0(?P<number>\d+)\0$")
REMARK = re.compile(r'^(?:!!!|\?\?\?\+?|===)[ \t]+(?P<kind>[\w-]+)?[^"\n]*(?:"(?P<title>[^"]*)")?[ \t]*$')
COMMENT = re.compile(r"<!--.*?-->[ \t]*\n?", re.DOTALL)
LINK = re.compile(
    r"(?<![!\\\]])\[(?P<text>(?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]*\])+)\]\((?P<target>[^()\s]+)(?:\s+\"[^\"]*\")?\)"
    r"(?:\{[^{}\n]*\})?"
)
HEADING_MARKS = re.compile(r"^(?P<heading>#+ .*?)[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{3,}")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDTH = 100


def chapter_notebook(path: str, pages: Mapping[str, Page], config: Config, address: Address) -> str:
    """Return a page of the site as the text of an .ipynb file.

    Parameters
    ----------
    path : str
        The path of the page among the pages.
    pages : mapping of str to Page
        All pages, whose equations the page may refer to.
    config : Config
        The settings: which packages listings come from, and what to say of how they are installed.
    address : callable
        Where links lead.
    """
    page = pages[path]
    text = applied(page.text, _edits(path, pages))
    text = HEADING_MARKS.sub(r"\g<heading>", COMMENT.sub("", without_front_matter(text)))
    cells = [cell for part in _parts(text) for cell in _cells(part, page, config, address)]
    note = _note(page, config, address)
    numbered = [{"id": f"cell-{i:02}", **cell} for i, cell in enumerate(_with_note(cells, note))]
    notebook = {"cells": numbered, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _edits(path: str, pages: Mapping[str, Page]) -> Iterator[Edit]:
    """Yield what makes of a page's text that of a notebook; a fence becomes its number."""
    page = pages[path]
    for number in (*page.numbers, *(number for formula in page.formulas for number in formula.numbers)):
        yield number.start, number.start + 1, ""
        yield number.shown_end, number.end, ""
    yield from reference_edits(path, pages)
    yield from ((directive.start, directive.end, "") for directive in page.directives)
    yield from ((f.start, f.end, f"\0{number}\0") for number, f in enumerate(page.fences))
    yield from _equation_edits(page)


def _equation_edits(page: Page) -> Iterator[Edit]:
    """Yield what replaces labels, which only LaTeX knows, by the numbers that the page shows."""
    for label in (label for formula in page.formulas for label in formula.labels):
        before = page.text[: label.start].rstrip()
        yield len(before), page.text.index("}", label.start) + 1, ""
    for equation in page.equations:
        start, length = equation.formula.latex_start, len(equation.formula.latex)
        end = start + len(page.text[start : start + length].rstrip())
        if start != equation.formula.start:  # a bare environment numbers itself
            yield end, end, rf" \tag{{{equation.number}}}"


def _parts(text: str) -> Iterator[str | int]:
    """Yield the texts of a page and, in between, the numbers of its fences."""
    lines: list[str] = []
    for line in _without_remarks(text.splitlines()):
        if fence := FENCE.match(line):
            yield "\n".join(lines)
            yield int(fence["number"])
            lines = []
        else:
            lines.append(line)
    yield "\n".join(lines)


def _without_remarks(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a text, those inside remarks without their indentation, under the title."""
    at = 0
    while at < len(lines):
        if not (remark := REMARK.match(lines[at])):
            yield lines[at]
            at += 1
            continue
        end = at + 1
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith("    ")):
            end += 1
        title = remark["title"] if remark["title"] is not None else (remark["kind"] or "").capitalize()
        yield from ["", *([f"**{title}**"] if title else []), ""]
        yield from _without_remarks(textwrap.dedent("\n".join(lines[at + 1 : end])).splitlines())
        yield ""
        at = end


def _cells(part: str | int, page: Page, config: Config, address: Address) -> Iterator[Cell]:
    if isinstance(part, str):
        yield from _markdown(_linked(part, address))
        return
    fence, below = page.fences[part], page.fences[part + 1 : part + 2]
    match fence:
        case NotationBlock():
            yield from _markdown("\n".join(symbol_lines(page.notation)))
        case Listing():
            yield _code(definition(fence.symbol, config.packages))
        case Example(is_taken=True, has_prompts=True):
            yield from map(_session, doctest.DocTestParser().get_examples(fence.body))
        case Example(is_taken=True):
            printed = "".join(output.body for output in below if isinstance(output, Output))
            yield _code(_described(fence), printed)
        case Output():
            pass  # in the cell of the code above it
        case _:
            yield from _markdown(_verbatim(fence, config))


def _markdown(text: str) -> Iterator[Cell]:
    if text.strip():
        text = BLANK_LINES.sub("\n\n", text).strip("\n")
        yield {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(code: str, printed: str = "", kind: str = "stream") -> Cell:
    lines = printed.rstrip("\n").splitlines(keepends=True)
    stream = {
        "name": "stdout",
        "output_type": "stream",
        "text": [*lines[:-1], *(f"{x}\n" for x in lines[-1:])],
    }
    value = {"data": {"text/plain": lines}, "execution_count": None, "metadata": {}, "output_type": kind}
    output = stream if kind == "stream" else value
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [output] if lines else [],
        "source": code.strip("\n").splitlines(keepends=True),
    }


def _session(example: doctest.Example) -> Cell:
    """Return one prompt of a session: a cell shows the value of an expression, as the interpreter does."""
    try:
        compile(example.source, "cell", "eval")
    except SyntaxError:
        return _code(example.source, example.want)
    kind = "stream" if example.source.startswith("print(") else "execute_result"
    return _code(example.source, example.want, kind)


def _described(fence: Example) -> str:
    """Return a fence's code, under what a figure shows."""
    if not isinstance(fence, Figure):
        return code_of(fence)
    alt = f"alt: {without_numbers(fence.alt)}"
    lines = textwrap.wrap(alt, WIDTH, initial_indent="# ", subsequent_indent="# ")
    gap = "\n\n" if fence.body.startswith("#") else "\n"  # a comment of the code's own is no part of it
    return "\n".join(lines) + gap + fence.body


def _verbatim(fence: Fence, config: Config) -> str:
    body = read_program(fence, config) if isinstance(fence, Program) else fence.body
    ticks = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", body))])
    return f"{ticks}{fence.language}\n{body.rstrip()}\n{ticks}"


def _linked(text: str, address: Address) -> str:
    """Point links at the hosted site; without one, leave their words."""

    def link(found: re.Match[str]) -> str:
        if re.match(r"[a-z]+:", found["target"]):
            return f"[{found['text']}]({found['target']})"
        target = address(found["target"])
        return f"[{found['text']}]({target})" if target else found["text"]

    return LINK.sub(link, text)


def _note(page: Page, config: Config, address: Address) -> str:
    """Say where the notebook comes from and what it needs."""
    here = address("")
    origin = f"This notebook is {f'[a page]({here})' if here else 'a page'} of the site."
    if not (modules := _modules(page)):
        return origin
    listed = ", ".join(["Python", *(f"`{name}`" for name in modules[:-1])])
    note = _linked(config.notebook_note, address)
    return f"{origin} To run it you need {listed} and `{modules[-1]}`. {note}".rstrip()


def _modules(page: Page) -> list[str]:
    """Return what a page imports that does not come with Python."""
    statements = (s for fence in examples(page) for s in read_statements(code_of(fence)))
    imports = (i for s in statements for node in s.nodes for i in read_imports(node))
    return sorted({i.module.partition(".")[0] for i in imports} - sys.stdlib_module_names)


def _with_note(cells: Iterable[Cell], note: str) -> Iterator[Cell]:
    """Put the note below the title."""
    first, *others = cells
    title, *rest = first["source"]
    yield from _markdown(f"{title.rstrip()}\n\n*{note}*\n\n{''.join(rest)}")
    yield from others
