"""Hostile files, each with a stated outcome and a parent that lives (custody and reading, section 7)."""

import io
import zipfile

import pytest
from office_specimens import W, content_types, excel, paragraph, relations, word, word_of_part
from pdf_specimens import twice_deflated

_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_EXTERNAL = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def swapped(data: bytes, name: str, content: str) -> bytes:
    """An Office file with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("zeros", b"\0" * (16 << 20))
    return out.getvalue()


def word_bomb() -> bytes:
    return word(paragraph("x" * (16 << 20)))


HOSTILE = {
    "bomb.zip": bomb,
    "external.docx": lambda: word_of_part(
        f'{_EXTERNAL}<w:document xmlns:w="{W}"><w:body>{paragraph("A&e;B")}</w:body></w:document>'
    ),
    "laughs.docx": lambda: word_of_part(
        f'{_LAUGHS}<w:document xmlns:w="{W}"><w:body>{paragraph("&j;")}</w:body></w:document>'
    ),
    "big_text.docx": word_bomb,
    "external.xlsx": lambda: swapped(excel(""), "xl/workbook.xml", f"{_EXTERNAL}<workbook>&e;</workbook>"),
    "laughs.xlsx": lambda: swapped(excel(""), "xl/sharedStrings.xml", f"{_LAUGHS}<sst>&j;</sst>"),
    "rels.docx": lambda: swapped(
        word(paragraph("x")), "_rels/.rels", f"{_LAUGHS}<Relationships>&j;</Relationships>"
    ),
    "swelling.pdf": lambda: twice_deflated(64 << 20),
}


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "swelling.pdf"])
def test_it_is_refused_with_a_reason_and_gives_no_text(read, spool, name):
    reading = read(name, HOSTILE[name](), spool=spool)
    assert reading.outcome == "refused"
    assert reading.reason
    assert "\n" not in reading.reason
    assert reading.remedy
    assert reading.renditions == []
    assert reading.members == []


def test_a_swelling_page_ends_in_some_stated_outcome(read):
    assert read("swelling.pdf", HOSTILE["swelling.pdf"]()).outcome in ("read", "partly_read", "refused")
    assert read("note.txt", b"still here").outcome == "read"


def test_an_external_relation_is_not_followed(read):
    outside = relations({"r1": ("officeDocument", "word/document.xml")}).replace(
        "</Relationships>",
        '<Relationship Id="r2" Type="x/core-properties" Target="http://x.example/" TargetMode="External"/>'
        "</Relationships>",
    )
    reading = read("a.docx", swapped(word(paragraph("x")), "_rels/.rels", outside))
    assert reading.renditions[0].text == "x"


def test_a_part_outside_the_package_is_not_a_file_of_ours(read):
    climbing = relations({"r1": ("officeDocument", "../../../../etc/passwd")})
    reading = read("a.docx", swapped(word(paragraph("x")), "_rels/.rels", climbing))
    assert reading.outcome in ("refused", "kept")


def test_a_workbook_that_says_it_is_a_document_is_read_as_what_it_is(read):
    wrong = content_types("xl/workbook.xml", "application/octet-stream")
    reading = read("a.xlsx", swapped(excel(""), "[Content_Types].xml", wrong))
    assert (reading.outcome, "no reader for an Office file of the type" in reading.reason) == ("kept", True)
