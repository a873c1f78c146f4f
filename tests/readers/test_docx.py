"""Word documents: reading order, and every other voice apart."""

import io

import pytest
from docx import Document
from office_specimens import W, paragraph, part, word, word_of_part


def parts(reading) -> dict[str, str]:
    return {rendition.part: rendition.text for rendition in reading.renditions}


def test_paragraphs_and_tables_come_in_document_order(read):
    document = Document()
    document.add_paragraph("Before")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Name", "Age"
    table.cell(1, 0).text, table.cell(1, 1).text = "Ali\nHassan", "36"
    document.add_paragraph("After")
    document.sections[0].header.paragraphs[0].text = "Internal"
    document.sections[0].footer.paragraphs[0].text = "Page"
    document.core_properties.author = "Interviewer 2"
    document.core_properties.title = "Note"
    out = io.BytesIO()
    document.save(out)
    reading = read("note.docx", out.getvalue())
    assert reading.outcome == "read"
    assert parts(reading) == {
        "text": "Before\nName\tAge\nAli Hassan\t36\nAfter",
        "headers": "Internal",
        "footers": "Page",
    }
    assert (reading.metadata["author"], reading.metadata["title"]) == ("Interviewer 2", "Note")
    assert reading.metadata["created"]


def test_tracked_changes_are_told_apart_with_who_and_when(read):
    body = (
        "<w:p><w:r><w:t>I saw </w:t></w:r>"
        '<w:del w:author="A. One" w:date="2025-04-23T09:05:00Z"><w:r><w:delText>nine</w:delText></w:r></w:del>'
        '<w:ins w:author="A. One" w:date="2025-04-23T09:05:00Z"><w:r><w:t>eleven</w:t></w:r></w:ins>'
        "<w:r><w:t> bodies.</w:t></w:r></w:p>"
    )
    reading = read("note.docx", word(body))
    assert parts(reading) == {
        "text": "I saw eleven bodies.",
        "deleted text": "[A. One, 2025-04-23T09:05:00Z] nine",
    }
    assert reading.metadata["tracked_changes"] == "1 insertions (in the text), 1 deletions"


def test_moved_text_stands_once_in_its_new_place(read):
    body = (
        '<w:p><w:moveFrom w:author="A"><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>'
        + paragraph("between")
        + '<w:p><w:moveTo w:author="A"><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>'
    )
    assert parts(read("note.docx", word(body))) == {
        "text": "\nbetween\nmoved",
        "deleted text": "[A] moved",
    }


def test_notes_and_comments_are_voices_of_their_own(read):
    comments = part(
        "comments", f'<w:comment w:author="Rana" w:date="2025-03-08">{paragraph("Ask again.")}</w:comment>'
    )
    footnotes = part(
        "footnotes",
        f'<w:footnote w:type="separator">{paragraph("---")}</w:footnote>'
        f"<w:footnote>{paragraph('He is not sure.')}</w:footnote>",
    )
    endnotes = part("endnotes", f"<w:endnote>{paragraph('By telephone.')}</w:endnote>")
    reading = read(
        "note.docx", word(paragraph("Text."), comments=comments, footnotes=footnotes, endnotes=endnotes)
    )
    assert parts(reading) == {
        "text": "Text.",
        "footnotes": "He is not sure.",
        "endnotes": "By telephone.",
        "comments": "[Rana, 2025-03-08] Ask again.",
    }


def test_text_boxes_are_read_once(read):
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p><w:r><w:t>Anchor</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="{mc}">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>{paragraph('Next')}"
    )
    assert parts(read("note.docx", word(body))) == {"text": "Anchor\nIn the box\nNext"}


def test_hidden_text_is_read_and_stated(read):
    styles = part("styles", '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>')
    body = (
        "<w:p><w:r><w:t>Seen </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown </w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>by style</w:t></w:r></w:p>'
    )
    reading = read("note.docx", word(body, styles=styles))
    assert parts(reading) == {"text": "Seen hidden shown by style"}
    assert reading.metadata["hidden_text"] == "2 stretches of hidden text are included"


def test_links_fields_controls_tabs_and_breaks(read):
    body = (
        "<w:p><w:hyperlink><w:r><w:t>the link</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t> 12</w:t></w:r></w:fldSimple>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> field</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('In a control')}</w:sdtContent></w:sdt>"
    )
    assert parts(read("note.docx", word(body))) == {"text": "the link 12 field\ta\nb\u2011c\nIn a control"}


def test_a_table_in_a_table_and_empty_cells_keep_their_places(read):
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc><w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>{inner}<w:p/></w:tc><w:tc>{paragraph('z')}</w:tc></w:tr></w:tbl>"
    assert parts(read("note.docx", word(body))) == {"text": "\tx y\tz"}


def test_the_strict_form_reads_alike(read):
    root = f'<w:document xmlns:w="{W}"><w:body>{paragraph("Strict text")}</w:body></w:document>'
    strict = root.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert parts(read("note.docx", word_of_part(strict))) == {"text": "Strict text"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_because_text_behind_it_is_lost(read, encoding):
    root = (
        f'<?xml version="1.0" encoding="{encoding}"?><!-- x --><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{W}"><w:body>{paragraph("A&e;B")}</w:body></w:document>'
    )
    specimen = word_of_part(root.encode(encoding))  # type: ignore[arg-type]  # parts may be bytes
    reading = read("note.docx", specimen)
    assert reading.outcome == "refused"
    assert reading.reason == (
        "hostile: it declares a document type in its part word/document.xml, behind which text can be hidden"
    )
    assert reading.renditions == []


def test_an_encoding_that_could_hide_a_document_type_is_refused(read):
    reading = read("note.docx", word_of_part('<?xml version="1.0" encoding="UTF-7"?><w/>'))
    assert (reading.outcome, "UTF-7" in reading.reason) == ("refused", True)


def test_a_document_of_pictures_only_says_so(read):
    reading = read("note.docx", word("<w:p/>", image="not really a picture"))
    assert reading.outcome == "partly_read"
    assert reading.reason == "no text in it: only pictures"
    assert reading.metadata["pictures"] == "1 pictures inside are not read"


def test_embedded_files_are_stated(read):
    reading = read("note.docx", word(paragraph("Text"), oleObject="x"))
    assert (reading.outcome, reading.reason) == ("partly_read", "1 files embedded in it are not read")


def test_program_code_is_stated_and_never_run(read):
    reading = read(
        "note.docm", word(paragraph("Text"), vbaProject="x").replace(b"vbaProject.xml", b"vbaProject.bin")
    )
    assert reading.outcome == "read"
    assert "never run" in reading.metadata["macros"]
