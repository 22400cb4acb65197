"""Shows that the last commit works elsewhere: other pips, Pythons, generators, an old NumPy, at home.

python3 .ci/elsewhere.py [pythons] [pips] [wheel] [downloads] [oldest] [heir]

Without a name it runs all six, each in folders of its own. Whatever fails stops it with what was printed.
The site of `make build` has to be there: what is built elsewhere is compared with it, and what readers take
home is taken from it.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from time import monotonic
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
SUPPORTED = ["3.11", "3.12", "3.13", "3.14"]
OWN = Path(os.environ.get("PYTHON", sys.executable))

FAST = [
    "tests/nnscratch",
    "--ignore=tests/nnscratch/test_properties.py",  # of NumPy's numbers, which are the same
    "tests/proofread/claims",
    "tests/proofread/pages",
    "tests/proofread/standalone/test_names.py",
    "tests/proofread/standalone/test_standalone.py",
]
"""What reads or runs Python and takes a minute; the site that each Python builds shows the rest."""


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    """Return what a command prints; one that fails ends the script with it."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=os.environ | {"PIP_NO_COMPILE": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{' '.join(map(str, command))} in {cwd}: exit code {done.returncode}")
    return done.stdout


def verdict(printed: str) -> str:
    """Return the last line of pytest's output, without its signs."""
    return printed.strip().rpartition("\n")[2].strip("= ")


def checkout(folder: Path) -> Path:
    """Return a folder that holds the last commit and nothing else."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return folder


# -- pips -----------------------------------------------------------------------------------------

OLDEST_PIP = {"3.11": "22.3", "3.12": "23.2.1", "3.13": "24.2", "3.14": "25.2"}
"""What the first release of each Python brought."""


def pips(work: Path) -> Iterator[str]:
    """Set up with the oldest and the newest pip from an index that has the pins, and a trap beside each.

    The trap is a later release. A pip that resolves anything at all takes it, misses its hash and stops;
    and what is not pinned is not there.
    """
    index = work / "index"
    pin = ["--no-deps", "--require-hashes", "--only-binary=:all:", "-r", "requirements.txt"]
    run(OWN, "-m", "pip", "download", "--quiet", *pin, "--dest", index)
    for pinned in sorted(index.iterdir()):
        set_trap(pinned)
    for wanted in (f"pip=={OLDEST_PIP[version_of(OWN)]}", "pip"):
        begin, here = monotonic(), checkout(work / wanted)
        run(OWN, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", here / "pip", wanted)
        (given,) = (here / "pip").iterdir()
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index)}
        run("make", ".venv/.ready", f"PYTHON={python_with(given, here)}", cwd=here, **offline)
        python = here / ".venv/bin/python"
        if f"pip {given.name.split('-')[1]} " not in run(python, "-m", "pip", "--version"):
            sys.exit(f"{given.name} was not used")
        caught = run(python, "-m", "pip", "install", "--dry-run", "--upgrade", "numpy", cwd=here, **offline)
        if "Would install numpy-9999" not in caught:
            sys.exit(f"a pip that resolves is not caught:\n{caught}")
        run(python, "-c", "import nnscratch, proofread.mkdocs_plugin, pytest", cwd=here)
        yield f"{given.name}: set up from the pins alone in {monotonic() - begin:.0f} s"


def set_trap(wheel: Path) -> None:
    """Put a later release of a wheel beside it, which is empty."""
    name = wheel.name.split("-")[0]
    folder = f"{name}-9999.dist-info"
    files = {
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 9999\n",
        f"{folder}/WHEEL": "Wheel-Version: 1.0\nGenerator: trap\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{folder}/RECORD"] = "".join(f"{path},{_digest(text)}\n" for path, text in files.items())
    with ZipFile(wheel.with_name(f"{name}-9999-py3-none-any.whl"), "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)


def _digest(text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return f"sha256={digest},{len(text)}"


def python_with(pip: Path, folder: Path) -> Path:
    """Return a Python whose environments have this pip."""
    script = folder / "python"
    script.write_text(
        f"#!/bin/sh\n'{OWN}' \"$@\" || exit\n"
        f"[ \"$2\" != venv ] || .venv/bin/python -m pip install --quiet --no-deps '{pip}'\n"
    )
    script.chmod(0o755)
    return script


# -- wheel ----------------------------------------------------------------------------------------


def wheel(work: Path) -> Iterator[str]:
    """Run the tests of the package beside its wheel, with NumPy and pytest, and then the checker alone."""
    run(ROOT / ".venv/bin/python", "-m", "hatchling", "build", "--target", "wheel", "--directory", work)
    run(OWN, "-m", "venv", work / "venv")
    python = work / "venv/bin/python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps"]
    numpy = work / "numpy.txt"
    numpy.write_text(pins("numpy"))
    run(*install, "--require-hashes", "-r", numpy)
    run(*install, *work.glob("*.whl"))
    modules = [path.stem for path in (ROOT / "nnscratch").glob("[a-z]*.py") if path.stem != "plots"]
    run(python, "-I", "-W", "error", "-c", f"from nnscratch import {', '.join(modules)}", cwd=work)
    pytest = work / "pytest.txt"
    pytest.write_text(pins("pytest", "iniconfig", "packaging", "pluggy", "pygments"))
    run(*install, "--require-hashes", "-r", pytest)
    run(python, "-m", "pip", "check")
    tests = shutil.copytree(ROOT / "tests/nnscratch", work / "tests")
    printed = run(python, "-P", "-W", "error", "-m", "pytest", "--quiet", tests, cwd=work)
    yield f"beside the wheel, with NumPy alone: {verdict(printed)}"
    page = work / "page.md"
    page.write_text("It is [2]{1 + 1}, and $1 + 1 = 2$.\n")
    checker = work / "checker.txt"
    checker.write_text(pins("lark", "pyyaml"))
    run(*install, "--require-hashes", "-r", checker)
    printed = run(work / "venv/bin/proofread", "check", page)
    yield f"the checker from the wheel, without Matplotlib and MkDocs: {verdict(printed)}"


def pins(*names: str) -> str:
    """Return the pins of these packages, with their hashes."""
    text = (ROOT / "requirements.txt").read_text("utf-8")
    found = [re.search(rf"^{name}==.*\n(?:    --hash.*\n)+", text, re.MULTILINE) for name in names]
    return "".join(match[0] for match in found)


# -- downloads ------------------------------------------------------------------------------------

SITE = ROOT / "site"
DRAWING = [
    "matplotlib",
    "contourpy",
    "cycler",
    "fonttools",
    "kiwisolver",
    "packaging",
    "pillow",
    "pyparsing",
    "python-dateutil",
    "six",
]
"""What `pip install matplotlib` brings besides NumPy."""
SHOWN = r'^```python program="(?P<path>[^"]+)".*\n```\n\n```output\n(?P<output>(?:.+\n)+?)```$'
"""A program on a page, and below it what it prints."""


def downloads(work: Path) -> Iterator[str]:
    """Run what readers take away in a new environment: the programs with NumPy alone, then the notebooks.

    A notebook finds the wheel of the site and what its first cell names.
    """
    run(OWN, "-m", "venv", work / "venv")
    python = work / "venv/bin/python"
    install(python, work, "numpy")
    programs = dict(shown_programs())
    for path, output in programs.items():
        folder = taken(work / "programs", path)
        if (printed := run(python, "-I", path.name, cwd=folder)) != output:
            sys.exit(f"{path.name} prints what no page shows:\n{printed}")
    yield f"with NumPy alone: {len(programs)} programs print what their pages print"
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", *(SITE / "downloads").glob("*.whl"))
    notebooks = sorted(path for part in ("learn", "labs") for path in (SITE / part).rglob("*.ipynb"))
    drawn = [path for path in notebooks if "matplotlib" in first_cell(path)]
    run_notebooks(python, work, [path for path in notebooks if path not in drawn])
    install(python, work, *DRAWING)
    run_notebooks(python, work, drawn)
    yield f"with the wheel of the site: {len(notebooks)} notebooks run, {len(drawn)} of them with Matplotlib"


def install(python: Path, work: Path, *names: str) -> None:
    """Install the pinned versions of these packages, and of nothing else."""
    listed = work / f"{names[0]}.txt"
    listed.write_text(pins(*names))
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", listed)


def shown_programs() -> Iterator[tuple[Path, str]]:
    """Give the programs of the site, with what the pages say that they print."""
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for shown in re.finditer(SHOWN, page.read_text("utf-8"), re.MULTILINE):
            yield SITE / shown["path"], shown["output"]


def taken(folder: Path, program: Path) -> Path:
    """Return a folder that holds a program, and the data that it names."""
    folder.mkdir(exist_ok=True)
    shutil.copy(program, folder)
    for data in (SITE / "downloads").glob("*.csv"):
        if data.name in program.read_text("utf-8"):
            shutil.copy(data, folder)
    return folder


def first_cell(notebook: Path) -> str:
    """Return the first cell of a notebook, which says what it needs, in lower-case letters."""
    return "".join(json.loads(notebook.read_text("utf-8"))["cells"][0]["source"]).lower()


def run_notebooks(python: Path, work: Path, notebooks: list[Path]) -> None:
    """Run the code of each notebook in an empty folder."""
    for notebook in notebooks:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        folder = Path(tempfile.mkdtemp(dir=work))
        (folder / "notebook.py").write_text("\n\n".join(code), "utf-8")
        run(python, "-I", "notebook.py", cwd=folder, MPLBACKEND="agg")


# -- oldest ---------------------------------------------------------------------------------------


def oldest(work: Path) -> Iterator[str]:
    """Test the package and the chapters with the oldest NumPy and Matplotlib that pyproject.toml allows."""
    python = ROOT / ".venv/bin/python"
    if (version := version_of(python)) != "3.11":
        yield f"the oldest NumPy: not on Python {version}, for which it was not built"
        return
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    run(*install, "-r", ".ci/oldest.txt", "--target", work / "old")
    here = checkout(work / "checkout")
    paths = {"PYTHONPATH": os.pathsep.join(map(str, [work / "old", here]))}
    versions = (
        "import matplotlib, numpy; print(f'NumPy {numpy.__version__}, Matplotlib {matplotlib.__version__}')"
    )
    names = run(python, "-c", versions, **paths).strip()
    printed = run(python, "-m", "pytest", "--quiet", "tests/nnscratch", cwd=here, **paths)
    yield f"{names}: {verdict(printed)}"
    printed = run(python, "-m", "proofread", "check", "docs/learn", cwd=here, **paths)
    yield f"{names}: {verdict(printed)}"


# -- heir -----------------------------------------------------------------------------------------


def heir(work: Path) -> Iterator[str]:
    """Build the same site with ProperDocs, which goes on where MkDocs 1 ends."""
    python, begin = ROOT / ".venv/bin/python", monotonic()
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    run(*install, "-r", ".ci/heir.txt", "--target", work / "heir")
    here = checkout(work / "checkout")
    paths = {"PYTHONPATH": os.pathsep.join(map(str, [work / "heir", here])), "NO_MKDOCS_2_WARNING": "1"}
    run(python, "-m", "properdocs", "build", "--strict", "--config-file", "mkdocs.yml", cwd=here, **paths)
    if differing := differences(ROOT / "site", here / "site"):
        sys.exit(f"ProperDocs builds another site: {', '.join(differing)}")
    yield f"ProperDocs: the same site; {monotonic() - begin:.0f} s in all"


# -- pythons --------------------------------------------------------------------------------------


def pythons(work: Path) -> Iterator[str]:
    """Set up, test and build with each other Python that is installed: the site is that of `make build`."""
    for version, python in others(version_of(ROOT / ".venv/bin/python")).items():
        begin, here = monotonic(), checkout(work / version)
        run("make", "build", f"PYTHON={python}", cwd=here)
        if differing := differences(ROOT / "site", here / "site"):
            sys.exit(f"Python {version} builds another site: {', '.join(differing)}")
        printed = run(here / ".venv/bin/pytest", "--quiet", *FAST, cwd=here)
        shutil.rmtree(here)
        yield f"Python {version}: {verdict(printed)}; the same site; {monotonic() - begin:.0f} s in all"


def others(own: str) -> dict[str, Path]:
    """Return the interpreters of the other supported versions, from the path or from pyenv."""
    found = {version: interpreter(version) for version in SUPPORTED if version != own}
    return {version: path for version, path in found.items() if path}


def interpreter(version: str) -> Path | None:
    """Return an interpreter of this version, if one runs."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    installed = [*root.glob(f"versions/{version}.*/bin/python{version}")]
    on_path = shutil.which(f"python{version}")
    candidates = [*([Path(on_path)] if on_path else []), *sorted(installed, reverse=True)]
    return next((path for path in candidates if version_of(path) == version), None)


def version_of(python: Path) -> str:
    """Return the version of an interpreter, such as 3.12; nothing if it does not run."""
    command = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


STATED = re.compile(rb"Python 3\.\d+\.\d+|mkdocs-(?:ProperDocs )?\d+\.\d+\.\d+")
"""What a page may say that was built elsewhere: with which Python, and with which generator."""


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that two sites do not share byte by byte, but for what they say built them."""
    files = {path.relative_to(top) for top in (one, other) for path in top.rglob("*") if path.is_file()}
    return [str(file) for file in sorted(files) if content(one / file) != content(other / file)]


def content(file: Path) -> object:
    """Return the content of a file without what built it; an archive is the files in it."""
    if not file.exists():
        return None
    if file.suffix != ".zip":
        return STATED.sub(b"", file.read_bytes())
    with ZipFile(file) as archive:
        return {name: STATED.sub(b"", archive.read(name)) for name in archive.namelist()}


CHECKS = {
    "pythons": pythons,
    "pips": pips,
    "wheel": wheel,
    "downloads": downloads,
    "oldest": oldest,
    "heir": heir,
}


def shown(name: str) -> list[str]:
    """Return what a check has shown, a line for each thing."""
    with tempfile.TemporaryDirectory() as work:
        return list(CHECKS[name](Path(work)))


def main(names: list[str]) -> None:
    """Run some checks, or all, two at a time, and print what they have shown."""
    with ThreadPoolExecutor(2) as pool:
        for lines in pool.map(shown, names or CHECKS):
            print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
