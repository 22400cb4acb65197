"""Print what a release changes, from CHANGELOG.md, unless tag, version, changelog and packages disagree."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def notes(changelog: str, version: str) -> str:
    """Return what the changelog says of a version; nothing if it does not know it."""
    section = re.search(
        rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL
    )
    return section[1].strip() if section else ""


def problems(tag: str, version: str, changelog: str, packages: list[str]) -> list[str]:
    """Return why this is no release, a sentence each."""
    expected = sorted([f"nnscratch-{version}-py3-none-any.whl", f"nnscratch-{version}.tar.gz"])
    found = []
    if tag != f"v{version}":
        found.append(f"the tag is {tag}, the version of pyproject.toml {version}")
    if not notes(changelog, version):
        found.append(f"CHANGELOG.md says nothing of {version}")
    if sorted(packages) != expected:
        found.append(
            f"the packages are {', '.join(sorted(packages)) or 'none'}, expected {', '.join(expected)}"
        )
    return found


def main(tag: str, folder: str) -> str | None:
    """Print the notes of a release; return what is wrong with it, or nothing."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = problems(tag, version, changelog, [path.name for path in Path(folder).iterdir()])
    if not found:
        print(notes(changelog, version))
    return "\n".join(found) or None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
