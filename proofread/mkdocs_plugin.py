"""The thin adapter to MkDocs: it runs the checks, stops the build on findings, hands over what is shown."""

import gzip
import html as markup
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.templates import TemplateContext

from proofread.checking.cache import package_folder, site_cache
from proofread.checking.processes import check_pages, is_notebook
from proofread.config import Config, SettingError, load_config
from proofread.pages import references
from proofread.pages.markdown import Page, read_page, read_text
from proofread.website import webpage
from proofread.website.hosting import cards, downloads, licences, offline, policy
from proofread.website.maths import font
from proofread.website.searchable import searchable
from proofread.website.site import Broken, Site

NEEDED = {"attr_list", "md_in_html", "pymdownx.arithmatex", "pymdownx.superfences"}
"""The Markdown extensions by which a page shows what was checked."""
BUNDLES = {"extra": {"attr_list", "md_in_html"}, "pymdownx.extra": NEEDED - {"pymdownx.arithmatex"}}
"""Extensions that bring others."""


class ProofreadConfig(PluginConfig):
    """What the site alone needs; everything else stands in pyproject.toml, where the tests read it, too."""

    cache = config_options.Type(bool, default=True)
    cards = config_options.Type(str, default="")
    """The stylesheet whose colours the cards of the pages have; without it there are no cards."""
    policy = config_options.Optional(config_options.Type(dict))
    """What pages may use beside the site's own, by directive; without it they may use whatever they name."""
    ships = config_options.ListOfItems(config_options.Type(dict), default=[])
    """Whose work the site carries beside its own, as `licences.table` reads it."""


class ProofreadPlugin(BasePlugin[ProofreadConfig]):
    """Checks each page before the site is built from it."""

    command = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note what MkDocs was called for."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the settings, and set what follows from where the site is hosted, if it is."""
        try:
            self.settings: Config = load_config(Path(config.config_file_path).parent)
            for package in self.settings.packages:
                package_folder(package)
            self.licences = licences.table(self.config.ships)
        except (SettingError, licences.Unknown) as error:
            raise PluginError(str(error)) from error
        self.cards: dict[str, cards.Card] = {}
        self.downloads: dict[str, str] = {}
        if not config.repo_url:
            config.edit_uri = None  # without a repository there is nothing to edit
        if version := os.environ.get("MIKE_DOCS_VERSION"):  # readers choose one, searches find the latest
            config.extra["version"] = {"provider": "mike"}
            config.site_url = webpage.latest_address(config.site_url or "", version)
        if self.command == "build":  # who serves the site at home needs no second copy
            config.extra["offline_copy"] = f"assets/{offline.folder_name(config.site_name)}-site.zip"

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Check all pages; findings stop the build, all in one message."""
        try:
            for file in files:
                file.src_uri.encode()
        except UnicodeEncodeError as error:  # bytes that Python could not read as text
            raise PluginError(
                f"{error.object!a}: this Python reads names as ASCII; set PYTHONUTF8=1"
            ) from None
        sources = {
            file.src_uri: Path(file.abs_src_path)
            for file in files.documentation_pages()
            if file.abs_src_path is not None and file.src_uri.endswith((".md", ".ipynb"))
        }
        sources = {uri: path for uri, path in sources.items() if self.settings.covers(path)}
        cache = site_cache(self.settings)
        reports = check_pages([*sources.values()], self.settings, cache if self.config.cache else None)
        if findings := [str(finding) for report in reports for finding in report.findings]:
            raise PluginError("\n".join([f"{len(findings)} findings:", *findings]))

        for name, content in downloads.downloads(self.settings):  # so that pages can link to them
            files.append(File.generated(config, name, content=content))
            if name.endswith(".whl"):
                config.extra["wheel"] = name

        def link(page: str, target: str) -> str | None:
            here, there = files.get_file_from_path(page), files.get_file_from_path(target)
            return there.url_relative_to(here) if here and there else None

        pages = {uri: read_page(read_text(path)) for uri, path in sources.items() if not is_notebook(path)}
        _require_extensions(config, pages.values())
        addresses = config.site_url or "", config.repo_url or ""
        by_uri = dict(zip(sources, reports, strict=True))
        self.site = Site(self.settings, cache, pages, by_uri, link, *addresses, self.licences)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Put the pages in reading order."""
        self.site.sort(page.file.src_uri for page in nav.pages)

    @event_priority(100)  # before any plugin that expects plain fences
    def on_page_markdown(self, markdown: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Put what is shown in the place of what was checked, and offer the page as a notebook."""
        uri = page.file.src_uri
        if uri not in self.site.pages:
            return markdown

        def hosted(target: str) -> str | None:
            there = files.get_file_from_path(target)
            return f"{config.site_url}{there.url}" if there and config.site_url else None

        if notebook := self.site.download(uri, hosted):
            page.meta["notebook"] = f"{page.file.name}.ipynb"
            self.downloads[f"{page.file.dest_uri.rpartition('/')[0]}/{page.file.name}.ipynb"] = notebook
        return self.site.markdown(uri)

    def on_page_content(self, html: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Show figures, formulas and terms, and tell MkDocs where links to equations may lead."""
        if source := self.site.pages.get(page.file.src_uri):
            ids = {equation.id for equation in source.equations}
            page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
        try:
            return self.site.content(page.file.src_uri, html)
        except Broken as error:
            raise PluginError(str(error)) from error

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Resolve the links to labels that docstrings hold, before mkdocs-autorefs would look for them."""
        pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
        titles = {uri: str(page.title) for uri, page in pages.items()}
        for uri, page in pages.items():
            if page.content:
                links = self.site.label_links(uri, titles)
                page.content = references.with_labels_linked(page.content, links)

    @event_priority(100)
    def _describe(
        self, context: TemplateContext, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Let a page say what it is about, where its author does not, and what the search may read of it."""
        if said := webpage.description(page.content or ""):
            page.meta.setdefault("description", markup.escape(said))
        if self.config.cards:
            title = webpage.heading(page.content or "") or str(page.title)
            chapter = page.parent.title if page.parent else ""
            card = cards.Card(config.site_name, chapter, title)
            file = f"assets/cards/{page.file.src_uri.rpartition('.')[0]}.png"
            self.cards[file] = card
            page.meta["card"] = {"file": file, "title": title}
        self.shown, page.content = page.content, searchable(page.content or "")

    @event_priority(-100)
    def _show_again(
        self, context: TemplateContext, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Give readers back what they see, now that the search has read its own text; its marks may go."""
        page.content = re.sub(r" data-search-exclude\b", "", self.shown or "")

    on_page_context = CombinedEvent(_describe, _show_again)

    def on_post_page(self, output: str, page: SitePage, config: MkDocsConfig) -> str:
        """Mend the HTML of a page, and say what it may use."""
        return self._finished(output)

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Mend the HTML of a page that has no source, such as 404.html."""
        return self._finished(output_content) if template_name.endswith(".html") else output_content

    def _finished(self, page: str) -> str:
        page = webpage.mended(page)
        if self.config.policy is None or self.command == "serve":  # which puts a script of its own into pages
            return page
        return policy.with_policy(page, self.config.policy)

    @event_priority(-100)  # after the search has written its index
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the font with the characters that the pages used, and the whole site as one file."""
        site = Path(config.site_dir)
        (site / "assets").mkdir(parents=True, exist_ok=True)
        (site / "assets" / "maths.woff2").write_bytes(font.math_font(frozenset(self.site.characters)))
        if self.config.cards:
            try:
                colours = cards.light_colours(read_text(Path(config.docs_dir) / self.config.cards))
            except (OSError, cards.MissingColour) as error:
                raise PluginError(str(error)) from error
            files = {site / name: card for name, card in self.cards.items()}
            cards.write_cards(files, colours, self.settings.root / ".cache" / "cards")
        if (addresses := site / "sitemap.xml").exists():  # MkDocs packs it with the day of the build
            # As a file and not by `gzip.compress`, whose header differs from one Python to the next.
            with gzip.GzipFile(addresses.with_suffix(".xml.gz"), "wb", mtime=0) as packed:
                packed.write(addresses.read_bytes())
        for path, notebook in self.downloads.items():
            (site / path).write_text(notebook, encoding="utf-8", newline="\n")
        if target := config.extra.get("offline_copy"):
            (site / target).write_bytes(offline.offline_copy(site, offline.folder_name(config.site_name)))

    def on_build_error(self, *, error: Exception, **_: Any) -> None:
        """Say in a sentence that the site could not be written, where MkDocs would show its stack."""
        if isinstance(error, OSError) and error.strerror:
            places = [str(place) for place in (error.filename2 or error.filename,) if place]
            raise PluginError(": ".join(["the site cannot be written", error.strerror, *places])) from None

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when the shown code or the data changes, too."""
        for folder in (*self.settings.packages, *self.settings.data):
            server.watch(str(self.settings.root / folder))
        return server


def _require_extensions(config: MkDocsConfig, pages: Iterable[Page]) -> None:
    if not any(page.fences or page.formulas for page in pages):
        return
    names = map(str, config.markdown_extensions)  # another plugin may have added an object
    given = {name.removeprefix("markdown.extensions.") for name in names}
    missing = NEEDED - given.union(*(BUNDLES[name] for name in given & BUNDLES.keys()))
    if missing:
        raise PluginError(f"markdown_extensions lacks what proofread needs: {', '.join(sorted(missing))}")
    if not config.mdx_configs.get("pymdownx.arithmatex", {}).get("generic"):
        raise PluginError("proofread needs the extension pymdownx.arithmatex with generic: true")
