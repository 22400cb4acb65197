"""What stands beside the code of a page: where it lives, its tests, its standalone text."""

import re
from pathlib import Path

import pytest

from proofread.config import Config, load_config
from proofread.pages.markdown import read_page
from proofread.website.slots import Lost
from proofread.website.snippets import (
    Addresses,
    file_of_tests,
    is_snippet,
    mark,
    reference_of,
    with_snippets,
)

ROOT = Path(__file__).parents[3]
CONFIG = load_config(ROOT)
LISTING = '```python source="nnscratch.mlp.backward"\n```\n'
EXAMPLES = "```python\na = 1 < 2\n```\n\n```python\nprint(a)\n```\n"


def shown(text: str, addresses: Addresses | None = None) -> str:
    """Return the HTML of a page's fences with what stands beside them."""
    page = read_page(text)
    blocks = [
        f'<div class="language-python {mark(page, fence)} highlight"><pre>{fence.body}</pre></div>'
        for fence in page.fences
        if is_snippet(fence)
    ]
    return with_snippets("\n".join(blocks), page, CONFIG, addresses or Addresses())


def test_a_listing_says_where_it_lives_and_names_nothing_that_cannot_be_opened():
    bar = re.search(r'<div class="filename">(.*?)</div>', shown(LISTING))[1]
    assert re.match(r'<span class="place">nnscratch/mlp\.py, line \d+</span>', bar)
    assert "Tests" not in bar
    assert "href" not in bar


def test_a_listing_links_to_the_repository_and_to_the_reference():
    html = shown(
        LISTING, Addresses("https://code.test/x/", lambda symbol: f"../{''.join(reference_of(symbol))}")
    )
    assert re.search(r'href="https://code\.test/x/blob/main/nnscratch/mlp\.py#L\d+"', html)
    assert '<a href="https://code.test/x/blob/main/tests/nnscratch/test_mlp.py">Tests</a>' in html
    assert '<a href="../reference/mlp.md#nnscratch.mlp.backward">Reference</a>' in html


def test_a_private_name_has_no_place_of_its_own_in_the_reference():
    assert reference_of("nnscratch.descent._update") == ("reference/descent.md", "")


def test_a_listing_carries_its_standalone_text():
    html = shown(LISTING)
    assert html.count("<button") == html.count("<script") == 1
    assert "def deltas(" in html


def test_an_example_carries_one_only_if_it_needs_something():
    first, second = re.sub('<div class="actions">.*?</div>', "", shown(EXAMPLES)).split("\n</pre></div>\n")
    assert first == '<div class="language-python highlight" data-run><pre>a = 1 < 2'
    assert 'class="standalone">a = 1 < 2\n\nprint(a)\n</script></div>' in second


@pytest.mark.parametrize("word", ["</script>", "<!--"])
def test_a_text_that_would_end_its_script_is_not_offered(word):
    assert "<script" not in shown(f'```python\na = "{word}"\n```\n\n```python\nprint(a)\n```\n')


def test_a_snippet_that_gets_lost_stops_the_build():
    page = read_page(EXAMPLES)
    with pytest.raises(Lost, match="line 1: the fence is on the page 0 times"):
        with_snippets("", page, CONFIG, Addresses())
    twice = f'<div class="{mark(page, page.fences[0])}"><pre></pre></div>' * 2
    with pytest.raises(Lost, match="2 times"):
        with_snippets(twice, page, CONFIG, Addresses())


def test_tests_are_found_by_convention_where_they_exist(tmp_path):
    config = Config(tmp_path, tests="checks/{folders}{module}_test.py")
    (tmp_path / "checks" / "inner").mkdir(parents=True)
    (tmp_path / "checks" / "inner" / "part_test.py").touch()
    assert file_of_tests("kit.inner.part.Class.method", config) == "checks/inner/part_test.py"
    assert file_of_tests("kit.other.function", config) == ""
    assert file_of_tests("nnscratch.mlp.backward", CONFIG) == "tests/nnscratch/test_mlp.py"


def test_a_program_can_be_taken_away_with_the_data_that_it_reads():
    fence = '```python program="programs/linear_regression.py" needs="data/moons.csv"\n```\n'
    bar = re.search(r'<div class="filename">(.*?)</div>', shown(fence, Addresses(download="../{}".format)))[1]
    assert bar == (
        '<span class="place">linear_regression.py</span> '
        '<a download href="../programs/linear_regression.py">Download</a> '
        '<a download href="../downloads/moons.csv">Its data: moons.csv</a>'
    )
