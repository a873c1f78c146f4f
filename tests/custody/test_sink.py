"""A file of any length comes out to the byte, whichever way the disk takes it."""

import mmap
import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from sijil.custody.sink import BLOCK, DIRECT_FROM, Sink

STEP = 1 << 20


def written(path: Path, content: bytes, shift: int = 0) -> bytes:
    """Write through a buffer that starts `shift` bytes after a page, and read back."""
    buffer = memoryview(mmap.mmap(-1, STEP + BLOCK))[shift : STEP + shift]
    sink = Sink(path, len(content))
    for start in range(0, len(content), STEP):
        part = content[start : start + STEP]
        buffer[: len(part)] = part
        sink.write(buffer, len(part))
    sink.sync()
    sink.close()
    return path.read_bytes()


@pytest.mark.parametrize("size", [0, 1, DIRECT_FROM - 1, DIRECT_FROM, DIRECT_FROM + 1, STEP, 2 * STEP + 4097])
@pytest.mark.parametrize("shift", [0, 1])
def test_what_is_written_is_what_is_read(tmp_path: Path, size: int, shift: int) -> None:
    content = os.urandom(size)
    # A buffer that does not start at a page is what a disk with larger blocks makes of any: it is refused, and
    # the page cache takes the bytes instead.
    assert sha256(written(tmp_path / "file", content, shift)).digest() == sha256(content).digest()


def test_the_memory_before_a_large_file_does_not_show_behind_its_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert len(written(path, b"s" * (DIRECT_FROM + 10))) == DIRECT_FROM + 10
    with path.open("rb") as file:
        file.seek(DIRECT_FROM + 10)
        assert file.read() == b""


def test_a_file_is_placed_under_its_name_or_removed(tmp_path: Path) -> None:
    one, other = Sink(tmp_path / "one", 0), Sink(tmp_path / "other", 0)
    one.place(tmp_path / "new" / "name")
    for sink in (one, other):
        sink.discard()
        sink.discard()
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "name"]
    assert stat.S_IMODE((tmp_path / "new/name").stat().st_mode) == 0o444


def test_a_temporary_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(FileExistsError):
        Sink(tmp_path / "file", 0)
