"""Reports of pages that need no second proof.

A report is stored under a hash of everything it depends on: the page, the source of the packages and the data
it may use, the configuration, the checker, and the versions of Python and of every library installed. Writing
is atomic, so parallel builds and killed ones leave whole reports or none. The oldest make room for new ones.
"""

import contextlib
import hashlib
import importlib.util
import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from functools import cached_property
from importlib import metadata
from pathlib import Path

from proofread.checking.page import Report
from proofread.checking.plain import Damaged, read, written
from proofread.claims.claim import shown_path
from proofread.config import Config, SettingError

MEGABYTES = 64


class Cache:
    """A folder of reports, at most `MEGABYTES` large."""

    def __init__(self, folder: Path, config: Config) -> None:
        self.folder, self.config = folder, config

    def key(self, path: Path) -> str:
        """Return the hash of all that the report of this page depends on."""
        return _hash(self._common, shown_path(path, self.config.root).encode(), path.read_bytes())

    def state(self, paths: Iterable[Path]) -> str:
        """Return the hash of all that the reports of these pages depend on."""
        return _hash(*(self.key(path).encode() for path in paths if path.is_file()))

    @cached_property
    def _common(self) -> bytes:
        """The hash of what all pages share."""
        config = self.config
        given = [config.root / folder for folder in (*config.data, *filter(None, [config.style]))]
        folders = [Path(__file__).parents[1], *map(package_folder, config.packages), *given]
        files = [file for folder in folders for file in _files(folder)]
        content = b"".join(_hash(str(f).encode(), f.read_bytes()).encode() for f in files)
        return _hash(content, repr(config).encode(), _versions().encode()).encode()

    def get(self, key: str) -> Report | None:
        """Return the report stored under a key."""
        try:
            report: Report = read(Report, (self.folder / key).read_bytes())
            os.utime(self.folder / key)
        except (OSError, Damaged):  # the page is proved again
            return None
        return report

    def put(self, key: str, report: Report) -> None:
        """Store a report without findings; a page that met a limit may do better next time."""
        if not report.findings:
            with contextlib.suppress(OSError):  # where nothing can be written, every build proves all pages
                self._write(key, report)

    def _write(self, key: str, report: Report) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, prefix="new-", delete=False) as file:
            file.write(written(report).encode("ascii"))
        Path(file.name).replace(self.folder / key)
        self._make_room()

    def _make_room(self) -> None:
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
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts)


def _versions() -> str:
    installed = sorted({f"{d.name}=={d.version}" for d in metadata.distributions()})
    return "\n".join([sys.version, platform.machine(), *installed])
