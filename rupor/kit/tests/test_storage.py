"""Files are written whole, known by their content, and never outside the storage."""

import contextlib

import pytest

from rupor.kit import errors
from rupor.kit.storage import Storage


def test_the_same_content_is_kept_once(tmp_path):
    storage = Storage(tmp_path)
    first = storage.put([b"ab", b"c"], folder="originals", suffix=".mp3")
    assert storage.put([b"abc"], folder="originals", suffix=".mp3") == first
    assert storage.at(first).read_bytes() == b"abc"
    assert first == f"originals/{first[10:12]}/{storage.at(first).stem}.mp3"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [storage.at(first)]


def test_a_broken_write_leaves_nothing(tmp_path):
    storage = Storage(tmp_path)

    def broken():
        yield b"half"
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        storage.put(broken(), folder="originals", suffix="")
    with contextlib.suppress(OSError), storage.writing("exports/a.csv") as path:
        path.write_text("half")
        raise OSError("the disk is full")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../b"])
def test_no_name_leads_out_of_the_storage(tmp_path, name):
    with pytest.raises(errors.NotFound):
        Storage(tmp_path / "storage").at(name)
