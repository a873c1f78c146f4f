"""Plain text is decoded and otherwise left alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijil.readers.decode import decode

_STORABLE = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufeff"))


def test_the_rendition_is_the_decoded_text_line_ends_included(read):
    text = "first\r\nsecond\rthird\n\n  فقرة\u200f ثانية\t\n"
    reading = read("note.txt", text.encode())
    assert (reading.outcome, reading.reason) == ("read", "")
    assert [(r.part, r.text) for r in reading.renditions] == [("text", text)]
    assert reading.metadata == {"encoding": "utf-8"}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=_STORABLE.filter(lambda text: text.strip()))
def test_any_utf8_text_comes_back_as_it_was(read, text):
    # The mark makes even a text that looks like something else in other encodings plain UTF-8.
    reading = read("note.txt", b"\xef\xbb\xbf" + text.encode())
    if reading.reader == "plain":
        assert [r.text for r in reading.renditions] == [text]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["قتل أربعة أشخاص في القرية", "الاسم", "Four people were killed.", "قتل 4 people"]
)
def test_unicode_is_recognised_with_and_without_a_mark(encoding, text):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert not decoded.damaged


@pytest.mark.parametrize(
    ("text", "encoding", "called"),
    [
        ("قال شاهد إن المسلحين دخلوا القرية وقتلوا أربعة رجال", "cp1256", "windows-1256"),
        ("الاسم;العمر\nأحمد;34", "cp1256", "windows-1256"),
        ("قال شاهد إن المسلحين دخلوا القرية", "iso8859-6", "iso8859-6"),
        ("قال شاهد إن المسلحين دخلوا القرية", "cp720", "cp720"),
        ("Le témoin dit qu’il a vu l’armée brûler le village.", "cp1252", "windows-1252"),
        ("naïve", "cp1252", "windows-1252"),
        ("Свидетель сообщил, что деревня была сожжена", "cp1251", "cp1251"),
    ],
)
def test_one_byte_encodings_are_told_apart(text, encoding, called):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, called, True)


def test_a_declared_encoding_gives_way_to_plain_utf8():
    assert decode("قتل".encode(), "windows-1256").text == "قتل"
    assert decode("قتل".encode("cp1256"), "windows-1256").encoding == "cp1256"


def test_a_guess_is_stated(read):
    reading = read("note.txt", "قال شاهد إن المسلحين دخلوا القرية".encode("cp1256"))
    assert reading.metadata["encoding"] == "windows-1256 (guessed)"


def test_damaged_bytes_are_counted_and_shown(read):
    text = "قال شاهد إن المسلحين دخلوا القرية. " * 5
    data = text.encode()
    reading = read("note.txt", data[:40] + b"\xff" + data[40:])
    assert reading.outcome == "partly_read"
    assert reading.reason == "1 place is not valid utf-8 and shown as \ufffd"
    assert reading.renditions[0].text.replace("\ufffd", "") == text


def test_a_text_cut_within_a_character_says_so(read):
    reading = read("note.txt", ("قال شاهد " * 10 + "ق").encode()[:-1])
    assert reading.outcome == "partly_read"
    assert "1 place" in reading.reason


def test_nul_characters_keep_their_places_as_replacement_characters(read):
    reading = read("note.txt", b"four people\x00 were killed in the village on Friday morning, he said")
    assert reading.renditions[0].text.startswith("four people\ufffd were killed")
    assert reading.metadata["nul_characters"] == "1"


def test_an_empty_file_is_kept(read):
    reading = read("note.txt", b"")
    assert (reading.outcome, reading.reason, reading.renditions) == ("kept", "empty file", [])
