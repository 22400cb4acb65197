"""Pages as pytest items: one for each claim, named by the page's line."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sybil import Document, Example, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.sybil import SybilCollection

from proofread.checking.cache import site_cache
from proofread.checking.known import Known
from proofread.checking.page import page_claims
from proofread.claims.claim import Scope, run_claim, run_waiting, shown_path
from proofread.claims.code import prompt_examples
from proofread.claims.docstring import DocstringClaim
from proofread.config import Config
from proofread.pages import blocks
from proofread.pages.markdown import Page, read_page


class Pages:
    """A Sybil parser that gives every claim of a page as a region."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.cache = site_cache(config)
        self.known = Known(config)
        self.proved: dict[str, bool] = {}

    def __call__(self, document: Document) -> Iterator[Region]:
        """Yield a region for each claim, and one for those that wait for the page's end."""
        if not self.config.covers(Path(document.path)):
            return
        page = read_page(document.text)
        scope = Scope(
            page, shown_path(Path(document.path), self.config.root), self.config, document.namespace
        )
        scope.namespace["__name__"] = "__main__"
        start = 0
        for claim in page_claims(page, self.config):
            if isinstance(claim, DocstringClaim):
                continue  # it has items of its own, in its own file
            start = max(start, claim.start)
            # Sybil wants regions that do not overlap, so each one is the point where its claim begins.
            yield Region(start, start, (claim, scope), self.evaluate)
        yield Region(len(page.text), len(page.text), scope, self.evaluate)

    def evaluate(self, example: Example) -> str | None:
        """Check a claim, or those that waited, unless a build has proved this very page."""
        path = str(example.path)
        if path not in self.proved:
            self.proved[path] = self.cache.get(Path(path)) is not None
        if self.proved[path]:
            return None
        waited = isinstance(example.parsed, Scope)
        results = run_waiting(example.parsed) if waited else run_claim(*example.parsed)
        found = [result.finding for result in results if not self.known.lets_pass(result)]
        return "\n".join(str(finding) for finding in found if finding) or None


class Docstrings:
    """A Sybil parser for the examples with prompts in docstrings, each docstring with names of its own."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def __call__(self, document: Document) -> Iterator[Region]:
        """Yield a region for each example."""
        page = Page(document.text)
        fence = blocks.Example(0, len(document.text), "pycon", {}, document.text, 0, len(document.text), "")
        scope = Scope(page, shown_path(Path(document.path), self.config.root), self.config)
        for claim in prompt_examples(fence, page):
            yield Region(claim.start, claim.start, (claim, scope), _evaluate_in_docstring)


def _evaluate_in_docstring(example: Example) -> str | None:
    claim, scope = example.parsed
    scope.namespace = {**example.namespace, **scope.namespace}  # Sybil has bound the module's names by now
    findings = [result.finding for result in run_claim(claim, scope) if result.finding]
    moved = [replace(finding, line=finding.line + _lines_above(example)) for finding in findings]
    return "\n".join(map(str, moved)) or None


def _lines_above(example: Example) -> int:
    """Return how many lines of its file stand above the text in which a claim counts its place."""
    claim, _ = example.parsed
    return example.document.text.count("\n", 0, example.start - claim.start)


def _left_as_found(_: dict[str, Any]) -> None:
    """Undo what a page has set for all of NumPy and matplotlib; in a build each page has its own process."""
    np.set_printoptions(**_PRINT_OPTIONS)
    np.seterr(**_ERRORS)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib"].rcdefaults()
        sys.modules["matplotlib.pyplot"].close("all")


_PRINT_OPTIONS: Any = np.get_printoptions()
_ERRORS: Any = np.geterr()


class _Items(Sybil):
    """Names pytest's items by the kind of their claim and its place: `number:47:12`."""

    def identify(self, example: Example) -> str:
        if isinstance(example.parsed, Scope):
            return "end"
        claim, scope = example.parsed
        line, column = scope.page.place(claim.start)
        return f"{claim.kind}:{line + _lines_above(example)}:{column}".replace(" ", "-")


def collector(config: Config) -> Any:
    """Return pytest's `pytest_collect_file` for the pages, the README and the docstrings of the packages."""
    root, pages = str(config.root), [Pages(config)]
    settings: dict[str, Any] = {"teardown": _left_as_found, "encoding": "utf-8-sig"}
    modules = [f"{package}/*.py" for package in config.packages]
    python: dict[str | None, type[Document]] = {".py": PythonDocStringDocument}
    return SybilCollection(
        [
            _Items(parsers=pages, patterns=["*.md"], path=str(config.root / config.docs), **settings),
            _Items(pages, patterns=["README.md"], excludes=["*/README.md"], path=root, **settings),
            _Items([Docstrings(config)], patterns=modules, path=root, document_types=python, **settings),
        ]
    ).pytest()
