"""The thumbnail of a photo, turned as its EXIF says, without any of its metadata."""

from typing import Any

from sijil.readers.draft import Source, kept
from sijil.readers.footage import MOST_PIXELS
from sijil.readers.reading import Reading
from sijil.readers.stills import (
    PICTURES,
    THUMBNAIL,
    THUMBNAIL_SIDE,
    VERSION,
    drafted,
    hand_over,
    let_pillow_in,
)

__all__ = ["VERSION", "read", "warm"]

_CUT = "the picture is damaged or cut; what cannot be decoded is grey"


def warm() -> None:
    """Import the decoders."""
    let_pillow_in()


def read(source: Source) -> Reading:
    """One member, a JPEG. Raises `Stopped` (kept) where the picture cannot be decoded."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    draft = drafted(source, "photo_stills")
    try:
        try:
            picture = _small(source, Image)
        except OSError:
            # What there is of a cut photo is worth seeing, once it is known to be cut.
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            picture = _small(source, Image)
            draft.miss(_CUT)
    except Image.DecompressionBombError as error:
        raise kept(f"too many pixels for a thumbnail ({error})") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise kept(f"the picture cannot be decoded ({error})") from error
    hand_over(draft, source, THUMBNAIL, picture)
    return draft.done()


def _small(source: Source, image: Any) -> Any:
    from PIL import ImageOps

    source.file.seek(0)
    with image.open(source.file, formats=[PICTURES[source.media_type]]) as opened:
        # A JPEG is decoded at an eighth to a half of its size; twice the thumbnail's keeps the edges clean.
        opened.draft("RGB", (2 * THUMBNAIL_SIDE, 2 * THUMBNAIL_SIDE))
        opened.thumbnail((2 * THUMBNAIL_SIDE, 2 * THUMBNAIL_SIDE), image.Resampling.BOX, reducing_gap=None)
        upright = ImageOps.exif_transpose(opened)
        flat = _on_white(upright, image) if _has_holes(upright) else upright.convert("RGB")
    flat.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), image.Resampling.LANCZOS, reducing_gap=None)
    return flat


def _has_holes(picture: Any) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _on_white(picture: Any, image: Any) -> Any:
    picture = picture.convert("RGBA")
    white = image.new("RGBA", picture.size, (255, 255, 255, 255))
    return image.alpha_composite(white, picture).convert("RGB")
