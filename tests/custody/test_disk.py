"""A full disk: what was whole is kept, what was not is taken back, and one line says what to do."""

import errno
import os
import resource
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from custody_specimens import add, in_child, log_lines, make_case, names_logged, received, write_files

from sijil.custody import Custody, copying, verify
from sijil.custody.disk import amount, append, trouble
from sijil.errors import CustodyError, DiskFull


def limited_add(case: Path, source: Path, limit: int) -> int:
    """Add in a process whose files may not grow beyond `limit` bytes; 0 when it says that the disk is full."""

    def work() -> None:
        custody = Custody(case)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with pytest.raises(DiskFull) as said:
            add(custody, source)
        message = str(said.value)
        assert "\n" not in message and "needed" in message and "make room" in message

    return in_child(work)


@pytest.mark.parametrize("size", [500_000, 1_500_000, 3_000_000])
def test_a_file_that_may_not_grow_so_large_stops_the_add_and_keeps_what_was_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    # In one piece, in parts, and in parts written while the next is read.
    monkeypatch.setattr(copying, "BEHIND_FROM", 2_000_000)
    files = {"a": b"first", "b": b"second", "large": os.urandom(size), "z": b"last"}
    source = write_files(tmp_path / "in", files)
    case = tmp_path / "case"
    make_case(case)
    assert limited_add(case, source, 300_000) == 0
    assert names_logged(case) == Counter(["in/a", "in/b"])
    assert list(verify(case)) == [] and not list((case / "evidence/tmp").iterdir())
    assert len(received(add(Custody(case), source))) == 4
    assert names_logged(case) == Counter(f"in/{name}" for name in files)


@pytest.mark.parametrize("limit", [2_000, 9_000, 15_000])
def test_a_log_that_may_not_grow_is_left_as_it_was(tmp_path: Path, limit: int) -> None:
    source = write_files(tmp_path / "in", {f"{number:03d}": b"%d" % number for number in range(60)})
    case = tmp_path / "case"
    make_case(case)
    assert limited_add(case, source, limit) == 0
    assert (case / "custody/log.jsonl").stat().st_size <= limit
    assert list(verify(case)) == []
    assert len(received(add(Custody(case), source))) == 60
    assert max(names_logged(case).values()) == 1 and list(verify(case)) == []


def test_a_full_disk_stops_the_add_and_keeps_what_was_whole(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("needs to mount a small file system (only root may)")
    try:
        files = {f"{number}": os.urandom(700_000) for number in range(8)}
        source = write_files(tmp_path / "in", files)
        custody = make_case(disk / "case")
        with pytest.raises(DiskFull, match=r"no room left on the disk: .* needed, .* free; make room"):
            add(custody, source)
        whole = len(log_lines(disk / "case")) - 1
        assert 2 <= whole <= 4
        assert list(verify(disk / "case")) == [] and not list((disk / "case/evidence/tmp").iterdir())
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        outcomes = received(add(custody, source))
        assert [got.logged for got in outcomes] == [False] * whole + [True] * (8 - whole)
        assert list(verify(disk / "case")) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_appending_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before\n")

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (12, 12))
        with pytest.raises(OSError) as said:
            append(path, b"more than there is room for\n")
        assert said.value.errno == errno.EFBIG

    assert in_child(work) == 0
    assert path.read_bytes() == b"before\n"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_every_kind_of_full_disk_is_told_in_one_line(tmp_path: Path, number: int) -> None:
    error = trouble(OSError(number, "x"), tmp_path, "a.mp4", 3 << 30)
    assert isinstance(error, DiskFull)
    assert str(error).startswith("a.mp4: ") and "3.0 GiB needed" in str(error) and "continues" in str(error)


def test_a_failing_disk_is_not_called_full(tmp_path: Path) -> None:
    error = trouble(OSError(errno.EIO, "Input/output error"), tmp_path, "a.mp4", 1)
    assert (
        isinstance(error, CustodyError)
        and "Input/output error" in str(error)
        and "check the disk" in str(error)
    )


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (1023, "1023 bytes"), (1536, "1.5 KiB"), (1 << 40, "1.0 TiB"), (5 << 50, "5120.0 TiB")],
)
def test_amounts_are_told_for_people(size: int, text: str) -> None:
    assert amount(size) == text
