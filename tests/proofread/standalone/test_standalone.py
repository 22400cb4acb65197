"""What a reader copies with *Copy standalone* from a listing runs alone and does what the package does."""

import ast
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from proofread.claims.listing import read_source
from proofread.config import Config, load_config
from proofread.pages.markdown import read_page, read_text
from proofread.standalone.definitions import definition, standalone
from proofread.standalone.imports import Import, import_block
from proofread.standalone.modules import locate, read_module

ROOT = Path(__file__).parents[3]
CONFIG = load_config(ROOT)
PACKAGES = CONFIG.packages
INTERPRETER = Path(__file__).parent / "empty_interpreter.py"


def shown_symbols() -> list[str]:
    """Every symbol that a page of the site shows the source of."""
    fences = [f for path in (ROOT / "docs").rglob("*.md") for f in read_page(read_text(path)).fences]
    return sorted({fence.attributes["source"] for fence in fences if "source" in fence.attributes})


SYMBOLS = shown_symbols()
STANDS_IN = ["nnscratch.datasets.load_moons", "nnscratch.datasets.load_digits"]
"""They look for a file beside the package; the settings say what stands in for them."""


def from_package(text: str) -> list[str]:
    """What a text imports from the packages that it should not need."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    return [f"{n.module}.{a.name}" for n in nodes if n.module.split(".")[0] in PACKAGES for a in n.names]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, dict]:
    """Run every copy in one isolated interpreter, each in names of its own, the package out of reach."""
    texts = {symbol: standalone(symbol, CONFIG) for symbol in [*SYMBOLS, *STANDS_IN]}
    folder = tmp_path_factory.mktemp("downloaded")
    for name in ("moons.csv", "digits.csv"):
        (folder / name).symlink_to(ROOT / "data" / name)
    return run_apart([job(symbol, text) for symbol, text in texts.items()], folder)


def job(symbol: str, text: str) -> dict:
    module, name = locate(symbol)
    guard = read_module(module, CONFIG).documented(name).guard
    blocked = [] if from_package(text) else list(PACKAGES)
    return {"symbol": symbol, "text": text, "guard": guard, "blocked": blocked}


def run_apart(jobs: list[dict], folder: Path) -> dict[str, dict]:
    run = subprocess.run(
        [sys.executable, "-I", str(INTERPRETER), "symbols", str(ROOT)],
        input=json.dumps(jobs),
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {outcome["symbol"]: outcome for outcome in json.loads(run.stdout)}


@pytest.mark.parametrize("symbol", [*SYMBOLS, *STANDS_IN])
def test_a_copy_runs_in_an_empty_file_and_does_what_the_package_does(symbol, outcomes):
    outcome = outcomes[symbol]
    assert outcome["error"] == ""
    assert outcome["is_its_own"]
    assert outcome["failed"] == ""


def test_nearly_every_copy_is_compared_with_the_examples_of_its_docstring(outcomes):
    assert len(SYMBOLS) > 20
    compared = [symbol for symbol, outcome in outcomes.items() if outcome["examples"]]
    assert len(compared) >= len(SYMBOLS) - 3, sorted(outcomes.keys() - set(compared))


def test_nearly_every_copy_ends_with_lines_that_use_it_and_print(outcomes):
    printing = [symbol for symbol, outcome in outcomes.items() if outcome["printed"].strip()]
    assert len(printing) >= len(SYMBOLS) - 3, sorted(outcomes.keys() - set(printing))


def test_no_listing_of_the_site_needs_the_package():
    assert {s: found for s in SYMBOLS if (found := from_package(standalone(s, CONFIG)))} == {}


def test_ruff_accepts_every_copy(tmp_path):
    for symbol in [*SYMBOLS, *STANDS_IN]:
        (tmp_path / f"{symbol.replace('.', '_').lstrip('_')}.py").write_text(standalone(symbol, CONFIG))
    ours = f"lint.isort.known-first-party = {json.dumps(PACKAGES)}"
    settings = ["--config", str(ROOT / "pyproject.toml"), "--config", ours, "--no-cache"]
    for command in (["check", "--ignore", "D"], ["format", "--check", "--diff"]):  # docstrings are left out
        ruff = [sys.executable, "-m", "ruff", *command, *settings, str(tmp_path)]
        run = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_a_wrong_copy_is_caught(tmp_path):
    right = standalone("nnscratch.mlp.backward", CONFIG)
    for wrong in (
        right.replace("trace.y - t", "t - trace.y"),
        right.replace("def deltas", "def alphas"),
        right.replace("import numpy as np", "from nnscratch.mlp import backward as backward"),
    ):
        assert wrong != right
        wrong_job = job("nnscratch.mlp.backward", wrong) | {"blocked": list(PACKAGES)}
        (outcome,) = run_apart([wrong_job], tmp_path).values()
        assert outcome["error"] or outcome["failed"]


# -- on a small package ---------------------------------------------------------------------------

PACKAGE = {
    "__init__": "from kit.shapes import area\n",
    "units": '''
        """Units."""
        FACTOR: float = 2.0
        """Of what."""
        TABLE = {"m": 1}
        TABLE["km"] = 1000  # filled in two steps
        NAMES = [name for name in TABLE]


        def scaled(x, by=FACTOR):
            """Return it scaled.

            At length.
            """
            return by * x
        ''',
    "shapes": '''
        import math
        import os.path
        from dataclasses import dataclass, field

        from .units import TABLE, scaled

        # Which way is up.
        UP = 1


        @dataclass
        class Circle:
            """A circle."""

            radius: float
            """In metres."""
            marks: list = field(default_factory=list)

            def area(self):
                """Return it."""
                return area(self)


        def area(circle):
            return math.pi * circle.radius**2


        def metres(n):
            return n * TABLE["km"] if n != UP else scaled(1.0)


        def shadow(area):
            return area
        ''',
    "places": """
        from importlib import resources
        from pathlib import Path

        from kit import units
        from kit.shapes import area as surface
        from kit.units import scaled as area
        from kit.shapes import Circle


        def folder():
            return Path(__file__).parent


        def listed():
            return [p.name for p in folder().iterdir()]


        def lazy():
            from kit.units import scaled

            return scaled(1.0)


        def whole():
            return units.scaled(1.0)


        def renamed(circle):
            return surface(circle)


        def lost():
            return nowhere


        def scaled():
            return Circle(1.0)


        def both():
            import math

            return scaled(), area(2.0), math.pi
        """,
}


@pytest.fixture
def kit(tmp_path, monkeypatch):
    """A package named kit."""
    (tmp_path / "kit").mkdir()
    for name, text in PACKAGE.items():
        (tmp_path / "kit" / f"{name}.py").write_text(textwrap.dedent(text).lstrip("\n"))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield lambda symbol, **settings: standalone(symbol, Config(tmp_path, packages=("kit",), **settings))
    for name in [name for name in sys.modules if name.partition(".")[0] == "kit"]:
        del sys.modules[name]


def test_helpers_constants_and_what_fills_them_come_along(kit):
    assert kit("kit.shapes.metres") == (
        'FACTOR: float = 2.0\nTABLE = {"m": 1}\nTABLE["km"] = 1000  # filled in two steps\n\n\n'
        "def scaled(x, by=FACTOR):\n    return by * x\n\n\n"
        "# Which way is up.\nUP = 1\n\n\n"
        'def metres(n):\n    return n * TABLE["km"] if n != UP else scaled(1.0)\n'
    )


def test_a_class_comes_with_what_its_methods_call_and_nothing_else(kit):
    text = kit("kit.shapes.Circle")
    assert text.startswith("import math\nfrom dataclasses import dataclass, field\n\n\n@dataclass\nclass Cir")
    assert "def area(circle)" in text
    assert "metres" not in text
    assert kit("kit.shapes.Circle.area") == text


def test_a_name_that_is_an_argument_is_no_helper(kit):
    assert kit("kit.shapes.shadow") == "def shadow(area):\n    return area\n"


def test_a_name_is_followed_to_where_it_is_defined(kit):
    assert kit("kit.area") == kit("kit.shapes.area")


@pytest.mark.parametrize(
    ("name", "comment", "imported"),
    [
        ("listed", "# folder looks beside the package (__file__), so it is imported.", "folder"),
        ("lazy", "# lazy imports from kit.units while it runs, so it is imported.", "lazy"),
        ("whole", "# whole uses the module kit.units as a whole, so it is imported.", "whole"),
        ("renamed", "# renamed calls area by another name, surface, so it is imported.", "renamed"),
        (
            "lost",
            "# lost needs 'nowhere', which no statement of kit.places binds, so it is imported.",
            "lost",
        ),
    ],
)
def test_what_cannot_leave_its_package_is_imported_and_says_why(kit, name, comment, imported):
    text = kit(f"kit.places.{name}")
    assert comment in text
    assert f"from kit.places import {imported}\n" in text


def test_two_meanings_of_one_name_are_not_mixed(kit):
    assert "from kit.places import both" in kit("kit.places.both")
    assert "def" not in kit("kit.places.both")


GUARDED = '"""A guard."""\n\n\ndef shapes(**declared):\n    return lambda function: function\n'
MATHS = '''
import numpy as np

from kit.guard import shapes


# Of all entries.
@shapes(
    a="N D",  # of any size
    returns="number",
)
def total(a):
    """Return the sum.

    >>> b = [[1.0, 2.0], [3.0, 4.0]]
    >>> total(b + [[0, 1]]) + len("a list")
    17.0
    >>> total([])
    Traceback (most recent call last):
    ValueError: is empty
    """
    return np.sum(a)


@shapes(a="N D")
def mean(a):
    """Return the mean.

    >>> import math
    >>> from kit.guard import shapes
    >>> print(math.floor(mean([[1.0]])))
    1
    """
    return total(a) / len(a)


def of_file(a):
    """Return what a file holds.

    >>> of_file(1)
    1
    """
    return path(a)


def path(a):
    return __file__
'''


@pytest.fixture
def guarded(kit, tmp_path):
    (tmp_path / "kit" / "guard.py").write_text(GUARDED)
    (tmp_path / "kit" / "maths.py").write_text(MATHS)
    return lambda symbol, **settings: kit(symbol, guards=("kit.guard.shapes",), **settings)


def test_a_guard_becomes_a_comment_and_the_docstring_s_first_example_the_last_lines(guarded):
    assert guarded("kit.maths.total") == (
        "import numpy as np\n\n\n# Of all entries.\n"
        '# shapes(a="N D", # of any size returns="number")\n'
        "def total(a):\n    return np.sum(a)\n\n\n"
        "b = np.array([[1.0, 2.0], [3.0, 4.0]])\n"
        'print(total(b + np.array([[0, 1]])) + len("a list"))\n'
    )


def test_what_an_example_imports_comes_along(guarded):
    text = guarded("kit.maths.mean")
    assert text.startswith("import math\n\nimport numpy as np\n\n\ndef shapes(**declared)")
    assert text.endswith("print(math.floor(mean(np.array([[1.0]]))))\n")


def test_no_example_brings_an_import_of_the_package(guarded):
    assert guarded("kit.maths.of_file").endswith("of_file(1))\n")  # it needs that import anyway
    assert "print" not in guarded("kit.guard.shapes")


def test_a_stand_in_takes_the_place_of_what_cannot_leave(guarded):
    text = guarded("kit.maths.of_file", stand_ins={"kit.maths.path": "def path(a):\n    return a"})
    assert "kit" not in text
    assert "def path(a):\n    return a\n" in text


def test_a_definition_alone_imports_its_helpers(kit):
    assert definition("kit.shapes.metres", ["kit"]) == (
        "from kit.shapes import UP\nfrom kit.units import TABLE, scaled\n\n\n"
        'def metres(n):\n    return n * TABLE["km"] if n != UP else scaled(1.0)\n'
    )


def test_a_missing_symbol_is_named(kit):
    with pytest.raises(LookupError, match="no module 'nothing'"):
        kit("nothing")
    with pytest.raises(LookupError, match=r"kit\.shapes has no 'square'"):
        kit("kit.shapes.square")


def test_a_listing_has_no_gap_where_its_docstring_was():
    assert read_source("nnscratch.mlp.Parameters").code.startswith("class Parameters(NamedTuple):\n    W1")


def test_imports_are_sorted_merged_and_wrapped():
    long = [Import("kit.shapes", f"a_rather_long_name_{i}", f"a_rather_long_name_{i}") for i in range(5)]
    block = import_block(
        [
            Import("numpy", "", "np"),
            Import("typing", "Any", "Any"),
            Import("os.path", "", "os"),
            Import("numpy", "pi", "PI"),
            *long,
            Import("numpy", "pi", "PI"),
        ],
        ["kit"],
    )
    assert block.startswith(
        "import os.path\nfrom typing import Any\n\nimport numpy as np\nfrom numpy import pi"
    )
    assert block.endswith("    a_rather_long_name_4,\n)")
