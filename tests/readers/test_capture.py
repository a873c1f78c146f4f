"""What collectors bring: photographs with their own data, web archives, and what yt-dlp writes beside a video."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sijil.readers import Reading, read


def picture(path: Path, *, zone: str = "", gps: bool = True, form: str = "JPEG") -> Path:
    image = Image.new("RGB", (8, 8), "navy")
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Maker", "Model 5", "Editor 2"
    inner = exif.get_ifd(0x8769)
    inner[0x9003] = "2025:03:07 13:15:22"
    if zone:
        inner[0x9011] = zone
    if gps:
        degrees = [TiffImagePlugin.IFDRational(*pair) for pair in ((35, 1), (30, 1), (0, 1))]
        exif.get_ifd(0x8825).update({1: "N", 2: tuple(degrees), 3: "W", 4: tuple(degrees)})
    image.save(path, form, exif=exif)
    return path


def test_a_photograph_says_when_and_where_and_with_what_as_it_states_it(tmp_path: Path) -> None:
    found = read(picture(tmp_path / "a.jpg"), name="a.jpg")
    assert found.outcome == "kept" and "what it shows was not" in found.reason
    assert found.metadata["taken"] == "2025-03-07T13:15:22 (no zone stated)"
    assert found.metadata["place_in_file"] == "35.500000, -35.500000"
    assert (found.metadata["device"], found.metadata["software"]) == ("Model 5", "Editor 2")
    assert found.renditions == []


def test_a_zone_is_kept_and_a_bare_picture_says_nothing(tmp_path: Path) -> None:
    assert read(picture(tmp_path / "a.jpg", zone="+03:00"), name="a.jpg").metadata["taken"].endswith("+03:00")
    Image.new("RGB", (4, 4)).save(tmp_path / "b.png")
    bare = read(tmp_path / "b.png", name="b.png").metadata
    assert not [name for name in bare if not name.startswith("content_credentials")]
    assert bare["content_credentials"] == "none; absence means nothing"


@pytest.mark.parametrize("cut", [3, 20, 60, 200])
def test_a_damaged_photograph_ends_in_a_stated_outcome(tmp_path: Path, cut: int) -> None:
    path = picture(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[:cut])
    assert read(path, name="a.jpg").outcome in ("kept", "refused")


def archive(path: Path, *, packed: bool) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for address, kind, body in (
            (
                "https://example.org/news/day",
                "text/html",
                b"<html><body><p>Gunmen killed three civilians.</p></body></html>",
            ),
            ("https://example.org/a.jpg", "image/jpeg", b"\xff\xd8\xff not a picture"),
            ("https://example.org/gone", "text/html", b""),
        ):
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    address, "response", payload=io.BytesIO(body), http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2025-03-08T10:00:00Z"},
                )
            )  # fmt: skip
    return path


def archived(tmp_path: Path, raw: bytes, name: str) -> Reading:
    path = tmp_path / "copy"
    path.write_bytes(raw)
    return read(path, name=name, spool=tmp_path)


@pytest.mark.parametrize("packed", [False, True])
def test_each_answer_of_a_web_archive_is_a_member_with_its_address(tmp_path: Path, packed: bool) -> None:
    raw = archive(tmp_path / "x", packed=packed).read_bytes()
    found = archived(tmp_path, raw, "crawl.warc.gz" if packed else "crawl.warc")
    assert found.outcome == "read", found.reason
    assert [member.name for member in found.members] == ["00001-day", "00002-a.jpg"]
    assert found.members[0].note == "from https://example.org/news/day, 2025-03-08T10:00:00Z"
    assert [left.reason for left in found.not_taken] == ["an empty answer"]
    assert found.renditions[0].text.splitlines()[0].split("\t")[:2] == ["2025-03-08T10:00:00Z", "200"]


def test_a_cut_web_archive_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    raw = archive(tmp_path / "x", packed=True).read_bytes()
    found = archived(tmp_path, raw[: len(raw) // 2], "crawl.warc.gz")
    assert found.outcome in ("partly_read", "refused") and found.reason


def test_what_is_in_a_web_archive_is_read_in_its_turn(sijil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    case, path = tmp_path / "case", archive(tmp_path / "crawl.warc.gz", packed=True)
    assert sijil("run", case, path).returncode == 0
    page = (case / "report/index.html").read_text("utf-8")
    assert "Gunmen killed three civilians" in page and "00001-day" in page


INFO = {
    "id": "abc123", "title": "Gunmen killed three civilians in Beit Sal", "description": "Filmed by a resident.",
    "extractor_key": "Youtube", "webpage_url": "https://example.org/watch?v=abc123", "uploader": "Sahel news",
    "upload_date": "20250308", "epoch": 1741515322, "ext": "webm", "formats": [{"url": "https://example.org/x"}],
}  # fmt: skip


def test_what_stands_beside_a_video_says_where_it_was_and_when_it_was_collected(tmp_path: Path) -> None:
    path = tmp_path / "clip.info.json"
    path.write_text(json.dumps(INFO), "utf-8")
    found = read(path, name="videos/clip.info.json")
    assert found.outcome == "read" and found.reader == "video_page"
    assert found.metadata["collected"] == "2025-03-09T10:15:22Z"
    assert found.metadata["published"] == "2025-03-08" and found.metadata["identity"] == "Youtube:abc123"
    assert found.metadata["video"] == "clip.webm"
    assert found.renditions[0].text == "Gunmen killed three civilians in Beit Sal\n\nFilmed by a resident."


@pytest.mark.parametrize("raw", ["{", "[]", "{}", '{"id": 1}'])
def test_a_file_that_only_has_the_name_is_refused(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "clip.info.json"
    path.write_text(raw, "utf-8")
    assert read(path, name="clip.info.json").outcome in ("refused", "kept", "read")
