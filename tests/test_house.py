"""The architecture, held by tests: which way imports run, how long code may be, what no file may name.

Each rule is a function from a path and its text to findings, so that a planted fault can show
what it catches.
"""

import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest

from tests.conftest import FIRST

ROOT = Path(__file__).parents[1]
Rule = Callable[[str, str], Iterator[str]]


def project_files(pattern: str = "*") -> list[str]:
    """Every path of the project that matches, without what .gitignore names."""
    ignored = [".git", *(ROOT / ".gitignore").read_text().replace("/\n", "\n").splitlines()]
    found = []
    for folder, folders, names in os.walk(ROOT):
        above = "/" if Path(folder) == ROOT else ""  # `/site` is ignored at the top alone
        folders[:], names[:] = (
            [
                name
                for name in some
                if not any(fnmatch(name, entry) or above + name == entry for entry in ignored)
            ]
            for some in (folders, names)
        )
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in names]
    return sorted(path for path in found if fnmatch(path, pattern))


# Imports


def imports(source: str) -> Iterator[tuple[int, str]]:
    """The line and the topmost package of every import."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]


def may_import(path: str, name: str) -> bool:
    if name in {"tests", "docs", "benchmarks"}:
        return name == "tests" and path.startswith("tests/")  # tests share their helpers
    if path.startswith("nnscratch/"):
        drawing = path == "nnscratch/plots.py" and name == "matplotlib"
        return drawing or name in {"nnscratch", "numpy"} or name in sys.stdlib_module_names
    if path.startswith("proofread/"):
        return name != "nnscratch" and (name != "mkdocs" or path == "proofread/mkdocs_plugin.py")
    return True


def wrong_imports(path: str, source: str) -> Iterator[str]:
    for line, name in imports(source):
        if not may_import(path, name):
            yield f"{path}:{line}: imports {name}"


ROOMS = {
    "packages": (),
    "config": ("packages",),
    "equations": (),
    "pages": ("equations",),
    "running": ("pages",),
    "claims": ("packages", "config", "equations", "pages", "running"),
    "standalone": ("packages", "config", "pages", "claims"),
    "checking": ("packages", "config", "pages", "running", "claims"),
    "mutations": ("packages", "config", "pages", "claims", "equations", "checking"),
    "website": ("packages", "config", "pages", "claims", "equations", "standalone", "checking", "mutations"),
    "pytest_plugin": ("config", "pages", "claims", "checking"),
    "mkdocs_plugin": ("config", "pages", "checking", "website"),
    "__main__": ("config", "pages", "checking", "mutations"),
}
"""What each room of the checker may need of the others: what is shown is made of what was checked."""


def needs_another_room(path: str, source: str) -> Iterator[str]:
    """Imports between the rooms of the checker run as the table says."""
    here = path.removesuffix(".py").split("/")[1]
    for number, line in enumerate(source.splitlines(), 1):
        match = re.match(r"\s*(?:from|import) proofread(?:\.| import )(\w+)", line)
        if match and match[1] != here and match[1] not in ROOMS.get(here, ()):
            yield f"{path}:{number}: {here} needs {match[1]}"


def layers() -> list[str]:
    """The packages of the equations in the order in which the map of them all stands."""
    folder = ROOT / "proofread" / "equations"
    named = re.findall(r"^`(\w+)`", (folder / "__init__.py").read_text("utf-8"), re.MULTILINE)
    return [name for name in named if (folder / name).is_dir()]


def needs_a_later_layer(path: str, source: str) -> Iterator[str]:
    """Each package of the equations needs only those above it on their map."""
    names, here = layers(), path.split("/")[2]
    above = ["errors", *names[: names.index(here) + 1]]
    for number, line in enumerate(source.splitlines(), 1):
        match = re.match(r"\s*from proofread\.equations(?:\.(\w+)| import)", line)
        if match and match[1] not in above:
            yield f"{path}:{number}: {here} needs {match[1] or 'the whole'}"


def modules() -> dict[str, str]:
    """Each module of the checker by its dotted name."""
    return {
        path.removesuffix("/__init__.py").removesuffix(".py").replace("/", "."): path
        for path in project_files("proofread/*.py")
    }


def needs(source: str, known: Iterable[str]) -> set[str]:
    """The modules that a module imports anywhere in it, be it for types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names} & set(known)
            found |= inside or {node.module}
    return found & set(known)


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """The modules that stand in a circle, or lead to one; none if the arrows run one way."""
    left = dict(arrows)
    while ends := [name for name, needed in left.items() if not needed & left.keys()]:
        for name in ends:
            del left[name]
    return sorted(left)


def test_no_imports_of_the_checker_run_in_a_circle():
    known = modules()
    assert len(known) > 50, "the rule looks in the wrong place"
    assert (
        circle({name: needs((ROOT / path).read_text("utf-8"), known) for name, path in known.items()}) == []
    )


def test_a_circle_of_imports_is_found():
    known = {"a.b", "a.c", "a.d"}
    sources = {
        "a.b": "from a import c\n",
        "a.c": "if TYPE_CHECKING:\n    from a.b import f\n",
        "a.d": "def f():\n    import a.c\n",
    }
    arrows = {name: needs(source, known) for name, source in sources.items()}
    assert circle(arrows) == ["a.b", "a.c", "a.d"]
    assert circle(arrows | {"a.c": set()}) == []


# What a folder holds


def folders() -> list[str]:
    """Each folder of the checker."""
    return sorted({str(PurePosixPath(path).parent) for path in project_files("proofread/*.py")})


def members(folder: str) -> set[str]:
    """The modules and folders of a folder, as one imports them."""
    files = [PurePosixPath(path).relative_to(folder) for path in project_files(f"{folder}/*.py")]
    return {file.parts[0].removesuffix(".py") for file in files} - {"__init__"}


def unmapped(text: str, names: Collection[str]) -> list[str]:
    """The members of a folder that its map does not name; what the map names is there, or it is no map."""
    return sorted(name for name in names if f"`{name}`" not in text)


@pytest.mark.parametrize("folder", folders())
def test_a_folder_of_the_checker_can_be_taken_in_at_a_glance(folder: str):
    names = members(folder)
    modules = [name for name in names if (ROOT / folder / f"{name}.py").is_file()]
    assert len(modules) <= 14
    assert len(names) <= 14 or folder != "proofread"


@pytest.mark.parametrize("folder", folders())
def test_the_first_lines_of_a_folder_are_its_map(folder: str):
    module = ast.parse((ROOT / folder / "__init__.py").read_text("utf-8"))
    assert unmapped(ast.get_docstring(module) or "", members(folder)) == []


def test_a_member_that_a_map_leaves_out_is_found():
    assert unmapped("`page`: from a page to its findings", {"page", "fix"}) == ["fix"]


@pytest.mark.parametrize("path", [path for path in project_files("proofread/*.py") if "/" in path])
def test_the_first_line_of_a_module_says_what_it_is(path: str):
    text = ast.get_docstring(ast.parse((ROOT / path).read_text("utf-8")))
    assert text
    assert re.fullmatch(r"\S.*[.:]", text.splitlines()[0])


def test_the_checker_is_small_enough_to_be_read():
    sources = [(ROOT / path).read_text("utf-8") for path in project_files("proofread/*.py")]
    assert sum(len(code_lines(source)) for source in sources) <= 13_500


# Lengths


def single_callers(sources: Iterable[str]) -> tuple[list[str], int]:
    """The private functions that one place alone calls, decorated ones apart; and the number of all."""
    single, total = [], 0
    for source in sources:
        nodes = list(ast.walk(ast.parse(source)))
        named = Counter(n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
        named += Counter(n.attr for n in nodes if isinstance(n, ast.Attribute))
        functions = [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        total += len(functions)
        private = (f for f in functions if re.match("_[^_]", f.name) and not f.decorator_list)
        single += [f.name for f in private if named[f.name] == 1]
    return single, total


def test_few_functions_of_the_checker_were_only_cut_off():
    single, total = single_callers(
        (ROOT / path).read_text("utf-8") for path in project_files("proofread/*.py")
    )
    assert total > 1000
    assert len(single) <= 0.15 * total, single


def test_a_function_that_was_only_cut_off_is_counted():
    source = "def f():\n    return _once() + _twice() + _twice()\n\ndef _once(): ...\n\ndef _twice(): ...\n"
    assert single_callers([source]) == (["_once"], 3)


def docstring_lines(tree: ast.AST) -> set[int]:
    """Lines of all string literals that stand alone: docstrings, also those below attributes."""
    alone = [node for node in ast.walk(tree) if isinstance(node, ast.Expr) and is_text(node.value)]
    return {line for node in alone for line in range(node.lineno, node.end_lineno + 1)}


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def code_lines(source: str) -> list[int]:
    """The numbers of the lines that are neither blank nor docstring."""
    documentation = docstring_lines(ast.parse(source))
    lines = enumerate(source.splitlines(), 1)
    return [number for number, line in lines if line.strip() and number not in documentation]


def long_files(path: str, source: str) -> Iterator[str]:
    length = len(code_lines(source))
    if length > 150:
        yield f"{path}: {length} lines of code, at most 150"


def long_functions(path: str, source: str) -> Iterator[str]:
    counted = code_lines(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = sum(node.body[0].lineno <= line <= node.end_lineno for line in counted)
            if length > 15:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most 15"


# Where to change what

PLACE = re.compile(
    r"`(?P<file>[\w./-]+\.(?:py|js|css|toml|yml|md))`(?:, (?P<names>`\w+`(?:(?:,| and) `\w+`)*))?"
)


def lost_places(table: str) -> list[str]:
    """What the map of CONTRIBUTING names and nobody finds there: files, and what they define."""
    lost = []
    for place in PLACE.finditer(table):
        file = ROOT / place["file"]
        text = file.read_text("utf-8") if file.is_file() else ""
        lost += [] if text else [place["file"]]
        for name in re.findall(r"\w+", place["names"] or ""):
            defined = rf"^\s*(?:def|class|function|const) {name}\b|^{name}\b.* ="
            if name != "and" and not re.search(defined, text, re.MULTILINE):
                lost.append(f"{name} in {place['file']}")
    return lost


def test_the_map_leads_to_what_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("## Where to change what")[2].partition("\n## ")[0]
    assert len(PLACE.findall(table)) >= 15
    assert len(table.splitlines()) <= 40, "it no longer fits on a screen"
    assert lost_places(table) == []


def test_a_place_that_moved_is_named():
    table = "`proofread/claims/rounding.py`, `rounds_to` and `is_odd`; `proofread/gone.py`, `main`"
    assert lost_places(table) == [
        "is_odd in proofread/claims/rounding.py",
        "proofread/gone.py",
        "main in proofread/gone.py",
    ]


# What no file may name

ADDRESS = re.compile(
    r"--(?:extra-)?index-url|--find-(?:links)|pypi\.org|pythonhosted\.org|registry\.npmjs"
    r"|(?<![\w./])/(?:tmp|root|home|Users|work)/\w"
)


def addresses(path: str, text: str) -> Iterator[str]:
    """A package registry, which differs from place to place, or a path that exists on one machine."""
    for number, line in enumerate(text.splitlines(), 1):
        if match := ADDRESS.search(line):
            yield f"{path}:{number}: names {match.group()}"


# The rules, on the project

HELD = [
    (wrong_imports, "*.py"),
    (needs_another_room, "proofread/*.py"),
    (needs_a_later_layer, "proofread/equations/*/*.py"),
    (long_files, "nnscratch/*.py"),
    (long_functions, "nnscratch/*.py"),
    (addresses, "*"),
]


@pytest.mark.parametrize(("rule", "pattern"), HELD)
def test_project_keeps_the_rule(rule: Rule, pattern: str):
    files = project_files(pattern)
    assert len(files) >= 10, f"only {len(files)} files match {pattern}: the rule looks in the wrong place"
    texts = ((path, (ROOT / path).read_bytes()) for path in files)
    findings = [finding for path, text in texts for finding in rule(path, text.decode(errors="replace"))]
    assert not findings, "\n".join(findings)


# The rules, on planted faults


def function_of(length: int) -> str:
    return 'def forward():\n    """Not counted.\n\n    Nor this.\n    """\n\n' + "    x = 1\n" * length


PLANTED = [
    (wrong_imports, "nnscratch/mlp.py", "import scipy.special\n", "nnscratch/mlp.py:1: imports scipy"),
    (
        wrong_imports,
        "nnscratch/mlp.py",
        "def f():\n    from matplotlib import cm\n",
        ":2: imports matplotlib",
    ),
    (wrong_imports, "nnscratch/mlp.py", "import proofread\n", "imports proofread"),
    (wrong_imports, "proofread/claims/figure.py", "from nnscratch import plots\n", "imports nnscratch"),
    (wrong_imports, "proofread/checking/page.py", "from mkdocs.plugins import x\n", "imports mkdocs"),
    (wrong_imports, "benchmarks/a.py", "from tests.test_b import helper\n", "imports tests"),
    (wrong_imports, "nnscratch/mlp.py", "import benchmarks.speed\n", "imports benchmarks"),
    (
        needs_another_room,
        "proofread/checking/page.py",
        "from proofread.pages import blocks\nfrom proofread.website.render import Edit\n",
        "proofread/checking/page.py:2: checking needs website",
    ),
    (
        needs_another_room,
        "proofread/pages/blocks.py",
        "    from proofread import claims\n",
        "pages needs claims",
    ),
    (needs_another_room, "proofread/later.py", "import proofread.config\n", "later needs config"),
    (
        needs_a_later_layer,
        "proofread/equations/reading/grammar.py",
        "from proofread.equations.errors import Unreadable\nfrom proofread.equations.meaning import code\n",
        "proofread/equations/reading/grammar.py:2: reading needs meaning",
    ),
    (long_files, "nnscratch/mlp.py", "x = 1\n" * 151, "151 lines of code, at most 150"),
    (
        long_functions,
        "nnscratch/mlp.py",
        function_of(16),
        "nnscratch/mlp.py:1: forward has 16 lines, at most 15",
    ),
    (addresses, "requirements.txt", "numpy\n--" + "index-url x\n", "requirements.txt:2: names --"),
    (addresses, "package-lock.json", "https://registry." + "npmjs.org/x", ":1: names reg"),
    (addresses, "docs/index.md", "open /" + "home/ada/moons.csv", ":1: names /"),
]
ACCEPTED = [
    (wrong_imports, "nnscratch/mlp.py", "import math\nimport numpy as np\nfrom nnscratch import losses\n"),
    (wrong_imports, "nnscratch/plots.py", "import matplotlib.pyplot\n"),
    (wrong_imports, "proofread/mkdocs_plugin.py", "from mkdocs.plugins import BasePlugin\n"),
    (wrong_imports, "tests/test_a.py", "import nnscratch, proofread, scipy\n"),
    (long_files, "nnscratch/mlp.py", '"""One.\n\nThree.\n"""\n\n' + "x = 1\n\n" * 150),
    (long_functions, "nnscratch/mlp.py", function_of(15)),
    (addresses, "docs/index.md", "https://example.org/home/ada and ../work/x"),
]


@pytest.mark.parametrize(("rule", "path", "text", "finding"), PLANTED)
def test_rule_catches_and_names_a_planted_fault(rule: Rule, path: str, text: str, finding: str):
    (found,) = rule(path, text)
    assert finding in found


@pytest.mark.parametrize(("rule", "path", "text"), ACCEPTED)
def test_rule_accepts_what_is_right(rule: Rule, path: str, text: str):
    assert list(rule(path, text)) == []


def test_files_that_begin_first_are_there():
    folder = Path(__file__).parent
    assert [name for name in FIRST if not (folder / name).exists()] == []
