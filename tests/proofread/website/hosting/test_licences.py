"""Licences are read from what ships, and what states none stops the build."""

from pathlib import Path

import pytest

from proofread.website.hosting.licences import Unknown, Work, table, works_in


def rows(*ships: dict) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in table(ships).splitlines()[2:]]


def test_package_says_its_licence_and_its_owner():
    ((what, work, licence, owner),) = rows({"package": "mkdocs-material", "what": "the theme"})
    assert (what, licence) == ("the theme", "MIT")
    assert work.startswith("mkdocs-material ")
    assert "Martin Donath" in owner
    assert "@" not in owner


def test_font_says_its_licence_and_where_that_stands():
    ((_, work, licence, owner),) = rows({"package": "ziamath", "what": "letters", "files": ["*.ttf"]})
    assert (work, licence) == (
        "STIX Two Math Regular",
        "[SIL Open Font License](https://scripts.sil.org/OFL)",
    )
    assert owner.startswith("Copyright 2001-2020 The STIX Fonts")


def test_script_names_what_it_holds(tmp_path: Path):
    script = tmp_path / "a.min.js"
    script.write_text(
        "/*!\n * alpha - http://alpha.example - 2.3\n * Copyright (C) 2020 A. Alpha\n * @license MIT\n */f();"
        "/*! lib, no licence of its own */g();/* MIT, but not to be kept */"
        "/*!\n * beta v1\n * Licensed ISC © B. Beta\n */"
    )
    assert list(works_in(script)) == [
        Work("alpha", "MIT", "Copyright (C) 2020 A. Alpha"),
        Work("beta v1", "ISC", "© B. Beta"),
    ]


def test_icons_have_the_licence_beside_them(tmp_path: Path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "LICENSE").write_text("Free\n\n# Icons: Apache 2.0\nthe rest is MIT\n")
    assert list(works_in(folder / "LICENSE")) == [Work("pictures icons", "Apache 2.0", "")]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"package": "no-such-package", "what": "a"}, "no-such-package is not installed"),
        ({"package": "ziamath", "what": "a", "files": ["*.woff"]}, "ziamath has no file *.woff"),
        ({"package": "ziamath", "what": "a", "files": ["ziamath/__init__.py"]}, "states no licence"),
        ({"package": "ziamath", "files": ["*.ttf"]}, "said by package, what and perhaps files"),
    ],
)
def test_what_has_no_licence_is_named(entry: dict, message: str):
    with pytest.raises(Unknown) as unknown:
        table([entry])
    assert message in str(unknown.value)
