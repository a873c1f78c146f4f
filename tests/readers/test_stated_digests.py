"""Digests that a web archive (WACZ) or a bag inside an archive states of its own files are checked and said."""

import hashlib
import json

import pytest
from archive_specimens import HAS_LIBRARY, WANTED, tar
from office_specimens import package

PAGE = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
FILES = {"archive/data.warc": PAGE, "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n'}
HOLDS = "all files are what the archive states (2)"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def listed(files: dict[str, bytes], **more: object) -> bytes:
    resources = [{"path": path, "hash": f"sha256:{sha256(data)}"} for path, data in files.items()]
    return json.dumps({"profile": "data-package", "resources": resources} | more).encode()


def digest_of(package_file: bytes, **more: object) -> bytes:
    return json.dumps({"path": "datapackage.json", "hash": f"sha256:{sha256(package_file)}"} | more).encode()


def wacz(files: dict[str, bytes], stated: bytes, digest: bytes | None = None) -> bytes:
    return package(
        files | {"datapackage.json": stated} | ({"datapackage-digest.json": digest} if digest else {})
    )


def test_a_whole_web_archive_is_as_stated_and_its_answers_are_members(read, spool):
    stated = listed(FILES, title="Example", created="2025-03-08T10:00:00Z", software="made by hand")
    reading = read("a.wacz", wacz(FILES, stated, digest_of(stated, signedData={})), spool=spool)
    assert (reading.outcome, len(reading.members)) == ("read", 4)
    assert reading.metadata["stated_digests"].split("; ") == [
        HOLDS,
        "the list of digests is what its own digest states",
        "signed, signature not checked",
    ]
    assert reading.metadata["title"] == "Example"


def test_the_older_way_of_writing_them_is_read(read, spool):
    resources = [
        {"path": path, "stats": {"hash": sha256(data), "bytes": len(data)}, "hashing": "sha256"}
        for path, data in FILES.items()
    ]
    stated = json.dumps({"resources": resources}).encode()
    assert read("a.wacz", wacz(FILES, stated), spool=spool).metadata["stated_digests"] == HOLDS


@pytest.mark.parametrize(
    ("altered", "named"),
    [
        ({"archive/data.warc": PAGE + b"x"}, "archive/data.warc"),
        ({"pages/pages.jsonl": b""}, "pages/pages.jsonl"),
    ],
)
def test_an_altered_file_is_named_and_still_taken(read, spool, altered, named):
    reading = read("a.wacz", wacz(FILES | altered, listed(FILES)), spool=spool)
    assert (reading.outcome, reading.reason) == ("partly_read", f"not what the archive states: {named}")
    assert reading.metadata["stated_digests"] == f"not what the archive states ({named})"
    assert len(reading.members) == 3


def test_a_missing_file_and_an_altered_list_are_named(read, spool):
    files = {"archive/data.warc": PAGE}
    reading = read("a.wacz", wacz(files, listed(FILES), digest_of(listed({}))), spool=spool)
    assert reading.reason == "not what the archive states: pages/pages.jsonl, datapackage.json"


def test_two_members_of_one_name_do_not_vouch_for_each_other(read, spool):
    import io
    import warnings
    import zipfile

    out = io.BytesIO(wacz(FILES, listed(FILES)))
    with zipfile.ZipFile(out, "a") as more, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        more.writestr("archive/data.warc", PAGE + b"forged")
    assert "archive/data.warc" in read("a.wacz", out.getvalue(), spool=spool).reason


@pytest.mark.parametrize(
    "stated", [b"no json", b"[]", b'{"resources": [1, {"path": 2}, {"path": "a", "hash": "crc:1"}]}']
)
def test_a_list_that_says_nothing_is_said(read, spool, stated):
    reading = read("a.wacz", wacz(FILES, stated), spool=spool)
    assert (reading.outcome, reading.metadata["stated_digests"]) == ("read", "none")


def bag(folder: str, payload: bytes = b"name,age\n") -> dict[str, bytes]:
    return {
        f"{folder}bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        f"{folder}manifest-sha256.txt": f"{sha256(b'name,age' + bytes([10]))}  data/list.csv\n".encode(),
        f"{folder}data/list.csv": payload,
    }


@pytest.mark.parametrize("folder", ["", "bag-2025/"])
def test_a_bag_in_a_zip_is_recognised_and_its_payload_checked(read, spool, folder):
    reading = read("a.zip", package(bag(folder)), spool=spool)
    assert reading.outcome == "read"
    assert reading.metadata["stated_digests"] == "all files are what the archive states (1)"
    assert reading.metadata["bag"].startswith("a BagIt bag; unpack it and add the folder")
    reading = read("a.zip", package(bag(folder, b"name,age\nX,1\n")), spool=spool)
    assert reading.reason == "not what the archive states: data/list.csv"


@pytest.mark.skipif(not HAS_LIBRARY, reason=WANTED)
def test_a_bag_in_a_tar_is_recognised(read, spool):
    assert read("a.tar", tar(bag("b/")), spool=spool).metadata["bag"].startswith("a BagIt bag")
    assert "bag" not in read("a.tar", tar({"b/c/bagit.txt": b""}), spool=spool).metadata
