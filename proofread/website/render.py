"""What a reader gets: the page's Markdown with each checked block in the form in which it is shown.

Everything here is text to text; which generator makes HTML of it does not matter, as long as it knows
`md_in_html`, `attr_list` and Material's fences.
"""

import html
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from proofread.checking.page import Report
from proofread.claims.listing import read_source
from proofread.claims.program import read_program
from proofread.config import Config
from proofread.equations import Notation, Size, Symbol
from proofread.equations.notation.blocks import sections
from proofread.pages.blocks import (
    Cell,
    Example,
    Fence,
    Figure,
    Listing,
    NotationBlock,
    Number,
    Output,
    Program,
    Specimen,
)
from proofread.pages.markdown import Page
from proofread.website.evidence import mark_edits
from proofread.website.slots import filled
from proofread.website.snippets import mark, shown_file

Edit = tuple[int, int, str]
"""Start, end, and the text in between that replaces it."""
FIGURE = re.compile(
    r"(?P<open><p>)?proofread-figure-(?P<number>\d+):(?P<caption>.*?):proofread-figure(?(open)</p>)",
    re.DOTALL,
)
_HYPHEN_FOR_MINUS = re.compile(r"(?<![\w.])-(?=\.?\d)")


def shown_markdown(
    page: Page,
    report: Report,
    directives: Mapping[str, Callable[[], str]],
    config: Config,
    references: Iterable[Edit] = (),
) -> str:
    """Return the Markdown that the generator reads.

    Parameters
    ----------
    page : Page
        The page as its author wrote it.
    report : Report
        What its check made: figures stand in it.
    directives : mapping of str to callable
        What `<!-- proofread: name -->` is replaced by.
    config : Config
        The settings: where shown sources and programs are.
    references : iterable of Edit
        The numbers of equations in the links to them, which may stand on other pages.
    """
    edits = list(_bracket_edits(page, report))
    edits += [(n.start, n.end, n.shown) for formula in page.formulas for n in formula.numbers]
    edits += [*mark_edits(page, report), *references]
    edits += [edit for fence in page.fences for edit in _fence_edits(fence, page, config)]
    edits += [(d.start, d.end, directives[d.name]()) for d in page.directives if d.name in directives]
    return applied(page.text, edits)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits, which may stand side by side but not in each other."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _bracket_edits(page: Page, report: Report) -> Iterator[Edit]:
    """Set each checked number, and each statement around its words, whatever stands in them.

    What was let pass unproved stands as plain text.
    """
    proved = {result.start: result for result in report.results if result.kind in ("number", "statement")}
    for number in page.numbers:
        result = proved.get(number.start)
        if result is None:
            yield number.start, number.end, number.shown
        elif result.kind == "statement":
            evidence = result.evidence
            values = f' data-values="{_attribute(evidence.values)}"' if evidence.values else ""
            checked = f'class="checked statement" data-checked="{_attribute(number.expression)}"{values}'
            yield number.start, number.start + 1, f"<span {checked}>"
            yield number.shown_end, number.end, "</span>"
        else:
            yield number.start, number.end, checked_number(number)


def checked_number(number: Number) -> str:
    """Return a checked number, set with a minus sign, and with what it was checked against."""
    shown = _HYPHEN_FOR_MINUS.sub("−", number.shown)
    return f'<span class="checked" data-checked="{_attribute(number.expression)}">{shown}</span>'


def _attribute(text: str) -> str:
    """Return a text as an attribute in which Markdown finds nothing to read."""
    return re.sub(r"[\[`|$\\*_]", lambda mark: f"&#{ord(mark[0])};", html.escape(text))


def _fence_edits(fence: Fence, page: Page, config: Config) -> list[Edit]:
    match fence:
        case NotationBlock():
            return [(fence.start, fence.end, symbol_table(page.notation))]
        case Output():
            info, body = "{ .text .output .no-copy }", fence.body
        case Listing():
            source = read_source(fence.symbol)
            title = f"{shown_file(source.path, config.root)}, line {source.line}"
            info, body = f'{{ .python .source .{mark(page, fence)} title="{title}" }}', source.code
        case Program():
            title, body = PurePosixPath(fence.path).name, read_program(fence, config)
            info = f'{{ .python .program .{mark(page, fence)} title="{title}" }}'
        case Specimen():
            marked = f' hl_lines="{lines}"' if (lines := fence.attributes.get("hl_lines")) else ""
            info, body = f'{{ .markdown title="{fence.name}"{marked} }}', fence.body
        case Figure(is_taken=True):
            return _figure_edits(fence, page)
        case Cell(is_taken=True):
            info, body = f"{{ .python .{mark(page, fence)} }}", fence.body.strip("\n")
        case Example(is_taken=True):
            return [_marked(fence, page)]
        case _:
            return []
    longest = max((len(run) for run in re.findall("`+", body)), default=0)
    ticks = "`" * max(3, longest + 1)  # the body may hold fences itself
    return [(fence.start, fence.end, _within(fence, f"{ticks}{info}\n{body.rstrip()}\n{ticks}"))]


def _within(fence: Fence, text: str) -> str:
    """Return a text that begins where a fence does, its other lines as far within a list or note."""
    margin = re.sub(r"[^>\s]", " ", fence.indent)  # a list's mark stands before its first line only
    first, *others = text.splitlines()
    return "\n".join([first, *((margin + line).rstrip() for line in others)])


def _marked(fence: Fence, page: Page) -> Edit:
    """Add a class to what a fence is called, in either spelling."""
    end = page.text.find("\n", fence.start)
    info = page.text[fence.start : end].rstrip()
    ticks = info[: len(info) - len(info.lstrip(info[0]))]
    if info.endswith("}"):
        return fence.start, end, f"{info[:-1].rstrip()} .{mark(page, fence)} }}"
    others = "".join(f' {name}="{value}"' for name, value in fence.attributes.items())
    return fence.start, end, f"{ticks}{{ .{fence.language} .{mark(page, fence)}{others} }}"


def _figure_edits(fence: Figure, page: Page) -> list[Edit]:
    """Make a slot of the caption, and fold the code under it."""
    if fence.caption is None:
        return []
    number = page.fences.index(fence)
    code = f"```{{ .python .{mark(page, fence)} }}\n{fence.body.rstrip()}\n```"
    folded = f'\n\n??? code "Code of this figure"\n\n{textwrap.indent(code, "    ")}\n'
    return [
        (fence.start, fence.caption.text_start, f"proofread-figure-{number}: "),
        (fence.caption.end, fence.caption.end, f" :proofread-figure{_within(fence, folded)}\n"),
    ]


def placed_figures(content: str, page: Page, report: Report) -> str:
    """Return a page's HTML with its figures in their places.

    Raises
    ------
    proofread.website.slots.Lost
        If a figure is not in the HTML exactly once.
    """
    artefacts = report.artefacts()
    figures = {
        n: fence for n, fence in enumerate(page.fences) if isinstance(fence, Figure) and fence.is_taken
    }

    def figure(found: re.Match[str]) -> str:
        fence = figures[int(found["number"])]
        caption = f"<figcaption>{found['caption'].strip()}</figcaption>"
        picture = artefacts.get(fence.start, "")
        return f'<figure class="figure" id="figure-{fence.name}">\n{picture}\n{caption}\n</figure>'

    return filled(content, FIGURE, {n: f"the figure {fence.name}" for n, fence in figures.items()}, figure)


TABLE_HEAD = "| symbol | Python | shape | meaning |\n|---|---|---|---|\n"


def symbol_table(notation: Notation) -> str:
    """Return the symbol table of a page, folded, or it would be a wall before the text."""
    rows = symbol_lines(notation)[2:]
    return symbol_rows(rows, "Symbols on this page") if rows else ""


def symbol_lines(notation: Notation) -> list[str]:
    """Return the lines of a symbol table: size letters, then each symbol with a meaning."""
    rows = [symbol_row(symbol) for symbol in notation.symbols if symbol.meaning]
    sizes = [
        f"| ${letter}$ | `{letter}` | number | {size_words(size)} |"
        for letter, size in notation.sizes.items()
    ]
    return [*TABLE_HEAD.splitlines(), *sizes, *rows] if rows else []


def symbol_rows(rows: Sequence[str], folded: str = "") -> str:
    """Return rows of symbols as a table, under a summary that unfolds it if one is given."""
    table = "\n".join([TABLE_HEAD + rows[0], *rows[1:]])
    if folded:
        table = f'<details markdown="1">\n<summary>{folded}</summary>\n\n{table}\n\n</details>'
    return f'<div class="symbols" markdown="1">\n\n{table}\n\n</div>'


def size_words(size: Size) -> str:
    """Return what a size letter counts, with its number where the page fixes one."""
    counted = f"how many {size.words}"
    return counted if size.number is None else f"{counted}, here {size.number}"


def symbol_row(symbol: Symbol) -> str:
    """Return one row of a symbol table; what is tied to code is named by that code."""
    name, shape = _python_name(symbol), "" if symbol.code else "number"
    if symbol.shape:
        shape = f"$({', '.join(symbol.shape)})$"
    latex = symbol.latex.replace("|", r"\vert ")  # a bar would end the cell
    return f"| ${latex}$ | {f'`{name}`' if name else ''} | {shape} | {symbol.meaning} |"


def _python_name(symbol: Symbol) -> str:
    """Return a symbol's name in Python: `f(x).W1` is W1, `f(x)` is f, what a class makes has its own name."""
    call = symbol.code.partition(" as ")[0]
    attribute = call.rpartition(")")[2].lstrip(".") if "(" in call else ""
    function = call.partition("(")[0].rpartition(".")[2]
    return attribute or (function if function[:1].islower() else symbol.python)


def tagged_symbols(page: Page) -> dict[str, str]:
    """Return the Python name of each LaTeX symbol of a page; an entry is shown by the name of its array."""
    if page.notation_block is None:
        return {}
    names = {symbol.latex: symbol.python or _python_name(symbol) for symbol in page.notation.symbols}
    names |= {letter: letter for letter in page.notation.sizes}
    for part in sections(page.notation_block.body).get("parts", []):
        names[part.key] = names.get(part.key) or names.get(part.text.partition("[")[0].strip(), "")
    return {latex: name for latex, name in names.items() if name}
