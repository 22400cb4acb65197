import os
import threading

import pytest

from proofread.checking.cache import Cache, Proved, package_folder
from proofread.checking.page import Report, check_page
from proofread.checking.processes import check_pages
from proofread.claims.claim import Result
from proofread.config import Config, SettingError
from proofread.pages.findings import Finding
from proofread.running.record import Used


@pytest.fixture
def config(tmp_path, monkeypatch) -> Config:
    (tmp_path / "cached").mkdir()
    (tmp_path / "cached" / "__init__.py").write_text("value = 1\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("1\n")
    (tmp_path / "page.md").write_text("[2]{1 + 1}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return Config(tmp_path, packages=("cached",), data=("data",))


def key(config: Config) -> str:
    return Cache(config.root / "store", config).key(config.root / "page.md")


def test_an_unchanged_page_has_the_same_key(config):
    assert key(config) == key(config)


@pytest.mark.parametrize("file", ["page.md", "data/a.csv", "data/new.csv"])
def test_a_change_of_what_the_page_depends_on_changes_the_key(config, file: str):
    before = key(config)
    with (config.root / file).open("a") as changed:
        changed.write("\n")
    assert key(config) != before


def test_a_change_of_settings_or_libraries_changes_the_key(config, monkeypatch):
    before = key(config)
    assert key(Config(config.root, packages=("cached",), data=("data",), constants={"x": "why"})) != before
    monkeypatch.setattr("proofread.checking.cache._versions", lambda: "another")
    assert key(config) != before


def test_pages_of_one_text_in_two_folders_are_told_apart(config):
    (config.root / "other").mkdir()
    (config.root / "other" / "page.md").write_bytes((config.root / "page.md").read_bytes())
    cache = Cache(config.root / "store", config)
    assert cache.key(config.root / "page.md") != cache.key(config.root / "other" / "page.md")


def test_a_stored_report_is_not_proved_again(config, monkeypatch):
    cache, paths = Cache(config.root / "store", config), [config.root / "page.md"]
    (first,) = check_pages(paths, config, cache)
    monkeypatch.setattr(
        "proofread.checking.processes._in_own_process", lambda *_: pytest.fail("proved again")
    )
    assert check_pages(paths, config, cache) == [first]


def test_a_report_with_findings_is_not_stored(config):
    cache = Cache(config.root / "store", config)
    (config.root / "page.md").write_text("[3]{1 + 1}\n")
    for _ in range(2):
        (report,) = check_pages([config.root / "page.md"], config, cache)
        assert len(report.findings) == 1
    slow = Report("page.md", [Result("page", 0, 1, 0.0, finding=Finding("page.md", 1, 1, "slow"))])
    cache.put(cache.key(config.root / "page.md"), Proved(slow, Used()))
    assert cache.get(config.root / "page.md") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"\xff",
        b"\x80\x05.",
        b"cos\nnothing\n.",
        b"[" * 100_000,
        b"null",
        b'{"path": "page.md"}',
        b'{"path": "page.md", "results": [{"kind": "number"}]}',
        b'{"path": 1, "results": []}',
    ],
)
def test_a_damaged_report_is_none(config, content: bytes):
    cache = Cache(config.root, config)
    (config.root / cache.key(config.root / "page.md")).write_bytes(content)
    assert cache.get(config.root / "page.md") is None
    assert cache.get(config.root / "no-page.md") is None


def test_the_oldest_reports_make_room(config, monkeypatch):
    monkeypatch.setattr("proofread.checking.cache.MEGABYTES", 0.01)
    cache = Cache(config.root / "store", config)
    for number in range(20):
        cache.put(f"key{number}", Proved(Report("x" * 2000), Used()))
        os.utime(cache.folder / f"key{number}", (number, number))
    left = sorted(file.name for file in cache.folder.iterdir())
    assert "key19" in left
    assert "key0" not in left
    assert sum(file.stat().st_size for file in cache.folder.iterdir()) <= 0.01 * 2**20


def test_parallel_writers_leave_whole_reports(config):
    cache, page = Cache(config.root / "store", config), config.root / "page.md"
    report, key = check_page(page, config), cache.key(page)
    threads = [threading.Thread(target=cache.put, args=(key, Proved(report, Used()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get(page) == report
    assert [file.name for file in cache.folder.iterdir()] == [key]


def test_a_package_is_found_where_it_is_imported_from(config):
    assert package_folder("cached") == config.root / "cached"
    with pytest.raises(SettingError, match="no package 'nowhere'"):
        package_folder("nowhere")


def test_a_report_that_cannot_be_stored_is_no_error(config):
    (config.root / "store").write_text("a file where the folder would be")
    cache = Cache(config.root / "store", config)
    page = config.root / "page.md"
    cache.put(cache.key(page), Proved(Report("page.md"), Used()))
    assert cache.get(page) is None


def test_the_state_of_pages_passes_over_what_is_no_file(config):
    cache = Cache(config.root / "store", config)
    assert cache.state([config.root / "none.md", config.root]) == cache.state([])
