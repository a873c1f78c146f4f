"""PDF: the text layer, the pages that have none, and Arabic in an order that cannot be quoted."""

import io

import pytest
from pdf_specimens import glyphs, latin, leftward, pdf, rightward, scanned, stepping_back, twice_deflated
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from sijil.readers import Limits, pdfium
from sijil.readers.pdf import iso_date, pages
from sijil.readers.pdf_order import in_printed_order, is_reversed, plain_text
from sijil.readers.pdfium import Glyph

_ARABIC = "قال الشاهد إن المسلحين قتلوا الرجال في القرية"


def test_pages_are_divided_by_form_feeds_and_their_starts_are_stated(read):
    reading = read(
        "a.pdf", pdf([latin(["Four people were killed", "said the mayor"]), latin(["Second page"])])
    )
    assert reading.outcome == "read"
    text = reading.renditions[0].text
    assert text == "Four people were killed\nsaid the mayor\fSecond page"
    assert reading.metadata["page_starts"] == "0 39"
    assert text[39:] == "Second page"


def test_properties_are_metadata_with_iso_dates(read):
    facts = {"Title": "Bulletin", "Author": "Monitor", "CreationDate": "D:20250415213000+03'00'"}
    said = read("a.pdf", pdf([latin(["x"])], extra=facts)).metadata
    assert (said["title"], said["author"], said["created"]) == (
        "Bulletin",
        "Monitor",
        "2025-04-15T21:30:00+03:00",
    )


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("D:20250415", "2025-04-15"),
        ("D:20250415213000Z", "2025-04-15T21:30:00Z"),
        ("20250415213000", "2025-04-15T21:30:00"),
        ("Tuesday", "Tuesday"),
    ],
)
def test_pdf_dates(stored, shown):
    assert iso_date(stored) == shown


def test_pages_without_text_are_named_and_blank_ones_apart(read):
    reading = read(
        "a.pdf", pdf([latin(["x"]), b"", scanned(), scanned(), scanned(), latin(["y"]), scanned()])
    )
    assert reading.outcome == "partly_read"
    assert reading.reason == "pages 3-5, 7 have no text layer (scanned?)"
    assert reading.metadata["blank_pages"] == "page 2"
    assert "OCR" in reading.remedy


def test_arabic_drawn_as_printed_is_read_in_reading_order(read):
    for order in (leftward(_ARABIC), sorted(leftward(_ARABIC), key=lambda place: place[1])):
        reading = read("a.pdf", pdf([glyphs(order)]))
        assert (reading.outcome, [r.text for r in reading.renditions]) == ("read", [_ARABIC])


@pytest.mark.parametrize("content", [stepping_back(_ARABIC), glyphs(rightward(_ARABIC))])
def test_arabic_in_visual_order_is_not_returned(read, content):
    reading = read("a.pdf", pdf([content]))
    assert reading.outcome == "partly_read"
    assert reading.reason == "Arabic text of this PDF is in visual order and cannot be quoted; needs OCR"
    assert reading.renditions == []


def test_only_the_pages_in_visual_order_are_withheld(read):
    reading = read("a.pdf", pdf([latin(["Four killed"]), stepping_back(_ARABIC)]))
    assert reading.reason == "Arabic text of page 2 is in visual order and cannot be quoted; needs OCR"
    assert reading.renditions[0].text == "Four killed\f"


def test_a_lam_alef_drawn_as_one_sign_is_put_right(read):
    # "والأطفال" with lam and alef-hamza in one glyph, which PDFium turns round.
    signs = ["و", "ا", "لأ", "ط", "ف", "ا", "ل"]
    reading = read("a.pdf", pdf([glyphs([(sign, 200 - 6 * at, 300) for at, sign in enumerate(signs)])]))
    assert (reading.outcome, reading.renditions[0].text) == ("read", "والأطفال")
    assert reading.metadata["lam_alef"].startswith("1 pairs")


def test_single_words_in_another_order_than_printed_cannot_be_quoted(read):
    reading = read("a.pdf", pdf([glyphs(leftward(_ARABIC)) + b"\n" + stepping_back("شخصا", y=200)]))
    assert reading.outcome == "partly_read"
    assert (
        reading.reason
        == "1 word comes in another order than printed on page 1 and cannot be quoted; needs OCR"
    )
    assert reading.renditions[0].text == f"{_ARABIC}\n\ufffd\ufffd\ufffd\ufffd"


def test_a_letter_that_stands_over_its_neighbour_is_no_wrong_order(read):
    places = [("م", 200, 300), ("ح", 192, 300), ("م", 193, 304), ("د", 184, 300)]
    assert in_printed_order([Glyph(ord(char), x, y, False) for char, x, y in places]).wrong == 0


def test_the_digits_of_a_number_must_go_to_the_right():
    places = [("3", 200, 300), ("4", 194, 300)]
    ordered = in_printed_order([Glyph(ord(char), x, y, False) for char, x, y in places])
    assert (ordered.text, ordered.wrong) == ("\ufffd\ufffd", 1)


def test_a_document_that_reads_right_to_left_does_not_turn_latin_lines(read):
    turned = "/ViewerPreferences << /Direction /R2L >>"
    reading = read("a.pdf", pdf([latin(["Four people were killed"])], catalog=turned))
    assert [r.text for r in reading.renditions] in ([], ["Four people were killed"])
    assert reading.renditions or reading.reason.startswith("text of this PDF is in visual order")


@pytest.mark.parametrize(
    ("text", "reversed_"),
    [
        ("قال الشاهد إن المسلحين قتلوا الرجال في القرية", False),
        ("لاق دهاشلا نإ نيحلسملا اولتق لاجرلا يف ةيرقلا", True),
        ("رجال وأطفال في جبال عيال", False),
        ("Four people", False),
    ],
)
def test_reversed_words_are_known_by_article_and_ending(text, reversed_):
    assert is_reversed(text) is reversed_


def test_a_list_of_pages_is_short():
    assert pages([3]) == "page 3"
    assert pages([1, 2, 5, 6, 7, 9]) == "pages 1, 2, 5-7, 9"


def test_a_truncated_pdf_is_refused(read):
    data = pdf([latin(["Four people were killed"])])
    reading = read("a.pdf", data[:900])
    assert reading.outcome == "refused"
    assert reading.reason == "cut short or damaged: it cannot be opened as a PDF"
    assert reading.remedy


def test_a_swelling_page_ends_the_child_and_not_the_parent(read):
    reading = read("a.pdf", twice_deflated(128 << 20), limits=Limits(memory=100 << 20))
    assert reading.outcome == "refused"
    assert reading.reason in ("its reading crashed (signal 6)", "used more than 100 MiB of memory")
    assert read("note.txt", b"still here").outcome == "read"


def annotated() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf([latin(["Four people were killed"])]))))
    writer.add_annotation(0, FreeText(text="seen by W-07\non Friday", rect=(20, 20, 200, 60)))
    writer.add_attachment("list.csv", b"name,age\n")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_notes_are_a_text_of_their_own_and_attached_files_are_members(read, spool):
    reading = read("a.pdf", annotated(), spool=spool)
    assert {r.part: r.text for r in reading.renditions}["notes"] == "page 1 seen by W-07 on Friday"
    assert [(m.name, m.path.read_bytes()) for m in reading.members] == [("list.csv", b"name,age\n")]
    assert reading.outcome == "read"
    assert read("a.pdf", annotated()).reason == (
        "the attached file list.csv was not taken: no folder for it was given"
    )


def test_a_pdf_too_large_for_memory_is_read_from_the_file(monkeypatch, tmp_path):
    monkeypatch.setattr(pdfium, "_IN_MEMORY", 0)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([latin(["Four people were killed"])]))
    with path.open("rb") as file:
        document = pdfium.PdfFile(file, path.stat().st_size)
        assert plain_text(document.page(0).units()) == "Four people were killed"
