"""Whose work the site carries beside its own, and under which licence, as it says itself.

A package states its licence in its metadata, a font in its table of names, a script in the notices that it
begins with, and a set of icons in the file beside it.
"""

import importlib.metadata
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

NAMES = re.compile(
    r"SIL Open Font License|Bitstream Vera|CC BY 4\.0|CC0 1\.0|Apache(?: License,?)?(?: Version)? 2\.0"
    r"|\b(?:BSD|ISC|MIT)\b"
)
NOTICE = re.compile(r"/\*[!*]\s(.*?)\*/", re.DOTALL)
COPYRIGHT = re.compile(r"(?:©|\bcopyright(?: ?\(c\))? ?(?=\d{4}))[^\n]*", re.IGNORECASE)
EMAIL = re.compile(r"\s*<[^<>]*@[^<>]*>")
DESCRIBED = re.compile(r"\.dist-info/(?:licenses/)?LICENSE")
LONGEST = 110
"""Characters of a copyright; what follows are further owners, whom the licence names."""
COPYRIGHT_NAME, FULL_NAME, LICENCE_NAME, LICENCE_ADDRESS = 0, 4, 13, 14
"""Where a font keeps what."""


class Unknown(ValueError):
    """Why a licence cannot be told."""


@dataclass(frozen=True)
class Work:
    """Something of somebody else that ships."""

    name: str
    licence: str
    copyright: str


def table(ships: Sequence[dict[str, Any]]) -> str:
    """Return in Markdown whose work ships.

    Parameters
    ----------
    ships
        The `package` that something comes from, and `what` that is; if no more of the package ships than some
        `files` or what they speak for, patterns for these: fonts, scripts, the licences of icons.

    Raises
    ------
    Unknown
        If an entry says something else, or names a package that is not installed, has no such file, or states
        no licence.
    """
    for entry in ships:
        if not {"package", "what"} <= entry.keys() <= {"package", "what", "files"}:
            raise Unknown(f"what ships is said by package, what and perhaps files, not by {', '.join(entry)}")
    rows = [row for entry in ships for row in _rows(**entry)]
    return "\n".join(["| what | work | licence | copyright |", "|---|---|---|---|", *dict.fromkeys(rows)])


def _rows(package: str, what: str, files: Sequence[str] = ()) -> Iterator[str]:
    works = [work for pattern in files for file in _files(package, pattern) for work in works_in(file)]
    for work in works if files else [_package(package)]:
        if not work.licence:
            raise Unknown(f"{work.name} of the package {package} states no licence")
        owners = work.copyright if len(work.copyright) <= LONGEST else f"{work.copyright[:LONGEST]} …"
        yield f"| {' | '.join(map(_cell, (what, work.name, work.licence, owners)))} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").replace("<", "&lt;").split())


def _package(name: str) -> Work:
    try:
        stated = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        raise Unknown(f"the package {name} is not installed, so nobody knows its licence") from None
    classified = [
        line.split(" :: ")[-1] for line in stated.get_all("Classifier") or [] if "License ::" in line
    ]
    short = [line for line in (stated["License-Expression"], stated["License"]) if line and "\n" not in line]
    texts = [file for file in importlib.metadata.files(name) or [] if DESCRIBED.search(str(file))]
    owners = next((_owners(file.read_text("utf-8")) for file in texts), "")
    return Work(f"{stated['Name']} {stated['Version']}", next(iter(short + classified), ""), owners)


def _files(package: str, pattern: str) -> list[Path]:
    files = importlib.metadata.files(package) or []
    if found := sorted(Path(str(file.locate())) for file in files if Path(str(file)).match(pattern)):
        return found
    raise Unknown(f"the package {package} has no file {pattern}")


def works_in(file: Path) -> Iterator[Work]:
    """Yield what a font, a script or the licence of a set of icons says of itself."""
    if file.suffix == ".ttf":
        yield _font(TTFont(file))
    elif file.suffix == ".js":
        yield from map(_script, filter(NAMES.search, NOTICE.findall(file.read_text("utf-8"))))
    else:
        text = file.read_text("utf-8")
        yield Work(f"{file.parent.name} icons", _licence(text), _owners(text))


def _font(font: TTFont) -> Work:
    kept = (COPYRIGHT_NAME, FULL_NAME, LICENCE_NAME, LICENCE_ADDRESS)
    said = {number: str(font["name"].getDebugName(number) or "") for number in kept}
    licence = f"[{_licence(said[LICENCE_NAME])}]({said[LICENCE_ADDRESS]})"
    return Work(said[FULL_NAME], licence, _owners(said[COPYRIGHT_NAME]))


def _script(notice: str) -> Work:
    lines = [line.strip(" *") for line in notice.splitlines() if line.strip(" *")]
    return Work(lines[0].partition(" - ")[0], _licence(notice), _owners(notice))


def _licence(text: str) -> str:
    named = NAMES.search(text)
    return named[0] if named else ""


def _owners(text: str) -> str:
    return next((EMAIL.sub("", line).strip() for line in COPYRIGHT.findall(text)), "")
