"""What a site tells the checker: the table `[tool.proofread]` of its pyproject.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any

from proofread.packages import resolve

JUDGING = (
    *(
        "always",
        "never",
        "almost",
        "nearly",
        "hardly",
        "barely",
        "equally",
        "best",
        "better",
        "worse",
        "worst",
    ),
    *(
        "small",
        "smaller",
        "smallest",
        "large",
        "larger",
        "largest",
        "tiny",
        "huge",
        "close",
        "closer",
        "closest",
    ),
    *("high", "higher", "highest", "low", "lower", "lowest", "longer", "longest", "shorter", "shortest"),
    *(
        "fast",
        "faster",
        "fastest",
        "slow",
        "slower",
        "slowly",
        "slowest",
        "steep",
        "steeper",
        "flat",
        "flatter",
    ),
    *(
        "fall",
        "falls",
        "fell",
        "rise",
        "rises",
        "rose",
        "grow",
        "grows",
        "grew",
        "shrink",
        "shrinks",
        "shrank",
    ),
    *("increases", "decreases", "converges", "diverges", "swings", "vanishes", "explodes", "overshoots"),
)


class SettingError(Exception):
    """A setting cannot be used; the message names it."""


@dataclass(frozen=True)
class KnownEscape:
    """Planted errors that are known to escape, with the explanation that the ledger gives."""

    page: str
    """The page, or the module of a shown function."""
    kinds: tuple[str, ...]
    """Which kinds of errors."""
    line: str
    """A part of the line that they stand in, so that they are found wherever that line moves."""
    reason: str


@dataclass(frozen=True)
class Demand:
    """How many of the planted errors of some kinds must be caught."""

    name: str
    """What these kinds are called together."""
    kinds: tuple[str, ...]
    caught: float
    """The share, of those that provably are errors and that a page comes to."""
    reason: str


@dataclass(frozen=True)
class Config:
    """The settings, each with a default that suits a folder of Markdown without any."""

    root: Path
    """The folder of pyproject.toml; findings name pages relative to it."""
    docs: str = "docs"
    """The folder of the pages."""
    exclude: tuple[str, ...] = ()
    """Patterns of the pages, as findings name them, that are left alone."""
    ignore: Mapping[str, Any] = field(default_factory=dict)
    """Kinds of findings that pages may have: lists of their codes, by a pattern of the pages."""
    baseline: str = ""
    """The file of the findings that the site had when it began; new ones are findings all the same."""
    packages: tuple[str, ...] = ()
    """Packages whose source the pages show and run; a change in them re-proves the pages."""
    data: tuple[str, ...] = ()
    """Folders of files that the pages read; a change in them re-proves the pages, too."""
    downloads: tuple[str, ...] = ()
    """Files that readers can get from the site, in its folder `downloads`."""
    wheel: bool = False
    """Whether the site carries the project's own wheel there, built by the backend of its pyproject.toml."""
    tests: str = "tests/{package}/{folders}test_{module}.py"
    """Where the tests of a module are."""
    notebooks: tuple[str, ...] = ()
    """Patterns of the pages, below `docs`, that readers can download as notebooks."""
    notebook_note: str = ""
    """How what such a notebook needs is installed: a sentence at its top."""
    palette: str = ""
    """The dotted name of a mapping from roles to the colours that a figure may use."""
    style: str = ""
    """A matplotlib style sheet for the figures."""
    guards: tuple[str, ...] = ()
    """The dotted names of decorators that only refuse wrong arguments: what readers copy does without."""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    """How a definition that cannot leave its package is written in what readers copy, by its dotted name."""
    glossed: tuple[str, ...] = ("*",)
    """Patterns of the pages, below `docs`, on which the terms of the glossary are links."""
    seconds_per_claim: float = 60.0
    seconds_per_page: float = 600.0
    megabytes_per_page: int = 4096
    demands: tuple[Demand, ...] = ()
    escapes: tuple[KnownEscape, ...] = ()
    judging: tuple[str, ...] = JUDGING
    """Words that judge or compare; the ledger lists the sentences with one of them that carry no check."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Regular expressions of numerals that prose may state unchecked, each with its reason."""

    def covers(self, path: Path) -> bool:
        """Tell whether a page is to be checked."""
        path = path.resolve()
        shown = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
        return not any(fnmatch(shown, pattern) for pattern in self.exclude)

    @cached_property
    def allowed(self) -> re.Pattern[str]:
        """One expression for all constants."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.constants) or r"(?!)")

    @cached_property
    def colours(self) -> dict[str, str]:
        """The role of each colour of the palette."""
        return (
            {colour.lower(): role for role, colour in resolve(self.palette).items()} if self.palette else {}
        )


def load_config(root: Path) -> Config:
    """Return the configuration of the site in `root`, or of the nearest folder above with a pyproject.toml.

    Raises
    ------
    SettingError
        If the file cannot be read, or a setting is unknown or unusable.
    """
    root = root.resolve()
    folders = (folder for folder in (root, *root.parents) if (folder / "pyproject.toml").is_file())
    folder = next(folders, None)
    if folder is None:
        return Config(root if root.is_dir() else root.parent)
    try:
        table = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"pyproject.toml cannot be read: {error}") from None
    settings = _frozen(table.get("tool", {}).get("proofread", {}))
    unknown = settings.keys() - {field.name for field in fields(Config)} | settings.keys() & {"root"}
    if unknown:
        raise SettingError(f"[tool.proofread] has no setting {', '.join(sorted(unknown))}")
    _check_types(settings)
    for name, kind in (("escapes", KnownEscape), ("demands", Demand)):
        settings[name] = tuple(_entry(kind, name, table) for table in settings.get(name, ()))
    config = Config(folder, **settings)
    _check_values(config)
    return config


def _check_types(settings: Mapping[str, Any]) -> None:
    """Refuse a text where a list belongs, which would be taken for a list of letters, and the like."""
    words = {
        tuple: "a list",
        str: "a text",
        float: "a number",
        int: "a whole number",
        bool: "true or false",
        dict: "a table",
    }
    for name, value in settings.items():
        wanted = type(getattr(Config(Path()), name))
        given = float if (wanted, type(value)) == (float, int) else type(value)
        if given is not wanted:
            message = f"the setting {name} of [tool.proofread] is {value!r}, expected {words[wanted]}"
            raise SettingError(message)


def _check_values(config: Config) -> None:
    for pattern, codes in config.ignore.items():
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise SettingError(f"ignore takes a list of codes for {pattern!r}, not {codes!r}")
    for pattern, reason in config.constants.items():
        try:
            found = re.compile(pattern).search("")
        except re.error as error:
            message = f"the constant {pattern!r} is no regular expression: {error}"
            raise SettingError(message) from None
        if found or not str(reason).strip():
            wrong = "matches nothing at all" if found else "has no reason"
            raise SettingError(f"the constant {pattern!r} {wrong}")
    for path in (*config.data, *config.downloads, *filter(None, [config.style])):
        if not (config.root / path).exists():
            raise SettingError(f"there is no {path}, which [tool.proofread] names")


def _entry(kind: type[KnownEscape | Demand], name: str, table: dict[str, Any]) -> KnownEscape | Demand:
    """Return an entry of an array of tables."""
    wanted = {field.name for field in fields(kind)}
    if table.keys() != wanted or not str(table["reason"]).strip():
        asked = "a reason" if table.keys() == wanted else ", ".join(sorted(wanted ^ table.keys()))
        raise SettingError(f"[[tool.proofread.{name}]] takes {', '.join(sorted(wanted))}: see {asked}")
    return kind(**_frozen(table))


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {key.replace("-", "_"): tuple(v) if isinstance(v, list) else v for key, v in table.items()}
