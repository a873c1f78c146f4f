"""The kind of a file comes from its bytes; the name only settles what they leave open."""

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from office_specimens import excel, word

from sijil.readers import sniff
from sijil.readers.media_type import EXCEL, WORD
from sijil.readers.registry import FAMILIES, reader_for
from sijil.readers.tables import rows_of


def kind(head: bytes, name: str = "file.bin") -> str:
    return sniff(head[:16_384], name, len(head))


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def test_each_signature_of_the_table_is_recognised_whatever_the_name():
    for row in rows_of("signatures"):
        body = bytes.fromhex(row["bytes"].replace("..", "30"))
        head = b"\x01" * int(row["offset"]) + body + b"\x30" * 64
        assert kind(head, "victims.txt") == row["media_type"], row


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (b"Four people were killed.", "a.txt", "text/plain"),
        (b"Four people were killed.", "a.mp4", "text/plain"),
        ("قتل".encode("cp1256") * 20, "a.txt", "text/plain"),
        ("قتل أربعة".encode("utf-16-le"), "a.txt", "text/plain"),
        (b"name,age\nAli,3", "a.csv", "text/csv"),
        (b"name\tage\nAli\t3", "a.tsv", "text/tab-separated-values"),
        (b"name,age\nAli,3", "a.txt", "text/plain"),
        (b"\n<!DOCTYPE html><html></html>", "a.txt", "text/html"),
        (b"<!-- saved from url=(0020)https://x.example/ -->\n<html>", "a", "text/html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', "a", "text/html"),
        (b"From: a@x.example\nTo: b@x.example\nSubject: s\n\nhi", "a.bin", "message/rfc822"),
        (b"Received: by x\nSubject: s\n\nhi", "a", "message/rfc822"),
        (
            b"From: <Saved by Blink>\nSnapshot-Content-Location: x\nSubject: s\nMIME-Version: 1.0\n",
            "a",
            "multipart/related",
        ),
        (b"From a@x.example Fri Mar 7\nFrom: a@x\nTo: b@x\nSubject: s\n", "a", "application/mbox"),
        (b'{"name": "Chat", "messages": []}', "result.json", "application/x-telegram-json"),
        (b'[{"a": 1}]', "a.json", "application/json"),
        (b"[12:30] He said: four were killed", "a.txt", "text/plain"),
        (
            b'<html><body><div class="message default clearfix" id="message12">',
            "messages.html",
            "application/x-telegram-html",
        ),
        (
            b"[13/11/2025, 12:25:55] Ali: hi\n[13/11/2025, 12:26:55] Rana: yes",
            "_chat.txt",
            "application/x-whatsapp-chat",
        ),
        (b"[13/11/2025, 12:25:55] Ali: hi\n[13/11/2025, 12:26:55] Rana: yes", "note.txt", "text/plain"),
        (b"Statement\n\nName: Ali", "a.txt", "text/plain"),
        (bytes(range(256)) * 8, "a.txt", "application/octet-stream"),
        (b"\x1aE\xdf\xa3....webm", "a", "video/webm"),
        (b"junk before\n%PDF-1.4", "a", "application/pdf"),
        (b"<?xml version='1.0'?><svg/>", "a", "image/svg+xml"),
    ],
)
def test_kinds_that_have_no_signature(head, name, media_type):
    assert kind(head, name) == media_type


def test_office_files_are_told_from_archives_by_their_parts():
    assert kind(saved(Document()), "renamed.zip") == WORD
    assert kind(word(""), "a.docx") == WORD
    # openpyxl writes its table of parts last: the folders tell.
    assert kind(saved(openpyxl.Workbook()), "a.zip") == EXCEL
    assert kind(excel(""), "a.xlsx") == EXCEL


def test_an_archive_called_docx_is_an_archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.csv", "name")
    assert kind(out.getvalue(), "a.docx") == "application/zip"


def test_an_opendocument_file_says_what_it_is():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert kind(out.getvalue(), "a.odt") == "application/vnd.oasis.opendocument.text"


def test_a_kind_without_a_reader_is_kept_and_says_so(read):
    reading = read("list.rtf", b"{\\rtf1 a list}")
    assert reading.outcome == "kept"
    assert reading.reason == "no reader for application/rtf yet"
    reading = read("slides.odp", b"8BPS" + b"\x00" * 100)
    assert "no reader for image/vnd.adobe.photoshop" in reading.reason


def test_every_reader_of_the_table_exists():
    assert {row["reader"] for row in rows_of("media_types")} - {""} <= FAMILIES.keys()
    assert reader_for("application/rtf") == ""
