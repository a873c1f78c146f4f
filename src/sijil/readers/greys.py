"""Grey frames for matching: small ones by which footage is told apart in time, larger ones for points.

Nothing is judged here: a child decodes behind the fence, and what comes out is plain greys, so that whatever compares
pictures never meets a byte of evidence. They lie in the spool folder and are thrown away once they are compared.
"""

from dataclasses import dataclass
from typing import Any

from sijil.readers.reading import Reading
from sijil.readers.stills import PICTURES, reader_of

VERSION = "1"
SMALL_SIDE, LARGE_SIDE, PHOTO_SIDE = 160, 640, 800
"""The longer side, in pixels: of small and of large frames of a film, and of the large one of a photo."""
RATE = 8
"""Small frames a second."""
SMALL, LARGE = "small", "large"


def greys_reader_of(media_type: str) -> str:
    """The reader that makes greys of that kind of file, or nothing."""
    return {"photo_stills": "photo_greys", "film_stills": "film_greys"}.get(reader_of(media_type), "")


@dataclass(frozen=True, slots=True)
class Greys:
    """Frames as n × height × width bytes and their times in seconds; upright, with square pixels."""

    small: Any
    small_times: Any
    large: Any
    large_times: Any
    still: bool
    """A photo: one frame, no time."""


def greys_of(reading: Reading) -> Greys:
    """The greys that a reading left in its spool folder; they stay on disk and are read as they are looked at.

    Raises `ValueError` where there are none, or their size is not what the reading says.
    """
    small, small_times = _frames(reading, SMALL)
    large, large_times = _frames(reading, LARGE)
    return Greys(small, small_times, large, large_times, reading.media_type in PICTURES and len(small) == 1)


def _frames(reading: Reading, which: str) -> tuple[Any, Any]:
    import numpy as np

    member = next((one for one in reading.members if one.name == which), None)
    if member is None:
        raise ValueError(f"no {which} frames")
    times = np.array([int(word) for word in reading.metadata[f"{which} times"].split()]) / 1000
    width, height = (int(word) for word in reading.metadata[f"{which} size"].split())
    frames = np.memmap(member.path, np.uint8, "r", shape=(len(times), height, width))
    turns = int(reading.metadata.get("turn", "0")) // 90
    return np.rot90(frames, turns, axes=(1, 2)), times
