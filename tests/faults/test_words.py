"""Sentences that stood on the pages and were false: put back where they stood, each is refused.

Each page is checked once, with all its false sentences in the place of the true ones. Nothing else on it may
become wrong, so that a finding is about the words alone.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from proofread.checking.page import check_text
from proofread.config import load_config
from proofread.pages.markdown import read_text

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


class Planted(NamedTuple):
    """A true piece of a page, what stood there before, and what the finding says of it."""

    right: str
    wrong: str
    said: str = ""
    """Without it: that what the words are checked by is not so."""


FALSE = {
    "learn/linear-regression/one-weight.md": [
        Planted(
            "[the relative error is larger than allowed]{relative_error(g, m).item() > 1e-7}",
            "[a right gradient passes, as it does anywhere]{relative_error(g, m).item() < 1e-7}",
        ),
    ],
    "learn/logistic-regression/bias.md": [
        Planted(
            "[the line with more mistakes is the better one]{rates[1] < rates[2]}",
            "[the line with the fewest mistakes is the best one]{rates[2] < rates[1]}",
        ),
    ],
    "learn/logistic-regression/convex.md": [
        Planted(
            "[Above it, the descent moves away]{distance_after(19.5) > 10 * np.linalg.norm([0.01, 0.01])}",
            "[No descent can end in a wrong place]{distance_after(19.5) < 1e-9}",
        ),
    ],
    "learn/logistic-regression/descent.md": [
        Planted(
            '{needed[1][1] / needed[1][0] > needed[0][1] / needed[0][0] and needed[2][1] == "over 10000"}',
            '{needed[2][1] != "over 10000"}',
        ),
    ],
    "learn/hidden-layer/cost.md": [
        Planted(
            '```python source="nnscratch.losses.half_squared_error"\n```\n',
            '```python source="nnscratch.losses.half_squared_error"\n```\n\n'
            "```python\nfrom inspect import getsource\n```\n\n"
            '[Its first line says sum]{"sum" in getsource(half_squared_error).split(":")[0]}.\n',
        ),
        Planted(
            "[no cost is always the faster one]"
            '{needed["squared error", 0.05] < needed["cross-entropy", 0.004]'
            ' < needed["squared error", 0.02]}',
            "[the cross-entropy is always the faster one]"
            '{needed["cross-entropy", 0.004] < needed["squared error", 0.05]}',
        ),
    ],
    "learn/hidden-layer/hidden-layer.md": [
        Planted(
            r'hidden = [f"$\\delta_{j}^{{(1)}}$\n{d:.4f}"',
            r'hidden = [f"$\\delta_{j}$\n{d:.4f}"',
            'all("(1)" in name for name in hidden) is False',
        ),
    ],
    "learn/hidden-layer/matrices.md": [
        Planted(
            "They are right if the matrix is its own transpose,",
            "[Only with a single entry are the numbers right]"
            "{not np.allclose(some @ square, some @ np.transpose(square))}.\n"
            "    They are right if the matrix is its own transpose,",
        ),
    ],
    "learn/hidden-layer/training.md": [
        Planted(
            "[longer than ten]{lengths[500] > 10}",
            "[small there]{lengths[500:901].max() < 1}",
        ),
        Planted(
            "[each gradient does]{(cosines[first : last + 1] < -0.9).all()}",
            "[each points the same way as the one before]{(cosines[first : last + 1] > 0).all()}",
        ),
        Planted(
            "[the cost rises at every second update]"
            "{(rises[band.start : band.stop].reshape(-1, 2).sum(axis=1) == 1).all()}",
            "[the cost falls at every update]{not rises[band.start : band.stop].any()}",
        ),
        Planted(
            "[97.85 %]{100 * records[-1].accuracy}",
            "[100 %]{100 * records[-1].accuracy}",
            "the page shows 100 where the value is 97.85",
        ),
    ],
    "learn/hidden-layer/curvature.md": [
        Planted(
            "[stays within one percent of the limit]{np.abs(bottoms / 100 - 1).max() < 0.01}",
            "[is above the limit, but not for long]{(bottoms > 100).sum() < 2}",
        ),
        Planted(
            "[On the plateau the smallest curvature is negative]{all(low < 0 for low in lows[:-1])}",
            "[On the plateau the cost bends upwards everywhere]{all(low > 0 for low in lows[:-1])}",
        ),
        Planted(
            "[more than a hundred million times as large as what rounding does]"
            '{(small["swing"] / small["apart"])[before].min() > 1e8}',
            '[as small as what rounding does]{(small["swing"] / small["apart"])[before].min() < 10}',
        ),
        Planted(
            '[nothing of it is left but rounding]{large["swing"][quiet].max() < large["apart"][quiet].min()}',
            "[the order of the rows changes no digit]{(abs(file_order - backwards) < 5e-5).all()}",
        ),
    ],
    "learn/hidden-layer/boundary.md": [
        Planted(
            "[97.0 %]{100 * np.mean(~fresh_wrong)}",
            "[97.85 %]{100 * np.mean(~fresh_wrong)}",
            "the page shows 97.85 where the value is 96.975",
        ),
        Planted(
            "[a little less often]{np.mean(fresh_wrong) > np.mean(wrong)}",
            "[as often as on those that it was trained on]{np.mean(fresh_wrong) <= np.mean(wrong)}",
        ),
    ],
    "errata.md": [
        Planted(
            "[four survive another version of NumPy]{shared_digits(-9.74116, -9.74073) == 4}",
            "[five survive another version of NumPy]{shared_digits(-9.74116, -9.74073) == 5}",
        ),
        Planted(
            "[not two]{shared_digits(3.527, 3.340) < 2}",
            "[as many]{shared_digits(3.527, 3.340) >= 4}",
        ),
    ],
}


@pytest.mark.parametrize("name", FALSE)
def test_no_false_sentence_comes_back(name: str):
    text = read_text(DOCS / name)
    for planted in FALSE[name]:
        assert text.count(planted.right) == 1, planted.right
        text = text.replace(planted.right, planted.wrong)
    found = [str(finding) for finding in check_text(text, f"docs/{name}", load_config(ROOT)).findings]
    assert len(found) == len(FALSE[name]), found
    for planted in FALSE[name]:
        named = [finding for finding in found if refuses(finding, planted)]
        assert len(named) == 1, (planted.wrong, found)


def refuses(finding: str, planted: Planted) -> bool:
    """Tell whether a finding is about what was planted."""
    if planted.said:
        return planted.said in finding
    *_, expression = re.findall(r"\]\{(.*)\}|^\{(.*)\}$", planted.wrong, re.MULTILINE)
    return "this is not so: " in finding and f"{''.join(expression)} is False" in finding


SOURCES = {
    "learn/logistic-regression/classes.md": (
        "Peter Roelants",
        "https://peterroelants.github.io/posts/neural-network-implementation-part02",
    ),
    "learn/hidden-layer/training.md": ("Gary", "https://welcomege.github.io"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_post_that_is_retraced_has_its_author_and_its_address(name: str):
    author, address = SOURCES[name]
    (sentence,) = re.findall(rf"[^\n]*\({re.escape(address)}[^\n]*", read_text(DOCS / name))
    assert author in read_text(DOCS / name).split(sentence)[0][-200:] + sentence
