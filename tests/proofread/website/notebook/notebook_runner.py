"""Runs notebooks as IPython does, each in a process of its own; `python -I` starts it.

It reads notebooks as JSON and writes, for each code cell, what it printed, and what went wrong.
"""

import contextlib
import io
import json
import multiprocessing
import os
import sys


def run(notebook, root):
    """Run the cells of a notebook in the top folder of the checkout, up to the first that fails."""
    import matplotlib
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    matplotlib.use("Agg")
    os.chdir(root)
    quiet = {"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}}
    shell = InteractiveShell.instance(config=Config(quiet))
    outcomes = []
    for cell in (cell for cell in notebook["cells"] if cell["cell_type"] == "code"):
        outcomes.append(run_cell(shell, cell))
        if outcomes[-1]["error"]:
            break
    return outcomes


def run_cell(shell, cell):
    """Run a cell; a figure belongs to one that describes it, a warning to none."""
    import matplotlib.pyplot as plt

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell("".join(cell["source"]), store_history=False, silent=True)
    error = "" if result.success else repr(result.error_before_exec or result.error_in_exec)
    figures, expected = len(plt.get_fignums()), int(cell["source"][0].startswith("# alt:"))
    plt.close("all")
    if not error and figures != expected:
        error = f"draws {figures} figures, and describes {expected}"
    value = None if result.result is None else repr(result.result)
    return {"id": cell["id"], "error": error or err.getvalue(), "printed": out.getvalue(), "value": value}


def main():
    """Run all notebooks, as many at a time as there are processors."""
    root = sys.argv[1]
    sys.path.insert(0, root)
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["IPython.core.interactiveshell", "matplotlib.pyplot", "numpy"])
    jobs = [(notebook, root) for notebook in json.load(sys.stdin)]
    with context.Pool(min(2, os.cpu_count() or 1), maxtasksperchild=1) as pool:
        json.dump(pool.starmap(run, jobs, chunksize=1), sys.stdout)


if __name__ == "__main__":
    main()
