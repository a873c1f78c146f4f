"""Members are written whole or not at all."""

import errno
import io
from pathlib import Path

import pytest

from sijil.readers.spool import Spool, TooMuch


@pytest.fixture(autouse=True)
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_members_get_running_names_and_are_counted():
    spool = Spool(100)
    assert spool.keep([b"four ", b"killed"]) == ("member-000001", 11)
    assert spool.keep([]) == ("member-000002", 0)
    assert (Path("member-000001").read_bytes(), spool.used) == (b"four killed", 11)


def test_a_member_over_the_limit_leaves_nothing():
    spool = Spool(10)
    with pytest.raises(TooMuch, match="more than the limit"):
        spool.keep([b"12345", b"678901"])
    assert list(Path().iterdir()) == []
    assert spool.keep([b"12345"]) == ("member-000002", 5)


def test_what_fails_on_the_way_leaves_nothing():
    def broken():
        yield b"1"
        raise EOFError("cut")

    with pytest.raises(EOFError):
        Spool(10).keep(broken())
    assert list(Path().iterdir()) == []


def test_a_full_disk_is_said(monkeypatch):
    class Full(io.BytesIO):
        def write(self, chunk):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda self, mode: Full())
    with pytest.raises(TooMuch, match=r"it cannot be written to the disk \(No space left on device\)"):
        Spool(10).keep([b"1"])
