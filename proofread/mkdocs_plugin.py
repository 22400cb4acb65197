"""The thin adapter to MkDocs: it runs the checks, stops the build on findings, hands over what is shown."""

import gzip
import html as markup
import os
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.templates import TemplateContext

from proofread import (
    cards,
    chapter_notebook,
    citation,
    evidence,
    execution,
    glossary,
    ledger,
    mathfont,
    mathml,
    mutations,
    notation_index,
    notebooks,
    numbering,
    offline,
    snippets,
    webpage,
)
from proofread.cache import Cache
from proofread.check import Report
from proofread.config import Config, SettingError, load_config
from proofread.page import Page, read_page, read_text, without_front_matter
from proofread.render import placed_figures, shown_markdown, tagged_symbols
from proofread.workers import check_pages, is_notebook

NOT_PLANTED = (
    "Not measured for this build. "
    "`python -m proofread mutate` plants errors, one at a time, and counts those that escape."
)


class ProofreadConfig(PluginConfig):
    """What the site alone needs; everything else stands in pyproject.toml, where the tests read it, too."""

    cache = config_options.Type(bool, default=True)
    cards = config_options.Type(str, default="")
    """The stylesheet whose colours the cards of the pages have; without it there are no cards."""


class ProofreadPlugin(BasePlugin[ProofreadConfig]):
    """Checks each page before the site is built from it."""

    command = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note what MkDocs was called for."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the settings."""
        try:
            self.settings: Config = load_config(Path(config.config_file_path).parent)
        except SettingError as error:
            raise PluginError(str(error)) from error
        self._host(config)
        self.pages: dict[str, Page] = {}
        self.reports: dict[str, Report] = {}
        self.cards: dict[str, cards.Card] = {}
        self.downloads: dict[str, str] = {}
        self.characters: set[int] = set()

    def _host(self, config: MkDocsConfig) -> None:
        """Set what follows from where the site is hosted, and from whether it is hosted at all."""
        if not config.repo_url:
            config.edit_uri = None  # without a repository there is nothing to edit
        if version := os.environ.get("MIKE_DOCS_VERSION"):  # readers choose one, searches find the latest
            config.extra["version"] = {"provider": "mike"}
            config.site_url = webpage.latest_address(config.site_url or "", version)
        if self.command == "build":  # who serves the site at home needs no second copy
            config.extra["offline_copy"] = f"assets/{offline.folder_name(config.site_name)}-site.zip"

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Check all pages; findings stop the build, all in one message."""
        sources = [file for file in files.documentation_pages() if _is_checked(file)]
        paths = [Path(str(file.abs_src_path)) for file in sources]
        self.cache = Cache(self.settings.root / ".cache" / "proofread", self.settings)
        reports = check_pages(paths, self.settings, self.cache if self.config.cache else None)
        findings = [str(finding) for report in reports for finding in report.findings]
        if findings:
            raise PluginError("\n".join([f"{len(findings)} findings:", *findings]))
        self.reports = {file.src_uri: report for file, report in zip(sources, reports, strict=True)}
        markdown = [(file, path) for file, path in zip(sources, paths, strict=True) if not is_notebook(path)]
        self.pages = {file.src_uri: read_page(read_text(path)) for file, path in markdown}

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Put the pages in reading order, in which the tables of the whole site list them."""
        order = {page.file.src_uri: place for place, page in enumerate(nav.pages)}
        self.pages = dict(sorted(self.pages.items(), key=lambda item: order.get(item[0], len(order))))
        self.reports = dict(sorted(self.reports.items(), key=lambda item: order.get(item[0], len(order))))

    @event_priority(100)  # before any plugin that expects plain fences
    def on_page_markdown(self, markdown: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Put what is shown in the place of what was checked."""
        source = self.pages.get(page.file.src_uri)
        if source is None:
            return markdown
        report = self.reports[page.file.src_uri]
        self._offer_notebook(page, config, files)
        references = numbering.reference_edits(page.file.src_uri, self.pages)
        shown = shown_markdown(source, report, self._directives(config), self.settings.root, references)
        line = ledger.page_line(report, self._ledger_address(page.file, files))
        return without_front_matter(shown) + (f'\n\n<p class="ledger">{line}</p>\n' if line else "")

    def _directives(self, config: MkDocsConfig) -> dict[str, Callable[[], str]]:
        """Return what stands in the place of a comment to this plugin."""
        return {
            "changelog": lambda: _text(self.settings.root / "CHANGELOG.md"),
            "citation": lambda: citation.entry(self.settings.root, config.site_url),
            "glossary": lambda: "",  # it marks the page, and shows nothing itself
            "notation": lambda: notation_index.tables(list(self.pages.items())),
            "ledger": lambda: ledger.tables(self.reports) + "\n\n" + self._planted(),
            "counts": lambda: ledger.counts(list(self.reports.values())),
        }

    def _planted(self) -> str:
        """Return what planted errors have shown, if that was measured at this very state of everything."""
        docs = self.settings.root / self.settings.docs
        state = self.cache.state(sorted(docs.rglob("*.md")))
        result = mutations.read_result(self.settings.root / mutations.RESULT, state)
        return "## Planted errors\n\n" + (mutations.mutation_table(result) if result else NOT_PLANTED)

    def _ledger_address(self, file: File, files: Files) -> str:
        """Return where the ledger is, seen from a page; nothing from the ledger itself or without one."""
        for uri, source in self.pages.items():
            target = files.get_file_from_path(uri)
            if target and uri != file.src_uri and "ledger" in {d.name for d in source.directives}:
                return target.url_relative_to(file)
        return ""

    def on_page_content(self, html: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Put the figures in their places, and turn formulas into MathML."""
        source, report = self.pages.get(page.file.src_uri), self.reports.get(page.file.src_uri)
        try:
            if report is None:
                return self._counted(html)
            if source is None:
                return self._counted(self._notebook(html, report, page.file, files))
            self._announce_addresses(source, page)
            addresses = self._addresses(page, config, files)
            content = snippets.with_snippets(html, source, self.settings, addresses)
            content = mathml.render_maths(placed_figures(content, source, report), tagged_symbols(source))
            content = evidence.with_proofs(content, evidence.proofs(source, report))
            return self._counted(self._glossed(content, page.file, files))
        except (mathml.FormulaError, evidence.LostFormula, snippets.LostSnippet) as error:
            raise PluginError(f"{page.file.src_uri}: {error}") from error

    def _glossed(self, content: str, file: File, files: Files) -> str:
        """Link the terms on a page to the glossary, if there is one, and give its entries their addresses."""
        uri, entries = glossary.find(self.pages)
        target = files.get_file_from_path(uri)
        if uri == file.src_uri:
            return glossary.with_anchors(content, entries)
        if target and any(fnmatch(file.src_uri, pattern) for pattern in self.settings.glossed):
            return glossary.with_terms(content, entries, target.url_relative_to(file))
        return content

    def _announce_addresses(self, source: Page, page: SitePage) -> None:
        """Tell MkDocs where links to equations may lead; it validates them at the end."""
        page.present_anchor_ids = (page.present_anchor_ids or set()) | {
            equation.id for equation in numbering.equations(source)
        }

    def _addresses(self, page: SitePage, config: MkDocsConfig, files: Files) -> snippets.Addresses:
        """Return where code can be read: in the repository and in the reference, if the site has them."""

        def reference(symbol: str) -> str:
            uri, anchor = snippets.reference_of(symbol)
            target = files.get_file_from_path(uri)
            return target.url_relative_to(page.file) + anchor if target else ""

        return snippets.Addresses(config.repo_url or "", reference)

    def _offer_notebook(self, page: SitePage, config: MkDocsConfig, files: Files) -> None:
        """Make a notebook of the page, which is written beside it, if the site offers that."""

        def address(link: str) -> str | None:
            path, _, place = link.partition("#")
            target = files.get_file_from_path(_joined(page.file.src_uri, path)) if path else page.file
            anchor = f"#{place}" if place else ""
            return f"{config.site_url}{target.url}{anchor}" if target and config.site_url else None

        if any(fnmatch(page.file.src_uri, pattern) for pattern in self.settings.notebooks):
            folder = page.file.dest_uri.rpartition("/")[0]
            written = chapter_notebook.chapter_notebook(page.file.src_uri, self.pages, self.settings, address)
            self.downloads[f"{folder}/{page.file.name}.ipynb"] = written
            page.meta["notebook"] = f"{page.file.name}.ipynb"

    def _notebook(self, html: str, report: Report, file: File, files: Files) -> str:
        def address(link: str) -> str | None:
            target = files.get_file_from_path(_joined(file.src_uri, link))
            return target.url_relative_to(file) if target else None

        content = notebooks.notebook_page(html, execution.outputs_by_cell(report))
        line = ledger.page_line(report, self._ledger_address(file, files))
        return notebooks.resolve_links(content, address) + f'\n<p class="ledger">{line}</p>\n'

    def _counted(self, html: str) -> str:
        self.characters |= mathfont.characters(html)
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Resolve the links to labels that docstrings hold, before mkdocs-autorefs would look for them."""
        for file in files.documentation_pages():
            if file.page and file.page.content:
                links = self._links_to_labels(file, files)
                file.page.content = numbering.with_labels_linked(file.page.content, links)

    def _links_to_labels(self, file: File, files: Files) -> dict[str, tuple[str, str]]:
        """Return the address of each labelled equation, seen from a file, and the words that lead to it."""
        links: dict[str, tuple[str, str]] = {}
        for label, (uri, equation) in numbering.labelled(self.pages).items():
            target = files.get_file_from_path(uri)
            if target is file:
                links[label] = f"#{equation.id}", equation.shown
            elif target and target.page:
                words = f"{equation.shown} in {target.page.title}"
                links[label] = f"{target.url_relative_to(file)}#{equation.id}", words
        return links

    def on_page_context(
        self, context: TemplateContext, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Let a page say what it is about, where its author does not."""
        if said := webpage.description(page.content or ""):
            page.meta.setdefault("description", markup.escape(said))
        if self.config.cards:
            title = webpage.heading(page.content or "") or str(page.title)
            chapter = page.parent.title if page.parent else ""
            card = cards.Card(config.site_name, chapter, title)
            file = f"assets/cards/{page.file.src_uri.rpartition('.')[0]}.png"
            self.cards[file] = card
            page.meta["card"] = {"file": file, "title": title}

    def on_post_page(self, output: str, page: SitePage, config: MkDocsConfig) -> str:
        """Mend the HTML of a page."""
        return webpage.mended(output)

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Mend the HTML of a page that has no source, such as 404.html."""
        return webpage.mended(output_content) if template_name.endswith(".html") else output_content

    @event_priority(-100)  # after the search has written its index
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the font with the characters that the pages used, and the whole site as one file."""
        site = Path(config.site_dir)
        (site / "assets").mkdir(parents=True, exist_ok=True)
        (site / "assets" / "maths.woff2").write_bytes(mathfont.math_font(frozenset(self.characters)))
        self._write_cards(site, Path(config.docs_dir))
        if (addresses := site / "sitemap.xml").exists():  # MkDocs packs it with the day of the build
            addresses.with_suffix(".xml.gz").write_bytes(gzip.compress(addresses.read_bytes(), mtime=0))
        for path, notebook in self.downloads.items():
            (site / path).write_text(notebook, encoding="utf-8", newline="\n")
        if target := config.extra.get("offline_copy"):
            (site / target).write_bytes(offline.offline_copy(site, offline.folder_name(config.site_name)))

    def _write_cards(self, site: Path, docs: Path) -> None:
        if not self.config.cards:
            return
        try:
            colours = cards.light_colours(read_text(docs / self.config.cards))
        except (OSError, cards.MissingColour) as error:
            raise PluginError(str(error)) from error
        files = {site / name: card for name, card in self.cards.items()}
        cards.write_cards(files, colours, self.settings.root / ".cache" / "cards")

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when the shown code or the data changes, too."""
        for folder in (*self.settings.packages, *self.settings.data):
            server.watch(str(self.settings.root / folder))
        return server


def _is_checked(file: File) -> bool:
    """Whether a page is a file that proofread reads."""
    return file.src_uri.endswith((".md", ".ipynb")) and file.abs_src_path is not None


def _text(path: Path) -> str:
    """Return a file's text; nothing if there is none."""
    return read_text(path) if path.is_file() else ""


def _joined(page: str, link: str) -> str:
    """Return the path of a linked file, given the path of the page with the link."""
    parts = [*page.split("/")[:-1]]
    for part in link.partition("#")[0].split("/"):
        parts = parts[:-1] if part == ".." else [*parts, *([part] if part not in ("", ".") else [])]
    return "/".join(parts)
