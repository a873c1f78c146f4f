"""A source is read once, from a file that nobody writes to."""

import os
from pathlib import Path

import pytest

from sijil.custody.source import BytesSource, FileSource, open_source
from sijil.errors import EvidenceError


def read(source: FileSource | BytesSource, size: int) -> bytes:
    buffer = memoryview(bytearray(size))
    parts = []
    while count := source.fill(buffer):
        parts.append(bytes(buffer[:count]))
    return b"".join(parts)


@pytest.mark.parametrize("size", [1, 3, 7, 8, 100])
def test_a_file_and_bytes_are_read_alike(tmp_path: Path, size: int) -> None:
    (tmp_path / "a").write_bytes(b"1234567")
    for content in (tmp_path / "a", b"1234567"):
        with open_source(content) as source:
            assert (source.size, read(source, size)) == (7, b"1234567")
            source.check(7)


@pytest.mark.parametrize("change", ["append", "truncate", "overwrite", "touch"])
def test_a_file_written_to_meanwhile_is_refused(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1234567")
    os.utime(path, (1, 1))
    with FileSource(path) as source:
        read(source, 4)
        if change == "append":
            path.open("ab").write(b"8")
        elif change == "truncate":
            os.truncate(path, 3)
        elif change == "overwrite":
            path.write_bytes(b"7654321")
        else:
            os.utime(path)
        with pytest.raises(EvidenceError, match="changed while it was being read; wait until"):
            source.check(7)


def test_a_link_put_where_a_file_was_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to("a")
    with pytest.raises(EvidenceError, match="cannot be read"):
        FileSource(tmp_path / "link")


def test_a_pipe_put_where_a_file_was_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EvidenceError, match="no longer a file"), FileSource(tmp_path / "pipe"):
        pass


def test_a_file_without_a_size_of_its_own_is_refused() -> None:
    with FileSource(Path("/proc/self/status")) as source:
        content = read(source, 100_000)
        with pytest.raises(EvidenceError, match="changed"):
            source.check(len(content))
