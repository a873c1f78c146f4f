"""What the tags of a film or recording say, in the words used for photographs.

Keys differ by container and device: QuickTime's `com.apple.quicktime.location.ISO6709`, Android's `location`,
Matroska in capitals. Places are ISO 6709 Annex H (`+33.5138+036.2765/`), in degrees, degrees and minutes, or all three.
"""

import re
from collections.abc import Mapping

from sijil.readers.draft import one_line_of

_WORDS = {
    "taken": ("com.apple.quicktime.creationdate", "creation_time", "date"),
    "maker": ("com.apple.quicktime.make", "com.android.manufacturer", "make"),
    "device": ("com.apple.quicktime.model", "com.android.model", "model"),
    "software": (
        "com.apple.quicktime.software",
        "com.android.version",
        "software",
        "encoded_by",
        "encoder",
        "encoding_tool",
    ),
    "place_in_file": ("com.apple.quicktime.location.iso6709", "location", "location-eng"),
    "artist": ("com.apple.quicktime.artist", "artist"),
    "copyright": ("copyright",),
    "description": ("com.apple.quicktime.description", "description", "comment"),
}
_TITLES = ("com.apple.quicktime.title", "com.apple.quicktime.displayname", "title")
_KEPT = 40
"""So many other tags are kept, under their own names."""
_MOST = 300
_PLACE = re.compile(r"([+-])(\d{2,6})(\.\d+)?([+-])(\d{3,7})(\.\d+)?(?:[+-]\d+(?:\.\d+)?)?(?:CRS[^/]*)?/?")


def said_by(tags: Mapping[str, str]) -> dict[str, str]:
    """The facts in `tags`; what has no word of ours keeps its own after `tag `."""
    lower = {key.lower(): one_line_of(value)[:_MOST] for key, value in sorted(tags.items())}
    found: dict[str, str] = {}
    for name, keys in _WORDS.items():
        value = next((lower[key] for key in keys if lower.get(key)), "")
        if value:
            found[name] = value
    if "taken" in found:
        found["taken"] = _moment(found["taken"])
    if "place_in_file" in found:
        found["place_in_file"] = degrees(found["place_in_file"]) or found["place_in_file"]
    used = {key for keys in _WORDS.values() for key in keys}
    for key in [key for key in lower if key not in used and lower[key]][:_KEPT]:
        found["title_in_file" if key in _TITLES else f"tag {key[:60]}"] = lower[key]
    return found


def _moment(said: str) -> str:
    """As stated; a time without a zone says so."""
    said = re.sub(r"\.0+(?=Z|$)", "", said)
    zoned = re.search(r"(?:Z|[+-]\d{2}:?\d{2})$", said)
    return said if zoned or "T" not in said else f"{said} (no zone stated)"


def degrees(place: str) -> str:
    """A place in ISO 6709 as `33.513800, 36.276500`; empty when it is none."""
    match = _PLACE.fullmatch(place.strip())
    if match is None:
        return ""
    south, latitude, latitude_rest, west, longitude, longitude_rest = match.groups()
    north = _sexagesimal(latitude, latitude_rest or "", 2)
    east = _sexagesimal(longitude, longitude_rest or "", 3)
    if north is None or east is None or north > 90 or east > 180:
        return ""
    return f"{-north if south == '-' else north:.6f}, {-east if west == '-' else east:.6f}"


def _sexagesimal(digits: str, rest: str, width: int) -> float | None:
    """Degrees; minutes and seconds follow in twos, and the fraction belongs to the last of them."""
    more = digits[width:]
    if len(digits) < width or len(more) not in (0, 2, 4):
        return None
    parts = [digits[:width], *(more[at : at + 2] for at in range(0, len(more), 2))]
    parts[-1] += rest
    return sum(float(part) / 60.0**power for power, part in enumerate(parts))
