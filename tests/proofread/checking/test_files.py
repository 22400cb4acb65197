"""What is written is there whole, or what was there before."""

import errno
import sys
import tempfile

import pytest

from proofread.checking.files import write_whole


def test_a_file_is_written_with_its_folder(tmp_path):
    write_whole(tmp_path / "new" / "file", b"content")
    write_whole(tmp_path / "new" / "file", b"other")
    assert (tmp_path / "new" / "file").read_bytes() == b"other"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["file"]


def test_a_full_disk_leaves_what_was_there_and_nothing_beside_it(tmp_path, monkeypatch):
    def full(self):
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(tempfile._TemporaryFileWrapper, "flush", full, raising=False)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="has other rights, and links for few")
def test_a_link_stays_one_and_rights_stay(tmp_path):
    page, link = tmp_path / "page.md", tmp_path / "link.md"
    page.write_bytes(b"old")
    page.chmod(0o644)
    link.symlink_to(page)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert page.read_bytes() == b"new"
    assert page.stat().st_mode & 0o777 == 0o644
