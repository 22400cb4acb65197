"""What *Copy standalone* copies from an example runs alone and does what the example does on its page."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from proofread.config import Config, load_config
from proofread.pages.markdown import read_page, read_text
from proofread.standalone.slices import code_of, examples, standalone_examples
from proofread.standalone.statements import read_statements

ROOT = Path(__file__).parents[3]
CONFIG = load_config(ROOT)
PAGES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))]
INTERPRETER = Path(__file__).parent / "empty_interpreter.py"


def job(path: str) -> dict:
    """Return the examples of a page with their standalone texts."""
    page = read_page(read_text(ROOT / path))
    texts = standalone_examples(page, CONFIG)
    return {"examples": [example(page, fence, path, texts) for fence in examples(page)]}


def example(page, fence, path: str, texts: dict[int, str]) -> dict:
    bound = {name for statement in read_statements(code_of(fence)) for name in statement.binds}
    line = page.place(fence.start)[0]
    text = texts.get(fence.start)
    return {"place": f"{path}:{line}", "code": code_of(fence), "text": text, "binds": sorted(bound)}


def run_apart(jobs: list[dict], folder: Path) -> dict[str, list[str]]:
    """Return what each example's standalone text does otherwise, by the example's place.

    The folder is the top of a checkout, from where a page opens files, and of what a reader has downloaded.
    """
    for path in [*ROOT.glob("[!.]*"), *map(ROOT.joinpath, CONFIG.downloads)]:
        if not (folder / path.name).exists():
            (folder / path.name).symlink_to(path)
    run = subprocess.run(
        [sys.executable, "-I", str(INTERPRETER), "examples", str(ROOT)],
        input=json.dumps(jobs),
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,  # for all pages together, on a machine that others use, too
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {outcome["place"]: outcome["wrong"] for outcome in json.loads(run.stdout)}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, list[str]]:
    """Run all pages in one isolated interpreter, each text in names of its own."""
    return run_apart([job(path) for path in PAGES], tmp_path_factory.mktemp("top"))


@pytest.mark.parametrize("path", PAGES)
def test_every_example_of_a_page_runs_alone_and_does_the_same(path, outcomes):
    here = {place: wrong for place, wrong in outcomes.items() if place.startswith(f"{path}:")}
    assert len(here) == len(job(path)["examples"])
    assert {place: wrong for place, wrong in here.items() if wrong} == {}


def test_the_site_has_many_such_texts():
    texts = [e["text"] for path in PAGES for e in job(path)["examples"]]
    assert len(texts) > 100
    assert sum(text is not None for text in texts) > 80


def test_few_texts_need_the_package():
    texts = [e["text"] for path in PAGES for e in job(path)["examples"] if e["text"]]
    needing = [text for text in texts if re.search("^(from|import) nnscratch", text, re.MULTILINE)]
    assert len(needing) < len(texts) / 3


def test_wrong_texts_are_caught(tmp_path):
    page = job("docs/learn/hidden-layer/boundary.md")
    planted = []
    for right, wrong in (
        ("W1, b1, W2, b2 = trained\n", ""),
        ("RandomState(3)", "RandomState(4)"),
        ('color=ACCENT, linestyle="--"', 'color="k", linestyle="--"'),
    ):
        found = [e for e in page["examples"] if right in (e["text"] or "") and e["place"] not in planted]
        example = found[-1]
        example["text"] = example["text"].replace(right, wrong)
        planted.append(example["place"])
    caught = [place for place, found in run_apart([page], tmp_path).items() if found]
    assert sorted(caught) == sorted(planted)


# -- on small pages -------------------------------------------------------------------------------


def last_text(*codes: str, info: str = "python") -> str | None:
    """Return the standalone text of the last fence of a page with these fences."""
    *above, last = codes
    fences = [f"```python\n{code}\n```\n" for code in above] + [f"```{info}\n{last}\n```\n"]
    page = read_page("\n".join(fences))
    settings = {"packages": ("nnscratch",), "data": ("data",), "guards": CONFIG.guards}
    texts = standalone_examples(page, Config(ROOT, **settings))
    return texts.get(page.fences[-1].start)


def test_what_needs_nothing_has_no_text():
    assert last_text("a = 1", "b = 2\nprint(b)") is None
    assert last_text("a = 1", "a = 2\nprint(a)") is None


def test_only_what_is_needed_comes_along_in_its_order():
    assert last_text("a = 1\nb = 2", "c = a + 1\nd = b", "print(c)") == "a = 1\nc = a + 1\n\nprint(c)\n"


def test_the_last_of_two_values_comes_along():
    assert last_text("a = 1", "a = 2", "print(a)") == "a = 2\n\nprint(a)\n"


@pytest.mark.parametrize(
    "change",
    [
        "a += [1]",
        "a[0] = 1",
        "a.append(1)",
        "last = a.pop()",
        "for i in range(2):\n    a.append(i)",
        "b = a\nb.append(1)",
        "random.shuffle(a)",
        "if len(a):\n    a = [1]",
        "with open('x') as f:\n    a.append(f)",
        "def fill():\n    a.append(1)\n\n\nfill()",
        "def fill(b):\n    b.append(1)\n\n\nfill(a)",
        "np.add(a, a, out=a)",
        "for item in a:\n    item.append(1)",
        "del a[0]",
        "try:\n    a.clear()\nfinally:\n    pass",
        "def fill(b):\n    b.append(1)\n    return 3\n\n\nc = fill(a)",
        "def fill(b):\n    c = b\n    c.append(1)\n\n\nprint(fill(a))",
        "def fill(b):\n    b.append(1)\n\n\ndef outer(b):\n    fill(b)\n    return 3\n\n\nc = outer(a)",
        "def fill():\n    a.append(1)\n\n\ndef outer():\n    fill()\n    return 3\n\n\nc = outer()",
        "box, b = [a], 1\nbox[0].append(1)",
        "for b, c in zip([[1]], a):\n    c.append(b)",
        "def bind():\n    global a\n    a = 3\n    return 3\n\n\nc = bind()",
        "fill = lambda b: b.append(1)\nc = fill(a)",
        "class Log:\n    def __init__(self):\n        a.append(1)\n\n\nc = Log()",
        "box = [a]\nbox[0].append(1)",
        "box = {'a': a}\nfor b in box.values():\n    b.append(1)",
        "box = []\nbox.append(a)\nbox[0].append(1)",
        "c = b = a\nc.append(1)",
        "b = a if a else None\nb.append(1)",
        "class Net:\n    def __init__(self, w):\n        self.w = w\n\n\nnet = Net(a)\nnet.w.append(1)",
        "b = np.asarray(a)\nb += 1",
        "np.ravel(a)[0] = 1",
        "rng = np.random.default_rng(0)\nrng.shuffle(a)",
        "_ = setattr(a, 'x', 1)",
        "exec('a = 3')",
        "globals()['a'] = 3",
        "np.set_printoptions(precision=2)",
        "old = np.seterr(all='ignore')",
        "random.seed(3)\nb = random.random()",
        "np.random.seed(3)\nb = np.random.rand()",
        "np.random.seed(3)",
        "np.random.mtrand.x = 7",
        "np.core_setting['A'] = '1'",
        "from math import *",
        "def keep(f):\n    a.append(f)\n    return f\n\n\n@keep\ndef f():\n    pass",
    ],
)
def test_what_changes_a_needed_object_comes_along(change):
    text = last_text("import random\n\nimport numpy as np\n\na = [[0]]", change, "print(a)")
    assert change in text


@pytest.mark.parametrize(
    "bystander",
    [
        "print(a)",
        "b = a[0]",
        "b = sorted(a)",
        "assert a",
        "def show(b):\n    print(b)\n\n\nshow(a)",
        "b = [1]\nb.pop()",
        "box, b = [1], a\nbox.append(2)",
        "for b, c in zip([[1]], a):\n    b.append(c)",
        "axes = plt.subplot_mosaic('A')[1]\nax, b = axes['A'], 1\nax.plot(a)",
        "for c in enumerate([[1]]):\n    c[1].clear()",
    ],
)
def test_what_changes_nothing_stays_behind(bystander):
    end = "print(a, enumerate)"
    assert last_text("a = [0]", bystander, end) == f"a = [0]\n\n{end}\n"


@pytest.mark.parametrize(
    "maker",
    [
        "def numbers():\n    yield 1\n    yield 2\n\n\na = numbers()",
        "a = (b for b in range(3))",
        "a = map(abs, [1, 2])",
        "from itertools import count\n\na = count()",
        "import csv\n\na = csv.reader(['1', '2'])",
        "a = iter([1, 2])\nc = a",
    ],
)
def test_what_is_read_once_is_read_again(maker):
    assert "b = next(a)" in last_text(maker, "b = next(a)", "print(next(a))")


CLASS = "class Counter:\n    n = 0\n\n    def up(self):\n        self.n += 1\n        return self.n"
CLOSURE = "def counter():\n    n = 0\n\n    def up():\n        nonlocal n\n        n += 1\n\n    return up"
RANDOM = "import numpy as np\n\nrng = np.random.default_rng(0)"


@pytest.mark.parametrize(
    "counter",
    [
        f"{CLASS}\n\n\nup = Counter().up",
        f"{CLOSURE}\n\n\nup = counter()",
        f"{RANDOM}\nup = rng.random",
        f"{RANDOM}\n\n\ndef up():\n    return rng.random()",
        f"from functools import partial\n\n{RANDOM}\nup = partial(rng.normal, size=2)",
    ],
)
def test_what_answers_otherwise_each_time_is_asked_as_often(counter):
    assert "b = up()" in last_text(counter, "b = up()", "print(up())")


def test_what_reads_names_unseen_brings_all_above():
    assert last_text("a = 1", "b = 2", "print(eval('a + b'))") == "a = 1\nb = 2\n\nprint(eval('a + b'))\n"


def test_a_name_bound_in_a_comprehension_comes_along():
    assert "c = [b := i" in last_text("a = [0]", "c = [b := i for i in a]", "print(b)")


def test_a_function_of_the_package_changes_no_name_of_the_page():
    call = "from nnscratch.descent import descend\n\nb = descend(abs, a, learning_rate=1.0, iterations=1)"
    assert last_text("iterates = a = [[0.0]]", call, "print(iterates, a)").count("descend") == 0


def test_drawing_of_data_does_not_change_the_data():
    drawing = "fig, ax = plt.subplots()\nax.plot(a)\ndraw_classes(ax, a, a)"
    top = "import matplotlib.pyplot as plt\nfrom nnscratch.plots import draw_classes\na = [0]"
    assert last_text(top, drawing, "print(a)") == "a = [0]\n\nprint(a)\n"
    assert "draw_classes(ax" in last_text(top, drawing, "ax.set(title=3)")


def test_numbers_drawn_before_come_along():
    top = "import numpy as np\nrng = np.random.default_rng(1)"
    assert "a = rng.normal()" in last_text(top, "a = rng.normal()", "b = rng.normal()\nprint(b)")


def test_a_function_brings_what_it_needs_where_it_is_called():
    text = last_text("def f(x):\n    return x + A", "A = 1\nB = 2", "print(f(1))")
    assert text == "def f(x):\n    return x + A\n\n\nA = 1\n\nprint(f(1))\n"
    assert last_text("A = 1", "f = lambda: A", "g = [f]", "print(g[0]())").startswith("A = 1\nf = lambda")
    assert last_text("A = 1", "def f():\n    return A") == "A = 1\n\n\ndef f():\n    return A\n"


def test_names_of_arguments_loops_and_comprehensions_are_not_needed():
    assert last_text("x = w = 1", "print([x for x in range(3)])\nfor w in range(2):\n    print(w)") is None


def test_imports_stand_on_top_without_those_that_nobody_needs():
    text = last_text("import os\nfrom math import pi, sin", "a = sin(1)", "import sys\n\nprint(a, pi)")
    assert text == "import sys\nfrom math import pi, sin\n\na = sin(1)\n\nprint(a, pi)\n"


def test_imports_of_one_name_with_two_meanings_stay_where_they_are():
    text = last_text("from math import sin as f\na = f(1)", "from math import cos as f", "print(a, f(1))")
    assert text == "from math import sin as f\na = f(1)\nfrom math import cos as f\n\nprint(a, f(1))\n"


def test_a_figure_is_shown_at_the_end():
    text = last_text(
        "a = [1, 2]\nimport matplotlib.pyplot as plt", "plt.plot(a)", info='python figure="x" alt="y"'
    )
    assert text == "import matplotlib.pyplot as plt\n\na = [1, 2]\n\nplt.plot(a)\nplt.show()\n"


def test_a_text_that_reads_the_data_of_the_site_says_so():
    text = last_text('a = open("data/moons.csv").read()', "print(len(a))")
    assert text.startswith(
        "# Reads data/moons.csv: run it in the top folder of a copy of the site's source.\n\na ="
    )


def test_what_a_function_counts_comes_along():
    count = "def up():\n    global calls\n    calls += 1"
    assert "calls = 0" in last_text("calls = 0", count, "print([up, abs])")


PREDICT = "from nnscratch.logistic_regression import predict_probability"


def test_a_function_of_the_package_comes_along_as_mathematics():
    text = last_text(
        "import numpy as np\na = np.zeros((1, 1))", f"{PREDICT}\n\nprint(predict_probability(a, a))"
    )
    assert "nnscratch" not in text
    assert "def logistic(z" in text
    assert text.endswith("a = np.zeros((1, 1))\n\nprint(predict_probability(a, a))\n")


@pytest.mark.parametrize(
    "use",
    [
        "print(predict_probability([[0.0]], [[1.0]]))",  # lists
        "w = [[0.0]]\nprint(predict_probability(w, w))",
        "try:\n    predict_probability(0, 0)\nexcept ValueError as error:\n    print(error)",
        "logistic = 3\nprint(predict_probability, logistic)",  # a name that the copy would bring
        "print(predict_probability)\nfrom nnscratch.mlp import predict as predict_probability",
    ],
)
def test_where_a_guard_is_used_or_a_name_is_taken_the_function_stays_in_its_package(use):
    assert f"{PREDICT}\n" in last_text("a = 1", f"{PREDICT}\n\n{use}")


def test_a_module_stays_a_module():
    use = "from nnscratch import mlp\n\nprint(mlp.predict)"
    assert last_text("a = 1", use) == f"{use}\n"


def test_a_session_with_prompts_binds_names_too():
    assert last_text(">>> a = 1\n>>> a\n1", "print(a)") == "a = 1\n\nprint(a)\n"
