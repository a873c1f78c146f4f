"""Thumbnails and keyframes: small, upright, bare of metadata, bounded, and the same bytes every time."""

import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from footage_specimens import MP4, PHONE, footage
from PIL import Image

from sijil.readers import Fence, Reading, film_stills, sniff
from sijil.readers.limits import Limits
from sijil.readers.stills import KEYFRAME, KEYFRAME_SIDE, THUMBNAIL, THUMBNAIL_SIDE, reader_of

Make = Callable[..., Reading]


@pytest.fixture
def make(fence: Fence, tmp_path: Path) -> Make:
    def making(data: bytes, **options: object) -> Reading:
        path = tmp_path / "specimen"
        path.write_bytes(data)
        spool = tmp_path / "spool"
        spool.mkdir(exist_ok=True)
        media_type = sniff(data[:16_384], "x", len(data))
        return fence.stills(path, media_type=media_type, spool=spool, **options)  # type: ignore[arg-type]  # handed on

    return making


def times(reading: Reading) -> list[float]:
    return [float(one.name.split()[1]) for one in reading.members if one.name.startswith(KEYFRAME)]


def thumbnail(reading: Reading) -> Image.Image:
    return Image.open(next(one.path for one in reading.members if one.name == THUMBNAIL))


def photo(size: tuple[int, int] = (800, 600), orientation: int = 1, kind: str = "JPEG") -> bytes:
    """A photo whose upper left corner is red, with a place and a device in its EXIF."""
    picture = Image.new("RGB", size, (20, 20, 200))
    picture.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x0110] = "Invented 7"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("container", "picture", "sound"),
    [
        MP4,
        ("matroska", "libx264", ""),
        ("webm", "libvpx", "libopus"),
        ("avi", "mpeg4", "libmp3lame"),
        ("mpegts", "libx264", "aac"),
        ("mpeg", "mpeg2video", "mp2"),
    ],
)
def test_a_keyframe_for_every_scene_with_its_time(make, container, picture, sound):
    reading = make(footage(container, picture, sound, seconds=9, scene=3, keys=10))
    assert reading.outcome == "read", reading.reason
    assert times(reading) == pytest.approx([0, 3, 6], abs=0.11)


def test_where_frames_that_stand_by_themselves_are_rare_those_between_are_looked_at(make):
    reading = make(footage(*MP4, seconds=9, scene=3, keys=1000))
    assert times(reading) == pytest.approx([0, 3, 6], abs=0.51)


def test_a_film_that_shows_the_same_thing_throughout_has_few(make):
    assert times(make(footage(*MP4, seconds=40, scene=1000))) == pytest.approx([0, 30], abs=1.3)


def of_one_colour(grey: int) -> av.VideoFrame:
    return av.VideoFrame.from_image(Image.new("RGB", (32, 32), (grey, grey, grey)))


def test_however_many_scenes_the_number_is_bounded_and_spread_over_the_film():
    chosen = film_stills.Chosen(film_stills.Fraction(1))

    for number in range(2000):
        chosen.offer(film_stills.Fraction(2 * number), of_one_colour(number * 97 % 256))
    kept = [float(one.time) for one in chosen.kept]
    assert film_stills.AT_MOST / 2 <= len(kept) <= film_stills.AT_MOST
    assert kept[0] == 0 and kept[-1] > 3900 and kept == sorted(kept)


def test_the_pixels_decoded_are_bounded_by_leaving_frames_out_evenly(tmp_path):
    path = tmp_path / "film"
    path.write_bytes(footage("mp4", "libx264", "", seconds=2, size=(1280, 720)))
    with av.open(str(path)) as container:
        film = container.streams.video[0]
        extent = film_stills.Extent(keys=[film_stills.Fraction(n) for n in range(200_000)])
        extent.ends[0] = film_stills.Fraction(200_000)
        plan = film_stills.Plan(extent, film)
        assert plan.every == 4
        assert 200_000 / plan.every * 1280 * 720 <= film_stills.BUDGET


def test_stills_are_small_and_upright(make):
    reading = make(footage(*MP4, seconds=2, turned=90, size=(1280, 720)))
    frame = Image.open(reading.members[0].path)
    assert frame.size == (288, KEYFRAME_SIDE)
    assert max(thumbnail(reading).size) == THUMBNAIL_SIDE
    # The white square stands at the upper left of what was filmed, and so at the lower left once it is turned.
    assert frame.getpixel((8, 508))[1] > 150 > frame.getpixel((8, 8))[1]


def test_nothing_the_file_says_of_itself_is_in_a_still(make):
    for data in (footage(*MP4, seconds=2, tags=PHONE), photo()):
        for one in make(data).members:
            body = one.path.read_bytes()
            assert b"Invented" not in body and b"Exif" not in body and b"33.5" not in body


def test_the_same_bytes_give_the_same_stills(make):
    film = footage(*MP4)
    first = [one.path.read_bytes() for one in make(film).members]
    assert first == [one.path.read_bytes() for one in make(film).members]


def test_a_cut_film_gives_what_is_there(make):
    whole = footage(*MP4, seconds=9, scene=3, index_first=True)
    reading = make(whole[: len(whole) // 2])
    assert reading.outcome in ("read", "partly_read") and len(times(reading)) == 2


def test_damage_in_the_middle_is_counted_and_the_rest_is_there(make):
    film = bytearray(footage("mpegts", "libx264", "", seconds=9, scene=3, keys=10))
    middle = len(film) // 2
    for at in range(middle, middle + 4000):
        film[at] ^= 0x5A
    reading = make(bytes(film))
    assert reading.members and reading.outcome in ("read", "partly_read")
    assert times(reading)[0] == 0 and times(reading)[-1] > 5


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("container", "picture", "sound"),
    [MP4, ("matroska", "libx264", ""), ("flv", "libx264", "aac"), ("asf", "mpeg4", "libmp3lame")],
)
def test_wherever_a_film_is_damaged_its_outcome_is_stated_and_foreseen(
    make, read, container, picture, sound, seed
):
    film, chance = bytearray(footage(container, picture, sound, seconds=2)), random.Random(seed)
    for _ in range(20):
        film[chance.randrange(16, 2000 if seed % 2 else len(film))] = chance.randrange(256)
    for reading in (read("x", bytes(film)), make(bytes(film))):
        assert reading.outcome != "read" or not reading.reason
        assert "not what it seems" not in reading.reason and "crashed" not in reading.reason


def test_a_recording_without_picture_and_a_cover_have_no_keyframes(make):
    assert reader_of("audio/mpeg") == ""
    reading = make(footage("mp4", "", "aac", seconds=1))
    assert (reading.outcome, reading.reason) == ("kept", "no picture track that can be decoded")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_put_upright(make, orientation):
    small = thumbnail(make(photo(orientation=orientation)))
    turned = orientation > 4
    assert small.size == ((240, THUMBNAIL_SIDE) if turned else (THUMBNAIL_SIDE, 240))
    right = orientation in (2, 3, 6, 7)
    low = orientation in (3, 4, 7, 8)
    corner = (small.width * (3 if right else 1) // 4, small.height * (3 if low else 1) // 4)
    assert small.getpixel(corner)[0] > 150
    assert small.getpixel((small.width - 1 - corner[0], small.height - 1 - corner[1]))[0] < 100


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_pictures_of_every_kind(make, kind):
    small = thumbnail(make(photo(kind=kind)))
    assert small.format == "JPEG" and max(small.size) == THUMBNAIL_SIDE


def test_a_transparent_picture_lies_on_white(make):
    out = io.BytesIO()
    Image.new("RGBA", (50, 40), (0, 0, 0, 0)).save(out, "PNG")
    small = thumbnail(make(out.getvalue()))
    assert small.size == (50, 40) and small.getpixel((5, 5)) == (255, 255, 255)


def test_a_cut_photo_gives_what_is_there_and_says_so(make):
    whole = photo(size=(1600, 1200))
    reading = make(whole[: len(whole) // 2])
    assert reading.outcome == "partly_read" and "damaged or cut" in reading.reason
    assert thumbnail(reading).getpixel((5, 5))[0] > 150


def test_what_is_no_picture_behind_its_first_bytes_is_kept_with_the_reason(make):
    reading = make(b"\xff\xd8\xff" + b"\x00" * 500)
    assert reading.outcome == "kept" and "cannot be decoded" in reading.reason and not reading.members


def test_a_picture_of_endless_size_is_not_decoded(make):
    head = bytearray(photo(size=(16, 16), kind="PNG"))
    head[16:24] = (200_000).to_bytes(4, "big") * 2
    head[29:33] = zlib.crc32(head[12:29]).to_bytes(4, "big")
    reading = make(bytes(head))
    assert reading.outcome == "kept" and "too many pixels" in reading.reason


def test_a_film_that_takes_too_long_is_stopped(make):
    reading = make(footage(*MP4, seconds=30, size=(1280, 720), keys=1000), limits=Limits(cpu_seconds=0))
    assert reading.outcome == "refused" and "processor time" in reading.reason
