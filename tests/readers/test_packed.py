"""tar, 7z, RAR and single packed files: every member ends with a stated outcome, and none leaves the folder."""

import gzip
import lzma
import tarfile

import pytest
from archive_specimens import HAS_LIBRARY, WANTED, link, plain, rar4, rar5, tar, tar_of, written

from sijil.readers import Limits, sniff

pytestmark = pytest.mark.skipif(not HAS_LIBRARY, reason=WANTED)

FILES = {"list.csv": b"name,age\nHana,9\n", "folder/تقرير.txt": "قتل أربعة".encode(), "empty.txt": b""}


def taken(reading):
    return {member.name: member.path.read_bytes() for member in reading.members}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tar", lambda: tar(FILES)),
        ("a.tar.gz", lambda: tar(FILES, "gz")),
        ("a.tar.bz2", lambda: tar(FILES, "bz2")),
        ("a.tar.xz", lambda: tar(FILES, "xz")),
        ("a.tar.zst", lambda: written(FILES, "ustar", "zstd")),
        ("a.tar.lz4", lambda: written(FILES, "ustar", "lz4")),
        ("a.tar.lz", lambda: written(FILES, "ustar", "lzip")),
        ("a.tar.Z", lambda: written(FILES, "ustar", "compress")),
        ("a.7z", lambda: written(FILES, "7zip")),
        ("a.rar", lambda: rar4(FILES)),
        ("b.rar", lambda: rar5(FILES)),
    ],
)
def test_every_kind_gives_its_members(read, spool, name, data):
    reading = read(name, data(), spool=spool)
    assert (reading.outcome, reading.reason, taken(reading)) == ("read", "", FILES)
    assert reading.reader == "packed"
    assert "libarchive" in reading.reader_version
    assert all(member.path.parent.parent == spool for member in reading.members)


@pytest.mark.parametrize(
    ("name", "member"),
    [("victims.csv.gz", "victims.csv"), ("victims", "victims.unpacked"), (".gz", ".gz.unpacked")],
)
def test_a_single_packed_file_is_one_member_called_as_the_file(read, spool, name, member):
    assert taken(read(name, gzip.compress(b"name\nHana\n"), spool=spool)) == {member: b"name\nHana\n"}


def test_an_old_tar_without_a_signature_is_known_by_its_sum():
    header = bytearray(tar({"a.txt": b"x"})[:512])
    header[257:265] = bytes(8)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    assert sniff(bytes(header), "a", 10_240) == "application/x-tar"
    header[0] ^= 1
    assert sniff(bytes(header), "a", 10_240) == "application/octet-stream"


def test_names_are_never_paths(read, spool, tmp_path):
    names = ["../../evil.txt", "/etc/passwd", "C:\\x", "a/../../b"]
    reading = read("a.tar", tar(dict.fromkeys(names, b"1")), spool=spool)
    assert [member.name for member in reading.members] == names
    assert all("leads outside" in member.note for member in reading.members)
    assert not list(tmp_path.glob("**/evil.txt"))


def test_the_same_name_twice_is_two_members_and_other_bytes_get_their_best_reading(read, spool):
    entries = [(plain("a.txt", 1), b"1"), (plain("a.txt", 1), b"2")]
    assert taken(read("a.tar", tar_of(entries), spool=spool)) == {"a.txt": b"1", "a.txt (2)": b"2"}
    raw = "شهادة الشاهد عن القتل.txt".encode("cp1256")
    data = tar_of([(plain(raw.decode("utf-8", "surrogateescape"), 1), b"1")])
    [member] = read("a.tar", data, spool=spool).members
    assert (member.name, member.raw_name) == ("شهادة الشاهد عن القتل.txt", raw.hex())


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "a link to /etc/passwd: links are not followed"),
        (tarfile.LNKTYPE, "a link to /etc/passwd: links are not followed"),
        (tarfile.CHRTYPE, "a device or a pipe, not a file"),
        (tarfile.FIFOTYPE, "a device or a pipe, not a file"),
    ],
)
def test_links_and_devices_are_stated_and_not_followed(read, spool, kind, reason):
    entries = [(link("way/out", "/etc/passwd", kind), b""), (plain("way/out/x.txt", 1), b"1")]
    reading = read("a.tar", tar_of(entries), spool=spool)
    assert reading.outcome == "partly_read"
    assert [(entry.name, entry.reason) for entry in reading.not_taken] == [("way/out", reason)]
    assert taken(reading) == {"way/out/x.txt": b"1"}


@pytest.mark.parametrize("packing", ["gz", "xz", "bz2"])
def test_a_bomb_is_left_and_the_members_behind_it_are_taken(read, spool, packing):
    data = tar({"a.txt": b"a", "zeros": bytes(24 << 20), "b.txt": b"b"}, packing)
    reading = read("a.tar", data, spool=spool)
    assert (reading.outcome, taken(reading)) == ("partly_read", {"a.txt": b"a", "b.txt": b"b"})
    assert [(entry.name, "hostile or too large" in entry.reason) for entry in reading.not_taken] == [
        ("zeros", True)
    ]


def test_what_lies_behind_too_great_a_bomb_is_said_not_to_be_reached(read, spool):
    header = plain("zeros", 1 << 42).tobuf(tarfile.GNU_FORMAT)
    data = gzip.compress(tar({"a.txt": b"a"})[:1024] + header + bytes(24 << 20))
    reading = read("a.tar.gz", data, spool=spool)
    assert (reading.outcome, taken(reading)) == ("partly_read", {"a.txt": b"a"})
    assert "what lies behind zeros is not reached" in reading.reason


def test_a_hole_in_a_sparse_file_is_as_large_as_it_says(read, spool):
    info = plain("hole", 0)
    info.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.name": "hole"}
    info.pax_headers |= {"GNU.sparse.size": str(1 << 40), "GNU.sparse.map": f"{1 << 40},0"}
    reading = read("a.tar", tar_of([(info, b""), (plain("b.txt", 1), b"b")]), spool=spool)
    assert taken(reading) == {"b.txt": b"b"}
    assert "swells to more than 200 times" in reading.not_taken[0].reason


def test_limits_of_members_and_of_the_folder_are_stated(read, spool):
    data = tar({f"{number}.txt": bytes([number]) * 100 for number in range(5)})
    reading = read("a.tar", data, spool=spool, limits=Limits(members=3))
    assert (len(reading.members), reading.reason) == (3, "only the first 3 members are taken")
    reading = read("a.tar", data, spool=spool, limits=Limits(spool=250))
    assert (len(reading.members), reading.outcome) == (2, "partly_read")
    assert "take up more than the limit" in reading.reason


def test_without_a_folder_the_members_are_listed(read):
    reading = read("a.tar", tar(FILES))
    assert [entry.name for entry in reading.not_taken] == list(FILES)
    assert reading.members == []


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_cut_archive_gives_what_is_there(read, spool, share):
    data = tar({f"{n}.bin": bytes(range(256)) * 40 for n in range(8)})
    reading = read("a.tar", data[: int(len(data) * share)], spool=spool)
    assert reading.outcome == "partly_read"
    assert reading.remedy
    assert all(content == bytes(range(256)) * 40 for content in taken(reading).values())
    assert reading.members


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.7z", lambda: written(FILES, "7zip")[:-9]),
        ("a.gz", lambda: gzip.compress(b"x" * 999)[:9]),
        ("a.xz", lambda: lzma.compress(bytes(99))[:20]),
        ("a.rar", lambda: rar4(FILES)[:15]),
    ],
)
def test_one_without_its_beginning_or_end_is_refused(read, spool, name, data):
    reading = read(name, data(), spool=spool)
    assert (reading.outcome, reading.members) == ("refused", [])
    assert "damaged" in reading.reason
    assert reading.remedy


def test_an_empty_one_is_kept(read, spool):
    assert read("a.gz", gzip.compress(b""), spool=spool).reason == "kept: an archive with nothing in it"


def test_a_packed_file_that_begins_with_zeros_is_no_empty_tar(read, spool):
    reading = read("disk.img.gz", gzip.compress(bytes(4096) + b"x"), spool=spool)
    assert taken(reading) == {"disk.img": bytes(4096) + b"x"}


def test_a_locked_rar_says_what_to_do(read, spool):
    reading = read("a.rar", rar4({"s.txt": b"locked bytes"}, locked=True), spool=spool, passwords=("secret",))
    assert (reading.outcome, reading.members) == ("refused", [])
    assert "locked with a password" in reading.reason
    assert reading.remedy == "unpack it with its password by hand, and add the files"


def test_without_the_library_it_is_kept_and_says_what_to_install(tmp_path, monkeypatch):
    from sijil.readers import Fence, start

    monkeypatch.setattr(
        start, "_environment", lambda real=start._environment: real() | {"LIBARCHIVE": "libnone.so"}
    )
    path = tmp_path / "a.tar"
    path.write_bytes(tar(FILES))
    with Fence() as fence:
        reading = fence.read(path, name="a.tar")
    assert (reading.outcome, "libarchive is not installed" in reading.reason) == ("kept", True)
    assert "apt install libarchive13" in reading.remedy
