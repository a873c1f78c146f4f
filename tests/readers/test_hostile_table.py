"""The table of hostile files, at the sizes measured there, through the fence with and without bubblewrap.

Each ends within its limits in a stated outcome, and the next file is still read by the same fence (reference on
custody and reading, section 7). `test_hostile.py` and the tests of each reader hold the small and the odd ones.
"""

import hashlib
import io
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from archive_specimens import HAS_LIBRARY, WANTED, link, plain, tar_of
from office_specimens import excel, package, word
from pdf_specimens import of_packed_content
from swelling_specimens import Swelling, gzipped, picture, zeros, zipped, zlib_stream
from test_hostile import HOSTILE

from sijil.readers import Fence, Limits, transcript
from sijil.readers import start as starting

MIB = 1 << 20


@pytest.fixture(scope="module", params=["plain", "bubblewrap"])
def either_fence(request: pytest.FixtureRequest) -> Iterator[Fence]:
    """One fence for all hostile files: it must outlive every one of them."""
    if request.param == "bubblewrap" and not starting.bwrap_command():
        pytest.skip("needs bubblewrap that may start (on Debian: apt install bubblewrap)")
    with pytest.MonkeyPatch.context() as patched:
        if request.param == "plain":
            patched.setattr(starting, "bwrap_command", lambda: ())
        with Fence() as opened:
            yield opened


@dataclass(frozen=True)
class Row:
    """A hostile file and what it must end in: one of the outcomes, with these words among its reason."""

    made: Callable[[], bytes]
    outcomes: tuple[str, ...]
    reason: str = ""
    members: tuple[str, ...] = ()


def _nested_divs() -> bytes:
    return b"<html><body>" + b"<div>" * 200_000 + b"Twelve people were killed" + b"</div>" * 200_000


def _nested_parts() -> bytes:
    deep = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    return b"From: a@x.example\nTo: b@x.example\nSubject: s\n" + b"".join(deep) + b"\n\nhi"


def _one_text(mebibytes: int) -> bytes:
    """A Word document of one text that packs no better than some real ones, so that its ratio is no reason."""
    letters = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(160))
    block = (letters * 103).encode()[:MIB]
    with zipfile.ZipFile(io.BytesIO(word("@"))) as empty:
        parts = {name: Swelling(empty.read(name)) for name in empty.namelist()}
    before, after = parts["word/document.xml"].block.split(b"@")
    before, after = before + b"<w:p><w:r><w:t>", b"</w:t></w:r></w:p>" + after
    return zipped(parts | {"word/document.xml": Swelling(block, mebibytes, before, after)})


def _climbing_tar() -> bytes:
    return tar_of(
        [
            (link("out", "/tmp", tarfile.SYMTYPE), b""),
            (plain("out/evil.txt", 1), b"1"),
            (link("hard", "/etc/passwd", tarfile.LNKTYPE), b""),
            (link("disk", "", tarfile.BLKTYPE), b""),
            (plain("../../../evil.txt", 1), b"2"),
            (plain("/etc/evil.txt", 1), b"3"),
        ]
    )


_ANY = ("read", "partly_read", "refused", "kept")
_NAMES = ("../../evil", "/etc/evil", "C:\\evil", "\\\\server\\evil", "a/../../evil")

TABLE = {
    "gigabyte.zip": Row(lambda: zipped({"z": zeros(1024)}), ("refused",), "swells to more than 200 times"),
    "overlapping.zip": Row(
        lambda: zipped({"z": zeros(8)}, 2000), ("partly_read",), "packed bytes are those of another"
    ),
    "names.zip": Row(lambda: package(dict.fromkeys(_NAMES, "1")), ("read",), "", _NAMES),
    "gigabyte.gz": Row(lambda: gzipped(zeros(1024)), ("refused",), "swells to more than 200 times"),
    "climbing.tar": Row(
        _climbing_tar, ("partly_read",), "not taken", ("out/evil.txt", "../../../evil.txt", "/etc/evil.txt")
    ),
    "external.docx": Row(HOSTILE["external.docx"], ("refused",), "hostile"),
    "laughs.docx": Row(HOSTILE["laughs.docx"], ("refused",), "hostile"),
    "one_text.docx": Row(lambda: _one_text(500), ("refused",)),
    "external.xlsx": Row(HOSTILE["external.xlsx"], ("refused",), "hostile"),
    "laughs.xlsx": Row(HOSTILE["laughs.xlsx"], ("refused",), "hostile"),
    "far_cell.xlsx": Row(
        lambda: excel('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'), ("read", "partly_read")
    ),
    "gigabyte.pdf": Row(lambda: of_packed_content(zlib_stream(zeros(1024))), _ANY),
    "gigapixel.png": Row(lambda: picture(40_000), ("kept",)),
    "nested.html": Row(_nested_divs, ("read", "partly_read")),
    "nested.eml": Row(_nested_parts, ("refused",), "nested deeper than can be followed"),
}


@cache
def _bytes_of(name: str) -> bytes:
    return TABLE[name].made()


@pytest.mark.parametrize("name", TABLE)
def test_it_ends_in_a_stated_outcome_and_the_next_file_is_read(either_fence, tmp_path, name):
    if name.endswith((".tar", ".gz")) and not HAS_LIBRARY:
        pytest.skip(WANTED)
    row, spool = TABLE[name], tmp_path / "spool"
    spool.mkdir()
    (tmp_path / "hostile").write_bytes(_bytes_of(name))
    (tmp_path / "next").write_text("four people were killed", "utf-8")
    started = time.monotonic()
    found = either_fence.read(tmp_path / "hostile", name=name, spool=spool)
    assert time.monotonic() - started < Limits().wall_seconds
    assert found.outcome in row.outcomes
    assert found.outcome == "read" or found.reason
    assert row.reason in found.reason
    if row.members:
        assert tuple(member.name for member in found.members) == row.members
    _nothing_outside(tmp_path, spool, len(found.members))
    assert either_fence.read(tmp_path / "next", name="next.txt").outcome == "read"


def test_a_picture_of_forty_thousand_pixels_a_side_is_not_transcribed(either_fence, tmp_path):
    if not transcript.installed():
        pytest.skip("needs the extra `ocr`")
    (tmp_path / "hostile").write_bytes(_bytes_of("gigapixel.png"))
    found = either_fence.transcribe(tmp_path / "hostile", media_type="image/png")
    assert (found.outcome, "too many pixels" in found.reason) == ("refused", True)


def _nothing_outside(home: Path, spool: Path, members: int) -> None:
    assert sorted(path.name for path in home.iterdir()) == ["hostile", "next", "spool"]
    lying = [path for path in spool.rglob("*") if not path.is_dir()]
    assert len(lying) == members
    assert all(path.name.startswith("member-") and not path.is_symlink() for path in lying)
    assert not list(Path("/tmp").glob("evil*"))
    assert not Path("/etc/evil.txt").exists()
