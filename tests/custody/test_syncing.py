"""Everything at once where that is as safe, file by file elsewhere; a failure is told either way."""

import errno
import os
from pathlib import Path

import pytest
from custody_specimens import add, make_case, received, write_files

from sijil.custody import syncing, verify
from sijil.custody.sink import Sink
from sijil.custody.syncing import Syncing


@pytest.mark.parametrize("file_systems", [syncing.TOGETHER, frozenset[int]()])
def test_files_and_names_are_synced_either_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file_systems: frozenset[int]
) -> None:
    monkeypatch.setattr(syncing, "TOGETHER", file_systems)
    contents = {f"{number:03d}": os.urandom(number * 1_000) for number in range(100)}
    outcomes = received(add(make_case(tmp_path / "case"), write_files(tmp_path / "in", contents)))
    assert len(outcomes) == 100 and list(verify(tmp_path / "case")) == []


def test_a_handle_that_cannot_be_synced_is_an_error(tmp_path: Path) -> None:
    asked = Syncing(tmp_path)
    sink = Sink(tmp_path / "file")
    sink.close()
    os.close(asked._handle)
    try:
        with pytest.raises(OSError) as said:
            asked.files([sink])
        assert said.value.errno == errno.EBADF
    finally:
        asked._handle = os.open(tmp_path, os.O_RDONLY)
        asked.close()


def test_a_file_system_of_another_program_is_synced_file_by_file() -> None:
    handle = os.open("/proc", os.O_RDONLY)
    try:
        assert not syncing._can_together(handle)
    finally:
        os.close(handle)
