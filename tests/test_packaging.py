"""What is installed: the wheel holds all it needs, and requirements.txt pins what pyproject.toml asks for."""

import re
import subprocess
import sys
import tomllib
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("nnscratch-*.whl")
    with ZipFile(path) as archive:
        yield archive


def test_wheel_carries_every_module_and_its_type_marker(wheel: ZipFile):
    modules = {path for package in ("nnscratch", "proofread") for path in (ROOT / package).rglob("*.py")}
    expected = {path.relative_to(ROOT).as_posix() for path in modules}
    assert len(expected) > 10
    assert expected | {"nnscratch/py.typed", "proofread/py.typed"} <= set(wheel.namelist())


@pytest.mark.parametrize(
    "name", ["moons.csv", "digits.csv", "breast_cancer.csv", "parting.json", "torch.json"]
)
def test_wheel_carries_the_data_unchanged(wheel: ZipFile, name: str):
    assert wheel.read(f"nnscratch/data/{name}") == (ROOT / "data" / name).read_bytes()


def test_wheel_carries_nothing_else(wheel: ZipFile):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"nnscratch", "proofread"}


def test_wheel_needs_numpy_alone(wheel: ZipFile):
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    needed = map(Requirement, message_from_bytes(wheel.read(name)).get_all("Requires-Dist"))
    assert [need.name for need in needed if need.marker is None] == ["numpy"]


def test_moons_load_from_the_wheel(wheel: ZipFile, tmp_path: Path):
    wheel.extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from nnscratch import datasets\n"
        "print(datasets.__file__, *(array.shape for array in datasets.load_moons()))"
    )
    run = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == f"{tmp_path / 'nnscratch' / 'datasets.py'} (2000, 2) (2000, 1)"


# The pins

PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)[^\n]*(?P<hashes>(?:\n    --hash=sha256:[0-9a-f]{64}[ \\]*)*)",
    re.MULTILINE,
)


def pinned(text: str) -> dict[str, str]:
    """Version of each package, all of which must carry a hash."""
    pins = list(PIN.finditer(text))
    lines = [line for line in text.splitlines() if line[:1] not in {"", " ", "#"}]
    assert len(lines) == len(pins), "a line of requirements.txt is no pin"
    assert all(pin["hashes"] for pin in pins), "a pin of requirements.txt is without a hash"
    return {canonicalize_name(pin["name"]): pin["version"] for pin in pins}


def unmet(project: dict, pins: dict[str, str]) -> list[str]:
    """What the project asks for and the pins do not give."""
    groups = [project["build-system"]["requires"], project["project"]["dependencies"]]
    groups += project["project"]["optional-dependencies"].values()
    wanted = [Requirement(line) for group in groups for line in group]
    pins = pins | {project["project"]["name"]: project["project"]["version"]}  # the extras name each other
    return [str(need) for need in wanted if not satisfied(need, pins.get(canonicalize_name(need.name)))]


def satisfied(need: Requirement, version: str | None) -> bool:
    return version is not None and version in need.specifier


@pytest.fixture
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_requirements_pin_what_the_project_asks_for(project: dict):
    assert unmet(project, pinned((ROOT / "requirements.txt").read_text())) == []


def test_a_missing_or_outdated_pin_is_named(project: dict):
    pins = pinned((ROOT / "requirements.txt").read_text())
    del pins["numpy"]
    assert unmet(project, pins | {"mkdocs": "2.0"}) == ["numpy>=1.24", "mkdocs<2"]


@pytest.mark.parametrize("text", ["numpy==2.4.6\n", "numpy>=2 --hash=sha256:" + "0" * 64, "--pre\n"])
def test_what_is_not_a_hashed_pin_is_refused(text: str):
    with pytest.raises(AssertionError, match=r"no pin|without a hash"):
        pinned(text)


def test_the_hook_for_commits_calls_what_is_installed(project):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    project = project["project"]
    assert hook["entry"].split()[0] in project["scripts"]
    (extra,) = re.findall(r"\[(\w+)\]", "".join(hook["additional_dependencies"]))
    assert extra in project["optional-dependencies"]
