"""Damage anywhere in a file of any kind ends in one stated outcome, and the parent lives."""

import io
import zipfile
from functools import cache

import openpyxl
import pytest
from archive_specimens import HAS_LIBRARY, rar4, rar5, tar, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from office_specimens import bulk, paragraph, part, word
from pdf_specimens import glyphs, latin, leftward, pdf

from sijil.readers import Reading
from sijil.readers.reading import OUTCOMES


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["الاسم", "Age"])
    book.active.append(["أحمد", 36])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", "four killed " * 30)
        made.writestr("قائمة.csv", "name,age\n" * 30)
    return out.getvalue()


@cache
def locked() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(word(paragraph("x"), image=bulk()))).encrypt("secret", out)
    return out.getvalue()


_MAIL = (
    "From: a@x\nTo: b@x\nSubject: =?utf-8?B?2KrZgtix2YrYsQ==?=\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/plain; charset=utf-8\n\nقتل أربعة\n'
    '--B\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf"\n'
    "Content-Transfer-Encoding: base64\n\neHh4eHh4\n--B--\n"
)
SPECIMENS = {
    "a.txt": ("قتل أربعة رجال في القرية. " * 8).encode(),
    "a.html": f"<html><title>x</title><body><p>{'Four people were killed. ' * 9}</p></body></html>".encode(),
    "a.csv": 'الاسم;العمر\n"أحمد\nعلي";36\nرنا;4\n'.encode("cp1256"),
    "a.pdf": pdf([latin(["Four people were killed"]), glyphs(leftward("قتل أربعة رجال"))]),
    "a.docx": word(paragraph("Four killed"), comments=part("comments", paragraph("x"))),
    "a.xlsx": workbook(),
    "a.eml": _MAIL.encode(),
    "a.zip": archive(),
    "locked.docx": b"",
}
if HAS_LIBRARY:
    _MEMBERS = {"a.txt": b"four killed " * 30, "قائمة.csv": b"name,age\n" * 30}
    SPECIMENS |= {
        "a.tar": tar(_MEMBERS),
        "a.tar.gz": tar(_MEMBERS, "gz"),
        "a.7z": written(_MEMBERS, "7zip"),
        "a.rar": rar4(_MEMBERS),
        "a5.rar": rar5(_MEMBERS),
    }


def specimen(name: str) -> bytes:
    # Locking takes its time: only when it is asked for.
    return locked() if name == "locked.docx" else SPECIMENS[name]


def assert_stated(reading: Reading) -> None:
    assert reading.outcome in OUTCOMES
    assert bool(reading.reason) == (reading.outcome != "read")
    assert "\n" not in reading.reason + reading.remedy
    for table in reading.tables:
        text = reading.renditions[table.rendition].text
        for row in table.rows:
            assert text[row.start : row.end].split("\t") == [
                text[cell.start : cell.end] for cell in row.cells
            ]


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_whole_specimen_is_read(read, spool, name):
    reading = read(name, specimen(name), spool=spool, passwords=("secret",))
    assert (reading.outcome, reading.reason) == ("read", "")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(SPECIMENS)), share=st.floats(0, 1))
def test_a_file_cut_anywhere_ends_in_a_stated_outcome(read, spool, name, share):
    data = specimen(name)
    assert_stated(read(name, data[: int(share * len(data))], spool=spool, passwords=("secret",)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(SPECIMENS)),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12
    ),
)
def test_a_file_with_altered_bytes_ends_in_a_stated_outcome(read, spool, name, changes):
    data = bytearray(specimen(name))
    for share, byte in changes:
        data[int(share * len(data))] = byte
    assert_stated(read(name, bytes(data), spool=spool, passwords=("secret",)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(SPECIMENS)), noise=st.binary(max_size=200))
def test_noise_under_any_name_ends_in_a_stated_outcome(read, spool, name, noise):
    assert_stated(read(name, specimen(name)[:40] + noise, spool=spool))


@pytest.mark.parametrize(
    ("name", "spoilt", "kept"),
    [
        ("a.docx", "word/comments.xml", "Four killed"),
        ("a.xlsx", "xl/theme/theme1.xml", "الاسم\tAge\nأحمد\t36"),
    ],
)
def test_a_damaged_part_that_is_not_needed_costs_only_itself(read, name, spoilt, kept):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(specimen(name))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, b"<spoilt" if info.filename == spoilt else old.read(info))
    data = out.getvalue().replace(b"<spoilt", b"<spoiXt", 1)
    reading = read(name, data)
    assert reading.outcome == "partly_read"
    assert reading.reason == f"damaged: its parts {spoilt} cannot be read"
    assert reading.renditions[0].text == kept


def test_a_damaged_part_that_is_needed_is_named(read):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(specimen("a.docx"))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(
                info.filename, b"<w:open" if info.filename == "word/document.xml" else old.read(info)
            )
    reading = read("a.docx", out.getvalue())
    assert (reading.outcome, reading.reason) == (
        "refused",
        "damaged: its part word/document.xml cannot be read",
    )
