"""The bar of a listing and the buttons that copy a standalone text, in the HTML of a page.

A fence keeps its number through the generator by a class, `snippet-3`: what the page holds beside its code is
put in where that class stands. The texts wait in the page as scripts that no browser runs, so that copying
asks for nothing; without JavaScript no button is shown.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from proofread.claims.listing import Source, read_source
from proofread.config import Config
from proofread.pages.blocks import Example, Fence, Listing, Program
from proofread.pages.markdown import Page
from proofread.standalone.definitions import standalone
from proofread.standalone.slices import standalone_examples
from proofread.website.hosting import downloads
from proofread.website.slots import filled

MARK = re.compile(
    r'<div class="(?P<before>[^"]*?) ?snippet-(?P<number>\d+)(?P<after>[^"]*)">'
    r'(?P<title><span class="filename">.*?</span>)?(?P<code>.*?</pre>)</div>',
    re.DOTALL,
)
ACTIONS = "".join(
    f'<button type="button" data-do="{name.lower()}"{hidden}>{name}</button>'
    for name, hidden in [("Run", ""), ("Edit", ""), ("Stop", " hidden"), ("Reset", " hidden")]
)
"""What a reader can do with code that runs, if the site has a script for it; without scripts it is hidden."""
COPY = (
    '<button type="button" class="standalone" title="Copy with imports and all that it needs">'
    "<span>Copy standalone</span></button>"
)
UNSAFE = re.compile(r"<!--|</?script", re.IGNORECASE)
"""What would end a script's text before its end."""


@dataclass(frozen=True)
class Addresses:
    """Where code can be read besides the page."""

    repository: str = ""
    """The address of the repository, if there is one."""
    reference: Callable[[str], str] = lambda symbol: ""
    """From a symbol to its place in the reference; empty where there is none."""
    download: Callable[[str], str] = lambda file: ""
    """From a file of the site to its address, seen from the page."""

    def of_file(self, path: str, line: int = 0) -> str:
        """Return the address of a file of the repository; empty without one."""
        place = f"{self.repository.rstrip('/')}/blob/main/{path}" + (f"#L{line}" if line else "")
        return place if self.repository else ""


def is_snippet(fence: Fence) -> bool:
    """Whether a fence can have something beside its code."""
    return isinstance(fence, Example | Listing | Program) and fence.is_taken


def mark(page: Page, fence: Fence) -> str:
    """Return the class that carries a fence through the generator."""
    return f"snippet-{page.fences.index(fence)}"


def with_snippets(content: str, page: Page, config: Config, addresses: Addresses) -> str:
    """Return a page's HTML with the bars of its listings and the standalone texts of its snippets.

    Raises
    ------
    proofread.website.slots.Lost
        If a fence is not in the HTML exactly once.
    """
    expected = {
        number: f"line {page.place(fence.start)[0]}: the fence"
        for number, fence in enumerate(page.fences)
        if is_snippet(fence)
    }
    texts = standalone_examples(page, config)
    return filled(content, MARK, expected, lambda found: _shown(found, page, texts, config, addresses))


def _shown(
    found: re.Match[str], page: Page, texts: Mapping[int, str], config: Config, addresses: Addresses
) -> str:
    fence = page.fences[int(found["number"])]
    text = standalone(fence.symbol, config) if isinstance(fence, Listing) else texts.get(fence.start, "")
    button = script = run = ""
    if text and not UNSAFE.search(text):
        button, script = COPY, f'<script type="text/plain" class="standalone">{text}</script>'
    bar = found["title"] or ""
    match fence:
        case Listing():
            place, *others = _links(read_source(fence.symbol), config, addresses)
            parts = [place, *filter(None, [button]), *others]  # what may be long comes last, on its own line
            bar, button = f'<div class="filename">{" ".join(parts)}</div>', ""
        case Program():
            files = {fence.path: "Download"}
            files |= {downloads.address(f): f"Its data: {PurePosixPath(f).name}" for f in fence.needs}
            links = [_link(addresses.download(file), words) for file, words in files.items()]
            parts = [_link("", PurePosixPath(fence.path).name, "place"), *links]
            bar = f'<div class="filename">{" ".join(parts).replace("<a ", "<a download ")}</div>'
        case Example(has_prompts=False):
            run = " data-run"
    actions = (ACTIONS if run else "") + button
    below = f'<div class="actions">{actions}</div>' if actions else ""
    opening = f'<div class="{found["before"]}{found["after"]}"{run}>'
    return f"{opening}{bar}{found['code']}{below}{script}</div>"


def _links(source: Source, config: Config, addresses: Addresses) -> Iterator[str]:
    path, tests = shown_file(source.path, config.root), file_of_tests(source.symbol, config)
    yield _link(addresses.of_file(path, source.line), f"{path}, line {source.line}", "place")
    if reference := addresses.reference(source.symbol):
        yield _link(reference, "Reference")
    if address := tests and addresses.of_file(tests):
        yield _link(address, "Tests")


def _link(address: str, text: str, kind: str = "") -> str:
    classes = f' class="{kind}"' if kind else ""
    if not address:
        return f"<span{classes}>{html.escape(text)}</span>"
    return f'<a{classes} href="{html.escape(address)}">{html.escape(text)}</a>'


def shown_file(path: Path, root: Path) -> str:
    """Return how a file of the site's source is named: relative to its top, if it lies there."""
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def file_of_tests(symbol: str, config: Config) -> str:
    """Return the file of a symbol's tests, by the site's convention; empty if there is none."""
    package, *modules = symbol.split(".")
    for end in range(len(modules) - 1, 0, -1):
        folders = "".join(f"{name}/" for name in modules[: end - 1])
        path = config.tests.format(package=package, folders=folders, module=modules[end - 1])
        if (config.root / path).is_file():
            return path
    return ""


def reference_of(symbol: str) -> tuple[str, str]:
    """Return the page of the reference that a symbol stands on, and its place there.

    Names that begin with an underscore have no place of their own.
    """
    _, *modules, name = symbol.split(".")
    return f"reference/{'/'.join(modules)}.md", "" if name.startswith("_") else f"#{symbol}"
