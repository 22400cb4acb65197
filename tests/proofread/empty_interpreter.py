"""Runs texts in names of their own; `python -I` starts it, so that nothing but the interpreter is there.

`symbols ROOT` takes copies of functions, with the packages that they must not import. It runs each, then the
examples of the docstring in the package, with the copy in the place of the package's own function.
"""

import contextlib
import doctest
import importlib
import io
import json
import sys
import traceback
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


def compared(symbol, names):
    """Run the examples of a docstring with a copy's names over those of the module."""
    module, _, name = symbol.rpartition(".")
    known = vars(importlib.import_module(module))
    test = doctest.DocTestParser().get_doctest(known[name].__doc__ or "", {**known, **names}, symbol, None, 0)
    said = io.StringIO()
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=said.write)
    return {"examples": len(test.examples), "failed": said.getvalue()}


def symbols(jobs):
    """Run copies of functions and compare them with their docstrings."""
    for job in jobs:
        names = {"__name__": "__main__"}
        with without(job["blocked"]):
            error = run(job["text"], names)
        name = job["symbol"].rpartition(".")[2]
        own = getattr(names.get(name), "__globals__", names) is names and name in names
        yield {"symbol": job["symbol"], "error": error, "is_its_own": own} | (
            {"examples": 0, "failed": ""} if error else compared(job["symbol"], names)
        )


if __name__ == "__main__":
    kind, root = sys.argv[1:]
    sys.path.insert(0, root)
    json.dump(list({"symbols": symbols}[kind](json.load(sys.stdin))), sys.stdout)
