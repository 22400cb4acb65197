import textwrap
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from markdown import markdown

from proofread.config import Config
from proofread.pages.markdown import read_page
from proofread.website.render import placed_figures, shown_markdown, tagged_symbols
from proofread.website.slots import Lost

FIGURE = (
    '```python figure="line" alt="Line."\nimport matplotlib.pyplot as plt\nfig, ax = plt.subplots()\n```\n\n'
    "Figure: It has [two]{1 + 1}\nends.\n\nprose\n"
)


@pytest.fixture
def shown(check):
    """Give a function from a page's text to the Markdown that the generator reads."""

    def render(text: str, root: Path = Path("/"), **directives: str) -> str:
        report = check(text, packages=("proofread",))
        assert report.findings == []
        return shown_markdown(
            read_page(text), report, {k: lambda v=v: v for k, v in directives.items()}, Config(root)
        )

    return render


def test_what_is_not_checked_stays_as_it_is(shown):
    text = "# Title\n\nprose, `code`, $a_1$\n\n```sh\nls\n```\n"
    assert shown(text) == text


def test_a_checked_number_says_what_it_was_checked_against(shown):
    assert shown("[two]{1 + 1}") == '<span class="checked" data-checked="1 + 1">two</span>'
    assert 'data-checked="&quot;a&quot; &lt; &quot;b&quot;"' in shown('[True]{"a" < "b"}')
    assert 'data-checked="&#91;&#91;2]]&#91;0]&#91;-1]"' in shown("[two]{[[2]][0][-1]}"), (
        "brackets look like links"
    )


def test_a_checked_number_below_zero_has_a_minus_sign(shown):
    assert ">−0.5<" in shown("[-0.5]{-1 / 2}")
    assert ">(−4, −.5)<" in shown("[(-4, -.5)]{(-8 / 2, -1 / 2)}")
    assert ">2026-11-21<" in shown("[2026-11-21]{'-'.join(('2026', '11', '21'))}")


def test_a_statement_says_what_it_compared_with_what_and_keeps_its_markup(shown):
    text = shown("```python\nx = [0.5, 2]\n```\n\n[the *first* of\n[two]{len(x)} is small]{x[0] < 1}")
    assert (
        '<span class="checked statement" data-checked="x&#91;0] &lt; 1" data-values="x&#91;0] = 0.5">' in text
    )
    assert ">the *first* of\n<span" in text
    assert text.endswith(">two</span> is small</span>")


def test_a_number_in_a_formula_is_its_digits(shown):
    assert shown("$x_1 [2]{1 + 1}$") == "$x_1 2$"


def test_a_directive_is_replaced_by_what_the_build_writes(shown):
    text = "<!-- proofread: ledger -->\n\n`<!-- proofread: ledger -->`\n"
    assert shown(text, ledger="LEDGER") == "LEDGER\n\n`<!-- proofread: ledger -->`\n"


def test_a_source_fence_holds_the_source(shown):
    text = shown(
        '- item\n\n    ```python source="proofread.pages.fences.blanks"\n    ```\n',
        Path(__file__).parents[3],
    )
    assert 'title="proofread/pages/fences.py, line ' in text
    assert '    def blanks(text: str, blank: str = " ") -> str:\n' in text
    assert '        return re.sub(r"[^\\n]", blank, text)\n    ```\n' in text


def test_a_page_in_a_fence_keeps_its_name_and_its_marked_lines(shown):
    body = "It is [3]{1 + 1}.\n"
    finding = "a.md:1:7: the page shows 3 where the value is 2"
    text = f'````markdown page="a.md" hl_lines="1"\n{body}````\n\n```output\n{finding}\n```\n'
    assert f'```{{ .markdown title="a.md" hl_lines="1" }}\n{body}```' in shown(text)


def test_an_output_in_an_admonition_keeps_its_place(shown):
    text = (
        '!!! note\n\n    ```python\n    print("a\\n  b")\n    ```\n\n    ```output\n    a\n      b\n    ```\n'
    )
    code = text.replace("```python", "```{ .python .snippet-0 }")
    assert shown(text) == code.replace("```output", "```{ .text .output .no-copy }")


def in_html(text: str, report) -> str:
    """Return what the generator makes of a checked page, with its figures in their places."""
    page = read_page(text)
    extensions = ["admonition", "attr_list", "md_in_html", "pymdownx.details", "pymdownx.superfences"]
    shown = shown_markdown(page, report, {}, Config(Path()))
    return placed_figures(markdown(shown, extensions=[*extensions, "pymdownx.tabbed"]), page, report)


@pytest.mark.parametrize(
    ("before", "indent", "outer"),
    [
        ("prose\n\n", "", "body"),
        ("- one\n\n", "    ", "li"),
        ("- one\n-   ", "    ", "li"),
        ("1. one\n\n    - two\n\n", "        ", "ul > li"),
        ('!!! note "A note"\n\n', "    ", ".admonition"),
        ("??? note\n\n    - one\n\n", "        ", "details li"),
        ('=== "One"\n\n', "    ", ".tabbed-content"),
        ('<div class="hero" markdown>\n\n', "", ".hero"),
    ],
)
def test_a_figure_stands_with_its_caption_and_code_wherever_its_fence_does(check, before, indent, outer):
    lines = textwrap.indent(FIGURE.removesuffix("prose\n"), indent)
    after = "</div>\n" if "<div" in before else "prose after\n"
    text = before + (lines.removeprefix(indent) if before.endswith("-   ") else lines) + "\n" + after
    made = in_html(text, check(text))
    html5lib.HTMLParser(strict=True).parseFragment(made)
    soup = BeautifulSoup(f"<body>{made}</body>", "html.parser")
    (figure,) = soup.select(f"{outer} > figure#figure-line")
    assert [part.name for part in figure.find_all(recursive=False)] == ["svg", "figcaption"]
    assert figure.figcaption.get_text().split() == ["It", "has", "two", "ends."]
    assert figure.select_one("figcaption .checked").get_text() == "two"
    code = figure.find_next_sibling()
    assert code.name == "details"
    assert "plt.subplots()" in code.get_text()
    assert "proofread-figure" not in made
    assert "```" not in made


def test_a_figure_that_is_lost_or_shown_twice_is_named(check):
    page, report = read_page(FIGURE), check(FIGURE)
    for content, times in (("", 0), ("<p>proofread-figure-0: a :proofread-figure</p>" * 2, 2)):
        with pytest.raises(Lost, match=f"the figure line is on the page {times} times"):
            placed_figures(content, page, report)


def test_a_checked_formula_carries_the_number_of_its_evidence(shown):
    assert shown("$$ 1 + 1 = 2 $$\n\n$1 < 2$ and $x$\n") == (
        "$$ 1 + 1 = 2\\proofread{0} $$\n\n$1 < 2\\proofread{1}$ and $x$\n"
    )


def test_every_symbol_is_tagged_by_the_name_that_its_table_shows():
    text = (
        "```notation\nsizes: {N: samples}\nindex: {i: N}\ngiven:\n  W^{(1)}: N x 1\nparts:\n"
        "  w_i: W^{(1)}[i, 1]\ncode:\n  f(W^{(1)}): proofread.pages.fences.blanks, blanks\n```\n"
    )
    names = tagged_symbols(read_page(text))
    assert names == {"W^{(1)}": "W1", "w_i": "W1", "f(W^{(1)})": "blanks", "N": "N"}


@pytest.mark.parametrize(
    ("info", "shown_info"),
    [
        ("python", "{ .python .snippet-0 }"),
        ("py title=\"a b\" hl_lines='1'", '{ .py .snippet-0 title="a b" hl_lines="1" }'),
        ("{.python .annotate hl_lines=1}", "{.python .annotate hl_lines=1 .snippet-0 }"),
        ("~python~", None),
    ],
)
def test_a_fence_is_marked_in_either_spelling(shown, info, shown_info):
    text = f"```{info}\na = None\n```\n"
    assert shown(text) == text.replace(info, shown_info or info)
