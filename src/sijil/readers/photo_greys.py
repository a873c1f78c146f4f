"""The greys of a photo: see `greys`. Of an animated picture its frames, as of a film."""

from collections.abc import Iterator
from typing import Any

from sijil.readers.draft import Draft, Source, kept
from sijil.readers.footage import MOST_PIXELS
from sijil.readers.greys import LARGE, LARGE_SIDE, PHOTO_SIDE, RATE, SMALL, SMALL_SIDE, VERSION
from sijil.readers.reading import Reading
from sijil.readers.spool import Spool
from sijil.readers.stills import PICTURES, drafted, let_pillow_in

__all__ = ["VERSION", "read", "warm"]

_LARGE_APART = 2000
_MOST_FRAMES = 4000
"""Frames of an animation that are looked at."""
_BUDGET = 4_000_000_000
"""Pixels of an animation that are looked at."""


def warm() -> None:
    """Import the decoders."""
    let_pillow_in()


def read(source: Source) -> Reading:
    """Two members, `small` and `large`, as `film_greys`. Raises `Stopped` (kept) where nothing can be decoded."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    draft = drafted(source, "photo_greys")
    if source.spool is None:
        raise kept("no folder for frames was given")
    try:
        try:
            frames = list(_frames(source, Image, draft))
        except OSError:
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            draft.missing.clear()
            frames = list(_frames(source, Image, draft))
            draft.miss("the picture is damaged or cut; what cannot be decoded is grey")
    except Image.DecompressionBombError as error:
        raise kept(f"too many pixels to be compared ({error})") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise kept(f"the picture cannot be decoded ({error})") from error
    _hand_over(draft, source.spool, SMALL, [(time, small) for time, small, _ in frames])
    _hand_over(draft, source.spool, LARGE, [(time, large) for time, _, large in frames if large is not None])
    return draft.done()


def _frames(source: Source, image: Any, draft: Draft) -> Iterator[tuple[int, Any, Any]]:
    """Time in milliseconds, the small grey frame, and the large one where one is due."""
    from PIL import ImageOps

    source.file.seek(0)
    with image.open(source.file, formats=[PICTURES[source.media_type]]) as opened:
        count = getattr(opened, "n_frames", 1) if opened.format in ("GIF", "WEBP", "PNG", "AVIF") else 1
        if count == 1:
            opened.draft("L", (2 * PHOTO_SIDE, 2 * PHOTO_SIDE))
            upright = ImageOps.exif_transpose(opened)
            yield 0, _grey(upright, SMALL_SIDE, image), _grey(upright, PHOTO_SIDE, image)
            return
        most = max(1, min(count, _MOST_FRAMES, _BUDGET // max(1, opened.width * opened.height)))
        if most < count:
            draft.miss(f"an animation of {count} frames: the first {most} were looked at")
        yield from _animated(opened, most, image)


def _animated(opened: Any, most: int, image: Any) -> Iterator[tuple[int, Any, Any]]:
    time, due, large_due = 0, 0, 0
    for number in range(most):
        opened.seek(number)
        if time >= due:
            due = (time * RATE // 1000 + 1) * 1000 // RATE
            large = _grey(opened, LARGE_SIDE, image) if time >= large_due else None
            large_due = time + _LARGE_APART if large is not None else large_due
            yield time, _grey(opened, SMALL_SIDE, image), large
        # Browsers, too, show a frame that states next to no duration for a tenth of a second.
        stated = int(opened.info.get("duration", 0) or 0)
        time += stated if stated > 10 else 100


def _grey(picture: Any, side: int, image: Any) -> Any:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        white = image.new("RGBA", picture.size, (255, 255, 255, 255))
        picture = image.alpha_composite(white, picture)
    grey = _eight_bits(picture)
    scale = min(1.0, side / max(grey.size))
    size = max(8, round(grey.width * scale)), max(8, round(grey.height * scale))
    return grey.resize(size, image.Resampling.BOX) if size != grey.size else grey


def _eight_bits(picture: Any) -> Any:
    """Greys of eight bits; deeper ones are cut to their upper bits, not to their lower values."""
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("I", "F"):
        _, high = picture.getextrema()
        return picture.point(lambda value: value * (255 / high if high > 255 else 1)).convert("L")
    return picture.convert("L")


def _hand_over(draft: Draft, spool: Spool, name: str, frames: list[tuple[int, Any]]) -> None:
    keeping = spool.begin()
    try:
        size = frames[0][1].size
        for _, frame in frames:
            keeping.put((frame if frame.size == size else frame.resize(size)).tobytes())
        file, length = keeping.done()
    finally:
        keeping.drop()
    draft.take(name, file, length)
    draft.say(f"{name} size", "{} {}".format(*size))
    draft.say(f"{name} times", " ".join(str(time) for time, _ in frames))
