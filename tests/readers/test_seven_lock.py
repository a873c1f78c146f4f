"""Locked 7z archives open with the right password only, and under the same caps as every other archive."""

import io

import pytest
from archive_specimens import HAS_LIBRARY, WANTED

from sijil.readers import seven_lock

py7zr = pytest.importorskip("py7zr", reason="needs the extra `sevenzip`")
pytestmark = pytest.mark.skipif(not HAS_LIBRARY, reason=WANTED)

FILES = {"list.csv": b"name,age\nHana,9\n", "folder/تقرير.txt": "قتل أربعة".encode(), "empty.txt": b""}
STORED = [{"id": py7zr.FILTER_COPY}, {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}]


def locked(files, *, names_too=False, filters=None, password="secret"):
    out = io.BytesIO()
    with py7zr.SevenZipFile(
        out, "w", password=password, header_encryption=names_too, filters=filters
    ) as made:
        for name, content in files.items():
            made.writestr(content, name)
    return out.getvalue()


def taken(reading):
    return {member.name: member.path.read_bytes() for member in reading.members}


@pytest.mark.parametrize("names_too", [False, True])
@pytest.mark.parametrize("filters", [None, STORED])
def test_the_right_password_opens_it_and_no_other(read, spool, names_too, filters):
    data = locked(FILES, names_too=names_too, filters=filters)
    opened = read("a.7z", data, spool=spool, passwords=("wrong", "secret"))
    assert (opened.outcome, opened.reason, taken(opened)) == ("read", "", FILES)
    assert "py7zr" in opened.reader_version
    for passwords, reason in (
        ((), "locked with a password"),
        (("wrong",), "the password given does not open it"),
        (("wrong", "worse"), "none of the 2 passwords given opens it"),
    ):
        closed = read("a.7z", data, spool=spool, passwords=passwords)
        assert closed.outcome == "refused" and reason in closed.reason
        assert closed.remedy == "give its password with --password-file"
        assert [name for name in taken(closed) if name != "empty.txt"] == []


def test_a_bomb_is_left_and_the_members_behind_it_are_taken(read, spool):
    data = locked({"a.txt": b"a", "zeros": bytes(24 << 20), "b.txt": b"b"})
    reading = read("a.7z", data, spool=spool, passwords=("secret",))
    assert (reading.outcome, taken(reading)) == ("partly_read", {"a.txt": b"a", "b.txt": b"b"})
    assert [(entry.name, "hostile or too large" in entry.reason) for entry in reading.not_taken] == [
        ("zeros", True)
    ]
    assert len([path for path in spool.rglob("member-*")]) == 2


def test_a_damaged_one_gives_what_came_before_the_damage(read, spool):
    files = {f"{number}.bin": bytes([number]) * 40_000 for number in range(6)}
    data = bytearray(locked(files, filters=STORED))
    data[32 + 130_000] ^= 0xFF
    reading = read("a.7z", bytes(data), spool=spool, passwords=("secret",))
    assert reading.outcome == "partly_read"
    assert "not all of it could be unpacked" in reading.reason
    assert taken(reading) == {name: files[name] for name in ("0.bin", "1.bin", "2.bin")}


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    seven_lock.load_library()
    assert seven_lock.remedy() == "give its password with --password-file"
    monkeypatch.setattr(seven_lock, "library", lambda: None)
    assert "install the extra `sevenzip`" in seven_lock.remedy()
    assert "--password-file" in seven_lock.remedy()
