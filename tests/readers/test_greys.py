"""Grey frames for matching: upright, timed, bounded, and a stated outcome for whatever cannot be decoded."""

import io
import struct
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from footage_specimens import MP4, footage
from PIL import Image

from sijil.readers import Fence, Reading, film_greys, sniff
from sijil.readers.greys import LARGE_SIDE, PHOTO_SIDE, RATE, SMALL_SIDE, greys_of, greys_reader_of

Make = Callable[..., Reading]


@pytest.fixture
def make(fence: Fence, tmp_path: Path) -> Make:
    def making(data: bytes) -> Reading:
        path = tmp_path / "specimen"
        path.write_bytes(data)
        spool = tmp_path / "spool"
        spool.mkdir(exist_ok=True)
        return fence.greys(path, media_type=sniff(data[:16_384], "x", len(data)), spool=spool)

    return making


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def test_a_film_gives_eight_small_frames_a_second_and_large_ones_where_something_changes(make):
    found = greys_of(make(footage(*MP4, seconds=6, scene=2, size=(1280, 720))))
    assert found.small.shape[1:] == (90, SMALL_SIDE) and found.large.shape[1:] == (360, LARGE_SIDE)
    assert len(found.small) == pytest.approx(6 * RATE, abs=2)
    assert found.large_times == pytest.approx([0, 2, 4], abs=0.21)
    assert (np.diff(found.small_times) > 0).all() and not found.still


def test_frames_stand_upright(make):
    found = greys_of(make(footage(*MP4, seconds=1, turned=90, size=(640, 360))))
    assert found.small.shape[1:] == (SMALL_SIDE, 90)
    # The white square stands at the lower left once the film is turned: see the specimens.
    assert found.small[0][-4, 3] > 150 > found.small[0][4, 3]


def test_a_photo_gives_one_frame_turned_as_its_exif_says(make):
    picture = Image.new("RGB", (1600, 800), (20, 20, 20))
    picture.paste((240, 240, 240), (0, 0, 800, 400))
    exif = Image.Exif()
    exif[0x0112] = 6
    found = greys_of(make(saved(picture, "JPEG", exif=exif)))
    assert found.still and found.large.shape == (1, PHOTO_SIDE, PHOTO_SIDE // 2)
    assert found.large[0][10, -10] > 200 > found.large[0][-10, 10]


def test_an_animated_picture_is_a_film(make):
    frames = [Image.new("L", (64, 48), shade) for shade in (0, 60, 120, 180, 240)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=500)
    found = greys_of(make(data))
    assert not found.still and found.small_times == pytest.approx([0, 0.5, 1, 1.5, 2])
    assert [int(frame.mean()) // 60 for frame in found.small] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK", "I;16", "1", "LA"])
def test_every_kind_of_pixels_comes_out_as_greys(make, mode):
    if mode == "I;16":
        picture = Image.fromarray(np.full((60, 80), 40_000, np.uint16))
    else:
        picture = Image.new("L", (80, 60), 156).convert(mode)
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    found = greys_of(make(saved(picture, kind)))
    assert found.small.mean() == pytest.approx(156, abs=100 if mode == "1" else 6)


def test_a_photo_of_8k_is_within_the_limits_and_a_bomb_is_not(make):
    assert greys_of(make(saved(Image.new("L", (7680, 4320), 9), "PNG"))).large.shape[1:] == (450, 800)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")
    reading = make(bomb)
    assert reading.outcome == "kept" and "too many pixels" in reading.reason and not reading.members


def test_a_film_cut_in_the_middle_gives_what_is_there_and_says_so(make):
    whole = footage(*MP4, seconds=9, scene=3, index_first=True)
    reading = make(whole[: len(whole) // 2])
    found = greys_of(reading)
    assert 2 < found.small_times[-1] < 8
    assert reading.outcome in ("read", "partly_read")


def test_a_cut_photo_gives_what_is_there_and_says_so(make):
    noise = np.random.default_rng(0).integers(0, 255, (600, 800, 3), np.uint8)
    data = saved(Image.fromarray(noise), "JPEG")
    reading = make(data[: len(data) // 2])
    assert reading.outcome == "partly_read" and "damaged or cut" in reading.reason
    assert greys_of(reading).still


def test_a_film_without_its_index_is_kept_with_the_reason(make):
    whole = footage(*MP4, seconds=4)
    reading = make(whole[: len(whole) // 2])
    assert reading.outcome == "kept" and "damaged or cut short" in reading.reason


def test_sound_alone_has_no_reader():
    assert greys_reader_of("audio/mp4") == "" and greys_reader_of("text/plain") == ""


def test_the_same_bytes_give_the_same_greys(make):
    film = footage(*MP4)
    one, other = greys_of(make(film)), greys_of(make(film))
    assert np.array_equal(one.small, other.small) and np.array_equal(one.large, other.large)


def test_ten_hours_are_within_the_limits(make, tmp_path):
    path = tmp_path / "long.mkv"
    with av.open(str(path), "w") as out:
        track = out.add_stream("libx264", rate=1, options={"g": "10", "preset": "ultrafast"})
        track.width, track.height, track.pix_fmt = 32, 32, "yuv420p"
        for number in range(1200):
            shade = number * 37 % 256
            frame = av.VideoFrame.from_ndarray(np.full((32, 32), shade, np.uint8), format="gray")
            frame.pts, frame.time_base = number * 30, Fraction(1, 1)
            out.mux(track.encode(frame.reformat(format="yuv420p")))
        out.mux(track.encode())
    found = greys_of(make(path.read_bytes()))
    assert found.small_times[-1] == pytest.approx(36_000, abs=60)
    assert len(found.large) <= film_greys.MOST_LARGE
    assert np.diff(found.large_times).min() >= 36_000 / film_greys.MOST_LARGE - 0.01


def test_what_is_too_long_to_be_decoded_whole_says_so(monkeypatch, tmp_path):
    from sijil.readers.draft import Source
    from sijil.readers.limits import Limits
    from sijil.readers.spool import Spool

    path = tmp_path / "film"
    path.write_bytes(footage("mp4", "libx264", "", seconds=6, scene=2, keys=10))
    monkeypatch.setattr(film_greys, "BUDGET", 100_000)
    monkeypatch.chdir(tmp_path)
    with path.open("rb") as file:
        source = Source(file, "", path.stat().st_size, "video/mp4", (), Limits(), Spool(Limits().spool))
        reading = film_greys.read(source)
    assert reading.outcome == "partly_read" and "too long to be compared whole" in reading.reason
    assert [int(t) for t in reading.metadata["small times"].split()] == [0, 1000, 2000, 3000, 4000, 5000]
