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
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from proofread.claims.program import read_program
from proofread.config import Config
from proofread.pages.blocks import Example, Figure, Listing, NotationBlock, Output, Program
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

FENCE = re.compile(r"^[ \t>]*\0(\d+)\0$", re.MULTILINE)
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
    cells: list[Cell] = []
    for place, part in enumerate(FENCE.split("\n".join(_without_remarks(text.splitlines())))):
        cells += _cells(int(part), page, config) if place % 2 else _markdown(_linked(part, address))
    first, *others = cells
    title, *rest = first["source"]
    note = _note(page, config, address)
    cells = [*_markdown(f"{title.rstrip()}\n\n*{note}*\n\n{''.join(rest)}"), *others]
    numbered = [{"id": f"cell-{i:02}", **cell} for i, cell in enumerate(cells)]
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
    # Numbers that the page shows replace labels, which only LaTeX knows.
    for label in (label for formula in page.formulas for label in formula.labels):
        before = page.text[: label.start].rstrip()
        yield len(before), page.text.index("}", label.start) + 1, ""
    for equation in page.equations:
        start, length = equation.formula.latex_start, len(equation.formula.latex)
        end = start + len(page.text[start : start + length].rstrip())
        if start != equation.formula.start:  # a bare environment numbers itself
            yield end, end, rf" \tag{{{equation.number}}}"


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


def _cells(number: int, page: Page, config: Config) -> Iterator[Cell]:
    """Yield the cells that a fence becomes."""
    fence, below = page.fences[number], page.fences[number + 1 : number + 2]
    match fence:
        case NotationBlock():
            yield from _markdown("\n".join(symbol_lines(page.notation)))
        case Listing():
            yield _code(definition(fence.symbol, config.packages))
        case Example(is_taken=True, has_prompts=True):
            yield from map(_session, doctest.DocTestParser().get_examples(fence.body))
        case Example(is_taken=True):
            code = fence.body
            if isinstance(
                fence, Figure
            ):  # under what it shows, which is no part of a comment of the code's own
                alt = f"alt: {without_numbers(fence.alt)}"
                gap = "\n\n" if code.startswith("#") else "\n"
                code = textwrap.fill(alt, WIDTH, initial_indent="# ", subsequent_indent="# ") + gap + code
            yield _code(code, "".join(output.body for output in below if isinstance(output, Output)))
        case Output():
            pass  # in the cell of the code above it
        case _:
            body = read_program(fence, config) if isinstance(fence, Program) else fence.body
            ticks = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", body))])
            yield from _markdown(f"{ticks}{fence.language}\n{body.rstrip()}\n{ticks}")


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
    statements = (s for fence in examples(page) for s in read_statements(code_of(fence)))
    imports = (i for s in statements for node in s.nodes for i in read_imports(node))
    modules = sorted({i.module.partition(".")[0] for i in imports} - sys.stdlib_module_names)
    if not modules:
        return origin
    listed = ", ".join(["Python", *(f"`{name}`" for name in modules[:-1])])
    note = _linked(config.notebook_note, address)
    return f"{origin} To run it you need {listed} and `{modules[-1]}`. {note}".rstrip()
