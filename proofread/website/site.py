"""A site as a whole: what a page shows may depend on every other page. It knows no generator."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch

from proofread import mutations
from proofread.checking import ledger
from proofread.checking import notebook as execution
from proofread.checking.cache import Cache
from proofread.checking.page import Report
from proofread.config import Config
from proofread.pages import references
from proofread.pages.markdown import Page, read_text, without_front_matter
from proofread.website import citation, evidence, glossary, notation_index, slots, snippets
from proofread.website.maths import font, mathml
from proofread.website.notebook.made import chapter_notebook
from proofread.website.notebook.shown import notebook_page, resolve_links
from proofread.website.render import placed_figures, shown_markdown, tagged_symbols


class Broken(ValueError):
    """Why a checked page cannot be shown."""


@dataclass
class Site:
    """The checked pages, each by its path below the folder of the pages."""

    config: Config
    cache: Cache
    pages: dict[str, Page]
    """The Markdown pages."""
    reports: dict[str, Report]
    """What became of every page, of notebooks too."""
    link: Callable[[str, str], str | None]
    """Gives the link from one file to another, and nothing if the site has no such file."""
    address: str = ""
    """Where the site is hosted, if it says so."""
    repository: str = ""
    """Where its source is hosted, if it says so."""
    licences: str = ""
    """A table of whose work it carries beside its own."""
    characters: set[int] = field(default_factory=set)
    """What the formulas of the pages shown so far are written with."""

    def sort(self, order: Iterable[str]) -> None:
        """Put the pages in reading order, in which the tables of the whole site list them."""
        place = {path: number for number, path in enumerate(order)}
        self.pages = dict(sorted(self.pages.items(), key=lambda item: place.get(item[0], len(place))))
        self.reports = dict(sorted(self.reports.items(), key=lambda item: place.get(item[0], len(place))))

    def markdown(self, path: str) -> str:
        """Return a page's Markdown with what is shown in the place of what was checked."""
        page, report = self.pages[path], self.reports[path]
        links = references.reference_edits(path, self.pages)
        shown = shown_markdown(page, report, self._directives(), self.config, links)
        return without_front_matter(shown) + "\n" + self._ledger_line(path)

    def _directives(self) -> dict[str, Callable[[], str]]:
        """Return what stands in the place of a comment to the build."""
        changes = self.config.root / "CHANGELOG.md"
        return {
            "changelog": lambda: read_text(changes) if changes.is_file() else "",
            "citation": lambda: citation.entry(self.config.root, self.address),
            "counts": lambda: ledger.counts(list(self.reports.values())),
            "glossary": lambda: "",  # it marks the page, and shows nothing itself
            "ledger": lambda: ledger.tables(self.reports, self._titles()) + "\n\n" + self._planted(),
            "licences": lambda: self.licences,
            "notation": lambda: notation_index.tables(list(self.pages.items())),
        }

    def _titles(self) -> dict[str, str]:
        headings = {uri: re.search(r"^# (.+)$", page.text, re.MULTILINE) for uri, page in self.pages.items()}
        return {uri: heading[1] for uri, heading in headings.items() if heading}

    def _planted(self) -> str:
        docs = self.config.root / self.config.docs
        state = self.cache.state(sorted(docs.rglob("*.md")))
        return mutations.mutation_section(self.config.root / mutations.RESULT, state)

    def _ledger_line(self, path: str) -> str:
        """Return what was checked on a page, with a link to the ledger, if the site has one elsewhere."""
        others = (uri for uri, page in self.pages.items() if page.has_directive("ledger") and uri != path)
        line = ledger.page_line(self.reports[path], self.link(path, next(others, "")) or "")
        return f'\n<p class="ledger">{line}</p>\n' if line else ""

    def content(self, path: str, html: str) -> str:
        """Return a page's HTML with figures in their places, formulas as MathML and links to the glossary.

        Raises
        ------
        Broken
            If a formula cannot be shown, or a mark has not survived the generator.
        """
        try:
            if path in self.pages:
                html = self._page(path, html)
            elif path in self.reports:
                html = notebook_page(html, execution.outputs_by_cell(self.reports[path]))
                html = resolve_links(html, lambda link: self.link(path, joined(path, link)))
                html += self._ledger_line(path)
        except (mathml.FormulaError, slots.Lost, glossary.UnclearEntry) as error:
            raise Broken(f"{path}: {error}") from error
        self.characters |= font.characters(html)
        return html

    def _page(self, path: str, html: str) -> str:
        page, report = self.pages[path], self.reports[path]

        def reference(symbol: str) -> str:
            entry, anchor = snippets.reference_of(symbol)
            address = self.link(path, entry)
            return address + anchor if address else ""

        def download(file: str) -> str:
            return self.link(path, file) or ""

        addresses = snippets.Addresses(self.repository, reference, download)
        html = snippets.with_snippets(html, page, self.config, addresses)
        html = mathml.render_maths(placed_figures(html, page, report), tagged_symbols(page))
        return self._glossed(path, evidence.with_proofs(html, evidence.proofs(page, report)))

    def _glossed(self, path: str, html: str) -> str:
        """Link the terms on a page to the glossary, if there is one, and give its entries their addresses."""
        where, entries = glossary.find(self.pages)
        if where == path:
            return glossary.with_anchors(html, entries)
        address = self.link(path, where)
        is_glossed = any(fnmatch(path, pattern) for pattern in self.config.glossed)
        return glossary.with_terms(html, entries, address) if address and is_glossed else html

    def download(self, path: str, address: Callable[[str], str | None]) -> str | None:
        """Return a page as a notebook, if the site offers that; its links are those that `address` gives."""
        if not any(fnmatch(path, pattern) for pattern in self.config.notebooks):
            return None

        def linked(link: str) -> str | None:
            file, hash_sign, place = link.partition("#")
            found = address(joined(path, file) if file else path)
            return found and found + hash_sign + place

        return chapter_notebook(path, self.pages, self.config, linked)

    def label_links(self, path: str, titles: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Return the address of each labelled equation, seen from a file, and the words that lead to it."""
        links: dict[str, tuple[str, str]] = {}
        for label, (uri, equation) in references.labelled(self.pages).items():
            if uri == path:
                links[label] = f"#{equation.id}", equation.shown
            elif address := self.link(path, uri):
                links[label] = f"{address}#{equation.id}", f"{equation.shown} in {titles[uri]}"
        return links


def joined(page: str, link: str) -> str:
    """Return the path of a linked file, given the path of the page with the link."""
    parts = [*page.split("/")[:-1]]
    for part in link.partition("#")[0].split("/"):
        parts = parts[:-1] if part == ".." else [*parts, *([part] if part not in ("", ".") else [])]
    return "/".join(parts)
