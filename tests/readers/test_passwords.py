"""Locked files: the right password opens them, and without it one line says what to do."""

import io
from functools import cache

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from office_specimens import bulk, paragraph, word
from pdf_specimens import latin, pdf
from pypdf import PdfReader, PdfWriter

REMEDY = "give its password with --password-file"


def locked_pdf(user: str, owner: str = "owner") -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf([latin(["Four people were killed"])]))))
    writer.encrypt(user, owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_office(data: bytes) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("secret", out)
    return out.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["name", "age"])
    book.active.append(["Ali", 36])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def specimen(name: str) -> bytes:
    if name == "list.pdf":
        return locked_pdf("secret")
    return locked_office(
        workbook() if name == "list.xlsx" else word(paragraph("Four people were killed"), image=bulk())
    )


NAMES = ["list.pdf", "list.docx", "list.xlsx"]


@pytest.mark.parametrize("name", NAMES)
def test_the_right_password_opens_it(read, name):
    reading = read(name, specimen(name), passwords=("wrong", "secret"))
    assert reading.outcome == "read"
    assert reading.reader == name.partition(".")[2]
    assert "killed" in reading.renditions[0].text or "Ali\t36" in reading.renditions[0].text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("passwords", "reason"),
    [
        ((), "locked with a password"),
        (("wrong",), "the password given does not open it"),
        (("wrong", "again"), "none of the 2 passwords given opens it"),
    ],
)
def test_without_it_one_line_says_what_to_do(read, name, passwords, reason):
    reading = read(name, specimen(name), passwords=passwords)
    assert (reading.outcome, reading.reason, reading.remedy) == ("refused", reason, REMEDY)


def test_a_pdf_locked_against_printing_only_needs_no_password(read):
    assert read("a.pdf", locked_pdf("")).outcome == "read"


def test_old_office_files_are_kept_and_say_what_to_do(read):
    # A compound file with one stream, `WordDocument`, as an old Word document has it.
    reading = read("a.doc", compound_file("WordDocument"))
    assert reading.outcome == "kept"
    assert reading.reason == "no reader for an old Word document (.doc) (application/msword) yet"
    assert "save it as .docx" in reading.remedy
    assert "an old Excel workbook" in read("a.xls", compound_file("Workbook")).reason
    assert "unknown kind" in read("a.bin", compound_file("Other")).reason


def test_a_compound_file_cut_short_is_refused(read):
    reading = read("a.doc", compound_file("WordDocument")[:700])
    assert reading.outcome == "refused"


def compound_file(stream: str) -> bytes:
    """The smallest OLE container: a header, one table sector, one folder sector."""
    free, end, table = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\xfd\xff\xff\xff"
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
        + b"\0" * 6
        + b"\0\0\0\0"
        + b"\x01\0\0\0"
        + b"\x01\0\0\0"
        + b"\0\0\0\0"
        + b"\0\x10\0\0"
        + end
        + b"\0\0\0\0"
        + end
        + b"\0\0\0\0"
        + b"\0\0\0\0"
        + free * 108
    )
    allocation = table + end + free * 126
    return header + allocation + _entry("Root Entry", 5, 1) + _entry(stream, 2, 0xFFFFFFFF) + b"\0" * 256


def _entry(name: str, kind: int, child: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    none = b"\xff\xff\xff\xff"
    return (
        raw.ljust(64, b"\0")
        + len(raw).to_bytes(2, "little")
        + bytes([kind, 1])
        + none
        + none
        + child.to_bytes(4, "little")
        + b"\0" * 36
        + b"\xfe\xff\xff\xff"
        + b"\0" * 8
    )
