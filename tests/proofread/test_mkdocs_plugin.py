import errno
import os
import re
import shutil
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from proofread.pages.markdown import read_page, read_text

MINIMAL = Path(__file__).parents[1] / "sites" / "minimal"
SETTINGS = {
    "site_name": "Pocket",
    "theme": {"name": None, "custom_dir": "theme"},
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "md_in_html",
        "tables",
        "pymdownx.details",
        "pymdownx.superfences",
        {"pymdownx.tabbed": {"alternate_style": True}},
        {"pymdownx.arithmatex": {"generic": True}},
    ],
    "plugins": ["proofread"],
}


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    site = Path(shutil.copytree(MINIMAL, tmp_path / "site"))
    (site / "theme").mkdir()
    (site / "theme" / "main.html").write_text("{{ page.content }}")
    (site / "mkdocs.yml").write_text(yaml.dump(SETTINGS))
    monkeypatch.syspath_prepend(str(site))
    return site


def built(site: Path) -> str:
    build(load_config(str(site / "mkdocs.yml")))
    return (site / "site" / "index.html").read_text("utf-8")


def test_a_right_site_is_built_with_its_figures_numbers_and_formulas(site):
    page = built(site)
    assert page.count("<svg ") == 1
    assert '<span class="checked" data-checked="doubling(rate)">eight</span>' in page
    assert "<math" in page
    assert "pocket/money.py, line 4" in page
    assert "title: Interest" not in page
    assert (site / "site" / "assets" / "maths.woff2").stat().st_size > 1000


def test_the_settings_that_the_guide_shows_build_a_site(site):
    guide = read_page(read_text(Path(__file__).parents[2] / "docs" / "writing-a-page.md"))
    *_, shown = [yaml.safe_load(fence.body) for fence in guide.fences if fence.language == "yaml"]
    (site / "mkdocs.yml").write_text(yaml.dump({"site_name": "Pocket", "theme": SETTINGS["theme"], **shown}))
    text = '# Money\n\n$1 + 1 = [2]{1 + 1}$\n\n```python source="pocket.money.doubling"\n```\n'
    (site / "docs" / "index.md").write_text(text)
    page = built(site)
    assert "<math" in page
    assert "years += 1" in re.sub("<[^>]*>", "", page)


@pytest.mark.parametrize(
    ("extensions", "message"),
    [
        ([], "lacks what proofread needs: attr_list, md_in_html, pymdownx.arithmatex, pymdownx.superfences"),
        (["extra", "pymdownx.superfences"], "lacks what proofread needs: pymdownx.arithmatex"),
        (["pymdownx.extra", "pymdownx.arithmatex"], "pymdownx.arithmatex with generic: true"),
    ],
)
def test_missing_extensions_are_named(site, caplog, extensions, message):
    (site / "mkdocs.yml").write_text(yaml.dump({**SETTINGS, "markdown_extensions": extensions}))
    with pytest.raises(Abort):
        built(site)
    assert message in caplog.text


def test_findings_stop_the_build_in_one_message(site, caplog):
    for page, right, wrong in (("index.md", "[214.36]", "[214.37]"), ("second.md", "> False", "> True")):
        text = (site / "docs" / page).read_text("utf-8")
        (site / "docs" / page).write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(Abort):
        built(site)
    (message,) = [record.getMessage() for record in caplog.records if "findings" in record.getMessage()]
    assert "2 findings:" in message
    assert "docs/index.md:52:29: the page shows 214.37 where the value is 214.358881" in message
    assert "docs/second.md:11:3: the page shows" in message
    assert not (site / "site" / "index.html").exists()


@pytest.mark.parametrize(
    ("setting", "message"),
    [("nothing = 1", "has no setting nothing"), ("packages = ['nowhere']", "there is no package 'nowhere'")],
)
def test_a_wrong_setting_stops_the_build(site, caplog, setting: str, message: str):
    (site / "pyproject.toml").write_text(f"[tool.proofread]\n{setting}\n")
    with pytest.raises(Abort):
        built(site)
    assert message in caplog.text


def with_options(site: Path, **options: object) -> str:
    """Return the first page of a site whose theme has a head, built with options of the plugin."""
    (site / "theme" / "main.html").write_text('<meta charset="utf-8"><script>a()</script>{{ page.content }}')
    (site / "mkdocs.yml").write_text(yaml.dump({**SETTINGS, "plugins": [{"proofread": options}]}))
    return built(site)


def test_a_page_says_what_it_may_use_where_the_site_asks_for_that(site):
    assert "content-security-policy" not in with_options(site)
    page = with_options(site, policy={"connect-src": ["https://data.example/"]})
    (stated,) = re.findall(r'<meta http-equiv="content-security-policy" content="([^"]*)"', page)
    assert "connect-src 'self' https://data.example/;" in stated
    assert re.search(r"script-src 'self' 'sha256-[^']+';", stated)


def test_a_page_names_the_licences_of_what_ships(site):
    (site / "docs" / "index.md").write_text("# Licences\n\n<!-- proofread: licences -->\n")
    page = with_options(site, ships=[{"package": "ziamath", "what": "letters", "files": ["*.ttf"]}])
    assert '<td><a href="https://scripts.sil.org/OFL">SIL Open Font License</a></td>' in page


def test_something_that_ships_without_a_licence_stops_the_build(site, caplog):
    with pytest.raises(Abort):
        with_options(site, ships=[{"package": "no-such-package", "what": "letters"}])
    assert "the package no-such-package is not installed" in caplog.text


def test_what_is_left_alone_or_let_pass_is_built_and_not_called_proved(site):
    (site / "docs" / "left.md").write_text("# Left\n\nIt is 7 kg, $1 = 2$.\n")
    text = "# Passed\n\nIt is [3]{1 + 1} and 7 kg.\n\n$$ 1 = 2 $$\n\n$$ 2 = 2 $$\n"
    (site / "docs" / "passed.md").write_text(text)
    settings = (site / "pyproject.toml").read_text()
    ignored = "\n[tool.proofread.ignore]\n'docs/passed.md' = ['number', 'numeral', 'equation']\n"
    excluded = "[tool.proofread]\nexclude = ['docs/left.md']\n"
    (site / "pyproject.toml").write_text(settings.replace("[tool.proofread]\n", excluded) + ignored)
    built(site)
    left, passed = ((site / "site" / name / "index.html").read_text("utf-8") for name in ("left", "passed"))
    assert "7 kg" in left
    assert passed.count("<math") == 2
    assert "{1 + 1}" not in passed
    assert "checked" not in passed.replace("Checked when this page was built: 1 equation.", "")


def test_a_full_disk_is_said_in_a_sentence(site, monkeypatch):
    def fails(self, content):
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", fails)
    message = re.escape(f"the site cannot be written: No space left on device: {site}")
    with pytest.raises(PluginError, match=message):
        built(site)


def test_where_nothing_can_be_kept_the_same_site_is_built(site):
    page = built(site)
    shutil.rmtree(site / ".cache")
    (site / ".cache").write_text("a file")
    assert built(site) == page


def test_a_name_that_this_python_reads_as_bytes_is_refused(site, caplog):
    (site / "docs" / os.fsdecode(b"\xe4.md")).write_text("# A page\n")
    with pytest.raises(Abort):
        built(site)
    assert "'\\udce4.md': this Python reads names as ASCII; set PYTHONUTF8=1" in caplog.text


def test_links_to_equations_are_filled_in_and_lead_somewhere(site):
    (site / "docs" / "second.md").write_text(
        "# Sums & more\n\n$$ 1 + 1 = 2 $$\n\n$$ 1 + 2 = 3 \\label{three} $$\n"
    )
    settings = SETTINGS | {"plugins": ["autorefs", "proofread"], "validation": {"links": {"anchors": "warn"}}}
    (site / "mkdocs.yml").write_text(yaml.dump(settings | {"strict": True}))
    with (site / "docs" / "index.md").open("a") as page:
        page.write("\nBy [](second.md#eq-three), [][eq-three] and [sum][eq-three].\n")
    elsewhere = '<a href="second/#eq-three">'
    shown = f"{elsewhere}(2)</a>, {elsewhere}(2) in Sums &amp; more</a> and {elsewhere}sum</a>."
    assert f"<p>By {shown}</p>" in built(site)
    other = (site / "site" / "second" / "index.html").read_text("utf-8")
    assert 'id="eq-three"' in other
    assert "label" not in other.replace("aria-label", "")


def test_a_link_to_an_equation_that_another_page_has_not_stops_the_build(site, caplog):
    with (site / "docs" / "index.md").open("a") as page:
        page.write("\nBy [](second.md#eq-three).\n")
    with pytest.raises(Abort):
        built(site)
    assert "docs/index.md:69:4: there is no equation eq-three in docs/second.md" in caplog.text
