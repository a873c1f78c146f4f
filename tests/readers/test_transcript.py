"""Print in pictures comes out as a draft, in the language of its script, and every failure is a stated outcome."""

import io
from collections.abc import Iterator

import pytest
from print_specimens import ARABIC, ENGLISH, needs_tesseract, page

from sijil.readers import Fence, Reading
from sijil.readers import start as starting

pytestmark = needs_tesseract


@pytest.fixture(params=["plain", "bubblewrap"])
def either_fence(request, monkeypatch) -> Iterator[Fence]:
    if request.param == "bubblewrap" and not starting.bwrap_command():
        pytest.skip("needs bubblewrap that may start (on Debian: apt install bubblewrap)")
    if request.param == "plain":
        monkeypatch.setattr(starting, "bwrap_command", lambda: ())
    with Fence() as fence:
        yield fence


def test_print_is_read_with_and_without_bubblewrap(either_fence, tmp_path):
    path = tmp_path / "specimen"
    path.write_bytes(page(ARABIC))
    assert lines_of(either_fence.transcribe(path, media_type="image/png")) == list(ARABIC)


@pytest.fixture
def transcribed(fence: Fence, tmp_path):
    """Transcribe bytes: `transcribed(data, media_type, number=…)`."""

    def made(data: bytes, media_type: str = "image/png", **options: object) -> Reading:
        path = tmp_path / "specimen"
        path.write_bytes(data)
        return fence.transcribe(path, media_type=media_type, **options)

    return made


def lines_of(reading: Reading) -> list[str]:
    assert reading.outcome == "read", reading.reason
    return [line for line in reading.renditions[0].text.split("\n") if line.strip()]


@pytest.mark.parametrize("dpi", [100, 150, 300])
@pytest.mark.parametrize(("lines", "language"), [(ARABIC, "ara"), (ENGLISH, "eng")])
def test_clean_print_is_read_in_the_language_of_its_script(transcribed, lines, language, dpi):
    reading = transcribed(page(lines, dpi=dpi))
    assert lines_of(reading) == list(lines)
    assert reading.renditions[0].draft.startswith("tesseract ")
    assert reading.renditions[0].draft.endswith(f", {language}")


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_turned_is_put_upright(transcribed, turned):
    reading = transcribed(page(ARABIC, turned=turned))
    assert lines_of(reading) == list(ARABIC)
    assert reading.metadata["turned"]


def test_a_page_of_a_pdf_is_read_as_it_is_printed(transcribed):
    assert lines_of(transcribed(page(ARABIC, dpi=200, form="PDF"), "application/pdf", number=1)) == list(
        ARABIC
    )


def test_a_page_without_print_gives_no_words(transcribed):
    assert transcribed(page((" ",))).renditions[0].text.strip() == ""


def test_a_picture_of_too_many_pixels_is_refused(transcribed):
    from PIL import Image

    data = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(data, "PNG")
    reading = transcribed(data.getvalue())
    assert reading.outcome == "refused" and reading.reason.startswith("too many pixels")


@pytest.mark.parametrize("keep", [0.5, 0.01])
def test_a_picture_cut_short_is_a_stated_outcome(transcribed, keep):
    data = page(ENGLISH)
    reading = transcribed(data[: int(len(data) * keep)])
    assert reading.outcome == "refused" and "cannot be opened" in reading.reason


def test_a_file_that_is_gone_is_an_outcome_of_it(fence, tmp_path):
    for reading in (
        fence.transcribe(tmp_path / "gone", media_type="image/png"),
        fence.stills(tmp_path / "gone", media_type="image/jpeg", spool=tmp_path),
    ):
        assert (reading.outcome, reading.reason) == ("refused", "cannot be opened: No such file or directory")


def test_the_same_picture_gives_the_same_transcript(transcribed):
    data = page(ARABIC, dpi=150)
    assert transcribed(data) == transcribed(data)


def test_a_reader_of_text_is_given_no_picture_library(fence, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("four people were killed", "utf-8")
    fence.read(path, name="note.txt")
    assert fence._workers["light"] is not fence._workers.get("transcript")
