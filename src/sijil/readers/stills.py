"""Small pictures of what lies in evidence: the thumbnail of a photo, and the keyframes of a film.

They are derived: made again at any time from the same bytes to the same bytes, and never evidence. Turned as the
file says, and nothing of its metadata is in them.
"""

import io
import sys
from functools import cache
from importlib import metadata
from typing import Any

from sijil.readers.draft import Draft, Source
from sijil.readers.footage import DEMUXERS

VERSION = "1"
KEYFRAME_SIDE = 512
THUMBNAIL_SIDE = 320
"""The longer side of each, in pixels: the reference on media, section 4, decodes films to 512 at the most."""
QUALITY = 80
"""Of a JPEG, of 100."""
KEYFRAME = "keyframe"
THUMBNAIL = "thumbnail"

PICTURES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/avif": "AVIF",
}
"""The pictures that Pillow decodes, and its name of the one decoder that is let at each."""


@cache
def made_by() -> str:
    """What makes stills on this machine, down to the version of each decoder."""
    return f"stills {VERSION} (av {metadata.version('av')}, pillow {metadata.version('pillow')})"


def reader_of(media_type: str) -> str:
    """The reader that makes stills of that kind of file, or nothing."""
    if media_type in PICTURES:
        return "photo_stills"
    video = media_type in DEMUXERS and not media_type.startswith("audio/")
    return "film_stills" if video else ""


def drafted(source: Source, reader: str) -> Draft:
    """A draft that says what makes it."""
    return Draft(reader, made_by(), source.media_type)


def hand_over(draft: Draft, source: Source, name: str, picture: Any) -> None:
    """Put a picture of Pillow's into the spool folder as a JPEG without metadata."""
    draft.hand_over(name, as_jpeg(picture), source.spool, note=f"{picture.width}×{picture.height}")


def as_jpeg(picture: Any) -> bytes:
    """The bytes of a picture of Pillow's."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def let_pillow_in() -> None:
    """Import Pillow, which is held back from the readers of text."""
    if sys.modules.get("PIL", ...) is None:
        del sys.modules["PIL"]
    import PIL.Image
    import PIL.ImageFile
    import PIL.ImageOps

    PIL.Image.init()
