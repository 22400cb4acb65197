"""Runs texts in names of their own; `python -I` starts it, so that nothing but the interpreter is there.

`symbols ROOT` takes copies of functions, with the packages that they must not import. It runs each, then the
examples of the docstring in the package, with the copy in the place of the package's own function.

`examples ROOT` takes pages. It runs each page's examples one after the other, as the build does, and after
each its standalone text in names of its own. Both must print, bind and draw the same. So that this does not
take minutes, a training whose arguments have been met is answered from memory: the same call of the same
function, under the same definitions.

The folder that it is started in holds what a reader has downloaded.
"""

import ast
import contextlib
import copy
import doctest
import importlib
import io
import json
import sys
import traceback
import warnings
from importlib.abc import MetaPathFinder


class Blocked(MetaPathFinder):
    """Makes packages unimportable."""

    def __init__(self, packages):
        self.packages = packages

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.packages:
            raise ModuleNotFoundError(f"{name} is out of reach")


@contextlib.contextmanager
def without(packages):
    """Put packages out of reach, also those that were imported before."""
    hidden = {n: sys.modules.pop(n) for n in [*sys.modules] if n.partition(".")[0] in packages}
    sys.meta_path.insert(0, Blocked(packages))
    try:
        yield
    finally:
        del sys.meta_path[0]
        sys.modules.update(hidden)


def run(text, names):
    """Run a text; return what it raises, if anything."""
    try:
        exec(compile(text, "snippet.py", "exec", dont_inherit=True), names)
    except Exception:
        return traceback.format_exc()
    return ""


def compared(symbol, guard, names):
    """Run the examples of a docstring with a copy in the place of its function, under the guard it had."""
    module, _, name = symbol.rpartition(".")
    known = vars(importlib.import_module(module))
    names = {**known, **names}
    if guard:
        names[name] = eval(guard, names)(names[name])
    test = doctest.DocTestParser().get_doctest(known[name].__doc__ or "", names, symbol, None, 0)
    said = io.StringIO()
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=said.write)
    return {"examples": len(test.examples), "failed": said.getvalue()}


def symbols(jobs):
    """Run copies of functions and compare them with their docstrings."""
    for job in jobs:
        names = {"__name__": "__main__"}
        printed = io.StringIO()
        with without(job["blocked"]), contextlib.redirect_stdout(printed):
            error = run(job["text"], names)
        name = job["symbol"].rpartition(".")[2]
        own = getattr(names.get(name), "__globals__", names) is names and name in names
        outcome = {"symbol": job["symbol"], "error": error, "is_its_own": own, "printed": printed.getvalue()}
        yield outcome | (
            {"examples": 0, "failed": ""} if error else compared(job["symbol"], job["guard"], names)
        )


ANSWERS = {}
SLOW = {"train", "descend"}


def remembered(function, definitions=""):
    """Answer calls with arguments that were met before; those that cannot be compared are made again."""

    def answer(*arguments, **options):
        try:
            key = definitions, function.__name__, content(arguments), content(sorted(options.items()))
        except TypeError:  # a function of a page, for example
            return function(*arguments, **options)
        if key not in ANSWERS:
            ANSWERS[key] = function(*arguments, **options)
        return copy.deepcopy(ANSWERS[key])

    return answer


def content(value):
    """Return what tells a value from others, whichever class of the same name it is of."""
    if isinstance(value, list | tuple):
        return tuple(map(content, value))
    if hasattr(value, "tobytes"):
        return value.shape, value.tobytes()
    if isinstance(value, int | float | str | None.__class__):
        return value
    raise TypeError(value)


def with_memory(text, names):
    """Return the tree of a text whose own slow functions remember what they returned."""
    tree = ast.parse(text)
    own = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ImportFrom)]
    definitions = "\n".join(map(ast.unparse, own))
    names["_remembered"] = lambda function: remembered(function, definitions)
    for node in own:
        if isinstance(node, ast.FunctionDef) and node.name in SLOW:
            node.decorator_list.append(ast.Name("_remembered", ast.Load()))
    return ast.fix_missing_locations(tree)


def told(code, names, guarded=True):
    """Run code; return what it prints, the error that it raises, and what it has drawn.

    The guards of the package keep NumPy quiet where a sum is infinite by right; copies do without them.
    """
    import matplotlib.pyplot as plt

    plt.close("all")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        if not guarded:
            warnings.filterwarnings("ignore", "divide by zero|overflow|invalid value", RuntimeWarning)
        warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
        error = run(code, names)
    return printed.getvalue(), error, [part for n in plt.get_fignums() for part in drawn(plt.figure(n))]


def drawn(figure):
    """Return what is seen of a figure: its marks, lines, areas and words."""
    import numpy as np

    for artist in figure.findobj():
        seen = [type(artist).__name__]
        for ask in ("xydata", "offsets", "text", "color", "facecolor", "xlim", "ylim", "paths"):
            with contextlib.suppress(AttributeError, TypeError):  # contours ask for more, and have paths
                found = getattr(artist, f"get_{ask}")()
                parts = [path.vertices for path in found] if ask == "paths" else [found]
                seen += [repr(np.asarray(part).tolist()) for part in parts]
        yield " ".join(seen)


def same(one, other):
    """Whether two values are equal, as far as that can be told."""
    import numpy as np

    if isinstance(one, np.ndarray) and one.dtype == object:  # axes, for example
        return isinstance(other, np.ndarray) and same(one.tolist(), other.tolist())
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray | np.generic | int | float | str | bytes | bool | None.__class__):
        return repr(np.asarray(one).tolist()) == repr(np.asarray(other).tolist())  # nan is nan here
    return type(one) is type(other)


def differences(example, page):
    """Yield what a standalone text does otherwise than the example on its page."""
    printed, error, figure = told(example["code"], page)
    yield from [f"the page raises {error}"] if error else []
    if example["text"] is None:
        return
    names = {"__name__": "__main__"}
    alone, error, alone_figure = told(with_memory(example["text"], names), names, guarded=False)
    yield from [f"raises {error}"] if error else []
    yield from [] if alone.endswith(printed) else [f"prints {alone!r}, the page {printed!r}"]
    yield from [] if figure == alone_figure else ["draws something else"]
    for name in example["binds"]:
        if not same(page.get(name), names.get(name)):
            yield f"binds {name} to {names.get(name)!r}, the page to {page.get(name)!r}"


def examples(pages):
    """Run pages and the standalone texts of their examples."""
    import matplotlib
    import numpy as np

    import nnscratch.descent

    matplotlib.use("Agg")
    nnscratch.descent.train = remembered(nnscratch.descent.train)
    for page in pages:
        names = {"__name__": "__main__"}
        with np.printoptions(), np.errstate(), matplotlib.rc_context():
            for example in page["examples"]:
                yield {"place": example["place"], "wrong": list(differences(example, names))}


if __name__ == "__main__":
    kind, root = sys.argv[1:]
    sys.path.insert(0, root)
    json.dump(list({"symbols": symbols, "examples": examples}[kind](json.load(sys.stdin))), sys.stdout)
