"""What is kept of a photo or film to find it again: a hash twice a second, and points of keyframes.

Made of the grey frames that `readers.greys` takes out of a file behind the fence. It holds whole pictures in short and
nothing of a face or a voice.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sijil.media.content import Box, content_box, whole
from sijil.media.frame_hash import SIDE, Hashes, frame_hash, weight
from sijil.media.frame_hash import VERSION as HASH_VERSION
from sijil.media.overlays import camera_stands, marked
from sijil.media.points import VERSION as POINTS_VERSION
from sijil.media.points import Points, points_of

VERSION: Final = f"hash {HASH_VERSION}, points {POINTS_VERSION}"
APART: Final = 0.5
"""Seconds between two hashes."""
_RIM = 0.03
"""Share of the side by which points may lie outside the content box."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`hashes` are of the content box `box` (shares of height and width), `whole` of the whole frame, at `times`.

    `keyframes` and `key_times` (seconds): the points; `still`: a photo; `size`: width and height of the keyframes;
    `stands`: the camera does not move.
    """

    still: bool
    seconds: float
    hashes: Hashes
    whole: Hashes
    weights: NDArray[np.uint8]
    times: NDArray[np.float64]
    box: tuple[float, float, float, float]
    keyframes: tuple[Points, ...]
    key_times: NDArray[np.float64]
    size: tuple[int, int]
    stands: bool


def fingerprint(
    small: NDArray[np.uint8],
    small_times: NDArray[np.float64],
    large: NDArray[np.uint8],
    large_times: NDArray[np.float64],
    *,
    still: bool,
) -> Fingerprint:
    """The fingerprint of frames, n × height × width, with their times in seconds.

    Raises `ValueError` where there is no frame.
    """
    if not len(small) or not len(large):
        raise ValueError("no frame to make a fingerprint of")
    chosen = _twice_a_second(small_times)
    box = content_box(small)
    high, wide = small.shape[1:]
    keyframes = tuple(points_of(frame, _within(box, small.shape, frame.shape), even=still) for frame in large)
    stands = camera_stands(small)
    cut = np.stack([_shrunk(small[at], box) for at in chosen])
    uncut = np.stack([_shrunk(small[at], whole(small)) for at in chosen])
    return Fingerprint(
        still,
        float(small_times[-1]),
        frame_hash(cut),
        frame_hash(uncut),
        weight(cut),
        small_times[chosen],
        (box.top / high, box.bottom / high, box.left / wide, box.right / wide),
        keyframes if stands else marked(keyframes),
        large_times,
        (large.shape[2], large.shape[1]),
        stands,
    )


def _within(box: Box, small: tuple[int, ...], large: tuple[int, ...]) -> Box:
    """The box of the small frames on a large one, a little wider."""
    down, across = large[0] / small[1], large[1] / small[2]
    more_down, more_across = _RIM * large[0], _RIM * large[1]
    return Box(
        max(0, int(box.top * down - more_down)),
        min(large[0], int(box.bottom * down + more_down)),
        max(0, int(box.left * across - more_across)),
        min(large[1], int(box.right * across + more_across)),
    )


def _twice_a_second(times: NDArray[np.float64]) -> NDArray[np.int64]:
    slots = np.floor(times / APART).astype(np.int64)
    return np.unique(slots, return_index=True)[1]


def _shrunk(frame: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    import cv2

    part = np.ascontiguousarray(frame[box.top : box.bottom, box.left : box.right])
    small: NDArray[np.uint8] = cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    return small
