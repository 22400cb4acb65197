import html
import json
import re
import sys
import types

import pytest

PAGE = (
    '```python figure="{name}" alt="{alt}"\nimport matplotlib.pyplot as plt\n{code}\n```\n\nFigure: A line.\n'
)
PLOT = "fig, ax = plt.subplots()\nax.plot([0, 1], [0, 1], color='#102030')"


def page(code: str = PLOT, name: str = "line", alt: str = "A line.") -> str:
    return PAGE.format(code=code, name=name, alt=alt)


@pytest.fixture
def palette(monkeypatch) -> str:
    module = types.ModuleType("colours")
    module.PALETTE = {"line": "#102030", "ink": "#000000", "paper": "#FFFFFF"}
    monkeypatch.setitem(sys.modules, "colours", module)
    return "colours.PALETTE"


def test_a_figure_is_drawn_and_named(check):
    (result,) = check(page(alt="A [1]{1 + 0} & a line.")).results[:1]
    svg = result.evidence.artefact
    assert svg.startswith("<svg ")
    assert 'role="img" aria-label="A 1 &amp; a line."' in svg
    assert "<metadata" not in svg


def test_the_same_code_gives_the_same_figure(check):
    first, second = (check(page()).results[0].evidence.artefact for _ in range(2))
    assert first == second


def test_colours_become_roles(check, palette):
    svg = check(page(), palette=palette).results[0].evidence.artefact
    assert "stroke: var(--figure-line)" in svg
    assert not re.search(r": #[0-9a-f]{6}", svg)


@pytest.mark.parametrize("name", ["facade", "decade-abcdef", "a1b2c3"])
def test_a_name_is_no_colour(check, palette, name: str):
    report = check(page(name=name), palette=palette)
    assert report.findings == []
    svg = report.results[0].evidence.artefact
    identifiers = set(re.findall(r'\bid="([^"]*)"', svg))
    assert identifiers
    assert all(identifier.startswith(f"{name}-") for identifier in identifiers)
    assert set(re.findall(r'href="#([^"]*)"', svg)) | set(re.findall(r"url\(#([^)]*)\)", svg)) <= identifiers


def test_letters_keep_their_size(check):
    svg = check(page(f"plt.rcParams['font.size'] = 9\n{PLOT}")).results[0].evidence.artefact
    assert "scale(0.09 " in svg
    assert "scale(0.25)" in svg


def test_coordinates_keep_two_decimals(check):
    svg = check(page()).results[0].evidence.artefact
    paths = " ".join(re.findall(r' d="([^"]*)"', svg))
    assert not re.search(r"\.\d{3}", paths)


def test_a_figure_hands_values_over_to_a_script(check):
    text = page(PLOT + "\nimport numpy as np\nX, rate = np.array([[0.1, 2]]), 0.5")
    svg = check(text.replace(' alt="', ' data="X rate" alt="')).results[0].evidence.artefact
    values = re.search(r' data-values="([^"]*)"', svg)[1]
    assert json.loads(html.unescape(values)) == {"X": [[0.1, 2.0]], "rate": 0.5}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (page("x = 1"), "draws none"),
        (page(PLOT + "\nplt.figure()"), "draws 2, not one"),
        (page("1 / 0"), "ZeroDivisionError"),
        (page("plt.plot([1], [1, 2])"), "ValueError: x and y must have same first dimension"),
        (page(PLOT + "\nprint(1)"), "the code of a figure prints"),
        (page(PLOT + "\nax.set_title('中')"), "Glyph"),
        (page(PLOT.replace("102030", "102031")), "#102031, a colour without a role"),
        (page("plt.imshow([[1, 2], [3, 4]], cmap='gray')"), "an image of pixels"),
        (page(name="A line"), "lower-case words joined by hyphens"),
        (page(name=""), "lower-case words joined by hyphens"),
        (page(alt=""), "has no alt text"),
        (page().replace(" alt", ' data="missing" alt'), "the name 'missing' is bound nowhere"),
        (page().replace(" alt", ' data="fig" alt'), "the value of 'fig' cannot be handed to a script"),
        (page(PLOT + "\nx = float('nan')").replace(" alt", ' data="x" alt'), "Out of range float values"),
        (page(alt=" "), "has no alt text"),
        (page().replace(' alt="A line."', ""), "has no alt text"),
        (page().replace("Figure: A line.", "prose"), "has no caption"),
        (page().replace("\n\nFigure: A line.\n", ""), "has no caption"),
        (page().replace("```python", "```sh", 1), "a figure is drawn by Python"),
        (page(alt="A line of 97 points."), "nothing checks the number '97'"),
        (page(alt="[97]{x}").replace("import", "x = 98; import"), "shows 97 where the value is 98"),
        (page().replace("A line.\n", "97 points.\n"), "nothing checks the number '97'"),
        (page().replace("A line.\n", "[97]{len('ab')} points.\n"), "shows 97 where the value is 2"),
    ],
)
def test_a_wrong_figure_is_one_finding_and_the_rest_is_checked(findings, palette, text: str, message: str):
    found = findings(text + "\n\n[98]{1 + 1}\n", palette=palette)
    assert len(found) == 2, found
    assert message in found[0]
    assert "shows 98" in found[1]


def test_a_second_figure_of_one_name_is_a_finding(findings):
    (found,) = findings(page() + "\n" + page() + "\n" + page(name="other"))
    assert found.startswith("page.md:9:1: another figure of this page is called 'line', too"), found


def test_the_code_of_a_figure_without_a_text_runs_for_the_code_below(findings):
    (found,) = findings(page("points = [0, 1]\nplt.plot(points)", alt="") + "\n[2]{len(points)}\n")
    assert "the figure 'line' has no alt text" in found


def test_a_figure_uses_the_names_of_the_page(findings):
    assert (
        findings(
            "```python\npoints = [0, 1]\n```\n\n" + page("plt.plot(points)", alt="[2]{len(points)} points")
        )
        == []
    )


def test_a_figure_leaves_the_settings_as_they_were(findings):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    assert findings(page(f"plt.rcParams['font.size'] = 20\n{PLOT}")) == []
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("settings", [{"palette": "colours.NOTHING"}, {"style": "missing.mplstyle"}])
def test_a_setting_that_does_not_exist_is_a_finding(findings, palette, settings: dict[str, str]):
    (finding,) = findings(page(), **settings)
    assert "cannot be checked" in finding
