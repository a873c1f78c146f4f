"""Files on their way into custody: whole or not there, and known again after a server was killed."""

import fcntl
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from sijil.errors import DiskFull, EvidenceError
from sijil.store import incoming
from sijil.store.case import Case, create_case
from sijil.store.database import disconnect


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    yield create_case(tmp_path / "case", actor="u-test")
    disconnect()


def there(case: Case) -> list[str]:
    root = case.folder / "incoming"
    return sorted(str(path.relative_to(root)) for path in root.rglob("*")) if root.exists() else []


def test_a_file_is_received_under_its_name_with_all_its_bytes(case: Case) -> None:
    key = incoming.receive(case, "<img onerror=1>.txt", BytesIO(b"words"), 5, actor="u-one")
    (row,) = incoming.waiting(case)
    assert (row.key, row.name, row.size, row.actor) == (key, "<img onerror=1>.txt", 5, "u-one")
    assert row.path.read_bytes() == b"words"


def test_two_files_of_one_name_do_not_meet(case: Case) -> None:
    for content in (b"one", b"two"):
        incoming.receive(case, "a.txt", BytesIO(content), 3, actor="u")
    assert [row.path.read_bytes() for row in incoming.waiting(case)] == [b"one", b"two"]


def test_of_an_upload_cut_in_half_nothing_is_left(case: Case) -> None:
    with pytest.raises(EvidenceError, match="only 3 of 6 bytes came"):
        incoming.receive(case, "a.txt", BytesIO(b"hal"), 6, actor="u")
    assert there(case) == [] and incoming.waiting(case) == []


class Broken:
    """A connection that breaks after some bytes."""

    def __init__(self) -> None:
        self.calls = 0

    def read(self, size: int, /) -> bytes:
        self.calls += 1
        if self.calls > 1:
            raise ConnectionResetError("reset by peer")
        return b"x"


def test_of_a_connection_that_breaks_nothing_is_left(case: Case) -> None:
    with pytest.raises(EvidenceError, match="hand it over again"):
        incoming.receive(case, "a.txt", Broken(), 6, actor="u")
    assert there(case) == []


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\0b", "x" * 10_000, "ا" * 128])
def test_what_cannot_be_the_name_of_a_file_is_refused(case: Case, name: str) -> None:
    with pytest.raises(EvidenceError, match="the name is"):
        incoming.receive(case, name, BytesIO(b""), 0, actor="u")
    assert there(case) == []


def test_a_file_without_room_is_refused_before_its_first_byte(case: Case) -> None:
    with pytest.raises(DiskFull):
        incoming.receive(case, "a.mkv", BytesIO(b""), 1 << 60, actor="u")


def test_after_a_killed_server_whole_files_are_known_and_halves_are_gone(case: Case) -> None:
    kept = incoming.receive(case, "a.txt", BytesIO(b"a"), 1, actor="u")
    root = case.folder / "incoming"
    (root / "0123.part").write_bytes(b"half")
    (root / "without-a-job").mkdir()
    (root / "without-a-job" / "b.txt").write_bytes(b"b")
    (root / "empty").mkdir()
    assert incoming.recover(case, actor="u-later") == 2
    assert {row.key: row.actor for row in incoming.waiting(case)} == {kept: "u", "without-a-job": "u-later"}
    assert "0123.part" not in there(case) and "empty" not in there(case)


def test_what_another_server_is_receiving_is_left_alone(case: Case) -> None:
    root = case.folder / "incoming"
    root.mkdir()
    with (root / "0123.part").open("xb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        incoming.recover(case, actor="u")
        assert there(case) == ["0123.part"]


def test_a_file_that_failed_waits_for_an_answer(case: Case) -> None:
    key = incoming.receive(case, "a.txt", BytesIO(b"a"), 1, actor="u")
    incoming.failed([key], "is a folder")
    assert incoming.recover(case, actor="u") == 0 and incoming.waiting(case)[0].problem == "is a folder"
    incoming.again(key)
    assert incoming.recover(case, actor="u") == 1
    incoming.settled(case, [key])
    assert incoming.waiting(case) == [] and there(case) == []
