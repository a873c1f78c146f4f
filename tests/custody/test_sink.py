"""A temporary file: written, placed under its name, or gone."""

import os
import stat
from pathlib import Path

import pytest

from sijil.custody.sink import BEGIN_FROM, PIECE, Sink


@pytest.mark.parametrize(
    "sizes", [(0,), (1,), (PIECE, 1), (PIECE + 1,), (BEGIN_FROM - 1,), (BEGIN_FROM, 7, 3 * PIECE + 5)]
)
def test_what_is_written_is_what_is_read(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    parts = [os.urandom(size) for size in sizes]
    sink = Sink(tmp_path / "file")
    for part in parts:
        sink.write(memoryview(part))
    sink.sync()
    sink.close()
    assert (tmp_path / "file").read_bytes() == b"".join(parts)


def test_a_file_is_placed_under_its_name_or_removed(tmp_path: Path) -> None:
    one, other = Sink(tmp_path / "one"), Sink(tmp_path / "other")
    one.place(tmp_path / "new" / "name")
    for sink in (one, other):
        sink.discard()
        sink.discard()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["name", "new"]
    assert stat.S_IMODE((tmp_path / "new/name").stat().st_mode) == 0o444


def test_a_temporary_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(FileExistsError):
        Sink(tmp_path / "file")
