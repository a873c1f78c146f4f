"""Photographs: what the file says of itself. What it shows is nobody's to read here; the picture is kept as it is.

EXIF can be written by anybody: a time or a place in it is what the file states, and no proof. Messengers take it
away, so that its absence means nothing (reference on custody and reading, 6.4; on media, what the file says).
"""

import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from sijil.readers.draft import Source, one_line_of, storable
from sijil.readers.reading import Reading

VERSION = "1 (exifread 3)"
KEPT = "a picture: its own data were read, what it shows was not"
DAMAGED = "a picture, damaged or cut: its own data cannot be read"
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, EOFError, struct.error)
"""What the parser raises on damaged files; anything else is told of by the fence."""
_WORDS = {
    "Image Make": "maker",
    "Image Model": "device",
    "Image Software": "software",
    "Image Artist": "artist",
    "Image Copyright": "copyright",
    "Image ImageDescription": "description",
    "EXIF BodySerialNumber": "serial_number",
    "EXIF ExifImageWidth": "width",
    "EXIF ExifImageLength": "height",
}
_TIMES = (("EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal"), ("Image DateTime", "EXIF OffsetTime"))
_MOST = 300


def warm() -> None:
    """Import the parser."""
    import exifread  # noqa: F401


def read(source: Source) -> Reading:
    """Metadata only: `taken` with its zone or the lack of it, `place_in_file`, device and software."""
    import exifread

    try:
        tags: Mapping[str, Any] = exifread.process_file(
            cast(BinaryIO, source.file), details=False, extract_thumbnail=False
        )
    except _DAMAGE as error:
        reason = one_line_of(f"{DAMAGED} ({type(error).__name__})")
        return Reading("kept", reason, "", source.media_type, "image", VERSION)
    found = {
        name: storable(one_line_of(str(tags[key])))[:_MOST] for key, name in _WORDS.items() if key in tags
    }
    found |= _taken(tags) | _place(tags)
    return Reading(
        "kept", KEPT, "", source.media_type, "image", VERSION, metadata={k: v for k, v in found.items() if v}
    )


def _taken(tags: Mapping[str, Any]) -> dict[str, str]:
    """The first time of the file that is one, with its zone, or without as most cameras write it."""
    for key, zone in _TIMES:
        said = str(tags.get(key, "")).strip()
        day, _, clock = said.partition(" ")
        if len(said) == 19 and not said.startswith("0000"):
            offset = str(tags.get(zone, "")).strip()
            return {
                "taken": f"{day.replace(':', '-')}T{clock}{offset}" + ("" if offset else " (no zone stated)")
            }
    return {}


def _place(tags: Mapping[str, Any]) -> dict[str, str]:
    """Degrees as the file states them."""
    degrees = []
    for name, against in (("Latitude", "S"), ("Longitude", "W")):
        value, side = tags.get(f"GPS GPS{name}"), str(tags.get(f"GPS GPS{name}Ref", "")).strip()
        if value is None or not side:
            return {}
        try:
            parts = [float(part) for part in value.values]
        except (TypeError, ValueError, ZeroDivisionError, AttributeError):
            return {}
        if len(parts) != 3:
            return {}
        sign = -1 if side == against else 1
        degrees.append(sign * (parts[0] + parts[1] / 60 + parts[2] / 3600))
    when = str(tags.get("GPS GPSDate", "")).replace(":", "-")
    return {"place_in_file": f"{degrees[0]:.6f}, {degrees[1]:.6f}", **({"gps_date": when} if when else {})}
