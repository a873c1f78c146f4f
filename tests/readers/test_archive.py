"""ZIP archives: every member ends with a stated outcome, and none leaves the folder."""

import base64
import io
import stat
import zipfile

import pytest
from office_specimens import paragraph, word

from sijil.readers import Limits
from sijil.readers.member_name import leads_outside

# Written by 7-Zip: one file, `s.txt`, locked with the password `secret`.
_LOCKED = {
    "aes256": (
        "UEsDBDMAAQBjAAm8eV0AAAAATQAAAAwDAAAFAAsAcy50eHQBmQcAAgBBRQMIAM9epATGIbCZJiSbgSd0lGHK5Btji2DecIIo"
        "mY/uzDwzZN9NFr4RAk+brsPBxUpB9g5UHWThEf74X/5jmRUTbIuBWvIfd8vkn37FuI/FUEsBAj8DMwABAGMACbx5XQAAAABN"
        "AAAADAMAAAUALwAAAAAAAAAggKSBAAAAAHMudHh0CgAgAAAAAAABABgALt0KNTV93QEAAAAAAAAAAAAAAAAAAAAAAZkHAAIA"
        "QUUDCABQSwUGAAAAAAEAAQBiAAAAewAAAAAA"
    ),
    "aes128": (
        "UEsDBDMAAQBjAAm8eV0AAAAARQAAAAwDAAAFAAsAcy50eHQBmQcAAgBBRQEIAIOnWW1ocVTEyx68zwuRUPnVP99cNDzsn+8q"
        "vsDr4I7dnR+llsq1VdJtvDwusHkT8Fni3gw74WL5qeX/MulNv9xzB41cgFBLAQI/AzMAAQBjAAm8eV0AAAAARQAAAAwDAAAF"
        "AC8AAAAAAAAAIICkgQAAAABzLnR4dAoAIAAAAAAAAQAYAC7dCjU1fd0BAAAAAAAAAAAAAAAAAAAAAAGZBwACAEFFAQgAUEsF"
        "BgAAAAABAAEAYgAAAHMAAAAAAA=="
    ),
    "zipcrypto": (
        "UEsDBBQAAQAIAAm8eV2ZhJcNPQAAAAwDAAAFAAAAcy50eHRlRHD0VvU+yHeEjaCIWOOA1iySRTeIRrUPTQOwGZFSjZ9s2B7A"
        "v8DoTpPwGbuDalqhJixCvzO2P75BzNVLUEsBAj8DFAABAAgACbx5XZmElw09AAAADAMAAAUAJAAAAAAAAAAggKSBAAAAAHMu"
        "dHh0CgAgAAAAAAABABgALt0KNTV93QEAAAAAAAAAAAAAAAAAAAAAUEsFBgAAAAABAAEAVwAAAGAAAAAAAA=="
    ),
}
_CONTENT = b"four people were killed in the village " * 20


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def test_members_are_taken_under_names_of_ours(read, spool):
    data = archive(
        {"list.csv": b"name", "folder/": b"", "../../evil.txt": b"1", "/etc/passwd": b"2", "C:\\x": b"3"}
    )
    reading = read("a.zip", data, spool=spool)
    assert reading.outcome == "read"
    assert [(m.name, m.path.read_bytes(), bool(m.note)) for m in reading.members] == [
        ("list.csv", b"name", False),
        ("../../evil.txt", b"1", True),
        ("/etc/passwd", b"2", True),
        ("C:\\x", b"3", True),
    ]
    assert [m.path.name for m in reading.members] == [f"member-{n:06d}" for n in range(1, 5)]
    assert all(m.path.parent.parent == spool for m in reading.members)


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "\\x", "..\\x", "C:x", "c:/x"])
def test_names_that_lead_outside_are_known(name):
    assert leads_outside(name)
    assert not leads_outside("folder/..hidden/x.txt")


def test_a_member_without_a_name_is_taken_like_any_other(read, spool):
    out = io.BytesIO(archive({"a.txt": b"1", "b.txt": b"2"}))
    with zipfile.ZipFile(out, "a") as made:
        made.writestr(zipfile.ZipInfo(""), b"3")
    reading = read("a.zip", out.getvalue(), spool=spool)
    assert reading.outcome == "read"
    assert [(m.name, m.note) for m in reading.members][2] == (
        "without a name",
        "it is recorded without a name",
    )


def test_the_same_name_twice_is_two_members(read, spool):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("a.txt", "first")
        made.writestr("a.txt", "second")
    reading = read("a.zip", out.getvalue(), spool=spool)
    assert [(m.name, m.path.read_text()) for m in reading.members] == [
        ("a.txt", "first"),
        ("a.txt (2)", "second"),
    ]
    assert "member number 2" in reading.members[1].note


def test_a_bomb_is_left_and_the_members_behind_it_are_taken(read, spool):
    reading = read("a.zip", archive({"bomb": b"\0" * (16 << 20), "a.txt": b"four killed"}), spool=spool)
    assert reading.outcome == "partly_read"
    assert reading.reason.startswith(
        "1 of 2 members not taken: hostile or too large: swells to more than 200 times"
    )
    assert [m.name for m in reading.members] == ["a.txt"]
    assert [entry.name for entry in reading.not_taken] == ["bomb"]
    assert "bomb: hostile" in reading.metadata["not_taken"]
    assert sum(path.stat().st_size for path in spool.rglob("member-*")) == len(b"four killed")


def test_an_archive_that_swells_in_many_small_members_is_stopped(read, spool):
    members = {f"{n}": b"\0" * 90_000 for n in range(20)}
    reading = read("a.zip", archive(members), spool=spool, limits=Limits(ratio=20, ratio_floor=100_000))
    assert "the archive swells to more than 20 times its size" in reading.metadata["not_taken"]


def test_small_members_may_swell_much(read, spool):
    assert read("a.zip", archive({"zeros": b"\0" * (1 << 20)}), spool=spool).outcome == "read"


def test_a_folder_limit_and_a_member_limit_are_stated(read, spool):
    data = archive({"a": b"1" * 600, "b": b"2" * 600, "c": b"3" * 100}, zipfile.ZIP_STORED)
    reading = read("a.zip", data, spool=spool, limits=Limits(spool=1000))
    assert [m.name for m in reading.members] == ["a", "c"]
    assert "all members together take up more than the limit" in reading.reason
    reading = read("a.zip", data, spool=spool, limits=Limits(members=2))
    assert (len(reading.members), reading.reason) == (2, "only the first 2 of 3 members are taken")


def test_links_and_devices_are_stated_and_not_followed(read, spool):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, kind in (("link", stat.S_IFLNK), ("device", stat.S_IFCHR)):
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o777) << 16
            made.writestr(info, "/etc/passwd")
        made.writestr("a.txt", "x")
    reading = read("a.zip", out.getvalue(), spool=spool)
    assert [entry.reason for entry in reading.not_taken] == [
        "a link to another file: links are not followed",
        "a device or a pipe, not a file",
    ]


@pytest.mark.parametrize("kind", sorted(_LOCKED))
def test_locked_members_open_with_the_right_password_only(read, spool, kind):
    data = base64.b64decode(_LOCKED[kind])
    reading = read("a.zip", data, spool=spool, passwords=("wrong", "secret"))
    assert (reading.outcome, reading.members[0].path.read_bytes()) == ("read", _CONTENT)
    for passwords, reason in (
        ((), "locked with a password"),
        (("wrong",), "the password given does not open it"),
        (("wrong", "again"), "none of the 2 passwords given opens it"),
    ):
        reading = read("a.zip", data, spool=spool, passwords=passwords)
        assert (reading.outcome, reading.reason) == ("refused", f"1 of 1 members not taken: {reason}")
        assert "--password-file" in reading.remedy
        assert [entry.name for entry in reading.not_taken] == ["s.txt"]


def test_a_locked_member_that_was_altered_is_not_taken(read, spool):
    data = bytearray(base64.b64decode(_LOCKED["aes256"]))
    data[60] ^= 1
    assert read("a.zip", bytes(data), spool=spool, passwords=("secret",)).members == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing(read, spool, method):
    assert read("a.zip", archive({"a": b"x" * 5000}, method), spool=spool).members[0].size == 5000


def test_an_unknown_way_of_packing_is_stated(read, spool):
    data = archive({"a": b"x" * 50, "b": b"y"}, zipfile.ZIP_STORED)
    # Method 9, Deflate64, in the local and in the central header of the first member.
    data = data.replace(b"PK\x03\x04\x14\x00\x00\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x00\x09\x00", 1)
    data = data.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x09\x00", 1
    )
    reading = read("a.zip", data, spool=spool)
    assert "packed in a way that cannot be unpacked" in reading.not_taken[0].reason


@pytest.mark.parametrize(("encoding", "kept"), [("utf-8", ""), ("cp1256", "raw"), ("cp720", "raw")])
def test_names_in_other_encodings_get_their_best_reading(read, spool, encoding, kept):
    name = "قائمة الضحايا.csv"
    placeholder = "x" * len(name.encode(encoding))
    data = archive({placeholder: b"1"}).replace(placeholder.encode(), name.encode(encoding))
    (member,) = read("a.zip", data, spool=spool).members
    assert member.name == name
    assert member.raw_name == (name.encode(encoding).hex() if kept else "")


def test_a_truncated_archive_is_refused(read, spool):
    reading = read("a.zip", archive({"a.txt": b"x" * 1000, "b.txt": b"y" * 1000})[:-60], spool=spool)
    assert reading.outcome == "refused"
    assert reading.reason.startswith("cut short or damaged")


def test_a_damaged_member_leaves_the_others(read, spool):
    data = bytearray(archive({"a": b"first" * 9, "b": b"second" * 9}, zipfile.ZIP_STORED))
    at = data.index(b"first")
    data[at] ^= 1
    reading = read("a.zip", bytes(data), spool=spool)
    assert [m.name for m in reading.members] == ["b"]
    assert reading.not_taken[0].reason.startswith("damaged")


def test_an_empty_archive_is_kept(read, spool):
    assert read("a.zip", archive({}), spool=spool).reason == "kept: an archive with nothing in it"


def test_an_office_file_is_no_archive_whatever_it_is_called(read, spool):
    reading = read("a.zip", word(paragraph("Four killed")), spool=spool)
    assert (reading.reader, reading.renditions[0].text, reading.members) == ("docx", "Four killed", [])
    assert not list(spool.iterdir())


def test_without_a_folder_the_members_are_listed(read):
    reading = read("a.zip", archive({"a": b"x", "b": b"yy"}))
    assert reading.outcome == "partly_read"
    assert [(entry.name, entry.size) for entry in reading.not_taken] == [("a", 1), ("b", 2)]
