"""Reports of pages that need no second proof.

A report is kept under a hash of the page and of all that every page depends on: the settings, the declared
data, the checker, and the Python that runs it, with its libraries. Beside it stands what the page's code used
as `proofread.running.record` saw it, and the report is taken only if all of that is as it was. So a changed
function has those pages proved anew that come to it, and no other. Nothing is kept of what moved meanwhile.

Writing is atomic, so parallel builds and killed ones leave whole reports or none. The oldest make room.
"""

import contextlib
import importlib.util
import os
import platform
import sys
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from proofread.checking.files import write_whole
from proofread.checking.page import Report
from proofread.checking.plain import Damaged, read, written
from proofread.claims.claim import shown_path
from proofread.config import Config, SettingError
from proofread.running import record
from proofread.running.record import Used, digest

MEGABYTES = 64
ENVIRONMENT = (
    "BLIS_",
    "GOTO_",
    "LANG",
    "LC_",
    "MKL_",
    "MPL",
    "NPY_",
    "NUMPY_",
    "OMP_",
    "OPENBLAS_",
    "PYTHON",
    "TZ",
)
"""How the variables begin that change what Python and its libraries do."""


@dataclass
class Proved:
    """The report of a page, and what it depends on besides the page."""

    report: Report
    used: Used


class Cache:
    """A folder of reports, at most `MEGABYTES` large; what it has seen of other files it remembers."""

    def __init__(self, folder: Path, config: Config) -> None:
        self.folder, self.config = folder, config
        self._states: dict[tuple[str, str], object] = {}

    def key(self, path: Path, source: bytes | None = None) -> str:
        """Return the hash of a page, which may have held other bytes, and of what all pages depend on."""
        content = path.read_bytes() if source is None else source
        return _hash(self._common, os.fsencode(shown_path(path, self.config.root)), content)

    def state(self, paths: Iterable[Path]) -> str:
        """Return the hash of all that the reports of these pages may depend on."""
        packages = [file for package in self.config.packages for file in _files(package_folder(package))]
        keys = (self.key(path).encode() for path in paths if path.is_file())
        return _hash(*keys, *(_hash(os.fsencode(file), file.read_bytes()).encode() for file in packages))

    @cached_property
    def _common(self) -> bytes:
        """The hash of what all pages share."""
        data = [file for folder in self.config.data for file in _files(self.config.root / folder)]
        content = [_hash(os.fsencode(file), file.read_bytes()) for file in data]
        told = {k: v for k, v in os.environ.items() if k.startswith(ENVIRONMENT) and k != "PYTHONPATH"}
        python = (sys.version, platform.machine(), repr(sys.flags), *(f"{k}={told[k]}" for k in sorted(told)))
        parts = [CHECKER, *content, repr(self.config), _versions(), "\n".join(python)]
        return _hash(*(part.encode() for part in parts)).encode()

    def get(self, path: Path, source: bytes | None = None) -> Report | None:
        """Return the report of a page, if nothing has changed since."""
        try:
            file = self.folder / self.key(path, source)
            proved: Proved = read(Proved, file.read_bytes())
            os.utime(file)
        except (OSError, Damaged):  # the page is proved again
            return None
        used = proved.used
        is_as_it_was = (
            all(self._once("file", path) == was for path, was in used.files.items())
            and all(self._once("module", name) == was for name, was in used.modules.items())
            and all(parts.items() <= self._once("parts", path).items() for path, parts in used.parts.items())
        )
        return proved.report if is_as_it_was else None

    def _once(self, kind: str, name: str) -> Any:
        """Return what a file or its parts are now, or where a module is; looked up once."""
        if (kind, name) not in self._states:
            found: object = {}
            match kind:
                case "file":
                    found = record.state(self.config.root / name)
                case "module":
                    place = record.origin(name)
                    found = record.Recorder(self.config.root).shown(Path(place)) if place else ""
                case "parts":
                    with contextlib.suppress(OSError, SyntaxError, ValueError):
                        found = record.parts_of((self.config.root / name).read_bytes())
            self._states[kind, name] = found
        return self._states[kind, name]

    def kept(self, paths: Sequence[Path], kind: Any, make: Callable[[], Any]) -> Any:
        """Return what is made of the text of pages and packages, anew if one of them changed."""
        before = self.state(paths)
        key = _hash(str(kind).encode(), before.encode())
        try:
            return read(kind, (self.folder / key).read_bytes())
        except (OSError, Damaged):
            made = make()
        if self.state(paths) == before:
            with contextlib.suppress(OSError):
                self._write(key, made)
        return made

    def put(self, key: str, proved: Proved) -> None:
        """Keep a report without findings; a page that met a limit may do better next time."""
        if not proved.report.findings and not proved.used.unseen and _checker() == CHECKER:
            with contextlib.suppress(OSError):  # where nothing can be written, every build proves all pages
                self._write(key, proved)

    def _write(self, key: str, content: Any) -> None:
        """Keep what was made, and make room."""
        write_whole(self.folder / key, written(content).encode("ascii"))
        with contextlib.suppress(OSError):  # another build may make room at the same time
            stored = sorted(self.folder.iterdir(), key=lambda f: f.stat().st_mtime, reverse=True)
            total = 0
            for file in stored:
                total += file.stat().st_size
                if total > MEGABYTES * 2**20:
                    file.unlink(missing_ok=True)


def site_cache(config: Config) -> Cache:
    """Return the cache that the build, the commands and the tests of a site share."""
    return Cache(config.root / ".cache" / "proofread", config)


def package_folder(package: str) -> Path:
    """Return where a package, or a module, is imported from."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SettingError(f"there is no package {package!r} with source")
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)


def _hash(*parts: bytes) -> str:
    return digest(b"".join(len(part).to_bytes(8, "big") + part for part in parts))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts)


def _checker() -> str:
    """Return a hash of the checker's own files."""
    return _hash(
        *(
            part
            for file in _files(Path(__file__).parents[1])
            for part in (file.name.encode(), file.read_bytes())
        )
    )


CHECKER = _checker()
"""The checker as it was when this process began: if it changes, nothing is kept until the next."""


def _versions() -> str:
    """Return what is installed, each with the moment at which it was."""
    folders = [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    installed = {
        f"{entry.name} {entry.stat().st_mtime_ns}"
        for folder in folders
        for entry in (os.scandir(folder) if folder.is_dir() else ())
        if entry.name.endswith((".dist-info", ".egg-info", ".pth"))
    }
    return "\n".join(sorted(installed))
