"""Whose work the site carries beside its own, and under which licence, as it says itself.

A package states its licence in its metadata, a font in its table of names, a script in the notices that it
begins with, and a set of icons in the file beside it.
"""

import importlib.metadata
import itertools
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
SAID = (0, 4, 13, 14)
"""Where a font keeps its copyright, its full name, its licence, and the address of that."""


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
    works = [] if files else [_package(package)]
    for pattern in files:
        held = [file for file in importlib.metadata.files(package) or [] if Path(str(file)).match(pattern)]
        if not held:
            raise Unknown(f"the package {package} has no file {pattern}")
        works += itertools.chain(*map(works_in, sorted(Path(str(file.locate())) for file in held)))
    for work in works:
        if not work.licence:
            raise Unknown(f"{work.name} of the package {package} states no licence")
        owners = work.copyright if len(work.copyright) <= LONGEST else f"{work.copyright[:LONGEST]} …"
        cells = (
            cell.replace("|", "/").replace("<", "&lt;") for cell in (what, work.name, work.licence, owners)
        )
        yield f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |"


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


def works_in(file: Path) -> Iterator[Work]:
    """Yield what a font, a script or the licence of a set of icons says of itself."""
    if file.suffix == ".ttf":
        names = TTFont(file)["name"]
        owners, name, licence, address = (str(names.getDebugName(number) or "") for number in SAID)
        yield Work(name, f"[{_licence(licence)}]({address})", _owners(owners))
        return
    text = file.read_text("utf-8")
    if file.suffix != ".js":
        yield Work(f"{file.parent.name} icons", _licence(text), _owners(text))
        return
    for notice in filter(NAMES.search, NOTICE.findall(text)):
        first = next(line.strip(" *") for line in notice.splitlines() if line.strip(" *"))
        yield Work(first.partition(" - ")[0], _licence(notice), _owners(notice))


def _licence(text: str) -> str:
    named = NAMES.search(text)
    return named[0] if named else ""


def _owners(text: str) -> str:
    return next((EMAIL.sub("", line).strip() for line in COPYRIGHT.findall(text)), "")
