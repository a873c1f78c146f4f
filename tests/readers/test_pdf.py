"""PDF: the text layer, the pages that have none, and Arabic in an order that cannot be quoted."""

import pytest
from pdf_specimens import glyphs, latin, leftward, pdf, rightward, scanned, stepping_back, twice_deflated

from sijil.readers import Limits
from sijil.readers.pdf import iso_date, pages
from sijil.readers.pdf_order import is_reversed

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
    assert "OCR" in reading.todo


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
    assert reading.todo


def test_a_swelling_page_ends_the_child_and_not_the_parent(read):
    reading = read("a.pdf", twice_deflated(256 << 20), limits=Limits(memory=200 << 20))
    assert reading.outcome == "refused"
    assert reading.reason in ("its reading crashed (signal 6)", "used more than 200 MiB of memory")
    assert read("note.txt", b"still here").outcome == "read"
