"""Films and recordings: their own data as the container states them, and how far the file really goes."""

import pytest
from footage_specimens import MP4, PHONE, footage

from sijil.readers.container_facts import degrees, said_by
from sijil.readers.limits import Limits

CONTAINERS = [
    ("mp4", "libx264", "aac", "video/mp4"),
    ("mov", "libx264", "aac", "video/quicktime"),
    ("3gp", "libx264", "aac", "video/3gpp"),
    ("matroska", "libx264", "libopus", "video/x-matroska"),
    ("webm", "libvpx", "libopus", "video/webm"),
    ("avi", "mpeg4", "libmp3lame", "video/x-msvideo"),
    ("asf", "mpeg4", "libmp3lame", "video/x-ms-asf"),
    ("flv", "libx264", "aac", "video/x-flv"),
    ("mpegts", "libx264", "aac", "video/mp2t"),
    ("mpeg", "mpeg2video", "mp2", "video/mpeg"),
    ("ipod", "", "aac", "audio/mp4"),
    ("mp3", "", "libmp3lame", "audio/mpeg"),
    ("ogg", "", "libopus", "audio/ogg"),
    ("wav", "", "pcm_s16le", "audio/wav"),
    ("flac", "", "flac", "audio/flac"),
    ("adts", "", "aac", "audio/aac"),
]


@pytest.mark.parametrize(("container", "picture", "sound", "media_type"), CONTAINERS)
def test_every_container_says_how_long_it_is_and_what_is_in_it(read, container, picture, sound, media_type):
    reading = read("x", footage(container, picture, sound, seconds=3))
    assert (reading.outcome, reading.media_type, reading.reader) == ("kept", media_type, "footage")
    assert "breaks off" not in reading.reason and "damaged" not in reading.reason
    assert float(reading.metadata["seconds"]) == pytest.approx(3, abs=0.2)
    assert ("160×96" in reading.metadata["streams"]) == bool(picture)
    assert "1 channel" in reading.metadata["streams"]
    assert reading.reason.startswith("a film: " if picture else "a sound recording: ")
    assert not reading.renditions


def test_what_a_phone_writes_is_told_as_the_file_states_it(read):
    reading = read("clip.mp4", footage(*MP4, seconds=2, turned=90, tags=PHONE))
    facts = reading.metadata
    assert facts["taken"] == "2025-03-07T10:15:22Z"
    assert facts["place_in_file"] == "33.513800, 36.276500"
    assert (facts["maker"], facts["device"]) == ("Invented", "Invented 7")
    assert facts["rotation"] == "90"
    assert facts["streams"] == "h264 160×96, 10 frames/s; aac 44100 Hz, 1 channel"
    assert facts["duration"] == "0:00:02.0"
    # A film's own title is what somebody wrote into it, not the title of what it was published as.
    assert facts["title_in_file"] == "Name of the film" and "title" not in facts


def test_a_film_without_sound(read):
    assert read("x", footage("mp4", "libx264", "", seconds=2)).metadata["streams"] == (
        "h264 160×96, 10 frames/s"
    )


def test_apple_s_own_keys_come_before_the_plain_ones():
    facts = said_by(
        {
            "creation_time": "2025-03-07T08:15:22.000000Z",
            "com.apple.quicktime.creationdate": "2025-03-07T10:15:22+0200",
            "com.apple.quicktime.location.ISO6709": "-33.5138-070.2765+680.000/",
        }
    )
    assert facts == {"taken": "2025-03-07T10:15:22+0200", "place_in_file": "-33.513800, -70.276500"}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("+33.5138+036.2765/", "33.513800, 36.276500"),
        ("+3330+03615/", "33.500000, 36.250000"),
        ("+333015.0-0361500.0CRSWGS_84/", "33.504167, -36.250000"),
        ("+93.5+036.2/", ""),
        ("Damascus", ""),
        ("", ""),
    ],
)
def test_places_of_iso_6709(said, place):
    assert degrees(said) == place


@pytest.mark.parametrize(
    ("container", "picture", "sound"),
    [
        ("matroska", "libx264", "libopus"),
        ("avi", "mpeg4", "libmp3lame"),
        ("wav", "", "pcm_s16le"),
        ("flac", "", "flac"),
    ],
)
def test_a_cut_film_is_kept_with_how_much_of_it_is_there(read, container, picture, sound):
    whole = footage(container, picture, sound)
    reading = read("x", whole[: len(whole) // 2])
    assert reading.outcome == "kept" and "it breaks off: 0:00:0" in reading.reason
    assert 2 < float(reading.metadata["seconds"]) < 4
    assert "give" in reading.remedy


def test_a_film_that_broke_off_before_its_first_frame_is_kept(read):
    film = footage("avi", "mpeg4", "libmp3lame", seconds=3)
    reading = read("x", film[: film.index(b"movi") + 4])
    assert reading.outcome == "kept" and "it breaks off: 0:00:00.0" in reading.reason
    assert reading.metadata["streams"].startswith("mpeg4 160×96")


def test_a_cut_film_whose_index_comes_first_is_read_up_to_the_break(read):
    whole = footage(*MP4, index_first=True)
    reading = read("x", whole[: len(whole) // 2])
    assert reading.outcome == "kept" and "breaks off" in reading.reason and "of 0:00:06.0" in reading.reason


def test_a_film_whose_index_is_cut_away_is_kept_with_the_reason(read):
    whole = footage(*MP4)
    reading = read("x", whole[: len(whole) // 2])
    assert reading.outcome == "kept" and "its index stands at its end" in reading.reason
    assert "as it lies on the device" in reading.remedy


@pytest.mark.parametrize("at", range(40, 1000, 60))
def test_flipped_bits_in_the_index_end_in_a_stated_outcome(read, at):
    film = bytearray(footage(*MP4, seconds=1, index_first=True))
    for place in range(at, at + 8):
        film[place] ^= 0xFF
    reading = read("x", bytes(film))
    assert reading.outcome in ("kept", "refused") and reading.reason


def test_what_is_called_a_film_and_is_something_else_is_read_as_what_it_is(read):
    assert read("clip.mp4", b"%PDF-1.7\n").media_type == "application/pdf"
    reading = read("clip.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100)
    assert reading.outcome == "kept" and reading.reason


def test_a_playlist_opens_no_other_file(read):
    reading = read("clip.m3u8", b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")
    assert reading.media_type == "text/plain"
    assert "root:" not in "".join(one.text for one in reading.renditions)


def test_a_film_that_states_an_endless_length_is_measured_by_what_is_there(read):
    film = bytearray(footage("avi", "mpeg4", ""))
    # avih: frames in all; strh: length in frames.
    at = film.index(b"avih") + 8 + 16
    film[at : at + 4] = (0x7FFF_FFFF).to_bytes(4, "little")
    at = film.index(b"strh") + 8 + 32
    film[at : at + 4] = (0x7FFF_FFFF).to_bytes(4, "little")
    reading = read("x", bytes(film))
    assert float(reading.metadata["seconds"]) == pytest.approx(6, abs=0.2)
    assert "breaks off" in reading.reason


def test_a_film_over_the_limit_is_refused_before_it_is_opened(read):
    reading = read("x", footage(*MP4, seconds=1), limits=Limits(paged_file=100))
    assert reading.outcome == "refused" and "too large to be read" in reading.reason


def test_the_same_bytes_give_the_same_facts(read):
    film = footage(*MP4, seconds=2, tags=PHONE)
    assert read("a", film).metadata == read("b", film).metadata
